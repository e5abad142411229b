"""Who signs at a label behind which no text was read: nobody, a hand that was not read, or a name stamp."""

from __future__ import annotations

from dataclasses import replace

from intake.extract.people_elsewhere import physician_of_stamp
from intake.extract.person_words import Person, Words
from intake.extract.signatures import name_stamp_at, signed_at
from intake.extract.signer_entry import Entry, signature_space, with_title_around
from intake.extract.signer_title import title_of
from models.codes import Title
from models.document import Physician


def nobody_read(entry: Entry) -> Physician:
    """A signature line behind which no text was read: empty, or signed in a hand that was not read."""
    space = signature_space(entry, None)
    stamp = name_stamp_at(entry.page, space)
    if stamp is not None:
        return _stamped(entry, physician_of_stamp(entry.page, stamp, entry.label.role, None, ""))
    signed = signed_at(entry.page, entry.label_line, space)
    boxes, (title, text) = [entry.label_box, space], _rank_of_label(entry)
    if signed and title is None:
        hand = with_title_around(entry, replace(_at_label(entry), scrawl=True))
        title, text, _ = title_of(entry, hand)
        boxes += hand.boxes()[1:]
    return Physician(
        title=title if signed else None,
        title_text=text if signed else "",
        role=entry.label.role,
        signed=signed,
        confidence={True: 0.6, False: 0.85, None: 0.3}[signed],
        evidence=entry.evidence(boxes),
    )


def _rank_of_label(entry: Entry) -> tuple[Title | None, str]:
    """The rank in whose place somebody signed, as written; since nobody looked whether a 副 was lost before the label,
    the lower of two."""
    rank = entry.label.rank
    text = entry.row.raw[entry.label.start : entry.label.end].strip(" :：") if rank else ""
    return Title.ASSOCIATE_CHIEF if rank is Title.CHIEF else rank, text


def _at_label(entry: Entry) -> Person:
    """Somebody who is not named, in the place of a label."""
    words = Words(entry.row, entry.label.start, entry.label.end)
    return Person(words, None, (0, len(words.text)), 1.0)


def _stamped(entry: Entry, one: Physician) -> Physician:
    """Who pressed a name stamp behind a label, with the title around it where the stamp bears none."""
    if one.title is not None or one.name is None:
        return one
    person = with_title_around(entry, replace(_at_label(entry), name=one.name, confidence=one.confidence))
    title, text, sureness = title_of(entry, person)
    if title is None:
        return one
    places = (*one.evidence, *entry.evidence(person.boxes()))
    update = {"title": title, "title_text": text, "confidence": min(one.confidence, sureness), "evidence": places}
    return one.model_copy(update=update)
