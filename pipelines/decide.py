"""From findings and problems to a decision. The rules are written down in docs/rules.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.codes import Decision, Outcome
from models.finding import Finding, Problem
from models.rules import ClarityRule, FormRule, Rule, SealRule, SignatureRule, TitleRule

_ONE_IS_ENOUGH = SealRule | TitleRule | SignatureRule | FormRule


@dataclass(frozen=True)
class Judged:
    """A finding beside the rule it answers."""

    rule: Rule
    finding: Finding

    @property
    def outcome(self) -> Outcome:
        return self.finding.outcome

    @property
    def holds_back(self) -> bool:
        """Whether the answer is open, and the rule says that an open answer for this reason is for a person."""
        return self.outcome is Outcome.UNSURE and self.rule.holds_back(self.finding.reason)


def decide(judged: Sequence[Judged], problems: Iterable[Problem]) -> Decision:
    """Resubmit where something fails that the applicant can mend, review where a person must look, else accept.

    A rule that one paper of a type meets is met by the case: another that fails it (a second certificate, without a
    seal; a further record, of a small hospital) is then for a person to look at. Clearness is asked of every paper.
    Where one paper's seal, title, signature or entries are enough, another that leaves them open (the form's first
    page, signed on the second) holds nothing back.
    """
    troubles = list(problems)
    if to_mend(judged) or any(problem.applicant_can_mend for problem in troubles):
        return Decision.RESUBMIT
    met = _met(judged)
    failing = any(one.outcome is Outcome.FAIL for one in judged)
    enough = {one.rule.id for one in judged if one.rule.id in met and isinstance(one.rule, _ONE_IS_ENOUGH)}
    doubtful = any(one.holds_back and one.rule.id not in enough for one in judged)
    return Decision.REVIEW if failing or doubtful or troubles else Decision.ACCEPT


def to_mend(judged: Sequence[Judged]) -> list[Finding]:
    """What the applicant has to mend: the failures that no other paper of the case makes good."""
    met = _met(judged)
    return [one.finding for one in judged if one.outcome is Outcome.FAIL and one.rule.id not in met]


def _met(judged: Sequence[Judged]) -> set[str]:
    """The rules that some paper meets. Clearness is asked of every paper."""
    return {one.rule.id for one in judged if one.outcome is Outcome.PASS and not isinstance(one.rule, ClarityRule)}
