"""The doctor tells what is missing, and the remedy."""

from pathlib import Path

import pytest

from intake import doctor


def test_a_whole_installation_is_well() -> None:
    report = doctor.examine("small")
    assert [row.subject for row in report if not row.well] == []
    assert any("OpenVINO" in row.state for row in report)


def test_missing_weights_are_named_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YANCAI_WEIGHTS", str(tmp_path))
    missing = [row for row in doctor.examine("small") if not row.well]
    assert len(missing) == 3
    assert all("make setup" in row.remedy for row in missing)


def test_two_providers_of_one_folder_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "packages_distributions", lambda: {"cv2": ["opencv-python", "opencv-contrib-python"]})
    faults = {row.subject: row for row in doctor.examine("small") if not row.well}
    assert "opencv-python" in faults["cv2 的提供者"].state
