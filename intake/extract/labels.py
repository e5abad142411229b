"""Labels (姓名, 出院日期 ...) in a row's text: which field each names, and how surely it is a label there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, get_args

import yaml
from rapidfuzz.distance import Hamming, Levenshtein

from intake.extract.dates import find_dates
from intake.extract.rowtext import CELL_GAP, RowText, fold, simplified
from intake.extract.values import PARSERS, ends_a_department
from models.codes import DocType
from models.document import FieldName

SECTION_FIELDS: Final = frozenset({"diagnoses", "treatment_advice"})
"""Fields whose value is text that may run over many lines."""
OF_A_PERSON: Final = frozenset(
    {"patient_name", "sex", "age", "birth_date", "id_number", "insured_number", "phone", "address"}
)
"""Fields that an agent, a relative or a hospital has too."""

_UNLISTED: Final = 30
"""The order of labels that are in no list: behind all that are."""
_REMEMBERED: Final = 64
_DIRECT: Final = frozenset({
    "patient_name", "sex", "age", "birth_date", "id_number", "insured_number", "phone", "address", "department",
    "inpatient_number", "outpatient_number", "admission_date", "discharge_date", "visit_date", "report_date",
    "issue_date", "valid_until",
})  # fmt: skip
_WITHIN_A_RUN: Final = (_DIRECT | {"insured_place"}) - {"patient_name", "report_date", "issue_date", "visit_date"}
_DAYS: Final = frozenset({"report_date", "issue_date", "visit_date"})
_NEAR: Final = 14
"""Behind the label of a day that follows its neighbour's value at once (高血压病开具日期:) stands the day."""
_NUMERIC: Final = frozenset({
    "id_number", "insured_number", "phone", "inpatient_number", "outpatient_number", "age", "birth_date",
    "admission_date", "discharge_date", "visit_date", "report_date", "issue_date", "valid_until",
})  # fmt: skip
_VALUE_ENDS: Final = "岁男女"
"""Characters that end a value so surely that a label may follow at once."""
_PROVEN: Final = 0.95
"""A value of this quality has a shape that few other fields share."""
_SHAPED: Final = frozenset({"sex", "age", "department", "inpatient_number", "outpatient_number"})
"""Fields whose values tell themselves; a date may be any day's."""
BEGINS_A_LINE: Final = 0.4
"""How surely a word of no field that begins a line is a label by itself: 诊断医师 may be half of 诊断医师意见."""
_DOUBTFUL: Final = 0.96
"""A line that was read with less may hold a misread label; 住院费 read with more is no 住院号."""
_REMARK_ONLY: Final = re.compile(r"[ ]*\([^()\t]{0,12}\)[ ]*(?=\t|$)")
"""All that a label's cell holds besides: 修正诊断(年 月 日)."""
_LIST_BEGINS: Final = re.compile(r"[ ]*(?:①|[(]1[)]|1[)、．]|1[.](?!\d))")
"""诊断①: a list can stand right behind the label of a text."""
_BRACKETS: Final = ("【", "[", "〔", "［")
"""What opens a label in brackets: 【诊断】, [印象]."""
_PART_HEAD: Final = re.compile(r".{2}(?:诊断|情况|经过|医嘱|病史|检查)$")
_HEADS: Final = 3
_BARE_HEAD: Final = 0.9
_CJK: Final = re.compile(r"[一-鿿]")
_SIGNED: Final = re.compile(r"(?:医师|医生|医士|者|日期|时间|签名|签字|签章|主任|科室|编号)$")
"""Unknown words that end like this are labels that close a text."""
_BEHIND: Final = re.compile(r"[ \t]*(?:\([^()\t]{0,12}\)|《[^》]*》)?[ \t]*(?P<colon>[:;|】\]])?")
_HAS_COLON: Final = re.compile(r"[ \t]*(?:\([^()\t]{0,12}\))?[ \t]*[:;】\]]")
_TO_BE_FOUND: Final = re.compile(r"(?:待查|待排|查因|待诊)$")
"""发热待查: and 胸腔积液查因: are diagnoses with what is suspected behind them, no labels."""
_STAY: Final = frozenset({"入院", "出院"})
"""Labels only right before a day (入院 2024/10/28): elsewhere they are words of a sentence (出院后继续服药)."""
_DAY_BEGINS, _DAY_ENDS = 3, 20
"""Characters behind such a word within which its day begins and ends."""
_BARE_DIAGNOSIS: Final = re.compile(
    r"(?:临床)?诊断(?!证明|意见|医|明确|依据|日期|时间|报告|科|标准|名称|为|书|结|符合|与|及|和)[一-鿿\d]{2}"
)
"""In a row whose labels have no colons (住院号 2301187, 床号 09) the diagnosis may follow its label at once."""
_BARE_ROW: Final = re.compile(
    r"(?:临床|初步|入院|出院|门诊|主要|西医|中医)诊断(?!证明|意见|医|明确|依据|日期|时间|报告|标准|名称|为|书|结|符合|与|及|和)[一-鿿\d]{2}[^。,]*"
)
"""A diagnosis in a row of its own, whose gap behind the label was lost in reading: no sentence."""
_UNKNOWN: Final = re.compile(r"(?:^|(?<=[\t ,;。、)]))(?P<word>[一-鿿]{2,9}(?:\([^()]{0,8}\))?)[ \t]*:")


