"""The notice as a text message: how many points, where to read them all, until when; no sentence is ever cut.

A message of Chinese characters is sent as UCS-2: one part holds 70 units, each part of a longer one 67 (3GPP TS 23.040:
six octets of 140 tell the parts apart). A character beyond the basic plane takes two units, which stay together.

Neither name nor ID number, diagnosis nor finding stands in it: telephones are shared and shown to others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from models.error import UsageError
from pipelines.days import day_text
from pipelines.notices.content import TITLE, Notice
from pipelines.report.terminal import plain

_ALONE: Final = 70
_CHAINED: Final = 67


def render_sms(notice: Notice, most_parts: int) -> str:
    """The text. What must be said is said whole; what may be said follows where there is room.

    Raises UsageError where what must be said does not fit into so many parts.
    """
    text = plain("".join(_needed(notice)))
    if parts_of(text) > most_parts:
        raise UsageError(
            f"短信必须写明的内容需要 {parts_of(text)} 条，超过设置的 {most_parts} 条。"
            "请缩短设置中的经办机构名称或查看方式，或提高 notice.sms_parts。"
        )
    for sentence in _further(notice):
        longer = text + plain(sentence)
        text = longer if parts_of(longer) <= most_parts else text
    return text


def parts_of(text: str) -> int:
    """Of how many messages a text is sent."""
    units = [1 + (ord(character) > 0xFFFF) for character in text]
    if sum(units) <= _ALONE:
        return 1
    parts, used = 1, 0
    for unit in units:
        if used + unit > _CHAINED:
            parts, used = parts + 1, 0
        used += unit
    return parts


def _needed(notice: Notice) -> Iterator[str]:
    if notice.office.sms_sign:
        yield f"【{notice.office.sms_sign}】"
    number = f"（编号{notice.number}）" if notice.number else ""
    count = len(notice.needed) + bool(notice.added)
    yield f"您提交的申请{number}{f'有{count}处材料需要补正' if count else '需要补正'}。"
    yield f"全部内容见《{TITLE}》，{_where(notice)}。"
    if notice.deadline and notice.deadline.last:
        yield f"请于{day_text(notice.deadline.last)}前补正。"
    elif notice.deadline:
        yield f"请在{notice.deadline.working_days}个工作日内补正。"


def _further(notice: Notice) -> Iterator[str]:
    if notice.office.phone:
        yield f"咨询电话：{notice.office.phone}。"


def _where(notice: Notice) -> str:
    if notice.office.read_at:
        return notice.office.read_at.rstrip("。")
    return f"请在“{notice.ways[0]}”查看" if len(notice.ways) == 1 else "请在原申报渠道查看"
