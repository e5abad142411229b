"""The physical bench: seals, text under seals, clarity and geometry of drawn pages.

    python -m tests.bench.physical --count 300 --seed 7 --papers samples             # while developing
    python -m tests.bench.physical --count 300 --seed S --papers held_out --peers    # what is reported

Definitions: docs/measuring.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.physical.clarity_scores import clarity_confusions, clarity_rows
from tests.bench.physical.contact import group_of, write_sheets
from tests.bench.physical.geometry_scores import PeerSkews, askew, geometry_confusions, geometry_rows, readable
from tests.bench.physical.journal import finished, journal_of
from tests.bench.physical.outcome import Outcome
from tests.bench.physical.page import FAMILIES, Family, Group, PageSource
from tests.bench.physical.rows import Row, as_markdown
from tests.bench.physical.seal_scores import seal_confusions, seal_rows
from tests.bench.physical.timing import stage_lines, time_pages, time_row
from tests.bench.physical.work import SOURCES, pages_for_timing, read_groups, source_of


def main() -> None:
    options = _options()
    families: tuple[Family, ...] = (options.only,) if options.only else FAMILIES
    source = source_of(options.papers)
    groups = source.plan(options.count, families)
    outcomes = _read(groups, options)
    peers = _peers(outcomes, source, options.seed) if options.peers else {}
    print(f"## {len(outcomes)} pages, {options.papers}, seed {options.seed}\n")
    rows = _rows(outcomes, families, peers)
    if options.timed:
        tops, stages = time_pages(pages_for_timing(source, options.seed, groups, options.timed))
        rows.append(time_row(tops))
    print(as_markdown(rows))
    for table in _tables(outcomes, families):
        print(f"\n{table}")
    if options.timed:
        print(f"\n{stage_lines(stages)}")
    if options.sheet:
        write_sheets(options.sheet, outcomes, source, options.seed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.physical", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=300, help="how many pages, about")
    parser.add_argument("--seed", type=int, default=7, help="the seed they are drawn from")
    parser.add_argument("--papers", choices=sorted(SOURCES), default="samples")
    parser.add_argument("--only", choices=FAMILIES, help="draw and report only these pages")
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each")
    parser.add_argument("--peers", action="store_true", help="measure the skew with jdeskew and deskew, too")
    parser.add_argument("--timed", type=int, default=30, help="pages timed in one process afterwards; 0 for none")
    parser.add_argument("--journal", type=Path, help="keep what is finished in this file, and go on from it")
    parser.add_argument("--sheet", type=Path, help="write contact sheets of the worst failures into this folder")
    return parser.parse_args()


def _read(groups: Sequence[Group], options: argparse.Namespace) -> list[Outcome]:
    """The outcomes in the order of the groups; what the journal has is not read again."""
    run = f"{options.papers} {options.seed}"
    done = finished(options.journal, run) if options.journal else {}
    left = [group for group in groups if group.name not in done]
    with journal_of(options.journal, run) as keep:
        for group, outcomes in read_groups(left, options.papers, options.seed, options.workers) if left else ():
            done[group.name] = outcomes
            keep(group, outcomes)
    return [outcome for group in groups for outcome in done[group.name]]


def _rows(outcomes: Sequence[Outcome], families: Sequence[Family], peers: PeerSkews) -> list[Row]:
    rows: list[Row] = []
    if "seals" in families:
        rows += seal_rows(outcomes)
    rows += geometry_rows(outcomes, peers)
    rows += clarity_rows(outcomes)
    failed = sum(bool(outcome.answer.failures) for outcome in outcomes)
    return [*rows, Row("pages on which a stage failed", "0", str(failed), "", f"{len(outcomes)} pages")]


def _tables(outcomes: Sequence[Outcome], families: Sequence[Family]) -> list[str]:
    seals = seal_confusions(outcomes) if "seals" in families else []
    return [*seals, *geometry_confusions(outcomes), *clarity_confusions(outcomes)]


def _peers(outcomes: Sequence[Outcome], source: PageSource, seed: int) -> PeerSkews:
    """The peers' skews of the same scans, turned upright for them: they know no orientation."""
    from tests.bench.physical.skew_peers import peer_skews

    scans = {outcome.name: outcome.truth.rotation for outcome in askew(outcomes) if readable(outcome)}
    with tempfile.TemporaryDirectory() as folder:
        jobs = []
        for group in dict.fromkeys(group_of(name) for name in scans):
            for page in source.draw(seed, group):
                if page.name in scans:
                    path = Path(folder) / page.name
                    path.write_bytes(page.data)
                    jobs.append((page.name, path, scans[page.name]))
        sys.stderr.write(f"peers: {len(jobs)} scans\n")
        return peer_skews(jobs)


if __name__ == "__main__":
    main()
