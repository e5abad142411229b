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
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from intake.extract.layout import rows
from intake.extract.people_elsewhere import physician_of_stamp, physicians_in_rounds, stamped_physicians
from intake.extract.person_labels import WITHOUT_PHYSICIANS, PersonLabel, person_labels
from intake.extract.person_words import Person, Words, people_in
from intake.extract.rank_columns import physicians_in_columns
from intake.extract.rowtext import RowText, width_of
from intake.extract.signatures import name_stamp_at, signed_at, signed_within
from intake.extract.signer_entry import Entry, cells, people_below, signature_space, space_behind, with_title_around
from intake.extract.signer_title import title_of
from intake.extract.unread_signer import nobody_read
from intake.extract.wrapped_title import with_whole_titles
from intake.page import ReadPage
from models.codes import DocType, SealKind, Title
from models.document import Physician
from models.place import Box, Evidence

_PRINTED_ROLES: Final = ("requesting", "reporting", "reviewing")
"""Names the laboratory's or the imaging system prints; who asked for, wrote or checked a report need not sign it."""


def find_physicians(doc_type: DocType, pages: Sequence[ReadPage]) -> tuple[Physician, ...]:
    """The physicians of a document, in reading order. Every piece of evidence is in fractions of its source page."""
    if doc_type in WITHOUT_PHYSICIANS:
        return ()
    found: list[Physician] = []
    pages = [with_whole_titles(_without_seals(page)) for page in pages]
    texts_of = [tuple(RowText.of(row) for row in rows(page.lines)) for page in pages]
    for page, texts in zip(pages, texts_of, strict=True):
        on_page = [one for entry in _entries(page, texts, doc_type) for one in _physicians(entry)]
        on_page += stamped_physicians(page, on_page, doc_type)
        found += on_page + physicians_in_columns(page, doc_type) + physicians_in_rounds(page, texts)
    if not any(one.role in _SIGNERS for one in found) and doc_type in _SIGNED_WITHOUT_LABEL:
        found += [one for page, texts in zip(pages, texts_of, strict=True) for one in _unlabelled(page, texts)]
    return _merged([_with_title_elsewhere(one, doc_type, pages, texts_of) for one in found])


def _without_seals(page: ReadPage) -> ReadPage:
    """The page without the lines that were read in a seal (医保科 in the middle of one): they part what stands around
    it. What a physician's stamp says is kept."""
    seals = [(page.image.page_box(one.box), one.text + one.inner_text) for one in page.seals if one.kind is not _STAMP]
    kept = [
        line
        for line in page.lines
        if not any(_holds(box, line.box) and line.text.replace(" ", "") in text for box, text in seals)
    ]
    return page if len(kept) == len(page.lines) else replace(page, lines=tuple(kept))


def _holds(around: Box, box: Box) -> bool:
    x, y = box.center
    return around.left < x < around.right and around.top < y < around.bottom


_STAMP: Final = SealKind.PHYSICIAN
_RANKED: Final = re.compile(r"医[师生]|护士")
_SIGNERS: Final = ("signing", "opinion", "reporting")
_SIGNED_WITHOUT_LABEL: Final = (
    DocType.DIAGNOSIS_CERTIFICATE,
    DocType.DISCHARGE_SUMMARY,
    DocType.ADMISSION_RECORD,
    DocType.OUTPATIENT_RECORD,
    DocType.SURGERY_RECORD,
    DocType.APPLICATION_FORM,
    DocType.EXAMINATION_REPORT,
)


def _entries(page: ReadPage, texts: tuple[RowText, ...], doc_type: DocType) -> list[Entry]:
    entries = []
    labelled = [
        tuple(person_labels(row.text, doc_type, [one.text for one in texts[:number]]))
        for number, row in enumerate(texts)
    ]
    for number, (row, labels) in enumerate(zip(texts, labelled, strict=True)):
        for label, following in zip_longest(labels, labels[1:]):
            if label.role is not None:
                end = following.start if following else len(row.text)
                end = min(end, _next_rank(row, label)) if label.rank is not None else end
                below = slice(number + 1, number + 3)
                entries.append(Entry(page, texts[:number], row, texts[below], label, end, tuple(labelled[below])))
    return entries


def _next_rank(row: RowText, label: PersonLabel) -> int:
    """Where, behind the label of a rank, the next line begins that names one: misread, it is no label of its own, and
    who stands behind it is nobody's with the rank before."""
    others = (start for line, start in zip(row.lines, row.starts, strict=True) if _RANKED.search(line.text))
    return min((start for start in others if start >= label.end), default=len(row.text))


def _physicians(entry: Entry) -> list[Physician]:
    """Who stands behind one label; on a signature line also nobody, with signed False."""
    here = Words(entry.row, entry.label.end, entry.end)
    people = people_in(here, after_signature_label=entry.label.asks_signature or _signs_here(entry))
    if not any(person.name for person in people):
        people = people_below(entry) or people
    people = [with_title_around(entry, person) for person in people]
    people = [person for person in people if person.name or person.mention or person.scrawl]
    # A rank that is a label is that of the first behind it; who signs with them may be of any other.
    further = replace(entry, label=replace(entry.label, rank=None))
    physicians = [_physician(further if number else entry, person) for number, person in enumerate(people)]
    if not physicians:
        asked = entry.label.asks_signature or (entry.label.role == "opinion" and not entry.label.printed)
        physicians = [nobody_read(entry)] if asked else []
    if entry.label.needs_title:
        physicians = [one for one in physicians if one.title is not None]
    return physicians


