"""The reference page: the whole check, stage by stage, against plain PaddleOCR's reading alone, alternating in one run.

python -m tests.bench.reference
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from pipelines.case import CaseRunner
from pipelines.gather import gather_case
from pipelines.opening import open_reader, open_rules
from pipelines.settings import load_settings
from pipelines.terms import Terms
from tests.bench.engines.pages import REFERENCE
from tests.bench.engines.roster import chosen, ready
from tests.bench.engines.running import Bounds, RunningEngine

ROUNDS = 9


def main() -> None:
    terms = Terms("sichuan-nanchong", "case", date(2026, 11, 2), load_settings())
    reader = open_reader(terms)
    runner, case = CaseRunner(reader, open_rules(terms)), gather_case([REFERENCE])
    ours, peers = [], []
    (paddle,) = chosen(["paddleocr"])
    with (
        tempfile.TemporaryDirectory() as folder,
        RunningEngine(ready(paddle), Bounds(), Path(folder) / "log") as plain,
    ):
        for round_ in range(ROUNDS + 2):
            start = time.perf_counter()
            runner.run(case)
            seconds = time.perf_counter() - start
            answer = plain.read(REFERENCE)
            if round_ == 1:
                reader.seconds.clear()
            # The first two rounds warm up.
            if round_ > 1:
                ours.append(seconds)
                peers.append(answer.seconds)
    mine, theirs = statistics.median(ours), statistics.median(peers)
    sys.stdout.write(
        f"{REFERENCE.name}: {len(answer.lines)} lines by the peer; medians of {ROUNDS} rounds, alternating\n"
        f"whole check            {mine:.2f} s ({min(ours):.2f}-{max(ours):.2f})\n"
        f"plain PaddleOCR alone  {theirs:.2f} s ({min(peers):.2f}-{max(peers):.2f})\n"
        f"ratio                  {mine / theirs:.2f}\n"
    )
    for stage, total in reader.seconds.items():
        sys.stdout.write(f"  {stage:<9} {1000 * total / ROUNDS:.0f} ms\n")


if __name__ == "__main__":
    main()
