"""Application forms with the diseases printed as a list to tick from, ticked in the ways that people tick.

The list stands in columns or in running text, with boxes, brackets, numbers or nothing at the names, before or behind
them, or in a table of its own; the tick is printed, or drawn by hand in the box, over it, over the word or round it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Final, Literal

import numpy as np
from PIL import ImageDraw

from models.codes import DocType
from samples.clinic import Visit, diseases
from samples.ink import Color, Pen, Sheet, Shown, leading
from samples.papers import Layout
from samples.stamps import design_for, insurance, stamp
from samples.truth import TruePhysician
from samples.typeset import Cell, House, Table, new_sheet, table_row
from samples.values import address, age, department, hospital, id_number, insured_number, name, phone, sex, title

Slot = Literal["box_before", "box_behind", "brackets_before", "brackets_behind", "number", "none"]
_TITLES: Final = {
    "jiangxi-shangrao": "江西省门诊慢特病病种待遇认定申请表",
    "sichuan-nanchong": "南充市门诊慢特病病种待遇认定申请表",
}
_OTHERS: Final = (
    "恶性肿瘤", "血友病", "再生障碍性贫血", "器官移植抗排异治疗", "慢性肾功能衰竭透析", "精神分裂症", "系统性红斑狼疮",
    "帕金森病",
    "癫痫", "重症肌无力", "强直性脊柱炎", "肝硬化（失代偿期）", "支气管哮喘", "结核病", "甲状腺功能亢进",
    "慢性心力衰竭", "脑卒中后遗症",
    "风湿性心脏病", "银屑病", "地中海贫血", "慢性乙型肝炎", "白内障", "青光眼", "骨髓增生异常综合征",
)  # fmt: skip
_PENS: Final[tuple[Color, ...]] = ((24, 28, 60), (20, 20, 24), (30, 34, 80), (24, 44, 130), (50, 52, 60))
_HINTS: Final = ("", "", "（打√）", "（在□内打√）", "（请在相应病种前打√）", "（单选）")
_BY_HAND: Final = {
    "box_before": ("tick", "tick", "cross", "fill", "tick_beside", "ring_box", "tick_over", "ring"),
    "box_behind": ("tick", "tick", "cross", "fill", "ring"),
    "brackets_before": ("tick", "tick", "ring"),
    "brackets_behind": ("tick", "tick", "ring"),
    "number": ("ring", "ring", "ring_number", "tick_beside", "tick_over"),
    "none": ("ring", "ring", "tick_beside", "tick_behind", "tick_over"),
}


@dataclass(frozen=True)
class _Choice:
    """A printed name with the room for its tick, all in millimetres: where the slot and the name begin and end."""

    name: str
    slot: tuple[float, float]
    word: tuple[float, float]
    top: float


@dataclass(frozen=True)
class _Style:
    slot: Slot
    columns: int
    way: str
    """How it is ticked: a printed sign, or one of ``_BY_HAND``."""

    @classmethod
    def of(cls, rng: Random, slots: Sequence[Slot], columns: Sequence[int]) -> _Style:
        slot = rng.choice(slots)
        printed = {"box_before": "■√", "box_behind": "■√", "brackets_before": "√", "brackets_behind": "√"}.get(slot)
        ways = (*_BY_HAND[slot], *_BY_HAND[slot], *(printed or ()))
        return cls(slot, rng.choice(columns), rng.choice(ways))


def _listed(visit: Visit) -> list[str]:
    """The diseases of a printed list, the visit's among them."""
    rng, own = visit.rng, visit.disease.name
    more = [disease.name for disease in diseases() if disease.name != own] + list(_OTHERS)
    chosen = rng.sample(list(dict.fromkeys(more)), rng.randrange(5, 17))
    chosen.insert(rng.randrange(len(chosen) + 1), own)
    return [one for one in chosen if one == own or (own not in one and one not in own)]


def _choice(sheet: Sheet, where: tuple[float, float], text: str, number: int, style: _Style, pen: Pen) -> _Choice:
    """Print one name with its slot; returns where they stand."""
    x, y = where
    em = pen.size * 25.4 / 72
    if style.slot == "box_before":
        end = _box(sheet, x, y, em)
        word = end + em * 0.15
        return _Choice(text, (x, end), (word, sheet.text(word, y, text, pen)), y)
    if style.slot == "brackets_before":
        end = sheet.text(x, y, "（", pen)
        end = sheet.text(end + em * 0.7, y, "）", pen)
        return _Choice(text, (x, end), (end, sheet.text(end, y, text, pen)), y)
    if style.slot == "number":
        end = sheet.text(x, y, f"{number}.", pen)
        return _Choice(text, (x, end), (end, sheet.text(end + em * 0.1, y, text, pen)), y)
    end = sheet.text(x, y, text, pen)
    if style.slot == "box_behind":
        return _Choice(text, (end + em * 0.15, _box(sheet, end + em * 0.15, y, em)), (x, end), y)
    if style.slot == "brackets_behind":
        close = sheet.text(sheet.text(end, y, "（", pen) + em * 0.7, y, "）", pen)
        return _Choice(text, (end, close), (x, end), y)
    return _Choice(text, (x - em * 0.9, x), (x, end), y)


