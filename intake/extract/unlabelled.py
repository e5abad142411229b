"""What needs no label: the hospital and the title in the headings, the date under a signature or beside the title, a
card's holder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from intake.extract.candidates import Candidate, found
from intake.extract.dates import find_dates
from intake.extract.headings import Heading, compact, headings
from intake.extract.hospitals import find_hospital, hospital_in_headings
from intake.extract.labels import label_before
from intake.extract.own_head import title_in_head
from intake.extract.paper_title import find_title, own_heading
from intake.extract.rowtext import CELL_GAP, RowText
from intake.extract.sheet import LabelledRow, Span
from intake.extract.surnames import is_name
from intake.extract.values import PARSERS, Parsed
from intake.page import ReadPage
from models.codes import DocType
from models.document import FieldName

_WITHOUT_HOSPITAL: Final = frozenset({
    DocType.ID_CARD_FRONT, DocType.ID_CARD_BACK, DocType.SOCIAL_SECURITY_CARD, DocType.POWER_OF_ATTORNEY,
})  # fmt: skip
_WITHOUT_TITLE: Final = frozenset({DocType.ID_CARD_FRONT, DocType.ID_CARD_BACK, DocType.SOCIAL_SECURITY_CARD})
_DATE_FIELDS: Final[dict[DocType, FieldName]] = {
    DocType.DIAGNOSIS_CERTIFICATE: "issue_date",
    DocType.DISCHARGE_SUMMARY: "issue_date",
    DocType.ADMISSION_RECORD: "issue_date",
    DocType.POWER_OF_ATTORNEY: "issue_date",
    DocType.PRESCRIPTION: "issue_date",
    DocType.INVOICE: "issue_date",
    DocType.OUTPATIENT_RECORD: "visit_date",
    DocType.LAB_REPORT: "report_date",
    DocType.EXAMINATION_REPORT: "report_date",
    DocType.PATHOLOGY_REPORT: "report_date",
    DocType.GENETIC_REPORT: "report_date",
}
"""What a date without a label is: under the text the day of issue, beside the title the day of the visit or report."""
_DATE_WORD: Final = re.compile(r"(?:公元|[一-鿿]?(?:日期|时间)|\([盖公]章\))?")
"""What may stand beside a lone date: nothing, or the end of a label of which a stamp covers the rest."""
_SIGNER: Final = re.compile(r"医师|医生|者$|签")
"""Labels of people who sign: a date behind their name is the day of it."""
_OF_A_DAY: Final = re.compile(r"日期|时间|^(?:采[样集]|送检|接[收样]|收[到样])$")
"""The day beside such a label is that of something else: when the tissue was taken or sent in."""
_GRADE: Final = re.compile(r"[(\[【]?[ ]*(?:国家)?([一二三]级[甲乙丙特]等)[ ]*(?:综合|专科|中医)?(?:医院)?[ ]*[)\]】]?")
_WARD: Final = re.compile(
    r"[ ]*([一-鿿]{1,8}(?:科|病区|病房)(?:[一二三四五六七八九十]+(?:病?区|病房))?)[ \t]+(?:住院|病案)号"
)
_HEAD_ROWS: Final = 8
"""Rows in which a paper's head tells the ward."""
_REGION: Final = re.compile(r"[省市县区]$")
_PLAIN: Final = 0.5
"""A title weaker than this may be a column's heading: one in the paper's head is taken before it."""
_NAMES_A_REPORT: Final = re.compile(
    r"[^:。，]{2,24}报告[单书表]?|[^:。，]{4,20}(?:检[测验查]|结果)[单书表]?|[^:。，]{2,10}结果汇总"
)
_HEAD_BLOCK: Final = 0.12
"""Of the page's height below its first line, where a report's name stands."""
_LETTERHEAD: Final = 0.3
_TITLE_ROWS: Final = 4
_BEHIND_LABELS: Final = 9
"""An unlabelled date, and a hospital below the head, count as the tenth-best label."""


def unlabelled(
    doc_type: DocType, pages: Sequence[ReadPage], rows: Sequence[LabelledRow]
) -> Iterator[tuple[FieldName, Candidate]]:
    """Readings from headings and lone dates of the paper."""
    for page in pages[:1]:
        if doc_type not in _WITHOUT_HOSPITAL:
            yield from _hospital(page)
            yield from _signing_hospital([row for row in rows if row.page is page])
            yield from _grade(page)
        if doc_type not in _WITHOUT_TITLE:
            yield from _title(page)
    if doc_type is DocType.SOCIAL_SECURITY_CARD:
        yield from _holder(rows)
    yield from _ward(rows[:_HEAD_ROWS])
    name = _DATE_FIELDS.get(doc_type)
    if name is not None:
        half = len(rows) // 2
        head = half if doc_type is DocType.PRESCRIPTION else _TITLE_ROWS  # Its drugs begin below the patient's data.
        above, under = _lone_dates(rows[:head]), _lone_dates(rows[half:])
        best = [*under[-1:], *above[:1]] if name == "issue_date" else [*above[:1], *under[-1:]]
        yield from ((name, candidate) for candidate in best[:1])


def _hospital(page: ReadPage) -> Iterator[tuple[FieldName, Candidate]]:
    named = hospital_in_headings(headings(page.lines))
    if named is None:
        return
    heading, parsed = named
    span = _span(page, heading)
    inside = find_hospital(span.text)
    if inside is not None and compact(str(inside.value)) == compact(str(parsed.value)):
        span = span.part(inside.start, inside.end)
    # A letterhead is worth as much as the surest label; a line further down may be a stamp's text or another hospital.
    at_the_top = heading.top < _LETTERHEAD
    yield "hospital_name", found(parsed, [span], None, *((1.0, 0) if at_the_top else (0.8, _BEHIND_LABELS)))


