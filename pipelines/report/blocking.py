"""Which findings of a judged case keep it from being accepted, and by whose hand they are settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from models.case import CaseRecord
from models.codes import Outcome
from models.document import Document
from models.finding import Finding
from models.rules import Rule
from pipelines.decide import Judged, to_look_at, to_mend

Weight = Literal["mend", "look", "note", "pass", "silent"]
"""``mend``: the applicant must supply something; ``look``: a person must look; ``note``: worth knowing, holds nothing
back; ``pass``: met; ``silent``: the rule does not concern the paper."""

_BY_OUTCOME: Final[dict[Outcome, Weight]] = {
    Outcome.FAIL: "mend",
    Outcome.UNSURE: "look",
    Outcome.PASS: "pass",
    Outcome.NOT_APPLICABLE: "silent",
}


def weigh(record: CaseRecord, rules: Sequence[Rule]) -> tuple[Weight, ...]:
    """The weight of every finding, those of the case first, then paper by paper (the order of a view's statements).

    ``rules``: those the record was judged by. An answer to a rule that is not among them counts by its outcome alone.
    """
    known = {rule.id: rule for rule in rules}
    answers: list[tuple[Finding, Document | None]] = [(finding, None) for finding in record.findings]
    answers += [(finding, paper) for paper in record.documents for finding in paper.findings]
    judged = [
        Judged(known[finding.rule.id], finding, paper)
        for finding, paper in answers
        if finding.rule is not None and finding.rule.id in known
    ]
    # The very findings of the record, told apart by identity: two papers may say the same.
    mend, look = ({id(finding) for finding in chosen(judged)} for chosen in (to_mend, to_look_at))
    settled = {id(one.finding) for one in judged}
    return tuple(_weight(finding, (mend, look, settled)) for finding, _ in answers)


def _weight(finding: Finding, chosen: tuple[set[int], set[int], set[int]]) -> Weight:
    mend, look, settled = chosen
    if id(finding) in mend:
        return "mend"
    if id(finding) in look:
        return "look"
    if id(finding) in settled and finding.outcome is Outcome.UNSURE:
        return "note"
    return _BY_OUTCOME[finding.outcome]
