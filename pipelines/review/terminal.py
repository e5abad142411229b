"""The queue at a terminal, in Chinese; readable without colours and when piped. What comes from papers goes through
``plain``: it is shown, never obeyed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from pipelines.checks.papers import SURE
from pipelines.report.blocking import Weight
from pipelines.report.terminal import plain
from pipelines.review.face import WEIGHT_LABELS, CaseFace, LineFace, PaperFace, PointFace
from pipelines.review.queue import OPEN
from pipelines.review.stats import Counts, Stats

_RULE_WIDTH = 72
_STYLES: dict[Weight, tuple[str, str]] = {
    "mend": ("×", "bold red"),
    "look": ("？", "bold yellow"),
    "note": ("·", "dim"),
    "pass": ("√", "green"),
    "silent": ("－", "dim"),
}


def print_lines(lines: Sequence[LineFace], total: int) -> None:
    """The list: one case a line, the most pressing first."""
    console = _console()
    for line in lines:
        console.print(Text(plain(_line(line)), style="bold" if line.urgent or line.near else ""))
    rest = f"，只显示前 {len(lines)} 件（--limit 可多显示）" if total > len(lines) else ""
    console.print(Text(f"共 {total} 件{rest}。"))


def print_sheet(face: CaseFace, region_name: str) -> None:
    """The sheet of one case: what blocks first, then what was read, then what happened."""
    console = _console()
    _heading(console, face, region_name)
    if face.record_id is None:
        console.print(Text("正在读取，尚无结果。"))
    _points(console, face.points)
    for paper in face.papers:
        _paper(console, paper)
    _files(console, face)
    if face.history:
        console.print(Text("■ 经过", style="bold"))
        for event in face.history:
            _put(console, f"{event.at:%Y-%m-%d %H:%M}　{event.who}　{event.what}　{event.text}")


def print_stats(stats: Stats, region_name: Callable[[str], str]) -> None:
    """The figures; ``region_name``: a region's code in Chinese."""
    console = _console()
    waiting = stats.waiting
    _put(console, f"{stats.since} 至 {stats.until}", indent=0, style="bold")
    _put(console, f"受理 {stats.received} 件，通过 {stats.accepted} 件，退回 {stats.returned} 件")
    _put(console, f"每件用时（中位数） {_minutes(stats.minutes)}")
    _put(
        console,
        f"现在：待审核 {waiting.ready} 件，审核中 {waiting.in_review} 件，正在读取 {waiting.reading} 件，"
        f"等待补正 {waiting.returned} 件；临近期限 {waiting.near} 件，已超期 {waiting.overdue} 件",
    )
    _put(console, f"复核 {stats.second_looks} 件，其中与初审不同 {stats.second_looks_differing} 件")
    regions = [one.model_copy(update={"name": region_name(one.name)}) for one in stats.regions]
    for title, groups in (("按日", stats.days), ("按地区", regions), ("按渠道", stats.channels)):
        _counts(console, title, [one for one in groups if one.received or one.accepted or one.returned])
    for title, words in (("退回原因", stats.reasons), ("系统结论→人工决定", stats.machine), ("更正", stats.corrected)):
        if words:
            console.print(Text(f"■ {title}", style="bold"))
            _put(console, "　".join(f"{word} {count}" for word, count in words.items()))


def _console() -> Console:
    return Console(file=sys.stdout, highlight=False, emoji=False, markup=False, soft_wrap=True)


def _put(console: Console, text: str, *, indent: int = 2, style: str = "") -> None:
    console.print(Text(" " * indent + plain(text), style=style))


def _line(line: LineFace) -> str:
    marks = [
        "急" if line.urgent else "",
        f"期限 {line.due_date}" + ("！" if line.near else "") if line.due_date else "",
        f"补 {line.round}" if line.round else "",
        _second(line),
        f"由 {line.claimed_by} 审核" if line.claimed_by else "",
        "正在读取" if line.reading else "",
    ]
    told = f"不符 {line.failed}　存疑 {line.unsure}" + (f"　读取问题 {line.problems}" if line.problems else "")
    columns = [
        line.number, _padded(line.state_label, 8), _padded(line.applicant or "（未申报）", 8),
        _padded(line.disease or "", 12), _padded(line.decision_label, 10), told, *filter(None, marks),
    ]  # fmt: skip
    return "　".join(columns)


