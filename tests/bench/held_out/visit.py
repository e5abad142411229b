"""What the papers of one case have in common: told to every paper that is made out while it holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

from models.document import FieldName
from tests.bench.held_out.clinic import Case
from tests.bench.held_out.people import Dates, Doctor, Hospital, Patient

Manner = Literal["printed", "hand", "scrawl", "stamp", "empty"]
"""How a signature line is filled."""


@dataclass(frozen=True)
class Visit:
    """Whom and what a paper tells of, and how it is to be filled in. By itself a paper invents all of this."""

    patient: Patient
    hospital: Hospital
    dates: Dates
    case: Case
    inpatient: str
    outpatient: str
    grade: str
    """The hospital's grade as papers print it, "" where it has none to print."""
    insurance: int
    """0: employees', 1: residents'."""
    signer: Doctor | None = None
    """The first physician a paper asks for."""
    manner: Manner | None = None
    """How the line of whoever answers for the paper is filled."""
    titled: bool = True
    empty: frozenset[FieldName] = frozenset()
    """Entries of the form that were forgotten."""
    opinion: bool = True
    promised: bool = True
    """Whether the applicant signed the form."""
    insured_at: str = ""
    """Where the applicant is insured, if not at home."""
    agent: Patient | None = None
    expired: bool = False
    """Whether the identity card is no longer valid."""


_TOLD: ContextVar[Visit | None] = ContextVar("visit", default=None)


def told() -> Visit | None:
    """What a paper that is made out now is about, if anybody said."""
    return _TOLD.get()


@contextmanager
def papers_of(visit: Visit) -> Iterator[None]:
    """Papers made out within are about this visit."""
    before = _TOLD.set(visit)
    try:
        yield
    finally:
        _TOLD.reset(before)
