"""Cases over HTTP: taken in once, read, told of to their channel and to nobody else, and supplemented."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from models.case import CaseRecord
from pipelines.review import claims, deciding, sheet, staff
from pipelines.review.channel import seen_by
from pipelines.review.deciding import Ruling
from pipelines.review.roles import Role
from pipelines.review.staff import Member
from pipelines.service.case_answers import CaseResult, CaseStatus, Progress, Receipt
from tests.pipelines.fakes import HOSPITAL, ID_NUMBER, NAME
from tests.pipelines.service.casework import CERTIFICATE, Files, case_form, supplement_form
from tests.pipelines.service.support import CHANNEL, Here, make_here

TWO: Files = (("诊断证明.jpg", "paper 缺章".encode()), ("检验报告.jpg", b"broken"))


def submitted(here: Here, files: Files = CERTIFICATE, token: str | None = None, **said: Any) -> Receipt:
    """A case that was taken in."""
    headers = here.asked("channel") | ({"Idempotency-Key": token} if token else {})
    answer = here.client.post("/v1/cases", headers=headers, **case_form(files, **said))
    assert answer.status_code == 202, answer.text
    receipt = Receipt.model_validate_json(answer.content)
    assert answer.headers["Location"] == receipt.status_url
    return receipt


def supplemented(here: Here, number: str, files: Files, **of_each: Any) -> Any:
    """A supplement's answer."""
    form = supplement_form(files, **of_each)
    return here.client.post(f"/v1/cases/{number}/supplements", headers=here.asked("channel"), **form)


def status(here: Here, number: str) -> CaseStatus:
    return CaseStatus.model_validate_json(here.get(f"/v1/cases/{number}").content)


def result(here: Here, number: str) -> CaseResult:
    return CaseResult.model_validate_json(here.get(f"/v1/cases/{number}/result").content)


def progress(here: Here, number: str) -> Progress:
    return Progress.model_validate_json(here.get(f"/v1/progress/{number}").content)


def reviewer(here: Here, name: str = "审核员") -> Member:
    return staff.add(here.office, name, Role.REVIEWER, "correct horse battery staple")


def returned(here: Here, number: str, why: str = "", **chosen: Any) -> None:
    """A person has sent the case back."""
    who = reviewer(here)
    claims.claim(here.office, who, number)
    seen = sheet.case(here.office, who, number)
    assert seen.record_id is not None
    deciding.send_back(here.office, who, number, Ruling(seen.record_id, why, **chosen))


def test_a_case_is_taken_in_read_and_told_of(office: Here) -> None:
    receipt = submitted(office)
    assert (receipt.round, receipt.files) == (0, 1)
    assert status(office, receipt.number).state == "received"
    assert progress(office, receipt.number).text == "您的材料已收到，正在排队核对。"
    unread = office.get(receipt.result_url)
    assert (unread.status_code, unread.json()["code"]) == (409, "case.not_read")
    office.read_all()
    told = status(office, receipt.number)
    assert (told.state, told.decision, told.reasons, told.round) == ("waiting", "accept", (), 0)
    assert [(file.file, file.claimed_type, file.replaced) for file in told.files] == [
        (0, "diagnosis_certificate", False)
    ]
    found = result(office, receipt.number)
    (paper,) = found.papers
    assert (found.decision, paper.as_claimed, paper.parts[0].file) == ("accept", True, 0)
    assert progress(office, receipt.number).title == "等待审核"


def test_a_supplement_that_comes_while_a_case_is_looked_at_does_not_disturb(office: Here) -> None:
    number, came = submitted(office).number, list[int]()

    def supplement(_: object, __: object, statement: str, *___: object) -> None:
        if "FROM case_bodies" in statement and not came:
            came.append(0)
            came[0] = supplemented(office, number, (("报告.jpg", b"paper"),)).status_code

    event.listen(office.office.engine, "after_cursor_execute", supplement)
    assert len(seen_by(office.office, CHANNEL, number).files) == 1
    assert came == [202]
    assert len(seen_by(office.office, CHANNEL, number).files) == 2


