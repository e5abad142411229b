"""Texts that belong to a section's label: below it in its column, around it in a cell, and overleaf."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from intake.extract.dates import find_dates
from intake.extract.headings import compact
from intake.extract.lab_columns import header_columns
from intake.extract.labels import SECTION_FIELDS, Label
from intake.extract.sheet import LabelledRow, Span, behind
from intake.extract.surnames import is_name
from intake.extract.values import is_empty

_SURE: Final = 0.8
"""A label at least this sure ends the section before it."""
_FAR_BELOW: Final = 4.5
"""A section ends before an empty space of this many line heights: signatures stand that far below on certificates."""
_ASIDE: Final = 0.25
"""A line that begins this much (in page widths) further right than its section is a signature, no part of it."""
_FAR_ASIDE, _RIGHT_BELOW = 0.35, 1.5
"""In page widths from a label, and in line heights below it: a text that far aside is another column's, where the
label's own begins that close below."""
_INDENT: Final = 3.0
"""A section's further lines begin at most this many line heights left of its label: paragraphs are indented by two."""
_RESULT_HEAD: Final = re.compile(
    r"序号|编号|(?:检[验测查])?项目(?:名称)?|(?:检[验测])?结果|提示|标[志记]|单位|参考(?:值|范围|区间)|方法"
    r"|(?:药品|药物)?名称(?:[及/]?规格)?|药名|规格|数量|单次(?:用量|剂量)|用[法量]|用法用量|剂量|频[次率]|天数|途径|给药途径"
)
_RECIPE: Final = re.compile(r"R[pPx]?[.:：/]?")
_FEWEST_HEADS: Final = 3
_NO_DISEASE: Final = re.compile(
    r"^[ \t]*(?:(?:患者|病人|该患者)(?:因|于|系|既往|自|曾|目前)|[住地]址|联系|电话|建议(?!意见)(?=[一-鿿])|[上以]述"
    r"|以上|特此|本(?:意见|证明|报告|诊断))|\d{7}|供[一-鿿]{0,8}参考"
    r"|\d[ ]?(?:[mμu]?g|ml|IU|单位|万u)[ ]?[×xX*:][ ]?\d|(?:口服|注射|静滴|滴注|吸入|肌注|外用|含服)[ ]*每"
)
"""What begins or holds such words is no further diagnosis: a sentence about the patient, an address, advice, a note, a
drug with its strength or how it is taken."""
_KIND_OF_DIAGNOSIS: Final = re.compile(r"诊断(?!医[师生]|机构|科室)|西医|中医|主病|主证|证型|分期|分级|并发症|合并症")
_INTO: Final = 0.1
"""A line that reaches this far, in page widths, under the next label's text stands in no column of its own."""
_ROOM: Final = 2.0
"""Line heights to the margin within which a line was broken because the next word did not fit."""
_FULL: Final = 0.82
"""A line that ends right of this, in page widths, was broken there."""
_LINE_GAP: Final = 0.8
"""Lines of one text in a cell are set at most this many line heights apart."""
_CLOSING: Final = re.compile(
    r"^[ (※*]*(?:[本此该]报告(?:单|书|[仅只未需须不应无有如])|声明:|温馨提示"
    r"|特此证明|此证|以上(?:证明|诊断(?:证明|仅)|内容|情况属实|仅供)|以下空白|注:|备注|说明:|盖章|公章|医院(?:盖章|公章|诊断证明)|本证明|第\d+页|打印时间"
    r"|(?:WHO|[一-鿿]{0,4}(?:诊断|参考|分级))标准:"
    r"|R[pP]?[.:]?[ ]*$|R[pP]?[.:][ ]|[^。]{0,60}Sig[.: ]|复诊预约|(?:患者|家属|患方)[^。]{0,8}签[名字]"
    r"|[一-鿿]{0,6}(?:医[师生]|医务人员)(?:电子)?(?:签[名字章]|[ ]*:|[ \t]+[一-鿿]{2,12}(?:[ \t]|$)))"
)
_SIGNER: Final = re.compile(
    r"(?:经管|主管|经治|主治|住院|责任|管床|接诊|坐诊|诊断|审核|门诊|签发|开具)?医[师生]"
    r"(?P<name>[一-鿿]{2,3}?)(?=[ \t]|副?主[任治]|住院医|$)"
)
"""A physician's role with a name right behind it, without a colon."""
_HEAD_NUMBER: Final = re.compile(r"^[ \t(]*[一二三四五六七八九十]{1,2}[、.)][ \t]*")
"""What numbers the headings of a record; its text numbers in figures."""
_HEAD: Final = 0.25
_FOOT: Final = 0.85
"""Heads of pages end above, and their feet begin below these shares of the page's height."""
_PAGE_MARK: Final = re.compile(
    r"第[ ]?\d+[ ]?页|共[ ]?\d+[ ]?页|打印(?:时间|人|日期)|^[ -]*\d{1,2}[ -]*(?:/[ ]?\d+[ ]*)?$"
)
_PAGE_FULL: Final = 0.7
"""A text goes on overleaf only from below this share of the page's height."""
_GLOSS: Final = re.compile(r"[ ]*[A-Z][a-z]{2,}(?:[ .&/]{1,2}[A-Za-z]+){0,3}[.:]?[ ]*")
"""The English of a label printed under it on bilingual papers: Diagnosis, Date of Issue."""
_NUMBER: Final = re.compile(r"^[ \t(]*([1-9])[.、．)]")


