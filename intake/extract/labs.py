"""Items of laboratory reports (检验报告): name, value, unit, reference range and flag, row by row.

The header row says which columns there are; tables standing side by side begin where a heading comes again. Words go to
the column they stand under among those their kind allows, so that glued and shifted cells still fall into place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from intake.extract.feed_holes import without_feed_holes
from intake.extract.lab_apart import flag_apart
from intake.extract.lab_cards import LABEL, cards_on, cells_of
from intake.extract.lab_cells import Cells, cells_in
from intake.extract.lab_columns import Column, columns_without_header, header_columns
from intake.extract.lab_flags import Sex, settle_flag
from intake.extract.lab_lines import written_on
from intake.extract.lab_words import (
    LOST_POWER,
    clean_reference,
    clean_unit,
    clean_value,
    is_dated,
    plain,
    unit_in_name,
    words_of,
)
from intake.extract.level import level_rows
from intake.page import Line, ReadPage
from models.document import LabItem

_FOOTER: Final = re.compile(
    r"^\s*[※*]?\s*(?:送检|申请|检验[者员医师]|(?:检[验测]|报告|采血|上机|打印|仪器|(?:检[验测]|测定|实验)?方法)[:：]|检测者|报告[者人]|操作|审核|核对|复核|批准|备注|注[:：]|(?:结果|临床)?解释|临床意义|说明|建议|结论"
    r"|(?:检验|报告|打印|接收|采样|采集|审核|送检|签收)(?:时间|日期)|本(?:报告|结果|检验)|此(?:报告|结果)|声明|以上结果|第\d+页|共\d+页)"
)
_PERCENT: Final = re.compile(r"百分[比数率]$")
"""Names that say their unit themselves: a lone % is the sign that reading loses most."""
_POWERS: Final = (
    (re.compile(r"网织|百分"), LOST_POWER),
    (re.compile(r"(?<!有核)红细胞|(?<!N)RBC"), "10^12/L"),
    (re.compile(r"白细胞|有核红|嗜[酸碱]|血小板|粒细胞|淋巴|单核|WBC|PLT"), "10^9/L"),
)
"""Of cells in blood the name proves the exponent."""
_SERIAL: Final = re.compile(r"^\s*(\d{1,3})\s*[.、,，)]?\s*(?=[^\d\s.])")

_NO_BLANK: Final = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff\d(])|(?<=\() ")
"""Where a name that wrapped has none."""
_FEWEST_CELLS: Final = 3
_LEADING: Final = 2.0
"""Heights of print from line to line of one cell, at most: a name that wraps in a table of one row."""
_NAMED: Final = re.compile(r"[^/]*[A-Za-z\u4e00-\u9fffα-ω]")
_NO_ITEM: Final = re.compile(
    r"(?:姓名|性别|年龄|科室|科别|床号|[诊院案历本码]号|标本|样本|日期|时间|医[生师])[:：|]"
    r"|^(?:标本|样本)(?:种?类型?|性状|状态)?\t|电话|通知|^(?:Items?|Tests?|Analyte)(?:Name)?\t(?:Results?|Values?)$"
)
"""The patient's data above a table without a header, and a header's English in a row of its own."""
_SLIPS: Final = tuple(
    (re.compile(pattern), print_)
    for pattern, print_ in (
        (r"(?<=[\u4e00-\u9fff])0$", "O"),  # 抗链球菌溶血素O
        (r"[组相班描维]胞", "细胞"),
        (r"^自细胞", "白细胞"),
        (r"^[YyVvr](?=-谷氨酰)|(?<=\()[YyVvr](?=-GT\))", "γ"),
        (r"(?<=^E)0(?=[%#])", "O"),  # EO%
        (r"(?<=Sc)1(?=-70|抗体)", "l"),
        (r"(?<=肌钙蛋白)[1l|](?!\d)", "I"),
        (r"(?<![A-Za-z])[l|](?=g[GAMED])", "I"),
        (r"(?<![A-Za-z])([Aa])l(?=c(?![A-Za-z]))", r"\g<1>1"),
        (r"(?<=氯\()C[1I|](?=\))", "Cl"),
        (r"(?<=25)0(?=HD)", "O"),  # 25OHD, a form of vitamin D
        (r"(?<=[谷峰]浓度C)[Oo](?=\))", "0"),
        (r"(?<=pC)0(?=2)|(?<=^p)0(?=2$)|(?<=HC)0(?=3)", "O"),
    )
)
"""Slips of small print that no test's name can hold."""


