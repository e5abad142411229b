"""The small networks of our own: their weights are checked against the listed sums and read once a thread.

Each ``NAME.onnx`` lies beside the module that asks it and has a ``NAME.toml``, which tells its SHA-256 and how it came
about; so does each ``NAME.npz`` of a linear model (intake/word_model.py).
"""

from __future__ import annotations

import hashlib
import threading
import tomllib
from pathlib import Path

import cv2
import numpy as np

from models.error import YancaiError

_HERE = Path(__file__).parent
OWN = {
    "yancai seal detector": _HERE / "seals" / "detector.onnx",
    "yancai seal confirmer": _HERE / "seals" / "confirmer.onnx",
    "yancai seal texts": _HERE / "seals" / "texts.onnx",
    "yancai clarity network": _HERE / "clarity" / "tiles.onnx",
    "yancai paper types": _HERE / "learned_types.npz",
    "yancai labels": _HERE / "extract" / "unlisted.npz",
}
"""The networks, by the names that records and the doctor give them."""


def listed() -> dict[str, str]:
    """The SHA-256 sums that the networks must have, by name."""
    return {name: listed_sum(file) for name, file in OWN.items()}


def listed_sum(weights: Path) -> str:
    """The SHA-256 that a file of weights must have."""
    return str(tomllib.loads(weights.with_suffix(".toml").read_text(encoding="utf-8"))["sha256"])


def verified(weights: Path) -> bytes:
    """A file of weights. Raises YancaiError with the remedy where it is missing or is not the listed one."""
    try:
        content = weights.read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != listed_sum(weights):
        raise YancaiError(f"自有网络权重缺失或已损坏：{weights}。请重新获取程序文件（git checkout 或重新安装）。")
    return content


def network(weights: Path) -> cv2.dnn.Net:
    """A network, read once in each thread: OpenCV's keep their last answer and must not be shared.

    OpenCV runs the detector in three quarters of the time of ONNX Runtime's plain provider (16 and 22 ms on one core).
    """
    known: dict[Path, cv2.dnn.Net] = _LOADED.__dict__.setdefault("networks", {})
    if weights not in known:
        known[weights] = cv2.dnn.readNetFromONNX(np.frombuffer(verified(weights), np.uint8))
    return known[weights]


_LOADED = threading.local()
