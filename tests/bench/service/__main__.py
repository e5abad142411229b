"""Load and mischief against the real service, on a machine that does nothing else.

    python -m tests.bench.service --callers 2 --minutes 10     # photographs of 12 megapixels, one after another
    python -m tests.bench.service --callers 10 --minutes 3     # more than it can: refusals, and the accepted ones
    python -m tests.bench.service --callers 1 --minutes 2 --level quick
    python -m tests.bench.service --cases 50 --minutes 10      # pre-checks while 50 cases wait to be read
    python -m tests.bench.service --mutants 5000 --seed 3      # broken uploads
    python -m tests.bench.service --mutants 5000 --into cases  # handed in: files, names, declarations, tokens, forms

Starts ``yancai serve`` with the real engine, asks it, and prints seconds, answers and memory; ends with 1 where an
answer was none the page describes, a reading or a worker was lost, a case was not read or a file of it not told of, or
memory went beyond its bound.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.service.load import hand_in, load, photographs, read_by, smaller
from tests.bench.service.mischief import into_cases, into_prechecks
from tests.bench.service.tally import Tally, report
from tests.pipelines.service.process import served

_REGION = "sichuan-nanchong"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.service", description=__doc__.splitlines()[0])
    parser.add_argument("--callers", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--level", choices=("full", "quick"), default="full")
    parser.add_argument("--pictures", type=int, default=24, help="how many different photographs")
    parser.add_argument("--workers", type=int, help="processes that read; by default as many as are sensible")
    parser.add_argument("--mutants", type=int, help="send so many broken uploads instead")
    parser.add_argument("--into", choices=("prechecks", "cases"), default="prechecks", help="where broken uploads go")
    parser.add_argument("--cases", type=int, default=0, help="so many cases of four photographs wait meanwhile")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    pictures, tally = photographs(asked.pictures, asked.seed), Tally()
    free = {"YANCAI_SERVICE__PER_MINUTE": "1000000", "YANCAI_SERVICE__AT_ONCE": "1000"}
    with (
        tempfile.TemporaryDirectory() as name,
        served(Path(name) / "service", "cli", _REGION, workers=asked.workers, **free) as service,
    ):
        for picture in pictures[:4]:
            service.post(picture, level=asked.level)
        began = time.monotonic()
        if asked.mutants:
            send = into_cases if asked.into == "cases" else into_prechecks
            send(service, tally, [smaller(picture) for picture in pictures], asked.mutants, asked.seed)
        else:
            numbers = hand_in(service, pictures, asked.cases)
            load(service, tally, pictures, asked.callers, 60 * asked.minutes, asked.level)
            read_by(service, tally, numbers)
        print(f"all together: {time.monotonic() - began:.0f} s")
        tally.listen(service)
        report(tally, service)
    sys.exit(1 if tally.wrong else 0)


if __name__ == "__main__":
    main()
