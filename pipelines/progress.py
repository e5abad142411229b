"""How far the work is, on standard error: a bar on a terminal, plain lines elsewhere. No file is ever named."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.text import Text

from models.codes import Decision
from pipelines.batch import Ended
from pipelines.case import Step

_STYLES = {Decision.ACCEPT: "green", Decision.REVIEW: "yellow", Decision.RESUBMIT: "red"}


@contextmanager
def file_progress() -> Iterator[Step]:
    """Tells which file of a case is being read."""
    console = Console(file=sys.stderr, highlight=False)
    if not console.is_terminal:
        yield lambda number, count: console.print(f"正在读取第 {number + 1}/{count} 个文件", soft_wrap=True)
        return
    with _bar(console) as bar:
        task = bar.add_task("正在准备", total=None)

        def step(number: int, count: int) -> None:
            bar.update(task, description=f"读取第 {number + 1} 个文件", completed=number, total=count)

        yield step


@contextmanager
def case_progress(total: int) -> Iterator[Callable[[Ended], None]]:
    """Tells of every case that has ended."""
    console = Console(file=sys.stderr, highlight=False)
    if not console.is_terminal:
        count = 0

        def line(ended: Ended) -> None:
            nonlocal count
            count += 1
            console.print(f"[{count}/{total}] ", _line(ended), markup=False, soft_wrap=True, sep="")

        yield line
        return
    with _bar(console) as bar:
        task = bar.add_task("批量审核", total=total)

        def advance(ended: Ended) -> None:
            bar.console.print(_line(ended))
            bar.advance(task)

        yield advance


def _line(ended: Ended) -> Text:
    took = "已在上次完成" if ended.seconds is None else f"{ended.seconds:.1f} 秒"
    lost = f"　未得到结果（{ended.lost}）" if ended.lost else ""
    return Text.assemble(
        f"案件 {ended.label}　",
        (ended.decision.label, _STYLES[ended.decision]),
        (f"　{took}", "dim"),
        (lost, "bold red"),
    )


def _bar(console: Console) -> Progress:
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    return Progress(*columns, console=console, transient=True)
