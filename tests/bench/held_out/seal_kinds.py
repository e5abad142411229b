"""Seals of every shape, colour, kind and body, as one meets them on medical papers."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Literal

from models.codes import SealColor, SealKind, SealShape
from tests.bench.held_out import people
from tests.bench.held_out.seals import SealDesign

Body = Literal["hospital", "other", "none"]
"""Whose name it carries: a hospital's, another body's, or none (a person's or a department's)."""
_FACES = ("song", "song-bold", "ming", "hei")
_CERTIFICATE = ("诊断证明专用章", "疾病诊断专用章", "疾病证明专用章", "诊断专用章", "医疗证明专用章")
_RECORDS = ("病历复印专用章", "病案复印专用章", "病案室专用章", "病案专用章")
_INSURANCE = ("医保办公室", "医疗保险办公室", "医保科", "医保专用章", "慢病管理办公室")
_DEPARTMENT = (
    "检验专用章",
    "检验科专用章",
    "放射科",
    "医务科专用章",
    "门诊部专用章",
    "超声诊断专用章",
    "病理科",
    "住院部",
)
_OTHERS = (
    "百草堂大药房连锁有限公司", "恒泰人力资源服务有限公司", "云岭县民政局", "青石镇人民政府", "清湖社区居民委员会",
    "东岭县第二中学", "华济生物医药科技有限公司", "红坪村村民委员会", "平安养老保险股份有限公司", "江汉环卫管理处",
)  # fmt: skip


def _number(rng: Random) -> str:
    return f"{rng.randrange(51, 54)}{rng.randrange(10**10, 10**11)}" if rng.random() < 0.45 else ""


def _round(rng: Random, kind: SealKind, text: str, inner: str, color: SealColor) -> SealDesign:
    width = rng.uniform(36, 45)
    return SealDesign(
        SealShape.CIRCLE, kind, text, inner, color, width, width, star=not inner or rng.random() < 0.65,
        number=_number(rng), turn=rng.uniform(-180, 180) if rng.random() < 0.4 else rng.gauss(0, 14),
        face=rng.choice(_FACES),
    )  # fmt: skip


def _oval(rng: Random, kind: SealKind, text: str, inner: str, color: SealColor) -> SealDesign:
    width = rng.uniform(40, 46)
    return SealDesign(
        SealShape.ELLIPSE, kind, text, inner, color, width, width * rng.uniform(0.64, 0.72),
        turn=rng.uniform(-180, 180) if rng.random() < 0.25 else rng.gauss(0, 14), face=rng.choice(_FACES),
    )  # fmt: skip


def _oblong(rng: Random, kind: SealKind, text: str, inner: str, color: SealColor) -> SealDesign:
    turn = rng.choice((0, 0, 0, 90, 180, 270)) + rng.gauss(0, 7)
    return SealDesign(
        SealShape.RECTANGLE, kind, text, inner, color, rng.uniform(42, 52), rng.uniform(15, 20), turn=turn,
        face=rng.choice(("hei", "song-bold", "song")), lines=(text, inner),
    )  # fmt: skip


def _square(rng: Random, kind: SealKind, text: str, inner: str, color: SealColor) -> SealDesign:
    """A square with the body's name in two lines and the purpose below."""
    side, half = rng.uniform(24, 30), (len(text) + 1) // 2
    lines = (text[:half], text[half:], inner)
    return SealDesign(
        SealShape.RECTANGLE, kind, text, inner, color, side, side, turn=rng.gauss(0, 8), face="song-bold", lines=lines
    )


def _triangle(rng: Random, kind: SealKind, text: str, inner: str, color: SealColor) -> SealDesign:
    del kind, text, inner
    top, below = rng.choice((("检验科", "审核"), ("放射科", "已核对"), ("药剂科", "已审核"), ("收费处", "核讫")))
    return SealDesign(
        SealShape.TRIANGLE, SealKind.DEPARTMENT, top, below, color, rng.uniform(28, 35), rng.uniform(24, 30),
        turn=rng.gauss(0, 12), face="hei",
    )  # fmt: skip


def _purposed(rng: Random, hospital: str, shapes: tuple[Callable[..., SealDesign], ...]) -> tuple[SealDesign, Body]:
    """A hospital's seal for one purpose."""
    kinds = (
        (SealKind.DIAGNOSIS_CERTIFICATE, _CERTIFICATE), (SealKind.MEDICAL_RECORDS, _RECORDS),
        (SealKind.INSURANCE_OFFICE, _INSURANCE), (SealKind.DEPARTMENT, _DEPARTMENT),
    )  # fmt: skip
    kind, purposes = rng.choice(kinds)
    color = rng.choice((SealColor.RED, SealColor.RED, SealColor.BLUE))
    return rng.choice(shapes)(rng, kind, hospital, rng.choice(purposes), color), "hospital"


def physician(rng: Random, name: str = "") -> tuple[SealDesign, Body]:
    """A physician's name in a small box, in one line or as a square of four characters."""
    name = name or people.doctor(rng).name
    color = rng.choice((SealColor.RED, SealColor.RED, SealColor.BLUE))
    if rng.random() < 0.3 and len(name) in (2, 3):
        four = name + "之印"[2 - (4 - len(name)) :]
        lines, wide, high = [four[:2], four[2:]], 12.0, 12.0
    else:
        lines, wide, high = [name], 5.2 * len(name) + 4, rng.uniform(7.5, 9)
    design = SealDesign(
        SealShape.RECTANGLE, SealKind.PHYSICIAN, "".join(lines), color=color, width=wide, height=high,
        turn=rng.gauss(0, 6), face="kaiti", lines=tuple(lines),
    )  # fmt: skip
    return design, "none"


def any_seal(rng: Random, hospital: str) -> tuple[SealDesign, Body]:
    """A seal and whose it is: in proportion as hospitals, companies and people press them."""
    roll = rng.random()
    if roll < 0.36:
        return _round(rng, SealKind.OFFICIAL, hospital, "", SealColor.RED), "hospital"
    if roll < 0.48:
        name = rng.choice(_OTHERS)
        inner = rng.choice(("", "", "财务专用章", "合同专用章"))
        return _round(rng, SealKind.UNKNOWN, name, inner, SealColor.RED), "other"
    if roll < 0.58:
        return physician(rng)
    if roll < 0.64:
        return _triangle(rng, SealKind.DEPARTMENT, "", "", rng.choice((SealColor.RED, SealColor.BLUE))), "none"
    return _purposed(rng, hospital, (_round, _round, _oval, _oval, _oblong, _square))


def round_seal(rng: Random, hospital: str) -> tuple[SealDesign, Body]:
    """A hospital's round or oval seal, for where half of it has to be enough."""
    if rng.random() < 0.6:
        return _round(rng, SealKind.OFFICIAL, hospital, "", SealColor.RED), "hospital"
    return _purposed(rng, hospital, (_round, _oval))


def blue_seal(rng: Random, hospital: str) -> tuple[SealDesign, Body]:
    """A seal of a shape and kind that are pressed in blue."""
    while True:
        design, body = any_seal(rng, hospital)
        if design.color is SealColor.BLUE:
            return design, body
