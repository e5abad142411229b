"""What people corrected, as labelled papers that ``yancai bench --truth`` measures the reading on.

A paper is exported where somebody corrected it and the case is decided for good. Only what was corrected is a label:
that a person let the rest stand does not say that they looked at it. The files are copies of uploads: personal data.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from models.case import DocumentRecord
from models.error import UsageError
from pipelines.measure.truth import TRUTH
from pipelines.outputs import replacing
from pipelines.review.kept import record_of
from pipelines.review.office import Office
from pipelines.review.rights import must
from pipelines.review.staff import Member
from pipelines.review.states import State
from pipelines.store.queue_tables import cases, correction_bodies, corrections

_DECIDED: Final = (State.ACCEPTED.value, State.RETURNED.value)

Labels = dict[str, Any]


def export_corrections(office: Office, who: Member, folder: Path) -> int:
    """Write the corrected papers of decided cases with their labels into a new folder; how many papers.

    Raises QueueError (right.missing), UsageError where the folder is there or cannot be made.
    """
    must(who, "reveal")
    try:
        folder.mkdir(mode=0o700, parents=True)
    except OSError as error:
        raise UsageError(f"无法新建文件夹“{folder}”（{error.strerror}）。请指定一个还不存在的文件夹。") from error
    labelled: dict[tuple[str, ...], Labels] = {}
    for number, paper, fields in _corrected(office):
        labelled[tuple(f"{source.sha256}{source.pages}" for source in paper.sources)] = _labels(paper, fields)
        for source in paper.sources:
            if office.vault.has(source.sha256):
                shutil.copyfile(office.vault.path(source.sha256), folder / _file(source.sha256, source.name))
        with office.changing() as change:
            change.note(who.actor, "case.exported", number, paper=paper.id)
    with replacing(folder / TRUTH) as stream:
        json.dump(list(labelled.values()), stream, ensure_ascii=False, indent=1)
    return len(labelled)


def _corrected(office: Office) -> list[tuple[str, DocumentRecord, dict[str, Any]]]:
    """Case's number, paper and what was corrected of it (field to value), in the order of the cases."""
    found: dict[tuple[str, int, str], dict[str, Any]] = defaultdict(dict)
    columns = (corrections.c.document_id, corrections.c.field, correction_bodies.c.value)
    query = (
        select(cases.c.number, cases.c.record_id, *columns).select_from(corrections).join(correction_bodies)
        .join(cases, cases.c.id == corrections.c.case_id)
        .where(cases.c.state.in_(_DECIDED)).order_by(corrections.c.id)
    )  # fmt: skip
    with office.reading() as connection:
        for row in connection.execute(query):
            found[row.number, row.record_id, row.document_id][row.field] = json.loads(row.value)
        papers = []
        for (number, record_id, document_id), fields in found.items():
            record = record_of(connection, record_id)
            papers += [(number, paper, fields) for paper in record.documents if paper.id == document_id]
    return papers


def _labels(paper: DocumentRecord, fields: dict[str, Any]) -> Labels:
    sources = [{"name": _file(one.sha256, one.name), "pages": list(one.pages)} for one in paper.sources]
    kind = fields.get("doc_type")
    values = {name: {"value": value} for name, value in fields.items() if name != "doc_type"}
    labels: Labels = {"source": sources[0], "sources": sources, "fields": values}
    return labels | ({"doc_type": {"value": kind}} if kind else {})


def _file(sha256: str, name: str) -> str:
    """A name that tells nothing of the person, with the extension of the upload."""
    suffix = Path(name).suffix.lower()
    return sha256[:16] + (suffix if suffix.isascii() and suffix[1:].isalnum() else "")
