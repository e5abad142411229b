"""The return of a case that its applicant is told of."""

from __future__ import annotations

from models.case import CaseRecord
from pipelines.review.deciding import Verdict
from pipelines.review.kept import record_of
from pipelines.review.office import Office
from pipelines.review.refusals import QueueError
from pipelines.review.sheet import Ruled, decisions_of


def last_return(office: Office, number: str) -> tuple[Ruled, CaseRecord]:
    """The last return that holds, and the record it was decided on. Raises QueueError (case.unknown, case.state)."""
    with office.reading() as connection:
        for ruled in reversed(decisions_of(connection, number)):
            if ruled.final and ruled.verdict is Verdict.RETURNED:
                return ruled, record_of(connection, ruled.record_id)
    raise QueueError("case.state", "这件申请没有退回过，没有告知单。")