def _box(sheet: Sheet, x: float, y: float, em: float) -> float:
    """An empty box as tall as its letters; returns where it ends."""
    side = em * 0.82
    sheet.frame(x, y + em * 0.1, x + side, y + em * 0.1 + side, 0.2)
    return x + side


def _mark(sheet: Sheet, choice: _Choice, style: _Style, pen: Pen) -> None:
    """Tick the choice."""
    em = pen.size * 25.4 / 72
    (left, right), (start, end), y = choice.slot, choice.word, choice.top
    middle = (left + right) / 2
    if style.way in "■√":
        _printed(sheet, choice, style, pen)
    elif style.way == "tick":
        _tick(sheet, middle, y + em * 0.55, em)
    elif style.way == "tick_beside":
        _tick(sheet, left - em * 0.25, y + em * 0.5, em)
    elif style.way == "tick_behind":
        _tick(sheet, end + em * 0.5, y + em * 0.5, em)
    elif style.way == "tick_over":
        _tick(sheet, start + (end - start) * sheet.rng.uniform(0.3, 0.6), y + em * 0.5, em * 1.4)
    elif style.way == "cross":
        half = em * sheet.rng.uniform(0.25, 0.5)
        color = sheet.rng.choice(_PENS)
        _stroke(sheet, [(middle - half, y + em * 0.5 - half), (middle + half, y + em * 0.5 + half)], color)
        _stroke(sheet, [(middle - half, y + em * 0.5 + half), (middle + half, y + em * 0.5 - half)], color)
    elif style.way == "fill":
        color = sheet.rng.choice(_PENS)
        for step in range(6):
            at = y + em * (0.2 + 0.11 * step)
            _stroke(sheet, [(left + 0.1 * em, at), (right - 0.05 * em, at + 0.05 * em)], color)
    elif style.way in ("ring_box", "ring_number"):
        _ring(sheet, (left - em * 0.25, right + em * 0.25), y, em)
    else:
        _ring(sheet, (min(left, start) - em * 0.3, max(end, right if style.slot != "none" else end) + em * 0.3), y, em)


def _printed(sheet: Sheet, choice: _Choice, style: _Style, pen: Pen) -> None:
    """A tick of type: a filled box, a √ in the box or between the brackets, or in the box's place."""
    em = pen.size * 25.4 / 72
    left, right = choice.slot
    if style.way == "■":
        box = [(left, choice.top + em * 0.1), (right, choice.top + em * 0.92)]
        points = [(round(sheet.px(x)), round(sheet.px(y))) for x, y in box]
        ImageDraw.Draw(sheet.image).rectangle((*points[0], *points[1]), fill=pen.color)
        return
    size = pen.at(pen.size * (0.8 if style.slot.startswith("box") else 1.0))
    sheet.text(
        (left + right) / 2 - sheet.width("√", size) / 2, choice.top + (em - size.size * 25.4 / 72) / 2, "√", size
    )


def _stroke(sheet: Sheet, points: Sequence[tuple[float, float]], color: Color, weight: float = 0.42) -> None:
    line = [(round(sheet.px(x)), round(sheet.px(y))) for x, y in points]
    ImageDraw.Draw(sheet.image).line(line, color, max(round(sheet.px(weight)), 2), joint="curve")


def _tick(sheet: Sheet, x: float, y: float, em: float) -> None:
    """A tick whose corner stands below (x, y), from half to one and a half letters large."""
    rng = sheet.rng
    size = em * rng.uniform(0.55, 1.3)
    low = (x - 0.05 * size, y + 0.35 * size)
    points = [
        (x - 0.4 * size, y + rng.uniform(-0.15, 0.1) * size),
        low,
        (x + 0.8 * size, y - rng.uniform(0.4, 0.9) * size),
    ]
    _stroke(sheet, points, rng.choice(_PENS), rng.uniform(0.3, 0.6))


