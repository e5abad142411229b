"""The header row of a laboratory table: which columns there are, where they stand, and which belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, Literal

from intake.extract.lab_words import Kind, plain, words_of
from intake.extract.narrow import part_of
from intake.page import Line
from models.place import Box

Role = Literal["serial", "code", "name", "value", "flag", "unit", "reference", "method", "earlier", "remark"]


@dataclass(frozen=True)
class Column:
    """A column by its heading. ``block`` counts the tables standing side by side, from 0."""

    role: Role
    block: int
    box: Box


_HEADINGS: Final[tuple[tuple[Role, str], ...]] = (
    ("earlier", r"(?:历史|[上前]次|既往|前回)(?:结果|值)?"),
    ("reference", r"(?:生物)?参考(?:范围|区间|值范围|值|区)|正常(?:参考)?(?:范围|值)|参考|范围"),
    ("code", r"英文(?:名称|缩写|名|代号)?|项目代[号码]|代[号码]|缩写|编码|简称"),
    ("method", r"(?:检[测验])?方法学?|试剂|仪器"),
    ("name", r"(?:检[验测查]|化验|分析|测定)?项目(?:名称)?|中文名称|检[验测]名称|名称|检验内容|检[验测]指标|指标"),
    ("value", r"(?:检[验测查]|测定|测试|化验|定量|定性|本次|本回)?结果(?:值)?|测[定量]值|检测值|本次"),
    ("flag", r"(?:异常)?提示|标[志识记]|异常|状态|箭头|高低|评价|判[定断]"),
    ("unit", r"(?:计量)?单位"),
    ("serial", r"序号?|编?号|[Nn][Oo]\.?"),
)
_CELL: Final = re.compile("|".join(f"(?P<{role}>{pattern})" for role, pattern in _HEADINGS))
_ALLOWED: Final[dict[Kind, tuple[Role, ...]]] = {
    "name": ("name", "value", "code", "method", "reference", "flag", "unit"),
    "number": ("value", "serial", "name", "earlier", "reference", "code", "unit"),
    "range": ("reference", "unit", "value"),
    "unit": ("unit", "name", "value"),
    "flag": ("flag", "value"),
    "quality": ("value", "reference", "flag", "earlier"),
}


def header_columns(row: Sequence[Line]) -> tuple[Column, ...]:
    """The columns a row of lines heads, from left to right; empty where the row is no header.

    A header names at least the result, and either the item or the reference range, and little else.
    """
    cells: list[tuple[Role, Box]] = []
    foreign = 0
    for line in row:
        text = plain(line.text)
        squeezed = re.sub(r"[\s|:：/]", "", text)
        matched = 0
        for match in _CELL.finditer(squeezed):
            role = match.lastgroup
            matched += match.end() - match.start()
            cells.append((_role(role), part_of(line, match.start(), match.end(), len(squeezed))))
        foreign += len(squeezed) - matched
        if not matched and 1 < len(squeezed) <= 6:
            # A heading that was misread still has its column, so that what stands in it goes nowhere else.
            cells.append(("method", line.box))
    roles = [role for role, _ in cells]
    if "value" not in roles or not {"name", "reference"} & set(roles) or foreign > 2 * len(cells) + 4:
        return ()
    cells.sort(key=lambda cell: cell[1].left)
    return tuple(_blocks(cells))


def columns_without_header(rows: Sequence[Sequence[Line]]) -> tuple[Column, ...]:
    """The columns of one table whose header was not read: where names, numbers, ranges and units stand.

    Asks for at least three rows that hold a name, a number and a range in this order, in more than one cell; empty where
    there are fewer.
    """
    places: dict[Kind, list[Box]] = {}
    complete = 0
    for row in rows:
        words = [(word.kind, part_of(line, word.start, word.end)) for line in row for word in words_of(line.text)]
        if len(row) == 1:
            continue  # Written out in a line of text, which has no columns.
        named = next((number for number, (kind, _) in enumerate(words) if kind == "name"), len(words))
        firsts = dict(reversed(words[named:]))  # What stands before the name is its number.
        if not {"name", "number", "range"} <= set(firsts) or firsts["number"].left > firsts["range"].left:
            continue
        complete += 1
        for kind, box in firsts.items():
            places.setdefault(kind, []).append(box)
    if complete < 3:
        return ()
    roles: tuple[tuple[Kind, Role], ...] = (
        ("name", "name"),
        ("number", "value"),
        ("range", "reference"),
        ("unit", "unit"),
    )
    return tuple(Column(role, 0, _middle(places[kind])) for kind, role in roles if kind in places)


def _middle(boxes: Sequence[Box]) -> Box:
    return Box(
        left=median(box.left for box in boxes),
        top=median(box.top for box in boxes),
        right=median(box.right for box in boxes),
        bottom=median(box.bottom for box in boxes),
    )


def _role(group: str | None) -> Role:
    return next(role for role, _ in _HEADINGS if role == group)


def _blocks(cells: Sequence[tuple[Role, Box]]) -> list[Column]:
    """A role that comes again begins the next table to the right."""
    columns: list[Column] = []
    seen: set[Role] = set()
    block = 0
    for role, box in cells:
        if role in seen:
            block, seen = block + 1, set()
        seen.add(role)
        columns.append(Column(role, block, box))
    return columns


def column_for(kind: Kind, box: Box, columns: Sequence[Column]) -> Column | None:
    """The column a word of this kind stands in: the allowed one whose edge or centre lies nearest."""
    allowed = [column for column in columns if column.role in _ALLOWED[kind]]
    if not allowed:
        return None
    return min(allowed, key=lambda column: _ALLOWED_WEIGHT.get((kind, column.role), 1.0) * _apart(box, column.box))


_ALLOWED_WEIGHT: Final[dict[tuple[Kind, Role], float]] = {
    ("name", "name"): 0.7,
    ("number", "value"): 0.8,
    ("number", "reference"): 1.5,
    ("number", "unit"): 2.0,
    ("range", "unit"): 4.0,
    ("range", "value"): 2.0,
    ("unit", "unit"): 0.6,
    ("unit", "name"): 1.5,
    ("quality", "value"): 0.8,
}
"""How much farther a column counts than it stands, for the columns a kind of word is seldom in."""


def _apart(box: Box, heading: Box) -> float:
    """Columns are set flush left, centred or flush right: the best of the three."""
    return min(abs(box.left - heading.left), abs(box.center[0] - heading.center[0]), abs(box.right - heading.right))
