"""Labels behind which a physician stands (医师签名, 经治医师, 审核医师 ...), and what role they give on which paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from intake.extract.person_patterns import DOCTOR, HAN, PATTERNS, RANK, SIGN, Family
from intake.extract.surnames import is_name
from intake.extract.titles import find_titles
from models.codes import DocType, Title
from models.document import PhysicianRole


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


_TITLE_THEN_LABEL: Final = re.compile(r"(?:医师|医生)[ ]+(?=.*(?:医师|医生))")
"""A title and then a label: 副主任医师　医师签名 is no label of one piece."""
_ANY: Final = re.compile(
    r"医|师|签|主治|科[室 ]*主[ ]*任|负责人|带头人|[审复]核|术者|主刀|大夫|专家|[告断写查作核发定阅准录][ ]*[者人]"
)
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
    DocType.DISCHARGE_SUMMARY: _CLINICAL | {"head": "reviewing"},
    DocType.ADMISSION_RECORD: _CLINICAL | {"head": "reviewing"},
    DocType.OUTPATIENT_RECORD: _CLINICAL | {"charge": "signing", "rank": "signing", "head": "reviewing"},
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
_RANK_BEHIND: Final = re.compile(rf"[ ]*{HAN}{{2,4}}[ ,(]{{1,4}}{RANK}(?![ ]*:)")
"""签名:王强 主任医师: of a bare signature with a rank behind it, the signer is a physician."""
_RANK_CELL: Final = re.compile(RANK)
_DOCTOR_CELL: Final = re.compile("(?:医[师生]|者|主任)[ ]*:?$")
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
    for family, pattern in PATTERNS:
        match = pattern.match(text, position)
        if match is None or match.end() <= position:
            continue
        written = match.group()
        if _TITLE_THEN_LABEL.search(written):
            continue
        if family == "cell_rank":
            if doc_type not in _CLINICAL_PAPERS or not _heads_its_name(text, position):
                continue
            family = "rank"
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
        anybody = family in ("report", "review") and not re.search(DOCTOR, written)
        technicians = anybody and doc_type in (DocType.LAB_REPORT, DocType.GENETIC_REPORT)
        clinical = anybody and doc_type in _CLINICAL_PAPERS and doc_type is not DocType.APPLICATION_FORM
        reported = doc_type in (DocType.EXAMINATION_REPORT, DocType.PATHOLOGY_REPORT)
        if anybody and not (reported or technicians or clinical):
            role = None
        return PersonLabel(
            position,
            match.end(),
            role,
            asks_signature=family in ("sign", "bare_sign", "plain", "grid_rank") or bool(re.search(SIGN, written)),
            rank=rank,
            needs_title=technicians or clinical or family == "head",
            printed=family == "named",
        )
    return None


def _heads_its_name(text: str, position: int) -> bool:
    """Whether a rank alone in a cell is the label of the name in the next (经治医师 张三 主治医师 李四), and no title
    of the name before it: cells go on in pairs of a rank and a name, and what stands before is such a pair too."""
    cells = text[position:].split("\t")
    ranks, names = cells[::2], cells[1::2]
    pairs = next((number for number, rank in enumerate(ranks) if not _RANK_CELL.fullmatch(rank)), len(ranks))
    if len(names) < pairs or not all(is_name(name) for name in names[:pairs]):
        return False
    before = text[:position].rstrip("\t").split("\t") if position else []
    return len(before) % 2 == 0 and all(
        _DOCTOR_CELL.search(label) and is_name(name) for label, name in zip(before[::2], before[1::2], strict=True)
    )


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
