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

from sqlalchemy import Connection, exists, select

from models.case import CaseRecord, DocumentRecord
from models.error import UsageError
from pipelines.measure.truth import TRUTH
from pipelines.replacing import replacing
from pipelines.review.following import follower
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
    query = select(cases.c.id, cases.c.number, cases.c.record_id).where(
        cases.c.state.in_(_DECIDED), exists().where(corrections.c.case_id == cases.c.id)
    )
    found: list[tuple[str, DocumentRecord, dict[str, Any]]] = []
    with office.reading() as connection:
        for case in connection.execute(query.order_by(cases.c.id)).all():
            record = record_of(connection, case.record_id)
            fields = _fields(connection, case.id, record)
            found += [(case.number, paper, fields[paper.id]) for paper in record.documents if paper.id in fields]
    return found


def _fields(connection: Connection, case_id: int, record: CaseRecord) -> dict[str, dict[str, Any]]:
    """What was corrected of the papers of a case's record: paper's id to field to value, the last one."""
    query = select(corrections, correction_bodies.c.value).join(correction_bodies)
    follow, found = follower(connection, case_id, record), defaultdict[str, dict[str, Any]](dict)
    for row in connection.execute(query.where(corrections.c.case_id == case_id).order_by(corrections.c.id)).all():
        for paper in follow(row):
            found[paper][row.field] = json.loads(row.value)
    return found


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
