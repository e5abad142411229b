"""Tasks one after another in this process: for one case, for small machines and for tests."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from models.error import YancaiError
from pipelines.executors.attempt import Attempts, Raised
from pipelines.executors.port import Done, Lost, Outcomes, Start, Task

T = TypeVar("T")
R = TypeVar("R")


class SerialExecutor:
    """The simplest executor. It cannot enforce a time limit nor survive a task that ends the process."""

    def run(self, start: Start[T, R], tasks: Iterable[Task[T]]) -> Outcomes[R]:
        """Answer the tasks in their order; ``start`` is called before the first one, and not at all without any."""
        attempts = Attempts()
        try:
            work: Callable[[T], R] | None = None
            for task in tasks:
                if work is None:
                    work = _started(attempts, start)
                yield _answer(attempts, work, task)
        finally:
            attempts.close()


def _started(attempts: Attempts, start: Start[T, R]) -> Callable[[T], R]:
    answer = attempts(start)
    if isinstance(answer, Raised):
        raise answer.error or YancaiError(f"读取程序无法启动（{answer.detail}）。请运行 yancai doctor 查看缺少什么。")
    return answer.value


def _answer(attempts: Attempts, work: Callable[[T], R], task: Task[T]) -> Done[R] | Lost:
    begun = time.monotonic()
    answer = attempts(partial(work, task.payload))
    seconds = time.monotonic() - begun
    if isinstance(answer, Raised):
        if answer.error is not None:
            raise answer.error
        return Lost(task.ordinal, "raised", answer.detail, seconds)
    return Done(task.ordinal, answer.value, seconds)
