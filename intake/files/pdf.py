"""PDFs: scans rendered at their own resolution, text layers handed on where they can be trusted.

The only module that reads with PyMuPDF (see docs/decisions/001-licence.md); ``intake.printing`` writes with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

import numpy as np
import pymupdf

from intake.files.limits import Limits
from intake.files.text_layer import LayerLine, trusted_lines
from intake.files.unreadable import Code, Unreadable
from intake.page import PageImage, Pixels
from models.place import Box

# MuPDF writes what it thinks of a damaged file to stderr, quoting it; what it says is asked for after each page.
pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)

_POINTS_PER_INCH: Final = 72
_LEAST_SIDE: Final = 1.0
"""Points. A page thinner than that shows nothing."""
_SCAN_SHARE: Final = 0.85
"""A picture over so much of the page is a scan: the page is rendered with the picture's own pixels."""
_PART_SHARE: Final = 0.25
"""Smaller pictures (seals, codes, logos) have no say in the resolution."""
_LEAST_DPI: Final = 72
"""A scan coarser than that is rendered at 72 dpi: it is no sharper, but its lines can be cut out."""
_WORD_GAP: Final = 2.5
"""Times the type size: what stands further apart on a line are two cells, as OCR would see them."""
_LOST: Final = re.compile(r"cannot load content stream|cannot find page", re.IGNORECASE)
"""What MuPDF says when a page could not be shown. It then draws what is left, which may be a blank page."""
_LOST_PICTURE: Final = re.compile(
    r"padding truncated image|premature end|jpeg error|cannot (load|decode|draw|read) image|not enough image data",
    re.IGNORECASE,
)
"""What it says of a picture that is not whole; the rest of the page is drawn."""
_MOST_LOST: Final = 0.06
"""Share of the page. One side of an identity card on A4 has 0.074; a seal of 4.5 cm has 0.03, logos and codes less."""
_BARE: Final = 0.001
"""Share of pixels darker than paper: less is a page on which nothing is left."""


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
        if self.page_count == 0:
            raise Unreadable("file.damaged")
        if self.page_count > limits.max_pages:
            raise Unreadable("file.too_many_pages", f"{self.page_count} 页，最多 {limits.max_pages} 页")
        self.digitally_signed = _is_signed(self._document)

    def page(self, number: int) -> PageImage:
        """One page as a viewer shows it (its /Rotate applied). Raises Unreadable: page.damaged, page.too_large.

        A page that lacks no more than a small damaged picture is handed out, not ``complete``.
        """
        with _damage("page.damaged", number):
            page = self._document[number]
            placed = page.get_image_info()
            self._check_pictures(page, placed, number)
            pixels, complete = self._rendered(page, placed, number)
            lines = trusted_lines(_layer_lines(page), [_box(page, info["bbox"]) for info in placed], pixels)
        pymupdf.TOOLS.store_shrink(100)
        return replace(PageImage.of_source(self.sha256, number, pixels, lines), complete=complete)

    def _check_pictures(self, page: Any, placed: list[dict[str, Any]], number: int) -> None:
        """Refuse what would not fit into memory, by the headers: of pictures placed and listed, and of their masks."""
        listed = page.get_images(full=True)
        sizes = [(info["width"], info["height"]) for info in placed] + [(one[2], one[3]) for one in listed]
        sizes += [self._mask_size(one[1]) for one in listed if one[1]]
        for across, down in sizes:
            if across * down > self._limits.max_pixels:
                raise Unreadable("page.too_large", f"{across}×{down} 像素", number)

    def _mask_size(self, xref: int) -> tuple[int, int]:
        across, down = (self._document.xref_get_key(xref, key)[1] for key in ("Width", "Height"))
        return (int(across), int(down)) if across.isdigit() and down.isdigit() else (0, 0)

    def _rendered(self, page: Any, placed: list[dict[str, Any]], number: int) -> tuple[Pixels, bool]:
        """The page's pixels, and whether all its pictures could be shown."""
        width, height = page.rect.width, page.rect.height
        if min(width, height) < _LEAST_SIDE:
            raise Unreadable("page.damaged", page=number)
        longest = max(width, height)
        zoom = min(_zoom_for(placed, width * height, self._limits), self._limits.longest_side / longest)
        pymupdf.TOOLS.mupdf_warnings(reset=True)
        picture = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), colorspace=pymupdf.csRGB, alpha=False)
        said = pymupdf.TOOLS.mupdf_warnings(reset=True)
        rows = np.frombuffer(picture.samples, np.uint8).reshape(picture.height, picture.stride)
        rgb = rows[:, : picture.width * 3].reshape(picture.height, picture.width, 3)
        complete = not _LOST_PICTURE.search(said)
        if _LOST.search(said) or not (complete or self._matters_little(page, rgb)):
            raise Unreadable("page.damaged", page=number)
        return np.ascontiguousarray(rgb[:, :, ::-1]), complete

    def _matters_little(self, page: Any, shown: Pixels) -> bool:
        """Whether the page's damaged pictures are known, small, and not all that the page had to show."""
        height, width = shown.shape[:2]
        lost, rest = 0.0, np.ones((height, width), dtype=bool)
        for info in page.get_image_info(xrefs=True):
            if not self._is_lost(info["xref"]):
                continue
            box = _box(page, info["bbox"])
            lost += box.area
            rows = slice(int(box.top * height), int(np.ceil(box.bottom * height)) + 1)
            rest[rows, int(box.left * width) : int(np.ceil(box.right * width)) + 1] = False
        # Warnings of which no picture is the cause come from one inside of the content stream, of unknown size.
        return 0.0 < lost <= _MOST_LOST and bool((shown.min(axis=2) < 128)[rest].mean() > _BARE)

    def _is_lost(self, xref: int) -> bool:
        # What was decoded before is kept, and nothing would be said of it again.
        pymupdf.TOOLS.store_shrink(100)
        pymupdf.TOOLS.mupdf_warnings(reset=True)
        try:
            with _damage("page.damaged"):
                whole = xref == 0 or pymupdf.Pixmap(self._document, xref).width > 0
        except Unreadable:
            return True
        return not whole or _LOST_PICTURE.search(pymupdf.TOOLS.mupdf_warnings(reset=True)) is not None


