"""What a seal is for, by the words in it."""

from __future__ import annotations

import re
from typing import Final

from intake.seals.bodies import BODY, part_of_body
from intake.seals.purposes import LISTED, WORDS, nearest_kind
from intake.seals.stamps import SURNAMES
from models.codes import SealKind, SealShape

_NAME: Final = re.compile(r"[一-鿿]{2,4}")
_ROUND: Final = (SealShape.CIRCLE, SealShape.ELLIPSE)
_DATED: Final = re.compile(r"[0-9OIl]{2,8}[年月日号\-./0-9OIl]*")
"""Dates as the recogniser gives them, and numbers."""
_SECURITY_NUMBER: Final = re.compile(r"[0-9]{7,}")
_DONE: Final = re.compile(r"已?(?:审核|核对|核讫|审讫|查讫|复核|收到)")
"""What straight stamps say was done, which tells nothing of whose they are."""
_ELSEWHERE: Final = re.compile(r"(?:公司|[大中小]学|学校|政府|局|委员会|银行|厂|管理处|协会)$")
_MEDICAL: Final = re.compile(r"[医药院诊病血]|卫生|保健|防治|康复|疗养")
"""Bodies of which one without a word of the other treats nobody: their 财务专用章 is no hospital department's."""
_TITLE: Final = re.compile(r"(?:副?主任|主治|住院|执业)?中?医(?:师|生|士)")
_TITLED: Final = re.compile(r"(主任|主治|住院)?(医师|医生|医士)")


def without_number(text: str) -> str:
    """A text without a security number (seven digits or more) that was read along with it."""
    return _SECURITY_NUMBER.sub("", text, count=1)


def main_and_purpose(lines: list[str]) -> tuple[str, str]:
    """The lines of a straight seal as name and purpose: a name may take two lines, the purpose or title comes last,
    dates are neither."""
    lines = [line for line in lines if not _DATED.fullmatch(line)]
    if len(lines) < 2:
        return "".join(lines), ""
    if lines[-1] == "专用章":
        lines[-2:] = ["".join(lines[-2:])]
    if len(lines) < 2 or (BODY.search(lines[-1]) and not BODY.search("".join(lines[:-1]))):
        return "".join(lines), ""
    return "".join(lines[:-1]), lines[-1]


def without_stray(main: str, inner: str) -> tuple[str, str]:
    """Name and purpose of a straight seal without what print that runs through it left there: a second line that says
    nothing, below a person's name or a listed purpose, and characters behind a title."""
    title = _TITLE.match(inner)
    if title and _NAME.fullmatch(main):
        return main, title[0]
    person = bool(_NAME.fullmatch(main)) and main[0] in SURNAMES and _by_words(main) is None
    says = inner in LISTED or _by_words(inner) is not None or nearest_kind(inner) is not SealKind.UNKNOWN
    return (main, "") if (person or main in LISTED) and not says and not _DONE.fullmatch(inner) else (main, inner)


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
    if shape not in _ROUND and _DONE.fullmatch(inner):
        inner = ""
    elsewhere = bool(_ELSEWHERE.search(text)) and not _MEDICAL.search(text)
    part = part_of_body(text)
    for said in (inner, part):
        kind = _by_words(said)
        if kind is not None:
            return SealKind.UNKNOWN if elsewhere and kind is SealKind.DEPARTMENT else kind
    if part.endswith("中心"):
        return SealKind.DEPARTMENT
    # 医学检验中心 alone ends like a body, and is a part of one.
    whole = elsewhere or (bool(BODY.search(text)) and text not in LISTED)
    if not whole and not inner and (kind := _by_words(text)) is not None:
        return kind
    if inner or unread:
        return nearest_kind(inner)
    # A purpose written on the arc behind the name ends otherwise; a name that contains 门诊 or 医保 ends as a body.
    if whole and shape in _ROUND:
        return SealKind.OFFICIAL
    return SealKind.UNKNOWN if elsewhere else _by_words(text) or nearest_kind(text)


def is_special(text: str) -> bool:
    """Whether a text has words of a seal for certificates, records or insurance in it."""
    return _by_words(text) in (SealKind.DIAGNOSIS_CERTIFICATE, SealKind.MEDICAL_RECORDS, SealKind.INSURANCE_OFFICE)


def _by_words(text: str) -> SealKind | None:
    return next((kind for kind, words in WORDS if words.search(text)), None)


def _is_physician(text: str, inner: str) -> bool:
    """A person's name alone, or with a physician's title."""
    joined = text + inner
    if _TITLED.search(joined):
        return True
    if inner or not _NAME.fullmatch(text) or _by_words(text) is not None:
        return False
    # 医休办 is nobody's name but a badly read 医保办.
    return text[0] in SURNAMES or nearest_kind(text) is SealKind.UNKNOWN
