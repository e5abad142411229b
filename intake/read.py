"""From an uploaded file to the papers in it: the story of intake, and the only ``except`` around a stage."""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from traceback import extract_tb
from typing import Final, TypeVar

from intake.assemble import document_of, ocr_lines
from intake.clarity import PageClarity, clarity_at_a_glance, document_clarity, grade_of, measure_clarity
from intake.classify import PageGroup, split
from intake.extract.layout import reading_order
from intake.extract.several import papers_on
from intake.files.layer_check import held_against_print
from intake.files.opening import Limits, OpenedFile, Unreadable, open_file
from intake.geometry.flatten import flatten
from intake.geometry.upright import upright
from intake.networks import listed
from intake.ocr.engine import OcrEngine
from intake.ocr.paddle import PaddleEngine
from intake.page import Line, PageImage, ReadPage
from intake.picture import PagePicture, picture_of
from intake.seals import SealMark, find_seals, read_seals, read_under_grey, without_seals
from intake.settings import IntakeSettings
from models.codes import ClarityGrade, DocType
from models.document import Document, Geometry, Seal
from models.error import YancaiError
from models.finding import Problem, Stage
from models.glance import Glance

log = logging.getLogger(__name__)
T = TypeVar("T")

_FEW_PAGES: Final = 12
_STAGES: Final[dict[Stage, str]] = {
    "open": "打开文件",
    "upright": "判断方向",
    "flatten": "校正倾斜",
    "clarity": "测量清晰度",
    "seals": "查找印章",
    "ocr": "识别文字",
    "classify": "判断材料类型",
    "extract": "提取内容",
}


