"""The title of a paper (疾病诊断证明书, 检验报告单 ...): which heading it is, and which type of paper it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import yaml
from rapidfuzz.distance import Levenshtein

from intake.extract.headings import Heading, compact, headings
from intake.page import Line
from models.codes import DocType
from models.record import Record

_PATTERN_FIT: Final = 0.95
_WORTH_A_REPAIR: Final = 0.5
"""A line that looks less like a heading than this is not taken for a misread title."""
_REMEMBERED: Final = 256
"""Headings whose words were looked up are remembered while their page is: type and title are asked for apart."""
_SHORT: Final = 5
"""Phrases of at most so many characters (检验报告, 检查报告单, 诊断书, 通知) also end titles of other reports."""
_REPORTS: Final = (
    DocType.LAB_REPORT,
    DocType.EXAMINATION_REPORT,
    DocType.PATHOLOGY_REPORT,
    DocType.GENETIC_REPORT,
)
_BARE: Final = re.compile(r"(?:常规|分析|结果)$")
"""Titles that are also the names of tests, which stand in the cells of lists, and headings of columns."""
_IN_A_ROW: Final = 0.3
_TOP: Final = 0.2
_TITLE_BLOCK: Final = 0.08
"""Title and issuer stand within this share of the page's height below its first line."""
_ISSUER: Final = re.compile(r"(?:医院|卫生院|保健院|银行|公司|局|中心|学校|大学|学院|委员会|政府|支行|所|部|科|室)$")
_TAIL: Final = re.compile(
    r"^(?:单|书|表|笺|联|副本|正本|首页|附页|记录)?(?:\([^)]*\)?)*(?:第?[\d/一二三]+页?(?:共\d+页)?)?$"
)
_NAMED_BEFORE: Final = re.compile(
    r"(?:医院|卫生院|保健院|中心|诊所|研究所|大学|学院|分院|院区|总院|公司|科|省|市|县|区|州|盟|旗|保险|医保|居民|职工|人员)$"
)


class TypeWords(Record):
    """What tells one type of paper: title phrases, words of the body with weights, and how long it can be."""

    titles: tuple[str, ...]
    title_pattern: str | None = None
    words: dict[str, float]
    max_lines: int | None = None


@dataclass(frozen=True)
class FoundTitle:
    """A title on a page: the type it names, how well it fits (0..1), and where it stands."""

    doc_type: DocType
    phrase: str
    quality: float
    heading: Heading

    @property
    def fit(self) -> float:
        """How well its words alone make it a title, without its size and place."""
        return self.quality / max(self.heading.weight, 1e-6)


@cache
def type_words() -> dict[DocType, TypeWords]:
    """The vocabulary of every type, from ``doc_types.yaml``."""
    data = yaml.safe_load(Path(__file__).with_name("doc_types.yaml").read_text(encoding="utf-8"))
    return {DocType(name): TypeWords.model_validate(entry) for name, entry in data.items()}


def find_title(lines: Sequence[Line]) -> FoundTitle | None:
    """The line that names the paper best, by wording, size and place; None where none does."""
    return max(titles_on(lines), key=lambda title: (title.quality, len(title.phrase)), default=None)


def titles_on(lines: Sequence[Line]) -> list[FoundTitle]:
    """Every heading that names a type of paper, in no order of merit."""
    return [title for heading in headings(lines) if (title := _named(heading)) is not None]


def own_heading(lines: Sequence[Line]) -> Heading | None:
    """The heading of a paper whose title is in no list: the last of its first centred lines that names no issuer."""
    found = headings(lines)
    foremost = min((heading.top for heading in found), default=0.0)
    named = [
        heading
        for heading in found
        if heading.centred
        and heading.alone
        and len(heading.lines) == 1
        and heading.top < _TOP
        and heading.top - foremost < _TITLE_BLOCK
        and len(heading.text) > 2
        and not _ISSUER.search(heading.text)
        and not re.search(r"\d|:", heading.text)
    ]
    return max(named, key=lambda heading: heading.top, default=None)


