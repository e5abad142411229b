"""Hold a text layer against the print: fonts whose table of characters is wrong give plausible words nobody printed."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from rapidfuzz.fuzz import ratio

from intake.ocr.engine import OcrEngine
from intake.page import Line, PageImage, Pixels

_LINES: Final = 4
_CHARACTERS: Final = 24
"""So much of a line is read: it is told apart by less, and long lines cost more."""
_LEAST_LIKENESS: Final = 60.0
"""Percent. The engine reads drawn lines at 95 and above; a wrong table of characters leaves less than 10."""


def held_against_print(page: PageImage, engine: OcrEngine) -> PageImage:
    """The page, without its text layer where the engine reads something else than it says (about 20 ms a line)."""
    if page.text_lines is None:
        return page
    told = sorted(page.text_lines, key=lambda line: (-len(line.text), line.box.top, line.box.left))[:_LINES]
    read = engine.recognize([_start_of(page, line) for line in told])
    likeness = [
        ratio(_plain(line.text)[: len(_plain(text))], _plain(text)) for line, (text, _) in zip(told, read, strict=True)
    ]
    # The median line: one that stands over a seal or a rule may be misread.
    return page if sorted(likeness)[len(likeness) // 2] >= _LEAST_LIKENESS else replace(page, text_lines=None)


def _start_of(page: PageImage, line: Line) -> Pixels:
    share = min(1.0, _CHARACTERS / max(len(line.text), 1))
    return page.crop(line.box.model_copy(update={"right": line.box.left + line.box.width * share}))


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
