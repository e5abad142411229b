"""What a reading of one drawn paper got right, counted against its truth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from models.codes import ClarityGrade, SealColor
from models.document import Diagnosis, Document, Field, LabItem, Physician, Seal
from samples.truth import DrawnPaper, TrueLabItem, TruePhysician, TrueSeal, Truth
from tests.bench.text_error import Errors, errors_free_of_order, errors_in_order, plain

FOUND_IOU = 0.5


@dataclass
class Tally:
    """Right answers out of chances."""

    right: int = 0
    chances: int = 0

    def count(self, is_right: bool) -> None:
        self.right += is_right
        self.chances += 1

    def __str__(self) -> str:
        return f"{self.right / self.chances:.3f} ({self.right}/{self.chances})" if self.chances else "-"


@dataclass
class PaperScore:
    """One paper's counts. ``documents`` empty means that nothing was read at all, and every chance counts."""

    truth: Truth
    seconds: float
    characters: int
    text_errors: Errors
    order_errors: int
    type_read: str
    rotation_right: bool
    skew_error: float | None
    grade: ClarityGrade | None
    fields: dict[str, Tally] = field(default_factory=dict)
    invented_fields: int = 0
    titles: Tally = field(default_factory=Tally)
    promoted: int = 0
    seals: dict[SealColor, Tally] = field(default_factory=dict)
    seal_names: Tally = field(default_factory=Tally)
    seal_kinds: Tally = field(default_factory=Tally)
    false_seals: int = 0
    lab_items: Tally = field(default_factory=Tally)
    invented_items: int = 0
    """Laboratory items of which the paper prints neither the name nor the value with its range."""
    misses: list[str] = field(default_factory=list)

    @property
    def type_right(self) -> bool:
        return self.type_read == self.truth.doc_type


def score_paper(paper: DrawnPaper, documents: Sequence[Document], seconds: float) -> PaperScore:
    """Count what the documents read from one picture got right; the first document answers for the type."""
    truth = paper.truth
    lines = [line for document in documents for line in document.text.splitlines()]
    geometry = documents[0].geometry[0] if documents and documents[0].geometry else None
    rotated_right = geometry is not None and geometry.rotation == truth.rotation
    flat = truth.degradation == "clean_scan" and rotated_right
    score = PaperScore(
        truth=truth,
        seconds=seconds,
        characters=len(plain("".join(truth.lines))),
        text_errors=errors_free_of_order(truth.lines, lines),
        order_errors=errors_in_order(truth.lines, lines),
        type_read=documents[0].doc_type.value if documents else "nothing",
        rotation_right=rotated_right,
        skew_error=abs(geometry.skew_degrees - truth.skew_degrees) if geometry and flat else None,
        grade=documents[0].clarity.grade if documents else None,
    )
    _count_fields(score, _all_fields(documents))
    _count_titles(score, [person for document in documents for person in document.physicians])
    _count_seals(score, [seal for document in documents for seal in document.seals])
    _count_lab_items(score, [item for document in documents for item in document.lab_items])
    return score


def _all_fields(documents: Iterable[Document]) -> dict[str, Field]:
    merged: dict[str, Field] = {}
    for document in documents:
        for name, value in document.fields.items():
            merged.setdefault(name, value)
    return merged


def _count_fields(score: PaperScore, read: dict[str, Field]) -> None:
    for name, true_value in score.truth.fields.items():
        found = read[name].value if name in read else None
        right = comparable(found) == comparable(true_value)
        score.fields.setdefault(name, Tally()).count(right)
        if not right:
            score.misses.append(f"{name}: {true_value!r} read as {found!r}")
    invented = {name for name, value in read.items() if value.value is not None} - set(score.truth.fields)
    score.invented_fields = len(invented)
    score.misses += [f"{name}: invented {read[name].value!r}" for name in sorted(invented)]


def comparable(value: str | int | Sequence[Diagnosis] | None) -> object:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, str):
        return plain(value)
    return tuple(plain(diagnosis.text) for diagnosis in value)


