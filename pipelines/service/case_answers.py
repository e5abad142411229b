"""What a channel is told of its cases: that one came, where it stands, what was found, and what to tell the applicant.

Nothing that was read from the papers is answered, and nothing that the channel declared is repeated: sentences are
masked, files are told by their ordinals and sums.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, Literal

from pydantic import Field

from models.case import CaseRecord, DocumentRecord, Provenance
from models.codes import Decision, DocType, Outcome
from models.finding import Finding, Problem
from models.record import Record
from pipelines.days import day_text
from pipelines.report.mask import Mask
from pipelines.review.channel import CaseSeen, Decided
from pipelines.review.deciding import Verdict
from pipelines.review.states import ReadingState, State
from pipelines.service.answer import PaperAnswer, masked_findings, paper_answer

CaseState = Literal["received", "reading", "waiting", "in_review", "accepted", "returned", "superseded"]
STATES: Final[dict[CaseState, tuple[str, str]]] = {
    "received": ("材料已收到", "您的材料已收到，正在排队核对。"),
    "reading": ("正在核对", "正在核对您的材料。"),
    "waiting": ("等待审核", "您的材料已初步核对，正在等待工作人员审核，请留意后续通知。"),
    "in_review": ("正在审核", "工作人员正在审核您的材料，请留意后续通知。"),
    "accepted": ("材料审核通过", "您的材料已审核通过，将进入后续办理。"),
    "returned": ("需要补正", "您的材料需要补正，请按下列各点一次补齐后提交。"),
    "superseded": ("已被代替", "这件申请已由新的申请代替，请查询新的申请。"),
}
"""Of each state: its name, and the sentence for the applicant."""
_UNDER_WAY: Final = frozenset[CaseState]({"received", "reading", "waiting", "in_review"})
_UNREAD: Final[dict[ReadingState, CaseState]] = {ReadingState.QUEUED: "received", ReadingState.LEASED: "reading"}


class Receipt(Record):
    """A case or a supplement was taken in: it will be read, whatever happens to the service."""

    number: str = Field(description="案件编号")
    round: int = Field(description="第几次提交：0 为首次，1 起为补正")
    files: int = Field(description="本次收到的文件数")
    received_at: datetime
    status_url: str
    result_url: str
    progress_url: str


class CaseFile(Record):
    """A file of a case."""

    file: int = Field(description="文件在案件中的序号，从 0 数起")
    round: int = Field(description="第几次提交的")
    claimed_type: DocType | None
    sha256: str
    bytes: int
    replaced: bool = Field(description="已由补正的文件代替，不再读取")


class CaseStatus(Record):
    """Where a case stands."""

    number: str
    region: str
    channel: str
    state: CaseState = Field(
        description=(
            "received 已收到；reading 正在读取；waiting 等待审核；in_review 审核中；"
            "accepted 审核通过；returned 需补正；superseded 已被代替"
        )
    )
    round: int
    received_at: datetime
    changed_at: datetime = Field(description="最近一次提交、读取完成或决定的时间")
    due_date: date | None = Field(description="按当地规定应办结的日期；没有规定或无法推算时为 null")
    decision: Decision | None = Field(description="预检的结论；尚未读取时为 null")
    reasons: tuple[str, ...] = Field(description="预检发现的不符合项和读取问题的代码")
    files: tuple[CaseFile, ...]


class PaperPart(Record):
    """Where a paper lies."""

    file: int
    pages: tuple[int, ...]


class CasePaper(PaperAnswer):
    """One paper of a case."""

    parts: tuple[PaperPart, ...] = Field(description="这份材料在哪些文件的哪些页")


class CaseProblem(Record):
    """What could not be read. ``file`` is null where it concerns no file that came."""

    file: int | None
    page: int | None
    code: str
    message: str
    applicant_can_mend: bool


class Review(Record):
    """What a person decided."""

    outcome: Verdict
    at: datetime
    round: int = Field(description="决定所针对的提交")
    points: tuple[str, ...] = Field(description="需补正的各点，可转给申请人；个人信息已遮盖")
    reasons: tuple[str, ...] = Field(description="各点的代码")


class CaseResult(Record):
    """What the last reading found, and what a person decided."""

    number: str
    region: str
    channel: str
    round: int = Field(description="结果所依据的提交")
    decision: Decision = Field(description="预检的结论：accept 材料齐全；review 需人工核对；resubmit 需补正")
    notice: str | None = Field(description="预检认为需补正时，一次列明的各点；以工作人员的决定为准")
    papers: tuple[CasePaper, ...]
    findings: tuple[Finding, ...] = Field(description="整件申请的核对结果")
    problems: tuple[CaseProblem, ...]
    review: Review | None = Field(description="工作人员的决定；尚未决定时为 null")
    judged_on: date
    due_date: date | None
    provenance: Provenance


class Progress(Record):
    """How far a case is, in words for the applicant."""

    number: str
    state: CaseState
    title: str
    text: str
    todo: tuple[str, ...] = Field(description="需补正时，申请人要做的各点")
    received_on: date
    due_date: date | None


def status_of(seen: CaseSeen) -> CaseStatus:
    """Where a case stands."""
    record = seen.record
    return CaseStatus(
        number=seen.number,
        region=seen.region,
        channel=seen.channel,
        state=_state(seen),
        round=seen.round,
        received_at=seen.received_at,
        changed_at=seen.changed_at,
        due_date=seen.due_date,
        decision=record.decision if record else None,
        reasons=reasons_of(record) if record else (),
        files=tuple(
            CaseFile(
                file=file.number, round=file.round, claimed_type=file.claimed_type, sha256=file.sha256,
                bytes=file.bytes, replaced=file.replaced,
            )
            for file in seen.files
        ),
    )  # fmt: skip


def result_of(seen: CaseSeen) -> CaseResult | None:
    """What was found; None where nothing was read yet."""
    record = seen.record
    if record is None:
        return None
    mask = Mask(record)
    numbers = {file.name: file.number for file in seen.files}
    claimed = {file.name: file.claimed_type for file in seen.files}
    return CaseResult(
        number=seen.number,
        region=seen.region,
        channel=seen.channel,
        round=seen.record_round,
        decision=record.decision,
        notice=mask.text(record.notice) if record.notice else None,
        papers=tuple(_paper(paper, claimed.get(paper.source.name), numbers, mask) for paper in record.documents),
        findings=masked_findings(record.findings, mask),
        problems=tuple(_problem(problem, numbers, mask) for problem in record.problems),
        review=_review(seen.decided) if seen.decided else None,
        judged_on=record.judged_on,
        due_date=seen.due_date,
        provenance=record.provenance,
    )


def progress_of(seen: CaseSeen) -> Progress:
    """How far a case is, for the applicant."""
    state = _state(seen)
    title, text = STATES[state]
    due = seen.due_date if state in _UNDER_WAY else None
    decided = seen.decided
    return Progress(
        number=seen.number,
        state=state,
        title=title,
        text=text + (f"按规定应在{day_text(due)}前办结。" if due else ""),
        todo=_points(decided) if decided and state == "returned" else (),
        received_on=seen.received_on,
        due_date=seen.due_date,
    )


def reasons_of(record: CaseRecord) -> tuple[str, ...]:
    """The codes of what fails and of what could not be read, each once."""
    findings = [*record.findings, *(one for paper in record.documents for one in paper.findings)]
    failing = [one.reason for one in findings if one.outcome is Outcome.FAIL]
    return tuple(dict.fromkeys([*failing, *(problem.code for problem in record.problems)]))


def _state(seen: CaseSeen) -> CaseState:
    match seen.state:
        case State.NEW:
            return _UNREAD.get(seen.reading, "waiting")
        case State.IN_REVIEW:
            return "in_review"
        case State.ACCEPTED:
            return "accepted"
        case State.RETURNED:
            return "returned"
        case State.SUPERSEDED:
            return "superseded"


def _paper(paper: DocumentRecord, claimed: DocType | None, numbers: Mapping[str, int], mask: Mask) -> CasePaper:
    parts = tuple(PaperPart(file=numbers[one.name], pages=one.pages) for one in paper.sources if one.name in numbers)
    return CasePaper(**dict(paper_answer(paper, claimed, mask)), parts=parts)


def _problem(problem: Problem, numbers: Mapping[str, int], mask: Mask) -> CaseProblem:
    return CaseProblem(
        file=numbers.get(problem.file),
        page=problem.page,
        code=problem.code,
        message=mask.text(problem.message),
        applicant_can_mend=problem.applicant_can_mend,
    )


def _review(decided: Decided) -> Review:
    codes = [*(one.reason for one in decided.findings), *(one.code for one in decided.problems)]
    return Review(
        outcome=decided.verdict.value,
        at=decided.at,
        round=decided.round,
        points=_points(decided),
        reasons=tuple(dict.fromkeys(codes)),
    )


def _points(decided: Decided) -> tuple[str, ...]:
    """What the applicant is to do: the sentences the reviewer chose, then the reviewer's own words."""
    mask = Mask(decided.record)
    said = [*(one.message for one in decided.findings), *(one.message for one in decided.problems)]
    if decided.verdict is Verdict.RETURNED and decided.why.strip():
        said.append(decided.why.strip())
    return tuple(dict.fromkeys(mask.text(one) for one in said))
