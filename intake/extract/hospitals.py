"""Names of hospitals in a text: 独墅湖科教创新区医院 in a heading, a letterhead or behind a label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from intake.extract.headings import Heading
from intake.extract.values import Parsed

_KIND: Final = (
    r"(?:人民医院|中心医院|中医医院|中医院|医院|妇幼保健计划生育服务中心|妇幼保健院|保健院|妇幼保健站|卫生院|社区卫生服务中心"
    r"|卫生服务中心|卫生服务站|精神卫生中心|公共卫生临床中心|公共卫生医疗中心|医疗中心|医学中心|疾病预防控制中心|疾控中心|医学检验实验室|医学检验中心|医学检验所|急救中心"
    r"|血液透析中心|门诊部|诊所|疗养院|康复中心|国医馆|中医馆|国医堂|防治院|防治所|防治中心|眼科中心|医学院)"
)
_BRANCH: Final = (
    r"(?:\([一-鿿]{1,14}(?:医院|院区|分院|院|中心|部)\)|(?:第[一二三四五六七八九十]|直属)?附属(?:第[一二三四五六七八九十])?(?:[一-鿿]{0,8})医院"
    r"|[一-鿿]{0,6}(?:院区|分院)|(?<=医院)(?:(?![到至于在和与及转住就经由行诊建予门市县区后检是为有])[一-鿿]){2,4}医院)"
)
_NAME: Final = re.compile(rf"[一-鿿A-Za-z0-9()·]{{1,32}}?{_KIND}(?:{_BRANCH})*")
_NOT_OF_THE_NAME: Final = re.compile(
    r"^(?:兹有|患者|于|在|至|到|入住|就诊于|曾在|我院|经|由|医疗机构|就诊机构|诊疗机构|机构名称|收款单位|单位|医院名称|名称|[(][^)]*[)]|[A-Za-z0-9]+|第?\d+)+"
)
_NO_HOSPITAL: Final = re.compile(
    r"医保中心|医疗保障|保险|我院|本院|贵院|他院|外院|上级医院|定点医院|当地医院|^某医院|该院|住院医|送检医院$|^医院|(?:就诊|转[出入]|认定|诊断|鉴定|确诊|出具|开具)医院$|各级医院|二级及?以上|定点医疗"
)
_BARE: Final = frozenset({
    "医院", "人民医院", "中心医院", "卫生院", "中医院", "保健院", "妇幼保健院", "门诊部", "诊所", "医学院", "医学中心",
    "医疗中心", "急救中心", "康复中心",
})  # fmt: skip


def find_hospital(text: str) -> Parsed | None:
    """The longest hospital's name in a folded text; None where there is none or only a bare kind (医院, 卫生院)."""
    found = [parsed for match in _NAME.finditer(text) if (parsed := _parsed(match)) is not None]
    return max(found, key=lambda parsed: (parsed.quality, parsed.end - parsed.start), default=None)


def hospital_in_headings(headings: Sequence[Heading]) -> tuple[Heading, Parsed] | None:
    """The heading that names the hospital: the largest, uppermost one, with the name's span in its text."""
    found = []
    for heading in headings:
        if heading.weight < 0.3 or ":" in heading.text:
            continue
        parsed = find_hospital(heading.text)
        if parsed is None:
            continue
        rest = len(heading.text) - (parsed.end - parsed.start)
        score = heading.weight * parsed.quality * (1.0 if rest <= 12 else 0.6) * (1.0 if parsed.start == 0 else 0.9)
        found.append((score, -heading.top, heading, parsed))
    if not found:
        return None
    score, _, heading, parsed = max(found, key=lambda entry: entry[:2])
    quality = min(parsed.quality, 0.55 + 0.5 * score)
    return heading, Parsed(parsed.value, parsed.start, parsed.end, quality)


def _parsed(match: re.Match[str]) -> Parsed | None:
    name, start = match.group(), match.start()
    lead = _NOT_OF_THE_NAME.match(name)
    if lead:
        name, start = name[lead.end() :], start + lead.end()
    if name.count("(") != name.count(")"):
        name, start = name.split("(")[-1].split(")")[-1], start + name.rfind("(") + 1
    if name in _BARE or len(name) < 4 or _NO_HOSPITAL.search(name):
        return None
    quality = 1.0 if re.search(r"医院|卫生院|保健院|精神卫生中心", name) else 0.85
    return Parsed(name.replace("(", "（").replace(")", "）"), start, start + len(name), quality)
