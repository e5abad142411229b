"""What a seal is for, by the words in it."""

from __future__ import annotations

import re
from typing import Final

from intake.seals.bodies import BODY
from intake.seals.purposes import WORDS, nearest_kind
from models.codes import SealKind, SealShape

_NAME: Final = re.compile(r"[一-鿿]{2,4}")
_SECURITY_NUMBER: Final = re.compile(r"[0-9]{7,}")
_TITLED: Final = re.compile(r"(主任|主治|住院)?(医师|医生|医士)")


def without_number(text: str) -> str:
    """A text without a security number (seven digits or more) that was read along with it."""
    return _SECURITY_NUMBER.sub("", text, count=1)


def main_and_purpose(lines: list[str]) -> tuple[str, str]:
    """The lines of a straight seal as name and purpose: a name may take two lines, the purpose or title comes last."""
    if len(lines) < 2:
        return "".join(lines), ""
    if BODY.search(lines[-1]) and not BODY.search("".join(lines[:-1])):
        return "".join(lines), ""
    return "".join(lines[:-1]), lines[-1]


def kind_of(shape: SealShape, text: str, inner: str, *, at_side: bool, unread: bool = False) -> SealKind:
    """The kind of a seal from its main text and its purpose line.

    ``at_side``: the picture's left or right edge cuts it, as half a 骑缝章 is. ``unread``: there is a line inside that
    could not be read. A name without any purpose is the body's own 公章; a special seal whose purpose is too faint to
    be read must not pass for one, so that its kind is unknown, never guessed.
    """
    if at_side:
        return SealKind.CROSS_PAGE
    if shape is SealShape.RECTANGLE and _is_physician(text, inner):
        return SealKind.PHYSICIAN
    for kind, words in WORDS:
        if words.search(inner):
            return kind
    body = BODY.search(text)
    if inner or unread:
        return nearest_kind(inner)
    if body and shape in (SealShape.CIRCLE, SealShape.ELLIPSE):
        # A purpose written on the arc behind the name ends otherwise; a name that contains 门诊 or 医保 ends as a body.
        return SealKind.OFFICIAL
    for kind, words in WORDS:
        if words.search(text):
            return kind
    return SealKind.UNKNOWN


def _is_physician(text: str, inner: str) -> bool:
    """A person's name alone, or with a physician's title."""
    joined = text + inner
    if _TITLED.search(joined):
        return True
    return not inner and bool(_NAME.fullmatch(text)) and not any(words.search(text) for _, words in WORDS)
