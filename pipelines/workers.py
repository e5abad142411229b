"""Processes in which files are opened, within the bounds of the settings: what hangs costs its own work only."""

from __future__ import annotations

from pipelines.executors.processes import ProcessExecutor, ProcessOptions
from pipelines.settings import BatchOptions


def process_options(workers: int, options: BatchOptions, *, ahead: bool = False) -> ProcessOptions:
    """So many processes, with a batch's bounds; ``ahead``: begun before their first task is there."""
    most, recycle = (int(gigabytes * 1e9) for gigabytes in (options.worker_gigabytes, options.recycle_gigabytes))
    return ProcessOptions(workers, options.start_seconds, options.tasks_per_worker, most, recycle, ahead)


def one_worker(options: BatchOptions, *, ahead: bool = False) -> ProcessExecutor:
    """An executor of one process."""
    return ProcessExecutor(process_options(1, options, ahead=ahead))
