"""Labels behind which a physician stands (医师签名, 经治医师, 审核医师 ...), and what role they give on which paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from intake.extract.titles import find_titles
from models.codes import DocType, Title
from models.document import PhysicianRole

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
    "grid_rank",
    "grid_stop",
    "head",
]


@dataclass(frozen=True)
class PersonLabel:
    """``text[start:end]`` of a row is a label. ``role`` is None where no physician is meant (dates, technicians).

    ``asks_signature``: the label asks for a signature, so an empty line behind it says something. ``rank`` is the rank
    a label such as 主治医师： is made of. ``needs_title``: counts only where a physician's title is written behind it.
    """

    start: int
    end: int
    role: PhysicianRole | None
    asks_signature: bool = False
    rank: Title | None = None
    needs_title: bool = False
    printed: bool = False
    """It asks for a name in print (医师姓名), which is no signature."""


def _spaced(words: str) -> str:
    """The alternatives with blanks allowed between their characters, as forms space their labels."""
    return (
        "(?:" + "|".join("[ ]{0,3}".join(re.escape(character) for character in word) for word in words.split("|")) + ")"
    )


_DOCTOR: Final = _spaced("医师|医生|大夫")
# Atomic: 签字后有效 must not be tried again as 签.
_SIGN: Final = _spaced("签名|签字|签章|签署|签|盖章").replace("(?:", "(?>", 1)
_COLON: Final = r"[ ]*:"
_HAN: Final = r"[\u4e00-\u9fff]"
_END: Final = rf"(?:{_COLON}|(?=[ \t_]|$))"
_AFTER_SIGN: Final = (
    rf"(?:[ ]*[(]?[ ]*(?:{_spaced('或盖章|及盖章|并盖章|盖章|职称|手写|手签|处|栏|章')}|[/、或及和]|{_SIGN})[ ]*[)]?)*+"
)
_ROLE_DOCTOR: Final = rf"[ ]{{0,3}}(?:{_DOCTOR}|{_spaced('者|人')})[ ]*[(]?{_SIGN}?[)]?{_END}"
_OWN_DOCTOR: Final = rf"[ ]{{0,3}}{_DOCTOR}[ ]*[(]?{_SIGN}?[)]?{_END}"
_OF_A_RANK: Final = rf"(?:{_HAN}|[/ ]){{0,6}}职[ ]*[称务]"
_ABOVE: Final = rf"(?:[(]{_HAN}{{1,12}}[)]|{_spaced('及以上|或以上|以上')}(?:{_spaced('职称')})?(?:{_DOCTOR})?)"
_OPINION: Final = _spaced("意见及|意见并|意见")
_RANK: Final = _spaced("副主任医师|主任医师|主治医师|主治医生|住院医师|主治中医师|副主任中医师|主任中医师")

_PATTERNS: Final[tuple[tuple[Family, re.Pattern[str]], ...]] = (
    ("issue", re.compile(rf"{_spaced('开具|出具|开单')}{_OWN_DOCTOR}")),
    ("request", re.compile(rf"{_spaced('送检|申请|开单|开具|送诊|临床')}[ ]{{0,3}}{_DOCTOR}{_END}?")),
    (
        "report",
        re.compile(
            rf"{_spaced('报告|诊断|书写|检查|操作|初诊|病理|超声|影像|阅片|分析|记录|录入|主检')}{_ROLE_DOCTOR}"
        ),
    ),
    (
        "review",
        re.compile(
            rf"{_spaced('审核|复核|审签|复诊|签发|审定|审阅|批准')}{_ROLE_DOCTOR}|{_spaced('审核|复核|审签')}{_COLON}"
        ),
    ),
    ("surgeon", re.compile(rf"(?:{_spaced('手术医师|主刀医师|主刀医生|手术医生|手术者|术者|主刀')}){_END}")),
    (
        "charge",
        re.compile(
            rf"{_spaced('经治|主管|责任|管床|经管|床位|主诊|上级|带组')}{_OWN_DOCTOR}"
            rf"|(?:(?<=[ \t])|^){_spaced('主治')}{_COLON}"
            rf"|(?:(?<=\t)|^)(?:经治|主管|管床|经管|上级)医[师生](?={_HAN}{{2,3}}(?:[ \t(]|$))"
        ),
    ),
    (
        "consult",
        re.compile(rf"{_spaced('接诊|首诊|门诊|坐诊|就诊|值班|处方|开方')}{_OWN_DOCTOR}"),
    ),
    (
        "sign",
        re.compile(
            rf"(?:{_HAN}|[()、/ ]){{0,26}}?{_DOCTOR}[ ]*{_ABOVE}?{_OPINION}?[ ]*[(]?[ ]*(?:电子)?{_SIGN}[ ]*[)]?"
            rf"{_AFTER_SIGN}{_COLON}?(?![ ]*(?:后|方|有效|确认|生效|才|即|[,，。;]|并加盖[^:]{{0,8}}(?:[,，。;]|$)))"
        ),
    ),
    (
        "sign",
        re.compile(
            _spaced("签名医师|签字医师|签章医师|认定医师|鉴定医师|评审医师|认定专家|鉴定专家")
            + rf"[ ]*[(]?{_SIGN}?[)]?{_END}|{_spaced('专家|专家组|鉴定人|认定人')}[ ]*[(]?{_SIGN}[)]?{_END}"
        ),
    ),
    (
        "sign",
        re.compile(
            rf"(?:{_HAN}|[()]){{0,14}}?{_spaced('及以上|或以上|以上')}(?:{_HAN}{{0,4}}?){_DOCTOR}{_AFTER_SIGN}{_COLON}"
        ),
    ),
    # The first character of a label is the one a seal or a crop covers most often.
    ("sign", re.compile(rf"(?:(?<=\t)|^)[师生]{_SIGN}{_COLON}")),
    ("rank", re.compile(rf"{_spaced('主任')}[(/]{_spaced('副主任')}[)]?{_DOCTOR}{_END}|{_RANK}{_COLON}")),
    # Only the grid of the front page has ranks as labels without a colon, and reading glues them to the names.
    ("grid_rank", re.compile(rf"{_spaced('主任')}[(/]{_spaced('副主任')}[)]?{_DOCTOR}|{_RANK}")),
    (
        "grid_stop",
        re.compile(_spaced("科主任|责任护士|进修医师|实习医师|编码员|质控医师|质控护士|病案质量|质控日期|研究生")),
    ),
    (
        "head",
        re.compile(
            _spaced("科主任|科室主任|科室负责人|学科带头人")
            + rf"(?:[ ]*[(]?{_SIGN}[)]?{_AFTER_SIGN}{_COLON}?|{_COLON})"
        ),
    ),
    ("named", re.compile(rf"(?:(?<=[ \t(])|^){_spaced('医师姓名|医生姓名|医师名称')}{_END}")),
    (
        "plain",
        re.compile(
            rf"(?:(?<=[ \t)])|^){_DOCTOR}(?:[ ]*[(/][ ]*职[ ]*[称务][ ]*[)]?)?{_COLON}"
            rf"|(?:(?<=\t)|^){_DOCTOR}(?=\t(?![职日姓签科意工编])(?:{_HAN}[ ]?){{2,4}}(?:\t|$))"
        ),
    ),
    ("bare_sign", re.compile(rf"(?:(?<=[ \t])|^)(?:{_spaced('签名|签字|签章')}){_AFTER_SIGN}{_COLON}")),
    (
        "stop",
        re.compile(
            _spaced(
                "第一助手|助手|麻醉方式|麻醉方法|签名日期|签字日期|签名时间|签字时间|日期|时间|公章|盖章|年月日|检验者|检验员|检测者|核对者|记录者|护士|药师|调配|核对|发药|电话|手机|单位|医院|科室|科别|编号"
            )
            + rf"[ ]*(?:[(]?{_SIGN}[)]?)?{_END}"
        ),
    ),
    (
        "stop",
        re.compile(
            rf"(?:(?<=[ \t])|^)(?!{_OF_A_RANK}|{_RANK}[ ])(?:{_HAN}[ ]{{0,2}}){{2,10}}(?:[(]{_HAN}{{1,8}}[)])?{_COLON}"
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

_TITLE_THEN_LABEL: Final = re.compile(r"(?:医师|医生)[ ]+(?=.*(?:医师|医生))")
"""A title and then a label: 副主任医师　医师签名 is no label of one piece."""
_ANY: Final = re.compile(r"医|师|签|主治|[审复]核|术者|主刀|大夫|专家|[告断写查作核发定阅准录][ ]*[者人]")
"""Every label of a physician holds one of these; a row without has none that matters."""

_CLINICAL: Final[dict[Family, PhysicianRole]] = {
    "sign": "signing", "bare_sign": "signing", "named": "signing", "plain": "signing", "consult": "signing",
    "charge": "responsible", "rank": "responsible", "request": "requesting", "issue": "requesting",
    "surgeon": "responsible", "review": "reviewing", "report": "signing",
}  # fmt: skip
_REPORTS: Final[dict[Family, PhysicianRole]] = {
    "sign": "reporting", "plain": "reporting", "report": "reporting", "review": "reviewing", "request": "requesting",
    "issue": "requesting", "charge": "requesting", "rank": "reporting", "consult": "requesting",
}  # fmt: skip
_EVERY: Final[tuple[Family, ...]] = (
    "sign", "bare_sign", "named", "plain", "charge", "rank", "report", "consult", "review", "head", "issue",
)  # fmt: skip
_ALL_SIGNING: Final[dict[Family, PhysicianRole]] = dict.fromkeys(_EVERY, "signing")
_ALL_OPINION: Final[dict[Family, PhysicianRole]] = dict.fromkeys(_EVERY, "opinion")
_ROLES: Final[dict[DocType, dict[Family, PhysicianRole]]] = {
    DocType.DIAGNOSIS_CERTIFICATE: _ALL_SIGNING | {"review": "reviewing"},
    DocType.APPLICATION_FORM: _ALL_OPINION,
    DocType.OUTPATIENT_RECORD: _CLINICAL | {"charge": "signing", "rank": "signing"},
    DocType.PRESCRIPTION: _ALL_SIGNING,
    DocType.MEDICAL_RECORD_FRONT_PAGE: _CLINICAL | {"grid_rank": "responsible"},
    DocType.LAB_REPORT: _REPORTS,
    DocType.EXAMINATION_REPORT: _REPORTS,
    DocType.PATHOLOGY_REPORT: _REPORTS,
    DocType.GENETIC_REPORT: _REPORTS,
}
WITHOUT_PHYSICIANS: Final = frozenset(
    {
        DocType.ID_CARD_FRONT,
        DocType.ID_CARD_BACK,
        DocType.SOCIAL_SECURITY_CARD,
        DocType.INVOICE,
        DocType.POWER_OF_ATTORNEY,
    }
)
_NOT_DOCTORS: Final = re.compile(
    r"申请人|患者|病人|家属|本人|代理|代办|经办|委托|参保人|监护|护士|药师|技师|未经|须经|需经|必须|应由|须由|需由"
)
_DOCTORS_OPINION: Final = re.compile(
    r"医师意见|医生意见|诊断意见|认定意见|鉴定意见|专家意见|科室意见|医疗机构意见|医院意见|定点医"
)
_OTHERS_PART: Final = re.compile(r"申请人|承诺|声明|本人|经办|医保(?:中心|局|部门|经办)|参保|代办|监护人")
_CLINICAL_PAPERS: Final = frozenset(
    {
        DocType.DIAGNOSIS_CERTIFICATE,
        DocType.DISCHARGE_SUMMARY,
        DocType.ADMISSION_RECORD,
        DocType.OUTPATIENT_RECORD,
        DocType.SURGERY_RECORD,
        DocType.APPLICATION_FORM,
    }
)
_PHYSICIAN_BEFORE: Final = re.compile(r"医[师生](?:姓名|名称)|职称")
_RANK_BEHIND: Final = re.compile(rf"[ ]*{_HAN}{{2,4}}[ ,(]{{1,4}}{_RANK}(?![ ]*:)")
"""签名:王强 主任医师: of a bare signature with a rank behind it, the signer is a physician."""
_RANK_ALONE: Final = re.compile(r"(?:[一-鿿]{1,10}科)?(?:副?主任|主治|住院)(?:中)?医师")


def person_labels(text: str, doc_type: DocType, above: Sequence[str] = ()) -> tuple[PersonLabel, ...]:
    """The labels of a row's text (half-width, simplified) in order, those that end a physician's entry included.

    ``above`` are the texts of the rows above, nearest last: a bare 签名： belongs to whom the part it closes is for.
    """
    if not _ANY.search(text):
        return ()
    labels: list[PersonLabel] = []
    position = 0
    while position < len(text):
        label = _label_at(text, position, doc_type, above)
        if label is None:
            position += 1
        else:
            labels.append(label)
            position = label.end
    return tuple(labels)


def _label_at(text: str, position: int, doc_type: DocType, above: Sequence[str]) -> PersonLabel | None:
    for family, pattern in _PATTERNS:
        match = pattern.match(text, position)
        if match is None or match.end() <= position:
            continue
        written = match.group()
        if _TITLE_THEN_LABEL.search(written):
            continue
        role = _ROLES.get(doc_type, _CLINICAL).get(family)
        rank = _rank(written) if family in ("rank", "grid_rank") else None
        if doc_type is DocType.APPLICATION_FORM:
            rank = None  # The form's labels say who ought to sign.
        if family == "rank" and rank is Title.RESIDENT and role == "responsible":
            role = "signing"  # The resident writes the record; the attending answers for it.
        if family.startswith("grid") and doc_type is not DocType.MEDICAL_RECORD_FRONT_PAGE:
            continue
        if family in ("stop", "grid_stop") or _NOT_DOCTORS.search(written):
            role = None
        others = doc_type is DocType.APPLICATION_FORM or _NOT_DOCTORS.search(text, 0, position)
        rank_behind = not others and _RANK_BEHIND.match(text, match.end())
        if family == "bare_sign" and not (rank_behind or _is_physicians(doc_type, text[:position], above)):
            role = None
        anybody = family in ("report", "review") and not re.search(_DOCTOR, written)
        technicians = anybody and doc_type in (DocType.LAB_REPORT, DocType.GENETIC_REPORT)
        if anybody and doc_type not in (DocType.EXAMINATION_REPORT, DocType.PATHOLOGY_REPORT) and not technicians:
            role = None
        return PersonLabel(
            position,
            match.end(),
            role,
            asks_signature=family in ("sign", "bare_sign", "plain", "grid_rank") or bool(re.search(_SIGN, written)),
            rank=rank,
            needs_title=technicians or family == "head",
            printed=family == "named",
        )
    return None


def _rank(written: str) -> Title | None:
    for mention in find_titles(written.rstrip() if ":" in written else written.rstrip() + ":"):
        # 主治医生 as a label may just mean the doctor in charge; 主治医师 is the rank's own word.
        if "医生" not in written.replace(" ", ""):
            return mention.title or mention.label_rank
    return None


def _is_physicians(doc_type: DocType, before: str, above: Sequence[str]) -> bool:
    """Whether a bare 签名: is a physician's: it closes an opinion, or a physician's name or rank stands before it."""
    if _closes_opinion(before, above):
        return True
    if doc_type not in _CLINICAL_PAPERS or _OTHERS_PART.search(before):
        return False
    rank_above = bool(above) and _RANK_ALONE.fullmatch(re.sub(r"\s", "", above[-1])) is not None
    return rank_above or _PHYSICIAN_BEFORE.search(re.sub(r"\s", "", before)) is not None


def _closes_opinion(before: str, above: Sequence[str]) -> bool:
    for text in [before, *reversed(above[-8:])]:
        squeezed = text.replace(" ", "").replace("\t", "")
        if _OTHERS_PART.search(squeezed):
            return False
        if _DOCTORS_OPINION.search(squeezed):
            return True
    return False
