"""The words of a laboratory table: numbers, ranges, units, flags and names, taken apart also where OCR glued them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

Kind = Literal["name", "number", "range", "unit", "flag", "quality"]


@dataclass(frozen=True)
class Word:
    """``text[start:end]`` of the line it came from, and what it looks like."""

    text: str
    start: int
    end: int
    kind: Kind


_WIDE: Final = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {0x3000: 0x20}
    | {ord(wide): ord(narrow) for wide, narrow in zip("〜∼⁓µ⬆⬇↗↘⁹⁶³−", "~~~μ↑↓↑↓963-", strict=True)}
)

_MINUS_BY_ITSELF: Final = re.compile(r"(?<=\()[一—–―](?=\))")
_DATE: Final = re.compile(r"20\d{2}\s?[-./年]\s?[01]?\d")
_DASH: Final = r"(?:[~\-–—―－一]{1,2})"
_NUMBER: Final = r"\d+(?:[.,]\d+)?"
_POWER: Final = r"10\s?[\^~*∧ˆ'\"`°]?\s?(?:12|11|10|9|6|3)"
_BETWEEN: Final = rf"[(\[]?{_NUMBER}\s*{_DASH}\s*{_NUMBER}[)\]]?"
_BELOW_ZERO: Final = rf"(?<![^\s(])-{_NUMBER}"
"""A sign stands apart from what is before it: the dash of 3.5-9.5 is none."""
_FROM_BELOW_ZERO: Final = rf"[(\[]?{_BELOW_ZERO}\s?[~\-–—]\s?[+-]?{_NUMBER}(?![\d.]|\s*[~\-–—])[)\]]?"
_BOUND: Final = rf"(?:[<>≤≥]=?|[<>]\s?)\s*{_NUMBER}"
_BY_SEX: Final = rf"(?:[男女成][人性]?\s*[:：]?\s*(?:{_BETWEEN}|{_BOUND})[\s,，;；/]*){{1,3}}"
_NONE_SEEN: Final = (
    r"(?:未(?:检出|见|找到|查见|发现)|无(?=[\u4e00-\u9fff]*(?:生长|检出)))(?:(?!未|阴性|阳性)[\u4e00-\u9fff])*"
)
_QUALITY: Final = (
    rf"(?:弱|强)?阳性(?:\s*\(?[+\d±]*\)?)?|阴性(?:\s*\(?-*\)?)?|{_NONE_SEEN}|检出|(?:正常|无|少量|中量|大量|偶见|清亮|透明|清|微浑|浑浊"
    r"|淡?[黄红褐棕]色?|无色|软便?|糊状|[ABO]{1,2}型)(?![\u4e00-\u9fff])|\(?\+{1,4}\)?|[1-4]\+|\+-|±|\(-\)|^[-—一－]$"
)
_UNIT: Final = (
    r"(?:%|‰|℃|mmHg|mmH2O|mm/1?[hH]|mm/1|[fF][Ll1I]|(?:pg|PG)(?!/)|COI|[sS]/[cC][oO0]|秒|sec|s|S|分|"
    r"个?/(?:[HL]PF?|[uμ][Ll1])|(?:个|拷贝|copies|[mkuμ]?[Il1]U|RU|AU|mU|kU|KU|U|[mkunμp]?mo[l1I]|[mkunμp]?g|mEq|mOsm|[mM]l|mL|[mM]L|L)"
    r"(?:/(?:[LlI1]|[md][Ll1I]|ml|mL|mmo[l1I]|[km]?g|24h|d|h|min|H2O)(?:[/·*]1\.73\s?m[2²^]*)?){1,2}(?:\s?(?:FEU|DDU))?)"
)
_NAME_START: Final = r"[A-Za-z\u4e00-\u9fffα-ωΑ-Ω★☆#▲(\[【※]"
_SPELT_FLAG: Final = r"(?:偏?[高低]|升高|降低)(?![\u4e00-\u9fff])"
_NUMBERED_NAME: Final = (
    r"(?:(?:\d{1,2}[,，])?\d{1,2}-(?=[A-Za-zα-ωΑ-Ω\u4e00-\u9fff])"  # 25-羟基维生素D, 1,3-β-D葡聚糖
    r"|\d{1,2}[hH](?=[A-Z\u4e00-\u9fff])"  # 24h尿蛋白, 2h血糖
    rf"|\d{{1,3}}[-,]?(?:(?!{_SPELT_FLAG})[\u4e00-\u9fff★#▲]|\*(?=[A-Za-z\u4e00-\u9fff])))"  # 12白细胞, 3*ALT
)
"""How names begin that begin with a number; 412高 is a result and its flag."""
_LESS: Final = r"(?:[<>≤≥]=?\s*)?"
_WORDS: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    # 9.44×10^4 and <1:100 are one number each: cut at the sign they would be quite another.
    ("number", re.compile(rf"{_LESS}{_NUMBER}\s?[×xX*]\s?10\s?\^?\s?\d{{1,2}}(?!\s?[/\d])")),
    ("number", re.compile(rf"{_LESS}{_NUMBER}[eE](?:[+\-]\d{{1,2}}|0\d)(?![\d/])")),  # 1.2E+05
    ("number", re.compile(rf"{_LESS}1\s?[:：]\s?\d+")),
    ("unit", re.compile(rf"(?<![\d.])[x×X*]?\s?{_POWER}\s?/\s?(?:[LlI1|]|[uμ][Ll1])?")),
    ("unit", re.compile(r"[x×X*]\s?10\s?/\s?[LlI1|]")),  # Its exponent was lost.
    ("unit", re.compile(r"(?<![\d.])[x×X*]?\s?10[°º]\s?/\s?(?:[LlI1|]|[uμ][Ll1])")),
    ("range", re.compile(_BY_SEX)),
    ("range", re.compile(_FROM_BELOW_ZERO)),
    ("number", re.compile(rf"{_BELOW_ZERO}(?![\d.])")),
    ("range", re.compile(rf"{_BETWEEN}|\({_BOUND}\)|\[{_BOUND}\]")),
    ("number", re.compile(_BOUND)),
    # Arrows, alone or glued to the range behind them, are read as letters.
    ("flag", re.compile(r"(?:(?<=\s)|^)[tTJj个丨](?=\s|$)|^A$")),
    ("flag", re.compile(rf"[tTJjIl个丨]\s?(?={_BETWEEN}(?![\d\-]))")),
    (
        "flag",
        re.compile(r"[↑↓]+|[▲▼△▽]|(?<=\d)\*(?![\d*])|(?<![A-Za-z/])(?:HH?|LL?|[*])(?![A-Za-z0-9\-/\u4e00-\u9fff(])"),
    ),
    ("flag", re.compile(rf"(?<=\d){_SPELT_FLAG}|^(?:异常|{_SPELT_FLAG})$")),
    ("quality", re.compile(_QUALITY)),
    ("unit", re.compile(rf"{_UNIT}(?![A-Za-z\u4e00-\u9fff])")),
    ("name", re.compile(rf"\*?{_NUMBERED_NAME}[^\s↑↓]*")),
    ("number", re.compile(rf"{_NUMBER}")),
    ("name", re.compile(rf"\*?{_NAME_START}[^\s↑↓]*")),
)
LOST_POWER: Final = "10/L"
"""A unit of cells in blood whose exponent was too small to be read."""
_NAMED_UNIT: Final = re.compile(rf"\s?\((?P<unit>{_UNIT}|{_POWER}/[LlI1|])\)$")
_GLUED_POWER: Final = re.compile(r"(?<=\d)(?=10[\^~*∧ˆ'\"`°]?(?:12|9)/)")
_TRAILING_VALUE: Final = re.compile(
    rf"^(?P<name>.*?[\u4e00-\u9fff)\]A-Za-zα-ω%#])\s*(?P<value>(?:{_BOUND}|{_NUMBER}|(?:弱|强)?阳性|阴性)(?P<rest>.*))$"
)
_OWN_NUMBER: Final = re.compile(
    r".*(?:糖类抗原|糖链抗原|癌抗原|CA|Ca)\s?(?:19-?9|72-?4|24-?2|15-?3|27-?29|125|50|549)\)?$"
)
"""Markers of tumours are told apart by numbers, which are no results where the row has none."""


def plain(text: str) -> str:
    """Full-width characters, tildes, arrows and superscripts in their plain form, one for one; (一) is (-)."""
    return _MINUS_BY_ITSELF.sub("-", text.translate(_WIDE))


def is_dated(text: str) -> bool:
    """Whether a line says when something was done, as those above and below results do: 采样 2025.10.26 06:58."""
    return _DATE.search(plain(text)) is not None


def words_of(text: str) -> Iterator[Word]:
    """The words of a line in order. What fits no kind (rules, dots, folds) is left out."""
    text = plain(text)
    starts = [0, *(match.start() for match in _GLUED_POWER.finditer(text)), len(text)]
    for begin, end in pairwise(starts):
        yield from _words_between(text, begin, end)


def _words_between(text: str, begin: int, end: int) -> Iterator[Word]:
    part = text[begin:end]
    position = 0
    while position < len(part):
        for kind, pattern in _WORDS:
            match = pattern.match(part, position)
            if match and match.end() > position:
                yield Word(match.group().strip(), begin + position, begin + match.end(), kind)
                position = match.end()
                break
        else:
            position += 1


def is_quality(text: str) -> bool:
    """Whether a text is one word of a quality: 阴性, 弱阳性(±), 2+, -."""
    return [word.kind for word in words_of(text)] == ["quality"]


def is_range(text: str) -> bool:
    """Whether a text is one range: 0-20, (137~147)."""
    return [word.kind for word in words_of(text)] == ["range"]


def split_value(word: Word) -> tuple[Word, ...]:
    """A name with its value (and what follows) glued behind it, taken apart; the word alone where nothing is."""
    match = _TRAILING_VALUE.match(word.text)
    if match is None or _OWN_NUMBER.fullmatch(word.text):
        return (word,)
    offset = word.start + match.start("value")
    rest = tuple(
        Word(one.text, one.start + offset, one.end + offset, one.kind) for one in words_of(match.group("value"))
    )
    return (Word(match.group("name"), word.start, offset, "name"), *rest)


def unit_in_name(name: str) -> tuple[str, str]:
    """A name and the unit that stands in brackets at its end: 游离T3(pmol/L); "" where there is none."""
    found = _NAMED_UNIT.search(re.sub(r"mo[1I](?=/)", "mol", name))
    return (name[: found.start()], found.group("unit")) if found else (name, "")


def clean_unit(text: str) -> str:
    """A unit as printed, with what reading does to it undone: powers of ten, and l read as 1 behind a slash."""
    unit = re.sub(r"\s", "", plain(text)).lstrip("x×X*")
    unit = re.sub(r"^10[°º](?=/)", "10^9", unit)  # A small raised 9; two figures are not read as one ring.
    power = re.match(r"10[\^~*∧ˆ'\"`°\-]?(12|11|10|9|6|3)(/?)(.*)$", unit)
    if power:
        volume = "L" if power.group(3) in ("1", "I", "|", "l") else power.group(3)
        # A power of ten alone is no unit; the thin slash is lost in reading more often than it is missing in print.
        return f"10^{power.group(1)}/{volume}"
    if re.fullmatch(r"10/[LlI1|]", unit):
        return LOST_POWER
    unit = re.sub(r"(?<=1\.73m)[2²^]*$", "2", unit)
    if re.fullmatch(r"[sS]/[cC][oO0]", unit):
        return "S/CO"
    if unit == "S":
        return "s"  # Seconds: the case of a lone s cannot be seen.
    if re.fullmatch(r"9|96|[0oO]/[0oO]|℅", unit):
        return "%"
    unit = re.sub(r"^([mkuμ]?)[l1]U(?=/|$)", r"\1IU", unit)
    unit = re.sub(r"(?<=L)(?=(?:FEU|DDU)$)", " ", unit)
    unit = unit.replace("mo1", "mol").replace("moI", "mol")
    unit = re.sub(r"(?<=/)([mdunμ]?)[1I](?![.\dhH])", r"\1l", unit)
    unit = re.sub(r"^([fF])[1I]$", r"\1l", unit)
    # The slash of a closed set of units is thin and lost in reading.
    return re.sub(r"^((?:[mkunμp]?(?:mol|g)|[mkuμ]?I?U))([mdunμ]?L)$", r"\1/\2", unit)


def clean_reference(text: str) -> str:
    """A reference range as printed, blanks out, the dash between two numbers written ``~``."""
    reference = re.sub(r"\s+", "", plain(text)).replace("：", ":")
    if re.fullmatch(r"\(.*\)|\[.*\]", reference) and not re.fullmatch(r"\([-+±]+\)", reference):
        reference = reference[1:-1]
    return re.sub(rf"(?<=\d){_DASH}(?=\d)", "~", reference)


def clean_value(text: str, reference: str | None) -> str:
    """A value as printed; a decimal comma where the reference range is written with points is a misread point."""
    value = re.sub(r"\s+", "", plain(text))
    if re.fullmatch(r"[<>≤≥]?\d+,\d{1,2}", value) and reference and "." in reference:
        return value.replace(",", ".")
    return value
