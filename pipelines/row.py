"""A kept record as one flat row: what a back office lists, counts and hands on, masked unless asked otherwise."""

from __future__ import annotations

from datetime import date

from models.case import CaseRecord
from models.codes import Decision
from models.document import FieldName
from models.record import Record
from pipelines.report.mask import Mask, Reveal
from pipelines.report.summary import row_of
from pipelines.report.terminal import plain


class RecordRow(Record):
    """The columns of an export, in their order. Names are stable: add, never rename."""

    kept_on: date
    region: str
    case_id: str
    application_number: str | None
    channel: str | None
    applicant: str | None
    id_number: str | None
    decision: Decision
    papers: tuple[str, ...]
    failed: tuple[str, ...]
    unsure: tuple[str, ...]
    problems: tuple[str, ...]
    reasons: tuple[str, ...]
    judged_on: date
    due_date: date | None
    version: str


LABELS = {
    "kept_on": "入库日期", "region": "地区", "case_id": "案件", "application_number": "申请编号", "channel": "渠道",
    "applicant": "申请人", "id_number": "身份证号", "decision": "结论代码", "papers": "材料类型",
    "failed": "不符合事项", "unsure": "需核对事项", "problems": "读取问题说明", "reasons": "原因代码",
    "judged_on": "审核日期", "due_date": "办结期限", "version": "程序版本",
}  # fmt: skip
"""The same columns where clerks read them."""


def record_row(record: CaseRecord, kept_on: date, *, reveal: bool) -> RecordRow:
    """The row of a record."""
    mask = Reveal(record) if reveal else Mask(record)
    row = row_of(record, mask=mask)
    application = record.application
    name = application.applicant.name if application else _read(record, "patient_name")
    number = (application.applicant.id_number if application else None) or _read(record, "id_number")
    return RecordRow(
        kept_on=kept_on,
        region=record.region,
        case_id=row.case_id,
        application_number=mask.text(application.application_number or "") or None if application else None,
        channel=mask.text(record.channel or "") or None,
        applicant=mask.field("patient_name", name) if name else None,
        id_number=mask.field("id_number", number) if number else None,
        decision=record.decision,
        papers=row.papers,
        failed=row.failed,
        unsure=row.unsure,
        problems=row.problems,
        reasons=tuple(code for code, _ in row.reasons),
        judged_on=record.judged_on,
        due_date=record.due_date,
        version=record.provenance.version,
    )


def shown_row(row: RecordRow) -> str:
    """The row for a terminal: a line about the case, and one for each point somebody must look at."""
    about = (row.kept_on.isoformat(), row.region, row.case_id, row.applicant, row.id_number, row.decision.label)
    lines = ["　".join(part for part in about if part)]
    for label, points in (("不符合", row.failed), ("需核对", row.unsure), ("读取问题", row.problems)):
        lines += [f"  {label}：{point}" for point in points]
    return "\n".join(map(plain, lines))


def _read(record: CaseRecord, name: FieldName) -> str | None:
    """What the first paper that says it says."""
    fields = (document.fields.get(name) for document in record.documents)
    return next((field.value for field in fields if field and isinstance(field.value, str) and field.value), None)
