"""From a plan to what is handed in: the files as they are captured, and what a perfect reading of each would say."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from random import Random
from typing import Final

import cv2
import numpy as np

from models.application import Application, DeclaredItem
from models.codes import ClarityGrade, ClarityKind, DocType
from models.document import Clarity, ClarityProblem, Document, Field, LabItem, Physician, Seal, SourceFile, TypeGuess
from models.place import Box, Evidence
from models.record import Record
from samples.capture import Shot, encode, take, truth_of
from samples.ink import Fragment, Sheet
from samples.truth import Truth
from tests.bench.cases.kinds import Kind, kind_for
from tests.bench.cases.plan import Part, Plan, plan_case, pool_of

_SURE: Final = 0.97
_TRIES: Final = 40
_TYPE_MM: Final = 10.5 * 25.4 / 72
_MELTED: Final = 0.22
"""Blur in sizes of the type at which strokes melt into grey blocks (by eye)."""
_SIDES: Final = {DocType.ID_CARD_FRONT: ("front",), DocType.ID_CARD_BACK: ("back",)}
_EVERYWHERE: Final = Box(left=0.1, top=0.1, right=0.9, bottom=0.2)


@dataclass(frozen=True)
class DrawnFile:
    """One file as uploaded: an encoded picture."""

    name: str
    data: bytes


@dataclass(frozen=True)
class DrawnCase:
    """A case as uploaded, and what the rules make of it."""

    name: str
    region: str
    kind: Kind
    application: Application
    files: tuple[DrawnFile, ...]


def plan_of(region: str, number: int, seed: int, papers: str = "samples") -> Plan:
    """The plan of one case: region, number, seed and the set of layouts decide everything."""
    rng = Random(f"yancai-cases-{seed}-{region}-{number}")
    plan = plan_case(region, kind_for(region, number), rng, pool_of(papers))
    return replace(plan, name=f"{region}-{papers}-{seed}-{number:03d}")


def captured(plan: Plan) -> DrawnCase:
    """The plan's files, photographed, scanned or copied."""
    files: list[DrawnFile] = []
    items = []
    for part in plan.parts:
        taken = _halves(part) if part.file == plan.in_two_files else [(part.file, _taken(part))]
        for name, shot in taken:
            files.append(DrawnFile(name, encode(shot)))
            items.append(DeclaredItem(file=name, claimed_type=part.doc_type))
    application = plan.application.model_copy(update={"items": tuple(items)})
    return DrawnCase(plan.name, plan.region, plan.kind, application, tuple(files))


def _taken(part: Part) -> Shot:
    """A capture that a person could read, or surely not, as the part says."""
    for _ in range(_TRIES):
        shot = take(part.sheet, part.way, part.turned)
        whole = truth_of(part.sheet, shot, (part.doc_type, part.layout), part.way, part.turned)
        if shot.readable is not part.illegible and (part.illegible or _shows_its_seals(part.sheet, whole)):
            return _beyond_a_doubt(shot, part.sheet) if part.illegible else shot
    raise RuntimeError(f"no capture of {part.layout} is as the case needs it")


def _beyond_a_doubt(shot: Shot, sheet: Sheet) -> Shot:
    """A blurred capture blurred again: at the edge of legibility pages could be made out by eye, and were read."""
    type_size = max(shot.pixels.shape[:2]) / max(sheet.size) * _TYPE_MM
    pixels = cv2.GaussianBlur(shot.pixels, (0, 0), _MELTED * type_size).astype(np.uint8)
    return replace(shot, pixels=pixels)


def _shows_its_seals(sheet: Sheet, truth: Truth) -> bool:
    """Whether the camera cut off no seal that the sheet has whole."""
    return [seal.complete for seal in truth.seals] == [seal.complete for seal in sheet.seals]


def _halves(part: Part) -> list[tuple[str, Shot]]:
    """The sheet as two, each photographed by itself: what is printed below the middle stands on the second page."""
    stem = part.file.removesuffix(".jpg")
    shots = []
    for number, sheet in enumerate(_cut_in_two(part.sheet), 1):
        shots.append((f"{stem}{number}.jpg", take(sheet, part.way, part.turned)))
    return shots


