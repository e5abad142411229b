"""How many workers a machine carries."""

from __future__ import annotations

import os
from pathlib import Path

import psutil

WORKER_BYTES = int(1.4 * 2**30)
"""A worker with its engine stays near 1 GB over a batch; the rest is room for large pages."""
_SPARE_BYTES = 2**30
_CONTAINER_LIMIT = Path("/sys/fs/cgroup/memory.max")


def usable_cores() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def sensible_workers(cases: int) -> int:
    """As many workers as there are cores, cases and memory for; at least one."""
    by_memory = (_usable_bytes() - _SPARE_BYTES) // WORKER_BYTES
    return max(1, min(usable_cores(), by_memory, cases))


def _usable_bytes() -> int:
    """Memory that is free, or what a container may use where that is less."""
    free = int(psutil.virtual_memory().available)
    if _CONTAINER_LIMIT.is_file():
        limit = _CONTAINER_LIMIT.read_text(encoding="ascii").strip()
        if limit.isdigit():
            return min(free, int(limit))
    return free
