"""How a hospital sets its papers: house style, headings, rows of labelled entries, ruled tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from PIL import ImageDraw

from samples.fonts import Face
from samples.ink import INK, Color, Pen, Sheet, Shown, leading

Entry = tuple[str, Shown]
Cell = str | Shown

_BODIES: tuple[Face, ...] = ("song", "song", "print", "hei", "zenhei", "microhei", "kai")
_TITLES: tuple[Face, ...] = ("song_bold", "hei_bold", "hei", "kai", "song", "zenhei")


@dataclass(frozen=True)
class House:
    """One hospital's way of printing: pens, label punctuation, whether values stand on a line, the date's form."""

    body: Pen
    title: Pen
    colon: str
    spread: bool
    underlined: bool
    date: str
    margin: float

    @classmethod
    def of(cls, rng: Random, size: float | None = None) -> House:
        face = rng.choice(_BODIES)
        return cls(
            body=Pen(face, size or rng.choice((10.5, 11.0, 12.0))),
            title=Pen(
                rng.choice(_TITLES),
                rng.choice((18.0, 20.0, 22.0)),
                (196, 30, 36) if rng.random() < 0.06 else INK,
                rng.choice((0.0, 0.0, 1.5, 3.0)),
            ),
            colon=rng.choice(("：", "：", "：", ":", ": ")),
            spread=rng.random() < 0.3,
            underlined=rng.random() < 0.25,
            date=rng.choice(
                ("{0}年{1:02d}月{2:02d}日", "{0}年{1}月{2}日", "{0}-{1:02d}-{2:02d}", "{0}.{1:02d}.{2:02d}")
            ),
            margin=rng.uniform(18.0, 25.0),
        )

    def label(self, text: str) -> str:
        """A label as this house prints it: 姓名：, 姓  名：, 姓名:"""
        if self.spread and len(text) == 2:
            text = f"{text[0]}  {text[1]}"
        return text + self.colon


def new_sheet(rng: Random, size: tuple[float, float] = (210.0, 297.0)) -> Sheet:
    """A blank sheet, white or slightly toned, in the resolution it will be delivered in at most."""
    tones: tuple[Color, ...] = ((255, 255, 255), (253, 253, 251), (250, 249, 244), (246, 246, 246), (252, 250, 242))
    return Sheet(rng, rng.choice((150, 170, 200)), size, rng.choice(tones))


def heading(sheet: Sheet, house: House, y: float, hospital: Shown, title: Shown) -> float:
    """The hospital's name and the paper's title, centred on two lines or joined in one; returns the top below."""
    rng = sheet.rng
    house = replace(house, title=_fitting(sheet, house.title, hospital.text))
    if rng.random() < 0.12 and sheet.width(hospital.text + title.text, house.title) < sheet.size[0] - 80:
        _emblem(sheet, (house.margin + 6, y + 6))
    if len(hospital.text + title.text) < 20 and rng.random() < 0.3:
        sheet.note(hospital)
        sheet.note(title)
        sheet.centre(y, hospital.text + title.text, house.title)
        return y + leading(house.title) + 4
    small = house.title.at(house.title.size * rng.choice((0.8, 1.0)))
    sheet.centre(y, hospital, small)
    y += leading(small)
    sheet.centre(y, title, house.title)
    return y + leading(house.title) + 3


def _fitting(sheet: Sheet, pen: Pen, text: str) -> Pen:
    """The pen made smaller and closer where the hospital's name and a title would not fit one line."""
    if sheet.width(text + "某某某某某某", pen) <= sheet.size[0] - 30:
        return pen
    pen = replace(pen, spacing=0.0)
    return pen.at(min(pen.size, pen.size * (sheet.size[0] - 30) / sheet.width(text + "某某某某某某", pen)))


def _emblem(sheet: Sheet, where: tuple[float, float]) -> None:
    """A hospital's printed emblem: a coloured ring with a cross. It is no seal."""
    color = sheet.rng.choice(((200, 40, 44), (30, 110, 170), (20, 130, 110)))
    draw = ImageDraw.Draw(sheet.image)
    (x, y), radius, bar = (sheet.px(value) for value in where), sheet.px(6.5), sheet.px(1.3)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=color, width=max(round(bar * 0.7), 2))
    draw.rectangle((x - bar, y - radius * 0.6, x + bar, y + radius * 0.6), fill=color)
    draw.rectangle((x - radius * 0.6, y - bar, x + radius * 0.6, y + bar), fill=color)