def _zoom_for(placed: list[dict[str, Any]], area: float, limits: Limits) -> float:
    """Pixels per point: those of the finest large picture on the page; drawn pages get ``pdf_dpi``."""
    share, own = 0.0, 0.0
    for info in placed:
        a, b, c, d, *_ = info["transform"]
        across, down = float(np.hypot(a, b)), float(np.hypot(c, d))
        if across * down < _PART_SHARE * area:
            continue
        share = max(share, across * down / area)
        own = max(own, info["width"] / across, info["height"] / down)
    drawn = limits.pdf_dpi / _POINTS_PER_INCH
    return max(own, _LEAST_DPI / _POINTS_PER_INCH) if share >= _SCAN_SHARE else max(own, drawn)


def _is_signed(document: Any) -> bool:
    """Whether a signature field of the PDF is filled in; the signature itself is not verified."""
    with _damage("file.damaged"):
        if document.get_sigflags() <= 0:
            return False
    return any(_holds_signature(document, number) for number in range(document.page_count))


def _holds_signature(document: Any, number: int) -> bool:
    try:
        with _damage("page.damaged", number):
            fields = document[number].widgets(types=[pymupdf.PDF_WIDGET_TYPE_SIGNATURE])
            return any(field.is_signed for field in fields)
    except Unreadable:
        # The page says so itself when it is asked for.
        return False


def _layer_lines(page: Any) -> list[LayerLine]:
    """The text layer's lines in fractions of the page as shown, with how they are painted."""
    lines = []
    for block in page.get_text("rawdict", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)["blocks"]:
        for line in block.get("lines", ()):
            across = pymupdf.Point(line["dir"]) * _turn(page)
            for cell in _cells(line["spans"]):
                place = pymupdf.Rect(pymupdf.EMPTY_RECT())
                for char, _ in cell:
                    if not char["c"].isspace():
                        place |= pymupdf.Rect(char["bbox"])
                hidden = sum(alpha == 0 for _, alpha in cell) * 2 > len(cell)
                text = "".join(char["c"] for char, _ in cell).strip()
                lines.append(LayerLine(text, _box(page, place), level=across.x > 0.99, hidden=hidden))
    return lines


def _cells(spans: list[dict[str, Any]]) -> list[list[tuple[dict[str, Any], int]]]:
    """A line's characters with their opacity (0: hidden), cut where a wide gap stands; never only blanks."""
    cells: list[list[tuple[dict[str, Any], int]]] = []
    end: Any = None
    for span in spans:
        for char in span["chars"]:
            blank = char["c"].isspace()
            start = pymupdf.Point(char["bbox"][:2])
            if not blank and (end is None or abs(start - end) > _WORD_GAP * span["size"]):
                cells.append([])
            if cells:
                cells[-1].append((char, span["alpha"]))
            if not blank:
                end = pymupdf.Point(char["bbox"][2], char["bbox"][1])
    return cells


def _turn(page: Any) -> Any:
    """The page's rotation without its shift: for directions."""
    matrix = page.rotation_matrix
    return pymupdf.Matrix(matrix.a, matrix.b, matrix.c, matrix.d, 0, 0)


def _box(page: Any, place: Any) -> Box:
    """A rectangle of the unrotated page, in points, in fractions of the page as shown."""
    shown = pymupdf.Rect(place) * page.rotation_matrix
    width, height = page.rect.width, page.rect.height
    return Box.clipped(shown.x0 / width, shown.y0 / height, shown.x1 / width, shown.y1 / height)


@contextmanager
def _damage(code: Code, page: int | None = None) -> Iterator[None]:
    """Whatever MuPDF says against the bytes is one answer; its errors have two roots, and PyMuPDF adds plain ones."""
    try:
        yield
    except (
        pymupdf.mupdf.FzErrorBase,
        RuntimeError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        MemoryError,
    ) as error:
        raise Unreadable(code, page=page) from error