@dataclass(frozen=True)
class Label:
    """A label in a row's text. ``end`` is behind its colon and any remark in brackets."""

    word: str
    field: FieldName | None
    """None: a label of something that is no field, where the value before it ends."""
    order: int
    """Its place in the vocabulary's list for the field: the lower, the better it names it."""
    start: int
    end: int
    strength: float
    """0..1: how surely the word is a label here; with a colon and at the start of a cell it is."""
    opens_cell: bool
    """It stands at the beginning of the row or behind a gap."""


@dataclass(frozen=True)
class Vocabulary:
    """The labels of one document type."""

    meanings: Mapping[str, tuple[FieldName | None, int]]
    pattern: re.Pattern[str]

    def nearest(self, word: str) -> str | None:
        """The known label of at least four characters with one character misread or lost, if only one field fits."""
        close = [
            known
            for known in self.meanings
            if len(known) >= 4 and len(word) >= 3 and Levenshtein.distance(known, word, score_cutoff=1) == 1
        ]
        fields = {self.meanings[known][0] for known in close}
        return close[0] if len(fields) == 1 else None

    def proven(self, word: str, value: str) -> str | None:
        """The known label of two or three characters of which one was misread, where the value behind proves it.

        性制：女 can be nothing but 性别; a word whose value has no shape of its own is left unknown.
        """
        if len(word) not in (2, 3):
            return None
        value = re.split(r"\t|[一-鿿]{2,6}:", value, maxsplit=1)[0]
        alike = [
            known
            for known, (field, _) in self.meanings.items()
            if field in _SHAPED and len(known) == len(word) and Hamming.distance(known, word) == 1
        ]
        fitting: dict[FieldName, str] = {}
        for known in alike:
            field = self.meanings[known][0]
            parsed = PARSERS[field](value) if field is not None else None
            if (
                field is not None
                and parsed is not None
                and parsed.quality >= _PROVEN
                and parsed.end >= len(value.rstrip()) - 1
            ):
                fitting.setdefault(field, known)
        return next(iter(fitting.values())) if len(fitting) == 1 else None


@cache
def label_lists() -> Any:
    """``fields.yaml`` as it stands: ``any`` and ``by_type`` name the labels of fields, ``stops`` those of none, and
    ``numbers`` those that are some field's on some papers."""
    return yaml.safe_load(Path(__file__).with_name("fields.yaml").read_text(encoding="utf-8"))


def plain_label(word: str) -> str:
    """A label as it is compared: half-width, simplified, without blanks."""
    return simplified(fold(word)).replace(" ", "")


