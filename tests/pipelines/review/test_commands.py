"""``yancai review``, ``yancai staff`` and ``batch --queue`` as people and scripts call them."""

from __future__ import annotations

import io
import json
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

import cli
from pipelines.review.audit import export
from pipelines.review.roles import Role
from tests.pipelines.builders import ID_NUMBER, NAME, OTHER_NAME
from tests.pipelines.fakes import fake_doors, open_reader
from tests.pipelines.review.offices import PASSWORD, Desk, certificate, open_desk

WHO = "李审核"


@dataclass(frozen=True)
class Ran:
    """A finished command."""

    code: int
    out: str
    err: str


Yancai = Callable[..., Ran]


@pytest.fixture
def yancai(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, place: str, tmp_path: Path) -> Yancai:
    """Run a command in this process, on the test's own office."""
    monkeypatch.setattr(cli, "open_doors", fake_doors)
    monkeypatch.setenv("YANCAI_STORE__URL", place)
    monkeypatch.setenv("YANCAI_OFFICE__VAULT", str(tmp_path / "vault"))
    monkeypatch.setenv("YANCAI_OFFICE__SECOND_LOOKS", "0")
    monkeypatch.setenv("YANCAI_STAFF", WHO)

    def run(*words: str | Path) -> Ran:
        code = cli.run([str(word) for word in words])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


def told(ran: Ran) -> Any:
    """What a command said to a script."""
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_a_case_goes_its_way_at_the_terminal(yancai: Yancai, desk: Desk) -> None:
    desk.member(WHO)
    number = desk.ready(certificate(OTHER_NAME))
    [line] = told(yancai("review", "list", "--format", "json"))
    assert (line["number"], line["applicant"], line["decision"]) == (number, "李**", "resubmit")
    face = told(yancai("review", "next", "--format", "json"))
    assert (face["line"]["number"], face["holds"], face["record"]) == (number, True, None)
    open_name = next(point for point in face["points"] if point["reason"] == "declared.person")
    assert open_name["weight"] == "look"
    corrected = told(
        yancai(
            "review", "correct", number, "--paper", "1", "--field", "patient_name", "--value", NAME, "--format", "json"
        )
    )
    assert corrected["decision"] == "resubmit"
    face = told(yancai("review", "show", number, "--format", "json"))
    assert not [point for point in face["points"] if point["reason"] == "declared.person"]
    [field] = [field for field in face["papers"][0]["fields"] if field["name"] == "patient_name"]
    assert (field["value"], field["machine"], field["corrected"]) == ("李**", "赵**", True)
    assert yancai("review", "note", number, "已电话告知").code == 0
    assert "退回补正" in yancai("review", "return", number).out
    face = told(yancai("review", "show", number, "--format", "json"))
    assert face["line"]["state"] == "returned"
    assert [event["what"] for event in face["history"]] == ["更正", "备注", "退回补正"]
    mended = {point["reason"] for point in face["points"] if point["weight"] == "mend"}
    assert mended == set(face["history"][-1]["reasons"])
    messages = [point["message"].removesuffix("。") for point in face["points"] if point["weight"] == "mend"]
    assert face["history"][-1]["text"] == "；".join(messages)
    figures = told(yancai("review", "stats", "--since", "2026-06-01", "--until", "2026-06-01", "--format", "json"))
    assert (figures["received"], figures["returned"]) == (1, 0)  # decided by the real clock


def test_the_sheet_begins_with_what_blocks_and_is_masked(yancai: Yancai, desk: Desk) -> None:
    desk.member(WHO)
    number = desk.ready(certificate(OTHER_NAME))
    shown = yancai("review", "show", number).out
    assert shown.index("须补正") < shown.index("需人工核对") < shown.index("材料 1")
    assert "依据：" in shown
    assert "第1页左上部" in shown
    assert not [secret for secret in (NAME, OTHER_NAME, ID_NUMBER) if secret in shown]
    clear = yancai("review", "show", number, "--reveal").out
    assert NAME in clear
    assert OTHER_NAME in clear
    assert [entry.details for entry in export(desk.office)][-1].endswith('"reveal": true}')
    whole = told(yancai("review", "show", number, "--reveal", "--format", "json"))
    assert whole["record"]["documents"][0]["fields"]["id_number"]["value"] == ID_NUMBER


def test_who_decides_has_looked(yancai: Yancai, desk: Desk) -> None:
    member = desk.member(WHO)
    number = desk.ready()
    assert yancai("review", "claim", number).code == 0
    blind = yancai("review", "accept", number, "--why", "齐全")
    assert (blind.code, "请先查看" in blind.err) == (2, True)
    yancai("review", "show", number)
    assert yancai("review", "accept", number).code == 2
    assert yancai("review", "accept", number, "--why", "齐全").code == 0
    assert member.name in yancai("review", "show", number).out


