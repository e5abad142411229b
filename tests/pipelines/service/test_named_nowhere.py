"""Nobody is named where nobody need be: what a case brings stands in no log, no figure, no audit entry and no webhook.

Drawn people are sent in every place where a caller, a paper or a reviewer may name somebody, and then looked for, in
every spelling a program might write them in, in all that the service tells by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote, quote_plus

import httpx
import pytest

from cli import run
from pipelines.review import events, staff
from pipelines.review.office import Office
from pipelines.review.roles import Role
from pipelines.service.keys import KeyFile
from pipelines.service.signing import new_secret
from pipelines.settings import OfficeOptions, Settings
from samples.people import REGIONS, Patient, invent_name, invent_patient
from tests.pipelines.service.casework import Files, case_form, supplement_form
from tests.pipelines.service.process import NO_TLS, SOON_GIVEN_UP, Running, served
from tests.pipelines.service.receiver import Receiver, receiving
from tests.pipelines.service.support import CHANNEL
from tests.pipelines.waiting import eventually

SEED = 20261122
REVIEWER, AUDITOR, PASSWORD = "复核员甲", "审计员乙", "correct horse battery staple"


@dataclass(frozen=True)
class People:
    """Who is named. ``noted``: whom a reviewer names in words of their own."""

    applicant: Patient
    agent: Patient
    patient: Patient
    noted: Patient
    uploader: str
    """Whom only the names of files tell."""

    @classmethod
    def drawn(cls) -> People:
        """Four people, and somebody who uploads."""
        rng = Random(SEED)
        four = [invent_patient(rng, rng.choice(REGIONS)) for _ in range(4)]
        return cls(four[0], four[1], four[2], four[3], invent_name(rng, "female"))

    @property
    def everybody(self) -> tuple[Patient, ...]:
        return self.applicant, self.agent, self.patient, self.noted

    @property
    def files(self) -> tuple[str, str, str, str]:
        """Names of files as people give them."""
        return (
            f"{self.uploader}的诊断证明.jpg",
            f"{self.patient.id_number} {self.patient.name}.jpg",
            f"出院小结_{self.patient.phone}.jpg",
            f"{self.uploader}补交 {self.noted.phone}.jpg",
        )

    def sent(self) -> list[str]:
        """Everything that was sent and must be found nowhere."""
        people = [part for one in self.everybody for part in (one.name, one.id_number, one.insured_number, one.phone)]
        return [*people, self.uploader, *self.files, *(Path(name).stem for name in self.files)]


class Page:
    """Somebody's browser at the running service."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self.text = self._token = ""

    @classmethod
    @contextmanager
    def at(cls, service: Running) -> Iterator[Page]:
        with httpx.Client(base_url=service.url, follow_redirects=True, timeout=60, verify=NO_TLS) as client:
            yield cls(client)

    def get(self, place: str, **how: Any) -> int:
        return self._took(self._client.get(f"/review/{place}", **how))

    def post(self, place: str, **parts: Any) -> int:
        return self._took(self._client.post(f"/review/{place}", data={"csrf": self._token, **parts}))

    def sign_in(self, name: str, password: str = PASSWORD) -> int:
        self.get("sign-in")
        return self.post("sign-in", name=name, password=password, next="")

    def hidden(self, name: str) -> str:
        """The value of a part of the page's forms."""
        (value, *_) = re.findall(rf'name="{name}" value="([^"]+)"', self.text)
        return str(value)

    def _took(self, answer: httpx.Response) -> int:
        self.text = answer.text
        if found := re.search(r'name="csrf" value="([0-9a-f]{64})"', self.text):
            self._token = found[1]
        return answer.status_code


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


@pytest.fixture
def service(tmp_path: Path, place: str, receiver: Receiver) -> Iterator[Running]:
    """A service whose channel has a hook, with somebody to decide."""
    vault = tmp_path / "vault"
    office = Office.open(Settings(office=OfficeOptions(vault=vault)), store=place)
    staff.add(office, REVIEWER, Role.REVIEWER, PASSWORD)
    staff.add(office, AUDITOR, Role.AUDITOR, PASSWORD)
    events.set_hook(office, events.Hook(CHANNEL, receiver.url, new_secret()))
    office.close()
    told = {
        "YANCAI_STORE__URL": place, "YANCAI_OFFICE__VAULT": str(vault), "YANCAI_OFFICE__SECOND_LOOKS": "0",
        "YANCAI_OFFICE__READING_ATTEMPTS": "1",
        "YANCAI_SERVICE__PAGES_WITHOUT_TLS": "true",
    }  # fmt: skip
    with served(tmp_path, "tests.fake_yancai", "example", 1, **SOON_GIVEN_UP | told) as running:
        yield running