def left_out(doc_type: DocType, word: str, field: FieldName) -> bool:
    """Whether papers of this type have labels of their own for a field, and this word, though it is one elsewhere, is
    none of them: the address on a laboratory's report is not the patient's."""
    lists = label_lists()
    own = lists["by_type"].get(doc_type.value, {})
    return own.get(field) == [] or (field in own and word in map(plain_label, lists["any"].get(field, [])))


@lru_cache(maxsize=_REMEMBERED)
def vocabulary(doc_type: DocType, unlisted: tuple[tuple[str, FieldName], ...] = ()) -> Vocabulary:
    """The labels that may stand on a paper of this type, from ``fields.yaml``, and words of the paper's own that mean
    fields though they are in no list."""
    data = label_lists()
    own = data["by_type"].get(doc_type.value, {})
    stops = (*data["stops"], *(word for words in data["numbers"].values() for word in words))
    meanings: dict[str, tuple[FieldName | None, int]] = dict.fromkeys(stops, (None, 0))
    for field in get_args(FieldName):
        for order, word in enumerate(own.get(field, data["any"].get(field, []))):
            word = plain_label(word)
            if meanings.get(word, (None, 0))[0] is None or field in own:
                meanings[word] = (field, order)
    meanings |= {word: (field, _UNLISTED) for word, field in unlisted}
    longest_first = sorted(meanings, key=lambda word: (-len(word), word))
    # A short label may be set so wide that it is read as several lines (姓    名); a longer one is not.
    spaced = ((r"[ \t]*" if len(word) < 4 else "[ ]*").join(map(re.escape, word)) for word in longest_first)
    return Vocabulary(meanings, re.compile("|".join(spaced)))


def heads_without_colon(texts: Sequence[RowText], words: Vocabulary) -> bool:
    """Whether a record sets the heads of its parts right before their text: 出院情况一般可, three rows of it and more,
    and hardly one with a colon."""
    openings = [(match, text.text[match.end() :]) for text in texts if (match := _head_of(text, words))]
    bare = {match.group() for match, rest in openings if not _HAS_COLON.match(rest)}
    return len(bare) >= _HEADS and len(bare) > 2 * (len(openings) - len(bare))


def _head_of(row: RowText, words: Vocabulary) -> re.Match[str] | None:
    """The head of a part that a row begins with."""
    match = words.pattern.match(row.text)
    return match if match and _PART_HEAD.search(re.sub(r"[ \t]", "", match.group())) else None


def find_labels(row: RowText, words: Vocabulary, *, bare_heads: bool = False) -> tuple[Label, ...]:
    """The labels of a row from left to right, none overlapping another; of a paper with ``bare_heads`` also the head
    of a part that its text follows at once."""
    found: list[Label] = []
    head = _head_of(row, words) if bare_heads else None
    for match in words.pattern.finditer(row.text):
        word = re.sub(r"[ \t]", "", match.group())
        field, order = words.meanings[word]
        behind = _BEHIND.match(row.text, match.end())
        end = behind.end() if behind and behind.group("colon") else match.end()
        strength = _strength(row, match, field, bool(behind and behind.group("colon")), bool(found))
        if word in _STAY and not _stands_before_a_day(row.text[match.end() :]):
            strength = 0.0
        if head is not None and match.span() == head.span():
            strength = max(strength, _BARE_HEAD)
        if strength > 0:
            start = match.start() - (row.text[: match.start()].endswith(_BRACKETS))
            found.append(Label(word, field, order, start, end, strength, _opens_cell(row, start)))
    found.extend(_unknown_labels(row, words, [one for one in found if one.strength > BEGINS_A_LINE]))
    return tuple(sorted(found, key=lambda label: label.start))


def label_before(labels: tuple[Label, ...], position: int) -> Label | None:
    """The last label that starts at or before a position."""
    place = bisect_right([label.start for label in labels], position)
    return labels[place - 1] if place else None