def test_a_case_that_is_decided_waits_for_no_second_look(yancai: Yancai, place: str, tmp_path: Path) -> None:
    desk = open_desk(place, tmp_path, second_looks=1.0)
    number = desk.held(desk.member("王初审"))
    desk.member(WHO)
    yancai("review", "show", number, "--as", "王初审")
    assert "已转另一人复核" in yancai("review", "return", number, "--as", "王初审").out
    assert "待复核" in yancai("review", "list").out
    assert "待复核" in yancai("review", "next").out
    yancai("review", "return", number)
    lines = yancai("review", "list", "--state", "returned").out
    assert (number in lines, "待复核" in lines, "待复核" in yancai("review", "show", number).out) == (
        True,
        False,
        False,
    )
    desk.office.close()


def test_nobody_in_particular_gets_nothing(yancai: Yancai, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    number = desk.ready()
    assert yancai("review", "list").code == 2
    desk.member(WHO, Role.CLERK)
    assert yancai("review", "list").code == 0
    assert "没有此项权限" in yancai("review", "next").err
    assert yancai("review", "show", number, "--reveal").code == 2
    assert yancai("review", "audit").code == 2
    monkeypatch.delenv("YANCAI_STAFF")
    assert "--as" in yancai("review", "list").err
    assert yancai("review", "list", "--as", WHO).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--decision", "maybe"), ("list", "--due-until", "morgen"), ("stats", "--since", "2026"),
        ("show", "YC20260601-00000000"), ("list", "--state", "open"), ("return", "YC20260601-00000000"),
        ("correct", "YC20260601-00000000", "--paper", "1", "--field", "age"), ("audit", "--noted", "7"),
    ],
)  # fmt: skip
def test_what_is_called_wrongly_is_told(yancai: Yancai, desk: Desk, words: tuple[str, ...]) -> None:
    desk.member(WHO, Role.SUPERVISOR if words[0] != "audit" else Role.AUDITOR)
    ran = yancai("review", *words)
    assert ran.code == 2
    assert ran.err.strip()
    assert not ran.out


def test_a_point_without_a_picture_is_refused(yancai: Yancai, desk: Desk) -> None:
    desk.member(WHO)
    ran = yancai("review", "show", desk.ready(), "--point", "0")
    assert (ran.code, "--picture" in ran.err, ran.out) == (2, True, "")


def test_an_auditor_verifies_and_exports_the_log(yancai: Yancai, desk: Desk, tmp_path: Path) -> None:
    desk.member(WHO, Role.AUDITOR)
    desk.ready()
    first = told(yancai("review", "audit", "--format", "json"))
    assert first["whole"]
    noted = f"{first['entries']}:{first['head']}"
    out = tmp_path / "audit.jsonl"
    again = told(yancai("review", "audit", "--noted", noted, "--export", out, "--format", "json"))
    assert again["entries"] == first["entries"] + 1
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert lines[first["entries"] - 1]["hash"] == first["head"]
    other = f"{first['entries']}:{'0' * 64}"
    broken = yancai("review", "audit", "--noted", other)
    assert (broken.code, "校验值" in broken.out) == (1, True)


def test_the_place_of_a_finding_is_a_picture_without_names(yancai: Yancai, desk: Desk, tmp_path: Path) -> None:
    desk.member(WHO)
    page = np.full((1000, 700, 3), 255, np.uint8)
    cv2.rectangle(page, (70, 100), (209, 199), (0, 160, 0), -1)  # where built papers have their fields
    upload = desk.file(cv2.imencode(".png", page)[1].tobytes())
    paper = certificate(OTHER_NAME)
    source = paper.source.model_copy(update={"sha256": upload.sha256})
    fields = {
        name: field.model_copy(
            update={"evidence": tuple(one.model_copy(update={"source": upload.sha256}) for one in field.evidence)}
        )
        for name, field in paper.fields.items()
    }
    paper = paper.model_copy(update={"source": source, "sources": (source,), "fields": fields, "seals": ()})
    number = desk.ready(paper, files=(upload,))
    greens = []
    for words in ((), ("--reveal",)):
        out = tmp_path / f"place{len(words)}.jpg"
        point = next(
            point["point"]
            for point in told(yancai("review", "show", number, "--format", "json"))["points"]
            if point["reason"] == "declared.person"
        )
        assert yancai("review", "show", number, "--picture", out, "--point", point, *words).code == 0
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
        shown = cv2.imread(str(out)).astype(int)
        greens.append(int(((shown[..., 1] > 120) & (shown[..., 0] < 60) & (shown[..., 2] < 60)).sum()))
    assert greens[0] == 0
    assert greens[1] > 1000


