"""A text of diagnoses taken apart: numbered or not, each with the codes beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from models.document import Diagnosis

_DISEASE_CODE: Final = re.compile(r"(?<![A-Z0-9])M\d{5}(?!\d)")
_ICD10: Final = re.compile(
    r"(?<![A-Za-z0-9])[A-TV-Z]\d{2}(?:\.[0-9xX]\d{0,2}(?:[xX]\d{2,3})?(?:[+*/]\d{0,4}(?:/\d)?)?|[0-9]{0,3})?(?![0-9A-Za-z])(?:\+[A-TV-Z]\d{2}(?:\.\d{1,3})?\*?|[+*†])?"
)
_CHINESE_CODE: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:[AB]\d{2}(?:\.\d{2}){2,3}\.?|B[A-Z]{2}\d{3}|Z[A-Z]{3}\d{2})(?![A-Za-z0-9])"
)
"""A code of GB/T 15657, for illnesses and patterns of Chinese medicine: A04.04.02, BNF040."""
_CODE_BRACKETS: Final = re.compile(
    r"[(（\[]\s*(?:ICD(?:-?10)?(?:编码)?|编码|疾病编码|病种编码|代码)?\s*[:：]?\s*[,，;；、/]*\s*[)）\]]"
)
_CODE_WORD: Final = re.compile(r"(?:ICD-?10(?:编码)?|疾病编码|病种编码|编码|代码)\s*[:：]\s*$")
_CIRCLED: Final = {chr(0x2460 + number): number + 1 for number in range(20)}
_LEAD: Final = re.compile(
    r"^\s*(?:主要诊断|其他诊断|次要诊断|主诊断|西医诊断|中医诊断|西医|中医|诊断|主病|主证)\s*[:：]?\s*(?=\S)"
)
_DISEASE_END: Final = re.compile(
    r"(?:病|症|炎|癌|瘤|综合征|衰竭|[^血]压|高血压|结石|损伤|骨折|硬化|梗死|梗塞|中风|出血|心绞痛|不全|贫血|感染|肝硬化|囊肿|增生|息肉|"
    r"术后|状态|积液|肿大?|疝|疡|疮|加重|畸形|障碍|脱出|突出|狭窄|紊乱|失常|颤动|房颤|甲亢|甲减|哮喘|结核|\d期|\d级|脂肪肝|型|[)）]|疏松|积血|治疗|便秘|水肿|腹水|黄疸|瘫"
    r"|失语|麻痹|痛风|眩晕|失眠|低下|亢进|减退|受损|破裂|缺损|阻滞|早搏|反流|血症|尿症|痴呆|抑郁|焦虑|癫痫|白内障|青光眼|溃疡|穿孔|梗阻"
    r"|脓肿|血肿|栓塞|血栓|曲张|钙化|斑块|后遗症|化疗|放疗|透析|移植|[ⅠⅡⅢⅣ一二三四]期|[ⅠⅡⅢⅣ一二三四]级|糖尿病足"
    r"|(?:代偿|缓解|稳定|恢复|急性|慢性|活动|静止|间歇|迁延)期"
    r"|待查|查因|待排|形成|结节|病变|加重期|发作期|坏死|转移|无力|肥大|萎缩|闭塞|夹层|紫癜|积水|糜烂|缺血|复发|变性|病[A-Z]|极高危组?"
    r"|[IVX]{1,3}[级期度]|[?？])$"
)
_MARKS: Final = re.compile(r"(?<=[一-鿿)）Ⅰ-Ⅻ])\s*[/+＋／]\s*(?=[一-鿿Ⅰ-Ⅻ\d])|(?<=[一-鿿)）Ⅰ-Ⅻ]) (?=[一-鿿Ⅰ-Ⅻ\d])")
_NO_BEGINNING: Final = re.compile(
    r"[(（]|[Ⅰ-Ⅻ一二三四五\d]{1,2}[级期度]|(?:轻|中|重|极高|高|低|急性|慢性|早|晚|恢复|缓解|后遗|稳定)(?:度|危|期|加重|发作)"
    r"|后遗症|术后|伴|并|合并|继发|待查|可能|可疑|考虑|.$"
)
"""What goes on with the disease named before it: its stage, its course, what came with it."""
_SLIPPED_CODE: Final = re.compile(r"(?<=[一-鿿)）\s(（\[【])[1l|](\d\d\.(?:[xX]\d\d|\d{3}))(?=[)）\]】\s]*$)")
"""A code of the chapter I at the end of a name whose letter was read as a figure: no name ends in 110.x04."""
_SPINE: Final = re.compile(r"[CTLS]\d{1,2}")
"""Vertebrae are named as chapters of the ICD-10 are: T12椎体压缩性骨折."""
_TO_BE_FOUND: Final = re.compile(r"(?:待查|查因|待排|待诊)$")
_PARTS: Final = re.compile(
    r"(?:主要|次要|其他|其它|主|伴随|合并|西医|中医)诊断[ ]*[:：]|(?:中医)?(?:证型|证候|辨证(?:分型)?)[ ]*[:：]"
    r"|(?:合并症|并发症)[ ]*[:：]"
    r"|(?<![一-鿿])[中西]医[ ]*[:：]|(?:(?<=\n)|(?<=^))(?:[中西]医|主要|次要|其他|其它)(?:诊断)?(?=\n)"
)
"""What parts a text into lists of their own, each with numbers from 1 on."""
_ADVICE: Final = re.compile(
    r"[;；。，,]\s*(?:医[师生])?(?:(?:处理|治疗|诊疗|处置)?(?:意见|建议)|医嘱)(?:及建议)?[ ]*[:：]"
)
"""Where a sentence goes on from the diseases to what is to be done."""
_ORDINAL: Final = re.compile(
    r"第[一二三四五六七八九十][ ]?诊断[ ]*[:：]?|诊断[ ]?\d{1,2}[ ]*[:：]|(?:(?<=\n)|(?<=^)|(?<=\s))[●○★☆◆◇■▲•※*]+[ ]*"
    r"|(?:(?<=\n)|(?<=^))[-–—·][ ]*(?=[一-鿿])"
)
"""What begins an item without counting it: 第一诊断:, 诊断1:, a bullet."""
_HASH: Final = re.compile(r"#[ ]?(\d{1,2})(?=[ ]?[^\d.])[ ]?")
_NUMERAL: Final = re.compile(
    r"(?:(?<=\n)|(?<=^)|(?<=[\s;；。]))(?:[(（]([一二三四五六七八九])[)）]|([一二三四五六七八九])[、.．])[ ]*"
)
_UNFINISHED: Final = re.compile(r"(?:[慢急]性|伴|并|及|和|或|合并|继发|[左右双]侧?|性)$")
"""No name of a disease ends so: the rest stands in the next line."""
_CODE_BEHIND: Final = re.compile(
    rf"(?<=[一-鿿)）A-ZⅠ-Ⅻ])[ ]?[(（\[]?[ ]?(?:{_ICD10.pattern}|{_DISEASE_CODE.pattern})[ ]?[)）\]]?$"
)
"""The code that a name bears at its end: 胃溃疡（K25.9）."""
_OF_THE_SAME: Final = re.compile(
    r"[A-Za-z][A-Za-z ]*[型期级]$|部[分份](?!性)|局部|其中|非特殊|请|建议|结合|伴(?!发)|倾向"
)
"""What tells more of the disease before the comma: 低分化腺癌，部分为印戒细胞癌; 浸润性癌，非特殊类型."""
_HOW_FAR: Final = re.compile(r"(?:[极很]?高危|[中低]危|[轻中重]度|[ⅠⅡⅢⅣIV一二三四\d]{1,3}[级期])组?|考虑(?:转移|炎性)")
"""The stage or risk of the disease before the comma: 高血压病3级，极高危."""
_THE_SAME: Final = re.compile(r"同(?:术前|上|前|入院|左|西医)(?:诊断)?")
"""术后诊断：同术前 names no disease."""
_PIECE: Final = re.compile(
    r"[ ]*(?:[(（]?\d[.、．)）](?!\d))?(?P<name>(?:[(（][^()（）]*[)）]|[^,，;；、。(（])+)(?P<sign>[,，;；、。]|$)"
)
_SAID_BEHIND: Final = re.compile(
    r"特此|以上|建议|病情|属实|情况|需要?(?:长期|继续|定期|终身)|予以?(?=[一-鿿])|给予|[,，]?于(?=\d{4})|医嘱|处理"
)
"""What a sentence goes on with behind the name of a disease."""
_AFTERWARDS: Final = re.compile(r"(?:^|[，,；;])\s*[并后]?于(?=\d{4}\s?[年.\-/]).*$")
"""What happened on a later day: 诊断：帕金森病，于2025年3月12日好转出院."""
_LONGEST_NAME: Final = 24
_CONDITION: Final = re.compile(r"(?:[\s\t]+(?:有|无|临床未确定|情况不明|[1-4]|治愈|好转|未愈|其他))+\s*$")


def is_code(text: str) -> bool:
    """Whether a text is a code of a disease and nothing else, as in a table's cell."""
    plain = text.strip()
    return bool(_ICD10.fullmatch(plain) or _DISEASE_CODE.fullmatch(plain))


