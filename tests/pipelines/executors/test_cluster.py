"""Tasks on a Ray cluster: what goes wrong with a task costs that task, a lost worker costs nothing."""

from __future__ import annotations

from typing import Any

import pytest

from models.error import UsageError, YancaiError
from pipelines.executors.cluster import ClusterExecutor, ClusterOptions
from pipelines.executors.port import Lost
from pipelines.executors.processes import ProcessOptions
from tests.pipelines.executors import misbehaving
from tests.pipelines.executors.test_contract import answers, tasks
from tests.pipelines.ray_machines import on_cluster

pytestmark = pytest.mark.cluster


def test_what_goes_wrong_with_a_task_costs_that_task_only(machines: Any) -> None:
    found = answers(on_cluster(machines), "a", "die", "half", "raise", "hang", "b", "print", seconds=5.0)
    assert found == {0: "A", 1: "died", 2: "died", 3: "raised", 4: "timed_out", 5: "B", 6: "PRINT"}


def test_a_task_that_brings_down_one_worker_after_another_is_given_up(machines: Any) -> None:
    outcomes = list(on_cluster(machines).run(misbehaving.start, tasks("a", "kill the actor", "c")))
    lost = [one for one in outcomes if isinstance(one, Lost)]
    assert [(one.ordinal, one.why) for one in lost] == [(1, "died")]
    assert lost[0].detail.endswith("3 times")
    assert len(outcomes) == 3


def test_by_default_there_are_as_many_workers_as_there_is_room_for(machines: Any) -> None:
    options = ClusterOptions(ProcessOptions(1, start_seconds=240.0), machines.address)
    assert answers(ClusterExecutor(options), "a", "b", "c") == {0: "A", 1: "B", 2: "C"}


def test_a_cluster_without_room_says_so(machines: Any) -> None:
    options = ClusterOptions(ProcessOptions(1, start_seconds=60.0), machines.address, cores=64)
    with pytest.raises(YancaiError, match="64 个处理器"):
        answers(ClusterExecutor(options), "a")
    waiting = ClusterOptions(ProcessOptions(1, start_seconds=2.0), machines.address, workers=1, cores=64)
    with pytest.raises(YancaiError, match="没有空闲"):
        answers(ClusterExecutor(waiting), "a")


def test_a_cluster_that_is_not_there_is_a_wrong_call() -> None:
    pytest.importorskip("ray", reason="make cluster")
    options = ClusterOptions(ProcessOptions(1), "127.0.0.1:1")
    with pytest.raises(UsageError, match="连不上 Ray 集群"):
        answers(ClusterExecutor(options), "a")
