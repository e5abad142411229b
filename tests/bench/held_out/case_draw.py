"""From a slip to the sheet it stands for: made out by a layout, sealed as wished, and surely what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Final

import numpy as np

from models.codes import DocType, SealKind
from tests.bench.held_out import case_layouts, stamps
from tests.bench.held_out.case_plan import CERTIFICATE, FORM, REPORTS, Plan, SealWish, Slip, another_hospital
from tests.bench.held_out.opened import FIRST
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import cross, fingerprint
from tests.bench.held_out.seals import outline
from tests.bench.held_out.visit import papers_of

_TRIES: Final = 400
_MORE: Final = {
    FORM: (case_layouts.jiangxi_lined, case_layouts.nanchong_grid),
    CERTIFICATE: (case_layouts.countersigned,),
    DocType.ID_CARD_FRONT: (case_layouts.both_sides,),
}
_SPECIAL: Final = ("医务科", "门诊部", "出入院管理科", "病案室")
_HARDLY: Final = (0.025, 0.045)
_PALE: Final = (0.24, 0.34)
_FULL: Final = (0.6, 0.95)
"""How much of the ink came off; by eye on drawn papers."""


@dataclass(frozen=True)
class Part:
    """A slip made out."""

    slip: Slip
    paper: Paper
    layout: str

    @property
    def sides(self) -> tuple[str, ...]:
        """Which sides of a card are on it."""
        if self.layout == "both_sides":
            return ("front", "back")
        one = {DocType.ID_CARD_FRONT: ("front",), DocType.ID_CARD_BACK: ("back",)}
        return one.get(self.slip.doc_type, ())


def make_out(plan: Plan) -> list[Part]:
    """All papers of the case, those of a kind different from each other."""
    parts: list[Part] = []
    for slip in plan.slips:
        parts.append(_made_out(slip, plan, parts))
    for part in parts:
        part.paper.press_all()
    return parts


def _layouts(slip: Slip) -> list[Callable[[Random], Paper]]:
    more = _MORE.get(slip.doc_type, ())
    every = [*FIRST[slip.doc_type], *more]
    if slip.layouts:
        return [layout for layout in every if layout.__name__ in slip.layouts]
    return [layout for layout in every if layout is not case_layouts.both_sides]


def _made_out(slip: Slip, plan: Plan, before: list[Part]) -> Part:
    rng = plan.rng
    for _ in range(_TRIES):
        layout = rng.choice(_layouts(slip))
        try:
            with papers_of(slip.visit):
                paper = layout(rng)
        except ValueError:  # the text is too long for this layout, or the study is not done in this illness
            continue
        if not _suits(paper, slip, before):
            continue
        if slip.seal == "as drawn" or _sealed(paper, slip.seal, plan):
            return Part(slip, paper, layout.__name__)
    raise RuntimeError(f"no drawing of {slip.doc_type} is as the case needs it")


def _suits(paper: Paper, slip: Slip, before: list[Part]) -> bool:
    fields = paper.fields
    if any(name not in fields for name in slip.shows):
        return False
    if slip.doc_type in (FORM, CERTIFICATE):
        return _answered(paper, slip)
    if slip.doc_type in REPORTS:
        seen = {str(part.paper.fields.get("report_title")) for part in before if part.slip.doc_type in REPORTS}
        lung = "右肺" in "".join(paper.sheet.lines()) or slip.doc_type is not DocType.PATHOLOGY_REPORT
        return str(fields.get("report_title")) not in seen and lung
    return True


def _answered(paper: Paper, slip: Slip) -> bool:
    """Whether who answers for the paper signs in the manner and with the title that the case wants."""
    signer = slip.visit.signer
    one = next((one for one in paper.physicians if one.role in ("signing", "opinion")), None)
    if signer is None or one is None:
        return False
    if slip.visit.manner == "empty":
        return one.signed is False
    if slip.visit.titled and signer.title_text not in "".join(paper.sheet.lines()):
        return False
    return one.title is (signer.title if slip.visit.titled else None)


def _sealed(paper: Paper, wish: SealWish, plan: Plan) -> bool:
    """Replace what the layout would have pressed; False where the layout has no place for a seal this time."""
    kept = [one for one in paper.pending if one[0].kind is SealKind.PHYSICIAN]
    bodies = [one for one in paper.pending if one[0].kind is not SealKind.PHYSICIAN]
    if not bodies:
        return False
    design, spot = bodies[0]
    edge = outline(replace(design, width=43, height=43)) + np.array(spot)
    if edge.min() < 1 or (edge > np.array([paper.sheet.width, paper.sheet.height]) - 1).any():
        return False
    paper.pending = kept
    _stamp(paper, wish, spot, plan)
    return True


def _stamp(paper: Paper, wish: SealWish, spot: tuple[float, float], plan: Plan) -> None:
    rng = plan.rng
    ink = {"hardly": _HARDLY, "pale": _PALE}.get(wish, _FULL)
    match wish:
        case "none":
            return
        case "fingerprint":
            fingerprint(paper, spot)
            if rng.random() < 0.5:
                cross(paper, (paper.sheet.width * 0.9, 16), 11)
            return
        case "company":
            stamps.company(paper, spot)
        case "certificate":
            stamps.certificate(paper, spot)
        case "special":
            if rng.random() < 0.4:
                stamps.insurance(paper, spot)
            else:
                stamps.department(paper, spot, rng.choice(_SPECIAL))
        case "across pages":
            stamps.across_pages(paper)
        case "another hospital":
            own = paper.hospital
            paper.hospital = another_hospital(rng, plan.region, own)[0]
            stamps.official(paper, spot)
            paper.hospital = own
        case "cut":
            stamps.official(paper, (paper.sheet.width - rng.uniform(-3, 3), spot[1]))
        case _:
            stamps.official(paper, spot)
    design, where = paper.pending[-1]
    paper.pending[-1] = (replace(design, ink=rng.uniform(*ink)), where)
