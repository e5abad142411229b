"""The papers of a case as the panel shows them: every value beside its snippet of the paper, and what was corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

from models.case import DocumentRecord
from models.codes import ClarityGrade, DocType
from models.document import FieldName
from models.labels import FIELD_LABELS
from pipelines.report.mask import Mask, shown
from pipelines.report.sheets import Layer, Layout, Mark, PaperPanel, Row
from pipelines.review.correcting import Value
from pipelines.review.sheet import CaseSheet, Corrected

_CLARITY_TONES: Final = {ClarityGrade.GOOD: "pass", ClarityGrade.FAIR: "pass", ClarityGrade.POOR: "look"}
_AROUND: Final[dict[Layer, float]] = {"field": 0.2, "physician": 0.35, "seal": 0.02}
"""Of a box's height: so much of the paper around it a snippet shows. Other layers have none."""
_MOST_LINES: Final = 6
"""Of a snippet: more of them cannot be read in the panel's width."""
_DAY: Final = "如 2026-01-31"
_HINTS: Final[dict[str, str]] = {
    **dict.fromkeys(
        ("birth_date", "admission_date", "discharge_date", "visit_date", "report_date", "issue_date"), _DAY
    ),
    "valid_until": "如 2030-01-31，或“长期”",
    "sex": "男或女",
    "age": "如 66",
    "diagnoses": "用分号隔开；纸上没有则留空",
}


@dataclass(frozen=True)
class Cut:
    """A piece of a page: the page's anchor and the SVG view of it, in the pixels of the upright picture.

    ``lines``: it holds several lines of writing.
    """

    anchor: str
    view: str
    lines: bool


@dataclass(frozen=True)
class Changed:
    """What the machine read, and what a person put in its place."""

    machine: str
    person: str
    who: str
    why: str


@dataclass(frozen=True)
class FieldRow:
    """A row of a paper. ``name`` is None where it cannot be corrected (now); ``in_words`` is as one would type it."""

    row: Row
    name: FieldName | None
    in_words: str
    hint: str
    cut: Cut | None
    corrected: Changed | None


@dataclass(frozen=True)
class PaperFace:
    """A paper. ``absent``: fields that were not found on it and can be added."""

    number: int
    document: str
    label: str
    kind: DocType
    sources: str
    clarity: str
    clarity_tone: str
    groups: tuple[tuple[str, tuple[FieldRow, ...]], ...]
    lines: tuple[str, ...]
    absent: tuple[tuple[str, str], ...]
    retyped: Changed | None


def paper_faces(sheet: CaseSheet, layout: Layout) -> tuple[PaperFace, ...]:
    """All papers, in the order of the record."""
    if sheet.mask is None:
        return ()
    places: dict[str, tuple[str, list[Mark]]] = {}
    for page in layout.sheets:
        for mark in page.marks:
            anchor, marks = places.setdefault(mark.owner, (page.anchor, []))
            if anchor == page.anchor:
                marks.append(mark)
    latest = {(paper, one.field): one for one in sheet.corrections for paper in one.papers}
    desk = _Desk(sheet.mask, places, latest)
    return tuple(desk.paper(panel) for panel in layout.panels)


@dataclass(frozen=True)
class _Desk:
    """What all rows are made with: the mask, each owner's marks on its first page, and the latest corrections."""

    mask: Mask
    places: dict[str, tuple[str, list[Mark]]]
    latest: dict[tuple[str, str], Corrected]

    def paper(self, panel: PaperPanel) -> PaperFace:
        record = panel.paper.record
        return PaperFace(
            number=panel.paper.number,
            document=record.id,
            label=panel.paper.label,
            kind=record.doc_type.value,
            sources="；".join(panel.paper.sources),
            clarity=f"{record.clarity.grade.label} {record.clarity.score:.0%}",
            clarity_tone=_CLARITY_TONES.get(record.clarity.grade, "mend"),
            groups=tuple((title, tuple(self._row(row, record) for row in rows)) for title, rows in panel.groups),
            lines=panel.paper.lines,
            absent=tuple((name, label) for name, label in FIELD_LABELS.items() if name not in record.fields),
            retyped=self._changed(record.id, "doc_type"),
        )

    def _row(self, row: Row, record: DocumentRecord) -> FieldRow:
        name = row.entry.name
        value = record.fields[name].value if name else None
        # What is masked is not to be typed over: the mask would be kept in its place.
        hidden = value is not None and row.entry.value != shown(value)
        return FieldRow(
            row=row,
            name=None if hidden else name,
            in_words=in_words(value),
            hint=_HINTS.get(name, "纸上没有则留空") if name else "",
            cut=self._cut(row),
            corrected=self._changed(record.id, name) if name else None,
        )

    def _changed(self, document: str, field: str) -> Changed | None:
        one = self.latest.get((document, field))
        if one is None:
            return None
        machine = self._shown(field, one.machine) if one.found else "（未读出）"
        return Changed(machine, self._shown(field, one.value), one.who, self.mask.text(one.why))

    def _shown(self, field: str, value: Value) -> str:
        if field == "doc_type":
            return DocType(str(value)).label
        return self.mask.field(cast(FieldName, field), shown(value)) if value is not None else shown(None)

    def _cut(self, row: Row) -> Cut | None:
        place = self.places.get(row.owner)
        if place is None or row.layer not in _AROUND:
            return None
        anchor, (first, *others) = place
        around = first.height * _AROUND[row.layer]
        lines = _lines(first, others)
        left, top = min(one.left for one in lines) - around, min(one.top for one in lines) - around
        right = max(one.left + one.width for one in lines) + around
        bottom = max(one.top + one.height for one in lines) + around
        return Cut(anchor, f"{left:.1f} {top:.1f} {right - left:.1f} {bottom - top:.1f}", lines=len(lines) > 1)


def _lines(first: Mark, others: list[Mark]) -> list[Mark]:
    """A mark with the lines that go on above and below it; what stands beside it or far from it is another place."""
    lines = [first]
    for mark in sorted(others, key=lambda one: abs(one.top - first.top)):
        top, bottom = min(one.top for one in lines), max(one.top + one.height for one in lines)
        gap = max(mark.top - bottom, top - (mark.top + mark.height))
        if -0.5 * first.height < gap < first.height and len(lines) < _MOST_LINES:
            lines.append(mark)
    return lines


def in_words(value: Value) -> str:
    """A value as a person types it when correcting."""
    match value:
        case None:
            return ""
        case tuple():
            return "；".join(one.text for one in value)
        case _:
            return shown(value)
