"""Write drawn papers and their truth into a folder, to look at: ``python -m tests.bench.held_out --out DIR``."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.bench import held_out
from tests.bench.held_out import opened


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--papers", choices=("held_out", "opened"), default="held_out", help="which layouts")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    papers = opened.papers if chosen.papers == "opened" else held_out.papers
    for paper in papers(chosen.count, chosen.seed):
        path = chosen.out / paper.name
        path.write_bytes(paper.data)
        path.with_suffix(".json").write_text(paper.truth.model_dump_json(indent=2), encoding="utf-8")
        print(paper.name, paper.truth.doc_type, paper.truth.degradation)


if __name__ == "__main__":
    main()
