"""What a pre-check answers: type, clarity, seals, titles, findings and one sentence; nothing about the person.

The parts are those of the records (docs and the output contract name them). Names, numbers, fields and text that were
read are left out: the platform has them from the applicant, and what is not sent cannot leak. Sentences are masked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, Literal

from pydantic import Field

from models.case import CaseRecord, DocumentRecord, Provenance
from models.codes import ClarityGrade, Decision, DocType, Outcome, SealKind
from models.document import Clarity, Geometry, Physician, Seal, TypeGuess
from models.finding import Finding, Problem
from models.glance import Glance
from models.record import Record
from pipelines.checks.declared import is_of
from pipelines.report.mask import Mask
from pipelines.service.advice import advise, advise_quickly

_ADVICE: Final = "一句话告诉申请人怎么办"
_OF_PEOPLE: Final = (SealKind.PHYSICIAN,)
"""Seals whose text is somebody's name."""
_OUTCOMES: Final = {
    ClarityGrade.GOOD: Outcome.PASS,
    ClarityGrade.FAIR: Outcome.PASS,
    ClarityGrade.POOR: Outcome.UNSURE,
    ClarityGrade.UNREADABLE: Outcome.FAIL,
}
"""What a grade means for who could photograph the paper again; the same as the check of clarity says."""


class PaperAnswer(Record):
    """One paper found in the upload."""

    pages: tuple[int, ...] = Field(description="这份材料在文件中的页，从 0 数起")
    doc_type: TypeGuess = Field(description="读出的材料类型和把握")
    as_claimed: bool | None = Field(description="是否可能是所选的类型；没有选时为 null")
    clarity: Clarity
    geometry: tuple[Geometry, ...]
    seals: tuple[Seal, ...]
    physicians: tuple[Physician, ...] = Field(description="医师的职称和签名情况；姓名不返回")
    findings: tuple[Finding, ...] = Field(description="逐条规则的核对结果；句中的个人信息已遮盖")
    decision: Decision


class Precheck(Record):
    """The answer of ``level=full``."""

    id: str = Field(description="本次请求的编号")
    level: Literal["full"]
    region: str
    channel: str
    claimed_type: DocType | None
    decision: Decision = Field(description="accept 可提交；review 可提交，由工作人员核对；resubmit 需重新提交")
    advice: str = Field(description=_ADVICE)
    papers: tuple[PaperAnswer, ...]
    problems: tuple[Problem, ...] = Field(description="文件未能读取或未能完整读取的原因")
    judged_on: date = Field(description="按哪一天的规则")
    provenance: Provenance


class QuickCheck(Record):
    """The answer of ``level=quick``: how clear the picture is and how it lies, without reading it."""

    id: str = Field(description="本次请求的编号")
    level: Literal["quick"]
    region: str
    channel: str
    claimed_type: DocType | None
    outcome: Outcome = Field(description="pass 可以上传；unsure 建议重拍；fail 请重拍")
    advice: str = Field(description=_ADVICE)
    clarity: Clarity | None = Field(description="文件打不开时为 null")
    geometry: tuple[Geometry, ...]
    problems: tuple[Problem, ...]


class Asked(Record):
    """What came with an upload, besides the file."""

    id: str
    region: str
    channel: str
    claimed_type: DocType | None
    level: Literal["full", "quick"]


def full_answer(asked: Asked, record: CaseRecord) -> Precheck:
    """The answer that a record gives."""
    mask = Mask(record)
    return Precheck(
        id=asked.id,
        level="full",
        region=asked.region,
        channel=asked.channel,
        claimed_type=asked.claimed_type,
        decision=record.decision,
        advice=mask.text(advise(record, asked.claimed_type)),
        papers=tuple(paper_answer(paper, asked.claimed_type, mask) for paper in record.documents),
        problems=tuple(
            problem.model_copy(update={"message": mask.text(problem.message)}) for problem in record.problems
        ),
        judged_on=record.judged_on,
        provenance=record.provenance,
    )


def quick_answer(asked: Asked, glance: Glance) -> QuickCheck:
    """The answer that a look gives."""
    mendable = any(problem.applicant_can_mend for problem in glance.problems)
    seen = _OUTCOMES[glance.clarity.grade] if glance.clarity else Outcome.UNSURE
    return QuickCheck(
        id=asked.id,
        level="quick",
        region=asked.region,
        channel=asked.channel,
        claimed_type=asked.claimed_type,
        outcome=Outcome.FAIL if mendable else seen,
        advice=advise_quickly(glance),
        clarity=glance.clarity,
        geometry=glance.geometry,
        problems=glance.problems,
    )


def paper_answer(paper: DocumentRecord, claimed: DocType | None, mask: Mask) -> PaperAnswer:
    """What is said of a paper for which this type was claimed."""
    return PaperAnswer(
        pages=paper.source.pages,
        doc_type=paper.doc_type,
        as_claimed=None if claimed is None else is_of(claimed, paper),
        clarity=paper.clarity,
        geometry=paper.geometry,
        seals=tuple(one.model_copy(update={"text": ""}) if one.kind in _OF_PEOPLE else one for one in paper.seals),
        physicians=tuple(one.model_copy(update={"name": None}) for one in paper.physicians),
        findings=masked_findings(paper.findings, mask),
        decision=paper.decision,
    )


def masked_findings(findings: Iterable[Finding], mask: Mask) -> tuple[Finding, ...]:
    """Findings whose sentences name nobody."""
    return tuple(one.model_copy(update={"message": mask.text(one.message)}) for one in findings)
