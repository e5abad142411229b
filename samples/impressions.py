"""Seals of every shape and every way of pressing, wider than any one hospital's: what a search for seals must find."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from models.codes import SealColor, SealKind, SealShape, Title
from samples.adorned import FRAMED, ROUND, Adornment
from samples.fonts import Face
from samples.people import HOSPITALS, invent_doctor
from samples.seals import Look, Press, SealDesign

_FACES: tuple[Face, ...] = ("song_bold", "song_bold", "hei_bold", "kai", "song", "zenhei")
_PURPOSES = (
    "诊断证明专用章",
    "疾病诊断专用章",
    "病案复印专用章",
    "检验科",
    "医学影像科",
    "医保办公室",
    "门诊部",
    "收费专用章",
    "业务专用章",
    "病历专用章",
    "发票专用章",
    "急诊科",
    "审核专用章",
    "医务科",
    "住院处",
    "报告专用章",
    "已审核",
    "复印件与原件相符",
    "药品调配章",
)
_RANKS = (Title.RESIDENT, Title.ATTENDING, Title.ASSOCIATE_CHIEF, Title.CHIEF)
_WORDS = ("已审核", "收讫", "现金收讫", "已报销", "作废", "核对无误", "与原件相符", "急", "已录入", "附卷", "医保已审")
_FORMS = ("经办人：", "日期：", "编号：", "与原件核对无误", "仅供医保报销使用", "科室：", "第  联", "电话 6620120")


def varied_seal(rng: Random) -> SealDesign:
    """As ``any_seal``, of every size, with further adornments, several lines, or hardly anything inside."""
    design = any_seal(rng)
    if design.shape is SealShape.RECTANGLE and rng.random() < 0.4:
        design = dense_rectangle(rng, design.color)
    share = rng.uniform(0.75, 1.15) if min(design.size) > 9 else 1.0
    look = design.look or Look(rim=0.8)
    chosen: tuple[Adornment, ...] = ()
    if rng.random() < 0.35 and design.shape is not SealShape.TRIANGLE:
        chosen = (rng.choice(FRAMED if design.shape is SealShape.RECTANGLE else ROUND),)
    rim = max(look.rim * rng.uniform(0.5, 1.6), 0.25) if look.rim > 0 else 0.0
    look = replace(look, rim=rim, adorned=chosen if rim else ())
    text, inner = design.text, design.inner_text
    if design.shape is not SealShape.RECTANGLE and rng.random() < 0.12:
        text = ""
        inner = "\n".join(rng.choice((*_PURPOSES, *_WORDS, _dated(rng))) for _ in range(rng.choice((1, 2, 3))))
    size = (design.size[0] * share, design.size[1] * share)
    star = design.star and "cross" not in chosen and "date_bars" not in chosen and bool(text)
    return replace(design, look=look, size=size, text=text, inner_text=inner, star=star)


def dense_rectangle(rng: Random, color: SealColor) -> SealDesign:
    """A stamp of two to five full lines, square or wide: who copied, checked, paid, registered; one in four without a
    frame."""
    count = rng.choice((2, 3, 3, 3, 4, 5))
    most = rng.randrange(4, 13)
    said = [
        rng.choice((_hospital(rng), rng.choice(_PURPOSES), rng.choice(_WORDS), _dated(rng), *_FORMS))
        for _ in range(count)
    ]
    longest = min(max(map(len, said)), most)
    said = [line[:longest] for line in said]
    pitch = rng.uniform(2.6, 6.0)
    wide = longest * pitch * rng.uniform(0.85, 1.1)
    high = count * pitch * rng.uniform(1.0, 1.45)
    framed = rng.random() < 0.75
    look = Look(
        rim=rng.uniform(0.25, 1.2) if framed else 0.0,
        face=rng.choice(_FACES),
        corner=rng.uniform(0.5, 0.25 * high) if rng.random() < 0.2 else 0.0,
    )
    size = (wide + 1.5, high + 1.5)
    inner = "\n".join(said[1:])
    return SealDesign(SealShape.RECTANGLE, SealKind.UNKNOWN, said[0], inner, size, color, star=False, look=look)


def any_seal(rng: Random) -> SealDesign:
    """A seal of any shape; half of them circles, as on papers."""
    shape = rng.choices(
        (SealShape.CIRCLE, SealShape.ELLIPSE, SealShape.RECTANGLE, SealShape.TRIANGLE), (46, 22, 25, 7)
    )[0]
    color = rng.choices((SealColor.RED, SealColor.BLUE, SealColor.BLACK), (66, 26, 8))[0]
    match shape:
        case SealShape.CIRCLE:
            return _circle(rng, color)
        case SealShape.ELLIPSE:
            return _ellipse(rng, color)
        case SealShape.RECTANGLE:
            return any_rectangle(rng, color)
        case SealShape.TRIANGLE:
            return _triangle(rng, color)


def any_press(rng: Random) -> Press:
    """Strongly or faintly, straight or at any angle, evenly or not."""
    strength = rng.choice((1.0, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.45, 0.4, 0.35, 0.3))
    turn = rng.gauss(0, 9) if rng.random() < 0.75 else rng.uniform(-180, 180)
    return Press(
        strength,
        turn,
        uneven=rng.uniform(0.2, 0.7 if strength > 0.5 else 0.3) if rng.random() < 0.3 else 0.0,
        broken=rng.uniform(0.05, 0.3 if strength > 0.5 else 0.15) if rng.random() < 0.25 else 0.0,
        smear=rng.uniform(0.3, 1.0) if rng.random() < 0.12 else 0.0,
    )


def _hospital(rng: Random) -> str:
    name = rng.choice(HOSPITALS).name
    return name if rng.random() < 0.8 else "".join(rng.sample(name, len(name)))


def _dated(rng: Random) -> str:
    return f"{rng.randrange(2019, 2027)}.{rng.randrange(1, 13):02d}.{rng.randrange(1, 29):02d}"


def _look(rng: Random, half: float) -> Look:
    return Look(
        rim=rng.uniform(0.5, 1.5) if half > 12 else rng.uniform(0.3, 0.9),
        second=rng.choice((0.0, 0.0, 0.0, 1.3, 1.8)),
        star=rng.uniform(0.22, 0.40),
        glyph=rng.uniform(0.19, 0.33),
        face=rng.choice(_FACES),
    )


def _circle(rng: Random, color: SealColor) -> SealDesign:
    side = rng.choice((38.0, 40.0, 42.0, 45.0, rng.uniform(20.0, 38.0)))
    star = rng.random() < 0.72
    purpose = rng.choice(_PURPOSES) if rng.random() < (0.5 if star else 0.95) else ""
    if not star and rng.random() < 0.4:
        purpose = f"{_dated(rng)}\n{purpose}"
    serial = "".join(rng.choice("0123456789") for _ in range(13)) if rng.random() < 0.25 else ""
    text = _hospital(rng) if rng.random() < 0.95 else ""
    kind = SealKind.OFFICIAL if star and not purpose else SealKind.UNKNOWN
    return SealDesign(SealShape.CIRCLE, kind, text, purpose, (side, side), color, star, serial, _look(rng, side / 2))


def _ellipse(rng: Random, color: SealColor) -> SealDesign:
    wide = rng.choice((40.0, 45.0, 38.0, rng.uniform(28.0, 56.0)))
    high = wide * rng.uniform(0.58, 0.8)
    purpose = rng.choice(_PURPOSES)
    if rng.random() < 0.3:
        purpose = f"{_dated(rng)}\n{purpose}"
    text = _hospital(rng) if rng.random() < 0.85 else ""
    look = _look(rng, high / 2)
    return SealDesign(SealShape.ELLIPSE, SealKind.UNKNOWN, text, purpose, (wide, high), color, star=False, look=look)


def any_rectangle(rng: Random, color: SealColor) -> SealDesign:
    """A physician's name stamp, or a wide one with a purpose."""
    if rng.random() < 0.7:
        return name_stamp(rng, color)
    wide = rng.uniform(22.0, 70.0)
    high = wide * rng.uniform(0.24, 0.55)
    text = rng.choice((rng.choice(_WORDS), _hospital(rng), rng.choice(_PURPOSES)))
    inner = rng.choice(("", rng.choice(_PURPOSES), f"{rng.choice(_PURPOSES)}\n{_dated(rng)}"))
    look = Look(rim=rng.uniform(0.3, 0.9), face=rng.choice(_FACES))
    return SealDesign(SealShape.RECTANGLE, SealKind.UNKNOWN, text, inner, (wide, high), color, star=False, look=look)


