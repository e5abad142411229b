"""Has the physician signed where the paper asks for it?"""

from __future__ import annotations

from models.codes import Outcome
from models.document import Document
from models.finding import Finding
from models.rules import SignatureRule
from pipelines.checks.papers import LEGIBLE, SURE, Answer, Case, can_be_searched, paper_name, whole_pages


def check(case: Case, document: Document, rule: SignatureRule) -> Finding:
    """Reasons: signature.present, signature.missing, signature.unclear, signature.no_line."""
    answer = Answer(rule, case.pack)
    name = paper_name(document)
    people = [person for person in document.physicians if person.role in rule.roles]
    places = [place for person in people for place in person.evidence]
    if any(person.signed and person.confidence >= LEGIBLE for person in people):
        return answer(Outcome.PASS, "signature.present", f"{name}已有医师签字。", places)
    if not people:
        message = f"{name}上未找到医师签字的位置，请人工核对是否已签字。"
        return answer(Outcome.UNSURE, "signature.no_line", message, whole_pages(document))
    empty = all(person.signed is False and person.confidence >= SURE for person in people)
    if empty and can_be_searched(case, document):
        message = f"{name}的医师签字处为空，请由医师签字后重新提交。"
        return answer(rule.if_absent, "signature.missing", message, places)
    message = f"{name}的医师签字不能确认，请人工核对。"
    return answer(Outcome.UNSURE, "signature.unclear", message, places)
