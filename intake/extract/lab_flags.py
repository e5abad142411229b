"""Whether a laboratory value is high, low or abnormal: what the paper prints, else what value and range say."""

from __future__ import annotations

import re
from typing import Final, Literal

from models.codes import Flag

Sex = Literal["male", "female"]

_NUMBER: Final = r"\d+(?:\.\d+)?"
_TITRE: Final = re.compile(r"(?<!\d)1:(?=\d)")
_POWER: Final = re.compile(rf"({_NUMBER})[×xX*]10\^?(\d{{1,2}})(?!\d)")
_EXPONENT: Final = re.compile(rf"{_NUMBER}[eE][+-]?\d{{1,2}}(?!\d)")
_SIGNED: Final = rf"(?<![\d~])-{_NUMBER}|{_NUMBER}"
_BETWEEN: Final = rf"({_SIGNED})~([+-]?{_NUMBER})"
_SEEN: Final = re.compile(r"阳性|\+|^(?:检出|[查可]?见|找到|发现)")
_PRINTED: Final = (
    (re.compile(r"↑|▲|△|(?<![A-Za-z])H{1,2}(?![A-Za-z])|偏?高"), Flag.HIGH),
    (re.compile(r"↓|▼|▽|(?<![A-Za-z])L{1,2}(?![A-Za-z])|偏?低"), Flag.LOW),
    (re.compile(r"阳性|\*|异常|\+|^A$"), Flag.ABNORMAL),
)


def settle_flag(value: str, reference: str | None, printed: str, sex: Sex | None = None) -> Flag | None:
    """The flag of an item.

    A mark that was read clearly (↑ ↓ H L) is what the laboratory says and stands. Arrows are thin and mostly lost in
    reading, or read as 个, T, 1 or J: then value and reference range decide, and where they give no answer there is
    no flag. A bare ``*`` says abnormal only where the range does not say which way, and of a titre: that is no amount.
    """
    mark = next((flag for pattern, flag in _PRINTED if pattern.search(printed)), None)
    if mark in (Flag.HIGH, Flag.LOW) or (mark is not None and _TITRE.search(value)):
        return mark
    return computed_flag(value, reference, sex) or mark


def computed_flag(value: str, reference: str | None, sex: Sex | None = None) -> Flag | None:
    """What value and range say: high or low for numbers, abnormal for 阳性 where 阴性 is due; None inside the range.

    Of a range printed for each sex the one of ``sex`` counts; where it is not known, all must agree.
    """
    if not reference:
        return None
    value, reference = _counted_out(value), _counted_out(_of_sex(reference, sex))
    if re.search(r"阴性|^\(?-\)?$|^未|^无|^正常$", reference):
        positive = re.search(r"阳性|\+|^(?:检出|[查可]?见|找到|发现)", value) and not re.search(
            r"阴性|未检出|^±|\+-", value
        )
        return Flag.ABNORMAL if positive else None
    match = re.fullmatch(rf"([<>≤≥]?)=?({_SIGNED})", value)
    if match is None:
        return None
    flags = {_against(match.group(1), float(match.group(2)), low, high) for low, high in _limits(reference)}
    return flags.pop() if len(flags) == 1 else None


def _counted_out(text: str) -> str:
    """Powers of ten and titres as plain numbers: 9.44×10^4 is 94400, 1.2E+05 is 120000, 1:320 is 320."""
    counted = _POWER.sub(lambda power: f"{float(power[1]) * 10 ** int(power[2]):.6f}", text)
    counted = _EXPONENT.sub(lambda power: f"{float(power[0]):.6f}", counted)
    return _TITRE.sub("", counted)


def _of_sex(reference: str, sex: Sex | None) -> str:
    """The part of 男:57~97女:41~81 that is this sex's; the whole where it is not printed so."""
    parts = re.findall(r"([男女])[性]?[:：]?([^男女]+)", reference)
    own = [text for word, text in parts if sex is not None and (word == "男") == (sex == "male")]
    return own[0] if own and len(parts) > 1 else reference


def _limits(reference: str) -> list[tuple[float | None, float | None]]:
    """The ranges of a reference; several where it is given by sex or age."""
    between = [(float(low), float(high)) for low, high in re.findall(_BETWEEN, reference)]
    rest = re.sub(_BETWEEN, "", reference)
    bounds = re.findall(rf"([<>≤≥])=?({_NUMBER})", rest)
    open_ended: list[tuple[float | None, float | None]] = [
        (None, float(number)) if sign in "<≤" else (float(number), None) for sign, number in bounds
    ]
    return [*((low, high) for low, high in between if low <= high), *open_ended]


def _against(sign: str, value: float, low: float | None, high: float | None) -> Flag | None:
    """A value printed as <0.5 lies anywhere below, so it can only be told to be low, and the other way round."""
    if low is not None and sign not in (">", "≥") and (value < low or (sign == "<" and value <= low)):
        return Flag.LOW
    if high is not None and sign not in ("<", "≤") and (value > high or (sign == ">" and value >= high)):
        return Flag.HIGH
    return None
