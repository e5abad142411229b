"""What comes first: cases marked urgent, then those near the end of the region's working days, then supplements
(somebody has come a second time), then by age.

The term is the region's own (``term_working_days`` of its pack), counted from the day of submission or, where the
declaration does not say it, from the day the case came in. It is not stopped while a case waits for its supplement:
to be early is no fault, and the texts do not say it stops.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case

from pipelines.review.regions import term_of
from pipelines.settings import Settings
from pipelines.store.queue_tables import cases
from pipelines.term import due_date


def due_from(settings: Settings, region: str, received: date) -> date | None:
    """The day by which a case that came in on a day is to be decided; None where the region sets no term."""
    days = term_of(settings, region)
    return None if days is None else due_date(received, days)[0]


def near_until(today: date, working_days: int) -> date:
    """Cases due up to this day are near their end; calendar days where the holidays are not yet published."""
    day, _ = due_date(today, working_days)
    return day or today + timedelta(days=working_days)


def order(today: date, near_days: int) -> tuple[ColumnElement[Any], ...]:
    """The columns by which the queue is sorted, most pressing first."""
    near = cases.c.due_date <= near_until(today, near_days)
    return (
        case((cases.c.urgent, 0), else_=1),
        case((near, 0), else_=1),
        case((near, cases.c.due_date), else_=None),
        case((cases.c.round > 0, 0), else_=1),
        cases.c.waiting_since,
        cases.c.id,
    )