def _cut_in_two(sheet: Sheet) -> tuple[Sheet, Sheet]:
    """The upper and the lower part of a sheet, parted where nothing is printed, each on a sheet of the whole size."""
    height = sheet.image.height
    free = [
        y for y in range(height * 2 // 5, height * 4 // 5, 4) if not any(_crosses(run, y) for run in sheet.fragments)
    ]
    free = [y for y in free if not any(one.outline[:, 1].min() < y < one.outline[:, 1].max() for one in sheet.seals)]
    cut = min(free, key=lambda y: abs(y - height * 0.6))
    return _part_of(sheet, 0, cut), _part_of(sheet, cut, height)


def _crosses(run: Fragment, y: int) -> bool:
    return run.top - 3 < y < run.bottom + 3


def _part_of(sheet: Sheet, top: int, bottom: int) -> Sheet:
    page = Sheet(sheet.rng, sheet.dpi, sheet.size)
    page.image.paste(sheet.image.crop((2, 2, 3, 3)).resize(page.image.size))  # the paper's own tone
    down = round(sheet.px(14)) if top else 0
    page.image.paste(
        sheet.image.crop((0, top, sheet.image.width, min(bottom, top + sheet.image.height - down))), (0, down)
    )
    return page


def read_perfectly(plan: Plan) -> tuple[Document, ...]:
    """What a perfect reading of the case's files would give: for judging by itself, without an engine."""
    return tuple(_document(part) for part in plan.parts)


def _document(part: Part) -> Document:
    sha256 = hashlib.sha256(part.file.encode()).hexdigest()
    source = SourceFile(name=part.file, sha256=sha256, pages=(0,))
    whole = Shot(np.asarray(part.sheet.image, dtype=np.uint8), np.eye(3))
    return as_read(truth_of(part.sheet, whole, (part.doc_type, part.layout), part.way, 0), source, part.illegible)


def as_read(truth: Truth, source: SourceFile, illegible: bool) -> Document:
    """What a perfect reading gives of a paper, or of one that nobody can read."""
    kind, sha256 = truth.doc_type, source.sha256
    blank = Document(
        id=f"{sha256[:12]}-0",
        source=source,
        sources=(source,),
        doc_type=TypeGuess(value=kind, label=kind.label, confidence=0.6 if illegible else _SURE),
        clarity=Clarity(grade=ClarityGrade.GOOD, score=_SURE),
    )
    return _beyond_reading(blank) if illegible else _filled(blank, truth)


def _beyond_reading(blank: Document) -> Document:
    blur = ClarityProblem(kind=ClarityKind.BLUR, severity=1.0, source=blank.source.sha256, page=0)
    return blank.model_copy(update={"clarity": Clarity(grade=ClarityGrade.UNREADABLE, score=0.1, problems=(blur,))})


def _filled(blank: Document, truth: Truth) -> Document:
    """The document with everything that is true of the paper, surely read."""
    sha256 = blank.source.sha256
    place = (Evidence(source=sha256, page=0, box=_EVERYWHERE),)
    people = [
        Physician(
            **_told(one, Physician), title_text=one.title.label if one.title else "", confidence=_SURE, evidence=place
        )
        for one in truth.physicians
    ]
    read = {
        "sides": _SIDES.get(truth.doc_type, ()),
        "fields": {
            name: Field(value=value, raw=str(value or ""), confidence=_SURE, evidence=place)
            for name, value in truth.fields.items()
        },
        "physicians": tuple(people),
        "seals": tuple(Seal(**_told(one, Seal), confidence=_SURE, source=sha256, page=0) for one in truth.seals),
        "lab_items": tuple(LabItem(**_told(one, LabItem)) for one in truth.lab_items),
        "text": "\n".join(truth.lines),
    }
    return blank.model_copy(update=read)


def _told(true: Record, read: type[Record]) -> dict[str, object]:
    """What the truth knows of what a record of that kind holds."""
    return {name: value for name, value in dict(true).items() if name in read.model_fields}
