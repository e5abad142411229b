"""The bench: draw papers from a seed, run the real program on them and print one table.

    python -m tests.bench --count 120 --seed 7 --papers samples      # while developing
    python -m tests.bench --count 120 --seed 2026 --papers held_out  # what is reported

``samples`` are the papers development looks at; ``held_out`` has layouts, wording, seals and captures of its own, which
stay closed; ``opened`` are the layouts that were held out before and have been looked at since.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from models.codes import DocType
from samples.truth import DrawnPaper
from tests.bench.engines.pages import SOURCES, paper_source
from tests.bench.run import read_papers, read_with_peers
from tests.bench.scores import PaperScore
from tests.bench.table import print_table


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=120, help="how many papers")
    parser.add_argument("--seed", type=int, default=7, help="the seed they are drawn from")
    parser.add_argument("--papers", choices=sorted(SOURCES), default="samples")
    parser.add_argument(
        "--only", type=DocType, action="append", help="a type of document; again for more (not of samples)"
    )
    parser.add_argument("--no-peers", action="store_true", help="leave the peers out")
    parser.add_argument("--misses", type=Path, help="write every miss, with its picture, into this folder")
    options = parser.parse_args()
    if options.only and options.papers == "samples":
        parser.error("--only is of --papers held_out or opened")
    papers = list(paper_source(options.papers, options.only)(options.count, options.seed))
    scores, stages = read_papers(papers)
    peers = [] if options.no_peers else read_with_peers(papers)
    kinds = f" ({', '.join(options.only)})" if options.only else ""
    print(f"## {options.count} papers, {options.papers}{kinds}, seed {options.seed}")
    print_table(scores, stages, peers)
    if options.misses:
        write_misses(options.misses, papers, scores)


def write_misses(folder: Path, papers: list[DrawnPaper], scores: list[PaperScore]) -> None:
    """Write the pictures with misses and what was missed on them: look before tuning."""
    folder.mkdir(parents=True, exist_ok=True)
    for index, (paper, score) in enumerate(zip(papers, scores, strict=True)):
        misses = score.misses if score.type_right else [f"type read as {score.type_read}", *score.misses]
        if misses:
            layout = score.truth.layout.replace("/", "-")
            picture = folder / f"{index:03d}-{layout}{Path(paper.name).suffix}"
            picture.write_bytes(paper.data)
            rate = score.text_errors.total / max(score.characters, 1)
            heading = f"{score.truth.degradation}, character error rate {rate:.4f}"
            picture.with_suffix(".txt").write_text("\n".join([heading, *misses]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