def section(rows_: Sequence[LabelledRow], index: int, label: Label) -> list[Span]:
    """The text that belongs to a section's label, as spans of rows in reading order, until the next label.

    In a ruled grid the label stands in the middle of its cell: a text that goes on with number n beside the label began
    n-1 rows above it, and the last n-1 rows before the next such label belong to that one.
    """
    row = rows_[index]
    numbered = bool(_HEAD_NUMBER.match(row.text.text[: label.start + 1] + " "))
    first = behind(row, label).stripped()
    left, right = _column(row, label)
    own, lowest = Span(row, label.start, label.end), row
    spans = [] if is_empty(first.text) or _in_another_column(first, own, rows_[index + 1 :]) else [first]
    for number, other in rows_after(rows_, index):
        if _is_apart(other, lowest, _FAR_BELOW * row.height) or (label.field == "diagnoses" and _heads_drugs(other)):
            break
        part = _within(other, left, right)
        wraps = part is None and _wraps_to_margin(other, spans[-1] if spans else own, lowest)
        if wraps and lowest is row and _next_section(row, label) is not None:
            break  # What was broken at the margin is the other section's.
        if wraps and other.labels:
            spans.append(Span(other, 0, other.labels[0].start).stripped())
            break
        if wraps:
            part = Span(other, 0, len(other.text.text))
        if part is None or (not spans and _in_another_column(part, own, rows_[number + 1 :])):
            continue
        if _is_of_the_next(part, row, label):
            break
        if label.field == "diagnoses" and (_is_table_head(other) or _NO_DISEASE.search(part.text)):
            break
        opening = None if spans and _in_mid_sentence(spans[-1], part) else _opening_label(part, label)
        aside = bool(spans) and part.box.left > max(spans[0].box.left, own.box.left) + _ASIDE
        if opening is not None or aside or _closes(part) or (numbered and _HEAD_NUMBER.match(part.text)):
            taken = _above(rows_, number, opening) if opening is not None else []
            spans = spans[: max(len(spans) - len(taken), 0)]
            break
        spans.append(part)
        lowest = other
    return _above(rows_, index, label) + spans


def _in_another_column(text: Span, label: Span, below: Sequence[LabelledRow]) -> bool:
    """Whether a text stands far to the right of a label, and the label's own right below the label."""
    if not below or text.box.left - label.box.right < _FAR_ASIDE:
        return False
    under = below[0].text.lines[0].box
    close = under.top - label.box.bottom < _RIGHT_BELOW * label.box.height
    return close and abs(under.left - label.box.left) < _INTO and under.right < text.box.left


def _is_apart(row: LabelledRow, lowest: LabelledRow, far: float) -> bool:
    """Whether a row stands further than ``far`` below the text's lowest, or on another page though there was room."""
    if row.page is lowest.page:
        return row.top - lowest.bottom > far
    return lowest.bottom < _PAGE_FULL


def _is_of_the_next(part: Span, row: LabelledRow, label: Label) -> bool:
    """Whether a row below goes on with the text of another section, whose label stands behind this one's in one
    sentence: 诊断：高血压病；建议：低盐 | 饮食."""
    following = _next_section(row, label)
    return following is not None and part.box.right > row.text.box(following.start, following.end).left + _INTO


def _next_section(row: LabelledRow, label: Label) -> Label | None:
    """The label of another section that comes next in the same row."""
    following = next((other for other in row.labels if other.start >= label.end and other.strength >= _SURE), None)
    another = following is not None and following.field in SECTION_FIELDS and following.field != label.field
    return following if another else None


def _is_table_head(row: LabelledRow) -> bool:
    """Whether a row heads a table of results: below the diagnosis in a report's head stands what was measured."""
    heads = {match for line in row.text.lines if (match := compact(line.text)) and _RESULT_HEAD.fullmatch(match)}
    return len(heads) >= _FEWEST_HEADS or bool(header_columns(row.text.lines))


def _heads_drugs(row: LabelledRow) -> bool:
    """Whether the drugs of a prescription begin with a row, wherever in it the sign stands."""
    return any(_RECIPE.fullmatch(line.text.strip()) for line in row.text.lines)


def rows_after(rows_: Sequence[LabelledRow], index: int) -> Iterator[tuple[int, LabelledRow]]:
    """The rows behind a row with their numbers, over the ends of pages.

    Feet of pages that are not the last are left out, and on every further page the head that repeats the first one's.
    """
    first = rows_[0].page
    head = {compact(row.text.text) for row in rows_ if row.page is first and row.top < _HEAD}
    for number, row in enumerate(rows_[index + 1 :], index + 1):
        goes_on = rows_[-1].page is not row.page
        foot = goes_on and row.top > _FOOT and _PAGE_MARK.search(row.text.text)
        repeated = row.page is not first and row.top < _HEAD and compact(row.text.text) in head
        if not foot and not repeated:
            yield number, row


