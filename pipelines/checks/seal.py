"""Is a seal of an accepted kind on the paper, and does it name the hospital that issued the paper?

Which kinds and colours are accepted is the region's rule. No seal on a clear paper fails, and so does a whole, surely
read seal of another hospital, when both names stand in the list word for word, or of a body that is no hospital (a
company's). Another kind, a grey seal, a seal that
could not be read is for a person to look at: a weak reading alone never fails an applicant.
"""

from __future__ import annotations

import re

from models.codes import Outcome, SealColor, SealKind
from models.document import Document, Seal
from models.finding import Finding
from models.place import Evidence
from models.rules import SealRule
from pipelines.checks.papers import (
    SURE,
    Answer,
    Case,
    can_be_searched,
    evidence_of,
    is_grey_copy,
    paper_name,
    text_of,
    whole_pages,
)
from pipelines.packs.catalogues import same_hospital

_NOT_OF_A_BODY = (SealKind.PHYSICIAN, SealKind.CROSS_PAGE)
_NO_HOSPITAL = re.compile(r"(公司|商行|商店|超市|药房|药店|学校|银行|合作社|村民委员会|居民委员会|派出所|公安局)$")
_MEDICAL = re.compile(r"医|卫生|保健|诊所|疗养|康复|防治")
"""Words of bodies that may be hospitals all the same: 某某医院有限公司, 某某诊所."""
_SEEN = 0.5
"""Confidence from which a seal is taken to be one."""
_COLORS = {SealColor.RED: "红色", SealColor.BLUE: "蓝色", SealColor.BLACK: "黑色"}


def check(case: Case, document: Document, rule: SealRule) -> Finding:
    """Reasons: seal.accepted, seal.missing, seal.not_found, seal.electronic, seal.other_kind, seal.unread,
    seal.hospital_unread, seal.other_hospital, seal.other_body, seal.incomplete, seal.faint, seal.grey_copy,
    seal.other_color."""
    answer = Answer(rule, case.pack)
    name = paper_name(document)
    asked = "、".join(kind.label for kind in rule.accepted)
    seals = [seal for seal in document.seals if seal.kind not in _NOT_OF_A_BODY]
    if not seals:
        return _none_found(case, document, answer, asked)
    accepted = [seal for seal in seals if seal.kind in rule.accepted]
    if not accepted:
        best = max(seals, key=lambda seal: seal.confidence)
        if best.kind is SealKind.UNKNOWN:
            message = f"{name}上的印章未能辨认，请人工核对是否为{asked}。"
            return answer(Outcome.UNSURE, "seal.unread", message, [_place(best)])
        message = f"{name}上是{best.kind.label}，规定要求{asked}，请人工核对是否认可。"
        return answer(Outcome.UNSURE, "seal.other_kind", message, [_place(best)])
    return _held_against_hospital(case, document, accepted, answer)


def _none_found(case: Case, document: Document, answer: Answer, asked: str) -> Finding:
    name, places = paper_name(document), whole_pages(document)
    if document.digitally_signed:
        message = f"{name}带有电子签名，页面上未见印章；电子签名在此未作验证，请人工核对。"
        return answer(Outcome.UNSURE, "seal.electronic", message, places)
    if not can_be_searched(case, document):
        message = f"{name}上未找到印章，但该材料不够清晰完整，请人工核对是否已加盖{asked}。"
        return answer(Outcome.UNSURE, "seal.not_found", message, places)
    if is_grey_copy(document):
        message = f"{name}没有彩色，可能是黑白复印件，{asked}可能未能显出，请人工核对。"
        return answer(Outcome.UNSURE, "seal.not_found", message, places)
    others = "、".join(dict.fromkeys(seal.kind.label for seal in document.seals))
    seen = f"只有{others}，未找到{asked}" if others else "未找到印章"
    message = f"{name}上{seen}，请到出具该材料的医院加盖{asked}后重新提交。"
    return answer(Outcome.FAIL, "seal.missing", message, places)


