"""PaddleOCR behind the engine port: its detection, recognition and orientation, on the OpenVINO provider.

PaddleOCR's own pipeline gives the same lines at twice to four times the time: it detects at full size and hands every
line to the network in its own width, for which the provider then compiles anew. Here a page is detected at the size
its text needs and both pages and lines come in a few fixed sizes (docs/measurements/reading.md).
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

import cv2
import numpy as np
import yaml

from intake.ocr.engine import UNREAD, Orientation, ReadLine
from intake.ocr.lines import cut_line, fit_width, fitted, on_canvas, stretch
from intake.ocr.options import EngineOptions
from intake.ocr.processor import Precision, best_precision, installed_providers, processor_flags
from intake.ocr.spelling import Frame, Spelling, frames_of, runs_of
from intake.ocr.text_size import detection_side
from intake.ocr.weights import Use, verified_folder, weights_cache, weights_in_use
from intake.page import Pixels
from intake.print import halved
from models.error import YancaiError

_OPENVINO = "OpenVINOExecutionProvider"
_ORIENTED_AT = 512
"""Pixels, the shorter side from which the orientation network, which looks at 256, gets the page halved: of 392 drawn
pages it is right and sure on 365 so, on 350 of the full pages, whose strokes its own scaling passes over."""

_GLANCED_AT = 640
"""Pixels, the longest side at which lines are found that are not read; 736 was no better (decision 009)."""
_DENSITY = 1.5
"""Characters of a line for each time it is longer than high, as found there (423 drawn pages)."""


class PaddleEngine:
    """The real engine. Made late, in the process that uses it; calls from several threads take turns."""

    def __init__(self, detector: Any, recognizer: Any, classifier: Any, options: EngineOptions) -> None:
        self._detector, self._recognizer, self._classifier = detector, recognizer, classifier
        network = recognizer.paddlex_predictor
        self._decoder = network.post_op = _Decoder(network.post_op)
        self._options = options
        # An engine shared by threads corrupts text silently (PaddleOCR #18268).
        self._turn = threading.Lock()

    @classmethod
    def load(cls, options: EngineOptions | None = None) -> PaddleEngine:
        """Check the weights and make the engine (about two seconds).

        Raises WeightsError where weights are missing or damaged, YancaiError where the provider is not installed.
        """
        options = options or EngineOptions()
        # PaddleOCR asks model hosts at import otherwise; there is no network here.
        os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"
        if _OPENVINO not in installed_providers():
            raise YancaiError(
                "未找到 OpenVINO 推理组件：onnxruntime 被其他软件包覆盖。请删除 .venv 后重新运行 make setup。"
            )
        from paddleocr import DocImgOrientationClassification, TextDetection, TextRecognition

        weights = weights_in_use(options.size, weights_cache())

        def load_network(kind: Any, use: Use, precision: Precision, threads: int) -> Any:
            return kind(
                model_name=weights[use].name,
                model_dir=str(verified_folder(weights[use], weights_cache())),
                engine="onnxruntime",
                device="cpu",
                engine_config=_provider(precision, threads),
            )

        precision, threads = _precision(options), options.threads
        with _yaml_in_c():
            return cls(
                load_network(TextDetection, "detection", precision, threads),
                load_network(TextRecognition, "recognition", precision, threads),
                load_network(DocImgOrientationClassification, "orientation", "f32", threads),
                options,
            )

    @property
    def name(self) -> str:
        parts = (f"paddleocr {version('paddleocr')}", f"openvino {version('onnxruntime-openvino')}")
        return " / ".join((*parts, _precision(self._options), f"detection up to {self._options.detection_side}"))

    @property
    def weights(self) -> dict[str, str]:
        in_use = weights_in_use(self._options.size, weights_cache()).values()
        return {weight.name: weight.sha256 for weight in in_use}

    def read(self, pixels: Pixels) -> list[ReadLine]:
        """Find and read all lines of a page (H, W, 3) BGR."""
        with self._turn:
            side = detection_side(pixels, self._options.detection_side)
            quads = [quad for quad, _ in self._detect(pixels, side)]
            crops = [cut_line(pixels, quad) for quad in quads]
            texts = self._recognize(crops)
        return [
            ReadLine(quad, text, confidence)
            for quad, (text, confidence) in zip(quads, texts, strict=True)
            if text.strip() and confidence >= self._options.minimum_confidence
        ]

    def find(self, pixels: Pixels) -> list[ReadLine]:
        """Find the lines of a page (H, W, 3) BGR on a small copy of it, and read none."""
        with self._turn:
            found = self._detect(pixels, _GLANCED_AT)
        return [ReadLine(quad, UNREAD * max(1, round(_DENSITY * stretch(quad))), score) for quad, score in found]

    def recognize(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        """Read each crop (H, W, 3) BGR as one horizontal line: text and confidence, in the order given."""
        with self._turn:
            return self._recognize(crops)

    def spell(self, crops: Sequence[Pixels]) -> list[Spelling]:
        """Read each crop (H, W, 3) BGR as one horizontal line, with everything it may say, in the order given."""
        spelled = []
        with self._turn:
            for crop in crops:
                ((text, confidence),) = self._recognize([crop])
                spelled.append(Spelling(text, confidence, self._decoder.frames(), self._decoder.places(fitted(crop))))
        return spelled

    def orientation(self, pixels: Pixels) -> Orientation:
        """By how many clockwise degrees the page (H, W, 3) BGR must be turned, by the network alone."""
        with self._turn:
            answer = next(iter(self._classifier.predict([halved(pixels, _ORIENTED_AT, _ORIENTED_AT)])))
        # The network says by how much the page IS turned clockwise.
        return Orientation(-int(answer["label_names"][0]) % 360, float(answer["scores"][0]))

    def _detect(self, pixels: Pixels, longest: int) -> list[tuple[Any, float]]:
        """The corners of the lines found at that longest side, with how surely there is print."""
        canvas, scale = on_canvas(pixels, longest)
        side = max(canvas.shape[:2])
        found = next(iter(self._detector.predict([canvas], limit_side_len=side, limit_type="max")))
        edge = np.array([pixels.shape[1], pixels.shape[0]], dtype=np.float64)
        quads = [np.clip(np.asarray(poly, dtype=np.float64) / scale, 0, edge) for poly in found["dt_polys"]]
        scored = zip(quads, found["dt_scores"], strict=True)
        return [(quad, float(score)) for quad, score in scored if cv2.contourArea(quad.astype(np.float32)) > 0]

    def _recognize(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        # PaddleOCR asks for at least one picture.
        answers = self._recognizer.predict([fit_width(crop) for crop in crops], batch_size=1) if crops else ()
        return [(str(answer["rec_text"]), float(answer["rec_score"])) for answer in answers]


class _Decoder:
    """PaddleOCR's own decoder, which keeps only the likeliest characters; this one holds what it was last given."""

    def __init__(self, decoder: Any) -> None:
        self._decoder = decoder
        self._last: Any = None

    def __call__(self, answer: Any, **options: Any) -> Any:
        self._last = answer
        return self._decoder(answer, **options)

    def frames(self) -> tuple[Frame, ...]:
        """What the last line may say."""
        return frames_of(np.asarray(self._last[0][0], dtype=np.float32), self._decoder.character)

    def places(self, filled: float) -> tuple[float, ...]:
        """Where these lie on the line, which takes the given share of the picture's width."""
        columns = np.asarray(self._last[0][0], dtype=np.float32)
        return tuple((start + end + 1) / 2 / len(columns) / filled for start, end in runs_of(columns))