def _column(row: LabelledRow, label: Label) -> tuple[float, float]:
    """Left and right edge, in fractions of the page, between which a section's further lines stand."""
    others = [other for other in row.labels if other.strength >= _SURE and other is not label]
    right = min(
        (row.text.box(other.start, other.end).left for other in others if other.start >= label.end), default=1.0
    )
    image = row.page.image
    indent = _INDENT * row.height * image.height / max(image.width, 1)
    return row.text.box(label.start, label.end).left - indent, right


def _in_mid_sentence(last: Span, part: Span) -> bool:
    """Whether a row only goes on with the sentence above, which was broken at the margin: a word at its beginning that
    names a label elsewhere (``单位``, ``注``) is none there unless a colon follows."""
    edge = max(line.box.right for line in last.row.page.lines)
    image = last.row.page.image
    room = (edge - last.box.right) * image.width / max(last.box.height * image.height, 1e-6)
    broken = room < _ROOM and not re.search(r"[。；;.：:][ ]*$", last.text)
    return broken and not re.match(r"[ ]*[【\[]?[一-鿿 ]{2,10}(?:\([^()]{0,12}\))?[ ]*[】\]:\t]", part.text)


def _wraps_to_margin(row: LabelledRow, last: Span, lowest: LabelledRow) -> bool:
    """Whether a row left of a section's column goes on with it, up to the next label: its text ran to the right margin
    in the row above."""
    close = row.page is lowest.page and row.top - lowest.bottom < lowest.height
    begins = not row.labels or bool(row.text.text[: row.labels[0].start].strip())
    return close and last.row is lowest and last.box.right > _FULL and begins


def _within(row: LabelledRow, left: float, right: float) -> Span | None:
    """The part of a row whose lines stand between two edges."""
    inside = [
        (start, start + len(line.text))
        for line, start in zip(row.text.lines, row.text.starts, strict=True)
        if left <= line.box.left + 0.02
        and line.box.center[0] <= right
        and not line.vertical
        and not _GLOSS.fullmatch(line.text)
    ]
    return Span(row, inside[0][0], inside[-1][1]) if inside else None


def _opening_label(part: Span, of: Label) -> Label | None:
    """The label a part of a row begins with and that ends the section ``of``: any sure one, and among diagnoses also an
    unknown word with a colon, unless it names a kind of diagnosis."""
    for label in part.row.labels:
        sure = label.strength >= _SURE or (of.field == "diagnoses" and not _KIND_OF_DIAGNOSIS.search(label.word))
        if part.start <= label.start < part.end and label.opens_cell and sure and label.strength > 0.5:
            lead = part.row.text.text[part.start : label.start].strip()
            return label if len(lead) <= 3 else None
    return None


def _is_signed(text: str) -> bool:
    """Does a line begin with a physician's role and name, with or without a rank behind it: 经管医师邬显贵?"""
    match = _SIGNER.match(text)
    return match is not None and is_name(match["name"])


def _closes(part: Span) -> bool:
    """Whether a line is no text of a section but closes the paper: a remark, a date alone, a place for the stamp."""
    text = part.text.strip(" \t_")
    dates = find_dates(text)
    is_date = bool(dates) and dates[0].end - dates[0].start >= len(text) - 6
    return bool(_CLOSING.match(text)) or _is_signed(text) or is_date


def _above(rows_: Sequence[LabelledRow], index: int, label: Label) -> list[Span]:
    """The rows above a label that belong to its cell, where a ruled grid sets the label at half the cell's height.

    A list that goes on with number n beside the label began n-1 rows above. Without numbers the rows above are its own
    where they are set as close as lines of one text and are about as many as those below.
    """
    row = rows_[index]
    first, edge = behind(row, label), row.text.box(label.start, label.end).right
    near = _close_rows(rows_, index, -1, edge)
    number = _NUMBER.match(first.text)
    if number:
        near = near[: int(number.group(1)) - 1]
    else:
        below_ = _close_rows(rows_, index, 1, edge)
        within = label.end == label.start + len(label.word) and bool(near) and abs(len(near) - len(below_)) <= 1
        if not within or not below_:
            return []
    return [Span(other, 0, len(other.text.text)) for other in reversed(near)]


def _close_rows(rows_: Sequence[LabelledRow], index: int, step: int, edge: float) -> list[LabelledRow]:
    """The rows next above (step -1) or below (1) right of ``edge``, unlabelled and set as lines of one text."""
    found: list[LabelledRow] = []
    last = rows_[index]
    for other in rows_[index + step :: step] if index + step >= 0 else ():
        gap = last.top - other.bottom if step < 0 else other.top - last.bottom
        outside = any(line.box.left < edge - 0.01 for line in other.text.lines)
        if other.page is not last.page or outside or other.labels or gap > _LINE_GAP * other.height:
            break
        found.append(other)
        last = other
    return found