def declared(people: People, number: str) -> dict[str, Any]:
    """All that a declaration may say of people."""
    one, other = people.applicant, people.agent
    both = [
        {"name": who.name, "id_number": who.id_number, "insured_number": who.insured_number, "phone": who.phone}
        for who in (one, other)
    ]
    said = {"application_number": number, "on_behalf": True, "disease": {"name": "高血压"}}
    return said | {"applicant": both[0], "agent": both[1]}


def papers(people: People) -> Files:
    """One that is read, one that cannot be opened, and one whose reader fails with names in its error."""
    paper = f"paper {people.patient.name}".encode()
    return tuple(zip(people.files, (paper, b"broken", f"raise {people.patient.id_number}".encode()), strict=False))


def handed_in(service: Running, people: People, number: str, files: Files) -> str:
    """A case, under a token that is somebody's number; its own number, once it is read."""
    headers = service.headers | {"Idempotency-Key": f"{people.applicant.id_number}-{number}"}
    form = case_form(files, declared=declared(people, number))
    answer = httpx.post(f"{service.url}/v1/cases", headers=headers, **form)
    assert answer.status_code == 202, answer.text
    case = str(answer.json()["number"])
    read(service, case)
    return case


def read(service: Running, case: str) -> None:
    eventually(lambda: service.get(f"/v1/cases/{case}").json()["state"] in ("waiting", "in_review"))


def supplemented(service: Running, people: People, case: str) -> None:
    name, replaced = people.files[3], people.files[1]
    form = supplement_form(((name, f"paper {people.patient.name}".encode()),), replaces=replaced)
    address = f"{service.url}/v1/cases/{case}/supplements"
    assert httpx.post(address, headers=service.headers, **form).status_code == 202
    form = supplement_form(((name, b"paper"),), replaces=f"{people.uploader}.jpg")
    assert httpx.post(address, headers=service.headers, **form).status_code == 422
    read(service, case)


def refused(service: Running, people: People, case: str) -> None:
    """Names in every part of requests that are refused, and in addresses and headers that are none of ours."""
    one, phone, files = people.applicant, people.applicant.phone, papers(people)
    headers = service.headers | {
        "X-Request-Id": one.id_number, "User-Agent": phone, "Referer": f"http://127.0.0.1/{quote(one.name)}",
    }  # fmt: skip
    where = f"{service.url}/v1"
    wrong = [
        case_form(files, region=one.name),
        case_form(files, channel=one.name),
        case_form(files, **{one.name: phone}),
        case_form(files, application=f'{{"applicant": "{one.name}"'),
        case_form(files, declared={"applicant": {"name": one.name, one.id_number: phone}}),
        case_form(files, declared={"disease": {"name": one.name, "code": {"a": phone}}}),
        case_form(files, declared={"items": [{"file": f"{one.name}.jpg", "claimed_type": phone}]}),
    ]
    for form in wrong:
        assert httpx.post(f"{where}/cases", headers=headers, **form).status_code in (403, 422)
    token = {"Idempotency-Key": f"{one.id_number}-1"}
    other = case_form(files, declared=declared(people, phone))
    assert httpx.post(f"{where}/cases", headers=headers | token, **other).json()["code"] == "repeat.differs"
    assert service.post(b"paper", name=people.files[1], claimed_type=one.name).status_code == 422
    assert service.post(f"raise {one.name}".encode(), name=people.files[2]).status_code == 500
    for path in (f"cases/{one.name}", f"cases/{one.id_number}/result", f"progress/{phone}", one.name):
        assert httpx.get(f"{where}/{path}?name={one.name}&phone={phone}", headers=headers).status_code == 404
    assert httpx.get(f"{where}/cases/{case}", headers={"Authorization": f"Bearer {phone}"}).status_code == 401