def _signing_hospital(rows: Sequence[LabelledRow]) -> Iterator[tuple[FieldName, Candidate]]:
    """The hospital that signs a letter: alone in a line low on the page, the day right below it."""
    for row, below in pairwise(rows[len(rows) // 2 :]):
        named = find_hospital(row.text.text)
        alone = named is not None and row.text.text.strip() == row.text.text[named.start : named.end]
        if named is not None and alone and below.top - row.bottom < 2 * row.height and _lone_dates([below]):
            span = Span(row, named.start, named.end)
            yield "hospital_name", found(named, [span], None, 0.8, _BEHIND_LABELS)


def _grade(page: ReadPage) -> Iterator[tuple[FieldName, Candidate]]:
    """The hospital's grade in a line of its own in the letterhead: (三级甲等医院)."""
    for line in page.lines:
        text = RowText.of([line])
        match = _GRADE.fullmatch(text.text.strip())
        parsed = PARSERS["hospital_grade"](match.group(1)) if match and line.box.top < _LETTERHEAD else None
        if parsed is not None:
            span = Span(LabelledRow(page, text, ()), 0, len(text.text))
            yield "hospital_grade", found(parsed, [span], None, 0.95, _BEHIND_LABELS)


def _holder(rows: Sequence[LabelledRow]) -> Iterator[tuple[FieldName, Candidate]]:
    """The largest name that stands in a row by itself: an electronic card's holder."""
    whole = (Span(row, 0, len(row.text.text)).stripped() for row in rows)
    names = [span for span in whole if is_name(span.text) and not _REGION.search(span.text)]
    for span in sorted(names, key=lambda span: -span.row.height)[:1]:
        yield "patient_name", found(Parsed(span.text, 0, len(span.text), 1.0), [span], None, 0.8, _BEHIND_LABELS)


def _ward(rows: Sequence[LabelledRow]) -> Iterator[tuple[FieldName, Candidate]]:
    """The department right before the number of the stay: 精神科三病区 住院号 02082109."""
    for row in rows:
        match = _WARD.match(row.text.text)
        if match:
            span = Span(row, match.start(1), match.end(1))
            yield "department", found(Parsed(span.text, 0, len(span.text), 1.0), [span], None, 0.8, _BEHIND_LABELS)
            return


def _title(page: ReadPage) -> Iterator[tuple[FieldName, Candidate]]:
    title = find_title(page.lines)
    if title is None or title.quality < _PLAIN:
        title = title_in_head(page.lines) or title
    if title is None or title.quality < 0.3:
        yield from _prominent(page)
        return
    text = title.heading.text
    hospital = find_hospital(text)
    if hospital is not None and hospital.start == 0 and hospital.end < len(text):
        text = text[hospital.end :]
    value = _printed(re.sub(r"第?\d+页.*$", "", text))
    yield "report_title", found(Parsed(value, 0, 0, 0.6 + 0.4 * title.quality), [_span(page, title.heading)], None, 1.0)


def _prominent(page: ReadPage) -> Iterator[tuple[FieldName, Candidate]]:
    best = own_heading(page.lines) or _named_in_head(page)
    if best is not None:
        yield "report_title", found(Parsed(_printed(best.text), 0, 0, 0.6), [_span(page, best)], None, 1.0)


def _printed(title: str) -> str:
    """A title with its brackets as they are printed."""
    return title.replace("(", "（").replace(")", "）")


def _named_in_head(page: ReadPage) -> Heading | None:
    """The largest of the first lines that calls itself a report or results, set to the side or beside the issuer."""
    found_ = headings(page.lines)
    foremost = min((heading.top for heading in found_), default=0.0)
    named = [one for one in found_ if one.top - foremost < _HEAD_BLOCK and _NAMES_A_REPORT.fullmatch(one.text)]
    return max(named, key=lambda heading: heading.size, default=None)


def _span(page: ReadPage, heading: Heading) -> Span:
    text = RowText.of(heading.lines, gap="")
    return Span(LabelledRow(page, text, ()), 0, len(text.text))


def _lone_dates(rows: Sequence[LabelledRow]) -> list[Candidate]:
    """Lines that are nothing but a date and stand behind no label of a field."""
    candidates = []
    for row in rows:
        for line, start in zip(row.text.lines, row.text.starts, strict=True):
            text = row.text.text[start : start + len(line.text)]
            dates = find_dates(text)
            if not dates or dates[0].day is None:
                continue
            rest = re.sub(r"[\d:时分秒 ]", "", text[: dates[0].start] + text[dates[0].end :])
            label = label_before(row.labels, start + dates[0].start)
            between = row.text.text[label.end : start + dates[0].start] if label else ""
            if label is not None and _OF_A_DAY.search(label.word) and not between.strip():
                continue
            if label and label.field and not label.field.endswith("_date") and between.strip(f" {CELL_GAP}"):
                label = None  # It has its value: 电话 18934500511 | 2024.07.14.
            if between.count(CELL_GAP) > 1 and not _SIGNER.search(label.word if label else ""):
                label = None  # Another cell stands between: 就诊号：2405 | 全科诊室 | 2024-05-17.
            lone = _DATE_WORD.fullmatch(rest) or (label is not None and _SIGNER.search(label.word))
            if not lone or (label is not None and label.field is not None):
                continue
            parsed = PARSERS["issue_date"](text)
            if parsed is not None:
                span = Span(row, start + parsed.start, start + parsed.end)
                candidates.append(found(parsed, [span], None, 0.8, _BEHIND_LABELS))
    return candidates
