"""The real command, the real engine, a real sample."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from models.case import CaseRecord
from pipelines.service.answer import Precheck, QuickCheck
from samples.demo import CASES
from tests.pipelines.service.process import ROOT, served
from tests.test_cli import environment

REGION = "hubei-shennongjia"
PAPER = CASES / f"{REGION}-deficient" / "诊断证明.jpg"


@pytest.mark.engine
def test_a_sample_is_answered_as_check_finds_it(tmp_path: Path) -> None:

    command = [sys.executable, "-m", "cli", "check", str(PAPER), "--region", REGION, "--scope", "paper"]
    ran = subprocess.run([*command, "--format", "json"], cwd=ROOT, env=environment(), capture_output=True, check=True)
    record = CaseRecord.model_validate_json(ran.stdout)
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
