"""What every executor must keep, whichever way it runs its tasks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from multiprocessing import active_children

import pytest

from models.error import UsageError, YancaiError
from pipelines.executors.cluster import ClusterExecutor, ClusterOptions
from pipelines.executors.port import Done, Executor, Lost, Task
from pipelines.executors.processes import ProcessExecutor, ProcessOptions
from pipelines.executors.serial import SerialExecutor
from tests.pipelines.executors import misbehaving
from tests.pipelines.ray_machines import on_cluster


def tasks(*payloads: str, seconds: float = 30.0) -> list[Task[str]]:
    return [Task(ordinal, payload, seconds) for ordinal, payload in enumerate(payloads)]


def processes(workers: int = 2, tasks_per_worker: int = 400) -> ProcessExecutor:
    return ProcessExecutor(ProcessOptions(workers=workers, start_seconds=30, tasks_per_worker=tasks_per_worker))


@pytest.fixture(params=["serial", "processes", pytest.param("cluster", marks=pytest.mark.cluster)])
def executor(request: pytest.FixtureRequest) -> Executor:
    if request.param == "cluster":
        return on_cluster(request.getfixturevalue("machines"))
    return SerialExecutor() if request.param == "serial" else processes()


def answers(executor: Executor, *payloads: str, seconds: float = 30.0) -> dict[int, str]:
    """Each task's answer, or why it has none."""
    outcomes = list(executor.run(misbehaving.start, tasks(*payloads, seconds=seconds)))
    assert len(outcomes) == len(payloads)
    return {outcome.ordinal: outcome.value if isinstance(outcome, Done) else outcome.why for outcome in outcomes}


def test_every_task_is_answered_once(executor: Executor) -> None:
    assert answers(executor, "a", "b", "c", "d", "e") == {0: "A", 1: "B", 2: "C", 3: "D", 4: "E"}


def test_no_task_no_start(executor: Executor) -> None:
    assert list(executor.run(misbehaving.start_with_a_bug, [])) == []


def test_a_task_that_raises_costs_itself_only(executor: Executor) -> None:
    assert answers(executor, "a", "raise", "c") == {0: "A", 1: "raised", 2: "C"}


def test_what_was_raised_is_named_without_its_text(executor: Executor) -> None:
    (lost,) = executor.run(misbehaving.start, tasks("raise"))
    assert isinstance(lost, Lost)
    assert lost.detail.startswith("ValueError at misbehaving.py:")


def test_work_is_started_once_for_many_tasks() -> None:
    for executor in (SerialExecutor(), processes(workers=1)):
        assert answers(executor, "count", "count", "count") == {0: "1", 1: "2", 2: "3"}


def test_an_error_of_configuration_ends_the_run(executor: Executor) -> None:
    with pytest.raises(YancaiError, match="规则包损坏") as caught:
        list(executor.run(misbehaving.start, tasks("a", "fatal")))
    assert caught.value.exit_code == 2


def test_what_cannot_start_says_why(executor: Executor) -> None:
    with pytest.raises(YancaiError, match="缺少模型文件"):
        list(executor.run(misbehaving.start_without_weights, tasks("a")))


def test_a_bug_at_the_start_is_named_without_its_text(executor: Executor) -> None:
    with pytest.raises(YancaiError, match=r"KeyError at misbehaving\.py") as caught:
        list(executor.run(misbehaving.start_with_a_bug, tasks("a")))
    assert misbehaving.SECRET not in str(caught.value)


def test_tasks_are_not_taken_far_ahead(executor: Executor) -> None:
    taken: list[int] = []

    def slowly() -> Iterator[Task[str]]:
        for task in tasks(*"abcdefgh"):
            taken.append(task.ordinal)
            yield task

    with closing(executor.run(misbehaving.start, slowly())) as outcomes:
        next(outcomes)
        assert len(taken) <= 4


def test_a_process_that_dies_costs_its_task_only() -> None:
    outcomes = list(processes().run(misbehaving.start, tasks("a", "die", "c", "d")))
    lost = [outcome for outcome in outcomes if isinstance(outcome, Lost)]
    assert [(one.ordinal, one.why, one.detail) for one in lost] == [(1, "died", "exit 7")]
    assert sorted(outcome.value for outcome in outcomes if isinstance(outcome, Done)) == ["A", "C", "D"]


def test_a_process_that_dies_while_it_answers_costs_its_task_only() -> None:
    assert answers(processes(workers=1), "a", "half", "c") == {0: "A", 1: "died", 2: "C"}


def test_a_process_that_hangs_is_ended_at_its_limit() -> None:
    assert answers(processes(), "a", "hang", "c", seconds=1.5) == {0: "A", 1: "timed_out", 2: "C"}


def test_a_process_that_takes_too_much_memory_costs_its_task_only() -> None:
    options = ProcessOptions(workers=1, start_seconds=30, most_bytes=300_000_000)
    assert answers(ProcessExecutor(options), "a", "grow", "c") == {0: "A", 1: "outgrown", 2: "C"}


def test_processes_that_never_come_up_end_the_run() -> None:
    with pytest.raises(YancaiError, match="反复无法启动"):
        list(processes(workers=1).run(misbehaving.start_and_die, tasks("a")))


def test_a_process_is_replaced_after_its_share_of_tasks() -> None:
    pids = answers(processes(workers=1, tasks_per_worker=2), "pid", "pid", "pid", "pid")
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_a_process_that_keeps_too_much_memory_is_replaced_between_tasks() -> None:
    options = ProcessOptions(workers=1, start_seconds=30, recycle_bytes=200_000_000)
    pids = answers(ProcessExecutor(options), "hoard", *["pid"] * 11)
    assert len({pids[task] for task in range(10)}) == 1
    assert pids[9] != pids[10] == pids[11]


@pytest.mark.parametrize(("ahead", "begun"), [(True, 1), (False, 0)])
def test_a_worker_gets_ready_while_its_first_task_is_being_made(ahead: bool, begun: int) -> None:
    executor = ProcessExecutor(ProcessOptions(workers=1, start_seconds=30, ahead=ahead))

    def made() -> Iterator[Task[str]]:
        assert len(active_children()) == begun
        yield Task(0, "a", 30.0)

    assert [outcome.ordinal for outcome in executor.run(misbehaving.start, made())] == [0]


def test_where_the_first_task_cannot_be_made_nobody_is_left_behind() -> None:
    executor = ProcessExecutor(ProcessOptions(workers=1, start_seconds=30, ahead=True))

    def made() -> Iterator[Task[str]]:
        raise UsageError("说错了")
        yield

    with pytest.raises(UsageError, match="说错了"):
        list(executor.run(misbehaving.start, made()))
    assert active_children() == []


def test_a_worker_lets_go_of_what_a_task_leaves_behind() -> None:
    assert answers(processes(workers=1), "circle") == {0: "let go"}


def test_workers_write_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    assert answers(processes(workers=1), "print", "raise") == {0: "PRINT", 1: "raised"}
    assert capfd.readouterr() == ("", "")


def test_a_cluster_without_ray_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    executor = ClusterExecutor(ClusterOptions(ProcessOptions(1)))
    with pytest.raises(UsageError, match=r"yancai\[cluster\]"):
        answers(executor, "a")
