"""What reading put into one cell of a laboratory table though it stands in two, told apart by what it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from intake.extract.lab_columns import LIMITS, Role
from intake.extract.lab_words import clean_unit, is_quality, is_range

Words = dict[Role, list[str]]
_AMOUNT: Final = re.compile(r"\d+(?:\.\d+)?")
_METHOD: Final = re.compile(r"[\u4e00-\u9fffA-Za-z-]{2,}法|ELISA|CLIA|ECLIA|CMIA|PCR")
_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9%#+*/.-]*")

_BEFORE_RANGE: Final = re.compile(
    r"[ ]*(异常|偏?[高低]|[↑↓])[ ]*(?=[\d<>≤≥阴阳男女+-])|[ ]*[水米木六大*★☆][ ]*(?=[未阴无<≤])"
)
"""Flags that were read with the range beside them; the characters before 未, 阴 and < are a star."""
_BEHIND_RANGE: Final = re.compile(r"(?<=[\d)性])[ ]*(异常|偏?[高低]|[↑↓])[ ]*$")


def flag_apart(flag: str, reference: str) -> tuple[str, str]:
    """A flag and a range, where a narrow column of flags was read with the ranges beside it: 异常 阴性(-), 高1-3,
    阴性 异常."""
    before = _BEFORE_RANGE.match(reference) if not flag else None
    if before:
        return before.group(1) or "*", reference[before.end() :]
    behind = _BEHIND_RANGE.search(reference) if not flag else None
    return (behind.group(1), reference[: behind.start()]) if behind else (flag, reference)


def letter_apart(words: Words, again: str) -> None:
    """Of 4.8IU/mL read as 4.81U/mL the figure that is a letter put back, where the range's unit is ``again`` IU/mL and
    its limits have no more places than the value is left with."""
    value, unit = words.get("value", [""])[-1], words["unit"][0]
    if not re.fullmatch(r"[<>≤≥]?\d+(?:\.\d+)?1", value) or clean_unit(again) != f"I{clean_unit(unit)}":
        return
    places = {
        len(part.partition(".")[2]) for part in re.findall(r"\d+(?:\.\d+)?", " ".join(words.get("reference", [])))
    }
    if max(places, default=0) < max(len(value.partition(".")[2]), 1):
        words["value"][-1], words["unit"][0] = value[:-1], again


def neighbours_apart(words: Words, roles: Sequence[Role]) -> None:
    """What a cell holds of its neighbour's put there, in a row of a table that has columns of these ``roles``."""
    _method_apart(words, roles)
    _code_apart(words, roles)
    _value_apart(words)
    _verdict_apart(words)
    _range_apart(words, roles)


def _method_apart(words: Words, roles: Collection[Role]) -> None:
    """酸碱度 仪器法 and <7.8 ELISA: a method behind the name or the range, where the table has a column of methods."""
    for role in ("name", "reference"):
        texts = words.get(role, [])
        if "method" in roles and "method" not in words and len(texts) > 1 and _METHOD.fullmatch(texts[-1]):
            words["method"] = [_taken(words, role)]


def _code_apart(words: Words, roles: Collection[Role]) -> None:
    """糖化血红蛋白 HbA1c: an abbreviation behind its name, where the table has a column of them."""
    names = words.get("name", [])
    if "code" in roles and "code" not in words and len(names) > 1 and _CODE.fullmatch(names[-1]):
        words["code"] = [_taken(words, "name")]


def _value_apart(words: Words) -> None:
    """4.0~6.0 8.6: of a range and an amount under the ranges the amount is the result, where there is no other."""
    limits = words.get("reference", [])
    amounts = [text for text in limits if _AMOUNT.fullmatch(text)]
    if "value" not in words and "remark" not in words and len(limits) == 2 and len(amounts) == 1:
        words["value"] = amounts
        limits.remove(amounts[0])


def _taken(words: Words, role: Role) -> str:
    """The last word of a role, taken out; a role without words is none."""
    text = words[role].pop()
    if not words[role]:
        del words[role]
    return text


def _verdict_apart(words: Words) -> None:
    """阳性 beside a result or a range of its own kind is what the laboratory says of the result (3+ - 阳性)."""
    if "reference" not in words or "flag" in words:
        return
    for role in ("value", "reference"):
        texts = words.get(role, [])
        if len(texts) == 2 and "阳性" in texts and all(is_quality(text) for text in texts):
            texts.remove("阳性")
            words["flag"] = ["阳性"]
            return


def _range_apart(words: Words, roles: Sequence[Role]) -> None:
    """Of two results side by side one is the range, where none stands elsewhere: the limit (28.4 <35.0), and of two
    qualities (弱阳性 阴性) the one on the side of the range's column. A 阴性 under the flags is a range as well."""
    if "reference" in words or "reference" not in roles:
        return
    values, flags = words.get("value", []), words.get("flag", [])
    if len(values) == 1 and flags and flags[-1].startswith("阴性") and is_quality(flags[-1]):
        words["reference"] = [_taken(words, "flag")]
    if len(values) != 2:
        return
    limits = [place for place, text in enumerate(values) if is_range(text)]
    limits = limits or [place for place, text in enumerate(values) if text[:1] in LIMITS]
    qualities = all(is_quality(text) for text in values)
    if len(limits) == 1 or qualities:
        place = limits[0] if limits else int(roles.index("reference") > roles.index("value"))
        words["reference"], words["value"] = [values[place]], [values[1 - place]]
