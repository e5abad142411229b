"""Recorded readings behind the engine port, so that most tests read pages without a network.

A recording wraps a real engine and keeps every call's thumbnail beside its answer; a replay answers a call with the
recorded call whose thumbnail is nearest. Thumbnails, rather than sums of the pixels, so that a processor whose
interpolation rounds another way still finds its page.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.ocr.engine import OcrEngine, Orientation, ReadLine
from intake.ocr.spelling import Spelling
from intake.page import Pixels
from models.error import YancaiError
from models.place import Fraction
from models.record import Record

_THUMBNAIL = 16
_FARTHEST = 3.0
"""Mean difference in grey levels up to which two thumbnails are of the same picture."""


class RecordedLine(Record):
    quad: tuple[tuple[float, float], ...]
    """Four corners in fractions of the picture."""
    text: str
    confidence: Fraction


class RecordedCall(Record):
    """One call: what was asked, of which picture (height, width, thumbnail in hexadecimal), and the answer."""

    asked: Literal["read", "find", "recognize", "spell", "orientation"]
    size: tuple[int, int]
    thumbnail: str
    lines: tuple[RecordedLine, ...] = ()
    frames: tuple[tuple[tuple[str, float], ...], ...] = ()
    places: tuple[float, ...] = ()
    rotation: int = 0
    confidence: Fraction = 0.0


class Recording(Record):
    engine: str
    weights: dict[str, str]
    calls: tuple[RecordedCall, ...]


class RecordingEngine:
    """Passes every call on to an engine and keeps what it answered."""

    def __init__(self, engine: OcrEngine) -> None:
        self._engine = engine
        self._calls: list[RecordedCall] = []

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def weights(self) -> dict[str, str]:
        return self._engine.weights

    def read(self, pixels: Pixels) -> list[ReadLine]:
        return self._kept("read", pixels, self._engine.read(pixels))

    def find(self, pixels: Pixels) -> list[ReadLine]:
        return self._kept("find", pixels, self._engine.find(pixels))

    def _kept(self, asked: Literal["read", "find"], pixels: Pixels, lines: list[ReadLine]) -> list[ReadLine]:
        size = np.array([pixels.shape[1], pixels.shape[0]])
        kept = tuple(
            RecordedLine(
                quad=tuple((round(float(x), 5), round(float(y), 5)) for x, y in line.quad / size),
                text=line.text,
                confidence=round(line.confidence, 4),
            )
            for line in lines
        )
        self._keep(
            RecordedCall(asked=asked, size=_size(pixels), thumbnail=_thumbnail(pixels).tobytes().hex(), lines=kept)
        )
        return lines

    def recognize(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        answers = self._engine.recognize(crops)
        for crop, (text, confidence) in zip(crops, answers, strict=True):
            line = RecordedLine(quad=(), text=text, confidence=round(confidence, 4))
            thumbnail = _thumbnail(crop).tobytes().hex()
            self._keep(RecordedCall(asked="recognize", size=_size(crop), thumbnail=thumbnail, lines=(line,)))
        return answers

    def spell(self, crops: Sequence[Pixels]) -> list[Spelling]:
        answers = self._engine.spell(crops)
        for crop, answer in zip(crops, answers, strict=True):
            line = RecordedLine(quad=(), text=answer.text, confidence=round(answer.confidence, 4))
            frames = tuple(tuple((char, round(chance, 3)) for char, chance in frame) for frame in answer.frames)
            thumbnail = _thumbnail(crop).tobytes().hex()
            places = tuple(round(place, 4) for place in answer.places)
            call = RecordedCall(asked="spell", size=_size(crop), thumbnail=thumbnail, lines=(line,), frames=frames)
            self._keep(call.model_copy(update={"places": places}))
        return answers

    def orientation(self, pixels: Pixels) -> Orientation:
        answer = self._engine.orientation(pixels)
        self._keep(
            RecordedCall(
                asked="orientation",
                size=_size(pixels),
                thumbnail=_thumbnail(pixels).tobytes().hex(),
                rotation=answer.rotation,
                confidence=round(answer.confidence, 4),
            )
        )
        return answer

    def save(self, path: Path) -> None:
        recording = Recording(engine=self.name, weights=self.weights, calls=tuple(self._calls))
        text = json.dumps(recording.model_dump(mode="json"), ensure_ascii=False, indent=0)
        path.write_text(text + "\n", encoding="utf-8")

    def _keep(self, call: RecordedCall) -> None:
        if call not in self._calls:
            self._calls.append(call)


class ReplayEngine:
    """Answers from recordings. Raises YancaiError for a picture nobody recorded."""

    def __init__(self, recordings: Sequence[Recording]) -> None:
        self._calls = [call for recording in recordings for call in recording.calls]
        self._thumbnails = [np.frombuffer(bytes.fromhex(call.thumbnail), np.uint8) for call in self._calls]
        self._first = recordings[0]

    @classmethod
    def load(cls, paths: Sequence[Path]) -> ReplayEngine:
        return cls([Recording.model_validate_json(path.read_text(encoding="utf-8")) for path in paths])

    @property
    def name(self) -> str:
        return f"replay of {self._first.engine}"

    @property
    def weights(self) -> dict[str, str]:
        return self._first.weights

    def read(self, pixels: Pixels) -> list[ReadLine]:
        return self._lines("read", pixels)

    def find(self, pixels: Pixels) -> list[ReadLine]:
        return self._lines("find", pixels)

    def _lines(self, asked: str, pixels: Pixels) -> list[ReadLine]:
        size = np.array([pixels.shape[1], pixels.shape[0]], dtype=np.float64)
        lines = self._nearest(asked, pixels).lines
        return [ReadLine(np.array(line.quad) * size, line.text, line.confidence) for line in lines]

    def recognize(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        lines = [self._nearest("recognize", crop).lines[0] for crop in crops]
        return [(line.text, line.confidence) for line in lines]

    def spell(self, crops: Sequence[Pixels]) -> list[Spelling]:
        calls = [self._nearest("spell", crop) for crop in crops]
        return [Spelling(call.lines[0].text, call.lines[0].confidence, call.frames, call.places) for call in calls]

    def orientation(self, pixels: Pixels) -> Orientation:
        call = self._nearest("orientation", pixels)
        return Orientation(call.rotation, call.confidence)

    def _nearest(self, asked: str, pixels: Pixels) -> RecordedCall:
        sought = _thumbnail(pixels).astype(np.float64)
        near = [
            (float(np.abs(thumbnail - sought).mean()), index)
            for index, (call, thumbnail) in enumerate(zip(self._calls, self._thumbnails, strict=True))
            if call.asked == asked and _alike(call.size, _size(pixels))
        ]
        distance, index = min(near, default=(256.0, -1))
        if distance > _FARTHEST:
            raise YancaiError(f"no recorded answer to '{asked}' for this picture (nearest differs by {distance:.1f})")
        return self._calls[index]


def _thumbnail(pixels: Pixels) -> NDArray[np.uint8]:
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, (_THUMBNAIL, _THUMBNAIL), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8).reshape(-1)


def _size(pixels: Pixels) -> tuple[int, int]:
    return int(pixels.shape[0]), int(pixels.shape[1])


def _alike(recorded: tuple[int, int], asked: tuple[int, int]) -> bool:
    return all(abs(one - other) <= 2 for one, other in zip(recorded, asked, strict=True))
