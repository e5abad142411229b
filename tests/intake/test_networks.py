"""The networks of our own are those that were listed, and small."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

import intake
from intake import doctor
from intake.networks import OWN, listed_sum, verified
from models.error import YancaiError


@pytest.mark.parametrize("file", OWN.values(), ids=list(OWN))
def test_the_weights_are_the_listed_ones(file: Path) -> None:
    assert hashlib.sha256(verified(file)).hexdigest() == listed_sum(file)


def test_all_of_them_together_are_small_enough_to_ship() -> None:
    folder = Path(intake.__file__).parent
    found = sorted((*folder.rglob("*.onnx"), *folder.rglob("*.npz")))
    assert found == sorted(OWN.values())
    assert sum(file.stat().st_size for file in found) < 5_000_000


@pytest.mark.parametrize(
    "damage", [lambda path: path.write_bytes(b"onnx"), lambda path: None], ids=["other", "missing"]
)
def test_other_weights_are_refused(
    damage: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = tmp_path / "detector.onnx"
    listed = OWN["yancai seal detector"].with_suffix(".toml")
    weights.with_suffix(".toml").write_bytes(listed.read_bytes())
    damage(weights)
    monkeypatch.setitem(OWN, "yancai seal detector", weights)
    with pytest.raises(YancaiError, match="自有网络权重"):
        verified(weights)
    assert any(not row.well for row in doctor.examine("small"))