def _strength(row: RowText, match: re.Match[str], field: FieldName | None, colon: bool, in_run: bool) -> float:
    """How surely a vocabulary word is a label, by what stands before and behind it; 0 where it is none.

    A colon makes a label; without one the word must open a cell or stand between spaces, and only short values of a
    known shape may follow at once. Words inside running text are taken for labels only in a run of labels and values.
    """
    text, start, end = row.text, match.start(), match.end()
    before = text[start - 1] if start else CELL_GAP
    behind = text[end : end + 1] or CELL_GAP
    if _REMARK_ONLY.match(text, end):
        behind = CELL_GAP
    if before in _BRACKETS or (behind == CELL_GAP and _opens_cell(row, start)):
        before = CELL_GAP
    if before == "_" and not text[:start].rpartition(CELL_GAP)[2].strip("_ "):
        before = CELL_GAP  # The line on which the value before is written.
    opens, word_before = before == CELL_GAP, bool(_CJK.match(before)) or before == "_"
    section = field in SECTION_FIELDS
    if colon:
        if in_run and word_before and field in _DAYS and find_dates(text[end : end + _NEAR]):
            return 0.85
        if not word_before:
            return 1.0 if opens else 0.95
        allowed = field in _WITHIN_A_RUN or (field is None and len(match.group()) > 2) or before in _VALUE_ENDS
        return 0.85 if in_run and (allowed or ends_a_department(text[:start])) else 0.0
    if word_before:
        numeric = field in _NUMERIC and (behind.isalnum() and behind.isascii())
        ends_value = before in _VALUE_ENDS and (field in _WITHIN_A_RUN or field is None)
        on_one_rule = before == "_" and behind in " _" and field is not None and not section  # 性别_女_年龄_
        return 0.6 if in_run and (field == "sex" or numeric or ends_value or on_one_rule) else 0.0
    if section and opens and _LIST_BEGINS.match(text, end):
        return 0.9
    if section and opens and ":" not in text:
        bare = in_run and _BARE_DIAGNOSIS.match(text, start)
        if bare or (not in_run and _BARE_ROW.fullmatch(text, start)):
            return 0.75
    if behind in " \t_":
        return (0.92 if opens else 0.8) if not section or opens else 0.0
    if field in _NUMERIC and behind.isascii() and behind.isalnum():
        return 0.85 if opens else 0.7
    if section or field not in _DIRECT or not (opens or in_run):
        return BEGINS_A_LINE if opens and field is None else 0.0
    return (0.75 if opens else 0.6) if field == "sex" or (len(match.group()) > 1 and _CJK.match(behind)) else 0.0


def _stands_before_a_day(text: str) -> bool:
    dates = find_dates(text[:_DAY_ENDS])
    return bool(dates) and dates[0].start <= _DAY_BEGINS


def _opens_cell(row: RowText, start: int) -> bool:
    before = row.text[:start]
    return (
        not before.strip()
        or before.endswith(CELL_GAP)
        or bool(re.search(r"(?:^|\t)[(]?[一二三四五六七八九十\d]{1,2}[、.)][ ]*$", before))
    )


def _unknown_labels(row: RowText, words: Vocabulary, known: list[Label]) -> list[Label]:
    """Words before a colon that are in no list: a known label with one character misread, or the end of a value."""
    found = []
    for match in _UNKNOWN.finditer(row.text):
        start, word = match.start("word"), re.sub(r"\(.*\)", "", match.group("word"))
        if _TO_BE_FOUND.search(word) or any(label.start < match.end() and label.end > start for label in known):
            continue
        if start and row.text[start - 1] in ",、" and not row.text[match.end() :].strip():
            continue  # The end of a sentence whose ; was read as a colon.
        near = words.nearest(word)
        if near is None and row.confidence(start, match.end()) < _DOUBTFUL:
            near = words.proven(word, row.text[match.end() :])
        field, order = words.meanings[near] if near else (None, 99)
        strength = 0.85 if _SIGNED.search(word) and not near else 0.7
        found.append(Label(near or word, field, order, start, match.end(), strength, _opens_cell(row, start)))
    return found
