"""What a notice says, before it takes a form: all points at once, how to hand in, until when, who says so.

Nothing stands here that neither the record, nor the region's rules, nor the office's settings say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.case import CaseRecord
from models.error import UsageError
from models.place import Box
from pipelines.notice import WHOLE, Point, part_of_page, points_of, possible_points
from pipelines.packs.loading import Pack
from pipelines.report.mask import Mask
from pipelines.report.view import caveat_of
from pipelines.settings import NoticeOffice, NoticeOptions
from pipelines.term import due_date

TITLE: Final = "补正材料告知单"
_TO_DO: Final = re.compile(r"[，；](?=请)")
_SPEAKABLE: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/-]{0,39}")
"""What an application's number may look like where it is repeated to people: it was declared and may be anything."""
_MOST_PLACES: Final = 2
"""Pictures of one point: where names differ on many papers, two show it."""


@dataclass(frozen=True)
class Order:
    """What is asked for besides the record. ``day`` is the notice's date.

    ``chosen``: which findings to name, counted from 0 over those of the whole case and then paper by paper, as
    ``pipelines.store`` counts them, and ``problems`` which problems of the record; both None: what the record's own
    notice names. ``added`` is the reviewer's own sentence, ``number`` the application's where the office gave it one.
    """

    day: date
    chosen: tuple[int, ...] | None = None
    problems: tuple[int, ...] | None = None
    added: str = ""
    number: str | None = None


@dataclass(frozen=True)
class Place:
    """A part of a page to be shown: ``rotation`` sets the page upright, boxes are in fractions of it as uploaded."""

    source: str
    page: int
    rotation: int
    boxes: tuple[Box, ...]
    label: str


@dataclass(frozen=True)
class Item:
    """One point as people read it: what is wrong, what to do, the rule's sentence (empty where there is none)."""

    number: int
    told: str
    to_do: str
    rule: str
    caveat: str
    places: tuple[Place, ...]
    optional: bool
    """Nothing that must be mended: usually handed in, and to be brought along if there is one."""


@dataclass(frozen=True)
class Deadline:
    """Until when, where a rule gives so many days. ``last`` is None beyond the published holidays."""

    working_days: int
    last: date | None
    rule: str


@dataclass(frozen=True)
class Notice:
    """A whole notice. What is not known is empty or None and is left out, never filled in."""

    region: str
    number: str
    applicant: str
    items: tuple[Item, ...]
    added: str
    ways: tuple[str, ...]
    """Where to hand in: the channel the case came by, else the region's published channels."""
    deadline: Deadline | None
    office: NoticeOffice
    day: date

    @property
    def needed(self) -> tuple[Item, ...]:
        """The points that must be mended."""
        return tuple(item for item in self.items if not item.optional)

    @property
    def usual(self) -> tuple[Item, ...]:
        """What is usually handed in and not asked for."""
        return tuple(item for item in self.items if item.optional)


def compose(record: CaseRecord, order: Order, pack: Pack, options: NoticeOptions, mask: Mask) -> Notice:
    """The notice of a case. Raises UsageError where there is nothing to tell, or a chosen finding does not exist."""
    points = sorted(_points(record, order), key=lambda point: point.optional)
    if not points and not order.added.strip():
        raise UsageError("这件申请没有需要补正之处，不生成补正材料告知单。")
    return Notice(
        region=pack.name,
        number=_number(record, order),
        applicant=mask.name(record.application.applicant.name) if record.application else "",
        items=tuple(_item(number, point, record, mask) for number, point in enumerate(points, 1)),
        added=mask.text(order.added.strip()),
        ways=(record.channel,) if record.channel in pack.channels else pack.channels,
        deadline=_deadline(pack, order.day),
        office=options.offices.get(record.region, NoticeOffice()),
        day=order.day,
    )


def _points(record: CaseRecord, order: Order) -> tuple[Point, ...]:
    if order.chosen is None and order.problems is None:
        return points_of(record)
    possible = possible_points(record)
    findings = len(possible) - len(record.problems)
    chosen, problems = order.chosen or (), order.problems or ()
    if not set(chosen) <= set(range(findings)) or not set(problems) <= set(range(len(record.problems))):
        raise UsageError("所选的核对结果不在这件申请的记录中。")
    points = [possible[number] for number in (*chosen, *(findings + number for number in problems))]
    return tuple({point.sentence: point for point in reversed(points)}.values())[::-1]


def _number(record: CaseRecord, order: Order) -> str:
    declared = record.application.application_number if record.application else None
    number = (order.number or declared or "").strip()
    return number if _SPEAKABLE.fullmatch(number) and not _is_personal(number, record) else ""


def _is_personal(number: str, record: CaseRecord) -> bool:
    """Somebody's own number in place of the application's must not be repeated."""
    return Mask(record).text(number) != number


def _item(number: int, point: Point, record: CaseRecord, mask: Mask) -> Item:
    told, to_do = divided(mask.text(point.message))
    rule = point.rule
    return Item(
        number=number,
        told=told,
        to_do=to_do,
        rule=(rule.source or "") if rule else "",
        caveat=caveat_of(rule) if rule else "",
        places=tuple(_places(point, record))[:_MOST_PLACES],
        optional=point.optional,
    )


def divided(message: str) -> tuple[str, str]:
    """A sentence into what is wrong and what to do (请……); the latter is empty where the sentence does not end so."""
    for found in reversed(list(_TO_DO.finditer(message))):
        rest = message[found.end() :]
        if rest.count("“") == rest.count("”") and rest.count("（") == rest.count("）"):
            return message[: found.end()], rest
    return message, ""


def _places(point: Point, record: CaseRecord) -> Iterator[Place]:
    turned = {(lie.source, lie.page): lie.rotation for paper in record.documents for lie in paper.geometry}
    pages: dict[tuple[str, int], list[Box]] = {}
    for one in point.evidence:
        pages.setdefault((one.source, one.page), []).append(one.box)
    for (source, page), boxes in pages.items():
        rotation = turned.get((source, page), 0)
        label = _label(record, (source, page), [box.turned(rotation) for box in boxes])
        yield Place(source, page, rotation, tuple(boxes), label)


def _label(record: CaseRecord, place: tuple[str, int], upright: Sequence[Box]) -> str:
    """《诊断证明书》第1页右下部; the page alone where it is meant as a whole."""
    source, page = place
    papers = [
        paper
        for paper in record.documents
        if any(one.sha256 == source and page in one.pages for one in (*paper.sources, paper.source))
    ]
    name = f"《{papers[0].label}》" if papers else ""
    parts = dict.fromkeys(part_of_page(box) for box in upright if box.area < WHOLE)
    return f"{name}第{page + 1}页{'、'.join(parts)}"


def _deadline(pack: Pack, day: date) -> Deadline | None:
    term = pack.supplement_term
    if term is None:
        return None
    return Deadline(term.working_days, due_date(day, term.working_days)[0], term.source or "")
