"""How the names of hospitals and other bodies end. Places and names are open; the words they end with are not."""

from __future__ import annotations

import re
from typing import Final

BODY: Final = re.compile(
    r"(医院|卫生院|医疗中心|保健院|防治[院所]|服务中心|卫生服务站|诊所|中心|集团|公司|局|委员会|大学|学院|研究[院所]|站)$"
)

_LIKE_YUAN: Final = "陆阮皖完陇浣阵险际陈脘莞烷陀隐隆隴隨孢晓碗院"
_LIKE_YI: Final = "匠区巨臣匡匝匹匪房居屋"
_BEFORE_YUAN: Final = re.compile(r"(医|卫生|保健|康复)$")
_ENDINGS: Final = (
    "人民医院", "中医医院", "附属医院", "中心医院", "肿瘤医院", "口腔医院", "康复医院", "儿童医院", "卫生院",
    "中心卫生院", "妇幼保健院", "精神病医院", "皮肤病医院", "传染病医院", "老年病医院", "精神卫生中心",
    "中西医结合医院", "社区卫生服务中心", "社区卫生服务站", "疾病预防控制中心", "妇幼保健计划生育服务中心",
    "红十字会医院", "职业病防治院", "结核病防治所",
)  # fmt: skip
_OWN: Final = frozenset(["人民医院", "中医医院", "附属医院", "中心医院", "康复医院", "儿童医院"])
"""Before their 医院 other words stand too (惠民医院, 仁心医院): only their last two characters are surely known."""


_CUT_SHORT: Final = (
    (re.compile(r"(?<=[^中])医$"), "医院"),
    (re.compile(r"(?<=服务|控制)中$"), "中心"),
    (re.compile(r"(?<=有限|责任)公$"), "公司"),
    (re.compile(r"(?<=人民|肿瘤|骨科|眼科|神病|肤病|染病|年病|口腔|附属|结合)院$"), "医院"),
)
"""Ends that no body's name has, and what they are the torn end of. 中医 may be that of 中医院 and of 中医医院."""
_BESIDE: Final = re.compile(r"(?<=医院|生院|健院|公司)[^院部科室处区所组]$|(?<=务中心|制中心)[^院部科室处区所组]$")
_NOT_CHINESE: Final = re.compile(r"^[^一-鿿（(]+|[^一-鿿）)]+$")


def trimmed_name(name: str) -> str:
    """A name without the figures beside it (security numbers, dates) and a stray character behind its end."""
    return _BESIDE.sub("", _NOT_CHINESE.sub("", name))


def mended_name(name: str) -> str:
    """A body's name whose last word is 医院, 卫生院 or the like with one character lost or read as another.

    Only endings are a closed vocabulary: the place and the name itself are never touched, and where two endings are
    equally near, nothing is.
    """
    name = trimmed_name(name)
    if len(name) < 5:
        return name
    for torn, whole in _CUT_SHORT:
        name = torn.sub(whole, name)
    if name[-1] in _LIKE_YUAN and _BEFORE_YUAN.search(name[:-1]):
        name = name[:-1] + "院"
    elif name[-1] == "院" and name[-2] in _LIKE_YI:
        name = name[:-2] + "医院"
    near = {ending for ending in _ENDINGS if len(name) > len(ending) and _one_off(name, ending)}
    if any(name.endswith(ending) for ending in _ENDINGS) and not any(len(ending) > 4 for ending in near):
        return name
    # The longest says most: 区卫生服务中心 is the end of 社区卫生服务中心.
    ending = max(near, key=lambda each: (len(each), each), default="")
    if not ending or sum(len(other) == len(ending) for other in near) > 1:
        return name
    return name[: -len(ending)] + ending


def _one_off(name: str, ending: str) -> bool:
    """Whether a name's end differs from an ending in one character of those that are surely known.

    The first may be the end of the name itself (武昌区卫生服务中心 is no 社区卫生服务中心), except that 生院 behind the
    name of a town always has 卫 before it. 皮肤科医院 is as good a name as 皮肤病医院.
    """
    text, before = name[-len(ending) :], name[-len(ending) - 1]
    differing = [place for place, pair in enumerate(zip(text, ending, strict=True)) if pair[0] != pair[1]]
    if len(differing) != 1 or text[differing[0]] == "科":
        return False
    if ending == "卫生院":
        return before in "镇乡道心县市区" and differing[0] <= 1
    return differing[0] >= (2 if ending in _OWN else 1)


def is_body(name: str) -> bool:
    """Whether a name ends as bodies' names do."""
    return len(name) > 4 and bool(BODY.search(name))
