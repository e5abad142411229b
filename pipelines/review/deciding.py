"""Decisions: a case is accepted or returned by who holds it, on the record that they saw. Decisions are only added.

A case drawn for a second look is decided by two people, one after the other, never by one twice; what the second
decides holds, and both stay to be seen.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Row, insert, update

from models.codes import Decision
from pipelines.review import events
from pipelines.review.claims import held_case
from pipelines.review.kept import record_of
from pipelines.review.numbered import numbered
from pipelines.review.office import Change, Office
from pipelines.review.refusals import QueueError
from pipelines.review.rights import must
from pipelines.review.staff import Member
from pipelines.review.states import State
from pipelines.review.sums import sealed
from pipelines.store.queue_tables import cases, decision_bodies, decisions

MOST_WHY: Final = 2000


class Verdict(StrEnum):
    """What a person decided."""

    ACCEPTED = "accepted"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        return "通过" if self is Verdict.ACCEPTED else "退回补正"


@dataclass(frozen=True)
class Ruling:
    """What a decision rests on: the record that was seen, findings and problems by their numbers in it
    (``numbered.numbered``; problems in the record's order, from 0), and why, in the person's own words."""

    record_id: int
    why: str = ""
    findings: tuple[int, ...] = ()
    problems: tuple[int, ...] = ()


def accept(office: Office, who: Member, number: str, ruling: Ruling) -> bool:
    """Accept a case one holds; True where that is final, False where a second person looks at it first.

    Raises QueueError: right.missing, case.unknown, case.not_claimed, case.reading, record.changed, ruling.invalid
    (where points are open one must say why).
    """
    return _decide(office, who, number, (Verdict.ACCEPTED, ruling))


def send_back(office: Office, who: Member, number: str, ruling: Ruling) -> bool:
    """Return a case one holds to the applicant; True where that is final. Raises what ``accept`` raises.

    A returned case needs a finding, a problem or a reason of one's own.
    """
    return _decide(office, who, number, (Verdict.RETURNED, ruling))


def _decide(office: Office, who: Member, number: str, told: tuple[Verdict, Ruling]) -> bool:
    must(who, "decide")
    verdict, ruling = told
    if len(ruling.why) > MOST_WHY or "\0" in ruling.why:
        raise QueueError("ruling.invalid", f"理由不能超过 {MOST_WHY} 个字符。")
    with office.changing() as change:
        case = held_case(change.connection, who, number, ruling.record_id)
        reasons = _reasons(change, verdict, ruling)
        final = not (case.second_look and case.look == 1)
        decision = _add(change, (case, who), told, (reasons, final))
        state = State(verdict.value) if final else State.NEW
        values = {
            "state": state.value, "look": case.look if final else 2, "claimed_by": None, "claimed_at": None,
            "closed_on": change.on if final else None,
        }  # fmt: skip
        change.connection.execute(update(cases).where(cases.c.id == case.id).values(values))
        said = {"look": case.look, "record": ruling.record_id, "reasons": reasons, "final": final}
        seal = sealed(change.connection, office.key, "decision", decision)
        change.note(who.actor, f"case.{verdict.value}", number, **said, **seal)
        if final:
            events.happened(change, case.id, "case.accepted" if verdict is Verdict.ACCEPTED else "case.returned")
    return final


def _add(
    change: Change, by: tuple[Row[Any], Member], told: tuple[Verdict, Ruling], found: tuple[list[str], bool]
) -> int:
    """Add the decision; its number."""
    (case, who), (verdict, ruling), (reasons, final) = by, told, found
    row = {
        "case_id": case.id, "at": change.at, "decided_on": change.on, "who": who.id, "outcome": verdict.value,
        "look": case.look, "final": final, "round": case.round, "record_id": ruling.record_id,
        "findings": json.dumps(ruling.findings), "problems": json.dumps(ruling.problems),
        "reasons": json.dumps(reasons), "claimed_at": case.claimed_at,
    }  # fmt: skip
    number = int(change.connection.execute(insert(decisions).values(row).returning(decisions.c.id)).scalar_one())
    change.connection.execute(insert(decision_bodies).values(decision_id=number, why=ruling.why))
    return number


def _reasons(change: Change, verdict: Verdict, ruling: Ruling) -> list[str]:
    """The stable codes of what the decision rests on. Raises QueueError (ruling.invalid) where it rests on nothing."""
    record = record_of(change.connection, ruling.record_id)
    findings = {number: finding.reason for number, _, finding in numbered(record)}
    problems = dict(enumerate(problem.code for problem in record.problems))
    try:
        named = [findings[number] for number in ruling.findings] + [problems[number] for number in ruling.problems]
    except KeyError:
        raise QueueError("ruling.invalid", "所选的核对项不在当前结果中，请重新查看。") from None
    if verdict is Verdict.RETURNED and not named and not ruling.why.strip():
        raise QueueError("ruling.invalid", "退回须选择至少一个核对项，或写明理由。")
    if verdict is Verdict.ACCEPTED and record.decision is not Decision.ACCEPT and not ruling.why.strip():
        raise QueueError("ruling.invalid", f"系统的结论是“{record.decision.label}”。仍要通过时，请写明理由。")
    return list(dict.fromkeys(named))
