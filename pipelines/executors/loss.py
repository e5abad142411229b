"""What a lost task means for the file it worked on, in words for people."""

from __future__ import annotations

from models.finding import Problem
from pipelines.executors.port import Why

_MESSAGES: dict[Why, str] = {
    "raised": "读取时程序出错，未能得到结果。请人工查看原件，并将此案件报告给维护人员。",
    "died": "读取进程意外终止（可能是内存不足或文件异常），未能得到结果。请人工查看原件。",
    "timed_out": "读取超过规定时间，已停止。请人工查看原件，或调整时间限制后重试。",
    "outgrown": "读取时占用内存超过上限，已停止。请人工查看原件，或调整内存上限后重试。",
}


def loss_problem(name: str, why: Why) -> Problem:
    """The problem of a file whose reading was lost."""
    return Problem(stage="run", file=name, code=f"worker.{why}", message=f"“{name}”：{_MESSAGES[why]}")