def find_lab_items(pages: Sequence[ReadPage], sex: Sex | None = None) -> tuple[LabItem, ...]:
    """The items of all pages, in the order a person counts them: each table from top to bottom, tables left to right.

    A page without a header of its own goes on under the header of the page before it. Where a range is printed for
    each ``sex``, the patient's decides the flag.
    """
    items: list[LabItem] = []
    columns: tuple[Column, ...] = ()
    for page in pages:
        columns, tables = _tables(page, columns)
        for table in tables or [_from_cards(page) or _from_lines(page)]:
            items.extend(_items(table, page, sex))
    return tuple(items)


def _tables(page: ReadPage, inherited: tuple[Column, ...]) -> tuple[tuple[Column, ...], list[list[Cells]]]:
    """The header in force at the page's end, and the rows of each table."""
    rows = level_rows(without_feed_holes(page.lines))
    headed = any(header_columns(row) for row in rows)
    guessed, begin = ((), 0) if headed or inherited else columns_without_header(rows)
    columns = guessed or (() if headed else inherited)
    tables: list[list[Cells]] = []
    blocks: dict[int, list[Cells]] = {}
    ended: tuple[Column, ...] = ()
    for row in rows[begin:]:
        if not columns and _goes_on(row, ended):
            columns = ended  # Below a remark, or the signers of the table above, the next panel stands.
        header = header_columns(row)
        if header:
            tables.extend(blocks[number] for number in sorted(blocks))
            columns, blocks = header, {}
        elif columns and any(_FOOTER.match(line.text) for line in row):
            tables.extend(blocks[number] for number in sorted(blocks))
            ended, columns, blocks = columns, (), {}
        elif blocks and len(row) == 1 and LABEL.match(plain(row[0].text).strip()):
            _limit_below(blocks, row[0])
        elif columns and not any(is_dated(line.text) for line in row):
            for number, cells in cells_in(row, columns).items():
                if not guessed or not _is_bare(cells):
                    blocks.setdefault(number, []).append(cells)
    tables.extend(blocks[number] for number in sorted(blocks))
    return columns or inherited, tables


def _goes_on(row: Sequence[Line], columns: Sequence[Column]) -> bool:
    """Whether a row is one of the table with these columns: a name, a result and a range, each by itself."""
    told = "".join(line.text for line in row)
    if len(row) < _FEWEST_CELLS or is_dated(told) or _NO_ITEM.search(told):
        return False
    return any({"name", "value", "reference"} <= cells.words.keys() for cells in cells_in(row, columns).values())


def _limit_below(blocks: Mapping[int, list[Cells]], line: Line) -> None:
    """A range in a row of its own (参考值: 3.90-6.10) is that of the item above it."""
    limits = [
        word.text for word in words_of(LABEL.sub("", plain(line.text))) if word.kind in ("range", "number", "quality")
    ]
    nearest = [table[-1] for _, table in sorted(blocks.items()) if table]
    if limits and nearest and "reference" not in nearest[0].words:
        nearest[0].words["reference"] = limits[:1]
        nearest[0].boxes.append(line.box)


def _is_bare(cells: Cells) -> bool:
    """Whether a row has a value but neither unit nor range: without a header it may as well be the patient's data."""
    return bool({"value", "remark"} & cells.words.keys()) and not {"unit", "reference"} & cells.words.keys()


def _from_cards(page: ReadPage) -> list[Cells]:
    """The results of a page without any table, each in a card of its own."""
    return [
        Cells(cells_of(card), [line.box for line in card.lines], center=card.lines[0].box.center[1])
        for card in cards_on(page.lines)
    ]


def _from_lines(page: ReadPage) -> list[Cells]:
    """The results of a page that has neither a table nor cards: written out in lines of text."""
    return [
        Cells(result.words, [result.box], center=result.box.center[1])
        for result in written_on([line for line in page.lines if not line.vertical])
    ]


