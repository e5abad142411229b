"""A CaseRecord as rows of the tables. Nothing personal enters any row but the body's."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Table

from models.case import CaseRecord
from models.finding import Finding
from pipelines.store.tables import bodies, findings, papers, problems

Row = dict[str, object]


def record_row(record: CaseRecord) -> Row:
    """The row of the record itself, without its keys and the time."""
    made = record.provenance
    return {
        "region": record.region,
        "channel": _storable(record.channel),
        "decision": record.decision.value,
        "judged_on": record.judged_on,
        "due_date": record.due_date,
        "version": made.version,
        "engine": made.engine,
        "pack": made.pack,
        "settings": made.settings,
    }


def part_rows(record: CaseRecord) -> Iterator[tuple[Table, list[Row]]]:
    """The rows of everything that belongs to the record, table by table."""
    yield bodies, [{"body": record.model_dump_json()}]
    yield (
        papers,
        [
            {
                "number": number,
                "doc_type": document.doc_type.value.value,
                "decision": document.decision.value,
                "clarity_grade": document.clarity.grade.value,
                "clarity_score": document.clarity.score,
            }
            for number, document in enumerate(record.documents)
        ],
    )
    yield findings, [_finding(number, *told) for number, told in enumerate(_findings(record))]
    yield (
        problems,
        [
            {
                "number": number,
                "stage": problem.stage,
                "page": problem.page,
                "code": problem.code,
                "applicant_can_mend": problem.applicant_can_mend,
            }
            for number, problem in enumerate(record.problems)
        ],
    )


def _findings(record: CaseRecord) -> Iterator[tuple[int | None, Finding]]:
    yield from ((None, finding) for finding in record.findings)
    for paper, document in enumerate(record.documents):
        yield from ((paper, finding) for finding in document.findings)


def _finding(number: int, paper: int | None, finding: Finding) -> Row:
    rule = finding.rule
    return {
        "number": number,
        "paper": paper,
        "check": finding.check,
        "outcome": finding.outcome.value,
        "reason": finding.reason,
        "pack": rule.pack if rule else None,
        "rule": rule.id if rule else None,
    }


def _storable(text: str | None) -> str | None:
    """PostgreSQL's text knows no NUL, which a declaration may hold; in the body it is escaped."""
    return text.replace("\0", "") if text else text
