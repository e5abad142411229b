"""An engine for tests: a file's text is what it reads; ``die`` and ``hang`` in it are what engines do at times."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.engines.protocol import Read, serve


def start(threads: int, options: Mapping[str, str]) -> Read:
    """``options``: ``start`` (die: cannot be loaded), ``on`` (the words it dies or hangs on)."""
    print("a library's banner")
    if options.get("start") == "die":
        raise OSError("no such weights")

    def read(file: str) -> Sequence[str]:
        text = Path(file).read_text(encoding="utf-8")
        print("a library's progress")
        if "die" in options.get("on", "") and "die" in text:
            raise ValueError("cannot read this page")
        if "hang" in options.get("on", "") and "hang" in text:
            time.sleep(60)
        if text == "processors":
            return [str(len(os.sched_getaffinity(0))), str(threads), os.environ["OMP_NUM_THREADS"]]
        return text.splitlines()

    return read


if __name__ == "__main__":
    serve(start)
