"""One suite for every engine behind the port: the real one, a recording of it, and its replay."""

import itertools
import os
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from intake.ocr.engine import UNREAD, OcrEngine, Orientation, ReadLine
from intake.ocr.paddle import PaddleEngine
from intake.ocr.replay import RecordingEngine, ReplayEngine
from intake.ocr.spelling import Spelling, likelihood
from intake.page import Pixels
from models.error import YancaiError
from tests.intake.ocr.spelled import spelled


def page() -> Pixels:
    """A page with three lines of Latin text, which needs no font beyond OpenCV's."""
    pixels = np.full((600, 800, 3), 255, np.uint8)
    for row, text in enumerate(("HOSPITAL REPORT", "WBC 3.86", "2026-09-14")):
        cv2.putText(pixels, text, (60, 120 + 160 * row), cv2.FONT_HERSHEY_SIMPLEX, 2, (0, 0, 0), 4)
    return pixels


class TidyEngine:
    """Answers as the real engine does, without a network."""

    name = "tidy"
    weights: dict[str, str] = {"net": "0" * 64}  # noqa: RUF012

    def read(self, pixels: Pixels) -> list[ReadLine]:
        if pixels.min() == pixels.max():
            return []
        texts = ("HOSPITAL REPORT", "WBC 3.86", "2026-09-14")
        boxes = [(50, 60 + 160 * row, 700, 130 + 160 * row) for row in range(3)]
        quads = [np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], float) for x0, y0, x1, y1 in boxes]
        return [ReadLine(quad, text, 0.98) for quad, text in zip(quads, texts, strict=True)]

    def find(self, pixels: Pixels) -> list[ReadLine]:
        return [replace(line, text=UNREAD * len(line.text)) for line in self.read(pixels)]

    def recognize(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        return [("WBC 3.86", 0.97) for _ in crops]

    def spell(self, crops: Sequence[Pixels]) -> list[Spelling]:
        return [spelled("WBC 3.86", 0.97) for _ in crops]

    def orientation(self, pixels: Pixels) -> Orientation:
        return Orientation(0 if pixels.shape[1] > pixels.shape[0] else 90, 0.93)


def replay_of(engine: OcrEngine, folder: Path) -> ReplayEngine:
    recording = RecordingEngine(engine)
    recording.read(page())
    recording.read(np.full((600, 800, 3), 255, np.uint8))
    recording.find(page())
    recording.recognize([page()[200:330, 40:500]])
    recording.spell([page()[200:330, 40:500]])
    recording.orientation(page())
    recording.orientation(np.ascontiguousarray(np.rot90(page(), -1)))
    recording.save(folder / "recording.json")
    return ReplayEngine.load([folder / "recording.json"])


@pytest.fixture(scope="module")
def paddle() -> PaddleEngine:
    return PaddleEngine.load()


@pytest.fixture(params=["replay", pytest.param("paddle", marks=pytest.mark.engine)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> OcrEngine:
    if request.param == "replay":
        return replay_of(TidyEngine(), tmp_path)
    real: PaddleEngine = request.getfixturevalue("paddle")
    return real


def test_all_lines_are_read_where_they_stand(engine: OcrEngine) -> None:
    lines = sorted(engine.read(page()), key=lambda line: line.quad[0][1])
    assert [line.text.replace(" ", "") for line in lines] == ["HOSPITALREPORT", "WBC3.86", "2026-09-14"]
    for row, line in enumerate(lines):
        assert line.quad.shape == (4, 2)
        assert line.quad[:, 1].min() < 105 + 160 * row < line.quad[:, 1].max()
        assert 0.5 < line.confidence <= 1


def test_lines_are_found_without_being_read(engine: OcrEngine) -> None:
    lines = sorted(engine.find(page()), key=lambda line: line.quad[0][1])
    for row, (line, characters) in enumerate(zip(lines, (15, 8, 10), strict=True)):
        assert line.quad[:, 1].min() < 105 + 160 * row < line.quad[:, 1].max()
        assert set(line.text) == {UNREAD}
        assert characters / 2 < len(line.text) < characters * 2
        assert 0.5 < line.confidence <= 1


def test_an_empty_page_has_no_lines(engine: OcrEngine) -> None:
    assert engine.read(np.full((600, 800, 3), 255, np.uint8)) == []


def test_crops_are_answered_one_by_one(engine: OcrEngine) -> None:
    crop = page()[200:330, 40:500]
    answers = engine.recognize([crop, crop])
    assert [text.replace(" ", "") for text, _ in answers] == ["WBC3.86", "WBC3.86"]
    assert engine.recognize([]) == []


def test_a_line_is_spelled_as_it_is_read(engine: OcrEngine) -> None:
    crop = page()[200:330, 40:500]
    ((text, confidence),), (line,) = engine.recognize([crop]), engine.spell([crop])
    assert line.text == text
    assert line.confidence == pytest.approx(confidence, abs=1e-3)
    chosen = [max(frame, key=lambda choice: choice[1])[0] for frame in line.frames]
    assert "".join(char for char, _ in itertools.groupby(chosen)) == text
    assert likelihood(line.frames, text) > likelihood(line.frames, text[:-1]) + 1
    assert engine.spell([]) == []


def test_a_page_turned_clockwise_needs_the_rest_of_a_turn(engine: OcrEngine) -> None:
    assert engine.orientation(page()).rotation == 0
    assert engine.orientation(np.ascontiguousarray(np.rot90(page(), -1))).rotation in {90, 270}


def test_what_made_the_reading_is_named(engine: OcrEngine) -> None:
    assert engine.name
    assert all(len(digest) == 64 for digest in engine.weights.values())


@pytest.mark.engine
@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="there is one processor to be on")
def test_an_engine_may_use_every_processor(paddle: PaddleEngine) -> None:
    """Kept on one, the engines of all workers would be kept on the same one."""
    crops = [page()[200:330, 40:500]] * 8
    reading = threading.Thread(target=paddle.recognize, args=(crops,))
    reading.start()
    allowed = set()
    while reading.is_alive():
        with suppress(ProcessLookupError):  # it has just ended
            allowed.add(frozenset(os.sched_getaffinity(reading.native_id or 0)))
        time.sleep(0.001)
    assert allowed == {frozenset(os.sched_getaffinity(0))}


@pytest.mark.engine
def test_the_network_tells_by_how_much_to_turn(paddle: PaddleEngine) -> None:
    turned_clockwise = np.ascontiguousarray(np.rot90(page(), -1))
    assert paddle.orientation(turned_clockwise).rotation == 270


@pytest.mark.engine
def test_reading_twice_gives_the_same(paddle: PaddleEngine) -> None:
    first, second = paddle.read(page()), paddle.read(page())
    assert [(line.text, line.confidence) for line in first] == [(line.text, line.confidence) for line in second]


def test_a_picture_nobody_recorded_is_an_error(tmp_path: Path) -> None:
    engine = replay_of(TidyEngine(), tmp_path)
    with pytest.raises(YancaiError, match="no recorded answer"):
        engine.read(255 - page())
