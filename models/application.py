"""What the applicant declared: application.json in the case's folder, or sent with the request."""

from datetime import datetime
from typing import Literal

from models.codes import DocType
from models.record import Record


class Person(Record):
    name: str
    id_number: str | None = None
    insured_number: str | None = None
    phone: str | None = None


class DeclaredDisease(Record):
    name: str
    code: str | None = None


class DeclaredItem(Record):
    file: str
    claimed_type: DocType


class Application(Record):
    application_number: str | None = None
    channel: str | None = None
    submitted_at: datetime | None = None
    on_behalf: bool = False
    applicant: Person
    agent: Person | None = None
    insurance: Literal["employee", "resident"] | None = None
    disease: DeclaredDisease | None = None
    items: tuple[DeclaredItem, ...] = ()
