"""The forms of cases: what is wrong with them is named, without what was sent; and they stay within their bounds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.review.readings import waiting
from tests.pipelines.fakes import NAME
from tests.pipelines.service.casework import CERTIFICATE, Files, case_form, listed, supplement_form
from tests.pipelines.service.mutants import NAMES
from tests.pipelines.service.support import CHANNEL, Here, make_here, new_store
from tests.pipelines.service.test_refusals import code_of


@pytest.fixture
def cases(tmp_path: Path) -> Here:
    return make_here(
        tmp_path, store=new_store(tmp_path), most_bytes=2_000, case_bytes=5_000, case_files=4,
        per_minute=100_000,
    )  # fmt: skip


def submitted(here: Here, form: dict[str, Any]) -> Any:
    answer = here.client.post("/v1/cases", headers=here.asked("channel"), **form)
    assert list(here.folder.iterdir()) == []
    if answer.status_code != 202:
        assert waiting(here.office) == 0
    return answer


def fields(answer: Any) -> list[str]:
    assert code_of(answer) == (422, "request.invalid")
    return [fault["field"] for fault in answer.json()["errors"]]


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"region": "nowhere"}, ["region"]),
        ({"channel": ""}, ["channel"]),
        ({"application": ""}, ["application", "application.items"]),
        ({"application": "{"}, ["application", "application.items"]),
        ({"application": "[]"}, ["application", "application.items"]),
        ({"application": "[" * 10_000}, ["application", "application.items"]),
        ({"application": json.dumps({"items": listed(CERTIFICATE)})}, ["application.applicant", "application.items"]),
        ({"declared": {NAME: 1}}, ["application.?", "application.items"]),
        ({"declared": {"insurance": NAME}}, ["application.insurance", "application.items"]),
        ({"declared": {"items": []}}, ["application.items"]),
        ({"declared": {"items": listed(CERTIFICATE) * 2}}, ["application.items.1.file"]),
        ({"declared": {"items": listed([*CERTIFICATE, ("b.jpg", b"")])}}, ["application.items"]),
        ({"declared": {"submitted_at": "1999-01-01T00:00:00Z"}}, ["application.submitted_at", "application.items"]),
        ({"level": "full"}, ["level"]),
    ],
)
def test_every_fault_is_named_without_its_value(cases: Here, said: dict[str, Any], named: list[str]) -> None:
    answer = submitted(cases, case_form(**said))
    assert fields(answer) == named
    assert NAME not in answer.text


def test_so_many_faults_are_named_and_no_more(cases: Here) -> None:
    answer = submitted(cases, case_form(declared={f"key{number}": 1 for number in range(5000)}))
    assert len(fields(answer)) == 20


@pytest.mark.parametrize(
    "files",
    [
        (("a.jpg", b"x"), ("a.jpg", b"y")),
        (("../a.jpg", b"x"),),
        (("a\nb.jpg", b"x"),),
        (("x" * 121, b"x"),),
    ],
)
def test_files_whose_names_are_none_are_refused(cases: Here, files: Files) -> None:
    assert fields(submitted(cases, case_form(files)))


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_file_is_more_than_a_name(cases: Here, name: str) -> None:
    answer = submitted(cases, case_form(((name, b"paper"),)))
    assert answer.status_code in (202, 422)
    cases.read_all()
    assert waiting(cases.office) == 0


def test_a_case_without_files_is_refused(cases: Here) -> None:
    form = case_form() | {"files": [("other", ("a", b"x"))]}
    assert "file" in fields(submitted(cases, form))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ([("a", b"x" * 2_000)], (202, "")),
        ([("a", b"x" * 2_001)], (413, "upload.too_large")),
        ([(str(number), b"x" * 1_500) for number in range(3)], (202, "")),
        ([(str(number), b"x" * 1_500) for number in range(4)], (413, "upload.too_large")),
        ([(str(number), b"x") for number in range(5)], (413, "upload.too_many")),
    ],
)
def test_a_case_has_bounds(cases: Here, files: Files, expected: tuple[int, str]) -> None:
    answer = submitted(cases, case_form(files))
    assert (answer.status_code, answer.json().get("code", "")) == expected


def test_a_declaration_has_a_bound(cases: Here) -> None:
    answer = submitted(cases, case_form(declared={"application_number": "1" * 100_000}))
    assert fields(answer) == ["application"]


def test_a_declaration_in_another_encoding_is_not_taken_for_what_it_is_not(cases: Here) -> None:
    form = case_form()
    form["data"]["application"] = json.dumps({"applicant": {"name": NAME}}, ensure_ascii=False).encode("gb18030")
    assert "application" in fields(submitted(cases, form))


def test_names_in_the_encoding_of_old_programs_are_read(cases: Here) -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
    declared = json.dumps({"applicant": {"name": NAME}, "items": listed(CERTIFICATE)}).encode()
    body = part % (b"file", '; filename="诊断证明.jpg"'.encode("gb18030"), b"paper")
    body += part % (b"application", b"", declared) + part % (b"region", b"", b"example")
    body += part % (b"channel", b"", CHANNEL.encode()) + b"--b--\r\n"
    headers = cases.asked("channel") | {"Content-Type": "multipart/form-data; boundary=b"}
    assert cases.client.post("/v1/cases", headers=headers, content=body).status_code == 202


def test_a_channel_in_the_declaration_must_be_the_keys(cases: Here) -> None:
    answer = submitted(cases, case_form(declared={"channel": "另一渠道"}))
    assert code_of(answer) == (403, "channel.not_yours")


@pytest.mark.parametrize(
    ("items", "named"),
    [
        ("", ["items", "items"]),
        ("{}", ["items", "items"]),
        (json.dumps(listed(CERTIFICATE, colour=1)), ["items.0.colour", "items"]),
        (json.dumps(listed(CERTIFICATE, replaces=7)), ["items.0.replaces", "items"]),
    ],
)
def test_every_fault_of_a_supplement_is_named(cases: Here, items: str, named: list[str]) -> None:
    number = submitted(cases, case_form()).json()["number"]
    form = supplement_form() | {"data": {"items": items}}
    answer = cases.client.post(f"/v1/cases/{number}/supplements", headers=cases.asked("channel"), **form)
    assert fields(answer) == named


def test_so_many_cases_come_in_at_once_and_no_more(tmp_path: Path) -> None:
    here = make_here(tmp_path, store=new_store(tmp_path), case_uploads=1)
    with here.desk.places.one():
        answer = here.client.post("/v1/cases", headers=here.asked("channel"), **case_form())
    assert code_of(answer) == (429, "service.busy")
    assert here.client.post("/v1/cases", headers=here.asked("channel"), **case_form()).status_code == 202


def test_who_asks_often_keeps_no_upload_out(tmp_path: Path) -> None:
    here = make_here(tmp_path, store=new_store(tmp_path), per_minute=12)
    answers = [here.get("/v1/cases/YC20261122-00000000") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert here.client.post("/v1/cases", headers=here.asked("channel"), **case_form()).status_code == 202


def test_a_case_with_its_supplements_has_a_bound_too(cases: Here) -> None:
    number = submitted(cases, case_form([(str(place), b"x") for place in range(4)])).json()["number"]
    path, headers = f"/v1/cases/{number}/supplements", cases.asked("channel")
    more = supplement_form([(f"more{place}", b"x") for place in range(4)])
    assert cases.client.post(path, headers=headers, **more).status_code == 202
    another = cases.client.post(path, headers=headers, **supplement_form((("another", b"x"),)))
    assert code_of(another) == (413, "upload.too_many")
    instead = supplement_form((("another", b"x"),), replaces="more1")
    assert cases.client.post(path, headers=headers, **instead).status_code == 202
