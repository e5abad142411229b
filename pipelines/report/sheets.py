"""A case laid out for looking: every page's picture with its marks, and what the panel beside them says.

What is said and what is marked share an ``owner``, so that a page can light both up together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from models.codes import Outcome
from models.place import Evidence
from pipelines.picture import PicturePlace
from pipelines.report.overlay import upright_size, upright_transform
from pipelines.report.view import CaseView, Entry, Paper, Statement

Layer = Literal["field", "seal", "physician", "lab", "clarity", "fail", "unsure", "pass"]

LAYERS: tuple[tuple[Layer, str], ...] = (
    ("fail", "不符合"),
    ("unsure", "需核对"),
    ("seal", "印章"),
    ("physician", "医师与职称"),
    ("field", "字段"),
    ("lab", "检验项目"),
    ("clarity", "清晰度问题"),
)
_OUTCOME_LAYERS: dict[Outcome, Layer] = {Outcome.FAIL: "fail", Outcome.UNSURE: "unsure", Outcome.PASS: "pass"}


@dataclass(frozen=True)
class Mark:
    """A box on a picture, in the picture's pixels once upright. ``owner`` names what it belongs to in the panel."""

    owner: str
    layer: Layer
    title: str
    left: float
    top: float
    width: float
    height: float
    badge: int | None = None


@dataclass
class Sheet:
    """A page as shown: its picture, how to turn it, and its marks."""

    title: str
    width: int
    height: int
    picture: PicturePlace
    marks: list[Mark] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"p{self.picture.source[:12]}-{self.picture.page}"

    @property
    def transform(self) -> str:
        return upright_transform(self.picture)


@dataclass(frozen=True)
class Row:
    """A line of the panel that lights up together with its marks."""

    owner: str
    layer: Layer
    entry: Entry


@dataclass(frozen=True)
class Point:
    """A finding of the panel; ``number`` is drawn on the picture too, where the finding is no pass."""

    owner: str
    layer: Layer
    number: int | None
    statement: Statement
    paper_label: str


@dataclass(frozen=True)
class PaperPanel:
    """What the panel says of one paper."""

    paper: Paper
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    anchor: str


@dataclass(frozen=True)
class Layout:
    """The whole case: its pages, the findings in the order of their numbers, and the papers."""

    sheets: tuple[Sheet, ...]
    points: tuple[Point, ...]
    panels: tuple[PaperPanel, ...]


def lay_out(view: CaseView, pictures: Sequence[PicturePlace]) -> Layout:
    """Pages, findings and papers, with every mark in its place."""
    sheets = _sheets(view, pictures)
    by_page = {(sheet.picture.source, sheet.picture.page): sheet for sheet in sheets}
    points = _points(view, by_page)
    panels = [_panel(paper, by_page) for paper in view.papers]
    for sheet in sheets:
        # Small boxes on top, so that each can be pointed at.
        sheet.marks.sort(key=lambda mark: -mark.width * mark.height)
    return Layout(tuple(sheets), tuple(points), tuple(panels))


def _sheets(view: CaseView, pictures: Sequence[PicturePlace]) -> list[Sheet]:
    """The pages in the order of their papers, then those that belong to no paper."""
    of_page = {
        (source.sha256, page): (paper.label, view.file_names[source.name])
        for paper in reversed(view.papers)
        for source in reversed(paper.record.sources or (paper.record.source,))
        for page in source.pages
    }
    order = {page: position for position, page in enumerate(reversed(of_page))}
    unique = {(picture.source, picture.page): picture for picture in pictures}
    ranked = sorted(unique.items(), key=lambda item: order.get(item[0], len(order)))
    sheets = []
    for key, picture in ranked:
        label, name = of_page.get(key, ("未归入任何材料", ""))
        width, height = upright_size(picture)
        sheets.append(Sheet(f"{label}　{name} 第 {picture.page + 1} 页", width, height, picture))
    return sheets


_Pages = dict[tuple[str, int], Sheet]


def _points(view: CaseView, pages: _Pages) -> list[Point]:
    points = []
    number = 0
    for outcome, layer in _OUTCOME_LAYERS.items():
        for position, statement in enumerate(view.grouped(outcome)):
            owner = f"{layer}{position}"
            if layer != "pass":
                number += 1
            badge = number if layer != "pass" else None
            _mark(pages, statement.evidence, (owner, layer, statement.message), badge)
            label = view.papers[statement.paper - 1].label if statement.paper else ""
            points.append(Point(owner, layer, badge, statement, label))
    return points


def _panel(paper: Paper, pages: _Pages) -> PaperPanel:
    items = [
        Entry(
            item.name,
            " ".join(filter(None, (item.value, item.unit, f"（{item.reference}）" if item.reference else "", flag))),
            evidence=item.evidence,
            striking=bool(flag),
        )
        for item, flag in paper.lab_items
    ]
    groups: list[tuple[str, Layer, Iterable[Entry]]] = [
        ("印章", "seal", paper.seals),
        ("医师与职称", "physician", paper.physicians),
        ("字段", "field", paper.fields),
        ("检验项目", "lab", items),
        ("清晰度问题", "clarity", paper.clarity),
    ]
    rows = tuple((title, _rows(paper.number, layer, entries, pages)) for title, layer, entries in groups)
    source = paper.record.source
    sheet = pages.get((source.sha256, source.pages[0])) if source.pages else None
    return PaperPanel(paper, tuple(group for group in rows if group[1]), sheet.anchor if sheet else "")


def _rows(paper: int, layer: Layer, entries: Iterable[Entry], pages: _Pages) -> tuple[Row, ...]:
    rows = tuple(Row(f"{layer}{paper}-{position}", layer, entry) for position, entry in enumerate(entries))
    for row in rows:
        _mark(pages, row.entry.evidence, (row.owner, layer, f"{row.entry.label}：{row.entry.value}"), None)
    return rows


def _mark(pages: _Pages, evidence: Iterable[Evidence], who: tuple[str, Layer, str], badge: int | None) -> None:
    owner, layer, title = who
    for place in evidence:
        sheet = pages.get((place.source, place.page))
        if sheet is None:
            continue
        box = place.box.turned(sheet.picture.rotation)
        left, top = box.left * sheet.width, box.top * sheet.height
        sheet.marks.append(
            Mark(owner, layer, title, round(left, 1), round(top, 1), round(box.width * sheet.width, 1),
                 round(box.height * sheet.height, 1), badge)
        )  # fmt: skip
