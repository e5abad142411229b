"""What this computer's processor and this installation can do: threads, bf16, inference providers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

Precision = Literal["f32", "bf16"]

_CPUINFO = Path("/proc/cpuinfo")
# What OpenVINO's CPU plugin runs bf16 on natively; elsewhere bf16 is emulated and slower than f32 (engine.md).
_BF16_FLAGS = frozenset({"amx_bf16", "avx512_bf16"})
_NOTABLE = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16", "amx_int8")


def processor_flags(cpuinfo: Path = _CPUINFO) -> frozenset[str]:
    """The instruction sets the processor reports; empty where the system does not tell."""
    try:
        text = cpuinfo.read_text(encoding="ascii", errors="replace")
    except OSError:
        return frozenset()
    lines = (line for line in text.splitlines() if line.startswith(("flags", "Features")))
    return frozenset(next(lines, ":").partition(":")[2].split())


def best_precision(flags: frozenset[str]) -> Precision:
    """bf16 only where the processor computes it natively."""
    return "bf16" if flags & _BF16_FLAGS else "f32"


def notable_flags(flags: frozenset[str]) -> tuple[str, ...]:
    """The instruction sets that decide the speed, slowest first."""
    return tuple(flag for flag in _NOTABLE if flag in flags)


def usable_threads() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def installed_providers() -> tuple[str, ...]:
    """The inference providers of the installed ONNX Runtime, in its own order."""
    import onnxruntime

    return tuple(onnxruntime.get_available_providers())
