"""Printed choices and which of them is ticked: ``☑糖尿病 □高血压``, ``√男  女``."""

from __future__ import annotations

import re
from typing import Final

_TICK: Final = "☑☒✓✔√■▣◼●✅"
_OPEN: Final = "□☐◻▢○口"
_MARK: Final = re.compile(rf"[{_TICK}{_OPEN}][ ]?[{_TICK}]?")


def has_boxes(text: str) -> bool:
    """Whether the text is a list of boxes to tick: at least one tick, or two open boxes before words."""
    return any(mark in text for mark in _TICK) or len(re.findall(rf"[{_OPEN}][ ]?[一-鿿A-Za-z]", text)) > 1


def ticked(text: str) -> tuple[tuple[int, int], ...]:
    """The spans (start, end) of the choices that are ticked, in the order of the text.

    A mark belongs to the choice behind it; where the text does not begin with a mark (``男√ 女□``), to the one before.
    """
    marks = list(_MARK.finditer(text))
    if not any(_is_tick(mark) for mark in marks):
        return ()
    before = not text[: marks[0].start()].strip(" \t_:")
    spans = []
    for number, mark in enumerate(marks):
        if not _is_tick(mark):
            continue
        if before:
            start, end = mark.end(), marks[number + 1].start() if number + 1 < len(marks) else len(text)
        else:
            start, end = marks[number - 1].end() if number else 0, mark.start()
        spans.append(_stripped(text, start, end))
    return tuple(span for span in spans if span[1] > span[0])


def _is_tick(mark: re.Match[str]) -> bool:
    return any(character in _TICK for character in mark.group())


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip(" \t_,;、。")), end - len(part) + len(part.rstrip(" \t_,;、。"))
