"""What is taken for a seal and is none: fingerprints, underlines, rings, logos, codes, printed words about seals."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import RED, badge, bars, code_square, cross
from tests.bench.held_out.sheet import Area, Piece
from tests.bench.held_out.typefaces import Type

_BLUE = (32, 70, 150)


def _spot(paper: Paper, size: float) -> tuple[float, float]:
    """Where a mark of that size has room: often beside text, as such marks stand."""
    w, h = paper.sheet.width, paper.sheet.height
    return paper.rng.uniform(size, w - size), paper.rng.uniform(0.45 * h, h - size)


def _pixels(paper: Paper, millimetres: float) -> int:
    return round(millimetres * paper.sheet.scale)


def _tinted(paper: Paper, mask: NDArray[np.float32], at: tuple[float, float], colour: tuple[int, int, int]) -> None:
    """Lay ink (H, W), 0..1, with its middle at ``at`` millimetres."""
    x, y = _pixels(paper, at[0]) - mask.shape[1] // 2, _pixels(paper, at[1]) - mask.shape[0] // 2
    box = (x, y, x + mask.shape[1], y + mask.shape[0])
    under = np.asarray(paper.sheet.image.crop(box), dtype=np.float32)
    tint = np.array(colour, dtype=np.float32) / 255
    mixed = under * (1 - mask[..., None] * (1 - tint))
    paper.sheet.image.paste(Image.fromarray(mixed.astype(np.uint8)), (x, y))


def fingerprint(paper: Paper) -> None:
    """A red thumb's print: ridges round a core, worn at the rim."""
    rng = paper.rng
    w, h = _pixels(paper, rng.uniform(11, 15)), _pixels(paper, rng.uniform(16, 21))
    y, x = np.mgrid[-1 : 1 : h * 1j, -1 : 1 : w * 1j].astype(np.float32)
    noise = np.random.default_rng(rng.randrange(2**32))
    wobble = cv2.resize(noise.random((5, 4), dtype=np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
    whorl = np.hypot(x * 1.2, y + 0.25 * x * x) + 0.10 * wobble
    ridges = np.clip(0.5 + 0.9 * np.sin(whorl * rng.uniform(62, 78)), 0, 1)
    rim = np.clip((1 - np.hypot(x, y)) * 6, 0, 1)
    patch = cv2.resize(noise.random((9, 7), dtype=np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
    mask = ridges * rim * np.clip(0.35 + patch, 0, 1) * rng.uniform(0.5, 0.95)
    turn = cv2.getRotationMatrix2D((w / 2, h / 2), rng.uniform(-35, 35), 0.9)
    mask = cv2.warpAffine(mask.astype(np.float32), turn, (w, h))
    _tinted(paper, np.asarray(mask, dtype=np.float32), _spot(paper, 22), (204, 36, 44))


def underlines(paper: Paper) -> None:
    """Lines, a ring or a tick by a red or blue pen."""
    rng, s = paper.rng, paper.sheet.scale
    colour = rng.choice((RED, RED, _BLUE))
    long = [piece for piece in paper.sheet.pieces if len(piece.text) >= 4]
    for piece in rng.sample(long, min(len(long), rng.randrange(1, 4))):
        steps = np.linspace(piece.left - 1, piece.right + 1, 12)
        points = [(x * s, (piece.bottom + 0.6 + rng.uniform(-0.3, 0.3)) * s) for x in steps]
        paper.sheet.draw.line(points, colour, max(2, round(rng.uniform(0.35, 0.7) * s)), joint="curve")
    if long and rng.random() < 0.6:
        _ring(paper, rng.choice(long), colour)


def _ring(paper: Paper, piece: Piece, colour: tuple[int, int, int]) -> None:
    """A word ringed by hand: an oval that does not quite close."""
    rng, s = paper.rng, paper.sheet.scale
    reach = min((piece.right - piece.left) / 2 + 3, 24)
    angles = np.linspace(rng.uniform(0, 1), rng.uniform(0, 1) + 2 * np.pi * rng.uniform(0.9, 1.08), 60)
    wave = 1 + 0.07 * np.sin(3 * angles + rng.random() * 6)
    x = (piece.left + reach + reach * wave * np.cos(angles)) * s
    y = (piece.middle + 5.5 * wave * np.sin(angles)) * s
    paper.sheet.draw.line(list(zip(x.tolist(), y.tolist(), strict=True)), colour, max(2, round(0.5 * s)), joint="curve")


def printed_words(paper: Paper) -> None:
    """（盖章） and the like in print, in black or red, with a dotted ring where the seal is to go."""
    rng = paper.rng
    words = rng.choice(("（盖章）", "（公章）", "医院盖章处", "（加盖公章有效）", "单位盖章"))
    at = (rng.uniform(110, paper.sheet.width - 60), paper.sheet.height - rng.uniform(20, 40))
    type_ = Type("hei", 12, rng.choice(((40, 40, 42), RED)))
    room = paper.sheet.width - paper.sheet.measure(words, type_)
    if at[0] > room:  # on a slip as narrow as a prescription
        at = (rng.uniform(0.5, 1.0) * room, at[1])
    paper.sheet.line(at, words, type_)
    if rng.random() < 0.4:
        s, x, y, r = paper.sheet.scale, at[0] + 12, at[1] + 2, rng.uniform(13, 18)
        for start in range(0, 360, 12):
            box = ((x - r) * s, (y - r) * s, (x + r) * s, (y + r) * s)
            paper.sheet.draw.arc(box, start, start + 6, (150, 150, 152), max(1, round(0.3 * s)))


def codes(paper: Paper) -> None:
    """A QR code in black or a brand's colour, with a bar code."""
    side = paper.rng.uniform(18, 27)
    x, y = paper.rng.uniform(12, paper.sheet.width - side - 12), paper.sheet.height - side - paper.rng.uniform(8, 20)
    code_square(paper, Area(x, y, x + side, y + side))
    if paper.rng.random() < 0.5:
        bars(paper, Area(x, max(y - 12, 2), x + side, max(y - 3, 10)))


def logo(paper: Paper) -> None:
    """A round printed badge or a red or blue roundel with a cross, a leaf or letters."""
    rng, s = paper.rng, paper.sheet.scale
    if rng.random() < 0.4:
        badge(paper, (rng.uniform(20, 40), rng.uniform(18, 30)), rng.uniform(14, 22))
        return
    x, y, r = rng.choice((24.0, paper.sheet.width - 26)), rng.uniform(20, 28), rng.uniform(7, 11)
    colour = rng.choice((RED, _BLUE, (24, 130, 100), (120, 122, 126)))
    paper.sheet.draw.ellipse(((x - r) * s, (y - r) * s, (x + r) * s, (y + r) * s), fill=colour)
    for w, h in ((0.62 * r, 0.2 * r), (0.2 * r, 0.62 * r)):
        paper.sheet.draw.rectangle(((x - w) * s, (y - h) * s, (x + w) * s, (y + h) * s), fill=(255, 255, 255))


def red_heading(paper: Paper) -> None:
    """A red band, a red cross and a red rule with a star in its middle, as some letterheads have them."""
    rng, s = paper.rng, paper.sheet.scale
    y = rng.uniform(3, 6)
    cross(paper, (rng.uniform(12, 20), 12), rng.uniform(7, 11))
    paper.sheet.rule((14, y), (paper.sheet.width - 14, y), 0.8)
    paper.sheet.draw.rectangle((14 * s, y * s, (paper.sheet.width - 14) * s, (y + 0.9) * s), fill=RED)
    if rng.random() < 0.5:
        x, r = paper.sheet.width / 2, 3.2
        corners = [
            ((x + q * np.cos(a)) * s, (y + 0.5 + q * np.sin(a)) * s)
            for k in range(10)
            for q, a in [(r if k % 2 == 0 else r * 0.4, np.deg2rad(-90 + 36 * k))]
        ]
        paper.sheet.draw.polygon(corners, fill=RED)


def stain(paper: Paper) -> None:
    """The ring a cup left, or punched holes with rings around them."""
    rng, s = paper.rng, paper.sheet.scale
    if rng.random() < 0.5:
        size = _pixels(paper, rng.uniform(70, 84))
        y, x = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j].astype(np.float32)
        noise = np.random.default_rng(rng.randrange(2**32))
        patch = cv2.resize(noise.random((7, 7), dtype=np.float32), (size, size), interpolation=cv2.INTER_CUBIC)
        band = np.exp(-(((np.hypot(x, y) - 0.9) / 0.035) ** 2)) * (0.25 + 0.75 * patch) * 0.5
        _tinted(paper, band.astype(np.float32), _spot(paper, 44), (150, 110, 70))
        return
    for y_mm in (paper.sheet.height / 2 - 40, paper.sheet.height / 2 + 40):
        x_mm, r = rng.uniform(7, 10), 3.2
        for reach, colour in ((r * 1.5, (205, 205, 206)), (r, (90, 90, 92))):
            box = ((x_mm - reach) * s, (y_mm - reach) * s, (x_mm + reach) * s, (y_mm + reach) * s)
            paper.sheet.draw.ellipse(box, fill=colour)


def grey_disc(paper: Paper) -> None:
    """A round graphic in grey: a pie chart, a gauge, a diagram of an eye."""
    rng, s = paper.rng, paper.sheet.scale
    size = rng.uniform(24, 40)
    x, y = _spot(paper, size)
    box = ((x - size / 2) * s, (y - size / 2) * s, (x + size / 2) * s, (y + size / 2) * s)
    angle = 0.0
    if rng.random() < 0.5:
        for tone in (225, 190, 160, 205):
            step = rng.uniform(40, 120)
            paper.sheet.draw.pieslice(box, angle, min(angle + step, 360), fill=(tone,) * 3, outline=(90, 90, 92))
            angle += step
    paper.sheet.draw.ellipse(box, outline=(110, 110, 114), width=max(2, round(0.4 * s)))
    for k in range(12):
        a = np.deg2rad(30 * k)
        r = size / 2
        ends = [((x + q * r * np.cos(a)) * s, (y + q * r * np.sin(a)) * s) for q in (0.86, 1.0)]
        paper.sheet.draw.line(ends, (90, 90, 94), max(1, round(0.3 * s)))


CONFUSERS: tuple[Callable[[Paper], None], ...] = (
    fingerprint, underlines, printed_words, codes, logo, red_heading, stain, grey_disc,
)  # fmt: skip
