"""Has the physician who answers for the paper at least the title that is asked?

A lower title fails only where the rule says so, the title was read surely, and nobody else signs whose title is not
known; no title found is unsure, never a fail. A title beside an empty signature line speaks for nobody. Where several
sign in one role, one of the title asked is enough. The rule's roles stand in order: where the first of them that signs
lacks the title and only another has it, a person has to say who answers for the paper.
"""

from __future__ import annotations

from models.codes import Outcome
from models.document import Document, Physician
from models.finding import Finding
from models.rules import TitleRule
from pipelines.checks.papers import SURE, Answer, Case, can_be_searched, paper_name, whole_pages

_READ = 0.6
"""Confidence from which a title that suffices is believed."""


def check(case: Case, document: Document, rule: TitleRule) -> Finding:
    """Reasons: title.sufficient, title.below, title.several, title.doubtful, title.unsigned, title.not_found,
    title.no_physician."""
    answer = Answer(rule, case.pack)
    name, asked = paper_name(document), f"{rule.at_least.label}及以上"
    people = [person for person in document.physicians if person.role in rule.roles]
    ranked = [person for person in people if person.title is not None]
    titled = [person for person in ranked if person.signed is not False]
    if ranked and not titled:
        message = f"{name}上写有职称，但签字处为空，规定要求由{asked}职称的医师签署，请人工核对。"
        return answer(Outcome.UNSURE, "title.unsigned", message, [spot for one in ranked for spot in one.evidence])
    if not titled:
        reason = "title.not_found" if people else "title.no_physician"
        message = f"{name}上未找到{'签字医师的职称' if people else '签字医师'}，规定要求{asked}，请人工核对。"
        places = [place for person in people for place in person.evidence] or whole_pages(document)
        return answer(Outcome.UNSURE, reason, message, places)
    high = [person for person in titled if _rank(person) >= rule.at_least.rank]
    if not high:
        return _below(case, document, answer, asked)
    signing = [person for person in people if person.signed is not False]
    first = next(role for role in rule.roles if any(person.role == role for person in signing))
    leading = [person for person in high if person.role == first]
    if not leading:
        titles = "、".join(dict.fromkeys(_label(person) for person in signing))
        message = f"{name}上几位签署医师的职称不一（{titles}），规定要求{asked}，请人工核对由谁签署。"
        return answer(Outcome.UNSURE, "title.several", message, [spot for one in titled for spot in one.evidence])
    return _sufficient(answer, name, asked, max(leading, key=lambda person: person.confidence))


def _sufficient(answer: Answer, name: str, asked: str, person: Physician) -> Finding:
    if person.confidence < _READ:
        read = person.title_text or _label(person)
        message = f"{name}上签字医师的职称读作“{read}”，把握不足，规定要求{asked}，请人工核对。"
        return answer(Outcome.UNSURE, "title.doubtful", message, person.evidence)
    message = f"{name}由{_label(person)}签署，符合{asked}的要求。"
    return answer(Outcome.PASS, "title.sufficient", message, person.evidence)


def _below(case: Case, document: Document, answer: Answer, asked: str) -> Finding:
    rule, name = answer.rule, paper_name(document)
    assert isinstance(rule, TitleRule)
    signing = [one for one in document.physicians if one.role in rule.roles and one.signed is not False]
    people = [person for person in signing if person.title is not None]
    best = max(people, key=lambda person: (_rank(person), person.confidence))
    sure = people == signing and all(person.confidence >= SURE for person in people)
    outcome = rule.if_below if sure and can_be_searched(case, document) else Outcome.UNSURE
    todo = f"请由{asked}职称的医师重新签署" if outcome is Outcome.FAIL else "请人工核对"
    message = f"{name}上签字医师的职称为{_label(best)}，规定要求{asked}，{todo}。"
    return answer(outcome, "title.below", message, [place for person in people for place in person.evidence])


def _rank(person: Physician) -> int:
    return person.title.rank if person.title else -1


def _label(person: Physician) -> str:
    return person.title.label if person.title else "（未读出）"
