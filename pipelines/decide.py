"""From findings and problems to a decision. The rules are written down in docs/rules.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.codes import Decision, Outcome
from models.finding import Finding, Problem
from models.rules import Rule


@dataclass(frozen=True)
class Judged:
    """A finding beside the rule it answers."""

    rule: Rule
    finding: Finding

    @property
    def outcome(self) -> Outcome:
        return self.finding.outcome


def decide(judged: Sequence[Judged], problems: Iterable[Problem]) -> Decision:
    """Resubmit where something fails that the applicant can mend, review where a person must look, else accept.

    A rule about papers of a type that one paper meets is met by the case: another paper of the type that fails it
    (a second certificate, without a seal) is then for a person to look at.
    """
    troubles = list(problems)
    met = {one.rule.id for one in judged if one.outcome is Outcome.PASS and one.rule.kind != "clarity"}
    failing = [one for one in judged if one.outcome is Outcome.FAIL]
    if any(one.rule.id not in met for one in failing) or any(problem.applicant_can_mend for problem in troubles):
        return Decision.RESUBMIT
    doubtful = any(one.outcome is Outcome.UNSURE and one.rule.blocks for one in judged)
    return Decision.REVIEW if failing or doubtful or troubles else Decision.ACCEPT
