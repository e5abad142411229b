"""Physicians on a paper: who, with which title written for this person, in which role, and whether they signed.

A title belongs to the person it is written for: behind or before the name on the signature line, in the cell beside it,
in the line below, behind 职称： in the same entry, or on the name stamp. Printed demands and labels give nobody one.

Labels that are themselves a rank (主治医师：李某) are weighed so: on the three-level signature lines of records the
person in the slot holds that rank, so the rank is taken, but with at most 0.6 confidence, because 主治 also means
"the doctor in charge"; 主治医生： never gives a rank, 主任（副主任）医师： gives the lower one, and labels that ask for
a signature of somebody of a rank (主治医师签名：, 副主任医师签字：) give none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from intake.extract.layout import rows
from intake.extract.people_elsewhere import physician_of_stamp, physicians_in_rounds, stamped_physicians
from intake.extract.person_labels import WITHOUT_PHYSICIANS, PersonLabel, person_labels
from intake.extract.person_words import Person, Words, people_in
from intake.extract.rowtext import RowText
from intake.extract.signatures import name_stamp_at, unread_before, written_at
from intake.page import ReadPage
from models.codes import DocType, Title
from models.document import Physician
from models.place import Box, Evidence

_RANK_LABEL_CONFIDENCE: Final = 0.6
_SURE_ENOUGH_FOR_CHIEF: Final = 0.8
"""A line the engine read with less may have lost a 副."""
_SPACE_FOR_SIGNATURE: Final = 9.0
"""Line heights behind a label in which a signature stands: three to four characters by hand."""

_PRINTED_ROLES: Final = ("requesting", "reporting", "reviewing")
"""Names the laboratory's or the imaging system prints; who asked for, wrote or checked a report need not sign it."""
_BELOW: Final = 2.2
"""Line heights that may lie between a label and what stands below it: signature blocks are set with open leading."""


@dataclass(frozen=True)
class _Entry:
    """A label of a row and what is written behind it."""

    page: ReadPage
    above: tuple[RowText, ...]
    row: RowText
    below: tuple[RowText, ...]
    label: PersonLabel
    end: int
    """Where the entry ends in the row's text: at the next label."""
    labels_below: tuple[PersonLabel, ...] = ()
    """Those of the next row: what stands behind them is theirs."""


def find_physicians(doc_type: DocType, pages: Sequence[ReadPage]) -> tuple[Physician, ...]:
    """The physicians of a document, in reading order. Every piece of evidence is in fractions of its source page."""
    if doc_type in WITHOUT_PHYSICIANS:
        return ()
    found: list[Physician] = []
    for page in pages:
        texts = tuple(RowText.of(row) for row in rows(page.lines))
        on_page = [one for entry in _entries(page, texts, doc_type) for one in _physicians(entry)]
        on_page += stamped_physicians(page, on_page, doc_type)
        found += on_page + physicians_in_rounds(page, texts)
    if not any(one.role in ("signing", "opinion") for one in found) and doc_type in _SIGNED_WITHOUT_LABEL:
        found += [one for page in pages for one in _unlabelled(page)]
    return _merged(found)


_SIGNED_WITHOUT_LABEL: Final = (
    DocType.DIAGNOSIS_CERTIFICATE,
    DocType.DISCHARGE_SUMMARY,
    DocType.ADMISSION_RECORD,
    DocType.OUTPATIENT_RECORD,
    DocType.SURGERY_RECORD,
)


def _entries(page: ReadPage, texts: tuple[RowText, ...], doc_type: DocType) -> list[_Entry]:
    entries = []
    labelled = [
        tuple(person_labels(row.text, doc_type, [one.text for one in texts[:number]]))
        for number, row in enumerate(texts)
    ]
    for number, (row, labels) in enumerate(zip(texts, labelled, strict=True)):
        below = labelled[number + 1] if number + 1 < len(texts) else ()
        for label, following in zip_longest(labels, labels[1:]):
            if label.role is not None:
                end = following.start if following else len(row.text)
                next_rows = texts[number + 1 : number + 3]
                entries.append(_Entry(page, texts[:number], row, next_rows, label, end, below))
    return entries


def _physicians(entry: _Entry) -> list[Physician]:
    """Who stands behind one label; on a signature line also nobody, with signed False."""
    here = Words(entry.row, entry.label.end, entry.end)
    people = people_in(here, after_signature_label=entry.label.asks_signature)
    if not any(person.name for person in people):
        people = _people_below(entry) or people
    people = [_with_title_below(entry, _with_title_before(entry, person)) for person in people]
    physicians = [_physician(entry, person) for person in people if person.name or person.mention or person.scrawl]
    if not physicians:
        physicians = [_nobody_read(entry)] if entry.label.asks_signature or entry.label.role == "opinion" else []
    if entry.label.needs_title:
        physicians = [one for one in physicians if one.title is not None]
    return physicians


