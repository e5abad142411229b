"""Is it known what kind of paper this is?

A paper of none of the known kinds is told: an applicant may add anything, but nothing was asked of it. A paper whose
type was read with doubt was asked what may not concern it, so that a person has to look.
"""

from __future__ import annotations

from models.codes import DocType, Outcome
from models.document import Document
from models.finding import Finding
from models.rules import RecognisedRule
from pipelines.checks.papers import RECOGNISED, Answer, Case, paper_name, whole_pages


def check(case: Case, document: Document, rule: RecognisedRule) -> Finding:
    """Reasons: recognised.known, recognised.other, recognised.doubtful."""
    answer = Answer(rule, case.pack)
    name, places = paper_name(document), whole_pages(document)
    if document.doc_type.value is DocType.OTHER:
        message = f"{name}不属于已知的材料类型，没有按规定逐项核对，请人工查看。"
        return answer(Outcome.UNSURE, "recognised.other", message, places)
    if document.doc_type.confidence < RECOGNISED:
        return answer(Outcome.UNSURE, "recognised.doubtful", f"{name}的材料类型不能确定，请人工核对。", places)
    return answer(Outcome.PASS, "recognised.known", f"{name}的材料类型已辨认。")
