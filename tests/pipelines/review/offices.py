"""An office of the tests' own: a clock that is set, staff, cases that come in and are read without an engine."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from models.application import Application
from models.case import CaseRecord
from models.codes import DocType, Title
from models.document import Document
from models.finding import Problem
from pipelines.judge import RegionRules
from pipelines.packs.loading import known_regions, load_pack
from pipelines.review import readings, receiving, staff
from pipelines.review.claims import claim
from pipelines.review.office import Office
from pipelines.review.receiving import NewCase, NewFile
from pipelines.review.roles import Role
from pipelines.review.staff import Member
from pipelines.settings import OfficeOptions, Settings, StoreOptions
from pipelines.terms import Made, Rules, Terms
from tests.pipelines.builders import HOSPITAL, ID_NUMBER, NAME, declared, paper, physician, seal

CHANNEL = "手机端"
PASSWORD = "一个够长的密码 2026"
REGION = next(region for region in known_regions() if load_pack(region, None).term_working_days)
"""A region whose text sets a term."""


@dataclass
class Clock:
    """Tells the time that it was set to; a working day of 2026."""

    now: datetime = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, **much: float) -> None:
        """Set it forward."""
        self.now += timedelta(**much)


@cache
def _loaded(region: str, today: Any) -> Rules:
    return RegionRules(Terms(region, "case", today, Settings()))


def loaded_rules(terms: Terms) -> Rules:
    """The region's rules, loaded once for all tests."""
    return _loaded(terms.region, terms.today)


@dataclass
class Desk:
    """An office with its clock and some of its staff."""

    office: Office
    clock: Clock
    place: str
    folder: Path
    staff: dict[str, Member] = field(default_factory=dict)
    sent: int = 0

    def member(self, name: str, role: Role = Role.REVIEWER) -> Member:
        """Somebody of the staff, made where there is nobody of that name."""
        if name not in self.staff:
            self.staff[name] = staff.add(self.office, name, role, PASSWORD)
        return self.staff[name]

    def file(self, content: bytes, name: str = "证明.jpg") -> NewFile:
        """A file that lies in the vault."""
        path = self.folder / "upload"
        path.write_bytes(content)
        return NewFile(name, self.office.vault.put(path), len(content))

    def send(self, *contents: bytes, **said: Any) -> str:
        """Hand a case in; its number."""
        self.sent += 1
        if "files" not in said:
            said["files"] = tuple(self.file(content) for content in contents or (f"paper {self.sent}".encode(),))
        values: dict[str, Any] = {
            "channel": CHANNEL, "region": REGION, "application": declared(),
            "token": f"token {self.sent}", "fingerprint": f"print {self.sent}",
        }  # fmt: skip
        return receiving.receive(self.office, NewCase(**{**values, **said}))

    def read(self, *papers: Document, problems: Sequence[Problem] = ()) -> str:
        """Read what waits longest, as these papers; its number."""
        work = readings.take(self.office, "worker", 60)
        assert work is not None
        assert readings.finish(self.office, work, record_of(self.office, work, papers or (certificate(),), problems))
        return work.number

    def lose(self) -> readings.Work:
        """The reading of what waits longest fails until it is given up: a person gets the case; the last attempt."""
        while True:
            work = readings.take(self.office, "worker", 60)
            assert work is not None
            if not readings.fail(self.office, work, "died"):
                return work
            self.clock.later(minutes=5)

    def ready(self, *papers: Document, **said: Any) -> str:
        """A case that waits for its reviewer; its number."""
        number = self.send(**said)
        assert self.read(*papers) == number
        return number

    def held(self, who: Member, *papers: Document, **said: Any) -> str:
        """A case that somebody has claimed; its number."""
        number = self.ready(*papers, **said)
        claim(self.office, who, number)
        return number


def open_desk(place: str, folder: Path, **options: Any) -> Desk:
    """A desk on the database at a place; ``options`` are the office's, no second look by default."""
    clock = Clock()
    settings = Settings(
        store=StoreOptions(url=SecretStr(place)),
        office=OfficeOptions(**{"vault": folder / "vault", "second_looks": 0.0, **options}),
    )
    return Desk(Office.open(settings, clock, rules=loaded_rules), clock, place, folder)


def record_of(
    office: Office, work: readings.Work, papers: Sequence[Document], problems: Sequence[Problem] = ()
) -> CaseRecord:
    """The record of a case of which these papers were read."""
    rules = office.rules(work.region, work.received_on)
    return rules.judge(work.number, work.application, (papers, problems), Made("none", {"network": "ab" * 32}))


def certificate(name: str = NAME, file: str = "证明.jpg", **said: Any) -> Document:
    """A certificate that says what it should."""
    values: dict[str, Any] = {
        "patient_name": name, "id_number": ID_NUMBER, "hospital_name": HOSPITAL, "diagnoses": ["高血压"],
        "issue_date": "2026-05-20", "seals": (seal(),), "physicians": (physician(Title.CHIEF),),
    }  # fmt: skip
    return paper(DocType.DIAGNOSIS_CERTIFICATE, file, **{**values, **said})


def application(number: str | None = None, name: str = NAME, **said: Any) -> Application:
    """What somebody declared."""
    return declared(application_number=number, applicant={"name": name, "id_number": ID_NUMBER}, **said)


def digest(text: str) -> str:
    """A SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()
