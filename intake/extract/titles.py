"""Physicians' titles (职称) in a text: which rank is written, and which words only look like one.

The ladder is 医士 < 医师/住院医师 < 主治医师 < 副主任医师 < 主任医师. Reading a rank too low costs a reviewer a look;
reading it too high lets a paper pass that should not. So every doubt here goes down the ladder or to no title at all:

- the longest word wins (副主任医师 contains 主任医师), also where 副 stands at the end of the line above, in brackets,
  or a stray mark stands between it and 主任;
- 主任医师 counts as 主任医师 only where its four characters were read as such and nothing before it could be a 副 that
  was read badly; otherwise the answer is 副主任医师 with a low confidence;
- OCR slips are repaired from the closed vocabulary only, and a repair never yields 主任医师;
- roles (经治医师, 科主任 ...), other professions (主任技师 ...), demands (副主任医师及以上), printed labels
  (主任医师签名：) and ward rounds (主任医师查房) are reported as mentions without a title, with the reason.

The vocabulary follows the titles of the health professions (卫生系列职称: 初级, 中级, 副高, 正高).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from intake.extract.short_ranks import BOXES, TICKS, short_choices
from intake.extract.surnames import is_surname
from models.codes import Title

Reason = Literal[
    "written",
    "spaced",
    "repaired",
    "doubtful_deputy",
    "either_rank",
    "ticked",
    "title_field",
    "demand",
    "label",
    "role",
    "other_profession",
    "ward_round",
    "choice",
    "bare",
    "garbled",
]
"""Why a mention has its title, or none: ``label`` is a rank printed as a label, whose rank stands in ``label_rank``."""


@dataclass(frozen=True)
class TitleMention:
    """A word of the ladder in a text: ``text[start:end]``. ``title`` is None where it is nobody's title."""

    start: int
    end: int
    title: Title | None
    reason: Reason
    confidence: float
    label_rank: Title | None = None
    """The rank a printed label such as 主治医师： names, or that of the physician whose ward round is told of: nobody's
    title here, and for the caller to weigh."""


@dataclass(frozen=True)
class _Word:
    pattern: re.Pattern[str]
    title: Title | None
    reason: Reason
    confidence: float


_DOCTOR: Final = r"(?:中西医结合|民族|中医|中)?(?:医师|医生|醫師|醫生)"
_ROLES: Final = (
    "经治|主管|责任|上级|管床|经管|签名|签字|签章|报告|审核|复核|审签|审查|诊断|送检|申请|开单|开方|接诊|首诊|坐诊|门诊|值班|会诊"
    "|手术|主刀|麻醉|指导|带教|带组|主诊|处方|执业|进修|实习|规培|轮转|影像|放射|超声|病理|检验|检查|操作|书写|记录|认定|鉴定|评审"
    "|随访|家庭|签约|专科|全科|临床|质控|初诊|复诊|见习|研究生|主检|主持|下级|本院|当班|出诊|转诊|所在科室|诊断科室"
)
# Lookalikes in small or blurred print; 治 and 任 are kept apart, a reading between them is garbled.
_ZHU: Final = "[主王圭丰玉]"
_REN: Final = "[任仼住仟伍仼佳]"
_ZHI: Final = "[治冶诒怡]"
_YI: Final = "[医醫匠区匡匹]"
_SHI: Final = "[师師帅帥狮]"
_LOOKS_LIKE_DEPUTY: Final = "副剧劇幅福富畐匐辐蝠逼刮剐割剖创削別别"


def _word(pattern: str, title: Title | None, reason: Reason, confidence: float) -> _Word:
    return _Word(re.compile(pattern), title, reason, confidence)


