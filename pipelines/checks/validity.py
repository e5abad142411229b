"""Has the identity card expired?

Day of the application and last day of the card are held against each other only where the card was surely read: its
period is proved where it is as long as the law lets cards hold (see ``intake.extract.values.last_day``).
"""

from __future__ import annotations

from models.codes import Outcome
from models.document import Document
from models.finding import Finding
from models.rules import ValidityRule
from pipelines.checks.papers import (
    SURE,
    Answer,
    Case,
    can_be_searched,
    date_of,
    evidence_of,
    paper_name,
    text_of,
    whole_pages,
)

_WITHOUT_END = "长期"


def check(case: Case, document: Document, rule: ValidityRule) -> Finding:
    """Reasons: validity.valid, validity.expired, validity.doubtful, validity.not_found, validity.no_back."""
    answer, name = Answer(rule, case.pack), paper_name(document)
    if "back" not in document.sides:
        message = f"{name}上没有国徽面，有效期不在这一面。"
        return answer(Outcome.NOT_APPLICABLE, "validity.no_back", message)
    written, last = text_of(document, "valid_until"), date_of(document, "valid_until")
    places = evidence_of(document, "valid_until")
    if not written or (last is None and written != _WITHOUT_END):
        message = f"{name}上未读到有效期限，请人工核对证件是否有效。"
        return answer(Outcome.UNSURE, "validity.not_found", message, whole_pages(document))
    if last is None or last >= case.day:
        if document.fields["valid_until"].confidence < SURE:
            message = f"{name}的有效期限未能读清（读作至 {written}），请人工核对。"
            return answer(Outcome.UNSURE, "validity.doubtful", message, places)
        return answer(
            Outcome.PASS, "validity.valid", f"{name}有效期至 {written}。" if last else f"{name}长期有效。", places
        )
    sure = can_be_searched(case, document) and document.fields["valid_until"].confidence >= SURE
    outcome, todo = (rule.if_expired, "请换用有效的证件") if sure else (Outcome.UNSURE, "请人工核对")
    message = f"{name}有效期至 {last.isoformat()}，已经过期，{todo}。"
    return answer(outcome, "validity.expired", message, places)