def _count_titles(score: PaperScore, read: Sequence[Physician]) -> None:
    """A title is promoted where a person gets a higher one than the paper writes, or one where it writes none."""
    for person in score.truth.physicians:
        found = _same_person(person, read)
        title = found.title if found else None
        score.titles.count(title == person.title)
        if title != person.title:
            score.misses.append(f"title of {person.name}: {person.title} read as {title}")
    for physician in read:
        if physician.title is not None and physician.title.rank > _written_rank(physician, score.truth.physicians):
            score.promoted += 1
            score.misses.append(f"PROMOTED {physician.name}: {physician.title} ({physician.title_text})")


def _written_rank(physician: Physician, people: Sequence[TruePhysician]) -> int:
    """The highest rank the paper writes for this person, who may stand on it in several roles; -1 for none."""
    named = [one for one in people if one.name and physician.name and plain(one.name) == plain(physician.name)]
    same_role = [one for one in people if one.role == physician.role]
    return max((one.title.rank for one in named or same_role or people if one.title), default=-1)


def _same_person(person: TruePhysician, read: Sequence[Physician]) -> Physician | None:
    named = [one for one in read if person.name and one.name and plain(one.name) == plain(person.name)]
    same_role = [one for one in read if one.role == person.role]
    both = [one for one in named if one.role == person.role]
    return next(iter(both or named or same_role), None)


def _count_seals(score: PaperScore, read: Sequence[Seal]) -> None:
    left = list(read)
    for true in score.truth.seals:
        found = max(left, key=lambda seal: seal.box.iou(true.box), default=None)
        if found is not None and found.box.iou(true.box) < FOUND_IOU:
            found = None
        score.seals.setdefault(true.color, Tally()).count(found is not None)
        if found is None:
            score.misses.append(f"seal missed: {true.color} {true.shape} {true.kind}")
            continue
        left.remove(found)
        _count_seal_reading(score, true, found)
    score.false_seals = len(left)
    score.misses += [f"false seal: {seal.color} {seal.shape} {seal.kind} {seal.box}" for seal in left]


def _count_seal_reading(score: PaperScore, true: TrueSeal, found: Seal) -> None:
    if true.complete:
        name_right = plain(found.text) == plain(true.text)
        score.seal_names.count(name_right)
        if not name_right:
            score.misses.append(f"seal name: {true.text!r} read as {found.text!r}")
    score.seal_kinds.count(found.kind == true.kind)
    if found.kind != true.kind:
        score.misses.append(f"seal kind: {true.kind} read as {found.kind} ({found.text!r}, {found.inner_text!r})")


def _count_lab_items(score: PaperScore, read: Sequence[LabItem]) -> None:
    # Flags are computed where none are printed; a report that prints none has nothing to hold them against.
    flagged = any(item.flag for item in score.truth.lab_items)
    found = [_item_key(item, flagged) for item in read]
    for item in score.truth.lab_items:
        key = _item_key(item, flagged)
        score.lab_items.count(key in found)
        if key not in found:
            near = next((other for other in found if other[0] == key[0]), None)
            score.misses.append(f"lab item: {key} read as {near}")
    printed = [_item_key(item, flagged) for item in score.truth.lab_items]
    names, results = {key[0] for key in printed}, {(key[1], key[3]) for key in printed}
    invented = [key for key in found if key[0] not in names and (key[1], key[3]) not in results]
    score.invented_items = len(invented)
    score.misses.extend(f"lab item invented: {key}" for key in invented)


def _item_key(item: LabItem | TrueLabItem, flagged: bool) -> tuple[str, ...]:
    """Name, value, unit, range and flag; ways of writing powers of ten and "from ... to" made one."""
    unit = re.sub(r"[×*^]", "", plain(item.unit or "")).lower()
    reference = re.sub(r"-{1,2}(?=[\d.])", "~", plain(item.reference or ""))
    return plain(item.name), plain(item.value), unit, reference, (item.flag or "") if flagged else ""