def _physician(entry: _Entry, person: Person) -> Physician:
    title, title_text, sureness = _title_of(entry, person)
    label_box = entry.row.box(entry.label.start, entry.label.end)
    boxes = [label_box, *person.boxes()]
    confidence = min([person.confidence, *([sureness] if title is not None or title_text else [])])
    signed: bool | None = True
    if entry.label.role in _PRINTED_ROLES and not entry.label.asks_signature:
        signed = None
    elif person.name is None and not person.scrawl:
        signed = _signed(entry, until=person.mention_box())
        stamp = name_stamp_at(entry.page, _signature_space(entry, person.mention_box()))
        if stamp is not None:
            return physician_of_stamp(entry.page, stamp, entry.label.role, title, title_text)
    return Physician(
        name=person.name,
        title=title,
        title_text=title_text,
        role=entry.label.role,
        signed=signed,
        confidence=confidence,
        evidence=_evidence(entry.page, boxes),
    )


def _title_of(entry: _Entry, person: Person) -> tuple[Title | None, str, float]:
    """The person's title, as written and how sure it is; every doubt about a 副 goes down the ladder."""
    found = person.mention
    if found is None:
        if entry.label.rank is not None and person.name:
            text = entry.row.raw[entry.label.start : entry.label.end].strip(" :：")
            return entry.label.rank, text, _RANK_LABEL_CONFIDENCE
        return None, "", 0.0
    words, mention = found
    start, end = words.start + mention.start, words.start + mention.end
    text = re.sub(r"\s+", "", words.row.raw[start:end])
    sureness = min(mention.confidence, words.row.confidence(start, end))
    if mention.title is Title.CHIEF and _deputy_lost(entry, words.row, start, end):
        return Title.ASSOCIATE_CHIEF, text, 0.4
    return mention.title, text, sureness


def _deputy_lost(entry: _Entry, row: RowText, start: int, end: int) -> bool:
    """Could a 副 before 主任医师 be lost: unread ink, a seal, the page's edge, a poor reading, or the line above?"""
    if row.confidence(start, end) < _SURE_ENOUGH_FOR_CHIEF:
        return True
    line = row.line_at(start)
    begins_line = not line.text[: start - row.starts[row.lines.index(line)]].strip()
    over = entry.above[-1:] if row is entry.row else (entry.row,)
    if begins_line and any(re.search(r"副\s*$", one.text) for one in over):
        return True
    box = row.box(start, end)
    before = row.text[:start].rstrip()
    touches = bool(before) and len(before) == start
    if touches:
        return False
    previous_right = row.box(len(before) - 1, len(before)).right if before else 0.0
    return unread_before(entry.page, box, previous_right)


def _with_title_before(entry: _Entry, person: Person) -> Person:
    """The title of a 职称： that stands before the signature, in its row or the row above, and is nobody else's."""
    if person.mention is not None or not person.name or entry.label.rank is not None:
        return person
    label = entry.row.box(entry.label.start, entry.label.end)
    for row, end in [(entry.row, entry.label.start), *((row, len(row.text)) for row in entry.above[-1:])]:
        match = re.search(r"职[ ]*称[)]?[ ]*:?[ \t]*(?=\S)[^:]*$", row.text[:end])
        if match is None or label.top - row.box(match.start(), match.end()).bottom > _BELOW * label.height:
            continue
        words = Words(row, match.start(), match.end())
        alone = not any(one.name for one in people_in(Words(row, 0, end), after_signature_label=False))
        if alone and words.is_title_alone():
            return replace(person, mention=(words, words.mentions()[0]))
    return person


def _with_title_below(entry: _Entry, person: Person) -> Person:
    """The title in the line below the name, alone or behind 职称：, where no other entry begins there."""
    if person.mention is not None or not person.name or not entry.below or entry.label.rank is not None:
        return person
    row = entry.below[0]
    if not _titles_only(row):
        return person
    anchor = entry.row.box(entry.label.start, entry.label.end)
    for start, end in _cells(row):
        box = row.box(start, end)
        near = box.top - anchor.bottom < _BELOW * anchor.height
        words = Words(row, start, end)
        if any(label.role is not None and label.start < end for label in entry.labels_below):
            # Somebody else's line, though nobody could read who signed there.
            return person
        if near and box.right > anchor.left and box.left < anchor.right + _space(entry) and words.is_title_alone():
            return replace(person, mention=(words, words.mentions()[0]))
    return person


