"""What was read of labelled papers, held against the labels."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from models.codes import ClarityGrade
from models.document import Document, FieldName, LabItem, Physician, Seal
from models.labels import FIELD_LABELS
from pipelines.measure.truth import LabelledDocument, LabelledPhysician, LabelledSeal
from pipelines.report.mask import shown

UNREAD: Final = "未读出"
"""What stands for a value that was not found."""
_SAME_PLACE: Final = 0.5
"""Intersection over union from which two boxes are of one seal."""
_NOISE: Final = re.compile(r"[\s,，、。.；;：:()（）]")


@dataclass
class Tally:
    """Right answers out of chances."""

    right: int = 0
    chances: int = 0

    def count(self, is_right: bool) -> bool:
        """Count one chance and say whether it was met."""
        self.right += is_right
        self.chances += 1
        return is_right

    @property
    def share(self) -> float | None:
        """0..1; None where there was no chance."""
        return self.right / self.chances if self.chances else None


@dataclass(frozen=True)
class Miss:
    """One thing read otherwise than labelled. ``field`` is set where the values are a field's."""

    file: str
    what: str
    true: str
    read: str
    field: FieldName | None = None


@dataclass
class Scores:
    """Everything counted over all papers."""

    papers: int = 0
    types: Tally = field(default_factory=Tally)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Type as labelled and as read, of the papers read as another."""
    fields: defaultdict[FieldName, Tally] = field(default_factory=lambda: defaultdict(Tally))
    titles: Tally = field(default_factory=Tally)
    promoted: int = 0
    """Titles above what is labelled for that person: the worst error of all."""
    signed: Tally = field(default_factory=Tally)
    seals_found: Tally = field(default_factory=Tally)
    seals_invented: int = 0
    seal_kinds: Tally = field(default_factory=Tally)
    seal_names: Tally = field(default_factory=Tally)
    lab_items: Tally = field(default_factory=Tally)
    clarity: Tally = field(default_factory=Tally)
    grades: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Grade as labelled and as measured."""
    confidences: list[tuple[float, bool]] = field(default_factory=list)
    """Of every labelled field that was read: how sure the reading was, and whether it was right."""
    misses: list[Miss] = field(default_factory=list)


def score(scores: Scores, labelled: LabelledDocument, read: Document | None) -> None:
    """Count one paper. ``read`` None: nothing was read of it, and every chance is missed."""
    scores.papers += 1
    _type(scores, labelled, read)
    _fields(scores, labelled, read)
    if labelled.physicians is not None:
        _physicians(scores, labelled, labelled.physicians, read.physicians if read else ())
    if labelled.seals is not None:
        _seals(scores, labelled, labelled.seals, read.seals if read else ())
    if labelled.lab_items is not None:
        _lab_items(scores, labelled, labelled.lab_items, read.lab_items if read else ())
    if labelled.clarity is not None:
        grade = read.clarity.grade if read else ClarityGrade.UNREADABLE
        scores.grades[labelled.clarity.grade.label, grade.label] += 1
        if not scores.clarity.count(grade is labelled.clarity.grade):
            scores.misses.append(Miss(labelled.source.name, "清晰度", labelled.clarity.grade.label, grade.label))


def _type(scores: Scores, labelled: LabelledDocument, read: Document | None) -> None:
    if labelled.doc_type is None:
        return
    true = labelled.doc_type.value
    found = read.doc_type.value.label if read else UNREAD
    if not scores.types.count(read is not None and read.doc_type.value is true):
        scores.confusions[true.label, found] += 1
        scores.misses.append(Miss(labelled.source.name, "材料类型", true.label, found))


def _fields(scores: Scores, labelled: LabelledDocument, read: Document | None) -> None:
    for name, true in labelled.fields.items():
        found = read.fields.get(name) if read else None
        value = found.value if found else None
        right = comparable(value) == comparable(true.value)
        if found is not None and found.value is not None:
            scores.confidences.append((found.confidence, right))
        if not scores.fields[name].count(right):
            told = shown(value) if found else UNREAD
            scores.misses.append(Miss(labelled.source.name, FIELD_LABELS[name], shown(true.value), told, name))


def comparable(value: object) -> object:
    """A value as it is compared: texts without blanks and punctuation, half-width; of diagnoses the texts."""
    if isinstance(value, str):
        return _NOISE.sub("", unicodedata.normalize("NFKC", value)).upper() or None
    if isinstance(value, tuple):
        return tuple(comparable(diagnosis.text) for diagnosis in value) or None
    return value


