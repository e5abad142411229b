"""Open an uploaded file: bytes within the limit, recognised by content, handed out page by page."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol

from intake.files.image import ImageFile
from intake.files.limits import Limits
from intake.files.pdf import PdfFile
from intake.files.sniff import name_of_other, sniff
from intake.files.unreadable import Unreadable
from intake.page import PageImage

__all__ = ["Limits", "OpenedFile", "Unreadable", "open_bytes", "open_file"]


class OpenedFile(Protocol):
    """A file whose pages are decoded one at a time, so that a long one is never in memory whole."""

    sha256: str
    page_count: int
    digitally_signed: bool

    def page(self, number: int) -> PageImage:
        """Page ``number``, counted from 0, as the reviewer sees it. Raises Unreadable."""


def open_file(path: Path, limits: Limits) -> OpenedFile:
    """Open the file at ``path``. Raises Unreadable with a stable code and the reason."""
    return open_bytes(_bytes_of(path, limits), limits)


def open_bytes(data: bytes, limits: Limits) -> OpenedFile:
    """Open a file that is already in memory, as a request brings it. Raises Unreadable."""
    _check_bytes(data, limits)
    sha256 = hashlib.sha256(data).hexdigest()
    kind = sniff(data)
    if kind is None:
        raise Unreadable("file.unsupported", name_of_other(data))
    return PdfFile(sha256, data, limits) if kind == "pdf" else ImageFile(sha256, data, kind, limits)


def _bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than allowed tells that there is more, however large the file is or grows.
            return file.read(limits.max_bytes + 1)
    except OSError as error:
        raise Unreadable("file.unavailable", error.strerror or "系统错误") from error


def _check_bytes(data: bytes, limits: Limits) -> None:
    if not data:
        raise Unreadable("file.empty")
    if len(data) > limits.max_bytes:
        raise Unreadable("file.too_large", f"超过 {limits.max_bytes // 1_000_000} MB")
