"""Is the material there that the region asks for?

A material is there when a paper of one of its types was read. It is absent, and by the rule's word a failure, only
where every file could be read and every paper was recognised; else the one that is missing may be among what was not.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.codes import DocType, Outcome
from models.document import Document
from models.finding import Finding
from models.place import Evidence
from models.rules import MaterialRule
from pipelines.checks.papers import Answer, Case, paper_name, whole_pages

_RECOGNISED = 0.5
"""Confidence in a paper's type from which it is taken as being of that type."""


def check(case: Case, rule: MaterialRule) -> Finding:
    """Reasons: material.present, material.type_uncertain, material.side_missing, material.maybe_unread,
    material.missing."""
    answer = Answer(rule, case.pack)
    found = case.of_types(rule.any_of)
    sure = [document for document in found if document.doc_type.confidence >= _RECOGNISED]
    if found and not sure:
        names = "、".join(paper_name(document) for document in found)
        message = f"{names}可能是{rule.label}，但材料类型不能确定，请人工核对。"
        return answer(Outcome.UNSURE, "material.type_uncertain", message, _evidence(found))
    if sure and (side := _missing_side(sure) if rule.both_sides else None):
        return _absent(case, answer, f"{rule.label}的{side}", "material.side_missing")
    if sure:
        names = "、".join(paper_name(document) for document in sure)
        return answer(Outcome.PASS, "material.present", f"已提交{rule.label}：{names}。", _evidence(sure))
    return _absent(case, answer, rule.label, "material.missing")


def _absent(case: Case, answer: Answer, label: str, reason: str) -> Finding:
    rule = answer.rule
    looked = f"已查看所交的 {len(case.documents)} 份材料"
    unread = sorted({problem.file for problem in case.problems})
    unknown = [paper for paper in case.documents if paper.doc_type.value is DocType.OTHER and _claimed(case, paper)]
    if unread or unknown:
        files = "、".join(unread or [paper.source.name for paper in unknown])
        message = f"{looked}，未找到{label}；但有文件未能读取或辨认（{files}），可能就在其中，请人工核对。"
        return answer(Outcome.UNSURE, "material.maybe_unread", message)
    assert isinstance(rule, MaterialRule)
    message = f"{looked}，未找到{label}，请补充提交清晰完整的{label}。"
    return answer(rule.if_absent, reason, message)


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
