"""Files that take their name when they are whole: a crash leaves the old one or none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def replacing(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A file that takes its name only when it is whole and on the disk."""
    draft = path.with_name(path.name + ".part")
    with draft.open("w", encoding=encoding, newline="") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(draft, path)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Put a folder's own list of names on the disk, without which a new file is lost with the power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
