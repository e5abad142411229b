"""The findings of a record in one order, by whose numbers decisions name them."""

from __future__ import annotations

from collections.abc import Iterator

from models.case import CaseRecord, DocumentRecord
from models.finding import Finding


def numbered(record: CaseRecord) -> Iterator[tuple[int, DocumentRecord | None, Finding]]:
    """Number (from 0), paper and finding: those about the whole case first, then paper by paper, as in the store."""
    number = 0
    for finding in record.findings:
        yield number, None, finding
        number += 1
    for document in record.documents:
        for finding in document.findings:
            yield number, document, finding
            number += 1
