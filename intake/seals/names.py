"""What bodies' names are made of: places of the country, and the words they go on and end with."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from intake.seals.language import Language
from intake.seals.purposes import PURPOSES
from intake.seals.stamps import SURNAMES

DIVISIONS = Path(__file__).with_name("divisions.txt")
"""The country's administrative divisions down to the county (GB/T 2260), one a line."""

BODIES: Final = {
    "人民医院": 60, "第一人民医院": 15, "第二人民医院": 12, "第三人民医院": 8, "第四人民医院": 4, "第五人民医院": 2,
    "第六人民医院": 2, "中医医院": 25, "中医院": 30, "中心医院": 25, "第一中心医院": 2, "妇幼保健院": 25,
    "妇幼保健计划生育服务中心": 8, "中西医结合医院": 12, "精神病医院": 6, "精神卫生中心": 5, "骨科医院": 6,
    "眼科医院": 6, "肿瘤医院": 8, "口腔医院": 6, "传染病医院": 5, "皮肤病医院": 4, "皮肤病防治院": 2,
    "皮肤病防治所": 2, "结核病防治所": 2, "职业病防治院": 2, "康复医院": 8, "老年病医院": 4, "儿童医院": 5,
    "妇产医院": 3, "妇女儿童医院": 3, "胸科医院": 3, "心血管病医院": 2, "疾病预防控制中心": 8, "民族医院": 2,
    "红十字会医院": 4, "红十字医院": 3, "协和医院": 3, "同济医院": 3, "卫生院": 25, "中心卫生院": 20,
    "社区卫生服务中心": 25, "社区卫生服务站": 8, "卫生服务中心": 5, "附属医院": 12, "第一附属医院": 12,
    "第二附属医院": 10, "第三附属医院": 5, "附属第一医院": 5, "附属第二医院": 4, "附属第三医院": 2,
    "附属中医医院": 2, "附属中医院": 2, "附属肿瘤医院": 2, "附属口腔医院": 2, "附属儿童医院": 2, "总医院": 4,
    "职工医院": 4, "荣军医院": 2, "民政医院": 2, "荣誉军人康复医院": 1, "急救中心": 2, "中心血站": 2, "医院": 30,
    "中医药大学附属医院": 3, "医学院附属医院": 3, "医科大学附属医院": 3, "医学院第一附属医院": 3,
    "医科大学第一附属医院": 3, "有限公司": 8, "有限责任公司": 6, "医药有限公司": 4, "药业有限公司": 2,
    "商贸有限公司": 2, "大药房": 4, "大药房有限公司": 2, "医疗保障局": 5, "人力资源和社会保障局": 5,
    "卫生健康委员会": 5, "社会保险事业管理局": 2, "医疗保险事业管理局": 2, "公安局": 3, "民政局": 3, "教育局": 2,
    "财政局": 1, "人民政府": 2, "村民委员会": 2, "居民委员会": 2, "医疗集团": 2, "医疗中心": 2, "体检中心": 2,
    "诊所": 2, "门诊部": 2,
}  # fmt: skip
"""How names go on after the place, and about how often."""
_SCHOOLS: Final = ("医学院", "医科大学", "中医药大学", "大学", "学院", "医药学院", "医学高等专科学校", "医药大学")
_OF_SCHOOLS: Final = {"附属": 10, "附属医院$": 8, "第一附属医院$": 6, "第二附属医院$": 5, "第三附属医院$": 2}
_BEFORE: Final = "县市区镇乡道省州旗院学"
"""The last characters of places and schools, behind which bodies' words stand."""


@cache
def administrative_names() -> tuple[str, ...]:
    """The names of ``DIVISIONS``."""
    return tuple(DIVISIONS.read_text(encoding="utf-8").split())


@cache
def language_of_names() -> Language:
    """How bodies' names run: a place of the country, or of a county, then what the body is."""
    return Language(_parts(), 0.7, 3.0)


@cache
def language_of_purposes() -> Language:
    """How the lines inside seals run: the known purposes, whole or in two lines, with a number behind them."""
    return Language(_of_purposes(), 0.9, 3.5)


@cache
def language_of_stamps() -> Language:
    """How the lines of straight stamps run: a body's name, a purpose, or a person's name and title."""
    return Language([*_parts(), *_of_purposes(), *_of_persons()], 0.7, 3.0)


def _of_purposes() -> Iterable[tuple[str, float]]:
    for purposes in PURPOSES.values():
        for purpose in purposes:
            yield f"^{purpose}$", 5.0
            yield f"{purpose}（", 0.1
            if purpose.endswith("专用章") and len(purpose) > 5:
                yield f"^{purpose[:-3]}$", 0.5
    yield "^专用章$", 5.0
    for number in "123456":
        yield f"章（{number}）$", 0.5


def _of_persons() -> Iterable[tuple[str, float]]:
    for surname in SURNAMES:
        yield f"^{surname}", 2.0
    for title in ("医师", "住院医师", "主治医师", "副主任医师", "主任医师", "主治中医师", "副主任中医师", "主任中医师"):
        yield f"^{title}$", 20.0
    for word in ("印$", "之印$", "印章$"):
        yield word, 20.0


def _parts() -> Iterable[tuple[str, float]]:
    for place in administrative_names():
        yield f"^{place}", 3.0
        # Counties stand behind their province or city too.
        yield f"省{place}", 0.4
        yield f"市{place}", 0.4
        if len(place) > 2 and place[-1] in "县市区":
            yield f"^{place[:-1]}", 0.5
    for body, often in BODIES.items():
        yield f"{body}$", often
        for char in _BEFORE:
            yield f"{char}{body}$", 0.5 * often
    for school in _SCHOOLS:
        for rest, often in _OF_SCHOOLS.items():
            yield school + rest, often
    for town in ("镇", "乡", "街道"):
        for body in ("卫生院", "中心卫生院", "社区卫生服务中心"):
            yield f"{town}{body}$", 10.0
