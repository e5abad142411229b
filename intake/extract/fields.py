"""The contract's fields of a paper: values behind, beside and below labels, each with its place and confidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, get_args

from intake.extract.candidates import Candidate, chosen, empty, found
from intake.extract.diagnoses import parse_diagnoses
from intake.extract.front_page import front_page_diagnoses
from intake.extract.hospitals import find_hospital
from intake.extract.labels import Label
from intake.extract.narrative import told
from intake.extract.sheet import LabelledRow, Span, behind, below, labelled_rows, section, wrapped
from intake.extract.ticks import has_boxes, ticked
from intake.extract.unlabelled import unlabelled
from intake.extract.values import PARSERS, Parsed, is_empty
from intake.page import ReadPage
from models.codes import DocType
from models.document import Field, FieldName

_STAY: Final = frozenset({"admission_date", "discharge_date"})
_MAY_WRAP: Final = frozenset({"address", "applied_disease", "hospital_name"})
_OF_A_PERSON: Final = frozenset(
    {"patient_name", "sex", "age", "birth_date", "id_number", "insured_number", "phone", "address"}
)
_ANOTHER: Final = ("联系人", "代办人", "代理人", "受托", "被委托", "受委托", "被授权", "家属", "监护人")
_SLIPS: Final = ((re.compile(r"(?<![A-Za-z0-9])[oO](?=\.\d)"), "0"), (re.compile(r"[VⅤ](?:ⅢI|Ⅷ)"), "Ⅷ"))
"""Readings that can be nothing else: o.5g is 0.5g, and no Roman numeral is written VIIII."""
_DATE_FRAME: Final = re.compile(r"^[ \t_.]*(?:20)?[ \t_.]*年[ \t_.]*月[ \t_.]*日?[ \t_.]*")
_UNIT_ONLY: Final = re.compile(r"^[ \t_.]*(?:岁|□?男[ \t/]*□?女)[ \t_.]*$")


def extract_fields(doc_type: DocType, pages: Sequence[ReadPage]) -> dict[FieldName, Field]:
    """The fields of one paper, in the order of the contract.

    A label with nothing behind it gives a field with the value None; a field that is nowhere named is left out. Where a
    paper names a field several times the better label wins, then the surer reading, then the upper place.
    """
    rows = labelled_rows(doc_type, pages)
    candidates: dict[FieldName, list[Candidate]] = {}
    for name, candidate in _all_readings(doc_type, pages, rows):
        candidates.setdefault(name, []).append(candidate)
    if doc_type is DocType.MEDICAL_RECORD_FRONT_PAGE and (table := front_page_diagnoses(rows)) is not None:
        candidates["diagnoses"] = [table]
    return {name: chosen(candidates[name]) for name in get_args(FieldName) if name in candidates}


def _all_readings(
    doc_type: DocType, pages: Sequence[ReadPage], rows: Sequence[LabelledRow]
) -> Iterator[tuple[FieldName, Candidate]]:
    """Every reading of every field: headings and lone dates, labels from the top down, then sentences."""
    yield from unlabelled(doc_type, pages, rows)
    for index, row in enumerate(rows):
        for label in row.labels:
            if label.field is not None and not _is_anothers(doc_type, rows, index, label):
                yield from _read(rows, index, label, label.field)
    yield from told(doc_type, pages)


def _is_anothers(doc_type: DocType, rows: Sequence[LabelledRow], index: int, label: Label) -> bool:
    """Whether a label stands among the data of an agent, a contact or a relative: behind one in its row, and on a power
    of attorney also in the rows below."""
    if label.field not in _OF_A_PERSON:
        return False
    before = [other.word for other in rows[index].labels if other.start < label.start]
    if doc_type is DocType.POWER_OF_ATTORNEY:
        before = [other.word for row in rows[:index] for other in row.labels] + before
    return any(word.startswith(_ANOTHER) for word in before) or label.word.startswith(_ANOTHER)


def _read(rows: Sequence[LabelledRow], index: int, label: Label, name: FieldName) -> list[tuple[FieldName, Candidate]]:
    """What stands at one label; a stay (2025-03-02 至 2025-03-11) gives both of its dates."""
    if name == "diagnoses":
        candidate = _diagnoses(rows, index, label)
    elif name == "treatment_advice":
        candidate = _text(rows, index, label)
    else:
        candidate = _value(rows, index, label, name)
    result = [(name, candidate)] if candidate else []
    if name == "admission_date" and candidate and candidate.span:
        result += _end_of_stay(rows[index], label, candidate.span)
    return result


def _value(rows: Sequence[LabelledRow], index: int, label: Label, name: FieldName) -> Candidate | None:
    span, certainty = behind(rows[index], label), label.strength
    if is_empty(span.text):
        under = below(rows, index, label)
        parsed = _parse(name, under) if under else None
        if under is None or parsed is None or parsed.quality < 0.75:
            return empty(label, Span(rows[index], label.start, label.end))
        return found(parsed, [under.part(parsed.start, parsed.end)], label, 0.85 * certainty)
    if _DATE_FRAME.match(span.text) or _UNIT_ONLY.match(span.text):
        return empty(label, Span(rows[index], label.start, label.end))
    parsed = _parse(name, span)
    if parsed is None:
        return None
    value = span.part(parsed.start, parsed.end)
    more = wrapped(rows, index, value) if name in _MAY_WRAP and value.end == span.stripped().end else []
    if more and isinstance(parsed.value, str):
        whole = parsed.value + "".join(part.raw.strip() for part in more)
        parsed = Parsed(whole, parsed.start, parsed.end, 0.95 * parsed.quality)
    return found(parsed, [value, *more], label, certainty)


def _parse(name: FieldName, span: Span) -> Parsed | None:
    if name == "hospital_name":
        hospital = find_hospital(span.text)
        return hospital
    if name == "applied_disease":
        return _applied_disease(span)
    parsed = PARSERS[name](span.text)
    if parsed and name in ("address", "patient_name") and isinstance(parsed.value, str):
        raw = re.sub(r"[ \t]+", "", span.raw[parsed.start : parsed.end])
        return parsed if "·" in parsed.value else Parsed(raw, parsed.start, parsed.end, parsed.quality)
    return parsed


def _applied_disease(span: Span) -> Parsed | None:
    """The disease applied for, or the ticked ones of a printed list."""
    if has_boxes(span.text):
        choices = ticked(span.text)
        if not choices:
            return None
        words = [re.sub(r"[ \t]+", "", span.raw[start:end]) for start, end in choices]
        return Parsed("、".join(words), choices[0][0], choices[-1][1], 0.85)
    parsed = PARSERS["applied_disease"](span.text)
    if parsed is None:
        return None
    raw = re.sub(r"[ \t]+", "", span.raw[parsed.start : parsed.end])
    plain = re.sub(r"[(（]?(?:编码|代码|病种编码)?[:：]?M\d{5}[)）]?", "", raw).strip(" ,，、")
    return Parsed(plain or raw, parsed.start, parsed.end, parsed.quality)


def _diagnoses(rows: Sequence[LabelledRow], index: int, label: Label) -> Candidate | None:
    spans = section(rows, index, label)
    if not spans:
        return empty(label, Span(rows[index], label.start, label.end)) if label.strength >= 0.9 else None
    items = parse_diagnoses([span.raw.replace("\t", " ") for span in spans])
    if not items:
        return None
    return found(Parsed(items, 0, 0, 0.95 if len(items) < 9 else 0.7), spans, label, label.strength)


def _text(rows: Sequence[LabelledRow], index: int, label: Label) -> Candidate | None:
    """A section's text: numbered points each on a line of their own, wrapped lines joined."""
    spans = section(rows, index, label)
    if not spans:
        return empty(label, Span(rows[index], label.start, label.end)) if label.strength >= 0.9 else None
    text = ""
    for span in spans:
        line = span.raw.replace("\t", " ").strip()
        for slip, meant in _SLIPS:
            line = slip.sub(meant, line)
        begins = re.match(r"[(（]?\d{1,2}[.．、)）](?!\d)|[①-⑳]", line)
        text += ("\n" if text and begins else "") + line
    return found(Parsed(text, 0, 0, 0.9), spans, label, label.strength)


def _end_of_stay(row: LabelledRow, label: Label, start: Span) -> list[tuple[FieldName, Candidate]]:
    rest = behind(row, label)
    after = rest.part(start.end - rest.start, rest.end - rest.start)
    if not re.match(r"[ \t]*(?:至|到|—|–|-|~|―)", after.text):
        return []
    parsed = PARSERS["discharge_date"](re.sub(r"[至到—–~―]", " ", after.text))
    if parsed is None:
        return []
    return [("discharge_date", found(parsed, [after.part(parsed.start, parsed.end)], label, 0.95 * label.strength))]
