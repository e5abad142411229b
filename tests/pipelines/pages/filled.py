"""An office full of the sample cases, as their golden records read them: quick, and with the papers' real pictures."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from intake.files.limits import Limits
from intake.files.opening import open_bytes
from intake.picture import picture_of
from models.application import Application
from models.case import CaseRecord, Provenance
from pipelines.review import readings, staff
from pipelines.review.office import Office
from pipelines.review.receiving import NewCase, NewFile, receive
from pipelines.review.roles import Role
from pipelines.review.staff import Member
from pipelines.settings import OfficeOptions, Settings, StoreOptions
from pipelines.terms import Made
from samples.demo import CASES, OFFICE_LISTS
from tests.golden.cases import golden_of

NAMES = (
    "jiangxi-shangrao-deficient", "sichuan-nanchong-deficient", "jiangxi-shangrao-complete",
    "hubei-shennongjia-deficient", "sichuan-nanchong-complete", "hubei-shennongjia-complete",
)  # fmt: skip
PASSWORD = "核对-每一页-都要看"
CHANNELS = {"jiangxi": "赣服通", "sichuan": "四川医保APP", "hubei": "湖北医疗保障"}
_MADE = Made(engine="replay", weights={})
_PROVENANCE = Provenance(version="0", engine="replay", weights={}, pack="", settings="")


@dataclass(frozen=True)
class Sample:
    """A sample case as it was read: its files, its record, and the pictures of its pages by file name and page."""

    files: dict[str, bytes]
    record: CaseRecord
    pictures: dict[tuple[str, int], bytes]


def open_office(place: str, folder: Path, now: Callable[[], datetime] | None = None, **options: object) -> Office:
    """An office whose vault lies in a folder, by the samples' own lists."""
    settings = Settings(
        store=StoreOptions(url=place), lists=OFFICE_LISTS,
        office=OfficeOptions(vault=folder / "vault", **{"second_looks": 0.0, **options}),
    )  # fmt: skip
    return Office.open(settings, now or (lambda: datetime.now(UTC)), create=True)


def add_staff(office: Office) -> dict[str, Member]:
    """One of every role, all with the same password."""
    people = {
        "林晓": Role.CLERK,
        "周明": Role.REVIEWER,
        "吴越": Role.REVIEWER,
        "陈岚": Role.SUPERVISOR,
        "郑可": Role.AUDITOR,
    }
    return {name: staff.add(office, name, role, PASSWORD) for name, role in people.items()}


def add_case(office: Office, name: str, copy: int = 0) -> str:
    """A sample case, received and read; its number. Copies have other bytes, so that they are other cases."""
    sample = _sample(name)
    text = sample.record.model_dump_json()
    files = []
    with tempfile.TemporaryDirectory() as folder:
        for file_name, data in sample.files.items():
            path = Path(folder) / "file"
            path.write_bytes(data + b"\n" * copy)
            new, old = office.vault.put(path), hashlib.sha256(data).hexdigest()
            text = text.replace(old, new).replace(old[:12], new[:12])
            files.append(NewFile(file_name, new, path.stat().st_size))
            for (of, page), jpeg in sample.pictures.items():
                if of == file_name:
                    office.vault.put_picture(new, page, jpeg)
    record = CaseRecord.model_validate_json(text)
    application = record.application
    if application is not None and copy:
        application = application.model_copy(update={"application_number": f"{name}-{copy}"})
    region = record.region
    new_case = NewCase(
        CHANNELS[region.partition("-")[0]], region, application, tuple(files), f"{name}-{copy}", f"{name}-{copy}"
    )
    number = receive(office, new_case)
    _read(office, number, record, application)
    return number


def add_cases(office: Office, count: int) -> list[str]:
    """So many cases, all samples in turn."""
    return [add_case(office, NAMES[number % len(NAMES)], number // len(NAMES)) for number in range(count)]


def _read(office: Office, number: str, record: CaseRecord, application: Application | None) -> None:
    """Do what a reading does, with the record that is known already."""
    work = readings.take(office, "test", 60)
    assert work is not None
    assert work.number == number
    rules = office.rules(record.region, work.received_on)
    judged = rules.judge(number, application, (record.documents, record.problems), _MADE)
    assert readings.finish(office, work, judged)


@cache
def _sample(name: str) -> Sample:
    folder = CASES / name
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != "application.json"}
    kept = json.loads(golden_of(name).read_text(encoding="utf-8"))
    record = CaseRecord.model_validate({**kept, "provenance": _PROVENANCE.model_dump()})
    return Sample(files, record, dict(_pictures(files)))


def _pictures(files: dict[str, bytes]) -> Iterator[tuple[tuple[str, int], bytes]]:
    for name, data in files.items():
        opened = open_bytes(data, Limits())
        for page in range(opened.page_count):
            yield (name, page), picture_of(opened.page(page), 0).jpeg
