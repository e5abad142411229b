"""Whole cases for reporting: drawn from a seed, with what is true of each and which decisions are right."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Final

from models.application import Application, DeclaredDisease, DeclaredItem, Person
from models.codes import SealColor, SealKind
from models.document import Document, SourceFile
from models.finding import Problem
from models.place import Box
from samples.truth import TrueSeal, Truth
from tests.bench.cases.drawn import DrawnCase, DrawnFile, as_read
from tests.bench.held_out.case_draw import Part, make_out
from tests.bench.held_out.case_files import Sent, files_of, types_of
from tests.bench.held_out.case_plan import Plan, base_plan
from tests.bench.held_out.case_ways import Way, way_for
from tests.bench.held_out.finish import visible

OFFICE: Final = Path(__file__).parent / "office"
"""The lists of the office that these cases are handed in to: their hospitals are invented."""
_CHINA: Final = timezone(timedelta(hours=8))
_UNREADABLE: Final = ("blur", "small", "dark", "cut off", "covered")


@dataclass(frozen=True)
class HeldOutCase:
    """A case made out and not yet captured."""

    name: str
    way: Way
    plan: Plan
    parts: tuple[Part, ...]


def made_out(region: str, number: int, seed: int) -> HeldOutCase:
    """A region's case of that number; region, number and seed decide everything."""
    return made_out_as(way_for(region, number), region, f"{region}-held_out-{seed}-{number:03d}")


def made_out_as(way: Way, region: str, name: str) -> HeldOutCase:
    """A case of the way; its name decides everything else."""
    plan = base_plan(region, Random(f"held-out case {name}"))
    way.change(plan)
    return HeldOutCase(name, way, plan, tuple(make_out(plan)))


def captured(case: HeldOutCase) -> DrawnCase:
    """The case as it is uploaded."""
    sent = files_of(case.parts, case.plan.bundle, Random(f"files of {case.name}"))
    files = tuple(DrawnFile(one.name, one.data) for one in sent)
    return DrawnCase(case.name, case.plan.region, case.way.kind, _application(case.plan, sent), files)


def _application(plan: Plan, sent: Sequence[Sent]) -> Application:
    """What was declared. A file with papers of several types belongs to no item of the upload."""
    items = [DeclaredItem(file=one.name, claimed_type=types_of(one)[0]) for one in sent if len(types_of(one)) == 1]
    number = int(hashlib.sha256(plan.applicant.id_number.encode()).hexdigest()[:8], 16)
    who, agent, (name, code) = plan.applicant, plan.agent, plan.disease
    return Application(
        application_number=f"HB{number % 10**8:08d}",
        submitted_at=datetime.combine(plan.submitted, time(9, 40), _CHINA),
        on_behalf=agent is not None,
        applicant=Person(
            name=who.name, id_number=who.id_number, insured_number=who.insured_number, phone=who.phone
        ),
        agent=Person(name=agent.name, id_number=agent.id_number) if agent else None,
        insurance="resident" if plan.visit.insurance else "employee",
        disease=DeclaredDisease(name=name, code=code or None),
        items=tuple(items),
    )  # fmt: skip


Read = tuple[tuple[Document, ...], tuple[Problem, ...]]


def read_perfectly(case: HeldOutCase) -> tuple[Application, Read]:
    """What a perfect reading of the case's papers, each a file of its own, would give."""
    documents: list[Document] = []
    problems: list[Problem] = []
    items = []
    for number, part in enumerate(case.parts, 1):
        slip = part.slip
        name = f"{number:02d}{(slip.claimed or slip.doc_type).label}.jpg"
        items.append(DeclaredItem(file=name, claimed_type=slip.claimed or slip.doc_type))
        if slip.broken:
            told = "文件已损坏，请重新上传。"
            problems.append(
                Problem(stage="open", file=name, code="file.damaged", message=told, applicant_can_mend=True)
            )
            continue
        sha256 = hashlib.sha256(f"{case.name} {name}".encode()).hexdigest()
        source = SourceFile(name=name, sha256=sha256, pages=(0,))
        document = as_read(_truth(part), source, slip.capture in _UNREADABLE)
        documents.append(document.model_copy(update={"sides": part.sides}))
    application = _application(case.plan, ()).model_copy(update={"items": tuple(items)})
    return application, (tuple(documents), tuple(problems))


def _own_seal(kind: SealKind) -> SealKind:
    """A company's seal is its own 公章; drawings call it of no kind, since it is no hospital's."""
    return SealKind.OFFICIAL if kind is SealKind.UNKNOWN else kind


def _truth(part: Part) -> Truth:
    paper, grey = part.paper, part.slip.capture == "grey copy"
    width, height = paper.sheet.image.size
    seals = []
    for pressed in paper.seals:
        edge = visible(pressed.edge, width, height)
        (x0, y0), (x1, y1) = edge.min(axis=0), edge.max(axis=0)
        whole = pressed.edge.min() >= 0 and (pressed.edge <= (width, height)).all()
        seals.append(
            TrueSeal(
                shape=pressed.design.shape,
                color=SealColor.BLACK if grey else pressed.design.color,
                kind=_own_seal(pressed.design.kind),
                text=pressed.design.text,
                inner_text=pressed.design.inner,
                complete=bool(whole),
                box=Box.clipped(x0 / width, y0 / height, x1 / width, y1 / height),
                strength=pressed.design.ink,
            )
        )
    return Truth(
        doc_type=paper.doc_type,
        layout=f"held_out/{paper.doc_type}/{part.layout}",
        lines=paper.sheet.lines(),
        fields=paper.fields,
        physicians=tuple(paper.physicians),
        seals=tuple(seals),
        lab_items=tuple(paper.lab_items),
    )
