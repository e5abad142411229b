"""From findings and problems to a decision. The rules are written down in docs/rules.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.codes import Decision, Outcome
from models.document import Document
from models.finding import Finding, Problem
from models.rules import ClarityRule, FormRule, Rule, SealRule, SignatureRule, TitleRule
from pipelines.checks.papers import RECOGNISED

_ONE_IS_ENOUGH = SealRule | TitleRule | SignatureRule | FormRule
"""Rules that one paper meets for its type, all of them together: not the seal of one and the signature of another."""


@dataclass(frozen=True)
class Judged:
    """A finding beside the rule it answers and, where the rule concerns papers, the paper."""

    rule: Rule
    finding: Finding
    document: Document | None = None

    @property
    def outcome(self) -> Outcome:
        return self.finding.outcome

    @property
    def holds_back(self) -> bool:
        """Whether the answer is open, and the rule says that an open answer for this reason is for a person."""
        return self.outcome is Outcome.UNSURE and self.rule.holds_back(self.finding.reason)

    @property
    def counts(self) -> bool:
        """Whether a pass here speaks for the case: the paper is recognised as what the rule asks for."""
        return self.document is None or self.document.doc_type.confidence >= RECOGNISED


@dataclass(frozen=True)
class _Whole:
    """What one paper, with the others of its type from the same file, answers to the rules it must meet together."""

    answers: tuple[Judged, ...]

    @property
    def passed(self) -> set[str]:
        return {one.rule.id for one in self.answers if one.outcome is Outcome.PASS}

    @property
    def has_failed(self) -> bool:
        return any(one.outcome is Outcome.FAIL and one.rule.id not in self.passed for one in self.answers)

    @property
    def is_enough(self) -> bool:
        """Whether nothing about the paper is left open."""
        left_open = {one.rule.id for one in self.answers if one.holds_back} - self.passed
        return not left_open and not self.has_failed


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
    return Decision.REVIEW if to_look_at(judged) or troubles else Decision.ACCEPT


def to_look_at(judged: Sequence[Judged]) -> list[Finding]:
    """What a person has to look at: open answers that hold the case back, failures that another paper makes good."""
    enough = {rule for whole in _wholes(judged) if whole.is_enough for rule in whole.passed}
    made_good = _met(judged)
    return [
        one.finding
        for one in judged
        if (one.holds_back and one.rule.id not in enough) or (one.outcome is Outcome.FAIL and one.rule.id in made_good)
    ]


def to_mend(judged: Sequence[Judged]) -> list[Finding]:
    """What the applicant has to mend: the failures that no other paper of the case makes good."""
    met = _met(judged)
    return [one.finding for one in judged if one.outcome is Outcome.FAIL and one.rule.id not in met]


def _met(judged: Sequence[Judged]) -> set[str]:
    """The rules that some paper meets. Clearness is asked of every paper; a paper whose seal passes makes up for
    another's only where its own title, signature and entries do not fail."""
    alone = {
        one.rule.id
        for one in judged
        if one.outcome is Outcome.PASS and one.counts and not isinstance(one.rule, ClarityRule | _ONE_IS_ENOUGH)
    }
    return alone | {rule for whole in _wholes(judged) if not whole.has_failed for rule in whole.passed}


def _wholes(judged: Sequence[Judged]) -> list[_Whole]:
    """For every paper that counts: its answers, and those of the papers of its type that come from the same file."""
    answers = [one for one in judged if one.counts and isinstance(one.rule, _ONE_IS_ENOUGH)]
    papers = {one.document.id: one.document for one in answers if one.document is not None}
    return [
        _Whole(tuple(one for one in answers if one.document is not None and _belong_together(one.document, paper)))
        for paper in papers.values()
    ]


def _belong_together(one: Document, other: Document) -> bool:
    files = {source.sha256 for source in other.sources}
    return one.doc_type.value is other.doc_type.value and any(source.sha256 in files for source in one.sources)
