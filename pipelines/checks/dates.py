"""Are the paper's dates possible: none in the future, discharge after admission, papers issued not before?"""

from __future__ import annotations

from datetime import date
from typing import Final

from models.codes import Outcome
from models.document import Document, FieldName
from models.finding import Finding
from models.labels import FIELD_LABELS
from models.rules import DatesRule
from pipelines.checks.papers import Answer, Case, date_of, evidence_of, paper_name

_NAMES: Final[tuple[FieldName, ...]] = (
    "birth_date", "admission_date", "discharge_date", "visit_date", "report_date", "issue_date",
)  # fmt: skip
_IN_ORDER: Final[tuple[tuple[FieldName, FieldName], ...]] = (
    ("admission_date", "discharge_date"),
    ("birth_date", "admission_date"),
    ("birth_date", "visit_date"),
    ("birth_date", "report_date"),
    ("admission_date", "issue_date"),
    ("discharge_date", "issue_date"),
)


def check(case: Case, document: Document, rule: DatesRule) -> Finding:
    """Reasons: dates.plausible, dates.none, dates.future, dates.order (the first that holds; the message names all)."""
    answer = Answer(rule, case.pack)
    name = paper_name(document)
    days = {field: day for field in _NAMES if (day := date_of(document, field))}
    if not days:
        return answer(Outcome.NOT_APPLICABLE, "dates.none", f"{name}上没有读出日期。")
    faults = [*_in_future(days, case.day), *_out_of_order(days)]
    if not faults:
        return answer(Outcome.PASS, "dates.plausible", f"{name}的日期合理。", evidence_of(document, *days))
    told = "；".join(message for _, message, _ in faults)
    places = [place for _, _, fields in faults for place in evidence_of(document, *fields)]
    return answer(Outcome.UNSURE, faults[0][0], f"{name}：{told}，请人工核对。", places)


Fault = tuple[str, str, tuple[FieldName, ...]]
"""Reason, message, the fields it is about."""


def _in_future(days: dict[FieldName, date], today: date) -> list[Fault]:
    return [
        ("dates.future", f"{FIELD_LABELS[field]} {day} 晚于提交之日", (field,))
        for field, day in days.items()
        if day > today
    ]


def _out_of_order(days: dict[FieldName, date]) -> list[Fault]:
    return [
        (
            "dates.order",
            f"{FIELD_LABELS[after]} {days[after]} 早于{FIELD_LABELS[before]} {days[before]}",
            (before, after),
        )
        for before, after in _IN_ORDER
        if before in days and after in days and days[after] < days[before]
    ]