def test_what_fails_and_what_could_not_be_read_is_told_with_codes_and_ordinals(office: Here) -> None:
    number = submitted(office, TWO).number
    office.read_all()
    assert status(office, number).reasons == ("seal.missing", "file.damaged")
    found = result(office, number)
    assert found.decision == "resubmit"
    assert [(problem.file, problem.code) for problem in found.problems] == [(1, "file.damaged")]
    assert found.notice is not None


def test_a_case_is_judged_as_check_judges_it(office: Here) -> None:
    number = submitted(office, TWO).number
    office.read_all()
    record = seen_by(office.office, CHANNEL, number).record
    assert isinstance(record, CaseRecord)
    assert (record.case_id, record.region, record.channel or CHANNEL) == (number, "example", CHANNEL)
    assert record.application is not None
    assert [item.file for item in record.application.items] == [name for name, _ in TWO]
    assert [document.source.name for document in record.documents] == ["诊断证明.jpg"]


def test_pictures_of_the_pages_are_kept(office: Here) -> None:
    number = submitted(office).number
    office.read_all()
    (file,) = seen_by(office.office, CHANNEL, number).files
    assert office.office.vault.picture(file.sha256, 0)


def test_nothing_personal_is_answered(office: Here) -> None:
    files: Files = ((f"{NAME}身份证.jpg", f"paper {NAME}".encode()), (f"{NAME}.jpg", b"broken"))
    number = submitted(office, files, declared={"applicant": {"name": NAME, "id_number": ID_NUMBER}}).number
    office.read_all()
    answers = [office.get(path).text for path in paths(number)]
    for answer in [*answers, office.get("/metrics", "metrics").text]:
        for personal in (NAME, ID_NUMBER, "王建国", "李晓明"):
            assert personal not in answer
    assert HOSPITAL in answers[1]


def paths(number: str) -> tuple[str, str, str]:
    return f"/v1/cases/{number}", f"/v1/cases/{number}/result", f"/v1/progress/{number}"


def test_another_channels_case_is_unknown(office: Here) -> None:
    number = submitted(office).number
    office.read_all()
    for path in paths(number):
        answer = office.get(path, "other")
        assert (answer.status_code, answer.json()["code"]) == (404, "case.unknown")
    form = supplement_form()
    answer = office.client.post(f"/v1/cases/{number}/supplements", headers=office.asked("other"), **form)
    assert (answer.status_code, answer.json()["code"]) == (404, "case.unknown")
    assert status(office, number).round == 0


@pytest.mark.parametrize("number", ["YC20261122-00000000", "1", "YC20261122-0000000O; DROP TABLE cases", "%00"])
def test_a_number_that_is_none_is_unknown(office: Here, number: str) -> None:
    answer = office.get(f"/v1/cases/{number}")
    assert (answer.status_code, answer.json()["code"]) == (404, "case.unknown")


def test_a_request_sent_again_makes_one_case(office: Here) -> None:
    first = submitted(office, token="t-1")
    headers = office.asked("channel") | {"Idempotency-Key": "t-1"}
    again = office.client.post("/v1/cases", headers=headers, **case_form())
    assert again.json() == json.loads(first.model_dump_json())
    assert again.headers["Idempotent-Replayed"] == "true"
    other = office.client.post("/v1/cases", headers=headers, **case_form(TWO))
    assert (other.status_code, other.json()["code"]) == (422, "repeat.differs")
    assert "Retry-After" not in other.headers
    metrics = office.get("/metrics", "metrics").text
    assert 'yancai_cases_total{kind="case"} 1.0' in metrics


