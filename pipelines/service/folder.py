"""The private folder for uploads: nobody else may look into it, and it goes when the service ends or another starts."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from models.error import UsageError

_PREFIX: Final = "yancai-uploads-"
_LOCK: Final = ".in-use"


@contextmanager
def private_folder(within: Path | None) -> Iterator[Path]:
    """A new folder for this run, and the end of those that killed runs left behind. Raises UsageError."""
    parent = within or Path(tempfile.gettempdir())
    try:
        _remove_left_behind(parent)
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        lock = os.open(folder / _LOCK, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
    except OSError as error:
        raise UsageError(f"无法在“{parent}”中建立上传用的文件夹（{error.strerror}）。请检查访问权限。") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


@contextmanager
def upload_place(folder: Path) -> Iterator[Path]:
    """An empty folder where one request's files go; it is gone afterwards, whatever happened."""
    place = Path(tempfile.mkdtemp(dir=folder))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _remove_left_behind(parent: Path) -> None:
    """Remove this user's folders whose service is gone: its lock went with it."""
    for folder in parent.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if folder.lstat().st_uid != os.getuid() or folder.is_symlink():
                continue
            lock = os.open(folder / _LOCK, os.O_WRONLY | os.O_NOFOLLOW)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)
