"""Draw whole cases from a seed, judge them with the real program and print what became of each kind.

python -m tests.bench.cases --count 60 --seed 7 --from-truth            # the rules alone: no engine, seconds
python -m tests.bench.cases --count 12 --seed 7 --kept DIR --minutes 4  # with the engine, going on where it stopped
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.bench.cases.judged import HELD_OUT, Draw, judge_from_truth, judge_with_engine
from tests.bench.cases.table import print_table


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.cases", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=20, help="how many cases of each region")
    parser.add_argument("--seed", type=int, default=7, help="the seed they are drawn from")
    papers = "samples: all that development looks at; kept: layouts kept aside; held_out: what is reported"
    parser.add_argument("--papers", choices=("samples", "kept", HELD_OUT), default="samples", help=papers)
    parser.add_argument("--from-truth", action="store_true", help="judge what is true of the papers, without an engine")
    parser.add_argument("--kept", type=Path, help="keep files and readings here, and use those that are there")
    parser.add_argument("--minutes", type=float, default=1e6, help="read no further case after so many minutes")
    options = parser.parse_args()
    draw = Draw(options.count, options.seed, options.papers)
    if options.from_truth:
        cases = list(judge_from_truth(draw))
    else:
        with tempfile.TemporaryDirectory() as scratch:
            kept = options.kept or Path(scratch)
            cases = list(judge_with_engine(draw, kept, options.minutes))
    how = "judged from truth" if options.from_truth else "read by the engine"
    print(f"## {len(cases)} cases, {how}, {options.papers}, seed {options.seed}")
    print_table(cases)


if __name__ == "__main__":
    main()
