"""PDFs: scans rendered at their own resolution, text layers handed on where they can be trusted.

The only module that imports PyMuPDF (see docs/decisions/001-licence.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
import pymupdf

from intake.files.limits import Limits
from intake.files.text_layer import LayerLine, trusted_lines
from intake.files.unreadable import Code, Unreadable
from intake.page import PageImage, Pixels
from models.place import Box

# MuPDF writes what it thinks of a damaged file to stderr, quoting it.
pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)

_POINTS_PER_INCH: Final = 72
_HIDDEN_RENDER_MODE: Final = 3
_LEAST_SIDE: Final = 1.0
"""Points. A page thinner than that shows nothing."""


class PdfFile:
    """An opened PDF. Raises Unreadable: file.damaged, file.encrypted, file.too_many_pages."""

    def __init__(self, sha256: str, data: bytes, limits: Limits) -> None:
        self.sha256, self._limits = sha256, limits
        with _damage("file.damaged"):
            self._document: Any = pymupdf.open(stream=data, filetype="pdf")
            # Many scanners and hospitals lock a PDF against changes with an empty password for reading.
            if self._document.needs_pass and not self._document.authenticate(""):
                raise Unreadable("file.encrypted")
            self.page_count = int(self._document.page_count)
            self.digitally_signed = int(self._document.get_sigflags()) > 0
        if self.page_count == 0:
            raise Unreadable("file.damaged")
        if self.page_count > limits.max_pages:
            raise Unreadable("file.too_many_pages", f"{self.page_count} 页，最多 {limits.max_pages} 页")

    def page(self, number: int) -> PageImage:
        """One page as a viewer shows it (its /Rotate applied). Raises Unreadable: page.damaged, page.too_large."""
        with _damage("page.damaged", number):
            page = self._document[number]
            pixels = self._rendered(page, number)
            lines = trusted_lines(_layer_lines(page), _picture_boxes(page), pixels)
        pymupdf.TOOLS.store_shrink(100)
        return PageImage.of_source(self.sha256, number, pixels, lines)

    def _rendered(self, page: Any, number: int) -> Pixels:
        width, height = page.rect.width, page.rect.height
        if min(width, height) < _LEAST_SIDE:
            raise Unreadable("page.damaged", page=number)
        pictures = page.get_images(full=True)
        for _, _, across, down, *_ in pictures:
            if across * down > self._limits.max_pixels:
                raise Unreadable("page.too_large", f"{across}×{down} 像素", number)
        longest = max(width, height)
        wanted = longest * self._limits.pdf_dpi / _POINTS_PER_INCH
        if len(pictures) == 1:
            # A scan: its own pixels, neither blurred by enlarging nor thrown away.
            wanted = max(wanted, *pictures[0][2:4])
        zoom = min(wanted, self._limits.longest_side) / longest
        picture = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), colorspace=pymupdf.csRGB, alpha=False)
        rows = np.frombuffer(picture.samples, np.uint8).reshape(picture.height, picture.stride)
        rgb = rows[:, : picture.width * 3].reshape(picture.height, picture.width, 3)
        return np.ascontiguousarray(rgb[:, :, ::-1])


def _layer_lines(page: Any) -> list[LayerLine]:
    """The text layer's lines in fractions of the page as shown, with how they are painted."""
    hidden = [
        pymupdf.Rect(span["bbox"])
        for span in page.get_texttrace()
        if span["type"] == _HIDDEN_RENDER_MODE or span["opacity"] < 0.1
    ]
    lines = []
    for block in page.get_text("dict", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)["blocks"]:
        for line in block.get("lines", ()):
            place = pymupdf.Rect(line["bbox"])
            across = pymupdf.Point(line["dir"]) * _turn(page)
            lines.append(
                LayerLine(
                    text="".join(span["text"] for span in line["spans"]).strip(),
                    box=_box(page, place),
                    level=across.x > 0.99,
                    hidden=any(abs(place & one) > 0.5 * abs(place) for one in hidden),
                )
            )
    return [line for line in lines if line.text]


def _turn(page: Any) -> Any:
    """The page's rotation without its shift: for directions."""
    matrix = page.rotation_matrix
    return pymupdf.Matrix(matrix.a, matrix.b, matrix.c, matrix.d, 0, 0)


def _picture_boxes(page: Any) -> list[Box]:
    return [_box(page, pymupdf.Rect(info["bbox"])) for info in page.get_image_info()]


def _box(page: Any, place: Any) -> Box:
    """A rectangle of the unrotated page, in points, in fractions of the page as shown."""
    shown = place * page.rotation_matrix
    width, height = page.rect.width, page.rect.height
    return Box.clipped(shown.x0 / width, shown.y0 / height, shown.x1 / width, shown.y1 / height)


@contextmanager
def _damage(code: Code, page: int | None = None) -> Iterator[None]:
    """Whatever MuPDF says against the bytes is one answer. Its errors are RuntimeErrors of many names."""
    try:
        yield
    except (RuntimeError, ValueError, TypeError, KeyError, IndexError, AttributeError, MemoryError) as error:
        raise Unreadable(code, page=page) from error
