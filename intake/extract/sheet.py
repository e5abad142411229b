"""A paper as rows with their labels, and the text that belongs to a label: behind it, right of it or below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from intake.extract.dates import find_dates
from intake.extract.labels import (
    BEGINS_A_LINE,
    SECTION_FIELDS,
    Label,
    Vocabulary,
    find_labels,
    heads_without_colon,
    label_before,
    vocabulary,
)
from intake.extract.layout import rows
from intake.extract.rowtext import RowText
from intake.extract.values import is_empty
from intake.page import Line, ReadPage
from models.codes import DocType
from models.place import Box, Evidence

_VALUE_GAP: Final = 2.5
"""Line heights of blank within a row behind which something else begins."""
_JOINS: Final = re.compile(r"[ ]*[/、及和][ ]*")
"""Between labels whose values stand behind the last of them: 性别/年龄 男/74岁."""
_A_LABEL: Final = 3
"""Characters beside a wrapped value that are a label nobody listed, and no speck or bracket."""
_DIGITS_FIRST: Final = re.compile(r"[ ]*(\d{1,12})(?=[,;。)]|[ ]*(?![年月日岁周天次型级期度个])[一-鿿])")
"""Digits before the sentence goes on, which are no day, age or list's number."""
_PART: Final = re.compile(r"[ \t(]*(?:[一二三四五六七八九十]{1,2}[、.)]|第[一二三四五六七八九十]部分)")
"""How the headings of a form's parts are numbered: 二、诊断医疗机构意见."""


_PART_OF_DIAGNOSES: Final = re.compile(r"(?:主要|次要|其他|其它|主|伴随|合并|西医|中医)诊断|合并症|并发症")
"""What parts the diagnoses behind one label: 出院诊断：主要诊断：… 次要诊断：…, 中医诊断：… 西医诊断：…"""


@dataclass(frozen=True)
class LabelledRow:
    page: ReadPage
    text: RowText
    labels: tuple[Label, ...]

    @property
    def height(self) -> float:
        return min(line.box.height for line in self.text.lines)

    @property
    def top(self) -> float:
        return min(line.box.top for line in self.text.lines)

    @property
    def bottom(self) -> float:
        return max(line.box.bottom for line in self.text.lines)


@dataclass(frozen=True)
class Span:
    """Characters ``start`` to ``end`` of a row."""

    row: LabelledRow
    start: int
    end: int

    @property
    def raw(self) -> str:
        return self.row.text.raw[self.start : self.end]

    @property
    def text(self) -> str:
        return self.row.text.text[self.start : self.end]

    @property
    def confidence(self) -> float:
        return self.row.text.confidence(self.start, self.end)

    @property
    def box(self) -> Box:
        return self.row.text.box(self.start, self.end)

    @property
    def evidence(self) -> Evidence:
        return self.row.page.image.evidence(self.box)

    def part(self, start: int, end: int) -> Span:
        """A span within this one, counted from its start."""
        return Span(self.row, self.start + start, self.start + end)

    def stripped(self) -> Span:
        """Without the blanks, underscores and gaps at both ends."""
        text = self.text
        left = len(text) - len(text.lstrip(" \t_"))
        return self.part(left, max(len(text.rstrip(" \t_")), left))


def labelled_rows(
    doc_type: DocType, pages: Sequence[ReadPage], words: Vocabulary | None = None
) -> tuple[LabelledRow, ...]:
    """The rows of all pages from top to bottom, with the labels that a paper of this type may bear; by default those
    that are listed."""
    words = words or vocabulary(doc_type)
    found = []
    parted = False
    for page in pages:
        texts = [RowText.of(row) for row in rows([line for line in page.lines if line.text.strip()])]
        bare = heads_without_colon(texts, words)
        for text in texts:
            labels: list[Label] = []
            for label in find_labels(text, words, bare_heads=bare):
                printed = text.text[label.start : label.end]
                beside = bool(labels) and labels[-1].field == "diagnoses" and label.opens_cell
                front = doc_type is DocType.MEDICAL_RECORD_FRONT_PAGE
                if parted and not (beside or front) and _PART_OF_DIAGNOSES.match(printed):
                    continue
                opens = printed.startswith("中医") or not _PART_OF_DIAGNOSES.match(printed)
                parted = label.field == "diagnoses" and opens
                labels.append(label)
            found.append(LabelledRow(page, text, tuple(labels)))
    return tuple(found)


