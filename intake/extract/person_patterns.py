"""How labels of physicians are written: the words of each family, with the blanks and brackets that forms print."""

from __future__ import annotations

import re
from typing import Final, Literal

Family = Literal[
    "sign",
    "bare_sign",
    "named",
    "plain",
    "charge",
    "rank",
    "request",
    "issue",
    "report",
    "review",
    "surgeon",
    "consult",
    "stop",
    "cell_rank",
    "grid_rank",
    "grid_stop",
    "head",
]


def _spaced(words: str) -> str:
    """The alternatives with blanks allowed between their characters, as forms space their labels."""
    return (
        "(?:" + "|".join("[ ]{0,3}".join(re.escape(character) for character in word) for word in words.split("|")) + ")"
    )


DOCTOR: Final = _spaced("医师|医生|大夫")
# Atomic: 签字后有效 must not be tried again as 签.
SIGN: Final = _spaced("签名|签字|签章|签署|签|盖章").replace("(?:", "(?>", 1)
_COLON: Final = r"[ ]*:"
_HOW: Final = "(?:电子|数字|亲笔|本人|手写)?"
HAN: Final = r"[\u4e00-\u9fff]"
_END: Final = rf"(?:{_COLON}|(?=[ \t_]|$))"
_AFTER_SIGN: Final = (
    rf"(?:[ ]*[(]?[ ]*(?:{_spaced('或盖章|及盖章|并盖章|盖章|职称|手写|手签|处|栏|章')}|[/、或及和]|{SIGN})[ ]*[)]?)*+"
)
_WHICH: Final = "[①-⑨1-3一二三甲乙]?"
"""Several physicians of one role are counted: 认定医师①."""
_ROLE_DOCTOR: Final = rf"[ ]{{0,3}}(?:{DOCTOR}|{_spaced('者|人')})[ ]*{_WHICH}[(]?{SIGN}?[)]?{_END}"
_OWN_DOCTOR: Final = rf"[ ]{{0,3}}{DOCTOR}[ ]*{_WHICH}[(]?{SIGN}?[)]?{_END}"
_OF_A_RANK: Final = rf"(?:{HAN}|[/ ]){{0,6}}职[ ]*[称务]"
_ABOVE: Final = rf"(?:[(]{HAN}{{1,12}}[)]|{_spaced('及以上|或以上|以上')}(?:{_spaced('职称')})?(?:{DOCTOR})?)"
_OPINION: Final = _spaced("意见及|意见并|意见")
RANK: Final = _spaced("副主任医师|主任医师|主治医师|主治医生|住院医师|主治中医师|副主任中医师|主任中医师")

_AT_ONCE: Final = rf"医[师生](?!职[称务]|姓名|签|资格)(?={HAN}{{2,3}}(?:[ \t(]|$|{RANK})|{RANK})"
"""A label whose gap was lost in reading: 检查医师唐淑华主治中医师."""

