"""One process in which files are opened: what hangs or grows beyond its bounds costs its own work only."""

from __future__ import annotations

from pipelines.executors.processes import ProcessExecutor, ProcessOptions
from pipelines.settings import BatchOptions


def one_worker(options: BatchOptions) -> ProcessExecutor:
    """An executor of one process, with the bounds of a batch's."""
    bounds = (int(gigabytes * 1e9) for gigabytes in (options.worker_gigabytes, options.recycle_gigabytes))
    return ProcessExecutor(ProcessOptions(1, options.start_seconds, options.tasks_per_worker, *bounds))
