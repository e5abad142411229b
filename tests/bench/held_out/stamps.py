"""Which seals end up on which papers, and how they are pressed."""

from __future__ import annotations

from dataclasses import replace

from models.codes import SealColor, SealKind, SealShape
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.seals import SealDesign

Spot = tuple[float, float]


def _ink(paper: Paper) -> float:
    return paper.rng.choice((paper.rng.uniform(0.7, 0.95), paper.rng.uniform(0.7, 0.95), paper.rng.uniform(0.34, 0.6)))


def _number(paper: Paper) -> str:
    return f"{paper.hospital.place[3]}{paper.rng.randrange(10**6, 10**7)}" if paper.rng.random() < 0.5 else ""


def official(paper: Paper, spot: Spot, turn: float = 14.0) -> None:
    """The hospital's own round seal."""
    design = SealDesign(
        SealShape.CIRCLE, SealKind.OFFICIAL, paper.hospital.name, width=(w := paper.rng.uniform(39, 43)), height=w,
        number=_number(paper), turn=paper.rng.uniform(-turn, turn), ink=_ink(paper),
        face=paper.rng.choice(("song", "song-bold", "ming")),
    )  # fmt: skip
    paper.stamp(design, spot)


def certificate(paper: Paper, spot: Spot) -> None:
    """The special seal for certificates, round or oval."""
    inner = paper.rng.choice(("诊断证明专用章", "疾病诊断专用章", "诊断专用章", "疾病证明专用章"))
    oval = paper.rng.random() < 0.3
    design = SealDesign(
        SealShape.ELLIPSE if oval else SealShape.CIRCLE, SealKind.DIAGNOSIS_CERTIFICATE, paper.hospital.name, inner,
        width=45 if oval else 40, height=31 if oval else 40, star=paper.rng.random() < 0.7,
        turn=paper.rng.uniform(-25, 25), ink=_ink(paper), face=paper.rng.choice(("song", "hei", "song-bold")),
    )  # fmt: skip
    paper.stamp(design, spot)


def records(paper: Paper, spot: Spot) -> None:
    """The seal of the office that copies records: a rectangle of two lines, or round."""
    color = paper.rng.choice((SealColor.RED, SealColor.RED, SealColor.BLUE))
    inner = paper.rng.choice(("病历复印专用章", "病案复印专用章", "病案室专用章"))
    turn = paper.rng.uniform(-12, 12)
    if paper.rng.random() < 0.6:
        design = SealDesign(
            SealShape.RECTANGLE, SealKind.MEDICAL_RECORDS, paper.hospital.name, inner, color, width=46, height=17,
            turn=turn, ink=_ink(paper), face="hei", lines=(paper.hospital.name, inner),
        )  # fmt: skip
    else:
        design = SealDesign(
            SealShape.CIRCLE, SealKind.MEDICAL_RECORDS, paper.hospital.name, inner, color, width=36, height=36,
            star=True, turn=turn, ink=_ink(paper),
        )  # fmt: skip
    paper.stamp(design, spot)


def department(paper: Paper, spot: Spot, inner: str) -> None:
    """A department's seal: an oval, a box, seldom a triangle."""
    color = paper.rng.choice((SealColor.RED, SealColor.BLUE, SealColor.RED))
    turn, ink = paper.rng.uniform(-20, 20), _ink(paper)
    name, kind = paper.hospital.name, SealKind.DEPARTMENT
    match paper.rng.randrange(5):
        case 0 | 1:
            design = SealDesign(SealShape.ELLIPSE, kind, name, inner, color, 44, 30, face="hei")
        case 2:
            design = SealDesign(SealShape.CIRCLE, kind, name, inner, color, 36, 36, star=False)
        case 3:
            design = SealDesign(SealShape.RECTANGLE, kind, name, inner, color, 44, 15, lines=(name, inner))
        case _:
            design, turn = SealDesign(SealShape.TRIANGLE, kind, inner, "审核", color, 32, 28, face="hei"), turn * 0.5
    paper.stamp(replace(design, turn=turn, ink=ink), spot)


def insurance(paper: Paper, spot: Spot) -> None:
    """The hospital's insurance office."""
    inner = paper.rng.choice(("医保办公室", "医疗保险办公室", "医保科"))
    design = SealDesign(
        SealShape.CIRCLE, SealKind.INSURANCE_OFFICE, paper.hospital.name, inner, width=38, height=38,
        star=paper.rng.random() < 0.6, turn=paper.rng.uniform(-15, 15), ink=_ink(paper),
    )  # fmt: skip
    paper.stamp(design, spot)


def company(paper: Paper, spot: Spot, name: str = "") -> None:
    """Somebody else's round seal, which is no hospital's."""
    name = name or paper.rng.choice(
        ("安达信息科技有限公司", "康宁医药连锁有限公司", "云松劳务派遣有限公司", "平湖社区居民委员会")
    )
    design = SealDesign(
        SealShape.CIRCLE, SealKind.UNKNOWN, name, width=40, height=40, turn=paper.rng.uniform(-20, 20), ink=_ink(paper)
    )
    paper.stamp(design, spot)


def across_pages(paper: Paper) -> None:
    """Half of a seal pressed over the edge of a sheaf of pages."""
    x = paper.sheet.width + paper.rng.uniform(-4, 6) if paper.rng.random() < 0.7 else paper.rng.uniform(-6, 4)
    design = SealDesign(
        SealShape.CIRCLE, SealKind.CROSS_PAGE, paper.hospital.name, width=41, height=41,
        turn=paper.rng.uniform(-40, 40), ink=_ink(paper),
    )  # fmt: skip
    paper.stamp(design, (x, paper.sheet.height * paper.rng.uniform(0.35, 0.65)))


def by_archive(p: Paper) -> None:
    """What the archive presses on a copy it hands out, and across the edge of its pages."""
    roll = p.rng.random()
    if roll < 0.55:
        records(p, (p.rng.uniform(120, 165), p.rng.uniform(240, 268)))
    elif roll < 0.7:
        official(p, (p.rng.uniform(130, 165), p.rng.uniform(235, 262)))
    if p.rng.random() < 0.3:
        across_pages(p)
