"""Corrections: a person reads a value otherwise than the machine; the case is judged again with it, without reading.

The machine's value stays beside the person's, and the machine's record stays as it was; the corrected one is a further
record of the case. What can be corrected: every field of a paper, and its type.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, cast, get_args

from sqlalchemy import Connection, insert, select

from models.case import CaseRecord, DocumentRecord
from models.codes import DocType
from models.document import Diagnosis, Document, Field, FieldName
from pipelines.review.claims import held_case
from pipelines.review.following import follower
from pipelines.review.kept import Place, keep, record_of
from pipelines.review.office import Office
from pipelines.review.refusals import QueueError
from pipelines.review.rights import must
from pipelines.review.staff import Member
from pipelines.review.sums import sealed
from pipelines.store.queue_tables import cases, correction_bodies, corrections
from pipelines.terms import Made

CORRECTABLE: Final[tuple[str, ...]] = ("doc_type", *get_args(FieldName))
MOST_VALUE: Final = 4000
Value = str | int | tuple[Diagnosis, ...] | None


@dataclass(frozen=True)
class Correction:
    """What is to stand where. ``value`` as a person types it; None: there is nothing on the paper.

    ``record_id``: the record that was looked at.
    """

    record_id: int
    document_id: str
    field: str
    value: str | None
    why: str = ""


def correct(office: Office, who: Member, number: str, correction: Correction) -> tuple[int, CaseRecord]:
    """Correct a value of a case that one holds, and judge the case again; the new record with its number.

    Raises QueueError: right.missing, case.unknown, case.not_claimed, case.reading, record.changed, correction.invalid.
    """
    must(who, "decide")
    value = typed(correction.field, correction.value)
    with office.reading() as connection:
        case = held_case(connection, who, number, correction.record_id)
        before = record_of(connection, correction.record_id)
    paper = _paper(before, correction.document_id)
    after = judged_again(office, before, case.received_on, [(paper.id, correction.field, value)])
    with office.changing() as change:
        case = held_case(change.connection, who, number, correction.record_id)
        machine = _machines(change.connection, case.id, (before, paper), correction.field)
        record_id = keep(office, change, Place(case.id, number, case.round), after, "corrected")
        row = {
            "case_id": case.id, "at": change.at, "who": who.id, "document_id": paper.id, "field": correction.field,
            "record_before": correction.record_id, "record_after": record_id,
        }  # fmt: skip
        new = change.connection.execute(insert(corrections).values(row).returning(corrections.c.id)).scalar_one()
        body = {"correction_id": new, "machine": machine, "value": as_json(value), "why": correction.why}
        change.connection.execute(insert(correction_bodies).values(body))
        told = {"field": correction.field, "paper": paper.id, "record": record_id, "decision": after.decision.value}
        seal = sealed(change.connection, office.key, "correction", new)
        change.note(who.actor, "case.corrected", number, **told, **seal)
    return record_id, after


def corrected_again(office: Office, case_id: int, record: CaseRecord) -> CaseRecord | None:
    """A newly read record with what people corrected of the same papers before (``following``); None where nothing
    applies."""
    latest: dict[tuple[str, str], Value] = {}
    with office.reading() as connection:
        query = select(corrections, correction_bodies.c.value).join(correction_bodies)
        follow = follower(connection, case_id, record)
        for row in connection.execute(query.where(corrections.c.case_id == case_id).order_by(corrections.c.id)).all():
            latest |= {(paper, row.field): from_json(row.value) for paper in follow(row)}
        received = connection.execute(select(cases.c.received_on).where(cases.c.id == case_id)).scalar_one()
    if not latest:
        return None
    return judged_again(office, record, received, [(*place, value) for place, value in latest.items()])


def judged_again(
    office: Office, record: CaseRecord, received: date, edits: Iterable[tuple[str, str, Value]]
) -> CaseRecord:
    """The case judged with other values; an edit is a paper's id, what is corrected of it, and the value.

    A paper that was handed in twice is there twice, under one id, and is corrected twice.
    """
    papers = [_unjudged(document) for document in record.documents]
    for paper_id, field, value in edits:
        papers = [_edited(paper, field, value) if paper.id == paper_id else paper for paper in papers]
    made = Made(engine=record.provenance.engine, weights=record.provenance.weights)
    rules = office.rules(record.region, received)
    return rules.judge(record.case_id, record.application, (papers, record.problems), made)


def typed(field: str, text: str | None) -> Value:
    """What a person typed as the field's value. Raises QueueError (correction.invalid) where it cannot be one."""
    if field not in CORRECTABLE:
        raise QueueError("correction.invalid", "没有这个可更正的项目。")
    text = text.strip() if text is not None else None
    if not text:
        if field == "doc_type":
            raise QueueError("correction.invalid", "材料类型不能为空。")
        return None
    if len(text) > MOST_VALUE or "\0" in text:
        raise QueueError("correction.invalid", f"内容不能超过 {MOST_VALUE} 个字符。")
    try:
        return _TYPED.get(field, _lines)(text)
    except (ValueError, KeyError):
        raise QueueError("correction.invalid", _EXPECTED.get(field, "内容不正确。")) from None


