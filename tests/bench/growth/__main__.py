"""What a case costs, and what a worker holds, as a batch grows.

    python -m tests.bench.growth --pages 10,100,1000,5000 --seed S --workdir DIR    # again to go on where it was

Yancai's own batch over mixed drawn pages, each a case of its own, with its own spawned workers, journal and outputs.
Workers are never replaced, which shows growth that replacement would hide; ``--as-shipped`` replaces them as usual.
Drawings are made once; a batch of more pages than ``--distinct`` has each several times.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from functools import partial
from pathlib import Path

from intake.ocr.options import EngineOptions
from intake.settings import IntakeSettings
from pipelines.doors import Doors
from pipelines.executors.sizing import usable_cores
from pipelines.opening import engine_identity, open_reader, open_rules
from pipelines.settings import Settings
from pipelines.terms import Terms
from samples.draw import paper
from tests.bench.growth.batches import Way, run, write_cases
from tests.bench.growth.kept import Kept
from tests.bench.growth.table import growth_table

_REGION, _TODAY = "sichuan-nanchong", date(2026, 11, 22)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth", description=__doc__.splitlines()[0])
    parser.add_argument("--pages", default="10,100,1000,5000", help="sizes of batches, with commas")
    parser.add_argument("--seed", type=int, default=7, help="the seed the pages are drawn from")
    parser.add_argument("--distinct", type=int, default=500, help="how many pages are drawn at most")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--as-shipped", action="store_true", help="replace workers as a batch does")
    parser.add_argument("--workdir", type=Path, required=True, help="drawn pages, outputs and the journal")
    parser.add_argument("--journal", type=Path, help="what is measured; else a file in the working folder")
    options = parser.parse_args()
    sizes = [int(size) for size in options.pages.split(",")]
    ending = "-as-shipped" if options.as_shipped else ""
    name = f"seed-{options.seed}-of-{options.distinct}-workers-{options.workers}{ending}"
    drawn = options.workdir / f"seed-{options.seed}-{options.distinct}"
    way = Way(
        Terms(_REGION, "case", _TODAY, _settings(options.workers)),
        Doors(open_reader, open_rules, engine_identity),
        options.workers,
        options.as_shipped,
    )
    journal = options.journal or options.workdir / f"{name}.jsonl"
    with Kept(journal, name) as kept:
        for size in sizes:
            if kept.outputs_seconds(size) is None:
                sys.stderr.write(f"{size} pages\n")
                cases = write_cases(drawn, size, options.distinct, partial(paper, seed=options.seed))
                run(cases, options.workdir / f"{name}-{size}", way, kept)
        print(f"## {options.pages} pages, samples, seed {options.seed}, {options.workers} worker(s){ending}\n")
        print(growth_table(kept, sizes, options.distinct))


def _settings(workers: int) -> Settings:
    """The defaults; several workers share the processors, as in a batch."""
    if workers < 2:
        return Settings()
    threads = max(1, usable_cores() // workers)
    return Settings(intake=IntakeSettings(engine=EngineOptions(threads=threads)))


if __name__ == "__main__":
    main()