def behind(row: LabelledRow, label: Label) -> Span:
    """The text between a label and the next one of its row, or the row's end."""
    start = label.end
    following = sorted((other for other in row.labels if other.start >= start), key=lambda other: other.start)
    if label.field in SECTION_FIELDS:
        # A text may begin with a word that names something elsewhere: 建议 | 休息两周, 医嘱 | 注意保暖.
        while (
            following and following[0].strength <= BEGINS_A_LINE and is_empty(row.text.text[start : following[0].start])
        ):
            following.pop(0)
    while following and _JOINS.fullmatch(row.text.text[start : following[0].start]):
        start = following.pop(0).end
    return Span(row, start, following[0].start if following else len(row.text.text))


def _value_gap(row: LabelledRow, line: Line) -> float:
    """The blank beside a line, in fractions of the page's width, behind which something else begins."""
    return _VALUE_GAP * line.box.height * row.page.image.height / max(row.page.image.width, 1)


def first_part(span: Span) -> Span:
    """A value up to the first gap between two lines that is wider than blanks within a value are."""
    edge: float | None = None
    for line, start in zip(span.row.text.lines, span.row.text.starts, strict=True):
        if start >= span.end:
            break
        if start + len(line.text) <= span.start or not line.text.strip(" _"):
            continue
        if edge is not None and start > span.start and line.box.left - edge > _value_gap(span.row, line):
            return span.part(0, start - span.start)
        edge = line.box.right
    return span


def stands_alone(row: LabelledRow, label: Label) -> bool:
    """Whether a label is all of its line, and what follows in its row so far away that it belongs to another column."""
    line = row.text.line_at(label.start)
    others = [other.box.left for other in row.text.lines if other.box.left > line.box.right]
    apart = min(others, default=1.0) - line.box.right > _value_gap(row, line)
    return apart and len(line.text.strip()) <= label.end - label.start


def below(rows_: Sequence[LabelledRow], index: int, label: Label) -> Span | None:
    """The unlabelled cell under a label: the first line below that stands under it, within three line heights.

    None where the next part of a form begins there: above it the label's line was left empty.
    """
    row = rows_[index]
    box = row.text.box(label.start, label.end)
    for other in rows_[index + 1 : index + 4]:
        if other.page is not row.page or other.top - row.bottom > 2.5 * row.height:
            return None
        for line, start in zip(other.text.lines, other.text.starts, strict=True):
            common = min(line.box.right, box.right) - max(line.box.left, box.left)
            if common > 0.5 * min(line.box.width, box.width):
                owner = label_before(other.labels, start + len(line.text) - 1)
                part = Span(other, start, start + len(line.text))
                return None if owner or _PART.match(part.text) else part
    return None


def broken_number(rows_: Sequence[LabelledRow], index: int, label: Label, value: Span) -> Span | None:
    """The rest of a number in a sentence (，住院号：744 | 16597，因) that was broken at the margin: the digits the next
    row begins with, before the sentence goes on."""
    row = rows_[index]
    edge = max(line.box.right for line in row.page.lines)
    within = row.text.text[: label.start].rstrip()[-1:] in tuple(",;(、。")
    gap = _value_gap(row, row.text.line_at(value.start))
    ends = value.end == len(row.text.text.rstrip()) and edge - value.box.right < gap
    if not within or not ends or index + 1 >= len(rows_) or rows_[index + 1].page is not row.page:
        return None
    rest = _DIGITS_FIRST.match(rows_[index + 1].text.text)
    return Span(rows_[index + 1], rest.start(1), rest.end(1)) if rest else None


def wrapped(rows_: Sequence[LabelledRow], index: int, value: Span) -> list[Span]:
    """The lines below in which a value goes on: unlabelled, close below, beginning where the value begins."""
    found: list[Span] = []
    above, box = rows_[index], value.box
    for other in rows_[index + 1 : index + 4]:
        if other.page is not above.page or other.top - above.bottom > 1.1 * above.height:
            break
        start = next(
            (
                start
                for line, start in zip(other.text.lines, other.text.starts, strict=True)
                if abs(line.box.left - box.left) < 0.025
            ),
            None,
        )
        if start is None or label_before(other.labels, start) is not None:
            break
        if len(other.text.text[:start].strip()) >= _A_LABEL:
            break  # A label of its own that nobody listed stands beside it.
        line = other.text.line_at(start)
        span = Span(other, start, start + len(line.text))
        if any(label.start < span.end for label in other.labels) or find_dates(span.text):
            break
        found.append(span)
        above = other
    return found
