"""A file through all stages: what fails becomes a problem of its page, names nobody in the log, and the run goes on."""

import io
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from intake.ocr.engine import UNREAD, Orientation, ReadLine
from intake.ocr.spelling import Spelling
from intake.page import Pixels
from intake.read import Reader
from intake.settings import IntakeSettings
from models.codes import ClarityGrade
from models.error import YancaiError
from models.place import Box
from tests.intake.clarity.pages import sheet
from tests.intake.files.test_pdf import LOGO, with_broken_picture
from tests.intake.files.uploads import text_pdf

SECRET = "张三丰"


class OneLineEngine:
    """Reads the same line on every page."""

    name = "one line"
    weights: dict[str, str] = {}  # noqa: RUF012

    def read(self, pixels: Pixels) -> list[ReadLine]:
        quad = np.array([(100, 100), (500, 100), (500, 140), (100, 140)], dtype=np.float64)
        return [ReadLine(quad, "疾病诊断证明书", 0.99)]

    def spell(self, crops: Sequence[Pixels]) -> list[Spelling]:
        return []

    def find(self, pixels: Pixels) -> list[ReadLine]:
        return []

    def recognize(self, crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        return [("", 0.0) for _ in crops]

    def orientation(self, pixels: Pixels) -> Orientation:
        return Orientation(0, 0.92)


class FailingEngine(OneLineEngine):
    """Fails as engines do, quoting the paper."""

    def read(self, pixels: Pixels) -> list[ReadLine]:
        raise RuntimeError(f"cannot decode {SECRET}")


class MissingWeightsEngine(OneLineEngine):
    def read(self, pixels: Pixels) -> list[ReadLine]:
        raise YancaiError("缺少模型权重")


def picture(pages: int = 1, kind: str = "TIFF") -> bytes:
    sheets = [Image.new("RGB", (800, 1100), "white") for _ in range(pages)]
    for blank in sheets:
        ImageDraw.Draw(blank).rectangle((100, 100, 500, 140), fill="black")
    held = io.BytesIO()
    sheets[0].save(held, kind, save_all=pages > 1, append_images=sheets[1:])
    return held.getvalue()


def written(folder: Path, data: bytes, name: str = f"{SECRET}.tif") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_page_is_read_and_its_boxes_are_of_the_source(tmp_path: Path) -> None:
    reading = Reader(OneLineEngine(), IntakeSettings()).read("证明.tif", written(tmp_path, picture()))
    (document,) = reading.documents
    assert reading.problems == ()
    assert document.text == "疾病诊断证明书"
    assert document.doc_type.value == "diagnosis_certificate"
    assert document.source.name == "证明.tif"
    assert [place.page for place in document.geometry] == [0]


def test_a_page_that_lacks_a_logo_is_read_and_looked_at_by_a_person(tmp_path: Path) -> None:
    data = with_broken_picture(text_pdf(), LOGO, "rubbish").tobytes()
    reading = Reader(OneLineEngine(), IntakeSettings()).read("证明.pdf", written(tmp_path, data, "a.pdf"))
    assert reading.documents
    assert [(problem.code, problem.applicant_can_mend) for problem in reading.problems] == [("page.incomplete", False)]
    assert "第 1 页" in reading.problems[0].message


class CoverEngine(OneLineEngine):
    """Reads a line where something is printed, and nothing on bare paper."""

    def read(self, pixels: Pixels) -> list[ReadLine]:
        return super().read(pixels) if pixels.min() < 128 else []


def test_the_blank_back_of_a_sheet_takes_nothing_from_the_paper(tmp_path: Path) -> None:
    front, back = Image.new("RGB", (800, 1100), "white"), Image.new("RGB", (800, 1100), (246, 246, 244))
    for column in range(6):
        ImageDraw.Draw(front).rectangle((105 + 65 * column, 105, 140 + 65 * column, 135), outline="black", width=4)
    alone, both = tmp_path / "a.tif", tmp_path / "b.tif"
    front.save(alone)
    front.save(both, save_all=True, append_images=[back])
    reader = Reader(CoverEngine(), IntakeSettings())
    (single,), (double,) = (reader.read("证明.tif", path).documents for path in (alone, both))
    assert double.source.pages == (0, 1)
    assert double.clarity.score == single.clarity.score > 0.0
    assert double.clarity.grade is single.clarity.grade
    assert (double.doc_type.value, double.doc_type.confidence) == (single.doc_type.value, single.doc_type.confidence)


class CleanPageEngine(OneLineEngine):
    """Finds the lines of ``tests.intake.clarity.pages.sheet``, and cannot read."""

    def find(self, pixels: Pixels) -> list[ReadLine]:
        lines = [replace(line, text=UNREAD * len(line.text), confidence=0.9) for line in sheet()[1]]
        size = (pixels.shape[1], pixels.shape[0])
        return [ReadLine(corners(line.box) * size, line.text, line.confidence) for line in lines]

    def read(self, pixels: Pixels) -> list[ReadLine]:
        raise RuntimeError("nothing to read")


def corners(box: Box) -> NDArray[np.float64]:
    return np.array([(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)])


def png(pixels: Pixels) -> bytes:
    held = io.BytesIO()
    Image.fromarray(pixels[:, :, ::-1]).save(held, "PNG")
    return held.getvalue()


def test_a_page_that_looks_good_at_a_glance_is_not_read(tmp_path: Path) -> None:
    glance = Reader(CleanPageEngine(), IntakeSettings()).glance("证明.png", written(tmp_path, png(sheet()[0])))
    assert glance.clarity is not None
    assert (glance.clarity.grade, glance.clarity.problems) == (ClarityGrade.GOOD, ())
    assert [place.rotation for place in glance.geometry] == [0]
    assert glance.problems == ()


def test_a_page_that_looks_blurred_at_a_glance_is_read(tmp_path: Path) -> None:
    blurred = np.asarray(cv2.GaussianBlur(sheet()[0], (0, 0), 9), dtype=np.uint8)
    glance = Reader(CleanPageEngine(), IntakeSettings()).glance("证明.png", written(tmp_path, png(blurred)))
    assert [problem.code for problem in glance.problems] == ["ocr.failed"]


def test_a_glance_in_doubt_finds_the_clarity_and_the_lie_that_reading_finds(tmp_path: Path) -> None:
    path = written(tmp_path, picture())
    reader = Reader(OneLineEngine(), IntakeSettings())
    glance, (document,) = reader.glance("证明.tif", path), reader.read("证明.tif", path).documents
    assert glance.clarity is not None
    assert (glance.clarity.grade, glance.clarity.score) == (document.clarity.grade, document.clarity.score)
    assert glance.clarity.problems == document.clarity.problems
    assert glance.geometry == document.geometry
    assert glance.problems == ()


class BlindEngine(OneLineEngine):
    """Cannot find lines at a glance."""

    def find(self, pixels: Pixels) -> list[ReadLine]:
        raise RuntimeError(f"cannot find {SECRET}")


def test_what_fails_at_a_glance_is_no_problem_where_the_page_is_read_then(tmp_path: Path) -> None:
    path = written(tmp_path, picture())
    glance = Reader(BlindEngine(), IntakeSettings()).glance("证明.tif", path)
    assert (glance.clarity is not None, glance.problems) == (True, ())


def test_a_glance_at_an_unreadable_file_is_a_problem(tmp_path: Path) -> None:
    glance = Reader(OneLineEngine(), IntakeSettings()).glance("空.jpg", written(tmp_path, b""))
    assert (glance.clarity, glance.geometry) == (None, ())
    assert [problem.code for problem in glance.problems] == ["file.empty"]


def test_a_failing_stage_is_a_problem_of_its_page(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        reading = Reader(FailingEngine(), IntakeSettings()).read(f"{SECRET}.tif", written(tmp_path, picture(2)))
    assert [(problem.code, problem.page) for problem in reading.problems] == [("ocr.failed", 0), ("ocr.failed", 1)]
    assert not any(problem.applicant_can_mend for problem in reading.problems)
    assert reading.documents
    # Where it failed is told; whose paper it was, and what the error quoted of it, is not.
    assert "RuntimeError" in caplog.text
    assert SECRET not in caplog.text
    assert SECRET not in "".join(problem.message for problem in reading.problems)


def test_an_unreadable_file_is_a_problem_and_no_document(tmp_path: Path) -> None:
    reader = Reader(OneLineEngine(), IntakeSettings())
    reading = reader.read("空.jpg", written(tmp_path, b""))
    assert reading.documents == ()
    assert [problem.code for problem in reading.problems] == ["file.empty"]
    assert "空.jpg" in reading.problems[0].message
    # The next file is read as if nothing had been.
    assert reader.read("证明.tif", written(tmp_path, picture())).documents


def test_a_fault_of_the_installation_is_not_put_down_to_the_paper(tmp_path: Path) -> None:
    with pytest.raises(YancaiError, match="权重"):
        Reader(MissingWeightsEngine(), IntakeSettings()).read("证明.tif", written(tmp_path, picture()))


def test_pictures_are_taken_only_when_asked_for(tmp_path: Path) -> None:
    reader, path = Reader(OneLineEngine(), IntakeSettings()), written(tmp_path, picture(2))
    assert reader.read("证明.tif", path).pictures == ()
    pictures = reader.read("证明.tif", path, pictures=True).pictures
    assert [one.page for one in pictures] == [0, 1]
    with Image.open(io.BytesIO(pictures[0].jpeg)) as jpeg:
        assert jpeg.size == (pictures[0].width, pictures[0].height)


def test_a_long_file_keeps_its_boxes_though_its_pages_are_kept_small(tmp_path: Path) -> None:
    reader = Reader(OneLineEngine(), IntakeSettings())
    short = reader.read("短.tif", written(tmp_path, picture(1))).documents[0]
    long = reader.read("长.tif", written(tmp_path, picture(13))).documents[0]
    assert [place.page for place in long.geometry][:1] == [0]
    title, same = short.fields["report_title"].evidence[0].box, long.fields["report_title"].evidence[0].box
    assert title.iou(same) > 0.95
