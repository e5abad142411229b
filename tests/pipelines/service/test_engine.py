"""The real command, the real engine, a real sample."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from models.case import CaseRecord
from pipelines.service.answer import Precheck, QuickCheck
from pipelines.service.case_answers import CaseResult
from samples.demo import CASES
from tests.pipelines.service.process import ROOT, served
from tests.pipelines.service.support import CHANNEL
from tests.pipelines.waiting import eventually
from tests.test_cli import environment

REGION = "hubei-shennongjia"
CASE = CASES / f"{REGION}-deficient"
PAPER = CASE / "诊断证明.jpg"


@pytest.mark.engine
def test_a_sample_is_answered_as_check_finds_it(tmp_path: Path) -> None:
    record = checked(PAPER, "paper")
    with served(tmp_path / "service", "cli", REGION) as service:
        full = service.post(PAPER.read_bytes(), claimed_type="diagnosis_certificate")
        quick = service.post(PAPER.read_bytes(), level="quick")
    told, look = Precheck.model_validate_json(full.content), QuickCheck.model_validate_json(quick.content)
    (paper,), (expected,) = told.papers, record.documents
    assert (told.decision, paper.as_claimed) == (record.decision, True)
    assert (paper.doc_type, paper.clarity, paper.geometry) == (expected.doc_type, expected.clarity, expected.geometry)
    assert [one.reason for one in paper.findings] == [one.reason for one in expected.findings]
    assert "公章" in told.advice
    assert look.clarity is not None
    assert look.clarity.grade is expected.clarity.grade
    assert look.geometry == expected.geometry


@pytest.mark.engine
def test_a_whole_case_is_found_as_check_finds_it(tmp_path: Path) -> None:
    record = checked(CASE, "case")
    declared = (CASE / "application.json").read_text(encoding="utf-8")
    papers = [path for path in sorted(CASE.iterdir()) if path.name != "application.json"]
    with served(tmp_path / "service", "cli", REGION, YANCAI_SERVICE__PER_MINUTE="1000000") as service:
        form = {"region": REGION, "channel": CHANNEL, "application": declared}
        files = [("file", (path.name, path.read_bytes())) for path in papers]
        answer = httpx.post(f"{service.url}/v1/cases", headers=service.headers, data=form, files=files, timeout=60)
        number = answer.json()["number"]
        eventually(lambda: service.get(f"/v1/cases/{number}/result").status_code == 200, 300.0)
        told = CaseResult.model_validate_json(service.get(f"/v1/cases/{number}/result").content)
    assert (told.decision, told.judged_on, told.due_date) == (record.decision, record.judged_on, record.due_date)
    assert [one.reason for one in told.findings] == [one.reason for one in record.findings]
    assert sorted(paper.doc_type.value for paper in told.papers) == sorted(
        paper.doc_type.value.value for paper in record.documents
    )
    found = {paper.source.sha256: [one.reason for one in paper.findings] for paper in record.documents}
    assert told.provenance.pack == record.provenance.pack
    assert {paper.geometry[0].source: [one.reason for one in paper.findings] for paper in told.papers} == found


def checked(path: Path, scope: str) -> CaseRecord:
    """What the command finds."""
    command = [sys.executable, "-m", "cli", "check", str(path), "--region", REGION, "--scope", scope]
    ran = subprocess.run([*command, "--format", "json"], cwd=ROOT, env=environment(), capture_output=True, check=True)
    return CaseRecord.model_validate_json(ran.stdout)