def _titles_only(row: RowText) -> bool:
    """No names stand in the row, beside which a title would be theirs or a label."""
    return not any(person.name for person in people_in(Words(row, 0, len(row.text)), after_signature_label=False))


def _people_below(entry: _Entry) -> list[Person]:
    """The name in the line below its label, as grids have it: a cell that is a name or a title and nothing else."""
    anchor = entry.row.box(entry.label.start, entry.label.end)
    for row in entry.below[:1]:
        for start, end in _cells(row):
            box = row.box(start, end)
            under = box.left < anchor.right + 0.3 * _space(entry) and box.right > anchor.left - anchor.height
            if not under or box.top - anchor.bottom > _BELOW * anchor.height:
                continue
            words = Words(row, start, end)
            if words.is_person_alone():
                # In a table the title stands in the next cell, under its own heading.
                return people_in(Words(row, start, len(row.text)), after_signature_label=False)[:1]
    return []


def _cells(row: RowText) -> list[tuple[int, int]]:
    return [(start, start + len(line.text)) for start, line in zip(row.starts, row.lines, strict=True)]


def _space(entry: _Entry) -> float:
    """How far behind a label its signature may stand, in fractions of the page's width."""
    image = entry.page.image
    height = entry.row.box(entry.label.start, entry.label.end).height
    return _SPACE_FOR_SIGNATURE * height * image.height / image.width


def _signature_space(entry: _Entry, until: Box | None) -> Box:
    """Where the signature of an entry stands: behind its label, up to what is printed next."""
    label = entry.row.box(entry.label.start, entry.label.end)
    right = min(label.right + _space(entry), 0.98)
    if until is not None:
        right = min(right, until.left)
    printed = re.compile(r"[^\s_＿]").search(entry.row.text, entry.label.end)
    if printed is not None:
        right = min(right, entry.row.box(printed.start(), printed.end()).left)
    character = label.height * entry.page.image.height / entry.page.image.width
    left = min(label.right + 0.25 * character, right)
    return Box.clipped(left, label.top - 0.35 * label.height, right, label.bottom + 0.1 * label.height)


def _signed(entry: _Entry, until: Box | None) -> bool | None:
    space = _signature_space(entry, until)
    if name_stamp_at(entry.page, space) is not None:
        return True
    return written_at(entry.page, space)


def _nobody_read(entry: _Entry) -> Physician:
    """A signature line behind which no text was read: empty, or signed in a hand that was not read."""
    space = _signature_space(entry, None)
    stamp = name_stamp_at(entry.page, space)
    if stamp is not None:
        return physician_of_stamp(entry.page, stamp, entry.label.role, None, "")
    signed = written_at(entry.page, space)
    label = entry.row.box(entry.label.start, entry.label.end)
    return Physician(
        role=entry.label.role,
        signed=signed,
        confidence={True: 0.6, False: 0.85, None: 0.3}[signed],
        evidence=_evidence(entry.page, [label, space]),
    )


def _unlabelled(page: ReadPage) -> list[Physician]:
    """Lines that are a name and a title and nothing else, in the lower half of the paper."""
    found = []
    for line in page.lines:
        row = RowText.of([line])
        words = Words(row, 0, len(row.text))
        people = people_in(words, after_signature_label=False)
        whole = words.is_person_alone() and len(people) == 1 and people[0].name and people[0].mention
        if whole and line.box.center[1] > 0.5:
            label = PersonLabel(0, 0, "signing")
            one = _physician(_Entry(page, (), row, (), label, len(row.text)), people[0])
            found.append(one.model_copy(update={"confidence": min(one.confidence, 0.6)}))
    return found


def _evidence(page: ReadPage, boxes: Sequence[Box]) -> tuple[Evidence, ...]:
    return tuple(page.image.evidence(box) for box in boxes)


def _merged(found: Sequence[Physician]) -> tuple[Physician, ...]:
    """One entry for a person in a role: of the same name the one with a title, or the surer one."""
    kept: list[Physician] = []
    for one in found:
        twin = next((other for other in kept if one.name and other.name == one.name and other.role == one.role), None)
        if twin is None:
            kept.append(one)
        elif (one.title is not None, one.confidence) > (twin.title is not None, twin.confidence):
            kept[kept.index(twin)] = one
    return tuple(kept)
