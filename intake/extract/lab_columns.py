"""The header row of a laboratory table: which columns there are, where they stand, and which belong together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final, Literal, get_args

from intake.extract.lab_words import Kind, Word, plain, words_of
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
    (
        "earlier",
        r"(?:历史|[上前]次|既往|前回)(?:结果|值)?|(?:中毒|毒性|危急|警[戒示]|预警)(?:血药)?(?:浓度|值|界值)(?:范围)?",
    ),
    (
        "reference",
        r"(?:有效|治疗|目标)(?:血药)?(?:浓度|谷值|范围|区间|窗|值){1,2}"
        r"|(?:生物)?参考(?:范围|区间|值范围|值|区)|正常(?:参考)?(?:范围|值)|参考|范围"
        r"|(?:biological)?(?:reference|ref\.?|normal)(?:interval|range|value)?s?",
    ),
    ("code", r"英文(?:名称|缩写|名|代号)?|项目代[号码]|代[号码]|缩写|编码|简称"),
    ("method", r"(?:检[测验])?方法学?|试剂|仪器|methods?"),
    (
        "name",
        r"(?:检[验测查]|化验|分析|测定|监测)?(?:[项顶][目日自]|药[物品])(?:名称)?|中文名称|检[验测]名称|名称|检验内容|检[验测]指标|指标"
        r"|(?:test)?items?|tests?(?:name)?|analytes?",
    ),
    (
        "value",
        r"(?:检[验测查]|测定|测试|化验|定量|定性|本次|本回)?结果(?:值)?|(?:测[定量]|检测|实测)值|(?:测定|检测|实测|血药)?浓度|本次|results?|values?",
    ),
    ("flag", r"(?:异常)?提示|标[志识记]|异常|状态|箭头|高低|评价|判[定断]|flags?"),
    ("unit", r"(?:计量)?单位|units?"),
    ("serial", r"序号?|编?号|no\.?"),
)
LIMITS: Final = ("<", ">", "≤", "≥")
_FEWEST_ROWS: Final = 3
_WHOLE: Final[frozenset[Role]] = frozenset({"name", "value", "reference"})
_CELL: Final = re.compile("|".join(f"(?P<{role}>{pattern})" for role, pattern in _HEADINGS), re.IGNORECASE)
_ALLOWED: Final[dict[Kind, tuple[Role, ...]]] = {
    "name": ("name", "value", "code", "method", "reference", "flag", "unit"),
    "number": ("value", "serial", "name", "earlier", "reference", "code", "unit"),
    "range": ("reference", "unit", "value", "earlier"),
    "unit": ("unit", "name", "value", "reference", "code"),
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
        squeezed = re.sub(r"[\s|:：/()]", "", text)
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


def columns_without_header(rows: Sequence[Sequence[Line]]) -> tuple[tuple[Column, ...], int]:
    """The columns of tables whose header was not read: where names, values, ranges and units stand; and the number of
    the row they begin with.

    Asks for at least three rows that hold a name, a value and a range in more than one cell; empty where there are
    fewer.
    """
    told = [_told(row) for row in rows]
    complete = [number for number, tables in enumerate(told) if tables and tables[0].keys() >= _WHOLE]
    if len(complete) < _FEWEST_ROWS:
        return (), 0
    begin = complete[0]
    while begin and told[begin - 1] and {"name", "value"} <= told[begin - 1][0].keys():
        begin -= 1
    columns: list[Column] = []
    for block in range(max(len(told[number]) for number in complete)):
        tables = [told[number][block] for number in complete if len(told[number]) > block]
        for role in get_args(Role):
            boxes = [table[role] for table in tables if role in table]
            if 2 * len(boxes) >= len(complete):
                columns.append(Column(role, block, _middle(boxes)))
    return tuple(sorted(columns, key=lambda column: column.box.left)), begin


def _told(row: Sequence[Line]) -> list[dict[Role, Box]]:
    """Where a row without a header has its cells, in each of the tables side by side; nothing where it is one text, or
    the patient's data with labels."""
    if len(row) == 1 or any(":" in re.sub("[男女成人性]+:", "", plain(line.text)) for line in row):
        return []
    words = [(word, part_of(line, word.start, word.end)) for line in row for word in words_of(line.text)]
    tables: list[dict[Role, Box]] = []
    names: list[tuple[str, Box]] = []
    for word, box in words:
        begun = bool(tables) and {"value", "reference"} <= tables[-1].keys()
        if word.kind == "name" and word.start == 0 and (not tables or begun or not names[1:]):
            if not tables or begun:
                tables.append({})
                names = []
            names.append((word.text, box))
            tables[-1] |= _names_apart(names[0], names[1] if len(names) > 1 else None)
        elif tables:  # What stands before the first name is its number.
            role = _role_of(word, tables[-1])
            if role is not None:
                tables[-1].setdefault(role, box)
    return tables


def _role_of(word: Word, table: Mapping[Role, Box]) -> Role | None:
    """What a word behind a name is, by its kind; None for what tells nothing of the columns."""
    valued = "value" in table
    if word.kind == "range" or (valued and (word.kind == "quality" or word.text[:1] in LIMITS)):
        return "reference"
    if word.kind in ("number", "quality"):
        return None if valued else "value"
    return "unit" if word.kind == "unit" else None


def _names_apart(first: tuple[str, Box], second: tuple[str, Box] | None) -> dict[Role, Box]:
    """The item's name, and the abbreviation or the method that stands in a cell before or behind it."""
    if second is None:
        return {"name": first[1]}
    if first[0].isascii() and not second[0].isascii() and not second[0].endswith("法"):
        return {"code": first[1], "name": second[1]}
    return {"name": first[1], "code" if second[0].isascii() else "method": second[1]}


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
    """A role that comes again begins the next table to the right; at once, it is the same heading in English."""
    columns: list[Column] = []
    seen: set[Role] = set()
    block = 0
    for role, box in cells:
        if columns and columns[-1].role == role:
            columns[-1] = replace(columns[-1], box=columns[-1].box.union(box))
            continue
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
    ("range", "earlier"): 2.0,
    ("unit", "unit"): 0.6,
    ("unit", "name"): 1.5,
    ("quality", "value"): 0.8,
}
"""How much farther a column counts than it stands, for the columns a kind of word is seldom in."""


def _apart(box: Box, heading: Box) -> float:
    """Columns are set flush left, centred or flush right: the best of the three."""
    return min(abs(box.left - heading.left), abs(box.center[0] - heading.center[0]), abs(box.right - heading.right))