def parse_diagnoses(lines: Sequence[str]) -> tuple[Diagnosis, ...]:
    """The diagnoses of a section's lines (as read), in the order they are written, the primary first.

    A numbered list is split at its numbers and at nothing else; a line without one goes on with the item before. A text
    without numbers is split at semicolons and lines, and at commas where both sides end like the name of a disease.
    """
    text = "\n".join(line.strip() for line in lines if line.strip(" \t_-—.。:：,，"))
    text = _ADVICE.split(text, maxsplit=1)[0] or text
    items = [item for part in _PARTS.split(text) for item in _items(part.strip())]
    parsed = (_diagnosis(item) for item in items)
    return tuple(diagnosis for diagnosis in parsed if diagnosis is not None)


def named_first(text: str, *, surely: bool) -> int:
    """Where the diseases end that a sentence names first (脑梗死后遗症，2型糖尿病，低盐饮食); 0 where it names none.

    ``surely``: that a disease is named was said, so that the first may end as no other does.
    """
    end = 0
    for piece in _PIECE.finditer(text):
        name = piece.group("name").strip()
        stops = _SAID_BEHIND.search(name)
        name = name[: stops.start()] if stops else name
        fits = _DISEASE_END.search(name) and not _NO_BEGINNING.fullmatch(name)
        if not (fits or (surely and not end and 2 <= len(name) <= _LONGEST_NAME)):
            break
        end = (
            piece.start("name") + len(piece.group("name").rstrip())
            if not stops
            else piece.start("name") + stops.start()
        )
        if stops or piece.group("sign") == "。":
            break
    return end


