"""Cards as copy shops and telephones make them: several lines of remarks, across a form, within a scanner's frame."""

from __future__ import annotations

from random import Random

import cv2
import numpy as np
from PIL import Image

from models.codes import DocType
from tests.bench.held_out import cards
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import bars, code_square, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import INKS
from tests.bench.held_out.sheet import Area, Piece
from tests.bench.held_out.typefaces import Type


def _put_on(page: Paper, card: Paper, at: tuple[float, float], factor: float, tilt: float = 0.0) -> None:
    """Lay the card on the page, ``factor`` times its size and turned by ``tilt`` degrees, with what stands on it."""
    s = page.sheet.scale
    wide, high = card.sheet.width * factor, card.sheet.height * factor
    picture = card.sheet.image.resize((round(wide * s), round(high * s)), Image.Resampling.LANCZOS)
    mask = Image.new("L", picture.size, 255)
    place = (round(at[0] * s), round(at[1] * s))
    if tilt:
        before = picture.size
        picture = picture.rotate(tilt, Image.Resampling.BICUBIC, expand=True)
        mask = mask.rotate(tilt, Image.Resampling.BICUBIC, expand=True)
        place = (place[0] - (picture.width - before[0]) // 2, place[1] - (picture.height - before[1]) // 2)
    page.sheet.image.paste(picture, place, mask)
    page.sheet.next()
    first = page.sheet.block
    for one in card.sheet.pieces:
        edges = (at[0] + one.left * factor, at[1] + one.top * factor, at[0] + one.right * factor)
        page.sheet.pieces.append(Piece(one.text, *edges, at[1] + one.bottom * factor, first + one.block))
    page.sheet.block = first + card.sheet.block
    page.fields = dict(card.fields)


def id_front_with_remarks(rng: Random) -> Paper:
    """The side with the portrait low on a copied sheet, laid a little askew, and three lines by hand beneath."""
    card = cards.id_front(rng)
    page = Paper(rng, (210.0, 297.0), card.doc_type, card.body.at(11))
    left, top = rng.uniform(54, 70), rng.uniform(92, 120)
    _put_on(page, card, (left, top), rng.uniform(0.98, 1.06), rng.uniform(-0.8, 0.8))
    hand, y = Type("wenkai", 15, rng.choice(INKS), hand=0.9), top + 78
    for text in (
        rng.choice(("本复印件仅供申办门诊慢特病使用", "复印属实，仅作医保认定之用")),
        rng.choice(("他用无效", "再复印无效")),
        written(page.dates.issued, "han"),
    ):
        page.sheet.line((left - 4, y), text, hand)
        y += 11
    return page


def id_back_scanned(rng: Random) -> Paper:
    """The side with the emblem as a telephone's scanning programme saves it: a mark at the foot."""
    card = cards.id_back(rng)
    page = Paper(rng, (105.0, 148.5), card.doc_type, card.body.at(8), 300.0)
    _put_on(page, card, (rng.uniform(8, 11), rng.uniform(18, 32)), 1.0)
    grey = Type("hei", 7.5, (150, 152, 156))
    page.sheet.line((60, 141), rng.choice(("由全能扫描王 扫描创建", "扫描件 · 证件模式")), grey)
    return page


def social_card_third(rng: Random) -> Paper:
    """A card of the third generation beside its bank's name: number at the foot, validity in months."""
    p = start(rng, (85.6, 54.0), DocType.SOCIAL_SECURITY_CARD, ("hei", "microhei"), 7.5)
    s = p.sheet.scale
    base = rng.choice(((214, 232, 246), (246, 232, 222), (228, 240, 226)))
    p.sheet.draw.rectangle((0, 0, 86 * s, 54 * s), fill=base)
    for k in range(14):
        shade = (base[0] - 2 * k, base[1] - k, base[2] - k)
        p.sheet.draw.ellipse(((52 + k) * s, (-14 + k) * s, (104 - k) * s, (38 - k) * s), outline=shade, width=2)
    p.sheet.line((5, 4), "中华人民共和国社会保障卡", Type("song-bold", 11, (150, 32, 34)), 56)
    bank = rng.choice(("农村信用社", "工商银行", "邮政储蓄银行", "农村商业银行"))
    p.sheet.line((62, 4.4), bank, p.body.bold().at(8), 20, "r")
    p.sheet.draw.rounded_rectangle((69 * s, 28 * s, 80 * s, 37 * s), radius=1.4 * s, fill=(220, 190, 110))
    p.sheet.draw.rectangle((6 * s, 14 * s, 22 * s, 34 * s), fill=(222, 226, 230))
    p.sheet.draw.ellipse((10.5 * s, 16.5 * s, 17.5 * s, 25 * s), fill=(196, 168, 146))
    p.sheet.draw.pieslice((7.5 * s, 26 * s, 20.5 * s, 42 * s), 180, 360, fill=(70, 76, 92))
    begun = p.dates.admitted.replace(day=1)
    y = 14.5
    for label, value in (
        ("姓名", p.fact("patient_name")),
        ("社会保障号码", p.fact("id_number")),
        ("卡号", p.fact("insured_number")),
        ("发卡日期", f"{begun.year}年{begun.month:02d}月"),
        ("有效期限", rng.choice(("10年", "长期"))),
    ):
        p.sheet.next()
        right = p.sheet.put((25, y), label, p.body.in_colour((92, 96, 104)))
        p.sheet.put((right + 1.6, y), value, p.body.bold(), 66 - right if y > 24 else 81 - right)
        y += 5.2
    p.sheet.line((6, 44), " ".join(numbers(rng)), Type("hei", 11, (40, 40, 46)), 74, "c")
    return p


def numbers(rng: Random) -> list[str]:
    """A bank card's number in its groups."""
    return ["6217", *(f"{rng.randrange(10**4):04d}" for _ in range(3)), f"{rng.randrange(1000):03d}"]


def id_front_small(rng: Random) -> Paper:
    """The side with the portrait reduced on a half sheet, a promise in print beneath it and a name by hand."""
    card = cards.id_front(rng)
    page = Paper(rng, (148.0, 210.0), card.doc_type, card.body.at(11), 240.0)
    print_ = Type(rng.choice(("song", "kaiti")), 11, (32, 32, 34))
    page.sheet.line((14, 14), rng.choice(("参保人员身份证明材料", "材料一：身份证件")), print_.bold().at(14), 120, "c")
    _put_on(page, card, (rng.uniform(28, 44), rng.uniform(34, 48)), rng.uniform(0.8, 0.9))
    y = page.sheet.flow(
        (16, 118),
        "以上身份证件复印件与原件一致，仅用于办理医疗保险相关业务，如有虚假，本人愿承担一切责任。",
        print_,
        116,
        1.8,
        7.8,
    )
    page.sheet.next()
    right = page.sheet.put((52, y + 10), "本人签字：", print_)
    page.sheet.put((right + 1, y + 9), card.patient.name, Type("wenkai", 15, rng.choice(INKS), hand=1.0))
    return page


def id_back_on_cloth(rng: Random) -> Paper:
    """The side with the emblem on a dark cloth, hardly askew."""
    card = cards.id_back(rng)
    page = Paper(rng, (130.0, 92.0), card.doc_type, card.body, 260.0)
    wide, high = page.sheet.image.size
    noise = np.random.default_rng(rng.randrange(2**32))
    weave = cv2.GaussianBlur(noise.random((high, wide), dtype=np.float32), (0, 0), 1.2)
    folds = cv2.resize(noise.random((4, 5), dtype=np.float32), (wide, high), interpolation=cv2.INTER_CUBIC)
    base = np.array(rng.choice(((44, 48, 62), (92, 40, 44), (60, 72, 58))), dtype=np.float32)
    cloth = base * (0.55 + 0.5 * weave + 0.4 * folds)[..., None]
    page.sheet.image.paste(Image.fromarray(np.clip(cloth, 0, 255).astype(np.uint8)))
    _put_on(page, card, (rng.uniform(14, 30), rng.uniform(12, 26)), 1.0, rng.uniform(-0.7, 0.7))
    return page


def card_on_a_telephone(rng: Random) -> Paper:
    """The electronic social security card as a telephone shows it: a card drawn within the screen, bars, buttons."""
    p = start(rng, (70.0, 142.0), DocType.SOCIAL_SECURITY_CARD, ("hei", "microhei"), 9)
    s, white = p.sheet.scale, p.body.in_colour((252, 252, 252))
    hue = rng.choice(((206, 60, 52), (40, 104, 190), (24, 128, 116)))
    p.sheet.draw.rectangle((0, 0, 70 * s, 142 * s), fill=(244, 245, 248))
    p.sheet.next()
    p.sheet.put((4, 2), f"{rng.randrange(7, 22)}:{rng.randrange(10, 60)}", p.body.at(7.5))
    p.sheet.put((52, 2), f"5G {rng.randrange(12, 100)}%", p.body.at(7.5))
    p.sheet.line((4, 8), "电子社保卡", p.body.at(11), 62, "c")
    p.sheet.draw.rounded_rectangle((4 * s, 16 * s, 66 * s, 56 * s), radius=2.6 * s, fill=hue)
    p.sheet.line((8, 19), "中华人民共和国社会保障卡", white.at(9), 54)
    p.sheet.line((8, 27), p.fact("patient_name"), white.at(14))
    p.sheet.line((8, 36), "社会保障号码", white.at(7.5))
    p.sheet.line((8, 40.5), p.fact("id_number"), white.at(11), 54)
    p.fields["insured_place"] = place = "".join(p.patient.place[1:3])
    p.sheet.line((8, 48.5), f"参保地　{place}", white.at(8), 54)
    bars(p, Area(8, 62, 62, 74))
    code_square(p, Area(20, 78, 50, 108))
    p.sheet.line((4, 111), "请向工作人员出示此码　每分钟自动更新", p.body.at(7).in_colour((130, 132, 138)), 62, "c")
    p.sheet.next()
    for x, text in ((6, "就医购药"), (27, "待遇查询"), (48, "授权登录")):
        p.sheet.put((x, 121), text, p.body.at(8), 18, "c")
    p.sheet.line((4, 133), "人力资源和社会保障部 监制", p.body.at(7).in_colour((140, 142, 148)), 62, "c")
    return p


ID_FRONT = (id_front_with_remarks, id_front_small)
ID_BACK = (id_back_scanned, id_back_on_cloth)
SOCIAL_SECURITY = (social_card_third, card_on_a_telephone)
