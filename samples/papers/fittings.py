"""Fittings of printed papers: barcodes, footers, labels over values, boxes to tick, digits in boxes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PIL import ImageDraw

from models.codes import Title
from models.document import PhysicianRole
from samples.clinic import Visit
from samples.ink import INK, Pen, Sheet, Shown, leading
from samples.people import Doctor
from samples.seals import press
from samples.stamps import name_stamp
from samples.truth import TruePhysician
from samples.typeset import Entry, House

_NUMERALS = "〇一二三四五六七八九"
_RANKS = (Title.CHIEF, Title.ASSOCIATE_CHIEF, Title.ATTENDING, Title.RESIDENT)


def barcode(sheet: Sheet, where: tuple[float, float], width: float, text: str, pen: Pen) -> None:
    """Bars with their number below, as record systems print them at the top of a page."""
    draw, rng = ImageDraw.Draw(sheet.image), sheet.rng
    x, (left, y) = 0.0, where
    while x < width:
        bar = rng.choice((0.25, 0.5, 0.75))
        draw.rectangle(
            (sheet.px(left + x), sheet.px(y), sheet.px(left + min(x + bar, width)), sheet.px(y + 8)), fill=INK
        )
        x += bar + rng.choice((0.25, 0.5))
    sheet.centre(y + 8.5, text, pen, (left, left + width))


def page_foot(visit: Visit, sheet: Sheet, pen: Pen, number: str = "第 1 页 / 共 1 页") -> None:
    """Page number in the middle, the time and the clerk of the printing at the sides: nobody's dates."""
    rng, base = visit.rng, sheet.size[1] - 12
    sheet.rule((14, base - 1.5), (sheet.size[0] - 14, base - 1.5), 0.2)
    sheet.text(16, base, f"打印时间：{visit.issued} {rng.randrange(8, 18):02d}:{rng.randrange(60):02d}:07", pen)
    sheet.centre(base, number, pen)
    sheet.text(sheet.size[0] - 46, base, f"打印人：{rng.randrange(1000, 9999)}", pen)


def in_numerals(when: date) -> str:
    """二〇二五年三月二日."""

    def plain(number: int) -> str:
        tens, ones = divmod(number, 10)
        ten = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens] + "十"
        return ten + (_NUMERALS[ones] if ones else "")

    return "".join(_NUMERALS[int(digit)] for digit in str(when.year)) + f"年{plain(when.month)}月{plain(when.day)}日"


def full_width(text: str) -> str:
    """The digits and Latin letters in their full width: ２０２５．０３．０２."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def over_cells(
    sheet: Sheet, where: tuple[float, float], cells: Sequence[tuple[float, str, Shown]], pen: Pen, height: float = 13.0
) -> float:
    """A row of ruled cells (width, label, value), the label small at the top of its cell, the value below it."""
    (x, y), lowest = where, height
    for width, label, shown in cells:
        sheet.text(x + 1.2, y + 0.8, label, pen.at(pen.size * 0.8))
        sheet.note(shown)
        lines = sheet.wrap(shown.text, width - 4, pen)
        for number, line in enumerate(lines):
            sheet.text(x + 2.5, y + 5.2 + number * pen.size * 0.46, line, pen)
        lowest = max(lowest, 6.6 + len(lines) * pen.size * 0.46)
        x += width
    x = where[0]
    for width, _, _ in cells:
        sheet.frame(x, y, x + width, y + lowest)
        x += width
    return y + lowest


def stacked(sheet: Sheet, house: House, where: tuple[float, float], rows: Sequence[Entry], width: float) -> float:
    """Labelled values below each other in a narrow column; a long value is wrapped under itself."""
    x, y = where
    for label, shown in rows:
        start = sheet.text(x, y, house.label(label), house.body)
        sheet.note(shown)
        for line in sheet.wrap(shown.text, max(width - (start - x), 20.0), house.body) or [""]:
            sheet.text(start, y, line, house.body)
            y += leading(house.body)
        y += 0.8
    return y


def ticks(options: Sequence[str], chosen: str, tick: str = "■") -> str:
    """□one  ■other: a printed choice with one of its boxes ticked."""
    return "  ".join((tick if option == chosen else "□") + option for option in options)


def rank_choice(sheet: Sheet, where: tuple[float, float], label: str, doctor: Doctor, pen: Pen) -> None:
    """The ranks printed with boxes, the doctor's own filled, marked with a printed √ or ticked by hand."""
    ranks = [rank.label for rank in _RANKS]
    way = sheet.rng.choice(("■", "√", "by hand", "by hand"))
    text = label + ticks(ranks, doctor.title.label, "□" if way == "by hand" else way)
    sheet.text(*where, text, pen)
    if way == "by hand":
        before = text[: text.index("□" + doctor.title.label)]
        tick_by_hand(sheet, (where[0] + sheet.width(before, pen), where[1]), pen)


def tick_by_hand(sheet: Sheet, where: tuple[float, float], pen: Pen) -> None:
    """A tick across a box that begins there, larger than the box as hands draw them."""
    em, rng = pen.size * 25.4 / 72, sheet.rng
    x, y = where[0] + em * rng.uniform(0.1, 0.25), where[1] + em * rng.uniform(0.5, 0.65)
    points = ((x, y), (x + em * 0.3, y + em * 0.38), (x + em * rng.uniform(0.9, 1.2), y - em * rng.uniform(0.4, 0.7)))
    color = rng.choice(((24, 28, 60), (20, 20, 24), (30, 34, 80)))
    line = [(round(sheet.px(a)), round(sheet.px(b))) for a, b in points]
    ImageDraw.Draw(sheet.image).line(line, color, max(round(sheet.px(0.4)), 2), joint="curve")


def boxed_digits(sheet: Sheet, where: tuple[float, float], shown: Shown, pen: Pen, side: float = 5.6) -> float:
    """Each character in a box of its own, as forms ask for identity numbers; returns where the boxes end."""
    x, y = where
    sheet.note(shown)
    for character in shown.text:
        sheet.frame(x, y, x + side, y + side + 1)
        sheet.text(x + side * 0.3, y + 1.0, character, pen)
        x += side
    return x


def signature(
    visit: Visit, sheet: Sheet, where: tuple[float, float], label: str, person: tuple[Doctor, PhysicianRole], pen: Pen
) -> float:
    """A label with the physician's name by hand, printed or stamped behind it, without a title; the stamp may bear one.

    Returns where the name ends.
    """
    (x, y), (doctor, role) = where, person
    end = sheet.text(x, y, label, pen)
    way = visit.rng.choice(("hand", "hand", "print", "stamp"))
    title = None
    if way == "hand":
        end = sheet.write(end + 1, y - 1.4, doctor.name, 15)
    elif way == "print":
        end = sheet.text(end + 1, y, doctor.name, pen)
    else:
        design = name_stamp(doctor, visit.rng)
        sheet.stamp(press(design, visit.rng, sheet.dpi), end + 13, y + 2)
        title = doctor.title if design.inner_text else None
        end += 26
    sheet.physicians.append(TruePhysician(name=doctor.name, title=title, role=role, signed=True))
    return end


def known_title(sheet: Sheet, doctor: Doctor) -> None:
    """The paper writes this doctor's title elsewhere than at the name: correct the truth."""
    last = sheet.physicians.pop()
    sheet.physicians.append(last.model_copy(update={"title": doctor.title}))