@dataclass(frozen=True)
class Reading:
    """What one file gave: its papers, what could not be read, and (where asked for) a picture of each page."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    pictures: tuple[PagePicture, ...] = ()


class Reader:
    """Reads files, one after another, with one engine. Make it in the process that uses it."""

    def __init__(self, engine: OcrEngine, settings: IntakeSettings) -> None:
        self._engine, self._settings = engine, settings
        self.seconds: defaultdict[str, float] = defaultdict(float)
        """Seconds spent in each stage since the start: a measurement, kept outside the records."""

    @classmethod
    def start(cls, settings: IntakeSettings) -> Reader:
        """Load the engine. Raises WeightsError or YancaiError with the remedy where it cannot run."""
        return cls(PaddleEngine.load(settings.engine), settings)

    def within(self, limits: Limits) -> Reader:
        """A reader with the same engine under other limits on what is opened."""
        return Reader(self._engine, self._settings.model_copy(update={"limits": limits}))

    @property
    def engine_name(self) -> str:
        return self._engine.name

    @property
    def weights(self) -> dict[str, str]:
        return {**self._engine.weights, **listed()}

    def read(self, name: str, path: Path, *, pictures: bool = False) -> Reading:
        """Read one file; ``name`` is what the record calls it. An unreadable file is a problem, never an error."""
        run = _FileRun(name, self._engine, self.seconds)
        opened = run.attempt("open", None, lambda: open_file(path, self._settings.limits), None)
        if opened is None:
            return Reading((), tuple(run.problems))
        pages, taken = [], []
        for number in range(opened.page_count):
            page = run.open_page(opened, number)
            if page is None:
                continue
            read = run.page(page)
            # Signatures are looked for later; so many pages at full size would be a gigabyte.
            pages.append(read if opened.page_count <= _FEW_PAGES else replace(read, image=read.image.halved()))
            if pictures:
                taken.append(picture_of(page, pages[-1].geometry.rotation))
        documents = run.documents(opened, pages)
        return Reading(documents, tuple(run.problems), tuple(taken))

    def glance(self, name: str, path: Path) -> Glance:
        """How clear a file is and how its pages lie, without making papers of them.

        Pages that look good at a glance are not read, and ``read`` may find one of them less clear; all others are
        judged as ``read`` judges them.
        """
        run = _FileRun(name, self._engine, self.seconds)
        opened = run.attempt("open", None, lambda: open_file(path, self._settings.limits), None)
        if opened is None:
            return Glance(clarity=None, problems=tuple(run.problems))
        pages: list[tuple[PageClarity, Geometry]] = []
        for number in range(opened.page_count):
            page = run.open_page(opened, number)
            if page is not None:
                pages.append(run.glance(page))
        return Glance(
            clarity=document_clarity([clarity for clarity, _ in pages]) if pages else None,
            geometry=tuple(geometry for _, geometry in pages),
            problems=tuple(run.problems),
        )


@dataclass(frozen=True)
class _Seen:
    """A page set upright and flat, where its seals are, its lines and its clarity."""

    flat: PageImage
    geometry: Geometry
    marks: tuple[SealMark, ...]
    lines: tuple[Line, ...]
    clarity: PageClarity


class _FileRun:
    """One file on its way through the stages, gathering problems as it goes."""

    def __init__(self, name: str, engine: OcrEngine, seconds: defaultdict[str, float]) -> None:
        self._name, self._engine, self._seconds = name, engine, seconds
        self.problems: list[Problem] = []

    def page(self, page: PageImage) -> ReadPage:
        """Set the page upright and flat, find its seals, read it and measure its clarity."""
        seen = self.look(page)
        printed = [line.text for line in seen.lines]
        seals: tuple[Seal, ...] = self.attempt(
            "seals", page.number, lambda: read_seals(seen.flat, seen.marks, self._engine, printed), ()
        )
        clarity = seen.clarity
        told = (clarity.score, clarity.problems, clarity.blank, clarity.scant)
        return ReadPage(seen.flat, seen.lines, seen.geometry, seals, *told)

    def look(self, page: PageImage) -> _Seen:
        """What is known of a page before anything is made of its seals and lines."""
        return self._seen(*self._flat(page))

    def glance(self, page: PageImage) -> tuple[PageClarity, Geometry]:
        """How clear a page is and how it lies. Only where its lines, found and not read, say that it is good is that
        believed (decision 009); else they are read."""
        flat, geometry = self._flat(page)
        before, number, unknown = len(self.problems), page.number, PageClarity.unknown()
        found: tuple[Line, ...] = self.attempt("ocr", number, lambda: self._found(flat), ())
        clarity = self.attempt("clarity", number, lambda: clarity_at_a_glance(flat, found), unknown)
        good = grade_of(clarity.score, clarity.problems) is ClarityGrade.GOOD
        if good and not clarity.blank and len(self.problems) == before:
            return clarity, geometry
        # What failed at a glance is told only where the reading fails too.
        del self.problems[before:]
        return self._seen(flat, geometry).clarity, geometry

    def _found(self, page: PageImage) -> tuple[Line, ...]:
        return () if page.text_lines is not None else ocr_lines(page, self._engine.find(page.pixels))

    def _flat(self, page: PageImage) -> tuple[PageImage, Geometry]:
        """The page upright and flat, and how it lay."""
        number = page.number
        bare = replace(page, text_lines=None)
        # A layer that could not be held against the print is not believed.
        seen = self.attempt("open", number, lambda: held_against_print(page, self._engine), bare)
        turned, rotation = self.attempt("upright", number, lambda: upright(seen, self._engine), (seen, 0))
        flat, skew = self.attempt("flatten", number, lambda: flatten(turned, self._engine), (turned, 0.0))
        geometry = Geometry(
            source=page.source, page=number, rotation=rotation, skew_degrees=skew, dewarped=flat.bend is not None
        )
        return flat, geometry

    def _seen(self, flat: PageImage, geometry: Geometry) -> _Seen:
        """The seals, lines and clarity of a page that lies flat."""
        number = flat.number
        marks: tuple[SealMark, ...] = self.attempt("seals", number, lambda: find_seals(flat), ())
        lines: tuple[Line, ...] = self.attempt("ocr", number, lambda: self._lines(flat, marks), ())
        clarity = self.attempt("clarity", number, lambda: measure_clarity(flat, lines), PageClarity.unknown())
        return _Seen(flat, geometry, marks, lines, clarity)

    def open_page(self, opened: OpenedFile, number: int) -> PageImage | None:
        """One page of the file as uploaded; None, and a problem, where it is damaged."""
        page: PageImage | None = self.attempt("open", number, lambda: opened.page(number), None)
        if page is not None and not page.complete:
            self.problems.append(Unreadable("page.incomplete", page=number).problem(self._name))
        return page

    def _lines(self, page: PageImage, marks: Sequence[SealMark]) -> tuple[Line, ...]:
        if page.text_lines is not None:
            return reading_order(page.text_lines)
        read = self._engine.read(without_seals(page, marks))
        return reading_order(ocr_lines(page, read_under_grey(page, marks, read, self._engine)))

    def documents(self, opened: OpenedFile, pages: Sequence[ReadPage]) -> tuple[Document, ...]:
        """The papers the pages belong to, in the order of their pages."""
        groups: tuple[PageGroup, ...] = self.attempt("classify", None, lambda: split(pages), ())
        for page in pages:
            self._look_for_several(page)
        found = (self._document(opened, group) for group in groups)
        return tuple(document for document in found if document is not None)

    def _look_for_several(self, page: ReadPage) -> None:
        kinds: tuple[DocType, ...] = self.attempt("classify", page.image.number, lambda: papers_on(page.lines), ())
        if kinds:
            self.problems.append(_several(self._name, page.image.number, kinds))

    def _document(self, opened: OpenedFile, group: PageGroup) -> Document | None:
        number = group.pages[0].image.number
        return self.attempt("extract", number, lambda: document_of(self._name, opened, group), None)

    def attempt(self, stage: Stage, page: int | None, work: Callable[[], T], instead: T) -> T:
        """Run a stage; where it fails, keep the problem and go on with what stands ``instead`` of its answer."""
        start = time.perf_counter()
        try:
            return work()
        except YancaiError:
            raise
        except Unreadable as error:
            self.problems.append(error.problem(self._name, page))
        except Exception as error:  # noqa: BLE001 - the one boundary: whatever a stage meets costs this page, not the run
            self.problems.append(_failure(stage, self._name, page, error))
        finally:
            self._seconds[stage] += time.perf_counter() - start
        return instead


def _several(name: str, page: int, kinds: Sequence[DocType]) -> Problem:
    labels = "、".join(kind.label for kind in kinds)
    return Problem(
        stage="classify",
        file=name,
        page=page,
        code="page.several_papers",
        message=f"第 {page + 1} 页上像是有两份材料（{labels}），只按一份读取，请人工查看；重新上传时请分开拍摄。",
    )


def _failure(stage: Stage, name: str, page: int | None, error: Exception) -> Problem:
    # The error's own text may quote the paper; where it happened is enough to find it.
    place = extract_tb(error.__traceback__)[-1]
    log.error("stage %s failed: %s at %s:%s", stage, type(error).__name__, Path(place.filename).name, place.lineno)
    where = f"第 {page + 1} 页" if page is not None else "整个文件"
    return Problem(
        stage=stage,
        file=name,
        page=page,
        code=f"{stage}.failed",
        message=f"{where}在“{_STAGES[stage]}”时出错，未能完整读取，请人工查看原件。",
    )