def as_json(value: Value) -> str:
    """A value as it is kept."""
    plain = [one.model_dump(mode="json") for one in value] if isinstance(value, tuple) else value
    return json.dumps(plain, ensure_ascii=False)


def from_json(kept: str) -> Value:
    """A kept value."""
    value = json.loads(kept)
    return tuple(Diagnosis.model_validate(one) for one in value) if isinstance(value, list) else value


def _lines(text: str) -> str:
    """With its lines ended as the machine's values end them: a browser's form sends CRLF."""
    return "\n".join(text.splitlines())


def _diagnoses(text: str) -> tuple[Diagnosis, ...]:
    found = tuple(Diagnosis(text=part.strip()) for part in re.split(r"[；;\n]", text) if part.strip())
    if not found:
        raise ValueError(text)
    return found


def _day(text: str) -> str:
    """Only as it is told to people: fromisoformat takes weeks and days without hyphens too."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text).isoformat()


def _age(text: str) -> int:
    """int would take signs and underscores too."""
    if not re.fullmatch(r"\d{1,3}岁?", text):
        raise ValueError(text)
    return int(text.removesuffix("岁"))


_DATES: Final = ("birth_date", "admission_date", "discharge_date", "visit_date", "report_date", "issue_date")
_NUMBERS: Final = ("id_number", "insured_number", "phone", "inpatient_number", "outpatient_number")
_SEXES: Final = {"男": "male", "女": "female", "male": "male", "female": "female"}
_TYPED: Final[dict[str, Callable[[str], Value]]] = {
    "doc_type": lambda text: DocType(text).value,
    "age": _age,
    "sex": lambda text: _SEXES[text],
    "diagnoses": _diagnoses,
    "valid_until": lambda text: text if text == "长期" else _day(text),
    **dict.fromkeys(_DATES, _day),
    **dict.fromkeys(_NUMBERS, lambda text: "".join(text.split()).upper()),
}
_EXPECTED: Final = {
    "doc_type": "没有这个材料类型代码。",
    "age": "年龄应写成 66 这样的整数。",
    "diagnoses": "没有写明诊断。材料上没有诊断时，请更正为空白。",
    "sex": "性别应为男或女。",
    "valid_until": "有效期应为 2030-01-31 这样的日期，或“长期”。",
    **dict.fromkeys(_DATES, "日期应写成 2026-01-31 这样的形式。"),
}


def _edited(paper: Document, field: str, value: Value) -> Document:
    if field == "doc_type":
        kind = DocType(str(value))
        guess = paper.doc_type.model_copy(update={"value": kind, "label": kind.label, "confidence": 1.0})
        return paper.model_copy(update={"doc_type": guess})
    name = cast(FieldName, field)
    read = paper.fields.get(name)
    new = Field(
        value=value, raw=read.raw if read else "", confidence=1.0, evidence=read.evidence if read else (),
    )  # fmt: skip
    return paper.model_copy(update={"fields": {**paper.fields, name: new}})


def _unjudged(document: DocumentRecord) -> Document:
    return Document(**{name: getattr(document, name) for name in Document.model_fields})


def _paper(record: CaseRecord, document_id: str) -> DocumentRecord:
    for document in record.documents:
        if document.id == document_id:
            return document
    raise QueueError("correction.invalid", "这件申请中没有这份材料。")


def _machines(connection: Connection, case_id: int, place: tuple[CaseRecord, DocumentRecord], field: str) -> str | None:
    """What the machine had read there: the first correction of the place says it, else it stands there still."""
    record, paper = place
    query = select(corrections, correction_bodies.c.machine).join(correction_bodies)
    there = (corrections.c.case_id == case_id) & (corrections.c.field == field)
    follow = follower(connection, case_id, record)
    for earlier in connection.execute(query.where(there).order_by(corrections.c.id)).all():
        if paper.id in follow(earlier):
            return cast("str | None", earlier.machine)
    if field == "doc_type":
        return as_json(paper.doc_type.value.value)
    read = paper.fields.get(cast(FieldName, field))
    return as_json(read.value) if read else None
