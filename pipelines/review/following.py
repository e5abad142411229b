"""Which papers a correction is about once a case was read anew.

A supplement may bring the part that stands before those that were there (a card's front before its back); the joined
paper then goes under another id. A correction is therefore followed by where its value stands: the pages on which the
corrected field was read, or all pages of the paper where the machine had read no such field.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Row, select

from models.case import CaseRecord
from models.document import Document, FieldName
from pipelines.review.kept import record_of
from pipelines.store.queue_tables import case_records

Page = tuple[str, int]
"""A file's SHA-256 and the page's number in it."""
Follow = Callable[[Row[Any]], tuple[str, ...]]


def follower(connection: Connection, case_id: int, record: CaseRecord) -> Follow:
    """What finds the papers of a case's record, by their ids, that a row of ``corrections`` is about.

    No paper is found where the pages are not there any more, or no longer together in one paper.
    """
    query = select(case_records.c.record_id, case_records.c.round).where(case_records.c.case_id == case_id)
    rounds = {row.record_id: row.round for row in connection.execute(query.order_by(case_records.c.number))}
    last = {round_: record_id for record_id, round_ in rounds.items()}

    @cache
    def of_round(round_: int) -> CaseRecord:
        return record_of(connection, last[round_])  # corrections move no page: any record of the round says them

    def follow(row: Row[Any]) -> tuple[str, ...]:
        made_on = of_round(rounds[row.record_after]).documents
        stands = [_stands(paper, row.field) for paper in made_on if paper.id == row.document_id]
        here = (paper for paper in record.documents if any(pages <= _pages(paper) for pages in stands))
        return tuple(dict.fromkeys(paper.id for paper in here))

    return follow


def _stands(paper: Document, field: str) -> set[Page]:
    """The pages that say a field of a paper; all of its pages where none is known to."""
    read = paper.fields.get(cast(FieldName, field))
    said = {(one.source, one.page) for one in read.evidence} if read else set()
    return said & _pages(paper) or _pages(paper)


def _pages(paper: Document) -> set[Page]:
    return {(source.sha256, page) for source in paper.sources for page in source.pages}
