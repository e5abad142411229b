"""How the names of hospitals and other bodies end. Places and names are open; the words they end with are not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

BODY: Final = re.compile(
    r"(医院|病院|卫生院|医疗中心|保健院|防治[院所]|疗养院|康复院|分院|院区|服务中心|卫生服务站|卫生[所室]|医务所|诊所"
    r"|中心|集团|公司|局|委员会|大学|学院|研究[院所]|站)$"
)

_PRINTED: Final = re.compile(r"[一-鿿（）()]{2,20}(?:医院|卫生院|保健院|防治院|防治所|服务中心|卫生中心|医疗中心)")
_PART: Final = re.compile(r".*(?:医院|卫生院|保健院|服务中心|防治[院所])(.{2,12})$")
_WHOLE: Final = re.compile(
    r"(医院|病院|卫生院|保健院|分院|院区|集团|公司|局|委员会|大学|学院|诊所|服务站|血站|(管理|发展|服务|控制)中心)$"
)
"""Ends of what stands behind a hospital's name and makes a body of its own with it."""
_CUT_SHORT: Final = (
    (re.compile(r"(?<=[^中])医$"), "医院"),
    (re.compile(r"(?<=服务|控制)中$"), "中心"),
    (re.compile(r"(?<=有限|责任)公$"), "公司"),
)
"""Ends that no body's name has, and what they are the torn end of. 中医 may be that of 中医院 and of 中医医院."""
_BESIDE: Final = re.compile(r"(?<=医院|生院|健院|公司)[^院部科室处区所组]$|(?<=务中心|制中心)[^院部科室处区所组]$")
_NOT_CHINESE: Final = re.compile(r"^[^一-鿿（(]+|[^一-鿿）)]+$")


def trimmed_name(name: str) -> str:
    """A name without the figures beside it (security numbers, dates) and a stray character behind its end; with its
    last character where only one can have been torn off."""
    name = _BESIDE.sub("", _NOT_CHINESE.sub("", name))
    for torn, whole in _CUT_SHORT:
        name = torn.sub(whole, name)
    return name


def bodies_in(lines: Iterable[str]) -> tuple[str, ...]:
    """The names of hospitals that stand in lines of print, each once."""
    return tuple(sorted({name for line in lines for name in _PRINTED.findall(line.replace(" ", ""))}))


def is_body(name: str) -> bool:
    """Whether a name ends as bodies' names do."""
    return len(name) > 4 and bool(BODY.search(name))


def part_of_body(name: str) -> str:
    """What stands behind a hospital's name and is a part of it, 检验科 of 某县人民医院检验科, or nothing."""
    found = _PART.fullmatch(name)
    if found is None or (_WHOLE.search(found[1]) and "健康管理" not in found[1]):
        return ""
    return found[1]
