"""Is the material there that the region asks for?

A material is there when a paper of one of its types was read. It is absent, and by the rule's word a failure, only
where every file could be read and every paper was recognised; else the one that is missing may be among what was not.
A paper that belongs to none of the known kinds, and surely so, hides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.codes import ClarityGrade, DocType, Outcome
from models.document import Document
from models.finding import Finding
from models.place import Evidence
from models.rules import MaterialRule
from pipelines.checks.papers import RECOGNISED, SURE, Answer, Case, paper_name, whole_pages


def check(case: Case, rule: MaterialRule) -> Finding:
    """Reasons: material.present, material.type_uncertain, material.side_missing, material.maybe_unread,
    material.missing."""
    answer = Answer(rule, case.pack)
    found = case.of_types(rule.any_of)
    sure = [document for document in found if document.doc_type.confidence >= RECOGNISED]
    if found and not sure:
        names = "、".join(paper_name(document) for document in found)
        message = f"{names}可能是{rule.label}，但材料类型不能确定，请人工核对。"
        return answer(Outcome.UNSURE, "material.type_uncertain", message, _evidence(found))
    if sure and (side := _missing_side(sure) if rule.both_sides else None):
        return _absent(case, answer, f"身份证{side}", "material.side_missing")
    if sure:
        names = "、".join(paper_name(document) for document in sure)
        return answer(Outcome.PASS, "material.present", f"已提交{rule.label}：{names}。", _evidence(sure))
    return _absent(case, answer, rule.label, "material.missing")


def _absent(case: Case, answer: Answer, label: str, reason: str) -> Finding:
    rule = answer.rule
    looked = f"已查看所交的 {len(case.documents)} 份材料"
    unread = {problem.file for problem in case.problems if problem.stage != "application"}
    unknown = {paper.source.name for paper in case.documents if _may_be_anything(case, paper)}
    if files := "、".join(sorted(unread | unknown)):
        message = f"{looked}，未找到{label}；但有文件未能读取或辨认（{files}），可能就在其中，请人工核对。"
        return answer(Outcome.UNSURE, "material.maybe_unread", message)
    assert isinstance(rule, MaterialRule)
    todo = "请补充提交" if rule.if_absent is Outcome.FAIL else "通常应有此项，如有请一并提交"
    return answer(rule.if_absent, reason, f"{looked}，未找到{label}，{todo}。")


def _may_be_anything(case: Case, document: Document) -> bool:
    """Whether nobody can say what the paper is: read with doubt, hardly legible, or said to be another kind."""
    guess = document.doc_type
    if document.clarity.grade is ClarityGrade.UNREADABLE or guess.confidence < RECOGNISED:
        return True
    return guess.value is DocType.OTHER and (guess.confidence < SURE or _claimed(case, document))


def _claimed(case: Case, document: Document) -> bool:
    """Whether the applicant said that this unrecognised paper is one of the wanted kinds of paper."""
    items = case.application.items if case.application else ()
    return any(item.file == document.source.name and item.claimed_type is not DocType.OTHER for item in items)


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
