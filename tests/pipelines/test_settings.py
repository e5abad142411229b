"""Settings from the environment and from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.error import UsageError
from pipelines.settings import load_settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("YANCAI_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "config" / "yancai").mkdir(parents=True)


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "config" / "yancai" / "yancai.toml"
    own.write_text("[batch]\nseconds_per_case = 7\nseconds_per_file = 8\n")
    monkeypatch.setenv("YANCAI_BATCH__SECONDS_PER_CASE", "9")
    batch = load_settings().batch
    assert (batch.seconds_per_case, batch.seconds_per_file) == (9, 8)


def test_a_file_in_the_working_folder_is_nobodys_setting(tmp_path: Path) -> None:
    (tmp_path / "yancai.toml").write_text("[batch]\nseconds_per_case = 7\n")
    assert load_settings().batch.seconds_per_case == 120


def test_a_named_file_must_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YANCAI_CONFIG", "nowhere.toml")
    with pytest.raises(UsageError, match=r"nowhere\.toml"):
        load_settings()


@pytest.mark.parametrize("text", ["[batch]\nseconds_per_cas = 7\n", "[batch\n", "[batch]\nseconds_per_case = 'x'\n"])
def test_a_wrong_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "config" / "yancai" / "yancai.toml").write_text(text)
    with pytest.raises(UsageError, match="设置有误"):
        load_settings()


def test_the_digest_follows_what_changes_records_only(monkeypatch: pytest.MonkeyPatch) -> None:
    digest = load_settings().digest()
    monkeypatch.setenv("YANCAI_BATCH__SECONDS_PER_CASE", "9")
    monkeypatch.setenv("YANCAI_INTAKE__ENGINE__THREADS", "3")
    assert load_settings().digest() == digest
    monkeypatch.setenv("YANCAI_INTAKE__ENGINE__DETECTION_SIDE", "1280")
    assert load_settings().digest() != digest