PATTERNS: Final[tuple[tuple[Family, re.Pattern[str]], ...]] = (
    ("issue", re.compile(rf"{_spaced('开具|出具|开单')}{_OWN_DOCTOR}")),
    ("request", re.compile(rf"{_spaced('送检|申请|开单|开具|送诊|临床')}[ ]{{0,3}}{DOCTOR}{_END}?")),
    (
        "report",
        re.compile(
            rf"{_spaced('报告书写|病理诊断|影像诊断|超声诊断|报告|诊断|书写|检查|操作|初诊|病理|超声|影像|阅片|分析|记录|录入|主检')}{_ROLE_DOCTOR}"
            rf"|{_spaced('报告书写')}{_COLON}|{_spaced('会诊专家')}{_END}|(?:(?<=\t)|^)(?:报告|诊断|书写|检查|操作){_AT_ONCE}"
        ),
    ),
    (
        "review",
        re.compile(
            rf"{_spaced('报告审核|终审|审核|复核|复审|审签|复诊|签发|审定|审阅|批准')}{_ROLE_DOCTOR}|{_spaced('审核|复核|审签')}{_COLON}"
            rf"|{_spaced('复核专家|审核专家')}{_END}|(?:(?<=\t)|^)(?:审核|复核|复审|审签){_AT_ONCE}"
        ),
    ),
    ("surgeon", re.compile(rf"(?:{_spaced('手术医师|主刀医师|主刀医生|手术医生|手术者|术者|主刀')}){_END}")),
    (
        "charge",
        re.compile(
            rf"{_spaced('经治|主管|责任|管床|经管|床位|主诊|上级|带组')}{_OWN_DOCTOR}"
            rf"|(?:(?<=[ \t])|^){_spaced('主治')}{_COLON}"
            rf"|(?:(?<=\t)|^)(?:经治|主管|管床|经管|上级){_AT_ONCE}"
        ),
    ),
    (
        "consult",
        re.compile(rf"{_spaced('接诊|首诊|门诊|坐诊|就诊|值班|处方|开方')}{_OWN_DOCTOR}"),
    ),
    (
        "sign",
        re.compile(
            rf"(?:{HAN}|[()、/ ]){{0,26}}?{DOCTOR}[ ]*{_ABOVE}?{_OPINION}?[ ]*[(]?[ ]*{_HOW}{SIGN}[ ]*[)]?"
            rf"{_AFTER_SIGN}{_COLON}?(?![ ]*(?:后|方|有效|确认|生效|才|即|[,，。;]|并加盖[^:]{{0,8}}(?:[,，。;]|$)))"
        ),
    ),
    (
        "sign",
        re.compile(
            _spaced("签名医师|签字医师|签章医师|证明医师|出证医师|认定医师|鉴定医师|评审医师|认定专家|鉴定专家")
            + rf"[ ]*{_WHICH}[ ]*[(]?{SIGN}?[)]?{_END}"
            + rf"|{_spaced('专家|专家组|鉴定人|认定人')}[ ]*[(]?{SIGN}[)]?{_END}"
        ),
    ),
    (
        "sign",
        re.compile(
            rf"(?:{HAN}|[()]){{0,14}}?{_spaced('及以上|或以上|以上')}(?:{HAN}{{0,4}}?){DOCTOR}{_AFTER_SIGN}{_COLON}"
        ),
    ),
    # The first character of a label is the one a seal or a crop covers most often.
    ("sign", re.compile(rf"(?:(?<=\t)|^)[师生]{SIGN}{_COLON}")),
    ("rank", re.compile(rf"{_spaced('主任')}[(/]{_spaced('副主任')}[)]?{DOCTOR}{_END}|{RANK}{_COLON}")),
    ("cell_rank", re.compile(rf"(?:(?<=\t)|^){RANK}(?=\t{HAN}{{2,4}}(?:\t|$))")),
    # Only the grid of the front page has ranks as labels without a colon, and reading glues them to the names.
    ("grid_rank", re.compile(rf"{_spaced('主任')}[(/]{_spaced('副主任')}[)]?{DOCTOR}|{RANK}")),
    (
        "grid_stop",
        re.compile(_spaced("科主任|责任护士|进修医师|实习医师|编码员|质控医师|质控护士|病案质量|质控日期|研究生")),
    ),
    (
        "head",
        re.compile(
            _spaced("科主任|科室主任|科室负责人|学科带头人")
            + rf"(?:[ ]*[(]?{SIGN}[)]?{_AFTER_SIGN}{_COLON}?|{_COLON}|(?=\t|$))"
        ),
    ),
    ("named", re.compile(rf"(?:(?<=[ \t(])|^){_spaced('医师姓名|医生姓名|医师名称')}{_END}")),
    (
        "plain",
        re.compile(
            rf"(?:(?<=[ \t)/])|^){DOCTOR}(?:[ ]*[(/][ ]*职[ ]*[称务][ ]*[)]?)?{_COLON}"
            rf"|(?:(?<=\t)|^){DOCTOR}(?=\t(?![职日姓签科意工编])(?:{HAN}[ ]?){{2,4}}(?:\t|$))"
        ),
    ),
    ("bare_sign", re.compile(rf"(?:(?<=[ \t])|^)(?:{_spaced('签名|签字|签章')}){_AFTER_SIGN}{_COLON}")),
    (
        "bare_sign",
        re.compile(rf"(?:(?<=[ \t])|^)[(]?(?:电子|数字)签[名章][)]?(?:{_COLON}|(?=[ ]*{HAN}{{2,4}}[ ]+{RANK}))"),
    ),
    (
        "stop",
        re.compile(
            _spaced(
                "第一助手|助手|麻醉方式|麻醉方法|签名日期|签字日期|签名时间|签字时间|日期|时间|公章|盖章|年月日|检验者|检验员|检测者|核对者|记录者|护士|药师|调配|核对|发药|电话|手机|单位|医院|科室|科别|编号"
            )
            + rf"[ ]*(?:[(]?{SIGN}[)]?)?{_END}"
        ),
    ),
    (
        "stop",
        re.compile(
            rf"(?:(?<=[ \t])|^)(?!{_OF_A_RANK}|{RANK}[ ])(?:{HAN}[ ]{{0,2}}){{2,10}}(?:[(]{HAN}{{1,8}}[)])?{_COLON}"
        ),
    ),
    (
        "stop",
        re.compile(
            r"(?:19|20)?\d{2}[ ]*[年./-][ ]*\d{1,2}[ ]*[月./-]|[ ]{2,}年[ ]+月|年[ ]{1,}月[ ]{1,}日"
            r"|[(]?盖[ ]{0,3}章[)]?"
        ),
    ),
)
