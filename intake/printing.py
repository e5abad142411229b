"""Pieces of HTML as a PDF for printing: A4, fonts embedded, page numbers, the same bytes for the same text.

MuPDF lays them out (PyMuPDF's Story). It knows a part of HTML and CSS only, runs no script and fetches nothing:
pictures are ``data:`` addresses of JPEG, a reference to anything else stays empty. Chinese is set in the font that
MuPDF carries with it (Droid Sans Fallback), unless the office names a font file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import pymupdf

from models.error import YancaiError

# What MuPDF thinks of a page would go to standard error, quoting it.
pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)

_PAPER: Final = "a4"
_MARGINS: Final = (54, 50, -54, -58)
"""Points, left, top, right, bottom: two centimetres, as official letters have at least."""
_FOOT: Final = 30
"""Points from the lower edge to the line of the footer."""
_FOOT_SIZE: Final = 8.5
_FOOT_COLOUR: Final = (0.35, 0.35, 0.35)
_MOST_PAGES: Final = 300
"""A notice has one to four pages. A layout that never ends must not fill the disk."""
_ENDLESS: Final = 100_000
"""Points: the height in which a piece is measured."""
_BUILT_IN: Final = "china-s"
_INSTEAD: Final = "〓"
"""Stands for a character the font does not have: a blank would be overlooked."""
_OWN_FACE: Final = "@font-face {font-family: office; src: url(office-font)} body, * {font-family: office, sans-serif}"
_LONG_RUN: Final = re.compile(r"[!-%'-:=?-~]{24}(?=[!-%'-:=?-~])")
"""ASCII without what entities and tags are made of (& ; < >), which must not be broken."""
_TAGS: Final = re.compile(r"(<[^>]*>)")
_BREAK: Final = "\u200b"


@dataclass(frozen=True)
class Printed:
    """How a page is printed. ``title`` is the document's name, ``foot`` stands at the lower left of every page.

    ``day`` is what the document says of its making: no clock is looked at. ``font``: a file to set Chinese in.
    """

    title: str
    foot: str
    day: date
    font: Path | None = None


def print_blocks(blocks: Sequence[str], style: str, how: Printed) -> bytes:
    """The PDF of pieces of HTML (everything from outside escaped) one below the other, with this style sheet.

    A piece that does not fit on what is left of a page begins on the next one; one longer than a page is broken.
    Raises YancaiError where the font cannot be used or the page cannot be laid out.
    """
    font = _font(how.font)
    with _laid_out():
        document = pymupdf.open("pdf", _flowed([_printable(block, font) for block in blocks], style, how))
        _number_pages(document, font, how.foot)
        document.subset_fonts()
        stamp = f"D:{how.day:%Y%m%d}000000+08'00'"
        document.set_metadata({"title": how.title, "creationDate": stamp, "modDate": stamp})
        document.set_language("zh-CN")
        return bytes(document.tobytes(garbage=4, deflate=True, no_new_id=True))


class _Flow:
    """Pages that are filled from above."""

    def __init__(self) -> None:
        self._written = io.BytesIO()
        self._writer = pymupdf.DocumentWriter(self._written)
        self._paper = pymupdf.paper_rect(_PAPER)
        self._room = self._paper + _MARGINS
        self._top: float = self._room.y0
        self._pages = 0
        self._begin()

    def add(self, story: Any) -> None:
        """Set a piece below the last one."""
        _, whole = story.place(pymupdf.Rect(self._room.x0, 0, self._room.x1, _ENDLESS))
        height = whole[3] - whole[1]
        story.reset()
        if self._top > self._room.y0 and self._top + height > self._room.y1 and height <= self._room.height:
            self._turn()
        more = 1
        while more:
            more, filled = story.place(pymupdf.Rect(self._room.x0, self._top, self._room.x1, self._room.y1))
            story.draw(self._device)
            self._top = filled[3]
            if more:
                self._turn()

    def end(self) -> bytes:
        """The finished document."""
        self._writer.end_page()
        self._writer.close()
        return self._written.getvalue()

    def _turn(self) -> None:
        self._writer.end_page()
        self._begin()

    def _begin(self) -> None:
        self._pages += 1
        if self._pages > _MOST_PAGES:
            raise YancaiError(f"要打印的内容超过 {_MOST_PAGES} 页，没有生成 PDF。")
        self._device = self._writer.begin_page(self._paper)
        self._top = self._room.y0


def _flowed(blocks: Sequence[str], style: str, how: Printed) -> bytes:
    archive, own = None, ""
    if how.font:
        archive, own = pymupdf.Archive(), _OWN_FACE
        archive.add((how.font.read_bytes(), "office-font"))
    flow = _Flow()
    for block in blocks:
        flow.add(pymupdf.Story(f"<html><body>{block}</body></html>", user_css=f"{own}\n{style}", archive=archive))
    return flow.end()


def _number_pages(document: Any, font: Any, foot: str) -> None:
    for page in document:
        page.wrap_contents()  # the layout leaves the page's axes turned over
        line = f"第 {page.number + 1} 页　共 {len(document)} 页"
        paper = page.rect
        writer = pymupdf.TextWriter(paper, color=_FOOT_COLOUR)
        height = paper.y1 - _FOOT
        writer.append((paper.x0 + _MARGINS[0], height), _with_glyphs(foot, font), font=font, fontsize=_FOOT_SIZE)
        left = paper.x1 + _MARGINS[2] - font.text_length(line, fontsize=_FOOT_SIZE)
        writer.append((left, height), line, font=font, fontsize=_FOOT_SIZE)
        writer.write_text(page)


def _printable(body: str, font: Any) -> str:
    """The page with every character that can be printed, and with places where long runs of letters may break."""
    parts = _TAGS.split(body)
    return "".join(
        part if number % 2 else _LONG_RUN.sub(lambda run: run.group() + _BREAK, _with_glyphs(part, font))
        for number, part in enumerate(parts)
    )


def _with_glyphs(text: str, font: Any) -> str:
    return "".join(one if ord(one) < 128 or font.has_glyph(ord(one)) else _INSTEAD for one in text)


@cache
def _font(path: Path | None) -> Any:
    if path is None:
        return pymupdf.Font(_BUILT_IN)
    try:
        return pymupdf.Font(fontbuffer=path.read_bytes())
    except (OSError, RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase) as error:
        raise YancaiError(f"字体文件“{path}”无法使用。请检查设置 notice.font（TTF 或 OTF 文件）。") from error


@contextmanager
def _laid_out() -> Iterator[None]:
    """What MuPDF says against a page becomes one message with its kind: its own words may quote the page."""
    try:
        yield
    except (pymupdf.mupdf.FzErrorBase, RuntimeError, ValueError) as error:
        raise YancaiError(f"无法排版为 PDF（{type(error).__name__}）。") from error
