"""The contract's fields of a paper: values behind, beside and below labels, each with its place and confidence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import replace
from typing import Final, get_args

from intake.extract.applicant import applicant_signature
from intake.extract.beside_name import beside_name
from intake.extract.candidates import Candidate, chosen, empty, found
from intake.extract.find_rules import find_grid
from intake.extract.front_page import front_page_diagnoses
from intake.extract.grid import grid_fields, joined_in_cells
from intake.extract.labels import OF_A_PERSON, SECTION_FIELDS, Label, Vocabulary, vocabulary
from intake.extract.narrative import told
from intake.extract.opinion import opinion
from intake.extract.patient_numbers import numbers_by_paper
from intake.extract.readings import diagnoses_reading, end_of_stay, is_frame, parsed_value, text_reading
from intake.extract.rules import Grid, split_at_rules
from intake.extract.schools import of_both_schools
from intake.extract.sections import section
from intake.extract.sheet import (
    LabelledRow,
    Span,
    behind,
    below,
    broken_number,
    first_part,
    labelled_rows,
    stands_alone,
    wrapped,
)
from intake.extract.unlabelled import unlabelled
from intake.extract.unlisted import Unlisted, unlisted_labels
from intake.extract.values import Parsed, is_empty
from intake.page import ReadPage
from models.codes import DocType
from models.document import Field, FieldName
from models.identity import is_valid

_HOUSE: Final = re.compile(r"[一-鿿0-9A-Za-z#()-]*[0-9][一-鿿0-9A-Za-z#()-]*(?:号|室|组|栋|单元|楼|队|户)")
"""What an address ends with in its second line."""
_MAY_WRAP: Final = frozenset({"address", "applied_disease", "hospital_name"})
_NUMBERS: Final = frozenset({"inpatient_number", "outpatient_number", "insured_number"})
_NO_DISEASE: Final = re.compile(
    r"[。;]|本人|承诺|申请|签[名字章]|意见|说明|注:|填[写表]|以上|材料|情况|日期|时间|医[院师生保]|摘要|病史|症状|盖章|姓名|电话|(?:19|20)\d{2}[年.\-/]"
)
"""What forms print below an empty line for the disease."""
_ANOTHER: Final = ("联系人", "代办人", "代理人", "受托", "被委托", "受委托", "被授权", "家属", "监护人")


def extract_fields(doc_type: DocType, pages: Sequence[ReadPage]) -> dict[FieldName, Field]:
    """The fields of one paper, in the order of the contract.

    A label with nothing behind it gives a field with the value None; a field that is nowhere named is left out. Where a
    paper names a field several times the better label wins, then the surer reading, then the upper place.
    """
    grids = [find_grid(page) for page in pages]
    pages = [replace(page, lines=split_at_rules(page, grid)) for page, grid in zip(pages, grids, strict=True)]
    ruled = list(zip(pages, grids, strict=True))
    fields = _labelled(doc_type, ruled, vocabulary(doc_type))
    unlisted = (
        *unlisted_labels(doc_type, pages, fields.keys()),
        *numbers_by_paper(doc_type, pages, fields.keys()),
    )
    if unlisted:
        fields |= _by_unlisted(doc_type, ruled, unlisted, fields.keys())
    if doc_type is DocType.APPLICATION_FORM:
        of_a_form: dict[FieldName, Field | None] = {
            "opinion": opinion(pages),
            "applicant_signature": applicant_signature(pages),
        }
        fields |= {name: field for name, field in of_a_form.items() if field is not None}
    return {name: fields[name] for name in get_args(FieldName) if name in fields}


def _by_unlisted(
    doc_type: DocType,
    ruled_pages: Sequence[tuple[ReadPage, Grid]],
    unlisted: Sequence[Unlisted],
    told: Collection[FieldName],
) -> dict[FieldName, Field]:
    """What the paper tells at labels nobody listed, no surer than they are, and texts that end where one begins."""
    words = vocabulary(doc_type, tuple((label.word, label.field) for label in unlisted))
    chances = {one.field: min(other.chance for other in unlisted if other.field == one.field) for one in unlisted}
    found_: dict[FieldName, Field] = {}
    for name, field in _labelled(doc_type, ruled_pages, words).items():
        if field.value is not None and name in chances:
            found_[name] = field.model_copy(update={"confidence": round(field.confidence * chances[name], 3)})
        elif field.value is not None and name in SECTION_FIELDS and name in told:
            found_[name] = field
    return found_


def _labelled(
    doc_type: DocType, ruled_pages: Sequence[tuple[ReadPage, Grid]], words: Vocabulary
) -> dict[FieldName, Field]:
    """The fields by their labels, which ``words`` lists."""
    pages = [page for page, _ in ruled_pages]
    rows = labelled_rows(doc_type, pages, words)
    candidates: dict[FieldName, list[Candidate]] = {}
    ruled = [one for page, grid in ruled_pages for one in grid_fields(page, grid, words)]
    for one in ruled:
        if one.candidate is not None and one.name != "diagnoses":
            candidates.setdefault(one.name, []).append(one.candidate)
    diagnoses = [
        ("".join(line.text for line in one.label_lines), one.candidate)
        for one in ruled
        if one.candidate is not None and one.name == "diagnoses"
    ]
    candidates |= {"diagnoses": of_both_schools(diagnoses)} if diagnoses else {}
    settled = {id(line) for one in ruled for line in one.label_lines}
    for name, candidate in _all_readings(doc_type, pages, rows, settled):
        candidates.setdefault(name, []).append(candidate)
    if doc_type is DocType.MEDICAL_RECORD_FRONT_PAGE:
        joined = [joined_in_cells(page, grid) for page, grid in ruled_pages]
        table = front_page_diagnoses(labelled_rows(doc_type, joined, words))
        candidates |= {"diagnoses": [table]} if table is not None else {}
    if doc_type is not DocType.SOCIAL_SECURITY_CARD and "id_number" not in candidates:
        candidates |= _citizens_number(candidates.get("insured_number", ()))
    return {name: chosen(found_) for name, found_ in candidates.items()}


def _citizens_number(insured: Sequence[Candidate]) -> dict[FieldName, list[Candidate]]:
    """The insured's number where it is the citizen's own, as that behind 社会保障号码 is by law: it tells whose paper
    this is."""
    citizens = [one for one in insured if isinstance(one.field.value, str) and is_valid(one.field.value)]
    return {"id_number": citizens} if citizens else {}


def _all_readings(
    doc_type: DocType, pages: Sequence[ReadPage], rows: Sequence[LabelledRow], settled: Set[int]
) -> Iterator[tuple[FieldName, Candidate]]:
    """Every reading of every field: headings and lone dates, labels from the top down, then sentences.

    ``settled`` are the lines of labels (by identity) whose values the page's rules already told.
    """
    yield from unlabelled(doc_type, pages, rows)
    yield from beside_name(doc_type, rows)
    diagnoses: list[tuple[str, Candidate]] = []
    for index, row in enumerate(rows):
        for label in row.labels:
            told_by_rules = id(row.text.line_at(label.start)) in settled
            if label.field is not None and not told_by_rules and not _is_anothers(doc_type, rows, index, label):
                found_ = _read(rows, index, label, label.field)
                diagnoses += [(label.word, candidate) for name, candidate in found_ if name == "diagnoses"]
                yield from (reading for reading in found_ if reading[0] != "diagnoses")
    yield from (("diagnoses", candidate) for candidate in of_both_schools(diagnoses))
    yield from told(doc_type, pages)


def _is_anothers(doc_type: DocType, rows: Sequence[LabelledRow], index: int, label: Label) -> bool:
    """Whether a label stands among the data of an agent, a contact or a relative: behind one in its row, and on a power
    of attorney also in the rows below."""
    if label.field not in OF_A_PERSON:
        return False
    before = [other.word for other in rows[index].labels if other.start < label.start]
    if doc_type is DocType.POWER_OF_ATTORNEY:
        before = [other.word for row in rows[:index] for other in row.labels] + before
    return any(word.startswith(_ANOTHER) for word in before) or label.word.startswith(_ANOTHER)


def _read(rows: Sequence[LabelledRow], index: int, label: Label, name: FieldName) -> list[tuple[FieldName, Candidate]]:
    """What stands at one label; a stay (2025-03-02 至 2025-03-11) gives both of its dates."""
    sectioned = name in SECTION_FIELDS
    candidate = _section(rows, index, label) if sectioned else _value(rows, index, label, name)
    result = [(name, candidate)] if candidate else []
    if name == "admission_date" and candidate and candidate.span:
        result += end_of_stay(behind(rows[index], label), candidate.span.end, label)
    return result


def _value(rows: Sequence[LabelledRow], index: int, label: Label, name: FieldName) -> Candidate | None:
    span, certainty = behind(rows[index], label), label.strength
    if is_empty(span.text):
        return _under(rows, index, label, name) or empty(label, Span(rows[index], label.start, label.end))
    if is_frame(span.text):
        return empty(label, Span(rows[index], label.start, label.end))
    parsed = parsed_value(name, first_part(span) if name in _MAY_WRAP else span)
    if parsed is None:
        return _under(rows, index, label, name) if stands_alone(rows[index], label) else None
    value = span.part(parsed.start, parsed.end)
    more = wrapped(rows, index, value) if name in _MAY_WRAP and value.end == first_part(span).stripped().end else []
    rest = broken_number(rows, index, label, value) if name in _NUMBERS else None
    more = [rest] if rest is not None else more
    if more and isinstance(parsed.value, str):
        whole = parsed.value + "".join(part.raw.strip() for part in more)
        parsed = Parsed(whole, parsed.start, parsed.end, 0.95 * parsed.quality)
    return found(parsed, [value, *more], label, certainty)


def _under(rows: Sequence[LabelledRow], index: int, label: Label, name: FieldName) -> Candidate | None:
    """What stands below a label."""
    under = below(rows, index, label)
    parsed = parsed_value(name, under) if under else None
    printed = name == "applied_disease" and under is not None and bool(_NO_DISEASE.search(under.text))
    if under is None or parsed is None or parsed.quality < 0.75 or printed:
        return None
    value = under.part(parsed.start, parsed.end)
    more = wrapped(rows, rows.index(under.row), value)[:1] if name == "address" else []
    if more and _HOUSE.fullmatch(more[0].text.strip()):
        whole = Parsed(f"{parsed.value}{more[0].raw.strip()}", parsed.start, parsed.end, 0.95 * parsed.quality)
        return found(whole, [value, *more], label, 0.85 * label.strength)
    return found(parsed, [value], label, 0.85 * label.strength)


def _section(rows: Sequence[LabelledRow], index: int, label: Label) -> Candidate | None:
    """The diagnoses or the text of a section; a sure label with nothing behind it is an empty one."""
    spans = section(rows, index, label)
    if not spans:
        return empty(label, Span(rows[index], label.start, label.end)) if label.strength >= 0.9 else None
    if label.field != "diagnoses":
        return text_reading(spans, label)
    edge = max(line.box.right for line in rows[index].page.lines)
    return diagnoses_reading(spans, label, edge)
