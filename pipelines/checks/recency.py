"""Is the paper recent? Only where an office has said how many months 近期 are; no published text does.

Held against the day of the application. A paper too old is for a person to look at: the number is the office's own.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final

from models.codes import Outcome
from models.document import Document, FieldName
from models.finding import Finding
from models.rules import RecencyRule
from pipelines.checks.papers import Answer, Case, date_of, evidence_of, paper_name, whole_pages

_DAYS: Final[tuple[FieldName, ...]] = ("discharge_date", "report_date", "visit_date", "issue_date", "admission_date")


def check(case: Case, document: Document, rule: RecencyRule) -> Finding:
    """Reasons: recency.recent, recency.too_old, recency.no_date."""
    answer = Answer(rule, case.pack)
    name = paper_name(document)
    days = {field: day for field in _DAYS if (day := date_of(document, field))}
    if not days:
        message = f"{name}上没有读出日期，请人工核对是否为近期（{rule.months} 个月内）材料。"
        return answer(Outcome.UNSURE, "recency.no_date", message, whole_pages(document))
    field, newest = max(days.items(), key=lambda pair: pair[1])
    places = evidence_of(document, field)
    if newest < months_before(case.day, rule.months):
        message = f"{name}的日期为 {newest}，早于提交之日前 {rule.months} 个月，请人工核对是否仍可采用。"
        return answer(Outcome.UNSURE, "recency.too_old", message, places)
    return answer(Outcome.PASS, "recency.recent", f"{name}为近期（{rule.months} 个月内）材料。", places)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