# In order: at one place the first that matches wins, so longer and lower words come first.
_WORDS: Final = (
    _word(
        r"副?(?:主任|主管|主治)?(?:中|西)?(?:药|技|护|检验|营养|康复|心理|公卫)(?:技)?(?:师|士)",
        None,
        "other_profession",
        1.0,
    ),
    _word(
        rf"主任[(（]副主任?[)）]{_DOCTOR}|(?<![科室])主任[/／、或和及]?副主任{_DOCTOR}",
        Title.ASSOCIATE_CHIEF,
        "either_rank",
        0.8,
    ),
    _word(
        rf"[(（]副[)）]主任{_DOCTOR}|副[(（]?主任[)）]?[/／、或和]主任{_DOCTOR}",
        Title.ASSOCIATE_CHIEF,
        "either_rank",
        0.8,
    ),
    _word(rf"(?:中医)?副主任{_DOCTOR}", Title.ASSOCIATE_CHIEF, "written", 0.95),
    _word(rf"副[^\u4e00-\u9fff0-9A-Za-z:：]{{1,2}}主任{_DOCTOR}", Title.ASSOCIATE_CHIEF, "repaired", 0.7),
    _word(rf"(?:中医)?主任{_DOCTOR}", Title.CHIEF, "written", 0.95),
    _word(r"(?:中医)?主治(?:中西医结合|中医|中)?(?:医师|醫師)", Title.ATTENDING, "written", 0.95),
    _word(r"主治(?:中医|中)?(?:医生|醫生)", Title.ATTENDING, "written", 0.6),
    _word(r"(?:中医)?住院(?:中医|中)?(?:总)?(?:医师|医生|醫師)", Title.RESIDENT, "written", 0.9),
    _word(r"(?:执业)?助理(?:中医|中)?医师|(?<!护)(?:中医|中)?医士", Title.PHYSICIAN_ASSISTANT, "written", 0.85),
    _word(rf"(?:{_ROLES})(?:医师|医生|醫師)", None, "role", 1.0),
    _word(r"(?<![纠改校修扶补])正高(?:级)?(?:职称)?(?![\u4e00-\u9fff])", Title.CHIEF, "written", 0.7),
    _word(r"副高(?:级)?(?:职称)?(?![\u4e00-\u9fff])", Title.ASSOCIATE_CHIEF, "written", 0.7),
    _word(rf"副{_ZHU}.{_YI}{_SHI}|副.{_REN}{_YI}{_SHI}|副{_ZHU}{_REN}.?{_SHI}", Title.ASSOCIATE_CHIEF, "repaired", 0.6),
    _word(r"副主任医(?=$|\n|[\s)）])", Title.ASSOCIATE_CHIEF, "repaired", 0.6),
    _word(rf"{_ZHU}{_ZHI}{_YI}(?:{_SHI}|生)", Title.ATTENDING, "repaired", 0.6),
    _word(rf"{_ZHU}{_REN}{_YI}{_SHI}", Title.ASSOCIATE_CHIEF, "repaired", 0.4),
    _word(rf"住[院陀浣]{_YI}{_SHI}", Title.RESIDENT, "repaired", 0.6),
    _word(rf"[主王].?{_YI}{_SHI}", None, "garbled", 0.3),
    _word(_DOCTOR, None, "bare", 1.0),
)

_ANY: Final = re.compile("[医醫匠区匡匹师師帅帥狮士高]|职\\s*称")
"""Every word of the ladder holds one of these."""

_AFTER_DEMAND: Final = re.compile(
    r"[)）]?(?:职称|资格|级别)?(?:的)?(?:及其|及|或|和|以)?(?:以上|及以)|[)）]?职称(?:的|人员|资格)"
)
_BEFORE_DEMAND: Final = re.compile(
    r"(?:以上(?:职称)?的?|由|须|需|应|请|具有|具备|要求|必须|至少|不低于|经)[\u4e00-\u9fff]{0,12}$"
)
_INSTRUCTION: Final = re.compile(r"填写|出具|签署|负责|签字确认|开具|方可|有效|确认|同意")
_NOTE: Final = re.compile(r"^[\s*※＊]*(?:注|说明|备注|填表说明|填写说明|注意事项|要求)\s*[:：\d（(]")
_WARD_ROUND: Final = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:查房|会诊|示[:：,，]|指示|查看|看过|讨论|分析|指导|汇报|巡视)"
)
_LABEL_AFTER: Final = re.compile(
    r"(?!签[名字署]?(?:日期|时间))[(（]?(?:签名|签字|签章|签署|盖章|手签|审签|意见|签|审核|职称|姓名|代码|编号|工号)|[(（]?[:：]|[_＿]{2,}"
)
_TITLE_FIELD: Final = re.compile(r"(?:技术)?(?:职\s*称|职务)[)）]?\s*[:：]?\s*$")
_OFFICE_BEFORE: Final = re.compile(r"(?:医务|医保|质控|质管|院办|门诊办|党办|科教|护理|医政|病案)(?:科|处|部|办|室)?$")
_UNIT_BEFORE: Final = re.compile(r"[科室部院区组]$")


