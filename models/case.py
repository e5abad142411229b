"""The judged record of one case."""

from datetime import date
from typing import Literal

from models.application import Application
from models.codes import Decision
from models.document import Document
from models.finding import Finding, Problem
from models.record import Record


class DocumentRecord(Document):
    findings: tuple[Finding, ...] = ()
    decision: Decision


class Provenance(Record):
    """What made the record: the same input under the same provenance gives the same record."""

    version: str
    engine: str
    weights: dict[str, str]
    """Name of each network to the SHA-256 of its weights."""
    pack: str
    """``CODE@SHA-256`` of the rules in force (the region's pack with what it extends and the lists it uses)."""
    settings: str
    """SHA-256 of the settings."""


class CaseRecord(Record):
    schema_version: Literal["1"] = "1"
    case_id: str
    region: str
    channel: str | None = None
    application: Application | None = None
    documents: tuple[DocumentRecord, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    decision: Decision
    notice: str | None = None
    due_date: date | None = None
    due_date_reason: str | None = None
    """Why there is no due date, where the region's text sets a term and none could be computed."""
    judged_on: date
    """The day whose rules were applied."""
    provenance: Provenance
