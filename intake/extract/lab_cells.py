"""The words of a laboratory table's row, laid into the columns they stand under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from intake.extract.lab_apart import letter_apart, neighbours_apart
from intake.extract.lab_columns import Column, Role, column_for
from intake.extract.lab_words import Word, split_value, words_of
from intake.extract.narrow import part_of
from intake.page import Line
from models.place import Box


@dataclass
class Cells:
    """What stands in one row of one table."""

    words: dict[Role, list[str]] = field(default_factory=dict)
    boxes: list[Box] = field(default_factory=list)
    serial: int | None = None
    center: float = 0.0

    def text(self, role: Role, joint: str = "") -> str:
        return joint.join(self.words.get(role, []))


def cells_in(row: Sequence[Line], columns: Sequence[Column]) -> dict[int, Cells]:
    """The words of a row laid into the columns, by table."""
    tables: dict[int, Cells] = {}
    glued: dict[int, bool] = {}
    last: tuple[Line, int] | None = None
    for line, word, box, column in _placed(_stacked_in_order(row), columns):
        cells = tables.setdefault(column.block, Cells(center=line.box.center[1]))
        role: Role = column.role
        if word.kind == "number" and role in ("name", "serial"):
            if "." in word.text and "name" in cells.words:
                role = "remark"  # 钾 4.21: no row is numbered behind its name.
            else:
                cells.serial, role = _integer(word.text), "serial"
        elif word.kind == "flag" and role == "value":
            role = "flag"
        elif word.kind == "unit" and role in ("value", "reference"):
            role = "unit"
        elif word.kind == "name" and role == "value":
            role = "remark"  # Counts as the value only where no number or known word stands there.
        follows, last = last == (line, word.start), (line, word.end)
        if role == "unit" and cells.words.get("unit"):
            # Without a column of its own the unit stands behind the value, and again behind the range.
            if glued[column.block]:
                letter_apart(cells.words, word.text)
            continue
        if role == "unit":
            glued[column.block] = follows
        cells.words.setdefault(role, []).append(word.text)
        cells.boxes.append(box)
    for block, cells in tables.items():
        neighbours_apart(cells.words, [column.role for column in columns if column.block == block])
    return tables


def _stacked_in_order(row: Sequence[Line]) -> list[Line]:
    """The row's lines from left to right, those above each other (a range in two lines) from the top."""
    ordered: list[Line] = []
    for line in row:
        place = len(ordered)
        while place and _above(line, ordered[place - 1]):
            place -= 1
        ordered.insert(place, line)
    return ordered


def _above(line: Line, other: Line) -> bool:
    common = min(line.box.right, other.box.right) - max(line.box.left, other.box.left)
    return common > 0.5 * min(line.box.width, other.box.width) and line.box.center[1] < other.box.center[1]


def _placed(row: Sequence[Line], columns: Sequence[Column]) -> Iterator[tuple[Line, Word, Box, Column]]:
    """The words of a row with their boxes and columns.

    A number at the end of a name is its value only where the row has no other: names end in numbers of their own
    (糖类抗原125, 补体C3, 维生素B12).
    """
    placed = _behind_names(
        [(line, word, *_place(line, word, columns)) for line in row for word in words_of(line.text)], columns
    )
    valued = {
        column.block
        for _, word, _, column in placed
        if column is not None and column.role == "value" and word.kind in ("number", "quality")
    }
    for line, word, box, column in placed:
        glued = column is not None and word.kind == "name" and column.block not in valued
        for part in split_value(word) if glued else (word,):
            box, place = (box, column) if part is word else _place(line, part, columns)
            if place is not None:
                yield line, part, box, place


_Placed = tuple[Line, Word, Box, Column | None]


def _behind_names(placed: Sequence[_Placed], columns: Sequence[Column]) -> list[_Placed]:
    """Results set flush left under a centred heading stand nearer to the names: behind a name's line there is none. No
    name begins with a unit: that behind a range without a heading of its own is the range's."""
    named: dict[int, Line] = {}
    settled: list[_Placed] = []
    for line, word, box, column in placed:
        before = settled[-1][-1] if settled else None
        if word.kind == "unit" and column is not None and column.role == "name" and before is not None:
            column = before if before.role in ("value", "reference") else column
        elif column is not None and column.role == "name":
            if word.kind == "name":
                named.setdefault(column.block, line)
            elif named.get(column.block, line) is not line:
                rest = [other for other in columns if other.role != "name" and other.block == column.block]
                column = column_for(word.kind, box, [other for other in rest if other.role not in ("serial", "code")])
        settled.append((line, word, box, column))
    return _with_next_of_line(settled)


def _with_next_of_line(placed: Sequence[_Placed]) -> list[_Placed]:
    """What a line begins with stands in the table that its name stands in: HCT 红细胞压积, set out to the left."""
    settled = list(placed)
    for place in range(len(placed) - 2, -1, -1):
        line, word, box, column = settled[place]
        behind, after, _, other = settled[place + 1]
        if line is not behind or not word.kind == after.kind == "name" or column is None or other is None:
            continue
        if other.role == "name" and column.block < other.block:
            settled[place] = (line, word, box, other)
    return settled


def _place(line: Line, word: Word, columns: Sequence[Column]) -> tuple[Box, Column | None]:
    box = part_of(line, word.start, word.end)
    return box, column_for(word.kind, box, columns)


def _integer(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,3}", text) else None
