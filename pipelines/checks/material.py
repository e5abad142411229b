"""Is the material there that the region asks for?

A material is there when a paper of one of its types was read. It is absent, and by the rule's word a failure, only
where every file could be read and every paper was surely recognised; else the one that is missing may be among what was
not. A paper that belongs to none of the known kinds, and surely so, hides nothing, unless the applicant says it is the
one. Of cards one must be the applicant's: an agent's, or one that names nobody, is for a person to look at.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.codes import ClarityGrade, DocType, Outcome
from models.document import Document
from models.finding import Finding
from models.place import Evidence
from models.rules import MaterialRule
from pipelines.checks.disease import applied_for
from pipelines.checks.papers import RECOGNISED, SURE, Answer, Case, may_be_same, paper_name, text_of, whole_pages


def check(case: Case, rule: MaterialRule) -> Finding:
    """Reasons: material.present, material.type_uncertain, material.side_missing, material.card_unread,
    material.agents_card, material.maybe_unread, material.missing, material.other_disease."""
    answer = Answer(rule, case.pack)
    if rule.for_diseases and not _applies_for(case, rule.for_diseases):
        message = f"申请病种不要求{rule.label}。"
        return answer(Outcome.NOT_APPLICABLE, "material.other_disease", message)
    found = case.of_types(rule.any_of)
    sure = [document for document in found if document.doc_type.confidence >= RECOGNISED]
    if found and not sure:
        names = "、".join(paper_name(document) for document in found)
        message = f"{names}可能是{rule.label}，但材料类型不能确定，请人工核对。"
        return answer(Outcome.UNSURE, "material.type_uncertain", message, _evidence(found))
    if sure and (side := _missing_side(sure) if rule.both_sides else None):
        return _absent(case, answer, f"身份证{side}", "material.side_missing")
    if sure and (doubt := _whose(case, sure) if rule.both_sides else None):
        return answer(Outcome.UNSURE, *doubt, _evidence(sure))
    if sure:
        names = "、".join(paper_name(document) for document in sure)
        return answer(Outcome.PASS, "material.present", f"已提交{rule.label}：{names}。", _evidence(sure))
    return _absent(case, answer, rule.label, "material.missing")


def _applies_for(case: Case, codes: Sequence[str]) -> bool:
    """Whether the disease applied for is one of these by the catalogue."""
    name, code, _ = applied_for(case)
    listed = case.diseases.find(name or "", code) if name or code else None
    return listed is not None and listed.code is not None and listed.code.startswith(tuple(codes))


def _absent(case: Case, answer: Answer, label: str, reason: str) -> Finding:
    rule = answer.rule
    assert isinstance(rule, MaterialRule)
    looked = f"已查看所交的 {len(case.documents)} 份材料"
    unread = {problem.file for problem in case.problems if problem.stage != "application"}
    wanted = frozenset(rule.any_of)
    doubtful = [paper for paper in case.documents if _may_be_anything(case, paper, wanted)]
    unknown = {source.name for paper in doubtful for source in paper.sources}
    if files := "、".join(sorted(unread | unknown)):
        joined = any(sum(len(source.pages) for source in paper.sources) > 1 for paper in doubtful)
        why = "未能读取、辨认，或多页之间分不清是几份材料" if joined else "未能读取或辨认"
        message = f"{looked}，未找到{label}；但有文件{why}（{files}），可能就在其中，请人工核对。"
        return answer(Outcome.UNSURE, "material.maybe_unread", message)
    todo = "请补充提交" if rule.if_absent is Outcome.FAIL else "通常应有此项，如有请一并提交"
    return answer(rule.if_absent, reason, f"{looked}，未找到{label}，{todo}。")


def _may_be_anything(case: Case, document: Document, wanted: frozenset[DocType]) -> bool:
    """Whether the paper may be of a wanted kind: read with doubt, hardly legible, or said to be of one."""
    if document.clarity.grade is ClarityGrade.UNREADABLE or document.doc_type.confidence < SURE:
        return True
    files = {source.name for source in document.sources}
    items = case.application.items if case.application else ()
    claimed = {item.claimed_type for item in items if item.file in files and item.claimed_type in wanted}
    beside = (paper for paper in case.documents if files & {source.name for source in paper.sources})
    return bool(claimed - {paper.doc_type.value for paper in beside})


def _whose(case: Case, cards: Sequence[Document]) -> tuple[str, str] | None:
    """Why no card can be said to be the applicant's (reason and message), or None where one can."""
    faces = [card for card in cards if _shows_a_face(card)]
    named = [card for card in faces if text_of(card, "patient_name") or text_of(card, "id_number")]
    if not named:
        message = f"{paper_name(faces[0])}上未读出姓名和身份证号，请人工核对是否为申请人本人的证件。"
        return "material.card_unread", message
    if not _may_be_an_agents(case):
        return None
    own = [card for card in named if _is_the_applicants(case, card)]
    if not own:
        message = f"代他人办理，{paper_name(named[0])}不是申请人的证件或未能读清，请人工核对是否已提交申请人的证件。"
        return "material.agents_card", message
    whole = any(card.doc_type.value is DocType.SOCIAL_SECURITY_CARD or "back" in card.sides for card in own)
    backs = [card for card in cards if not _shows_a_face(card)]
    others = [card for card in faces if card not in own and "back" not in card.sides]
    if whole or len(backs) > len(others):
        return None
    message = "代他人办理，身份证国徽面只有一面或不足，不能确定属于申请人还是代办人，请人工核对。"
    return "material.agents_card", message


def _shows_a_face(card: Document) -> bool:
    return card.doc_type.value is not DocType.ID_CARD_BACK or "front" in card.sides


def _may_be_an_agents(case: Case) -> bool:
    return case.application is not None and (case.application.on_behalf or case.application.agent is not None)


def _is_the_applicants(case: Case, card: Document) -> bool:
    """Whether the card bears the declared name, and the declared number where both numbers are known."""
    assert case.application is not None
    applicant = case.application.applicant
    name, number = text_of(card, "patient_name"), text_of(card, "id_number")
    if number and applicant.id_number:
        return may_be_same(number, applicant.id_number.upper())
    return name is not None and may_be_same(name, applicant.name)


def _missing_side(documents: Sequence[Document]) -> str | None:
    if any(document.doc_type.value is DocType.SOCIAL_SECURITY_CARD for document in documents):
        return None
    sides = {side for document in documents for side in document.sides}
    types = {document.doc_type.value for document in documents}
    if "front" not in sides and DocType.ID_CARD_FRONT not in types:
        return "人像面（有照片的一面）"
    if "back" not in sides and DocType.ID_CARD_BACK not in types:
        return "国徽面（有签发机关的一面）"
    return None


def _evidence(documents: Sequence[Document]) -> list[Evidence]:
    return [place for document in documents for place in whole_pages(document)]
