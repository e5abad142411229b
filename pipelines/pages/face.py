"""A case as its page shows it: everything worked out, so that the templates only write it down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from models.codes import Decision, DocType
from pipelines.pages.facts import Event, history
from pipelines.pages.papers import PaperFace, paper_faces
from pipelines.pages.points import Said, said_of
from pipelines.pages.protection import ROOT
from pipelines.pages.visits import Visit
from pipelines.pages.wording import due, region_name
from pipelines.picture import PicturePlace
from pipelines.report.blocking import Weight
from pipelines.report.sheets import Layout, Sheet, lay_out
from pipelines.report.view import view_case
from pipelines.review.sheet import CaseSheet
from pipelines.review.states import State

_NOTHING = Said((), (), (), ())
_READ_AGAIN = ("note", "申请人新交的材料正在读取。下面是此前读取的结果。")
_ADVICE = {
    Decision.ACCEPT: ("pass", "预检未发现问题，可以通过。"),
    Decision.REVIEW: ("look", "预检有须人工核对之处。"),
    Decision.RESUBMIT: ("mend", "预检认为须由申请人补正。"),
}


@dataclass(frozen=True)
class Head:
    """The line on top."""

    number: str
    state: State
    due: str
    due_tone: str
    round: int
    second: bool
    urgent: bool
    applicant: str
    disease: str
    region: str
    channel: str
    received: datetime


@dataclass(frozen=True)
class Acts:
    """What the one who looks can do now, and how things stand in a sentence."""

    standing: str
    claim: bool
    release: bool
    decide: bool
    reveal: bool
    hide: bool
    notice: bool
    urgency: bool


@dataclass(frozen=True)
class CaseFace:
    """The page's matter. ``trouble`` of a page's anchor: how many points stand on it, and their tone."""

    head: Head
    acts: Acts
    record_id: int | None
    advice: tuple[str, str]
    said: Said
    sheets: tuple[Sheet, ...]
    paper_of: dict[str, int]
    name_of: dict[str, str]
    trouble: dict[str, tuple[int, str]]
    papers: tuple[PaperFace, ...]
    history: tuple[Event, ...]
    kinds: tuple[tuple[str, str], ...] = field(default=tuple((kind.value, kind.label) for kind in DocType))

    @property
    def address(self) -> str:
        return f"{ROOT}/cases/{quote(self.head.number)}"

    def picture(self, page: Sheet) -> str:
        """The address of a page's picture."""
        return f"{self.address}/pages/{page.picture.source}/{page.picture.page}"


def face_of(
    visit: Visit, sheet: CaseSheet, pictures: tuple[PicturePlace, ...], weights: tuple[Weight, ...]
) -> CaseFace:
    """The face of a case. ``weights`` of its findings in the record's order; ``pictures``: of pages that have one."""
    if sheet.record is None or sheet.mask is None:
        layout, said, advice = Layout((), (), ()), _NOTHING, ("note", "正在读取，完成后即可审核。")
    else:
        view = view_case(sheet.record, sheet.mask)
        layout = lay_out(view, pictures)
        said = said_of(view, layout.points, weights)
        advice = _READ_AGAIN if sheet.entry.reading else _ADVICE[sheet.record.decision]
    papers = paper_faces(sheet, layout)
    paper_of = _paper_of(layout)
    labels = {paper.number: paper.label for paper in papers}
    return CaseFace(
        head=_head(visit, sheet),
        acts=_acts(visit, sheet),
        record_id=sheet.record_id,
        advice=advice,
        said=said,
        sheets=layout.sheets,
        paper_of=paper_of,
        name_of={page.anchor: labels.get(paper_of[page.anchor], "未归类") for page in layout.sheets},
        trouble=_trouble(layout, said),
        papers=papers,
        history=history(sheet),
    )


def _head(visit: Visit, sheet: CaseSheet) -> Head:
    entry = sheet.entry
    words, tone = due(entry.due_date, visit.office.today(), near=entry.near)
    return Head(
        number=entry.number, state=entry.state, due=words if _is_open(sheet) else "", due_tone=tone,
        round=entry.round, second=entry.look == 2, urgent=entry.urgent, applicant=entry.applicant or "",
        disease=entry.disease or "", region=region_name(entry.region), channel=entry.channel,
        received=entry.received_at,
    )  # fmt: skip


def _acts(visit: Visit, sheet: CaseSheet) -> Acts:
    entry, may = sheet.entry, visit.rights
    holds = sheet.holds and entry.state is State.IN_REVIEW
    returned = any(one.final and one.verdict == "returned" for one in sheet.decisions)
    return Acts(
        standing=_standing(sheet, holds=holds),
        claim=may.decide and entry.state is State.NEW and sheet.record is not None and not entry.reading,
        release=holds or (may.assign and entry.state is State.IN_REVIEW),
        decide=holds and may.decide and not entry.reading,
        reveal=may.reveal and not sheet.revealed,
        hide=sheet.revealed,
        notice=returned,
        urgency=may.assign and _is_open(sheet),
    )


def _standing(sheet: CaseSheet, *, holds: bool) -> str:
    entry = sheet.entry
    if entry.reading:
        return "材料正在读取，请稍候。"
    if holds:
        return "由您审核中。"
    match entry.state:
        case State.IN_REVIEW:
            return f"由{entry.claimed_by}审核中，您只能查看。"
        case State.NEW:
            return "尚未领取。领取后才能改正和决定。"
        case State.SUPERSEDED:
            return f"已由新的申请 {sheet.superseded_by or ''} 取代。"
        case State.ACCEPTED | State.RETURNED:
            last = sheet.decisions[-1] if sheet.decisions else None
            return f"{last.who}已{last.verdict.label}。" if last else entry.state.label


def _is_open(sheet: CaseSheet) -> bool:
    return sheet.entry.state in (State.NEW, State.IN_REVIEW)


def _paper_of(layout: Layout) -> dict[str, int]:
    """The paper each page belongs to, the first one where it bears several; 0 for none."""
    of_page = {
        (source.sha256, page): panel.paper.number
        for panel in reversed(layout.panels)
        for source in (panel.paper.record.sources or (panel.paper.record.source,))
        for page in source.pages
    }
    return {page.anchor: of_page.get((page.picture.source, page.picture.page), 0) for page in layout.sheets}


def _trouble(layout: Layout, said: Said) -> dict[str, tuple[int, str]]:
    """Of each page: how many of the findings that hold the case back are marked on it."""
    blocking = {point.owner: group.tone for group in said.groups if group.blocks for point in group.points}
    found = {}
    for page in layout.sheets:
        tones = [blocking[owner] for owner in {mark.owner for mark in page.marks} & blocking.keys()]
        found[page.anchor] = (len(tones), "mend" if "mend" in tones else "look")
    return found