def entries(
    sheet: Sheet, house: House, y: float, row: Sequence[Entry], span: tuple[float, float] | None = None
) -> float:
    """Print labelled values side by side, going on below where they do not fit; returns the top below."""
    left, right = span or (house.margin, sheet.size[0] - house.margin)
    pen, x = house.body, left
    gap = 5.0
    widths = [entry_width(sheet, house, entry) for entry in row]
    room = (right - left) - sum(widths)
    if len(row) > 1 and room > gap * (len(row) - 1):
        gap = min(room / (len(row) - 1), 18.0)
    for entry, width in zip(row, widths, strict=True):
        if x > left and x + width > right + 0.5:
            x, y = left, y + leading(pen) * 1.1
        entry_at(sheet, house, (x, y), entry)
        x += width + gap
    return y + leading(pen) * 1.15


def entry_width(sheet: Sheet, house: House, entry: Entry) -> float:
    """The width an entry needs, in millimetres."""
    label, shown = entry
    value = sheet.width(shown.text, house.body) if shown.text else 22.0
    return sheet.width(house.label(label), house.body) + value + (4.0 if house.underlined else 0.0)


def entry_at(sheet: Sheet, house: House, where: tuple[float, float], entry: Entry) -> float:
    """Print one labelled value; without a value the label alone (over an empty line, where the house rules lines)."""
    (x, y), (label, shown) = where, entry
    pen = house.body
    if not house.underlined:
        sheet.note(shown)
        return sheet.text(x, y, house.label(label) + shown.text, pen)
    x = sheet.text(x, y, house.label(label), pen)
    width = (sheet.width(shown.text, pen) if shown.text else 22.0) + 4.0
    base = y + pen.size * 25.4 / 72 * 1.2
    sheet.rule((x, base), (x + width, base), 0.2)
    sheet.note(shown)
    sheet.text(x + 2.0, y, shown.text, pen)
    return x + width


def section(sheet: Sheet, house: House, y: float, label: str, text: str) -> float:
    """A labelled paragraph: the label opens its first line, as clinical records are printed."""
    width = sheet.size[0] - 2 * house.margin
    return sheet.paragraph(house.margin, y, house.label(label) + text, house.body, width) + 1.0


@dataclass(frozen=True)
class Table:
    """Where a table stands and how it is ruled. ``widths`` are the columns' in millimetres."""

    left: float
    widths: tuple[float, ...]
    row_height: float
    ruled: bool = True
    pad: float = 1.2


def table_row(sheet: Sheet, table: Table, y: float, cells: Sequence[Cell], pen: Pen) -> float:
    """One row; a cell wraps inside its column and the row grows with it; returns the top of the next row.

    Fewer cells than columns: the last one spans the rest.
    """
    widths = [*table.widths[: len(cells) - 1], sum(table.widths[len(cells) - 1 :])]
    wrapped = [_cell_lines(sheet, cell, width - 2 * table.pad, pen) for cell, width in zip(cells, widths, strict=True)]
    step = pen.size * 25.4 / 72 * 1.3
    height = max(table.row_height, max(len(lines) for lines in wrapped) * step + 1.6)
    x = table.left
    for cell, lines, width in zip(cells, wrapped, widths, strict=True):
        if isinstance(cell, Shown):
            sheet.note(cell)
        top = y + (height - len(lines) * step) / 2 + step * 0.1
        for index, line in enumerate(lines):
            sheet.text(x + table.pad, top + index * step, line, pen)
        if table.ruled:
            sheet.frame(x, y, x + width, y + height)
        x += width
    return y + height


def _cell_lines(sheet: Sheet, cell: Cell, width: float, pen: Pen) -> list[str]:
    text = cell.text if isinstance(cell, Shown) else cell
    return sheet.wrap(text, width, pen)