def test_a_request_sent_several_times_at_once_makes_one_case(office: Here) -> None:
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(submitted, office, TWO, "t-1") for _ in range(4)]
    assert len({one.result().number for one in asked}) == 1
    office.read_all()
    assert (
        'yancai_case_readings_total{decision="resubmit",region="example"} 1.0' in office.get("/metrics", "metrics").text
    )


def test_a_request_sent_again_after_a_restart_makes_one_case(office: Here, place: str, tmp_path: Path) -> None:
    first = submitted(office, token="t-1")
    (tmp_path / "again").mkdir()
    restarted = make_here(tmp_path / "again", store=place)
    assert submitted(restarted, token="t-1").number == first.number
    restarted.office.close()


def test_two_channels_may_use_the_same_token(office: Here) -> None:
    number = submitted(office, token="t-1").number
    headers = office.asked("other") | {"Idempotency-Key": "t-1"}
    other = office.client.post("/v1/cases", headers=headers, **case_form(channel="另一渠道"))
    assert other.status_code == 202
    assert other.json()["number"] != number


def test_without_a_token_every_request_makes_a_case(office: Here) -> None:
    assert submitted(office).number != submitted(office).number


def test_a_returned_case_tells_the_applicant_what_to_do(office: Here) -> None:
    number = submitted(office, TWO).number
    office.read_all()
    returned(office, number, findings=(0,), problems=(0,))
    told = progress(office, number)
    assert (told.state, told.title) == ("returned", "需要补正")
    assert told.todo == ("缺*的诊断证明书未见医院公章。", "“检验报告.jpg”无法读取：文件已损坏。请重新上传。")
    review = result(office, number).review
    assert review is not None
    assert (review.outcome, review.round, review.reasons) == ("returned", 0, ("seal.missing", "file.damaged"))
    assert status(office, number).state == "returned"


@pytest.mark.parametrize("chosen", [{}, {"findings": (0,)}])
def test_a_reviewers_own_words_are_told_after_what_was_chosen(office: Here, chosen: dict[str, Any]) -> None:
    number = submitted(office, TWO).number
    office.read_all()
    returned(office, number, why=f"请补交{NAME}的身份证。", **chosen)
    named = ("缺*的诊断证明书未见医院公章。",) if chosen else ()
    assert progress(office, number).todo == (*named, "请补交李**的身份证。")


def test_a_case_that_a_person_takes_up_has_not_changed(office: Here) -> None:
    number = submitted(office).number
    office.read_all()
    read = status(office, number)
    claims.claim(office.office, reviewer(office), number)
    taken = status(office, number)
    assert (taken.state, taken.changed_at) == ("in_review", read.changed_at)


def test_a_supplement_takes_the_place_of_what_could_not_be_read(office: Here) -> None:
    number = submitted(office, TWO).number
    office.read_all()
    returned(office, number, findings=(0,))
    answer = supplemented(office, number, (("诊断证明.jpg", b"paper"),), replaces="诊断证明.jpg")
    receipt = Receipt.model_validate_json(answer.content)
    assert (answer.status_code, receipt.round, receipt.files) == (202, 1, 1)
    assert status(office, number).state == "received"
    assert supplemented(office, number, (("报告.jpg", b"paper"),), replaces="检验报告.jpg").json()["round"] == 2
    office.read_all()
    told = status(office, number)
    assert (told.state, told.decision, told.reasons, told.round) == ("waiting", "accept", (), 2)
    assert [(file.round, file.replaced) for file in told.files] == [(0, True), (0, True), (1, False), (2, False)]
    record = seen_by(office.office, CHANNEL, number).record
    assert record is not None
    assert record.application is not None
    assert [item.file for item in record.application.items] == ["诊断证明 (2).jpg", "报告.jpg"]
    assert result(office, number).review is not None


