"""Cards as people send them: on a table's wood, on a sheet with a line to cut, and an older insurance card."""

from __future__ import annotations

from random import Random

import cv2
import numpy as np
from PIL import Image

from models.codes import DocType
from tests.bench.held_out import cards
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import dashes
from tests.bench.held_out.typefaces import Type


def _wood(page: Paper) -> None:
    """The top of a table: brown, with its grain along the sheet."""
    wide, high = page.sheet.image.size
    noise = np.random.default_rng(page.rng.randrange(2**32)).random((high // 9, max(3, wide // 180)), dtype=np.float32)
    grain = cv2.GaussianBlur(cv2.resize(noise, (wide, high), interpolation=cv2.INTER_CUBIC), (0, 0), 2.0)
    base = np.array(page.rng.choice(((176, 132, 88), (128, 92, 62), (206, 184, 150))), dtype=np.float32)
    board = np.clip(base * (0.82 + 0.3 * grain[..., None]), 0, 255).astype(np.uint8)
    page.sheet.image.paste(Image.fromarray(board))


def _lay(page: Paper, card: Paper, at: tuple[float, float], factor: float) -> None:
    """Lay the card on the page, ``factor`` times its size, and take over what stands on it."""
    scale = page.sheet.scale
    size = (round(card.sheet.width * factor * scale), round(card.sheet.height * factor * scale))
    page.sheet.image.paste(
        card.sheet.image.resize(size, Image.Resampling.LANCZOS), (round(at[0] * scale), round(at[1] * scale))
    )
    page.sheet.next()
    first = page.sheet.block
    page.sheet.pieces += [
        type(piece)(
            piece.text, at[0] + piece.left * factor, at[1] + piece.top * factor, at[0] + piece.right * factor,
            at[1] + piece.bottom * factor, first + piece.block,
        )
        for piece in card.sheet.pieces
    ]  # fmt: skip
    page.sheet.block = first + card.sheet.block
    page.fields = dict(card.fields)


def id_front_on_wood(rng: Random) -> Paper:
    """The side with the portrait, lying on a table."""
    card = cards.id_front(rng)
    page = Paper(rng, (118.0, 84.0), card.doc_type, card.body, 300.0)
    _wood(page)
    _lay(page, card, (rng.uniform(9, 22), rng.uniform(9, 20)), 1.0)
    return page


def id_back_to_cut(rng: Random) -> Paper:
    """The side with the emblem, copied at its size between dashed lines, and why it was handed in, by hand."""
    card = cards.id_back(rng)
    page = Paper(rng, (148.0, 210.0), card.doc_type, card.body.at(10), 300.0)
    left, top = rng.uniform(26, 36), rng.uniform(40, 54)
    page.sheet.line((16, 18), "附件  有效身份证件（国徽面）", Type("hei", 12, (30, 30, 32)))
    for y in (top - 4, top + 58):
        dashes(page, (left - 6, y), (left + 92, y))
    _lay(page, card, (left, top), 1.0)
    hand = Type("wenkai", 13, (24, 30, 70), hand=0.8)
    words = rng.choice(("此件仅供办理医保待遇", "再次复印无效", "与原件相符，本人签字"))
    page.sheet.line((left, top + 68), words, hand)
    page.sheet.line((left, top + 78), written(page.dates.issued, "dot"), hand)
    return page


def insurance_card(rng: Random) -> Paper:
    """The card the insurance gave out before the social security card: a magnetic stripe's front, labels in rows."""
    p = start(rng, (85.6, 54.0), DocType.SOCIAL_SECURITY_CARD, ("hei", "song", "zenhei"), 7.5)
    s = p.sheet.scale
    top, foot = rng.choice(
        (((52, 132, 96), (222, 238, 228)), ((44, 92, 160), (224, 232, 246)), ((190, 96, 60), (250, 236, 226)))
    )
    p.sheet.draw.rectangle((0, 0, 86 * s, 54 * s), fill=foot)
    p.sheet.draw.rectangle((0, 0, 86 * s, 13 * s), fill=top)
    white = p.body.in_colour((252, 252, 252))
    p.sheet.line((5, 2.2), "".join(p.patient.place[:2]), white.at(7.5), 75.6)
    p.sheet.line((5, 6.2), "医疗保险证历卡", white.bold().at(12).spaced(0.8), 75.6)
    ink, y = p.body, 17.0
    for label, text in (
        ("姓　　名", p.fact("patient_name")),
        ("性　　别", p.fact("sex")),
        ("身份证号", p.fact("id_number")),
        ("医保编号", p.fact("insured_number")),
        ("发卡日期", p.fact("issue_date")),
    ):
        p.sheet.next()
        p.sheet.put((6, y), label, ink.in_colour((70, 74, 80)))
        p.sheet.put((22, y), text, ink.bold())
        y += 5.6
    p.sheet.line((6, 47.5), "就医购药请主动出示本卡  遗失请及时挂失", ink.at(6))
    return p


ID_FRONT = (id_front_on_wood,)
ID_BACK = (id_back_to_cut,)
SOCIAL_SECURITY = (insurance_card,)
