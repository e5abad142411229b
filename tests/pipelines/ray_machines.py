"""A Ray cluster whose machines are processes of this one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipelines.executors.cluster import ClusterExecutor, ClusterOptions
from pipelines.executors.processes import ProcessOptions

ROOT = Path(__file__).parents[2]
_QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0", "RAY_worker_niceness": "0"}


@contextmanager
def cluster(machines: int) -> Iterator[Any]:
    """A head without processors of its own and so many machines with one each (ray.cluster_utils.Cluster).

    What workers import is found as on real machines: by the environment they were started with.
    """
    os.environ.update(_QUIET, PYTHONPATH=str(ROOT))
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    try:
        for _ in range(machines):
            add_machine(made)
        yield made
    finally:
        made.shutdown()


def add_machine(made: Any) -> Any:
    """One more machine with one processor."""
    return made.add_node(num_cpus=1, object_store_memory=80_000_000)


def on_cluster(made: Any, workers: int = 2, **process: Any) -> ClusterExecutor:
    """The executor on this cluster."""
    options = ProcessOptions(**{"workers": 1, "start_seconds": 240.0, **process})
    return ClusterExecutor(ClusterOptions(options, made.address, workers))