def test_a_supplement_sent_again_is_taken_in_once(office: Here) -> None:
    number = submitted(office).number
    headers = office.asked("channel") | {"Idempotency-Key": "s-1"}
    path = f"/v1/cases/{number}/supplements"
    first, second = (office.client.post(path, headers=headers, **supplement_form()) for _ in range(2))
    assert (first.status_code, first.json()) == (202, second.json())
    assert second.headers["Idempotent-Replayed"] == "true"
    assert status(office, number).round == 1


def test_a_supplement_that_filled_its_case_is_still_the_same_when_it_is_sent_again(tmp_path: Path, place: str) -> None:
    here = make_here(tmp_path, store=place, case_files=1)
    path = f"/v1/cases/{submitted(here).number}/supplements"
    headers = here.asked("channel") | {"Idempotency-Key": "s-1"}
    first, again = (here.client.post(path, headers=headers, **supplement_form()) for _ in range(2))
    assert (first.status_code, again.status_code, again.json()) == (202, 202, first.json())
    more = here.client.post(path, headers=here.asked("channel"), **supplement_form())
    assert (more.status_code, more.json()["code"]) == (413, "upload.too_many")
    better = supplement_form((("新.jpg", b"paper"),), replaces=CERTIFICATE[0][0])
    assert here.client.post(path, headers=here.asked("channel"), **better).status_code == 202
    here.office.close()


def test_supplements_that_come_at_once_do_not_overfill_a_case(tmp_path: Path, place: str) -> None:
    here = make_here(tmp_path, store=place, case_files=1)
    number = submitted(here).number
    with ThreadPoolExecutor(3) as threads:
        asked = [threads.submit(supplemented, here, number, CERTIFICATE) for _ in range(3)]
    assert sorted(one.result().status_code for one in asked) == [202, 413, 413]
    assert len(status(here, number).files) == 2
    here.office.close()


def test_a_supplement_to_an_earlier_file_that_is_none_is_refused(office: Here) -> None:
    number = submitted(office).number
    answer = supplemented(office, number, (("报告.jpg", b"paper"),), replaces="别的.jpg")
    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")
    assert status(office, number).round == 0


def test_an_accepted_case_takes_no_supplement(office: Here) -> None:
    number = submitted(office).number
    office.read_all()
    who = reviewer(office)
    claims.claim(office.office, who, number)
    seen = sheet.case(office.office, who, number)
    assert seen.record_id is not None
    assert status(office, number).state == "in_review"
    assert deciding.accept(office.office, who, number, Ruling(seen.record_id))
    assert status(office, number).state == "accepted"
    answer = supplemented(office, number, CERTIFICATE)
    assert (answer.status_code, answer.json()["code"]) == (409, "case.closed")
    assert "Retry-After" not in answer.headers


def test_a_new_application_under_the_channels_own_number_takes_the_earlier_ones_place(office: Here) -> None:
    earlier = submitted(office, declared={"application_number": "A-1"}).number
    submitted(office, declared={"application_number": "A-1"})
    assert status(office, earlier).state == "superseded"


def test_without_a_store_cases_are_refused(here: Here) -> None:
    answers = [
        here.client.post("/v1/cases", headers=here.asked("channel"), **case_form()),
        *(here.get(path) for path in paths("YC20261122-00000000")),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(503, "cases.off")] * 4


def test_a_database_that_is_gone_is_a_refusal_that_names_nothing(tmp_path: Path) -> None:
    here = make_here(tmp_path, store=str(tmp_path / "store.sqlite"))
    number = submitted(here).number
    here.office.close()
    (tmp_path / "store.sqlite").write_bytes(b"no database" * 1000)
    answer = here.get(f"/v1/cases/{number}")
    assert (answer.status_code, answer.json()["code"]) == (503, "cases.stalled")
    assert int(answer.headers["Retry-After"]) >= 1


def test_moments_have_their_zone(office: Here) -> None:
    receipt = submitted(office)
    assert receipt.received_at.tzinfo is not None
    assert abs((datetime.now(UTC) - receipt.received_at).total_seconds()) < 60