def find_titles(text: str) -> tuple[TitleMention, ...]:
    """All mentions of the ladder's words in ``text`` (one line, or lines joined by line feeds), in order.

    Blanks inside words are bridged. The spans index ``text``. Mentions that are nobody's title are in the answer too.
    """
    if not _ANY.search(text):
        return ()
    squeezed, places = _squeeze(text)
    mentions = []
    position = 0
    while position < len(squeezed):
        found = _word_at(squeezed, position)
        if found is None:
            position += 1
            continue
        word, end = found
        mentions.append(_weigh(text, squeezed, places, (position, end, word)))
        position = end
    short = short_choices(text)
    if short:
        return tuple(
            TitleMention(start, end, title, "ticked" if title else "choice", 0.7 if title else 0.5)
            for start, end, title in short
        )
    return _settle_choices(text, _short_title_fields(text, mentions))


def _squeeze(text: str) -> tuple[str, list[int]]:
    """The text without blanks, and for each of its characters the place in the original."""
    places = [index for index, character in enumerate(text) if not character.isspace()]
    return "".join(text[index] for index in places), places


def _word_at(squeezed: str, position: int) -> tuple[_Word, int] | None:
    for word in _WORDS:
        match = word.pattern.match(squeezed, position)
        if match and match.end() > position:
            return word, match.end()
    return None


def _weigh(text: str, squeezed: str, places: list[int], found: tuple[int, int, _Word]) -> TitleMention:
    """One mention with its surroundings taken into account."""
    first, last, word = found
    start, end = places[first], places[last - 1] + 1
    mention = TitleMention(start, end, word.title, word.reason, word.confidence)
    before, after = squeezed[:first], squeezed[last:]
    in_title_field = bool(_TITLE_FIELD.search(text[:start]))
    if word.reason == "bare":
        return _weigh_bare(mention, before, after, in_title_field=in_title_field)
    if word.title is None:
        return mention
    mention = _weigh_gaps(mention, text, before)
    if mention.title is Title.CHIEF:
        mention = _weigh_deputy(mention, text)
    nobody = _nobody(text, before, after)
    if nobody == "label" and in_title_field and text[end : end + 1].isspace():
        nobody = None  # 职称：主治医师  姓名：张三
    if nobody is not None:
        rank = mention.title if nobody in ("label", "ward_round") else None
        return replace(mention, title=None, reason=nobody, label_rank=rank)
    return mention


def _weigh_bare(mention: TitleMention, before: str, after: str, *, in_title_field: bool) -> TitleMention:
    """医师 alone is a word for the profession; it is the rank 医师 only where a title is asked for."""
    if _AFTER_DEMAND.match(after) or _BEFORE_DEMAND.search(before):
        return replace(mention, reason="demand")
    if in_title_field and not _LABEL_AFTER.match(after):
        return replace(mention, title=Title.RESIDENT, reason="title_field", confidence=0.8)
    return mention


def _nobody(text: str, before: str, after: str) -> Reason | None:
    """Why the rank written here is nobody's (a demand, a label, a ward round, an office); None where it may be."""
    if _AFTER_DEMAND.match(after) or _NOTE.match(text):
        return "demand"
    clause_after = re.split(r"[。；;\n]", after, maxsplit=1)[0]
    if _BEFORE_DEMAND.search(before) and (_INSTRUCTION.search(clause_after) or before.endswith("以上")):
        return "demand"
    if _WARD_ROUND.match(after):
        return "ward_round"
    if _LABEL_AFTER.match(after):
        return "label"
    if _OFFICE_BEFORE.search(before) or after.startswith(("规范化", "规培", "培训")):
        return "role"
    return None


