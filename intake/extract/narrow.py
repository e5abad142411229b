"""Boxes of parts of a line: where in a line's box some of its characters stand."""

from __future__ import annotations

from functools import cache

from intake.page import Line
from models.place import Box


@cache
def _advance(character: str) -> float:
    """A character's width in widths of a Chinese character, as Chinese fonts set it."""
    return 1.0 if ord(character) >= 0x2E80 else 0.3 if character in " .,:;'|!" else 0.55


def part_of(line: Line, start: int, end: int, length: int | None = None) -> Box:
    """The box of ``line.text[start:end]`` (of ``length`` equal characters, where given), in the line's frame.

    Widths are estimated from the kinds of characters; a vertical line is divided from the top.
    """
    if length is not None:
        first, last = start / max(length, 1), end / max(length, 1)
    else:
        widths = [_advance(character) for character in line.text]
        total = max(sum(widths), 1e-6)
        first, last = sum(widths[:start]) / total, sum(widths[:end]) / total
    box = line.box
    if line.vertical:
        return Box.clipped(box.left, box.top + first * box.height, box.right, box.top + last * box.height)
    return Box.clipped(box.left + first * box.width, box.top, box.left + last * box.width, box.bottom)