def _items(text: str) -> list[str]:
    """The items of one list, whatever begins them: figures, numerals, bullets, or nothing."""
    numerals = [found.group(1) or found.group(2) for found in _NUMERAL.finditer(text)]
    if numerals and "一二三四五六七八九".startswith("".join(numerals)):
        places = iter(range(1, len(numerals) + 1))
        text = _NUMERAL.sub(lambda _: f"{next(places)}、", text)
    text = _HASH.sub(r"\1、", text)
    apart = [piece for piece in _ORDINAL.split(text) if piece.strip()]
    if len(apart) > 1 or (apart and apart[0] != text):
        return [item for piece in apart for item in (_numbered(piece) or [_joined(piece)])]
    return _numbered(text) or _unnumbered(text)


def _numbered(text: str) -> list[str]:
    """The items of a list numbered from 1 on; empty where the text is none. 3.2型糖尿病 is item 3, no 3.2."""
    starts: list[tuple[int, int]] = []
    position = 0
    while mark := _next_mark(text, len(starts) + 1, position):
        starts.append(mark)
        position = mark[1]
    if not starts or text[: starts[0][0]].count("\n") > 2:
        return []
    if len(starts) == 1 and starts[0][0] > 0:
        return []
    before = [text[: starts[0][0]]] if starts[0][0] > 0 else []
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return [_joined(item) for item in (*before, *(text[s:e] for (_, s), e in zip(starts, ends, strict=True)))]


def _next_mark(text: str, number: int, position: int) -> tuple[int, int] | None:
    """Where the mark of a list's item stands: 1. 1、 1) (1) ① and 1 before a Chinese character at a line's start."""
    circled = next((sign for sign, value in _CIRCLED.items() if value == number), "①")
    pattern = re.compile(
        rf"(?:(?<=^)|(?<=[\s;；,，。、)）:：])|(?<=[一-鿿]))(?:[(（]{number}[)）]|{number}\s?[.．、)）,，](?!\d[.\d%])|{number}[:：](?=[^\d\s])|{number}[.．](?=\d型))\s*"
        rf"|{circled}\s*"
        rf"|(?:(?<=\n)|(?<=^)){number}\s*(?=[一-鿿])(?![型级期度年月日周])"
        rf"|(?:(?<=^)|(?<=[\s;；,，。、一-鿿)）?？])){number}[ ]+(?=[一-鿿Ⅰ-ⅫA-Z]|\d型)(?![型级期度年月日周])"
    )
    match = pattern.search(text, position)
    return (match.start(), match.end()) if match else None


def _unnumbered(text: str) -> list[str]:
    items: list[str] = []
    for line in text.split("\n"):
        pieces = [piece for piece in re.split(r"[;；]|。(?=.)", line) if piece.strip()]
        for number, piece in enumerate(pieces):
            # A line that does not end like a disease, or follows an open bracket, was wrapped.
            if number == 0 and items and _goes_on(items[-1]):
                items[-1] += piece
            else:
                items.append(piece)
    # Where semicolons part the names, 、 stands within them: 慢性支气管炎、肺气肿；双肺感染性病变.
    signs = ",，:：" if re.search(r"[;；].", text) else ",，、:："
    parts = [part for item in items for part in _at_commas(_joined(item), signs)]
    return [part.rstrip("。") for part in parts] if len(parts) > 1 else parts