def _held_against_hospital(case: Case, document: Document, accepted: list[Seal], answer: Answer) -> Finding:
    """Does one of the accepted seals name the hospital of the paper?"""
    name, hospital = paper_name(document), text_of(document, "hospital_name")
    best = max(accepted, key=lambda seal: (seal.complete, seal.confidence))
    places = [_place(best), *evidence_of(document, "hospital_name")]
    matching = [seal for seal in accepted if hospital and _names(case, seal, hospital)]
    if not matching and (not hospital or not all(seal.text for seal in accepted)):
        what = "印章上的单位名称" if hospital else "出具医院的名称"
        message = f"{name}已加盖{best.kind.label}，但{what}未能读出，请人工核对印章与出具医院是否一致。"
        return answer(Outcome.UNSURE, "seal.hospital_unread", message, places)
    if not matching and document.doc_type.confidence >= SURE and all(map(_is_of_no_hospital, accepted)):
        message = f"{name}上的印章为“{best.text}”，不是医院的印章，请到出具该材料的医院加盖公章后重新提交。"
        return answer(Outcome.FAIL, "seal.other_body", message, [_place(best)])
    if not matching:
        surely = all(_surely_of_another(case, document, seal) for seal in accepted)
        todo = "请由出具医院加盖其公章后重新提交" if surely else "请人工核对是否为同一医院"
        message = f"{name}由“{hospital}”出具，印章读作“{best.text}”，{todo}。"
        return answer(Outcome.FAIL if surely else Outcome.UNSURE, "seal.other_hospital", message, places)
    return _looked_at(document, matching, answer)


def _names(case: Case, seal: Seal, hospital: str) -> bool:
    """Whether the seal names the hospital, by its wording or as another name of it in the list."""
    if same_hospital(seal.text, hospital):
        return True
    listed = case.hospitals.named(seal.text)
    return listed is not None and listed == case.hospitals.named(hospital)


def _surely_of_another(case: Case, document: Document, seal: Seal) -> bool:
    """Whether seal and heading name two hospitals of the list, both word for word and surely read."""
    hospital = document.fields["hospital_name"]
    issuer, sealed = case.hospitals.named(str(hospital.value)), case.hospitals.named(seal.text)
    sure = seal.complete and min(seal.confidence, hospital.confidence) >= SURE
    sure = sure and document.doc_type.confidence >= SURE
    return sure and issuer is not None and sealed is not None and issuer.name != sealed.name


def _is_of_no_hospital(seal: Seal) -> bool:
    """Whether a whole seal surely names a body that issues no medical papers."""
    sure = seal.complete and seal.confidence >= SURE
    return sure and bool(_NO_HOSPITAL.search(seal.text)) and not _MEDICAL.search(seal.text)


def _looked_at(document: Document, matching: list[Seal], answer: Answer) -> Finding:
    """Are the seals of the right hospital whole, plain and of an accepted colour?"""
    rule, name = answer.rule, paper_name(document)
    assert isinstance(rule, SealRule)
    best = max(matching, key=lambda seal: (seal.complete, seal.color in rule.colors, seal.confidence))
    told = f"{name}上的“{best.text}”{best.kind.label}"
    if not best.complete:
        return answer(Outcome.UNSURE, "seal.incomplete", f"{told}不完整，请人工核对。", [_place(best)])
    if best.confidence < _SEEN:
        return answer(Outcome.UNSURE, "seal.faint", f"{told}印迹不清，请人工核对。", [_place(best)])
    if best.color not in rule.colors:
        return _of_another_color(answer, told, best)
    message = f"{name}已加盖“{best.text}”{best.kind.label}。"
    return answer(Outcome.PASS, "seal.accepted", message, [_place(best)])


def _of_another_color(answer: Answer, told: str, seal: Seal) -> Finding:
    if seal.color is SealColor.BLACK:
        message = f"{told}为黑色，可能是复印件，请人工核对是否需要原件或彩色扫描件。"
        return answer(Outcome.UNSURE, "seal.grey_copy", message, [_place(seal)])
    message = f"{told}为{_COLORS[seal.color]}，请人工核对是否认可。"
    return answer(Outcome.UNSURE, "seal.other_color", message, [_place(seal)])


def _place(seal: Seal) -> Evidence:
    return Evidence(source=seal.source, page=seal.page, box=seal.box)
