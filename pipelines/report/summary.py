"""A batch at a glance: one row a case, as CSV for a spreadsheet and as a page. Personal data is masked in both."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TextIO

from markupsafe import Markup

from models.case import CaseRecord
from models.codes import Decision, Outcome
from pipelines.report.html import asset, content_policy, render_template
from pipelines.report.mask import Mask
from pipelines.report.view import ALARMING, view_case

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_REASONS_SHOWN = 12
_COLUMNS = (
    "案件", "结论代码", "结论", "材料数", "材料类型", "不符合", "需核对", "读取问题",
    "不符合事项", "需核对事项", "读取问题说明", "原因代码", "办结期限",
)  # fmt: skip


@dataclass(frozen=True)
class CaseRow:
    """What a summary keeps of a case, masked. ``page`` is the address of the case's own page, where one was written."""

    case_id: str
    decision: Decision
    papers: tuple[str, ...]
    failed: tuple[str, ...]
    unsure: tuple[str, ...]
    problems: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]
    """Each reason code once, with the first sentence that gave it."""
    due_date: str
    page: str | None = None


def row_of(record: CaseRecord, page: str | None = None, mask: Mask | None = None) -> CaseRow:
    """The row of a case, masked unless another ``mask`` is given."""
    mask = mask or Mask(record)
    view = view_case(record, mask)
    findings = [*record.findings, *(finding for document in record.documents for finding in document.findings)]
    alarming = [finding for finding in findings if finding.outcome in ALARMING]
    reasons: dict[str, str] = {}
    for code, message in [
        *((one.reason, one.message) for one in alarming),
        *((p.code, p.message) for p in record.problems),
    ]:
        reasons.setdefault(code, mask.text(message))
    return CaseRow(
        case_id=view.case_id,
        decision=record.decision,
        papers=tuple(paper.label for paper in view.papers),
        failed=tuple(statement.message for statement in view.grouped(Outcome.FAIL)),
        unsure=tuple(statement.message for statement in view.grouped(Outcome.UNSURE)),
        problems=tuple(problem.value for problem in view.problems),
        reasons=tuple(reasons.items()),
        due_date=record.due_date.isoformat() if record.due_date else "",
        page=page,
    )


def write_csv(rows: Iterable[CaseRow], stream: TextIO) -> None:
    """One line a case. The stream should be opened as utf-8-sig with newline=''."""
    writer = csv.writer(stream)
    writer.writerow(_COLUMNS)
    for row in rows:
        cells = (
            row.case_id, row.decision.value, row.decision.label, len(row.papers), _counted(row.papers),
            len(row.failed), len(row.unsure), len(row.problems), "\n".join(row.failed), "\n".join(row.unsure),
            "\n".join(row.problems), " ".join(code for code, _ in row.reasons), row.due_date,
        )  # fmt: skip
        writer.writerow([safe_cell(str(cell)) for cell in cells])


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: what looks like one is prefixed with an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def render_overview(rows: Sequence[CaseRow], region_name: str, total: int) -> str:
    """The overview page. ``total`` is the number of cases handed in, of which ``rows`` are finished."""
    decisions = Counter(row.decision for row in rows)
    reasons = Counter(code for row in rows for code, _ in row.reasons)
    examples = {code: message for row in reversed(rows) for code, message in row.reasons}
    style, script = asset("overview.css"), asset("overview.js")
    return render_template(
        "overview.html",
        rows=rows,
        region_name=region_name,
        total=total,
        decisions=[(decision, decisions[decision]) for decision in Decision],
        unread=sum(bool(row.problems) for row in rows),
        reasons=[(count, code, examples[code]) for code, count in sorted(reasons.items(), key=_most)[:_REASONS_SHOWN]],
        counted=_counted,
        style=Markup(style),
        script=Markup(script),
        policy=content_policy(style, script),
    )


def _most(counted: tuple[str, int]) -> tuple[int, str]:
    """The most frequent first, then by name."""
    return -counted[1], counted[0]


def _counted(labels: Sequence[str]) -> str:
    """检验报告×2、处方: each label once, with its number where there are several."""
    counts = Counter(labels)
    return "、".join(label if count == 1 else f"{label}×{count}" for label, count in counts.items())
