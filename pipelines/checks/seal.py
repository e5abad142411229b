"""Is a seal of an accepted kind on the paper, and does it name the hospital that issued the paper?

Which kinds are accepted is the region's rule. No seal on a clear paper fails; another kind, a seal that could not be
read or one that names another hospital is for a person to look at: a reading alone never fails an applicant.
"""

from __future__ import annotations

from models.codes import Outcome, SealKind
from models.document import Document, Seal
from models.finding import Finding
from models.place import Evidence
from models.rules import SealRule
from pipelines.checks.papers import Answer, Case, can_be_searched, evidence_of, paper_name, text_of, whole_pages
from pipelines.packs.catalogues import same_hospital

_NOT_OF_A_BODY = (SealKind.PHYSICIAN, SealKind.CROSS_PAGE)


def check(case: Case, document: Document, rule: SealRule) -> Finding:
    """Reasons: seal.accepted, seal.missing, seal.not_found, seal.electronic, seal.other_kind, seal.unread,
    seal.hospital_unread, seal.other_hospital, seal.incomplete."""
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
    return _held_against_hospital(document, accepted, answer)


def _none_found(case: Case, document: Document, answer: Answer, asked: str) -> Finding:
    name, places = paper_name(document), whole_pages(document)
    if document.digitally_signed:
        message = f"{name}带有电子签名，页面上未见印章；电子签名在此未作验证，请人工核对。"
        return answer(Outcome.UNSURE, "seal.electronic", message, places)
    if not can_be_searched(case, document):
        message = f"{name}上未找到印章，但该材料不够清晰完整，请人工核对是否已加盖{asked}。"
        return answer(Outcome.UNSURE, "seal.not_found", message, places)
    message = f"{name}上未找到印章，请到出具该材料的医院加盖{asked}后重新提交。"
    return answer(Outcome.FAIL, "seal.missing", message, places)


def _held_against_hospital(document: Document, accepted: list[Seal], answer: Answer) -> Finding:
    """Does one of the accepted seals name the hospital of the paper?"""
    name, hospital = paper_name(document), text_of(document, "hospital_name")
    best = max(accepted, key=lambda seal: (seal.complete, seal.confidence))
    places = [_place(best), *evidence_of(document, "hospital_name")]
    if not hospital or not best.text:
        what = "印章上的单位名称" if hospital else "出具医院的名称"
        message = f"{name}已加盖{best.kind.label}，但{what}未能读出，请人工核对印章与出具医院是否一致。"
        return answer(Outcome.UNSURE, "seal.hospital_unread", message, places)
    matching = [seal for seal in accepted if same_hospital(seal.text, hospital)]
    if not matching:
        message = f"{name}由“{hospital}”出具，印章读作“{best.text}”，请人工核对是否为同一医院。"
        return answer(Outcome.UNSURE, "seal.other_hospital", message, places)
    if not any(seal.complete for seal in matching):
        message = f"{name}上的{best.kind.label}不完整，请人工核对。"
        return answer(Outcome.UNSURE, "seal.incomplete", message, places)
    message = f"{name}已加盖“{matching[0].text}”{matching[0].kind.label}。"
    return answer(Outcome.PASS, "seal.accepted", message, [_place(matching[0])])


def _place(seal: Seal) -> Evidence:
    return Evidence(source=seal.source, page=seal.page, box=seal.box)
