"""Read the same pages with the engines people use and with Yancai, and print what it cost and what was read.

    python -m tests.bench.engines --pages 3 --seed 7 --only yancai-reading,paddleocr     # while developing
    python -m tests.bench.engines --pages 20 --seed S --papers held_out --workdir DIR    # what is reported

Every engine is a process of its own, in an environment that this command makes (once, in the user's cache folder).
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.engines.comparison import Material, compare
from tests.bench.engines.pages import REFERENCE, SOURCES, as_pdf, kept_pages, paper_source
from tests.bench.engines.roster import ENGINES, Engine, chosen, ready
from tests.bench.engines.running import Bounds
from tests.bench.engines.table import tables

_FEWEST_REPETITIONS = 5


def main() -> None:
    """The command."""
    options, engines = _asked()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.workdir or Path(temporary)
        material = _material(options, folder)
        results = compare(engines, material, Bounds(options.threads), ready, folder / "logs")
    print(
        f"## {options.pages} pages ({options.captures}), {options.papers}, seed {options.seed}, "
        f"{options.threads} threads each, {options.repetitions} repetitions, "
        f"warmed up on {options.warm_up} other pages\n\n{tables(results, material)}"
    )


def _asked() -> tuple[argparse.Namespace, Sequence[Engine]]:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.engines", description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=20, help="how many pages")
    parser.add_argument("--seed", type=int, default=7, help="the seed they are drawn from")
    parser.add_argument("--papers", choices=sorted(SOURCES), default="samples")
    parser.add_argument("--captures", choices=["clean", "readable"], default="clean", help="clean scans, or all")
    parser.add_argument("--only", default="", help=f"names with commas: {', '.join(one.key for one in ENGINES)}")
    parser.add_argument("--repetitions", type=int, default=_FEWEST_REPETITIONS, help="of the reference page")
    parser.add_argument("--warm-up", type=int, default=5, help="pages before those, other ones, that do not count")
    parser.add_argument("--threads", type=int, default=2, help="of every engine, and the processors it may use")
    parser.add_argument("--workdir", type=Path, help="keeps the drawn pages and the engines' logs")
    options = parser.parse_args()
    if options.repetitions < _FEWEST_REPETITIONS:
        parser.error(f"medians are taken of at least {_FEWEST_REPETITIONS} repetitions")
    try:
        return options, chosen([key for key in options.only.split(",") if key])
    except ValueError as error:
        parser.error(str(error))


def _material(options: argparse.Namespace, folder: Path) -> Material:
    """The pages that warm up and those that count, drawn or as they were drawn before."""
    count = options.warm_up + options.pages
    drawn = f"{options.papers}-{options.captures}-{options.seed}-{count}"
    drawings = kept_pages(folder / drawn, paper_source(options.papers), count, options.seed, options.captures)
    pages = drawings[options.warm_up :]
    repeated = REFERENCE if REFERENCE.exists() else None
    pdf = as_pdf(pages, folder / f"{drawn}.pdf")
    return Material(pages, drawings[: options.warm_up], repeated, options.repetitions, pdf)


if __name__ == "__main__":
    main()
