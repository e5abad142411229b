"""How far the work is, on standard error: a bar on a terminal, plain lines elsewhere. No file is ever named."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from models.codes import Decision
from pipelines.case import Step

if TYPE_CHECKING:
    from pipelines.batch import Ended

_STYLES = {Decision.ACCEPT: "green", Decision.REVIEW: "yellow", Decision.RESUBMIT: "red"}


class Pace:
    """Counts the cases of a batch: how many are done and lost, how fast pages are read, how long the rest will take."""

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._total, self._clock, self._begun = total, clock, clock()
        self.done = 0
        self._failed = self._worked = self._pages = 0

    def count(self, ended: Ended) -> None:
        """Take another case into account. What was done before tells nothing about the speed."""
        self.done += 1
        self._failed += ended.lost is not None
        if ended.seconds is not None:
            self._worked += 1
            self._pages += ended.pages

    def __str__(self) -> str:
        """``失败 1　2.5 页/秒　约剩 3 分 20 秒``; speed and time left only where something was worked on."""
        told = [f"失败 {self._failed}"]
        seconds = self._clock() - self._begun
        if self._worked and seconds > 0:
            told.append(f"{self._pages / seconds:.1f} 页/秒")
            if left := self._total - self.done:
                told.append(f"约剩 {duration(left * seconds / self._worked)}")
        return "　".join(told)


def duration(seconds: float) -> str:
    """8 秒, 3 分 20 秒, 2 小时 5 分."""
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return f"{rest} 秒"
    hours, minutes_left = divmod(minutes, 60)
    return f"{hours} 小时 {minutes_left} 分" if hours else f"{minutes} 分 {rest} 秒"


@contextmanager
def file_progress() -> Iterator[Step]:
    """Tells which file of a case is being read."""
    console = Console(file=sys.stderr, highlight=False)
    if not console.is_terminal:
        yield lambda number, count: console.print(f"正在读取第 {number + 1}/{count} 个文件", soft_wrap=True)
        return
    with _bar(console) as bar:
        task = bar.add_task("正在准备", total=None, pace="")

        def step(number: int, count: int) -> None:
            bar.update(task, description=f"读取第 {number + 1} 个文件", completed=number, total=count)

        yield step


@contextmanager
def case_progress(total: int) -> Iterator[Callable[[Ended], None]]:
    """Tells of every case that has ended."""
    console = Console(file=sys.stderr, highlight=False)
    pace = Pace(total)
    if not console.is_terminal:

        def line(ended: Ended) -> None:
            pace.count(ended)
            told = (f"[{pace.done}/{total}] ", _line(ended), f"　（{pace}）")
            console.print(*told, markup=False, soft_wrap=True, sep="")

        yield line
        return
    with _bar(console) as bar:
        task = bar.add_task("批量审核", total=total, pace="")

        def advance(ended: Ended) -> None:
            pace.count(ended)
            bar.console.print(_line(ended))
            bar.update(task, advance=1, pace=str(pace))

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
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TextColumn("{task.fields[pace]}"),
    )  # fmt: skip
    return Progress(*columns, console=console, transient=True)
