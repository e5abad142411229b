"""What the bench and an engine's process say to each other: one JSON object a line, through stdin and stdout.

To the engine, once:      ``{"threads": 2, "options": {"provider": "openvino"}}``
and for every file:       ``{"file": "/folder/page.jpg"}``
From the engine, ready:   ``{"ready": true}``
and for every file:       ``{"lines": ["..."], "seconds": 1.23}``

Seconds are those of reading alone, from the file's name to its lines. Peak memory is taken from outside, in the same
way for all (``running.py``). An engine that fails ends with its traceback. This module runs in the engines' own
environments and needs nothing but Python.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence

Read = Callable[[str], Sequence[str]]
"""Reads the file of that name and gives its lines of text."""
Start = Callable[[int, Mapping[str, str]], Read]
"""Loads the engine with so many threads and the options of its row, and hands out how it reads."""


def serve(start: Start) -> None:
    """Load the engine and read what is asked for until stdin ends.

    The process may use as many processors as the engine is to have threads: no engine gets more than another,
    whatever it makes of the number. Libraries that print do so on stderr; stdout is for the answers.
    """
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def tell(answer: Mapping[str, object]) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    asked = json.loads(sys.stdin.readline())
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: asked["threads"]])
    read = start(asked["threads"], asked["options"])
    tell({"ready": True})
    for line in sys.stdin:
        file = json.loads(line)["file"]
        begun = time.perf_counter()
        lines = list(read(file))
        tell({"lines": lines, "seconds": time.perf_counter() - begun})
