"""``yancai notice``: from a record's file and from a case of the queue; refused where there is nothing to tell."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pymupdf
import pytest
from sqlalchemy import select

from models.error import UsageError
from pipelines.notice_command import NoticeRequest, run_notice
from pipelines.review.claims import claim
from pipelines.review.deciding import Ruling, send_back
from pipelines.review.numbered import numbered
from pipelines.review.office import Office
from pipelines.review.sheet import case
from pipelines.settings import Settings
from pipelines.store.queue_tables import audit
from samples.demo import CASES
from tests.golden.cases import golden_of
from tests.pipelines.pages.filled import add_case, add_staff, open_office

NAME = "jiangxi-shangrao-deficient"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A sample case's record as ``check --format json`` writes it."""
    kept = json.loads(golden_of(NAME).read_text(encoding="utf-8"))
    provenance = {"version": "0", "engine": "x", "weights": {}, "pack": "p@0", "settings": "s"}
    path = tmp_path / "record.json"
    path.write_text(json.dumps({**kept, "provenance": provenance}), encoding="utf-8")
    return path


def asked(case_: object, format_: str, out: Path | None, files: Path | None = None) -> NoticeRequest:
    return NoticeRequest(str(case_), files, format_, out, "", date(2026, 11, 23), reveal=False)


def test_from_a_record_with_the_pictures_of_its_files(record: Path, tmp_path: Path) -> None:
    out = tmp_path / "notice.pdf"
    assert run_notice(asked(record, "pdf", out, CASES / NAME), Settings()) == 0
    document = pymupdf.open(out)
    assert sum(len(page.get_images()) for page in document) == 1
    assert "YC2026000002" in document[0].get_text()
    assert out.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("*.part"))


def test_without_the_files_it_says_how_many_pictures_are_missing(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "other"
    wrong.mkdir()
    (wrong / "a.jpg").write_bytes(b"another file")
    assert run_notice(asked(record, "html", None, wrong), Settings()) == 0
    told = capsys.readouterr()
    assert "<img" not in told.out
    assert "有 1 处未能附上图片：没有对应的文件，或文件未能打开。" in told.err
    assert run_notice(asked(record, "sms", None), Settings()) == 0
    assert capsys.readouterr().out.startswith("您提交的申请（编号YC2026000002）有2处")


def test_what_is_no_record_is_refused_without_a_word_of_it(tmp_path: Path) -> None:
    for content in ('{"case_id": "李晓明"}', "李晓明", ""):
        wrong = tmp_path / "wrong.json"
        wrong.write_text(content)
        with pytest.raises(UsageError) as refused:
            run_notice(asked(wrong, "html", None), Settings())
        assert "李晓明" not in str(refused.value)
    for missing in (asked(tmp_path / "none.json", "html", None), asked(tmp_path, "html", None)):
        with pytest.raises(UsageError, match="无法读取"):
            run_notice(missing, Settings())
    with pytest.raises(UsageError, match="--out"):
        run_notice(asked(tmp_path, "pdf", None), Settings())


def returned(office: Office, why: str) -> str:
    """A sample case that a reviewer returned for its first failing finding; its number."""
    who = add_staff(office)["周明"]
    number = add_case(office, NAME)
    claim(office, who, number)
    sheet = case(office, who, number)
    assert sheet.record
    assert sheet.record_id
    failing = next(place for place, _, finding in numbered(sheet.record) if finding.reason == "title.below")
    assert send_back(office, who, number, Ruling(sheet.record_id, why, (failing,)))
    return number


def test_of_a_case_of_the_queue_it_says_what_the_reviewer_chose(tmp_path: Path) -> None:
    office = open_office(str(tmp_path / "store.sqlite"), tmp_path)
    number = returned(office, "请补交原件。")
    request = asked(number, "html", tmp_path / "notice.html")
    with pytest.raises(UsageError, match="没有退回过"):
        run_notice(replace(request, case=add_case(office, "sichuan-nanchong-complete")), office.settings)
    assert run_notice(request, office.settings) == 0
    html = (tmp_path / "notice.html").read_text(encoding="utf-8")
    assert number in html
    assert "有以下 <b>1</b> 处材料需要补正" in html
    assert html.count("<img") == 1
    assert "请补交原件。" in html
    assert "检查、化验报告单，<b>" not in html
    with office.reading() as connection:
        actions = connection.execute(select(audit.c.action).where(audit.c.number == number)).scalars().all()
    assert "notice.viewed" in actions
    office.close()