def _second(line: LineFace) -> str:
    """What was decided keeps its last look, and waits for none."""
    return "待复核" if line.look > 1 and line.state in OPEN else ""


def _heading(console: Console, face: CaseFace, region_name: str) -> None:
    line = face.line
    console.print(Text("━" * _RULE_WIDTH, style="dim"))
    console.print(
        Text(plain(f"{line.number}　{line.state_label}　{line.applicant or ''}　{line.disease or ''}"), "bold")
    )
    due = str(line.due_date) + ("（临近）" if line.near else "") if line.due_date else face.due_reason or "无"
    _put(console, f"{region_name}　{line.channel}　受理 {line.received_at:%Y-%m-%d %H:%M}　办结期限 {due}", indent=0)
    told = [f"系统结论：{line.decision_label}", f"结果编号 {face.record_id}" if face.record_id is not None else ""]
    told += ["急件" if line.urgent else "", f"第 {line.round} 次补充" if line.round else ""]
    told += [_second(line)]
    told += [f"由 {line.claimed_by} 审核" if line.claimed_by else ""]
    told += [f"已由 {face.superseded_by} 取代" if face.superseded_by else ""]
    told += [f"取代 {'、'.join(face.supersedes)}" if face.supersedes else ""]
    _put(console, "　".join(filter(None, told)), indent=0)
    console.print(Text("━" * _RULE_WIDTH, style="dim"))


def _points(console: Console, points: Sequence[PointFace]) -> None:
    for weight, label in WEIGHT_LABELS.items():
        group = [point for point in points if point.weight == weight]
        if not group or weight == "silent":
            continue
        sign, style = _STYLES[weight]
        console.print(Text(f"■ {label}（{len(group)}）", style=style))
        for point in group:
            paper = f"　[材料 {point.paper}] {point.paper_label}" if point.paper else ""
            place = f"　{point.place}" if point.place else ""
            parts = ((f"  {sign} ", style), (f"[{point.point}] ", "dim"), (plain(point.message), ""))
            console.print(Text.assemble(*parts, (plain(paper + place), "dim")))
            if weight in ("mend", "look", "note"):
                for title, words in (("依据：", point.basis), ("说明：", point.caveat)):
                    if words:
                        _put(console, title + words, indent=8, style="dim")


def _paper(console: Console, paper: PaperFace) -> None:
    console.print(Text(plain(f"■ 材料 {paper.number}　{paper.label}"), style="bold cyan"))
    _put(console, f"来源　{'；'.join(paper.sources)}　清晰度　{paper.clarity}", style="dim")
    for field in paper.fields:
        doubt = "" if field.confidence >= SURE else f"　（把握 {field.confidence:.0%}）"
        machine = f"　（已更正，机读：{field.machine}）" if field.corrected else ""
        name = f"　{field.name}" if field.name else ""
        console.print(
            Text.assemble(
                "  ", (_padded(field.label, 10), "dim"), plain(field.value), (plain(doubt + machine + name), "dim")
            )
        )
    for title, words in (("印章", paper.seals), ("医师", paper.physicians)):
        for word in words:
            console.print(Text.assemble("  ", (_padded(title, 10), "dim"), plain(word)))


def _files(console: Console, face: CaseFace) -> None:
    if face.files:
        console.print(Text("■ 文件", style="bold"))
        for file in face.files:
            told = [f"{file.number + 1}. {file.name}", f"{file.bytes / 1000:.0f} KB", file.claimed_type or ""]
            told += [f"第 {file.round} 次补充" if file.round else "", "已被代替" if file.replaced else ""]
            _put(console, "　".join(filter(None, told)))


def _counts(console: Console, title: str, groups: Iterable[Counts]) -> None:
    groups = list(groups)
    if groups:
        console.print(Text(f"■ {title}", style="bold"))
    for one in groups:
        told = f"受理 {one.received}　通过 {one.accepted}　退回 {one.returned}　每件 {_minutes(one.minutes)}"
        _put(console, f"{_padded(one.name, 20)}{told}")


def _minutes(minutes: float | None) -> str:
    return "—" if minutes is None else f"{minutes:.1f} 分钟"


def _padded(text: str, width: int) -> str:
    return text + " " * max(width - cell_len(text), 1)
