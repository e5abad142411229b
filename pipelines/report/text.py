"""A judged case for a person at a terminal, in Chinese; readable without colours and when piped.

Symbols are such as GBK terminals have too. What was read from papers goes through ``plain`` and is never taken as
markup: every piece is a rich Text, not a markup string.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.text import Text

from models.codes import ClarityGrade, Decision, Outcome
from models.document import LabItem
from pipelines.report.terminal import plain
from pipelines.report.view import CaseView, Entry, Paper, Statement

_OUTCOMES = (
    (Outcome.FAIL, "×", "bold red"),
    (Outcome.UNSURE, "？", "bold yellow"),
    (Outcome.PASS, "√", "green"),
)
_DECISION_STYLES = {Decision.ACCEPT: "bold green", Decision.REVIEW: "bold yellow", Decision.RESUBMIT: "bold red"}
_CLARITY_STYLES = {
    ClarityGrade.GOOD: "green",
    ClarityGrade.FAIR: "green",
    ClarityGrade.POOR: "yellow",
    ClarityGrade.UNREADABLE: "bold red",
}
_LAB_ITEMS_SHOWN = 30
_RULE_WIDTH = 72


def print_case(view: CaseView, region_name: str, stream: TextIO | None = None) -> None:
    """Write the whole report: the papers, the findings in groups, the problems, the decision and what to do."""
    console = Console(file=stream or sys.stdout, highlight=False, emoji=False, markup=False, soft_wrap=True)
    _heading(console, f"案件 {view.case_id}　{region_name}　共 {len(view.papers)} 份材料")
    for paper in view.papers:
        _paper(console, paper, len(view.papers))
    _findings(console, view)
    _problems(console, view)
    _decision(console, view)


def _heading(console: Console, title: str) -> None:
    console.print(Text("━" * _RULE_WIDTH, style="dim"))
    console.print(Text(plain(title), style="bold"))
    console.print(Text("━" * _RULE_WIDTH, style="dim"))


def _line(console: Console, *parts: tuple[str, str], indent: int = 2) -> None:
    console.print(Text.assemble(" " * indent, *((plain(text), style) for text, style in parts)))


def _paper(console: Console, paper: Paper, count: int) -> None:
    document = paper.record
    console.print()
    _line(
        console,
        (f"[{paper.number}/{count}] ", "dim"),
        (paper.label, "bold cyan"),
        (f"　把握 {document.doc_type.confidence:.0%}", "dim"),
        indent=0,
    )
    _pair(console, "来源", "；".join(paper.sources))
    clarity = document.clarity
    _line(
        console,
        (_padded("清晰度"), "dim"),
        (clarity.grade.label, _CLARITY_STYLES[clarity.grade]),
        (f"（{clarity.score:.0%}）" + "、".join(entry.label for entry in paper.clarity), ""),
    )
    turned = [f"第 {page.page + 1} 页顺时针 {page.rotation}°" for page in document.geometry if page.rotation]
    if turned:
        _pair(console, "已转正", "、".join(turned))
    _entries(console, paper.fields)
    _entries(console, [Entry("印章", f"{seal.label}：{seal.value}", seal.confidence) for seal in paper.seals])
    _entries(console, [Entry("医师", f"{who.label}：{who.value}", who.confidence) for who in paper.physicians])
    _lab_items(console, paper)


def _entries(console: Console, entries: Iterable[Entry]) -> None:
    for entry in entries:
        doubt = f"　（把握 {entry.confidence:.0%}）" if entry.confidence is not None and entry.confidence < 0.8 else ""
        _line(console, (_padded(entry.label), "dim"), (entry.value, "yellow" if entry.striking else ""), (doubt, "dim"))


def _lab_items(console: Console, paper: Paper) -> None:
    if not paper.lab_items:
        return
    flagged = sum(bool(flag) for _, flag in paper.lab_items)
    _pair(console, "检验项目", f"{len(paper.lab_items)} 项，其中异常 {flagged} 项")
    for item, flag in paper.lab_items[:_LAB_ITEMS_SHOWN]:
        _line(console, ("- ", "dim"), (_lab_text(item), ""), (f"　{flag}" if flag else "", "bold red"), indent=4)
    if len(paper.lab_items) > _LAB_ITEMS_SHOWN:
        _line(console, (f"……另有 {len(paper.lab_items) - _LAB_ITEMS_SHOWN} 项，见 JSON 或 HTML 输出", "dim"), indent=4)


def _lab_text(item: LabItem) -> str:
    unit = f" {item.unit}" if item.unit else ""
    reference = f"（参考 {item.reference}）" if item.reference else ""
    return f"{item.name}　{item.value}{unit}{reference}"


def _findings(console: Console, view: CaseView) -> None:
    for outcome, sign, style in _OUTCOMES:
        group = view.grouped(outcome)
        if group:
            console.print()
            console.print(Text(f"■ {outcome.label}（{len(group)}）", style=style))
            for statement in group:
                _finding(console, view, statement, (sign, style))


def _finding(console: Console, view: CaseView, statement: Statement, sign: tuple[str, str]) -> None:
    paper = f"　[{statement.paper}] {view.papers[statement.paper - 1].label}" if statement.paper else ""
    _line(console, (f"{sign[0]} ", sign[1]), (statement.message, ""), (paper, "dim"))
    if statement.outcome is Outcome.PASS:
        return
    if statement.basis:
        _line(console, (f"依据：{statement.basis}", "dim"), indent=5)
    if statement.caveat:
        _line(console, (f"说明：{statement.caveat}", "dim"), indent=5)


def _problems(console: Console, view: CaseView) -> None:
    if view.problems:
        console.print()
        console.print(Text(f"■ 读取问题（{len(view.problems)}）", style="bold red"))
        for problem in view.problems:
            _line(console, ("！", "bold red"), (f"[{problem.label}] ", "dim"), (problem.value, ""))


def _decision(console: Console, view: CaseView) -> None:
    console.print()
    console.print(Text("━" * _RULE_WIDTH, style="dim"))
    style = _DECISION_STYLES[view.decision]
    console.print(Text.assemble(("结论：", "bold"), (view.decision.label, style)))
    if view.notice:
        for line in view.notice.splitlines():
            _line(console, (line, ""))
    elif view.decision is Decision.REVIEW:
        count = len(view.grouped(Outcome.UNSURE)) + len(view.problems)
        _line(console, (f"请工作人员逐项核对上列“需人工核对”和“读取问题”，共 {count} 项。", ""))
    if view.record.due_date:
        _pair(console, "办结期限", view.record.due_date.isoformat())
    elif view.record.due_date_reason:
        _pair(console, "办结期限", view.record.due_date_reason)


def _pair(console: Console, label: str, value: str) -> None:
    _line(console, (_padded(label), "dim"), (value, ""))


def _padded(label: str) -> str:
    """A label of up to four characters in a column of five."""
    return label + "　" * max(5 - len(label), 1)