def _physicians(
    scores: Scores, labelled: LabelledDocument, true: Sequence[LabelledPhysician], read: Sequence[Physician]
) -> None:
    file = labelled.source.name
    for person in true:
        found = _same_person(person, read)
        title = found.title if found else None
        if not scores.titles.count(title is person.title):
            scores.misses.append(
                Miss(file, "职称", person.title.label if person.title else "未写", title.label if title else UNREAD)
            )
        if person.signed is not None:
            signed = found.signed if found else None
            if not scores.signed.count(signed is person.signed):
                scores.misses.append(Miss(file, "签名", _YES[person.signed], _YES[signed]))
    for physician in read:
        if physician.title is not None and physician.title.rank > _written(physician, true):
            scores.promoted += 1
            scores.misses.append(Miss(file, "职称误升", "低于此职称", physician.title.label))


_YES: Final = {True: "已签", False: "未签", None: UNREAD}


def _same_person(person: LabelledPhysician, read: Sequence[Physician]) -> Physician | None:
    named = [one for one in read if person.name and one.name and comparable(one.name) == comparable(person.name)]
    role = [one for one in read if person.role and one.role == person.role]
    both = [one for one in named if one in role]
    return next(iter(both or named or role), None)


def _written(physician: Physician, true: Sequence[LabelledPhysician]) -> int:
    """The highest rank that is labelled for this person; -1 for none."""
    named = [one for one in true if one.name and comparable(one.name) == comparable(physician.name)]
    role = [one for one in true if one.role == physician.role]
    return max((one.title.rank for one in named or role or true if one.title), default=-1)


def _seals(scores: Scores, labelled: LabelledDocument, true: Sequence[LabelledSeal], read: Sequence[Seal]) -> None:
    file, left = labelled.source.name, list(read)
    for seal in true:
        found = _same_seal(seal, left)
        told = "　".join(part for part in (seal.kind.label if seal.kind else "", seal.text or "") if part) or "印章"
        if not scores.seals_found.count(found is not None) or found is None:
            scores.misses.append(Miss(file, "印章", told, "未找到"))
            continue
        left.remove(found)
        if seal.kind is not None and not scores.seal_kinds.count(found.kind is seal.kind):
            scores.misses.append(Miss(file, "印章种类", seal.kind.label, found.kind.label))
        if seal.text and not scores.seal_names.count(comparable(found.text) == comparable(seal.text)):
            scores.misses.append(Miss(file, "印章名称", seal.text, found.text or UNREAD))
    scores.seals_invented += len(left)
    scores.misses += [Miss(file, "印章", "没有", f"{seal.kind.label}　{seal.text}") for seal in left]


def _same_seal(true: LabelledSeal, read: Iterable[Seal]) -> Seal | None:
    """The seal at the labelled place; where no place is labelled, the one of most of the labelled properties."""
    if true.box is not None:
        box = true.box
        best = max(read, key=lambda seal: seal.box.iou(box), default=None)
        return best if best is not None and best.box.iou(box) >= _SAME_PLACE else None

    def alike(seal: Seal) -> int:
        named = bool(true.text) and comparable(seal.text) == comparable(true.text)
        return 4 * named + 2 * (seal.kind is true.kind) + (seal.shape is true.shape) + (seal.color is true.color)

    return max(read, key=alike, default=None)


def _lab_items(scores: Scores, labelled: LabelledDocument, true: Sequence[LabItem], read: Sequence[LabItem]) -> None:
    found = [_item(item) for item in read]
    for item in true:
        if not scores.lab_items.count(_item(item) in found):
            near = next((one for one in read if comparable(one.name) == comparable(item.name)), None)
            scores.misses.append(
                Miss(labelled.source.name, "检验项目", _told(item), _told(near) if near else f"{item.name} {UNREAD}")
            )


def _item(item: LabItem) -> tuple[object, ...]:
    unit = re.sub(r"[×*^]", "", item.unit or "").lower()
    return comparable(item.name), item.value.strip(), comparable(unit), comparable(item.reference or "")


def _told(item: LabItem) -> str:
    return " ".join(part for part in (item.name, item.value, item.unit, item.reference) if part)
