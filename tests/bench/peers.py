"""The peers, read in the same run on the same pictures: PaddleOCR with its defaults, and Tesseract chi_sim."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Reading = tuple[list[str], float]
"""The lines a peer read, and the seconds it took."""


@dataclass(frozen=True)
class Peer:
    name: str
    read: Callable[[Path], Reading]


def peers() -> Sequence[Peer]:
    """All peers, each warm when returned."""
    return (Peer("PaddleOCR 3.7 (onnxruntime, its defaults)", plain_paddle()), Peer("Tesseract chi_sim", _tesseract))


def plain_paddle() -> Callable[[Path], Reading]:
    """PaddleOCR's own pipeline with its defaults on the same weights, on ONNX Runtime's own processor provider."""
    os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"
    from paddleocr import PaddleOCR

    from intake.ocr.weights import known_weights, verified_folder, weights_cache

    def folder(use: str) -> tuple[str, str]:
        weight = next(weight for weight in known_weights() if weight.use == use)
        return weight.name, str(verified_folder(weight, weights_cache()))

    (detector, detector_folder), (recognizer, recognizer_folder) = folder("detection"), folder("recognition")
    pipeline = PaddleOCR(
        engine="onnxruntime",
        device="cpu",
        text_detection_model_name=detector,
        text_detection_model_dir=detector_folder,
        text_recognition_model_name=recognizer,
        text_recognition_model_dir=recognizer_folder,
        use_doc_orientation_classify=False,
        use_doc_unwarping=False,
        use_textline_orientation=False,
        engine_config={"providers": ["CPUExecutionProvider"]},
    )

    def read(picture: Path) -> Reading:
        start = time.perf_counter()
        result: Any = pipeline.predict(str(picture))[0]
        return list(result["rec_texts"]), time.perf_counter() - start

    return read


def _tesseract(picture: Path) -> Reading:
    start = time.perf_counter()
    done = subprocess.run(
        ["tesseract", str(picture), "stdout", "-l", "chi_sim", "--psm", "3"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "2"},
    )
    return [line for line in done.stdout.splitlines() if line.strip()], time.perf_counter() - start