@cache
def _titles() -> tuple[tuple[str, DocType], ...]:
    """All title phrases, the longest first."""
    phrases = [(compact(phrase), kind) for kind, words in type_words().items() for phrase in words.titles]
    return tuple(sorted(phrases, key=lambda entry: (-len(entry[0]), entry[0])))


def _last_match(pattern: str | None, text: str) -> re.Match[str] | None:
    """The match that ends last, so that the title is the end of its heading."""
    matches = re.finditer(pattern, text) if pattern else ()
    return max(matches, key=lambda match: match.end(), default=None)


@cache
def _any_title() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(phrase) for phrase, _ in _titles()))


def _named(heading: Heading) -> FoundTitle | None:
    """The type a heading names: by an exact phrase, else by one with a single character misread."""
    named = _named_in(heading.text)
    if named is None and heading.weight >= _WORTH_A_REPAIR:
        named = _named_with_a_slip(heading.text)
    if named is None:
        return None
    kind, phrase, fit = named
    if _BARE.search(phrase) and not heading.alone:
        fit *= _IN_A_ROW
    return FoundTitle(kind, phrase, fit * heading.weight, heading)


@lru_cache(maxsize=_REMEMBERED)
def _named_in(text: str) -> tuple[DocType, str, float] | None:
    """The type, the phrase and how well it fits (0..1) in a heading's text.

    A short phrase gives way to the longer title of a report that it is the end of: 数字化摄影(DR)诊断书 is no 诊断书.
    """
    phrased = _by_phrase(text)
    if phrased is not None and len(phrased[1]) > _SHORT:
        return phrased
    for kind, words in reversed(type_words().items()):
        match = _last_match(words.title_pattern, text)
        if match is None or (fit := _fit(text, *match.span())) <= 0:
            continue
        if phrased is None or (kind in _REPORTS and len(match.group()) > len(phrased[1])):
            return kind, match.group(), _PATTERN_FIT * fit
    return phrased


def _by_phrase(text: str) -> tuple[DocType, str, float] | None:
    for phrase, kind in _titles() if _any_title().search(text) else ():
        place = text.rfind(phrase)
        if place >= 0 and (fit := _fit(text, place, place + len(phrase))) > 0:
            return kind, phrase, fit
    return None


@lru_cache(maxsize=_REMEMBERED)
def _named_with_a_slip(text: str) -> tuple[DocType, str, float] | None:
    """The longest phrase that differs by one character; none where two types come as near."""
    near: list[tuple[str, DocType]] = []
    for phrase, kind in _titles():
        tail = text[-len(phrase) :]
        # One slip leaves at least one of the last two characters right: the distance need not be asked for the rest.
        if len(phrase) < 4 or len(tail) < len(phrase) or (phrase[-1] != tail[-1] and phrase[-2] != tail[-2]):
            continue
        if Levenshtein.distance(tail, phrase, score_cutoff=1) == 1:
            near.append((phrase, kind))
    if not near or len({kind for phrase, kind in near if len(phrase) == len(near[0][0])}) > 1:
        return None
    phrase, kind = near[0]
    fit = _fit(text, len(text) - len(phrase), len(text))
    return (kind, phrase, 0.8 * fit) if fit > 0 else None


def _fit(text: str, start: int, end: int) -> float:
    """How well a phrase at ``start`` to ``end`` is the title of a heading: alone, behind the name of a hospital or
    region, or behind a few other words; 0 inside a sentence or before more text."""
    before, behind = text[:start], text[end:]
    if ":" in before or not _TAIL.match(behind):
        return 0.0
    before = re.sub(r"\([^)]*\)", "", before)
    if not before or _NAMED_BEFORE.search(before):
        return 1.0
    if re.search(r"[凭见附持带交]$|(?<!基)本|此", before):
        return 0.0
    return 0.85 if len(before) <= 6 else 0.7
