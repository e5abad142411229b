"""The reference page: the whole check against plain PaddleOCR's own time, alternating in one run.

python -m tests.bench.reference
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date
from pathlib import Path

from pipelines.case import CaseRunner
from pipelines.gather import gather_case
from pipelines.opening import open_reader, open_rules
from pipelines.settings import load_settings
from pipelines.terms import Terms
from tests.bench.peers import plain_paddle

PAGE = Path(__file__).parents[3] / "shared" / "reference" / "certificate.jpg"
ROUNDS = 9


def main() -> None:
    terms = Terms("sichuan-nanchong", "case", date(2026, 11, 2), load_settings())
    reader = open_reader(terms)
    runner, plain, case = CaseRunner(reader, open_rules(terms)), plain_paddle(), gather_case([PAGE])
    ours, peers = [], []
    for round_ in range(ROUNDS + 2):
        start = time.perf_counter()
        runner.run(case)
        seconds = time.perf_counter() - start
        lines, peer_seconds = plain(PAGE)
        if round_ == 1:
            reader.seconds.clear()
        # The first two rounds warm up.
        if round_ > 1:
            ours.append(seconds)
            peers.append(peer_seconds)
    mine, theirs = statistics.median(ours), statistics.median(peers)
    sys.stdout.write(
        f"{PAGE.name}: {len(lines)} lines by the peer; medians of {ROUNDS} rounds, alternating\n"
        f"whole check            {mine:.2f} s ({min(ours):.2f}-{max(ours):.2f})\n"
        f"plain PaddleOCR alone  {theirs:.2f} s ({min(peers):.2f}-{max(peers):.2f})\n"
        f"ratio                  {mine / theirs:.2f}\n"
    )
    for stage, total in reader.seconds.items():
        sys.stdout.write(f"  {stage:<9} {1000 * total / ROUNDS:.0f} ms\n")


if __name__ == "__main__":
    main()