def _ring(sheet: Sheet, span: tuple[float, float], y: float, em: float) -> None:
    """An oval round what stands between two places, drawn by hand: not closed, not level."""
    rng = sheet.rng
    half = ((span[1] - span[0]) / 2 * rng.uniform(0.98, 1.1), em * rng.uniform(0.7, 1.0))
    middle = ((span[0] + span[1]) / 2, y + em * 0.52)
    start, tilt = rng.uniform(0, 2 * math.pi), rng.uniform(-0.03, 0.03)
    turns = np.linspace(0, 2 * math.pi * rng.uniform(0.93, 1.15), 48)
    grow = 1 + rng.uniform(-0.04, 0.04) * turns / 6
    x, up = half[0] * grow * np.cos(start + turns), half[1] * grow * np.sin(start + turns)
    _stroke(
        sheet,
        [(middle[0] + a, middle[1] + b + tilt * a) for a, b in zip(x.tolist(), up.tolist(), strict=True)],
        rng.choice(_PENS),
        rng.uniform(0.3, 0.55),
    )


def _list(sheet: Sheet, visit: Visit, where: tuple[float, float, float], style: _Style, pen: Pen) -> float:
    """The list from (x, y) over a width, one of its names ticked; returns the top below."""
    x, y, width = where
    names = _listed(visit)
    em, step = pen.size * 25.4 / 72, leading(pen) * sheet.rng.uniform(0.95, 1.25)
    widest = max(sheet.width(one, pen) for one in names) + 3.2 * em
    columns = min(style.columns, max(int(width // widest), 1))
    ticked, left, column = None, x, 0
    for number, one in enumerate(names, 1):
        needs = sheet.width(one, pen) + 2.6 * em
        if number > 1 and (column == columns if style.columns else left + needs > x + width):
            left, column, y = x, 0, y + step
        choice = _choice(sheet, (left + em * 0.9, y), one, number, style, pen)
        ticked = choice if one == visit.disease.name else ticked
        column += 1
        left = x + column * width / columns if style.columns else left + needs + em * 0.8
    if ticked is not None:
        _mark(sheet, ticked, style, pen)
    sheet.fields["applied_disease"] = visit.disease.name
    return y + step


def _table(sheet: Sheet, visit: Visit, where: tuple[float, float, float], pen: Pen) -> float:
    """The list as a table: beside each name an empty cell, one of them ticked; returns the top below."""
    x, y, width = where
    rng, names = visit.rng, _listed(visit)
    pairs = rng.choice((2, 3))
    name_width = width / pairs * 0.78
    cell, height = width / pairs - name_width, 7.2
    ticked = (0.0, 0.0)
    for number, one in enumerate(names):
        left, top = x + number % pairs * width / pairs, y + number // pairs * height
        sheet.frame(left, top, left + name_width, top + height)
        sheet.frame(left + name_width, top, left + name_width + cell, top + height)
        small = pen if sheet.width(one, pen) < name_width - 2 else pen.at(7.0)
        for row, line in enumerate(sheet.wrap(one, name_width - 2, small)[:2]):
            sheet.text(left + 1, top + 1.2 + row * 3.0, line, small)
        if one == visit.disease.name:
            ticked = (left + name_width + cell / 2, top + height / 2)
    em = pen.size * 25.4 / 72
    if rng.random() < 0.4:
        sheet.text(ticked[0] - em / 2, ticked[1] - em / 2, "√", pen)
    else:
        _tick(sheet, *ticked, em * 1.2)
    sheet.fields["applied_disease"] = visit.disease.name
    return y + math.ceil(len(names) / pairs) * height


def ticked_form(visit: Visit, slots: Sequence[Slot], columns: Sequence[int]) -> Sheet:
    """A form whose list of diseases has one of these slots and so many columns (0: running text; no slots: a table)."""
    rng = visit.rng
    house, sheet = House.of(rng, rng.choice((9.5, 10.5, 10.5, 11.0))), new_sheet(rng)
    pen, left, full = house.body, 17.0, 176.0
    sheet.centre(
        13, title(_TITLES.get(visit.region.code, "基本医疗保险门诊慢特病病种待遇认定申请表")), house.title.at(16)
    )
    y = 26.0
    rows: list[tuple[tuple[float, ...], list[Cell]]] = [
        ((26, 40, 18, 20, 18, 54), ["姓  名", name(visit), "性别", sex(visit), "年龄", age(visit)]),
        ((26, 72, 26, 52), ["身份证号", id_number(visit), "联系电话", phone(visit)]),
        ((26, 72, 26, 52), ["医保编号", insured_number(visit), "就诊科室", department(visit)]),
        ((26, 150), ["家庭住址", address(visit)]),
        ((26, 150), ["就诊医院", hospital(visit)]),
    ]
    for widths, cells in rows:
        y = table_row(sheet, Table(left, widths, 9), y, cells, pen)
    label = rng.choice(("申请病种", "申报病种", "申请认定病种", "病种名称")) + rng.choice(_HINTS)
    y = _diseases(sheet, visit, (left, y, full), (label, pen), (slots, columns))
    y = _opinion(sheet, visit, (left, y, full), pen)
    end = sheet.text(left, y + 6, rng.choice(("申请人签字：", "申请人（代办人）签名：", "参保人签名：")), pen)
    sheet.write(end + 1, y + 4.8, visit.patient.name, 15)
    sheet.text(left + 112, y + 6, Shown(f"填表日期：{visit.issued}", "issue_date", visit.issued.isoformat()), pen)
    return sheet


def _diseases(
    sheet: Sheet, visit: Visit, where: tuple[float, float, float], labelled: tuple[str, Pen],
    style: tuple[Sequence[Slot], Sequence[int]],
) -> float:  # fmt: skip
    """The part with the list: beside its label in a grid, or below it."""
    (left, y, full), (label, pen), (slots, columns) = where, labelled, style
    beside = sheet.rng.random() < 0.6
    inner = (left + 27, y + 2.5, full - 29) if beside else (left + 1, y + 8.0, full - 2)
    if not slots:
        inner = (left + 26, y, full - 26) if beside else (left, y + 8.0, full)
        below = _table(sheet, visit, inner, pen)
    else:
        below = _list(sheet, visit, inner, _Style.of(sheet.rng, slots, columns), pen) + 1.0
    sheet.frame(left, y, left + full, below)
    if beside:
        sheet.frame(left, y, left + 26, below)
        lines = sheet.wrap(label, 23, pen)
        for row, line in enumerate(lines):
            sheet.text(left + 1.5, (y + below) / 2 - len(lines) * 2.6 + row * 5.2, line, pen)
    else:
        sheet.text(left + 1.5, y + 1.8, label + "：", pen)
    return below


def _opinion(sheet: Sheet, visit: Visit, where: tuple[float, float, float], pen: Pen) -> float:
    """The physician's part, signed, and the empty part of the office; returns the top below."""
    (left, y, full), rng, doctor = where, visit.rng, visit.physician
    sheet.frame(left, y, left + full, y + 44)
    sheet.text(left + 2, y + 2.5, "诊断医师认定意见：", pen)
    sheet.paragraph(left + 6, y + 9, f"患者诊断明确，符合{visit.disease.name}认定标准，同意认定。", pen, full - 12)
    end = sheet.text(left + 20, y + 24, rng.choice(("医师签名：", "认定医师签名：", "诊断医师签字：")), pen)
    end = sheet.write(end + 1, y + 22.6, doctor.name, 15)
    end = sheet.text(max(end + 5, left + 74), y + 24, "职称：", pen)
    sheet.text(end, y + 24, doctor.title.label, pen)
    sheet.physicians.append(TruePhysician(name=doctor.name, title=doctor.title, role="opinion", signed=True))
    sheet.text(left + 20, y + 36, "医疗机构（盖章）", pen)
    sheet.text(left + 112, y + 36, f"{visit.issued.year}年{visit.issued.month}月{visit.issued.day}日", pen)
    if visit.seal == "official":
        stamp(sheet, design_for("official", visit, ""), left + 146, y + 24)
    elif visit.seal != "none":
        stamp(sheet, insurance(visit.hospital, rng), left + 146, y + 26)
    return table_row(
        sheet, Table(left, (26, 150), 20), y + 44, ["医保经办机构意见", "经办人：            年    月    日"], pen
    )


_SLOTS: Final[dict[str, tuple[tuple[Slot, ...], tuple[int, ...]]]] = {
    "form-boxes-in-columns": (("box_before",), (1, 2, 3, 4)),
    "form-boxes-in-text": (("box_before",), (0,)),
    "form-boxes-behind": (("box_behind",), (0, 2, 3)),
    "form-brackets": (("brackets_before", "brackets_behind"), (0, 2, 3)),
    "form-numbered-list": (("number",), (0, 2, 3)),
    "form-bare-list": (("none",), (2, 3, 4)),
    "form-table-of-diseases": ((), ()),
}
TICKED: dict[str, tuple[DocType, Layout]] = {
    known: (DocType.APPLICATION_FORM, partial(ticked_form, slots=slots, columns=columns))
    for known, (slots, columns) in _SLOTS.items()
}
"""Not among the further layouts: other measurements draw from those by their number."""