def _goes_on(item: str) -> bool:
    plain = item.strip()
    unclosed = plain.count("(") + plain.count("（") > plain.count(")") + plain.count("）")
    return (
        unclosed
        or bool(_UNFINISHED.search(plain))
        or (len(plain) > 12 and not _DISEASE_END.search(plain) and not _ICD10.search(plain))
    )


def _at_commas(item: str, signs: str) -> list[str]:
    parts: list[str] = []
    for part in (part.strip(" \t。.") for part in _outside_brackets(item, signs)):
        if parts and _HOW_FAR.fullmatch(part):
            parts[-1] += f"，{part}"
        else:
            parts.append(part)
    names = [_CODE_BEHIND.sub("", part) for part in parts]
    ended = [bool(_DISEASE_END.search(name)) or name != part for name, part in zip(names, parts, strict=True)]
    whole = all(len(part) > (1 if end else 4) for part, end in zip(parts, ended, strict=True))
    if any(_OF_THE_SAME.match(part) for part in parts[1:]):
        return _at_marks(item)
    # 左侧第3、4肋骨骨折 and 肿瘤放、化疗 are one each: what stands before the comma there is no whole name.
    if len(parts) > 1 and whole and 2 * sum(ended) > len(parts) and not any(name[-1].isdigit() for name in names):
        return [name for part in parts for name in _at_marks(part)]
    return _at_marks(item)


def _outside_brackets(item: str, signs: str) -> list[str]:
    """A text parted at commas, colons and gaps that stand in no brackets; 发热待查：肺部感染 is one."""
    parts, start, depth = [], 0, 0
    for mark in re.finditer(rf"[(（\[]|[)）\]]|[{signs}]|\s{{2,}}|\t", item):
        sign = mark.group()
        if sign in "(（[":
            depth += 1
        elif sign in ")）]":
            depth = max(depth - 1, 0)
        elif depth == 0 and not (sign in ":：" and _TO_BE_FOUND.search(item[: mark.start()])):
            parts.append(item[start : mark.start()])
            start = mark.end()
    return [*parts, item[start:]]


def _at_marks(item: str) -> list[str]:
    """The names that a blank, a stroke or a plus sign parts, where each of them is that of a disease by itself."""
    parts = [part.strip(" \t。.") for part in _MARKS.split(item)]
    names = all(_DISEASE_END.search(part) and not _NO_BEGINNING.match(part) for part in parts)
    return parts if len(parts) > 1 and names else [item]


def _joined(item: str) -> str:
    """An item's wrapped lines as one: without a blank between Chinese characters."""
    return re.sub(r"\s*\n\s*", "", item.strip())


def _code_in(text: str) -> re.Match[str] | None:
    """The first ICD-10 code of a text that names no vertebra."""
    return next((code for code in _ICD10.finditer(text) if not _is_spine(code)), None)


def _is_spine(code: re.Match[str]) -> bool:
    """Whether a code is a vertebra instead: the name goes on behind it, or is that of a bone."""
    if not _SPINE.fullmatch(code.group()):
        return False
    return bool(re.match(r"[一-鿿]", code.string[code.end() : code.end() + 1]) or re.search("椎|脊|骨折", code.string))


def _diagnosis(item: str) -> Diagnosis | None:
    item = _SLIPPED_CODE.sub(r" I\1", item)
    disease_code = _DISEASE_CODE.search(item)
    rest = _CHINESE_CODE.sub("", _DISEASE_CODE.sub("", item))
    icd10 = _code_in(rest)
    rest = _CODE_BRACKETS.sub(
        "", _ICD10.sub(lambda code: code.group() if _is_spine(code) else "", rest) if icd10 else rest
    )
    rest = _CONDITION.sub("", _LEAD.sub("", _CODE_WORD.sub("", _AFTERWARDS.sub("", rest.strip()))))
    text = re.sub(r"[ \t]+", " ", rest).strip(" \t,，;；、.:：-—_|/").rstrip("(（# ")
    if not re.search(r"[，,].*。$", text):
        text = text.rstrip("。")
    text = re.sub(r"\s*([(（)）])\s*", lambda bracket: {"(": "（", ")": "）"}.get(bracket[1], bracket[1]), text)
    if not re.search(r"[一-鿿A-Za-z]{2}", text) or _THE_SAME.fullmatch(text):
        return None
    return Diagnosis(
        text=text,
        icd10=icd10.group().rstrip(".") if icd10 else None,
        disease_code=disease_code.group() if disease_code else None,
    )