def test_staff_are_made_listed_and_disabled(yancai: Yancai, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert yancai("staff", "add", "赵主管", "--role", "supervisor").code == 0
    rows = told(yancai("staff", "list", "--format", "json"))
    assert [(row["name"], row["role"], row["active"]) for row in rows] == [("赵主管", "supervisor", True)]
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert yancai("staff", "password", "赵主管").code == 2
    assert yancai("staff", "disable", "赵主管").code == 0
    assert yancai("review", "list", "--as", "赵主管").code == 2
    assert yancai("staff", "enable", "赵主管").code == 0
    assert yancai("staff", "role", "赵主管", "auditor").code == 0
    assert "审计" in yancai("staff", "list").out
    assert yancai("staff", "disable", "没有此人").code == 2


def test_a_store_that_is_not_there_is_told_and_only_the_first_member_makes_one(
    yancai: Yancai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typo = tmp_path / "typo.sqlite"
    for words in (
        ("review", "list"), ("review", "read"), ("staff", "list"), ("staff", "disable", WHO), ("hooks", "list"),
        ("expiring",), ("notice", "YC20260601-00000000"),
    ):  # fmt: skip
        ran = yancai(*words, "--store", typo)
        assert (ran.code, "没有记录库" in ran.err, typo.exists()) == (2, True, False), words
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert yancai("staff", "add", WHO, "--store", typo).code == 0
    assert told(yancai("review", "list", "--store", typo, "--format", "json")) == []


def test_what_is_brought_to_the_counter_joins_its_case_and_is_read(
    yancai: Yancai, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("pipelines.review.counter.open_reader", open_reader)
    reviewer, _ = desk.member(WHO), desk.member("窗口", Role.CLERK)
    number = desk.held(reviewer)
    yancai("review", "show", number)
    assert yancai("review", "return", number).code == 0
    brought = tmp_path / "brought"
    brought.mkdir()
    (brought / "补交.txt").write_text(f"paper {NAME}")
    for again in (False, True):
        added = told(yancai("review", "supplement", number, brought, "--as", "窗口", "--format", "json"))
        assert (added["round"], added["files"], added["again"]) == (1, 1, again)
    assert told(yancai("review", "read", "--as", "窗口", "--format", "json")) == {"read": [number]}
    assert told(yancai("review", "read", "--as", "窗口", "--format", "json")) == {"read": []}
    face = told(yancai("review", "next", "--format", "json"))
    assert (face["line"]["number"], face["line"]["round"], len(face["papers"])) == (number, 1, 2)
    assert desk.office.vault.picture(face["files"][1]["sha256"], 0) is not None
    yancai("review", "return", number)
    assert "此前已补充（第 1 次），案件状态未变" in yancai("review", "supplement", number, brought).out
    assert told(yancai("review", "show", number, "--format", "json"))["line"]["state"] == "returned"
    desk.member("审计", Role.AUDITOR)
    assert yancai("review", "read", "--as", "审计").code == 2
    (tmp_path / "empty").mkdir()
    assert yancai("review", "supplement", number, tmp_path / "empty").code == 2


def test_a_region_whose_rules_are_gone_keeps_no_other_case_from_being_read(
    yancai: Yancai, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.review.counter.open_reader", open_reader)
    desk.member(WHO)
    gone = desk.send(region="gone")
    number = desk.send(f"paper {NAME}".encode())
    ran = yancai("review", "read")
    assert (ran.code, f"已读取 {number}" in ran.err, gone in ran.err, "gone" in ran.err) == (2, True, True, True)
    assert told(yancai("review", "next", "--format", "json"))["line"]["number"] == number


def test_a_batchs_cases_go_to_the_reviewers_once(yancai: Yancai, desk: Desk, tmp_path: Path) -> None:
    desk.member(WHO)
    folder = tmp_path / "in"
    folder.mkdir()
    for name, said in {"李晓明": f"paper {NAME}", "b": "paper 缺章", "c": "broken"}.items():
        (folder / f"{name}.txt").write_text(said)
    words = ("--region", "example", "--out", tmp_path / "out", "--workers", "0", "--today", "2026-11-22", "--queue")
    assert yancai("batch", folder, *words).code == 3
    first = told(yancai("review", "list", "--format", "json"))
    assert [line["channel"] for line in first] == ["批量"] * 3
    assert yancai("batch", folder, *words).code == 3
    assert told(yancai("review", "list", "--format", "json")) == first
    face = told(yancai("review", "show", first[1]["number"], "--reveal", "--format", "json"))
    [file] = face["files"]
    assert desk.office.vault.path(file["sha256"]).read_bytes() == (folder / file["name"]).read_bytes()
    claimed = told(yancai("review", "next", "--format", "json"))
    assert yancai("review", "return", claimed["line"]["number"], "--why", "缺材料").code == 0
    (folder / "d.txt").write_text("paper 新来")
    assert yancai("batch", folder, *words).code == 3
    assert len(told(yancai("review", "list", "--format", "json"))) == 3
    paper_scope = yancai("batch", folder, *words, "--scope", "paper")
    assert (paper_scope.code, "--queue" in paper_scope.err) == (2, True)