def name_stamp(rng: Random, color: SealColor) -> SealDesign:
    """A name in one line, at times with a title or a number; in a square of two lines, with or without 印; in a column.
    From 9 to 30 mm, with characters of 3 to 9 mm."""
    rank = rng.choice(_RANKS)
    name, way = invent_doctor(rng, rank).name, rng.random()
    pitch = rng.uniform(3.2, 9.0)
    if way < 0.45:
        lines = [name]
    elif way < 0.62:
        number = "".join(rng.choice("0123456789") for _ in range(rng.choice((6, 8, 12))))
        lines = [name, rng.choice((rank.label, rank.label, "执业医师", number))]
        pitch = min(pitch, 5.5)
    elif way < 0.88:
        lines = [name[:2], f"{name[2:]}印"] if len(name) > 2 else [name, "之印"]
    else:
        lines = list(name)
    longest = max(sum(0.6 if char.isdigit() else 1.0 for char in line) for line in lines)
    wide = longest * pitch * rng.uniform(0.75, 1.3) + rng.uniform(0.8, 2.5)
    high = len(lines) * pitch * rng.uniform(1.05, 1.5) + rng.uniform(0.6, 2.0)
    if 0.62 <= way < 0.88:
        high = wide * rng.uniform(0.9, 1.1)
    filled = 0.62 <= way < 0.88 and rng.random() < 0.3
    corner = rng.uniform(0.4, 1.6) if rng.random() < 0.25 else 0.0
    look = Look(rim=rng.uniform(0.2, 1.0), face=rng.choice(_FACES), reversed=filled, corner=corner)
    size, inner = (wide, high), "\n".join(lines[1:])
    kind = SealKind.PHYSICIAN
    return SealDesign(SealShape.RECTANGLE, kind, lines[0], inner, size, color, star=False, look=look)


def _triangle(rng: Random, color: SealColor) -> SealDesign:
    wide = rng.uniform(15.0, 34.0)
    high = wide * rng.uniform(0.8, 0.92)
    text = rng.choice(("已审核", "已核对", "审核", "检验\n已审核", "合格"))
    look = Look(rim=rng.uniform(0.4, 1.0), face=rng.choice(_FACES))
    return SealDesign(SealShape.TRIANGLE, SealKind.UNKNOWN, "", text, (wide, high), color, star=False, look=look)
