"""One upload, one answer: what it says, what it leaves out, and that it is what ``check --scope paper`` finds."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from models.case import CaseRecord
from pipelines.report.mask import Mask
from pipelines.service.answer import Precheck, QuickCheck
from tests.pipelines.fakes import HOSPITAL, ID_NUMBER, NAME
from tests.pipelines.service.support import CHANNEL, Here, make_here
from tests.test_cli import apart


def test_a_good_paper_may_be_handed_in(here: Here) -> None:
    answer = here.post(f"paper {NAME}".encode(), claimed_type="diagnosis_certificate")
    assert answer.status_code == 200
    told = Precheck.model_validate_json(answer.content)
    (paper,) = told.papers
    assert (told.level, told.region, told.channel, told.decision) == ("full", "example", CHANNEL, "accept")
    assert told.advice == "未发现需要补正的地方，可以提交。"
    assert (paper.doc_type.value, paper.as_claimed, paper.clarity.grade) == ("diagnosis_certificate", True, "fair")
    assert [seal.text for seal in paper.seals] == [HOSPITAL]
    assert [one.title for one in paper.physicians] == ["attending"]
    assert [finding.reason for finding in paper.findings] == ["seal.present"]
    assert told.id == answer.headers["X-Request-Id"]


def test_a_failing_paper_comes_with_one_sentence_on_what_to_do(here: Here) -> None:
    told = here.post("paper 缺章".encode()).json()
    assert told["decision"] == "resubmit"
    assert "未见医院公章" in told["advice"]
    assert told["advice"].count("。") == 1


def test_another_paper_than_was_chosen_is_told_first(here: Here) -> None:
    told = here.post("paper 缺章".encode(), claimed_type="lab_report").json()
    assert told["advice"] == "这份材料像是诊断证明书，不是所选的检验报告，请核对后重新选择或重新上传。"
    assert told["papers"][0]["as_claimed"] is False


def test_a_file_that_cannot_be_read_is_an_answer_not_an_error(here: Here) -> None:
    answer = here.post(b"broken")
    assert answer.status_code == 200
    assert answer.json()["decision"] == "resubmit"
    assert answer.json()["papers"] == []
    assert answer.json()["problems"][0]["code"] == "file.damaged"


@pytest.mark.parametrize(
    ("word", "outcome", "advice"),
    [
        ("paper", "pass", "照片清晰，可以上传。"),
        ("blurred", "fail", "照片无法辨认（模糊），请拿稳手机、对焦清楚后重拍。"),
        ("broken", "fail", "文件已损坏，请重新上传。"),
    ],
)
def test_a_quick_check_looks_and_does_not_read(here: Here, word: str, outcome: str, advice: str) -> None:
    answer = here.post(word.encode(), level="quick")
    told = QuickCheck.model_validate_json(answer.content)
    assert (answer.status_code, told.outcome, told.advice) == (200, outcome, advice)
    assert (here.crews["quick"].asked, here.crews["full"].asked) == (1, 0)


def test_nothing_personal_is_answered_and_no_name_of_a_file_is_kept(here: Here) -> None:
    answer = here.post(f"paper {NAME}".encode(), name=f"{NAME}身份证.jpg").text
    assert NAME not in answer
    assert ID_NUMBER not in answer
    assert "王建国" not in answer
    assert "身份证.jpg" not in answer


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\x00b", "<script>alert(1)</script>.jpg", "=cmd|' /C calc'!A0"])
def test_what_a_file_is_called_is_never_looked_at(here: Here, name: str) -> None:
    answer = here.post(f"paper {NAME}".encode(), name=name)
    assert answer.status_code == 200
    assert "script" not in answer.text
    assert "etc" not in answer.text


def test_the_findings_are_those_of_check(here: Here, tmp_path: Path) -> None:
    upload = tmp_path / "材料"
    upload.write_text("paper 缺章")
    ran = apart("check", upload, "--region", "example", "--scope", "paper", "--format", "json", "--today", "2026-11-22")
    record = CaseRecord.model_validate_json(ran.stdout)
    told = Precheck.model_validate_json(here.post("paper 缺章".encode()).content)
    assert told.decision == record.decision
    assert told.judged_on == record.judged_on
    masked = Mask(record)
    for paper, expected in zip(told.papers, record.documents, strict=True):
        assert paper.doc_type == expected.doc_type
        assert paper.clarity == expected.clarity
        assert paper.seals == expected.seals
        assert [one.model_copy(update={"message": ""}) for one in paper.findings] == [
            one.model_copy(update={"message": ""}) for one in expected.findings
        ]
        assert [one.message for one in paper.findings] == [masked.text(one.message) for one in expected.findings]


def test_no_upload_is_left_behind(here: Here) -> None:
    here.post(b"paper")
    here.post(b"raise")
    here.post(b"x" * 100, region="nowhere")
    assert list(here.folder.iterdir()) == []


def test_a_repeated_request_is_answered_without_reading_again(here: Here) -> None:
    first, second = (here.post(b"paper", headers={"Idempotency-Key": "a-1"}) for _ in range(2))
    assert first.content == second.content
    assert here.crews["full"].asked == 1
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"


def test_a_token_stands_for_one_request_of_one_key(here: Here) -> None:
    token = {"Idempotency-Key": "a-1"}
    here.post(b"paper", headers=token)
    other = here.post("paper 缺章".encode(), headers=token)
    assert (other.status_code, other.json()["code"]) == (422, "repeat.differs")
    assert here.post(b"paper", headers=token, key="other", channel="另一渠道").status_code == 200
    assert here.crews["full"].asked == 2


def test_what_failed_may_be_asked_again_with_the_same_token(here: Here) -> None:
    token = {"Idempotency-Key": "a-1"}
    assert here.post(b"raise", headers=token).status_code == 500
    assert here.post(b"raise", headers=token).status_code == 500
    assert here.crews["full"].asked == 2


def test_a_caller_may_number_its_requests_with_uuids_only(here: Here) -> None:
    number = hashlib.md5(b"1", usedforsecurity=False).hexdigest()
    assert here.post(headers={"X-Request-Id": number}).headers["X-Request-Id"] == number
    assert here.post(headers={"X-Request-Id": "zhang-san"}).headers["X-Request-Id"] != "zhang-san"


def test_two_requests_under_one_number_do_not_meet(here: Here) -> None:
    numbered = {"X-Request-Id": "0" * 32}
    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(lambda: here.post(b"slow 0.2", headers=dict(numbered)).status_code) for _ in range(2)]
    assert [one.result() for one in asked] == [200, 200]


def test_health_tells_that_it_lives_and_readiness_whether_it_can_read(here: Here) -> None:
    assert here.client.get("/healthz").json()["status"] == "ok"
    assert here.client.get("/readyz").json() == {"full": 1, "quick": 1}
    here.crews["quick"].ready = 0
    unready = here.client.get("/readyz")
    assert (unready.status_code, unready.json()["code"]) == (503, "service.not_ready")


def test_metrics_count_and_name_nobody(here: Here) -> None:
    here.post(f"paper {NAME}".encode(), name=f"{NAME}.jpg")
    here.post(b"paper", key="revoked")
    here.client.get(f"/v1/{NAME}")
    text = here.client.get("/metrics", headers={"Authorization": f"Bearer {here.keys['metrics']}"}).text
    assert 'yancai_prechecks_total{channel="示例渠道",decision="accept",level="full",region="example"} 1.0' in text
    assert 'yancai_refusals_total{code="key.unknown"} 1.0' in text
    assert 'yancai_workers_ready{kind="full"} 1.0' in text
    assert NAME not in text


def test_the_rules_are_those_of_the_day_of_the_request(tmp_path: Path) -> None:
    days = iter((date(2026, 11, 23), date(2026, 11, 24)))
    here = make_here(tmp_path, today=lambda: next(days))
    assert [here.post().json()["judged_on"] for _ in range(2)] == ["2026-11-23", "2026-11-24"]