def _signs_here(entry: Entry) -> bool:
    """Whether somebody signs at a label that does not say so: 住院医师:, 经治医师:. What stands there and is no name is
    a hand."""
    by_hand = not entry.label.printed and not entry.label.needs_title
    return by_hand and (entry.label.rank is not None or entry.label.role in ("signing", "responsible"))


def _physician(entry: Entry, person: Person) -> Physician:
    title, title_text, sureness = title_of(entry, person)
    label_box = entry.label_box
    boxes = [label_box, *person.boxes()]
    confidence = min([person.confidence, *([sureness] if title is not None or title_text else [])])
    signed: bool | None = True
    in_print = entry.label.printed or (entry.label.role in _PRINTED_ROLES and not entry.label.asks_signature)
    if person.name is None and not person.scrawl:
        mention = person.mention_box()
        stamp = name_stamp_at(entry.page, signature_space(entry, mention))
        if stamp is None and mention is not None:
            stamp = name_stamp_at(entry.page, space_behind(entry, mention))
        if stamp is not None:
            return physician_of_stamp(entry.page, stamp, entry.label.role, title, title_text)
        signed = None if in_print else _signed(entry, person)
    elif in_print:
        signed = None
    return Physician(
        name=person.name,
        title=title,
        title_text=title_text,
        role=entry.label.role,
        signed=signed,
        confidence=confidence,
        evidence=entry.evidence(boxes),
    )


def _signed(entry: Entry, person: Person) -> bool | None:
    """Whether the line is signed on which only a title was read: before the title, or in one line with it."""
    signed = signed_at(entry.page, entry.label_line, signature_space(entry, person.mention_box()))
    if signed or person.mention is None:
        return signed
    words, mention = person.mention
    line = words.row.line_at(words.start + mention.start)
    before = width_of(entry.row.text[entry.label.start : entry.label.end]) if line is entry.label_line else 0.0
    within = signed_within(entry.page, line, before, width_of(words.text[mention.start : mention.end]))
    return signed if within is False else within


def _unlabelled(page: ReadPage, texts: tuple[RowText, ...]) -> list[Physician]:
    """A name and a title and nothing else in the lower half of the print: in one row, or the title below the name."""
    found = []
    middle = 0.5 * max((line.box.bottom for line in page.lines), default=1.0)
    for number, row in enumerate(texts):
        for start, end in dict.fromkeys([(0, len(row.text)), *cells(row)]):
            words = Words(row, start, end)
            if row.box(start, end).center[1] <= middle or not words.is_person_alone():
                continue
            people = people_in(words, after_signature_label=False)
            entry = Entry(page, (), row, texts[number + 1 : number + 2], PersonLabel(start, end, "signing"), end, ((),))
            people = [with_title_around(entry, person) for person in people]
            if len(people) == 1 and people[0].name and people[0].mention:
                one = _physician(entry, people[0])
                found.append(one.model_copy(update={"confidence": min(one.confidence, 0.6)}))
    return found


def _with_title_elsewhere(
    one: Physician, doc_type: DocType, pages: Sequence[ReadPage], texts_of: Sequence[tuple[RowText, ...]]
) -> Physician:
    """The physician with the title that the paper writes for just this name elsewhere: beside it in print or in a table
    (医师姓名：张三 职称：主治医师), or on a name stamp. Nothing where two titles are written."""
    if one.title is not None or one.name is None or one.role in (None, "ward_round"):
        return one
    written = [
        (title, text, sureness, place)
        for page, texts in zip(pages, texts_of, strict=True)
        for title, text, sureness, place in _titles_of(one.name, doc_type, page, texts)
    ]
    if len({title for title, _, _, _ in written}) != 1:
        return one
    title, text, sureness, place = max(written, key=lambda each: each[2])
    update = {"title": title, "title_text": text, "confidence": min(one.confidence, sureness)}
    return one.model_copy(update={**update, "evidence": (*one.evidence, *place)})


def _titles_of(
    name: str, doc_type: DocType, page: ReadPage, texts: tuple[RowText, ...]
) -> Iterator[tuple[Title, str, float, tuple[Evidence, ...]]]:
    """The titles that stand right beside a name on a page, each as written, how sure it is, and where."""
    for number, row in enumerate(texts):
        if name not in row.text:
            continue
        labels = [label for label in person_labels(row.text, doc_type) if label.rank is not None]
        for person in people_in(Words(row, 0, len(row.text)), after_signature_label=False):
            entry = Entry(page, texts[:number], row, (), PersonLabel(0, 0, None), len(row.text))
            title, text, sureness = title_of(entry, person)
            mention = person.mention[1] if person.mention else None
            if mention is not None and any(label.start <= mention.start < label.end for label in labels):
                continue  # The label of the next: 经治医师 张三 主治医师 李四.
            if person.name == name and title is not None:
                yield title, text, sureness, tuple(map(page.image.evidence, person.boxes()))
    for seal in page.seals:
        stamped = physician_of_stamp(page, seal, None, None, "") if seal.kind is SealKind.PHYSICIAN else None
        if stamped is not None and stamped.name == name and stamped.title is not None:
            yield stamped.title, stamped.title_text, stamped.confidence, stamped.evidence


def _merged(found: Sequence[Physician]) -> tuple[Physician, ...]:
    """One entry for a person in a role: of the same name the one with a title, or the surer one."""
    kept: list[Physician] = []
    for one in found:
        twin = next((other for other in kept if one.name and other.name == one.name and other.role == one.role), None)
        if twin is None:
            kept.append(one)
            continue
        better = max(twin, one, key=lambda each: (each.title is not None, each.confidence))
        signed = True if one.signed or twin.signed else better.signed
        kept[kept.index(twin)] = better.model_copy(update={"signed": signed})
    return tuple(kept)