def _items(table: list[Cells], page: ReadPage, sex: Sex | None) -> Iterator[LabItem]:
    """The rows of one table as items; names that wrapped are put together first."""
    numbered = _is_numbered(table)
    for cells in _unwrapped(table):
        name = cells.text("name", " ").strip()
        if numbered and cells.serial is None:
            name = _SERIAL.sub("", name)
        name = _NO_BLANK.sub("", name).lstrip("*★☆#▲.、 ").strip("|_ .,、:：")
        name = _without_odd_bracket(name)
        name, named_unit = unit_in_name(_repaired(name))
        printed, limits = flag_apart(cells.text("flag"), cells.text("reference", " "))
        reference = clean_reference(limits) or None
        values = cells.words.get("value") or cells.words.get("remark", [])
        if not values or not _NAMED.match(name) or _NO_ITEM.search(f"{name}\t{values[0]}"):
            continue
        value = clean_value(values[0] if _one_value(values) else "".join(values), reference)
        if value.startswith("*"):
            value, printed = value[1:], printed or "*"
        unit = clean_unit(cells.text("unit") or named_unit)
        if unit == LOST_POWER:
            unit = next((power for cell, power in _POWERS if cell.search(name)), unit)
        box = cells.boxes[0]
        for other in cells.boxes[1:]:
            box = box.union(other)
        yield LabItem(
            name=name,
            value=value,
            unit=unit or ("%" if _PERCENT.search(name) else None),
            reference=reference,
            flag=settle_flag(value, reference, printed, sex),
            evidence=(page.image.evidence(box),),
        )


def _without_odd_bracket(name: str) -> str:
    """A name without a bracket at its end or beginning that is a rule of the table's."""
    if name.count("[") == name.count("]"):
        return name
    return name.strip("[] ")


def _repaired(name: str) -> str:
    for pattern, print_ in _SLIPS:
        name = pattern.sub(print_, name)
    return name


def _one_value(values: Sequence[str]) -> bool:
    return len(values) == 1 or all(re.fullmatch(r"[\d.]+", value) for value in values[:2])


def _is_numbered(table: Sequence[Cells]) -> bool:
    """Do the names begin with a running number? Then it is no part of them (25-羟维生素D stays whole)."""
    numbers = []
    for cells in table:
        match = _SERIAL.match(cells.text("name", " "))
        numbers.append(cells.serial if cells.serial is not None else int(match.group(1)) if match else None)
    known = [number for number in numbers if number is not None]
    rising = sum(1 for before, after in pairwise(known) if 0 < after - before <= 2)
    return len(known) >= 0.6 * len(numbers) and rising >= 0.6 * (len(known) - 1)


def _unwrapped(table: list[Cells]) -> list[Cells]:
    """Rows with only a piece of a name or a range join the item they hang together with, if it is closer than a row.

    Lines of one cell stand closer to each other than to those of the next item's.
    """
    full = [cells for cells in table if cells.words.get("value") or cells.words.get("remark")]
    if not full:
        return full
    # A table of one row has no pitch: lines of one cell are set this close.
    pitches = [after.center - before.center for before, after in pairwise(full)] or [_LEADING * full[0].boxes[0].height]
    pitch = median(pitches)
    pieces = [cells for cells in table if cells not in full and _is_piece(cells)]
    column = sorted(full + pieces, key=lambda cells: cells.center)
    gaps = [after.center - before.center for before, after in pairwise(column)]
    for place, cells in enumerate(column):
        if cells in full:
            continue
        above = next((n for n in range(place - 1, -1, -1) if column[n] in full), None)
        below = next((n for n in range(place + 1, len(column)) if column[n] in full), None)
        ways = [(max(gaps[above:place]), above)] if above is not None else []
        ways += [(max(gaps[place:below]), below)] if below is not None else []
        widest, item = min(ways)
        if widest < 0.75 * pitch:
            _join(column[item], cells)
    return full


def _is_piece(cells: Cells) -> bool:
    return bool(cells.words) and set(cells.words) <= {"name", "reference"} and not cells.text("name").startswith("【")


def _join(item: Cells, piece: Cells) -> None:
    """A piece put before or behind what its item has, as it stands above or below that."""
    for role in piece.words:
        parts = [piece.text(role), item.text(role)]
        item.words[role] = ["".join(parts if piece.center < item.center else reversed(parts))]
    item.boxes.extend(piece.boxes)
