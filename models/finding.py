"""What is said about papers (Finding) and about our reading of them (Problem)."""

from typing import Literal

from models.codes import Outcome
from models.place import Evidence
from models.record import Record


class RuleReference(Record):
    """The rule a finding answers: its pack, its id and the published sentence (None for an assumed rule)."""

    pack: str
    id: str
    source: str | None = None
    assumed: bool = False


class Finding(Record):
    """The answer of one check to one rule.

    ``message`` is a Chinese sentence a clerk can forward; ``reason`` is a stable code such as ``seal.missing``.
    """

    check: str
    outcome: Outcome
    reason: str
    message: str
    evidence: tuple[Evidence, ...] = ()
    rule: RuleReference | None = None


Stage = Literal[
    "open", "upright", "flatten", "clarity", "seals", "ocr", "classify", "extract", "judge", "application", "run",
]  # fmt: skip
"""``run``: the process that worked on the case raised, ended or took too long."""


class Problem(Record):
    """Something that kept us from reading an input. ``applicant_can_mend`` tells resubmit from review."""

    stage: Stage
    file: str
    page: int | None = None
    code: str
    message: str
    """Chinese: which file, why, what to do."""
    applicant_can_mend: bool = False
