"""Is the issuing hospital, by the office's list, of the level that is asked?

The grade is rarely printed; it comes from the list. Not in the list is unsure. A level below fails only where the
hospital's name was surely read and stands in the list word for word, and the list is the office's: nobody fails on a
slip of reading, or on our starter list.
"""

from __future__ import annotations

from models.codes import Outcome
from models.document import Document
from models.finding import Finding
from models.rules import GradeRule
from pipelines.checks.papers import RECOGNISED, SURE, Answer, Case, evidence_of, paper_name, text_of, whole_pages

_LEVELS = {1: "一级", 2: "二级", 3: "三级"}


def check(case: Case, document: Document, rule: GradeRule) -> Finding:
    """Reasons: grade.sufficient, grade.below, grade.not_listed, grade.hospital_unread."""
    answer = Answer(rule, case.pack)
    name, asked = paper_name(document), f"{_LEVELS[rule.at_least]}及以上"
    hospital = text_of(document, "hospital_name")
    places = evidence_of(document, "hospital_name")
    if not hospital:
        message = f"{name}上未读出医院名称，不能确定医院等级（规定要求{asked}），请人工核对。"
        return answer(Outcome.UNSURE, "grade.hospital_unread", message, whole_pages(document))
    listed = case.hospitals.find(hospital)
    if listed is None:
        message = f"{name}的出具医院“{hospital}”不在医院名单中，请人工核对其等级是否为{asked}。"
        return answer(Outcome.UNSURE, "grade.not_listed", message, places)
    if listed.level >= rule.at_least:
        message = f"{name}由{listed.name}（{listed.grade}）出具，符合{asked}的要求。"
        return answer(Outcome.PASS, "grade.sufficient", message, places)
    certain = case.hospitals.named(hospital) is not None and document.fields["hospital_name"].confidence >= SURE
    fails = certain and document.doc_type.confidence >= RECOGNISED and not case.hospitals.starter
    todo = "请提交符合要求的材料" if fails else "请人工核对医院等级"
    message = f"{name}由{listed.name}（{listed.grade}）出具，规定要求{asked}定点医疗机构的材料，{todo}。"
    return answer(Outcome.FAIL if fails else Outcome.UNSURE, "grade.below", message, places)
