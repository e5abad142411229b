"""What a seal is for, by the words in it. The words of purposes are a closed list; names of hospitals are not."""

from __future__ import annotations

import re
from typing import Final

from rapidfuzz.distance import Levenshtein

from models.codes import SealKind, SealShape

_PURPOSES: Final = {
    SealKind.DIAGNOSIS_CERTIFICATE: (
        "诊断证明专用章", "诊断证明章", "疾病诊断专用章", "疾病诊断证明专用章", "疾病证明专用章", "诊断专用章",
        "医疗证明专用章", "病情证明专用章", "病情诊断专用章", "出具诊断证明专用章", "疾病诊断证明书专用章",
        "诊断证明书专用章",
    ),
    SealKind.MEDICAL_RECORDS: (
        "病案专用章", "病案室专用章", "病历专用章", "病案复印专用章", "病历复印专用章", "病案室", "病案科",
        "病历复印", "病案管理专用章", "复印专用章", "病案管理科", "病案统计室", "病案复印", "病历资料专用章",
    ),
    SealKind.INSURANCE_OFFICE: (
        "医保办公室", "医保办", "医保专用章", "医疗保险办公室", "医疗保险专用章", "医保科", "医保办专用章",
        "医保办公室专用章", "慢病办", "慢性病管理办公室", "慢病管理专用章", "医疗保险科", "医保审核专用章",
        "慢特病专用章", "医保业务专用章", "慢病专用章", "门诊慢特病专用章", "特病专用章",
    ),
    SealKind.DEPARTMENT: (
        "检验专用章", "诊断报告专用章", "检验报告专用章", "检验科", "放射科", "影像科", "医学影像科",
        "病理科", "病理诊断专用章", "超声科", "检查专用章", "检查报告专用章", "报告专用章", "影像诊断专用章",
        "超声诊断专用章", "门诊部",
        "住院部", "医务科", "医务处", "医务部", "门诊专用章", "检验科专用章", "放射科专用章", "病理科专用章",
        "医务科专用章", "急诊科", "出院专用章", "检验科报告专用章", "门诊办公室", "医务专用章", "超声科专用章",
        "影像科专用章", "心电图室", "处方专用章", "药剂科", "住院专用章",
    ),
    SealKind.UNKNOWN: (
        "财务专用章", "收费专用章", "发票专用章", "合同专用章", "现金收讫", "业务专用章", "票据专用章", "收讫章",
        "转账收讫", "结算专用章", "财政票据监制章", "财务监制章", "财政部监制", "人事专用章",
    ),
}  # fmt: skip
"""Purpose lines by kind. ``UNKNOWN`` lists those which prove nothing medical, so that they are not taken for a 公章."""

_WORDS: Final = (
    (SealKind.DEPARTMENT, re.compile(r"(影像|病理|超声|放射|检验|心电|内镜)诊断|诊断报告")),
    (SealKind.DIAGNOSIS_CERTIFICATE, re.compile(r"诊断证明|疾病诊断|疾病证明|医疗证明|病情证明|诊断专用章")),
    (SealKind.MEDICAL_RECORDS, re.compile(r"病案|病历|复印")),
    (SealKind.INSURANCE_OFFICE, re.compile(r"医保|医疗保险|慢特?病|慢性病|特殊?病")),
    (SealKind.UNKNOWN, re.compile(r"合同|收讫|票据|监制|人事")),
    (
        SealKind.DEPARTMENT,
        re.compile(
            r"财务|收费|发票|结算|科|检验|检查|报告|放射|影像|病理|超声|门诊|住院|医务|急诊|心电|处方|药剂|出院"
        ),
    ),
)
_BODY: Final = re.compile(
    r"(医院|卫生院|医疗中心|保健院|防治[院所]|服务中心|卫生服务站|诊所|中心|集团|公司|局|委员会|大学|学院|研究[院所]|站)$"
)
_NAME: Final = re.compile(r"[一-鿿]{2,4}")
_TITLED: Final = re.compile(r"(主任|主治|住院)?(医师|医生|医士)")


_LIKE_YUAN: Final = "陆阮皖完陇浣阵险际陈脘莞烷陀"
_LIKE_YI: Final = "匠区巨臣匡匝匹匪"
_BEFORE_YUAN: Final = re.compile(r"(医|卫生|保健|康复)$")


def mended_ending(name: str) -> str:
    """A body's name whose last word is 医院, 卫生院 or the like with one character read as one of the same shape.

    Only the ending is a closed vocabulary: the place and the name itself are never touched.
    """
    if len(name) < 5:
        return name
    if name[-1] in _LIKE_YUAN and _BEFORE_YUAN.search(name[:-1]):
        return name[:-1] + "院"
    if name[-1] == "院" and name[-2] in _LIKE_YI:
        return name[:-2] + "医院"
    return name


def mended_purpose(text: str) -> str:
    """The purpose line with a slip of the recogniser mended: one character wrong in four, where only one listed
    purpose is that near. Anything else comes back as it was read."""
    if len(text) < 3:
        return text
    known = [purpose for purposes in _PURPOSES.values() for purpose in purposes]
    if text in known:
        return text
    distances = sorted((Levenshtein.distance(text, purpose), purpose) for purpose in known)
    best, nearest = distances[0]
    alone = distances[1][0] > best
    return nearest if alone and best <= len(nearest) // 4 else text


def without_number(text: str) -> tuple[str, str]:
    """A text and the security number (seven digits or more) that was read along with it."""
    match = re.search(r"[0-9]{7,}", text)
    if match is None:
        return text, ""
    return text[: match.start()] + text[match.end() :], match.group()


def kind_of(shape: SealShape, text: str, inner: str, *, at_side: bool, unread: bool = False) -> SealKind:
    """The kind of a seal from its main text and its purpose line.

    ``at_side``: the picture's left or right edge cuts it, as half a 骑缝章 is. ``unread``: there is a line inside that
    could not be read. A name without any purpose is the body's own 公章; a special seal whose purpose is too faint to
    be read must not pass for one, so that its kind is unknown, never guessed.
    """
    if at_side:
        return SealKind.CROSS_PAGE
    if shape is SealShape.RECTANGLE and _is_physician(text, inner):
        return SealKind.PHYSICIAN
    for kind, words in _WORDS:
        if words.search(inner):
            return kind
    body = _BODY.search(text)
    if inner or unread:
        return SealKind.UNKNOWN
    if body and shape in (SealShape.CIRCLE, SealShape.ELLIPSE):
        # A purpose written on the arc behind the name ends otherwise; a name that contains 门诊 or 医保 ends as a body.
        return SealKind.OFFICIAL
    for kind, words in _WORDS:
        if words.search(text):
            return kind
    return SealKind.UNKNOWN


def _is_physician(text: str, inner: str) -> bool:
    """A person's name alone, or with a physician's title."""
    joined = text + inner
    if _TITLED.search(joined):
        return True
    return not inner and bool(_NAME.fullmatch(text)) and not any(words.search(text) for _, words in _WORDS)
