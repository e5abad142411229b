"""After set-up nothing touches a network: the whole program runs in a network namespace that has no route anywhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.case import CaseRecord

ROOT = Path(__file__).parent.parent
CASE = ROOT / "samples" / "cases" / "hubei-shennongjia-deficient" / "诊断证明.jpg"
CONNECTS = "import socket; socket.create_connection(('192.0.2.1', 9), timeout=2)"


def in_empty_network(*command: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command where there is no interface but an unconfigured loopback."""
    as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    return subprocess.run(["unshare", "--net", *as_root, *command], capture_output=True, cwd=ROOT)


def test_the_namespace_really_has_no_network() -> None:
    done = in_empty_network(sys.executable, "-c", CONNECTS)
    assert b"Network is unreachable" in done.stderr


@pytest.mark.engine
def test_a_paper_is_checked_without_any_network() -> None:
    done = in_empty_network(
        sys.executable, "-m", "cli", "check", str(CASE), "--region", "hubei-shennongjia", "--format", "json"
    )
    assert done.returncode == 0, done.stderr.decode()
    assert CaseRecord.model_validate_json(done.stdout).documents[0].doc_type.value == "diagnosis_certificate"


def test_doctor_works_without_any_network() -> None:
    done = in_empty_network(sys.executable, "-m", "cli", "doctor")
    assert done.returncode == 0, done.stderr.decode()
    assert "OpenVINO" in done.stdout.decode()
