"""From the text that belongs to a label to a reading of its field, wherever on the paper the two were found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from intake.extract.candidates import Candidate, found
from intake.extract.diagnoses import is_code, parse_diagnoses
from intake.extract.hospitals import find_hospital
from intake.extract.labels import Label
from intake.extract.sheet import Span
from intake.extract.ticks import has_boxes, ticked
from intake.extract.values import PARSERS, Parsed
from models.document import FieldName

_SLIPS: Final = (
    (re.compile(r"(?<![A-Za-z0-9])[oO](?=\.\d)"), "0"),
    (re.compile(r"[VⅤ](?:ⅢI|I?Ⅷ)|ⅧI"), "Ⅷ"),
    (re.compile(r"(?<=二甲双)[肌弧服孤]"), "胍"),
)
"""Readings that can be nothing else: o.5g is 0.5g, no Roman numeral is written VIIII, no medicine is 二甲双肌."""
_POINT: Final = re.compile(r"[(（]?\d{1,2}[.．、)）](?!\d)|[①-⑳]")
_ENDS_IN_SEMICOLON: Final = re.compile(r"[;；](?=\n|$)")
_SLIPPED_END: Final = re.compile(r"[:：](?=\n|$)")
"""A point of a list does not end in a colon where others of it end in semicolons."""
_LONG_TEXT: Final = 60
"""Characters from which on one of a text is misread more often than of short ones: 13 in 100 texts against 3."""
_BROKEN: Final = 2.0
"""Line heights short of the edge within which a row of full text ends: the next word did not fit."""
_TWICE: Final = 0.25
"""Letters by which the boxes of two lines overlap where both hold the letter between them."""
_NOT_TICKED: Final = re.compile(r"[□☐◻▢]")
"""A choice of a printed list whose tick is elsewhere, or was not seen."""
_DATE_FRAME: Final = re.compile(r"^[ \t_.]*(?:20)?[ \t_.]*年[ \t_.]*月[ \t_.]*日?[ \t_.]*")
_UNIT_ONLY: Final = re.compile(r"^[ \t_.]*(?:岁|□?男[ \t/]*□?女)[ \t_.]*$")
_UNTIL: Final = re.compile(r"[ \t]*(?:至|到|—|–|-|~|―)")


def is_frame(text: str) -> bool:
    """Whether only what is printed for filling in stands there: 年 月 日, 岁, □男 □女."""
    return bool(_DATE_FRAME.match(text) or _UNIT_ONLY.match(text))


def parsed_value(name: FieldName, span: Span) -> Parsed | None:
    """The field's value in a text, with its place in the span; None where none has its shape."""
    if name == "hospital_name":
        return find_hospital(span.text)
    if name == "applied_disease":
        return _applied_disease(span)
    parsed = PARSERS[name](span.text)
    if parsed and name in ("address", "patient_name") and isinstance(parsed.value, str):
        raw = re.sub(r"[ \t]+", "", span.raw[parsed.start : parsed.end])
        return parsed if "·" in parsed.value else Parsed(raw, parsed.start, parsed.end, parsed.quality)
    return parsed


def _applied_disease(span: Span) -> Parsed | None:
    """The disease applied for, or the ticked ones of a printed list."""
    if has_boxes(span.text):
        choices = ticked(span.text)
        if not choices:
            return None
        words = [re.sub(r"[ \t]+", "", span.raw[start:end]) for start, end in choices]
        return Parsed("、".join(words), choices[0][0], choices[-1][1], 0.85)
    parsed = PARSERS["applied_disease"](span.text)
    if parsed is None:
        return None
    raw = re.sub(r"[ \t]+", "", span.raw[parsed.start : parsed.end])
    if _NOT_TICKED.match(raw):
        return None
    plain = re.sub(r"[(（]?(?:编码|代码|病种编码)?[:：]?M\d{5}[)）]?", "", raw).strip(" ,，、")
    return Parsed(plain or raw, parsed.start, parsed.end, parsed.quality)


def diagnoses_reading(spans: Sequence[Span], label: Label, edge: float) -> Candidate | None:
    """The diagnoses in a section's rows; None where no text of a disease is among them.

    ``edge``, in page widths, is how far right the text may run: a row that ends there was broken and goes on below.
    """
    texts: list[str] = []
    last: Span | None = None
    for span in spans:
        text = _read_once(span).replace("\t", " ")
        if last is not None and _runs_on(last, edge) and not _POINT.match(span.text.strip()):
            texts[-1] += text.strip()
        else:
            texts.append(text)
        last = span
    items = parse_diagnoses(texts)
    if not items:
        return None
    if "病理" not in label.word:
        # A pathologist's finding is a sentence; elsewhere the full stop ends the list.
        items = tuple(item.model_copy(update={"text": item.text.rstrip("。")}) for item in items)
    return found(Parsed(items, 0, 0, 0.95 if len(items) < 9 else 0.7), spans, label, label.strength)


def _read_once(span: Span) -> str:
    """A span's text as read, without a character at the end of a line that the next one, whose box reaches over it, was
    read with again: 诊断：2 | 2型糖尿病."""
    row, text = span.row.text, list(span.raw)
    for number, line in enumerate(row.lines[:-1]):
        following, last = row.lines[number + 1], row.starts[number] + len(line.text) - 1
        twice = line.text[-1:] == following.text[:1] and line.box.right - following.box.left > _TWICE * _em(span)
        if twice and span.start <= last < span.end:
            text[last - span.start] = ""
    return "".join(text)


def _runs_on(span: Span, edge: float) -> bool:
    """Whether a row of text ends where the room for it ends, and not with a code behind a whole name."""
    room = (edge - span.box.right) / _em(span)
    return -1.0 < room < _BROKEN and not is_code(span.text.split()[-1] if span.text.split() else "")


def _em(span: Span) -> float:
    """The height of a span's letters in page widths."""
    image = span.row.page.image
    return span.box.height * image.height / max(image.width, 1)


def text_reading(spans: Sequence[Span], label: Label) -> Candidate:
    """A section's text: numbered points each on a line of their own, wrapped lines joined."""
    text = ""
    for span in spans:
        line = span.raw.replace("\t", " ").strip()
        for slip, meant in _SLIPS:
            line = slip.sub(meant, line)
        text += ("\n" if text and _POINT.match(line) else "") + line
    if _ENDS_IN_SEMICOLON.search(text):
        text = _SLIPPED_END.sub("；", text)
    return found(Parsed(text, 0, 0, 0.9 if len(text) < _LONG_TEXT else 0.82), spans, label, label.strength)


def end_of_stay(rest: Span, start_end: int, label: Label) -> list[tuple[FieldName, Candidate]]:
    """The second date of 2025-03-02 至 2025-03-11, where ``rest`` is the label's text and the first ends there."""
    after = rest.part(start_end - rest.start, rest.end - rest.start)
    if not _UNTIL.match(after.text):
        return []
    parsed = PARSERS["discharge_date"](re.sub(r"[至到—–~―]", " ", after.text))
    if parsed is None:
        return []
    return [("discharge_date", found(parsed, [after.part(parsed.start, parsed.end)], label, 0.95 * label.strength))]