def _precision(options: EngineOptions) -> Precision:
    return best_precision(processor_flags()) if options.precision == "auto" else options.precision


@contextmanager
def _yaml_in_c() -> Iterator[None]:
    """PaddleX asks PyYAML for its loader in Python, which takes a sixth of the engine's start for the recogniser's list
    of 18,710 characters; the same loader in C reads it the same in a tenth."""
    in_python = yaml.FullLoader
    yaml.FullLoader = getattr(yaml, "CFullLoader", in_python)  # type: ignore[misc]
    try:
        yield
    finally:
        yaml.FullLoader = in_python  # type: ignore[misc]


def _provider(precision: Precision, threads: int) -> dict[str, object]:
    # Pinned, which it is unless told otherwise, an engine of one thread reckons on the first processor, and so do
    # those of all workers: two of them took half as long again for a page (docs/measurements/reading.md).
    settings: dict[str, object] = {"INFERENCE_PRECISION_HINT": precision, "ENABLE_CPU_PINNING": False}
    if threads:
        settings["INFERENCE_NUM_THREADS"] = threads
    return {
        # The arena keeps the largest answer of every size for ever: 70 of 1000 MiB (docs/measurements/reading.md).
        "enable_cpu_mem_arena": False,
        "providers": [_OPENVINO],
        "provider_options": {"device_type": "CPU", "load_config": json.dumps({"CPU": settings})},
    }
