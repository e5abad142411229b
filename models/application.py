"""What the applicant declared: application.json in the case's folder, or sent with the request."""

from datetime import datetime
from typing import Final, Literal

from pydantic import field_validator
from pydantic_core import PydanticCustomError

from models.codes import DocType
from models.record import Record

_YEARS: Final = range(2000, 2101)
"""Days outside are slips of typing, and counting a term from them would leave the calendar."""


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

    @field_validator("submitted_at")
    @classmethod
    def _in_our_time(cls, submitted: datetime | None) -> datetime | None:
        if submitted is not None and submitted.year not in _YEARS:
            raise PydanticCustomError("year", "年份应在 2000 至 2100 之间")
        return submitted
