"""The uploaded files, kept under the SHA-256 of their contents: the same file is kept once, and none ever changes.

A file is there when its name is: it is written under another name, put on the disk and then moved. Pictures of pages
that a reading made lie beside their file. Only the owner may read the folder.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from models.error import YancaiError
from pipelines.replacing import settle

_SUM: Final = re.compile(r"[0-9a-f]{64}")
_CHUNK: Final = 1 << 20
_UNCLAIMED_SECONDS: Final = 24 * 3600
"""A file that no case names is left alone for so long: its case may be on the way."""
_DRAFT_SECONDS: Final = 3600
"""No file takes so long to be written: an older draft is what a killed program left."""


class Vault:
    """A folder of files by content. Raises YancaiError where the disk refuses, ValueError for what is no SHA-256."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, path: Path) -> str:
        """Keep a copy of a file; its SHA-256, hexadecimal. It is on the disk when this returns."""
        with _telling(), path.open("rb") as stream:
            return self._keep(stream)

    def has(self, sha256: str) -> bool:
        """Is a file with these contents kept?"""
        return self._place(sha256).is_file()

    def path(self, sha256: str) -> Path:
        """Where the file lies, to be read only."""
        return self._place(sha256)

    def put_picture(self, sha256: str, page: int, jpeg: bytes) -> None:
        """Keep the picture of a page (from 0) of a file, as uploaded, after EXIF; an earlier one is replaced."""
        with _telling():
            self._write(self._picture(sha256, page), jpeg)

    def picture(self, sha256: str, page: int) -> bytes | None:
        """The kept picture of a page, a JPEG; None where no reading made one."""
        try:
            return self._picture(sha256, page).read_bytes()
        except FileNotFoundError:
            return None

    def drop(self, sha256: str) -> None:
        """Delete a file and the pictures of its pages; also where it is gone already."""
        place = self._place(sha256)
        with _telling():
            place.unlink(missing_ok=True)
            for picture in place.parent.glob(f"{sha256}.*"):
                picture.unlink(missing_ok=True)

    def unclaimed(self) -> Iterator[str]:
        """The sums of all files that were put in more than a day ago, and of pictures that have lost their file: of
        these a sweep drops those no case names. Drafts that a killed program left are deleted on the way."""
        self._drop_drafts()
        for path in self.folder.glob("??/*"):
            sha256 = path.name.partition(".")[0]
            counts = path.name == sha256 or not path.with_name(sha256).exists()
            if _SUM.fullmatch(sha256) and counts and _older(path, _UNCLAIMED_SECONDS):
                yield sha256

    def _drop_drafts(self) -> None:
        with _telling():
            for folder in (self.folder, *self.folder.glob("??")):
                for path in folder.glob("*.part"):
                    if _older(path, _DRAFT_SECONDS):
                        path.unlink(missing_ok=True)

    def _keep(self, stream: BinaryIO) -> str:
        folder = self._folder(self.folder)
        draft = folder / f"{secrets.token_hex(8)}.part"
        digest = hashlib.sha256()
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            place = self._place(digest.hexdigest())
            self._folder(place.parent)
            os.replace(draft, place)
        finally:
            draft.unlink(missing_ok=True)
        settle(place.parent)
        return digest.hexdigest()

    def _write(self, place: Path, content: bytes) -> None:
        self._folder(place.parent)
        draft = place.with_name(f"{place.name}.{secrets.token_hex(4)}.part")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(content)
            os.replace(draft, place)
        finally:
            draft.unlink(missing_ok=True)

    def _folder(self, folder: Path) -> Path:
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            settle(folder.parent)
        return folder

    def _place(self, sha256: str) -> Path:
        if not _SUM.fullmatch(sha256):
            raise ValueError("not a SHA-256")
        return self.folder / sha256[:2] / sha256

    def _picture(self, sha256: str, page: int) -> Path:
        return self._place(sha256).with_name(f"{sha256}.{int(page)}.jpg")


def _older(path: Path, seconds: float) -> bool:
    """Was the file last written longer ago? Not where it is gone."""
    with suppress(FileNotFoundError):
        return path.stat().st_mtime < time.time() - seconds
    return False


@contextmanager
def _telling() -> Iterator[None]:
    """What the disk refuses is said with its reason and without a file's name."""
    try:
        yield
    except OSError as error:
        raise YancaiError(f"文件库无法读写（{error.strerror}）。请检查磁盘空间和访问权限。") from None
