"""Cards on sheets: enlarged by a copier with what they are for written across, and an insurance code on a telephone."""

from __future__ import annotations

from random import Random

from PIL import Image

from models.codes import DocType
from tests.bench.held_out import cards
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import centred, code_square, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import INKS
from tests.bench.held_out.sheet import Area
from tests.bench.held_out.typefaces import Type


def _enlarged(rng: Random, card: Paper, heading: str) -> Paper:
    """The card enlarged on a sheet that lies across, a printed heading above and a line by hand beneath."""
    page = Paper(rng, (210.0, 148.0), card.doc_type, card.body.at(11))
    scale, factor = page.sheet.scale, rng.uniform(1.3, 1.5)
    size = (round(cards.CARD[0] * factor * scale), round(cards.CARD[1] * factor * scale))
    left, top = rng.uniform(36, 46), rng.uniform(24, 30)
    page.sheet.line((20, 10), heading, Type("song", 12, (30, 30, 32)), 170, "c")
    page.sheet.image.paste(
        card.sheet.image.resize(size, Image.Resampling.LANCZOS), (round(left * scale), round(top * scale))
    )
    page.sheet.next()
    first = page.sheet.block
    page.sheet.pieces += [
        type(piece)(piece.text, piece.left, piece.top, piece.right, piece.bottom, first + piece.block)
        for piece in card.sheet.pieces
    ]
    page.sheet.block = first + card.sheet.block
    page.fields = dict(card.fields)
    if rng.random() < 0.6:
        hand = Type("wenkai", 13, rng.choice(INKS), hand=0.9)
        words = rng.choice(("复印件与原件一致", "仅限门诊慢特病申报使用", "与原件核对无误"))
        page.sheet.line((60, 124), f"{words}  {written(page.dates.issued, 'dot')}", hand)
    return page


def id_front_enlarged(rng: Random) -> Paper:
    return _enlarged(rng, cards.id_front(rng), "居民身份证复印件（正面）粘贴处")


def id_back_enlarged(rng: Random) -> Paper:
    return _enlarged(rng, cards.id_back(rng), "居民身份证复印件（反面）粘贴处")


def electronic_certificate(rng: Random) -> Paper:
    """A telephone's picture of the electronic insurance certificate."""
    p = start(rng, (72.0, 150.0), DocType.SOCIAL_SECURITY_CARD, ("hei", "microhei"), 9)
    s = p.sheet.scale
    p.sheet.draw.rectangle((0, 0, 72 * s, 62 * s), fill=(44, 112, 214))
    white = p.body.in_colour((250, 250, 252))
    p.sheet.next()
    p.sheet.put((5, 3), f"{rng.randrange(8, 21)}:{rng.randrange(10, 59)}", white.at(7.5))
    p.sheet.put((57, 3), f"{rng.randrange(15, 99)}%", white.at(7.5))
    p.sheet.line((4, 12), "医保电子凭证", white.at(13), 64, "c")
    p.sheet.draw.rounded_rectangle((5 * s, 24 * s, 67 * s, 128 * s), radius=3 * s, fill=(252, 252, 254))
    p.sheet.line((10, 29), p.fact("patient_name"), p.body.bold().at(13))
    kind, code = p.insurance_words(), p.fact("insured_number")
    p.fields["insured_place"] = place = "".join(p.patient.place[1:3])
    for n, (label, value) in enumerate((("参保地", place), ("险种", kind + "基本医疗保险"), ("个人编号", code))):
        p.sheet.next()
        right = p.sheet.put((10, 37 + n * 5.6), label, p.body.at(8).in_colour((120, 122, 128)))
        p.sheet.put((right + 2, 37 + n * 5.6), value, p.body.at(8), 62 - right)
    code_square(p, Area(16, 60, 56, 100))
    p.sheet.line((5, 104), "展码就医购药", p.body, 62, "c")
    p.sheet.line((5, 111), "请勿将二维码提供给他人", p.body.at(7.5).in_colour((140, 140, 146)), 62, "c")
    centred(p, 135, "国家医疗保障局监制", Type("hei", 7.5, (140, 140, 146)))
    return p


ID_FRONT = (id_front_enlarged,)
ID_BACK = (id_back_enlarged,)
SOCIAL_SECURITY = (electronic_certificate,)