def decided(page: Page, people: People, returned: str, accepted: str) -> None:
    """A reviewer looks for people, corrects and notes with names, and decides in words that hold them."""
    said = f"{people.noted.name}（{people.noted.id_number}，{people.noted.phone}）已来电"
    assert page.sign_in(people.noted.name) == 401
    assert page.sign_in(REVIEWER) == 200
    for words in (people.applicant.name, people.applicant.id_number):
        assert page.post("", find=words) == 200
        assert returned in page.text
    typed = {"region": people.applicant.name, "done": "returned", "of": people.applicant.phone}
    assert page.get("", params=typed) == 200
    assert page.post(f"cases/{returned}/claim") == 200
    assert page.post(f"cases/{returned}/reveal") == 200
    assert page.post(f"cases/{returned}/note", text=said) == 200
    told = {name: page.hidden(name) for name in ("record", "document")}
    right = {"field": "patient_name", "value": people.noted.name, "why": said}
    assert page.post(f"cases/{returned}/correct", **told, **right) == 200
    assert people.noted.name in page.text
    assert page.post(f"cases/{returned}/return", record=page.hidden("record"), problem="0", why=said) == 200
    assert page.get(f"cases/{returned}/notice") == 503  # the fakes' region has no rules to make a notice by
    assert page.get(f"cases/{people.noted.id_number}") == 404
    assert page.get(people.noted.name) == 404
    assert page.post(f"cases/{accepted}/claim") == 200
    assert page.post(f"cases/{accepted}/accept", record=page.hidden("record"), why=said) == 200


def looked_over(page: Page, people: People) -> None:
    """An auditor types names where numbers belong."""
    assert page.sign_in(AUDITOR) == 200
    assert page.get("audit", params={"case": people.noted.name, "before": people.applicant.phone}) == 200
    assert page.get("figures", params={"region": people.noted.name}) == 200


def figures(service: Running) -> str:
    """What ``/metrics`` tells."""
    _, key = KeyFile(service.folder / "keys.json").add("metrics", None)
    answer = httpx.get(f"{service.url}/metrics", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 200
    return answer.text


def audit_log(place: str, folder: Path) -> str:
    """The audit log as it is exported."""
    out = folder / "audit.jsonl"
    assert run(["review", "audit", "--export", str(out), "--store", place, "--as", AUDITOR]) == 0
    return out.read_text(encoding="utf-8")


def spellings(secret: str) -> set[str]:
    """As it is, as JSON and Python escape it, as it stands in an address, and as its bytes."""
    escaped = json.dumps(secret)[1:-1]
    return {secret, escaped, escaped.upper(), quote(secret), quote_plus(secret), secret.encode().hex(), ascii(secret)}


def test_nobody_who_was_sent_is_named_in_logs_figures_audit_or_webhooks(
    service: Running, receiver: Receiver, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = People.drawn()
    receiver.answers[:] = [500, 302, 204]
    assert service.post(f"paper {people.patient.name}".encode(), name=people.files[0]).status_code == 200
    first = handed_in(service, people, "1", papers(people))
    supplemented(service, people, first)
    second = handed_in(service, people, "2", papers(people)[:1])
    handed_in(service, people, "unforeseen", papers(people)[:2])
    superseding = case_form(papers(people)[:2], declared=declared(people, "unforeseen"))
    assert httpx.post(f"{service.url}/v1/cases", headers=service.headers, **superseding).status_code == 202
    refused(service, people, first)
    with Page.at(service) as page:
        decided(page, people, first, second)
    with Page.at(service) as page:
        looked_over(page, people)
    states = [service.get(f"/v1/cases/{number}").json()["state"] for number in (first, second)]
    assert states == ["returned", "accepted"]
    kinds = {"received", "read", "supplemented", "returned", "accepted", "superseded"}
    eventually(lambda: {json.loads(body)["type"] for _, body in receiver.came} == {f"case.{one}" for one in kinds})
    metrics = figures(service)
    assert service.stop() == 0
    told = {
        "log": (service.folder / "log").read_text(encoding="utf-8"),
        "metrics": metrics,
        "audit": audit_log(place, tmp_path),
        "webhooks": "\n".join(f"{headers} {body.decode()}" for headers, body in receiver.came),
    }
    assert "file_lost" in told["log"]  # the reader that failed with a name was told of
    assert all(number in told["log"] and number in told["audit"] for number in (first, second))
    for where, text in told.items():
        found = {secret for secret in people.sent() if any(one in text for one in spellings(secret))}
        assert found == set(), where
    said = capsys.readouterr()
    assert not any(secret in said.out + said.err for secret in people.sent())