def _weigh_gaps(mention: TitleMention, text: str, before: str) -> TitleMention:
    """A gap between 主任 and 医师 alone may part two labels (科主任　医师); even spacing is how forms set words."""
    written = text[mention.start : mention.end]
    if not re.search(r"\s", written):
        return mention
    if re.fullmatch(r"\S*主任\s+\S+", written) and mention.title in (Title.CHIEF, Title.ASSOCIATE_CHIEF):
        if mention.title is Title.CHIEF or _UNIT_BEFORE.search(before):
            return replace(mention, title=None, reason="garbled", confidence=0.3)
        return replace(mention, reason="spaced", confidence=0.7)
    return replace(mention, reason="spaced", confidence=min(mention.confidence, 0.9))


def _weigh_deputy(mention: TitleMention, text: str) -> TitleMention:
    """Go down to 副主任医师 where what stands before 主任医师 could be a 副 that was read badly."""
    before = text[: mention.start]
    tail = before.rstrip()
    if not tail:
        return mention
    touching = tail[-1] == before[-1]
    if tail[-1] in "：:（(、，,；;。/／[【" or _TITLE_FIELD.search(before):
        return mention
    token = re.split(r"[\s：:（(、，,；;。/／\[【]", tail)[-1]
    unread = not re.fullmatch(r"[\u4e00-\u9fff·某]+", token[-2:])
    alone = len(token) == 1 and not is_surname(token)
    lookalike = token[-1] in _LOOKS_LIKE_DEPUTY and (touching or len(token) == 1)
    if unread or alone or lookalike:
        return replace(mention, title=Title.ASSOCIATE_CHIEF, reason="doubtful_deputy", confidence=0.4)
    return mention


def _short_title_fields(text: str, mentions: list[TitleMention]) -> list[TitleMention]:
    """职称：副主任 is short for 副主任医师; 职称：主任 may be an office and stays without a title."""
    pattern = re.compile(r"职\s*称\s*[)）]?\s*[:：]\s*(副\s*主\s*任)\s*(?![\u4e00-\u9fff])")
    for match in pattern.finditer(text):
        if not any(mention.start < match.end(1) and match.start(1) < mention.end for mention in mentions):
            mention = TitleMention(match.start(1), match.end(1), Title.ASSOCIATE_CHIEF, "title_field", 0.5)
            mentions = sorted([*mentions, mention], key=lambda one: one.start)
    return mentions


def _settle_choices(text: str, mentions: list[TitleMention]) -> tuple[TitleMention, ...]:
    """A printed list of ranks with boxes gives the one that is ticked, and none where that is not plain."""
    groups: list[list[TitleMention]] = []
    for mention in mentions:
        between = text[groups[-1][-1].end : mention.start] if groups else ""
        joined = bool(groups) and re.fullmatch(rf"[\s/／、,，|{BOXES}{TICKS}]*", between) is not None
        ranks = {_printed_rank(one) for one in [mention, *(groups[-1] if groups else [])]}
        if joined and None not in ranks and len(ranks) == len(groups[-1]) + 1:
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return tuple(mention for group in groups for mention in (_choose(text, group) if len(group) > 1 else group))


def _printed_rank(mention: TitleMention) -> Title | None:
    """The rank as its own characters say, before a mark in front of it raised a doubt (in a list it is a box)."""
    return Title.CHIEF if mention.reason == "doubtful_deputy" else mention.title


def _choose(text: str, group: list[TitleMention]) -> list[TitleMention]:
    marks = _marks(text, group, before=True)
    if not marks[0]:
        marks = _marks(text, group, before=False)
    ticked = [index for index, mark in enumerate(marks) if mark and mark in TICKS]
    all_marked = all(marks)
    return [
        replace(mention, title=_printed_rank(mention), reason="ticked", confidence=0.7)
        if all_marked and ticked == [index]
        else replace(mention, title=None, reason="choice", confidence=0.5)
        for index, mention in enumerate(group)
    ]


def _marks(text: str, group: list[TitleMention], *, before: bool) -> list[str]:
    """The box or tick beside each mention, on the asked side; "" where there is none."""
    marks = []
    for mention in group:
        beside = text[: mention.start].rstrip()[-1:] if before else text[mention.end :].lstrip()[:1]
        marks.append(beside if beside and beside in BOXES + TICKS else "")
    return marks
