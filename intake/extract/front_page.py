"""The table of discharge diagnoses on a 病案首页: names, codes and conditions in cells, in one or two columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from intake.extract.candidates import Candidate, found
from intake.extract.diagnoses import parse_diagnoses
from intake.extract.labels import Label
from intake.extract.sheet import LabelledRow, Span
from intake.extract.values import Parsed
from models.document import Diagnosis

_TABLE: Final = ("出院诊断", "出院主要诊断", "出院中医诊断", "出院西医诊断", "主要诊断", "诊断名称")
_HEADER: Final = re.compile(
    r"出院(?:西医|中医|主要)?诊断(?:[(](?:中医|西医)[)])?|诊断名称|诊断类别|疾病(?:编码|代码)|ICD-?10(?:编码)?|入院病情|出院情况|转归|备注|类别|序号|编码|治愈|好转|未愈"
)
_END: Final = re.compile(
    r"损伤|中毒|病理诊断|病理号|药物过敏|过敏药物|血型|手术|主任|[治院]医师|尸检|病案质量|离院方式|质控|抢救|入院病情[:：]1|1[.、]有|死亡"
)
_SIGNERS: Final = re.compile(r"科主任|主任[(]副主任[)]|[治院]医师|质控|责任护士")
_SCHOOL_HEAD: Final = re.compile(r"^[ ]*出院[中西]医诊断")
_PLACE: Final = re.compile(r"^[ ]*(?:主要诊断|其他诊断|次要诊断|主病|主证|次病|次证|兼证)[ ]*[::]?")
"""What tells a diagnosis's place in the table."""
_MIDDLE: Final = 0.5
_TALL: Final = 5
"""Rows of diagnoses from which on the left column of a table may have been filled before the right one."""
_ICD_CELL: Final = re.compile(r"^[A-TV-Z][0-9OI]{2}(?:[.．][0-9A-Za-z+*/.]*)?")


@dataclass(frozen=True)
class _Entry:
    text: str
    span: Span
    code: str = ""


def front_page_diagnoses(rows: Sequence[LabelledRow]) -> Candidate | None:
    """The diagnoses of the table, the primary first; the right half of a two-column table after the left one.

    A code belongs to the name before it in its row. None where the page has no such table or it is empty.
    """
    start = next((index for index, row in enumerate(rows) if _opens(row)), None)
    if start is None:
        return None
    entries: list[_Entry] = []
    for row in rows[start:]:
        ended = _END.search(row.text.text.split("\t")[0]) or _SIGNERS.search(row.text.text)
        if row is not rows[start] and ended:
            break
        entries.extend(_entries(row))
    middle = _between_schools(rows[start])
    named = middle is not None or any("其他诊断" in entry.span.text for entry in entries)
    if named or not _filled_across(entries):
        entries = sorted(entries, key=lambda entry: entry.span.box.left > (middle or _MIDDLE))
    items: list[Diagnosis] = []
    for entry in entries:
        items.extend(parse_diagnoses([f"{entry.text} {entry.code}"]))
    if not items:
        return None
    label: Label = next(label for label in rows[start].labels if label.word in _TABLE)
    return found(Parsed(tuple(items), 0, 0, 0.9), [entry.span for entry in entries], label, 0.95)


def _between_schools(row: LabelledRow) -> float | None:
    """Where a table's heads of Chinese and of western diagnoses part, in page widths; None where it has none."""
    heads = [
        line.box.center[0]
        for line, start in zip(row.text.lines, row.text.starts, strict=True)
        if _SCHOOL_HEAD.search(row.text.text[start : start + len(line.text)])
    ]
    return sum(heads) / 2 if len(heads) == 2 else None


def _filled_across(entries: Sequence[_Entry]) -> bool:
    """Whether a table of two columns is filled row by row: then the right one has as many names as the left, or one
    less. Where the left column is filled first (on the national form, with its 其他诊断), the right one is empty until
    the left is full."""
    right = sum(entry.span.box.left > 0.5 for entry in entries)
    left = len(entries) - right
    return left == 0 or (0 < right <= left <= right + 1 and left < _TALL)


def _opens(row: LabelledRow) -> bool:
    return any(label.word in _TABLE and label.opens_cell for label in row.labels)


def _entries(row: LabelledRow) -> list[_Entry]:
    """The diagnoses of a row's cells, each with the code that follows it."""
    found_: list[_Entry] = []
    for line, start in zip(row.text.lines, row.text.starts, strict=True):
        text = row.text.text[start : start + len(line.text)]
        code = _ICD_CELL.match(text.strip())
        if code and found_ and not found_[-1].code:
            found_[-1] = _Entry(found_[-1].text, found_[-1].span, code.group())
            continue
        plain = _PLACE.sub("", text)
        if plain == text and any(label.field is None and label.start <= start < label.end for label in row.labels):
            continue  # The label of another entry, in a row of its own: 血型.
        if len(re.findall(r"[一-鿿]", _HEADER.sub("", plain))) < 2:
            continue
        found_.append(
            _Entry(
                row.text.raw[start + len(text) - len(plain) : start + len(text)], Span(row, start, start + len(text))
            )
        )
    return found_
