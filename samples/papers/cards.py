"""Both sides of an identity card, and a social security card: schematic, with a grey figure for the photograph."""

from __future__ import annotations

from datetime import date
from random import Random

import numpy as np
from PIL import Image, ImageDraw

from samples.clinic import Visit
from samples.ink import Color, Pen, Sheet, Shown
from samples.papers import Layout
from samples.values import address, id_number, name, sex

_CARD = (85.6, 54.0)
_LABEL: Color = (70, 110, 160)


def _card(rng: Random, tint: tuple[Color, Color]) -> Sheet:
    """A blank card of 300 dpi with a soft gradient and guilloche waves."""
    sheet = Sheet(rng, 300, _CARD)
    width, height = sheet.image.size
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    mix = (0.5 + 0.5 * np.sin(3 * x + 2 * y))[..., None]
    ground = np.array(tint[0]) * mix + np.array(tint[1]) * (1 - mix)
    ground -= 7.0 * (np.sin(90 * (y + 0.06 * np.sin(11 * x))) > 0.93)[..., None]
    sheet.image.paste(Image.fromarray(np.clip(ground, 0, 255).astype(np.uint8)), (0, 0))
    return sheet


def _figure(sheet: Sheet, where: tuple[float, float], width: float, height: float) -> None:
    """A grey head and shoulders in place of a photograph."""
    box = Image.new("RGB", (round(sheet.px(width)), round(sheet.px(height))), (232, 236, 240))
    draw = ImageDraw.Draw(box)
    w, h = box.size
    draw.ellipse((w * 0.28, h * 0.14, w * 0.72, h * 0.6), fill=(150, 150, 154))
    draw.ellipse((w * 0.08, h * 0.62, w * 0.92, h * 1.5), fill=(110, 116, 126))
    sheet.image.paste(box, (round(sheet.px(where[0])), round(sheet.px(where[1]))))


def id_front(visit: Visit) -> Sheet:
    """居民身份证人像面."""
    sheet = _card(visit.rng, ((226, 236, 244), (240, 232, 236)))
    label, pen = Pen("hei", 7.6, _LABEL), Pen("hei", 9.0)
    patient = visit.patient
    sheet.text(6, 6.5, "姓 名", label)
    sheet.text(17, 6.1, name(visit), pen.at(10))
    sheet.text(6, 13.5, "性 别", label)
    sheet.text(17, 13.2, sex(visit), pen)
    sheet.text(29, 13.5, "民 族", label)
    sheet.text(39, 13.2, "汉", pen)
    sheet.text(6, 20.3, "出 生", label)
    sheet.note(Shown("", "birth_date", patient.birth.isoformat()))
    for x, text, face in (
        (17.0, str(patient.birth.year), pen),
        (27.5, "年", label),
        (32.0, str(patient.birth.month), pen),
        (37.0, "月", label),
        (41.5, str(patient.birth.day), pen),
        (46.5, "日", label),
    ):
        sheet.text(x, 20.0, text, face)
    sheet.text(6, 27.2, "住 址", label)
    sheet.note(address(visit))
    for row, line in enumerate(sheet.wrap(patient.address, 36.0, pen.at(8.6))):
        sheet.text(17, 27.0 + row * 4.4, line, pen.at(8.6))
    sheet.text(6, 44.6, "公民身份号码", label)
    sheet.text(30, 44.2, id_number(visit), Pen("hei_bold", 10.5, spacing=0.35))
    _figure(sheet, (57, 7), 23, 31)
    return sheet


def id_back(visit: Visit) -> Sheet:
    """居民身份证国徽面; a plain red disc with a star stands where the emblem would be."""
    rng, sheet = visit.rng, _card(visit.rng, ((236, 232, 226), (226, 236, 240)))
    draw = ImageDraw.Draw(sheet.image)
    x, y, radius = sheet.px(14), sheet.px(15), sheet.px(8.5)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(196, 40, 36), outline=(214, 170, 60), width=6)
    draw.regular_polygon((x, y, radius * 0.35), 5, fill=(236, 200, 80))
    sheet.text(30, 7.5, "中华人民共和国", Pen("song_bold", 13, spacing=0.8))
    sheet.text(27.5, 16.0, "居 民 身 份 证", Pen("song_bold", 17, spacing=0.4))
    label, pen = Pen("hei", 8.0), Pen("hei", 8.4)
    city = visit.patient.address.split("市")[-1] if "市" in visit.patient.address else "神农架林区"
    bureau = visit.region.place[3:] + "公安局" + (city[:3] + "分局" if city[2] == "区" else "")
    sheet.text(21, 37.5, "签发机关", label)
    sheet.text(38, 37.4, bureau, pen)
    start = date(rng.randrange(2010, 2024), rng.randrange(1, 13), rng.randrange(1, 28))
    long_term = visit.patient.age(start) >= 46
    end = "长期" if long_term else f"{start.year + 20}.{start:%m.%d}"
    sheet.text(21, 44.5, "有效期限", label)
    until = Shown(f"{start:%Y.%m.%d}-{end}", "valid_until", end.replace(".", "-"))
    sheet.text(38, 44.4, until, pen)
    return sheet


def social_security(visit: Visit) -> Sheet:
    """社会保障卡: name, social security number (the identity number), card number, day of issue."""
    rng = visit.rng
    sheet = _card(rng, ((206, 222, 240), (232, 238, 226)))
    sheet.centre(5, "中华人民共和国社会保障卡", Pen("hei_bold", 11, (30, 60, 120)))
    place = visit.region.place[:3]
    sheet.centre(11.5, place, Pen("hei", 8.5, (30, 60, 120)))
    draw = ImageDraw.Draw(sheet.image)
    chip = [round(sheet.px(value)) for value in (7, 19, 18, 28)]
    draw.rounded_rectangle(tuple(chip), 14, fill=(214, 184, 106), outline=(150, 120, 60), width=3)
    pen = Pen("hei", 8.5)
    issued = date(rng.randrange(2014, 2025), rng.randrange(1, 13), 1)
    card = Shown(visit.patient.insured_number, "insured_number")
    rows = (("姓名", name(visit)), ("社会保障号码", id_number(visit)), ("卡号", card))
    for row, (label, shown) in enumerate(rows):
        sheet.note(shown)
        sheet.text(7, 31 + row * 5.4, f"{label}：{shown.text}", pen)
    sheet.text(7, 47.2, f"发卡日期：{issued.year}年{issued.month:02d}月", pen)
    _figure(sheet, (62, 17), 17, 22)
    return sheet


FRONT_LAYOUTS: dict[str, Layout] = {"id-front": id_front}
BACK_LAYOUTS: dict[str, Layout] = {"id-back": id_back}
SOCIAL_LAYOUTS: dict[str, Layout] = {"social-security-card": social_security}
