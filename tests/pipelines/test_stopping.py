"""Signals are a process's: what a stop does is tried in one of its own, where it can end no other test."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_stops_by_signals_in_a_process_of_their_own() -> None:
    command = [sys.executable, "-m", "pytest", "-p", "no:xdist", "tests/pipelines/stops_by_signal.py"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, start_new_session=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "6 passed" in ended.stdout
