"""Identity and social security cards, laid on a scanner or copied onto a sheet."""

from __future__ import annotations

from random import Random

import cv2
import numpy as np
from PIL import Image

from models.codes import DocType
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.people import written
from tests.bench.held_out.typefaces import Type

CARD = (85.6, 54.0)
_INK = (30, 30, 34)


def _card(rng: Random, doc_type: DocType, base: tuple[int, int, int]) -> Paper:
    """A card with its tinted wave pattern."""
    p = Paper(rng, CARD, doc_type, Type(rng.choice(("hei", "microhei")), 8, _INK), dpi=rng.choice((380, 420)))
    width, height = p.sheet.image.size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    wave = np.sin(x / 23 + 3 * np.sin(y / 90)) * np.sin(y / 17 + 2 * np.sin(x / 140))
    tint = np.array(base, dtype=np.float32) + wave[..., None] * np.array([3, 4, 5]) - (x / width * 12)[..., None]
    p.sheet.image.paste(Image.fromarray(np.clip(tint, 0, 255).astype(np.uint8)))
    return p


def _portrait(p: Paper, left: float, top: float, wide: float, high: float) -> None:
    """A drawn head and shoulders in grey tones."""
    s = p.sheet.scale
    w, h = round(wide * s), round(high * s)
    face = np.full((h, w, 3), 232, np.uint8)
    skin = (150 + p.rng.randrange(40), 178 + p.rng.randrange(30), 215)
    cv2.ellipse(face, (w // 2, int(h * 1.05)), (int(w * 0.46), int(h * 0.34)), 0, 0, 360, (70, 60, 56), -1, cv2.LINE_AA)
    cv2.rectangle(face, (int(w * 0.41), int(h * 0.55)), (int(w * 0.59), int(h * 0.78)), skin, -1)
    cv2.ellipse(face, (w // 2, int(h * 0.42)), (int(w * 0.24), int(h * 0.25)), 0, 0, 360, skin, -1, cv2.LINE_AA)
    cv2.ellipse(
        face, (w // 2, int(h * 0.33)), (int(w * 0.25), int(h * 0.18)), 0, 180, 360, (30, 28, 28), -1, cv2.LINE_AA
    )
    for side in (-1, 1):
        cv2.circle(face, (w // 2 + side * int(w * 0.09), int(h * 0.42)), max(2, w // 50), (40, 36, 36), -1, cv2.LINE_AA)
    cv2.ellipse(
        face, (w // 2, int(h * 0.54)), (int(w * 0.07), int(h * 0.015)), 0, 0, 180, (90, 90, 150), 2, cv2.LINE_AA
    )
    soft = cv2.GaussianBlur(face, (0, 0), 2)
    p.sheet.image.paste(Image.fromarray(cv2.cvtColor(soft, cv2.COLOR_BGR2RGB)), (round(left * s), round(top * s)))


def id_front(rng: Random) -> Paper:
    p = _card(rng, DocType.ID_CARD_FRONT, (226, 236, 240))
    label = Type("hei", 7.2, (46, 96, 160))
    who = p.patient
    sheet = p.sheet

    def row(y: float, name: str, value: str, size: float = 8.2) -> None:
        sheet.next()
        sheet.put((6, y), name, label)
        sheet.put((16.5, y - 0.2), value, p.body.at(size))

    row(6.5, "姓名", p.fact("patient_name"), 9.5)
    sheet.next()
    sheet.put((6, 14), "性别", label)
    sheet.put((16.5, 13.8), p.fact("sex"), p.body.at(8.2))
    sheet.put((27, 14), "民族", label)
    sheet.put((37, 13.8), "汉", p.body.at(8.2))
    p.fields["birth_date"] = who.born.isoformat()
    sheet.next()
    sheet.put((6, 21), "出生", label)
    sheet.put((16.5, 20.8), str(who.born.year), p.body)
    sheet.put((26, 21), "年", label)
    sheet.put((31, 20.8), str(who.born.month), p.body)
    sheet.put((36, 21), "月", label)
    sheet.put((41, 20.8), str(who.born.day), p.body)
    sheet.put((46, 21), "日", label)
    sheet.next()
    sheet.put((6, 28), "住址", label)
    for n, line in enumerate(sheet.wrap(p.fact("address"), p.body, 37)):
        if n:
            sheet.next()
        sheet.put((16.5, 27.8 + n * 4.1), line, p.body)
    sheet.next()
    sheet.put((6, 46), "公民身份号码", label)
    sheet.put((29, 45.4), p.fact("id_number"), Type("hei-bold", 10, _INK, spacing=0.55), 54)
    _portrait(p, 58, 8, 22.5, 32)
    return p


def _emblem(p: Paper, middle: tuple[float, float], size: float) -> None:
    """A round red state emblem, much simplified: stars over a gate in a wreath. It is no seal."""
    s = p.sheet.scale
    x, y, r = middle[0] * s, middle[1] * s, size / 2 * s
    draw = p.sheet.draw
    draw.ellipse((x - r, y - r, x + r, y + r), fill=(196, 34, 36))
    draw.ellipse(
        (x - 0.8 * r, y - 0.8 * r, x + 0.8 * r, y + 0.8 * r), outline=(226, 190, 90), width=max(2, round(0.09 * r))
    )
    for dx, dy, k in ((0, -0.4, 0.2), (-0.38, -0.12, 0.1), (0.38, -0.12, 0.1), (-0.2, 0.08, 0.1), (0.2, 0.08, 0.1)):
        corners = []
        for n in range(10):
            reach = k * r * (1 if n % 2 == 0 else 0.38)
            a = np.deg2rad(-90 + 36 * n)
            corners.append((x + dx * r + reach * np.cos(a), y + dy * r + reach * np.sin(a)))
        draw.polygon(corners, fill=(232, 200, 96))
    draw.rectangle((x - 0.42 * r, y + 0.3 * r, x + 0.42 * r, y + 0.46 * r), fill=(226, 190, 90))


def id_back(rng: Random) -> Paper:
    p = _card(rng, DocType.ID_CARD_BACK, (236, 234, 226))
    _emblem(p, (15, 14), 17)
    p.sheet.line((28, 7), "中华人民共和国", Type("song-bold", 12.5, _INK, spacing=0.8), 54, "c")
    p.sheet.line((28, 16), "居民身份证", Type("song-bold", 17, _INK, spacing=2), 54, "c")
    for y, name, value in (
        (36.5, "签发机关", f"{p.hospital.place[2]}公安局"),
        (44, "有效期限", _validity(p)),
    ):
        p.sheet.next()
        p.sheet.put((18, y), name, Type("hei", 8, _INK))
        p.sheet.put((35, y), value, p.body.at(8.5))
    return p


def _validity(p: Paper) -> str:
    """The period as printed, 20 years or without end (居民身份证法 第五条); its last day is noted."""
    begin = p.dates.admitted.replace(
        year=p.dates.admitted.year - p.rng.randrange(1, 9), day=min(p.dates.admitted.day, 28)
    )
    lifelong = p.rng.random() < 0.3
    if p.visit and p.visit.expired:
        begin = begin.replace(year=begin.year - 20)
    elif lifelong:
        p.fields["valid_until"] = "长期"
        return f"{written(begin, 'dot')}-长期"
    end = begin.replace(year=begin.year + 20)
    p.fields["valid_until"] = end.isoformat()
    return f"{written(begin, 'dot')}-{written(end, 'dot')}"


def social_security(rng: Random) -> Paper:
    p = _card(rng, DocType.SOCIAL_SECURITY_CARD, rng.choice(((206, 224, 242), (240, 226, 206))))
    p.sheet.line((24, 6), "中华人民共和国", Type("song-bold", 8, _INK), 58)
    p.sheet.line((24, 11), "社会保障卡", Type("song-bold", 13, _INK, spacing=1), 58)
    s = p.sheet.scale
    p.sheet.draw.rounded_rectangle(
        (8 * s, 19 * s, 20 * s, 28.5 * s), radius=1.2 * s, fill=(214, 180, 96), outline=(150, 120, 60), width=2
    )
    _portrait(p, 7, 31, 14, 18.5)
    for n, (label, value) in enumerate((
        ("姓名", p.fact("patient_name")),
        ("社会保障号码", p.fact("id_number")),
        ("卡号", p.fact("insured_number")),
        ("发卡日期", written(p.dates.admitted.replace(day=1), "han")),
    )):  # fmt: skip
        p.sheet.next()
        right = p.sheet.put((26, 22 + n * 6.6), label, p.body)
        p.sheet.put((right + 2, 22 + n * 6.6), value, p.body, 83 - right - 2)
    return p


def _copied(rng: Random, card: Paper) -> Paper:
    """The card as a copier lays it on a sheet of its own: small, in the upper half, with a caption by hand or none."""
    page = Paper(rng, (210.0, 297.0), card.doc_type, card.body)
    s = page.sheet.scale
    size = (round(CARD[0] * s), round(CARD[1] * s))
    small = card.sheet.image.resize(size, Image.Resampling.LANCZOS)
    page.sheet.image.paste(small, (round(rng.uniform(40, 84) * s), round(rng.uniform(36, 96) * s)))
    page.sheet.pieces = list(card.sheet.pieces)
    page.sheet.block = card.sheet.block
    page.fields = dict(card.fields)
    if rng.random() < 0.5:
        page.sheet.line((70, 190), "仅供办理医保业务使用", Type("wenkai", 14, (26, 34, 90), hand=0.8))
    return page


def id_front_copied(rng: Random) -> Paper:
    return _copied(rng, id_front(rng))


def id_back_copied(rng: Random) -> Paper:
    return _copied(rng, id_back(rng))


ID_FRONT = (id_front, id_front_copied)
ID_BACK = (id_back, id_back_copied)
SOCIAL_SECURITY = (social_security,)
