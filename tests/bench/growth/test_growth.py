"""Batches that grow, with a reader that takes a file's text as its paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.codes import DocType
from pipelines.settings import Settings
from pipelines.terms import Terms
from samples.truth import DrawnPaper, Truth
from tests.bench.growth.batches import Way, run, write_cases
from tests.bench.growth.kept import Case, Finished, Kept
from tests.bench.growth.table import growth_table
from tests.pipelines.fakes import fake_doors


def paper(number: int) -> DrawnPaper:
    truth = Truth(doc_type=DocType.OTHER, layout="plain", lines=(), fields={})
    return DrawnPaper(f"{number}.jpg", f"paper 张{number}".encode(), truth)


def draws_nothing(number: int) -> DrawnPaper:
    raise AssertionError("drawn again")


def case(pages: int, ordinal: int, seconds: float, mib: float = 900.0, processor: float | None = None) -> Case:
    return Case(
        pages=pages, ordinal=ordinal, seconds=seconds, clock=seconds, processor=processor, mib=mib,
        worker_pages=ordinal, workers=1,
    )  # fmt: skip


def test_a_large_batch_has_each_drawing_several_times_and_draws_it_once(tmp_path: Path) -> None:
    cases = write_cases(tmp_path, 5, 2, paper)
    assert [file.read_text() for file in sorted(cases.iterdir())] == ["paper 张0", "paper 张1"] * 2 + ["paper 张0"]
    assert len(list(write_cases(tmp_path, 7, 2, draws_nothing).iterdir())) == 7


def test_a_batch_is_measured_case_by_case_and_not_run_again(tmp_path: Path) -> None:
    way = Way(Terms("example", "case", date(2026, 11, 22), Settings()), fake_doors())
    cases, journal = write_cases(tmp_path, 4, 2, paper), tmp_path / "journal.jsonl"
    with Kept(journal, "one") as kept:
        run(cases, tmp_path / "out", way, kept)
        measured = list(kept.of(4))
    assert [one.ordinal for one in measured] == [1, 2, 3, 4]
    assert [one.worker_pages for one in measured] == [1, 2, 3, 4]
    assert all(one.mib > 1 and one.seconds > 0 for one in measured)
    assert [one.clock is None for one in measured] == [True, False, False, False]
    assert [one.processor is None for one in measured] == [True, False, False, False]
    assert all(one.processor >= 0 for one in measured if one.processor is not None)
    with Kept(journal, "one") as kept:
        assert kept.of(4) == measured
        assert kept.outputs_seconds(4) is not None
        run(cases, tmp_path / "out", way, kept)
        assert kept.of(4) == measured


def test_a_journal_cut_short_goes_on_and_that_of_another_run_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    with Kept(path, "seed 1") as kept:
        kept.add(case(10, 1, 0.5))
    path.write_text(path.read_text() + '{"run": "seed 1", "pag')
    with Kept(path, "seed 1") as kept:
        assert kept.of(10) == [case(10, 1, 0.5)]
        assert kept.outputs_seconds(10) is None
        kept.add(case(10, 2, 0.5))
    with Kept(path, "seed 1") as kept:
        assert kept.of(10) == [case(10, 1, 0.5), case(10, 2, 0.5)]
    with pytest.raises(ValueError, match="seed 1, not of seed 2"):
        Kept(path, "seed 2")


def test_costs_are_compared_on_the_same_drawings_and_memory_with_500_pages(tmp_path: Path) -> None:
    with Kept(tmp_path / "journal.jsonl", "one") as kept:
        for ordinal in range(1, 101):
            kept.add(case(100, ordinal, 1.0, processor=1.5))
        for ordinal in range(1, 1001):
            cheap, early = (ordinal - 1) % 500 >= 100, ordinal <= 500
            kept.add(case(1000, ordinal, 0.1 if cheap else 1.02, 800.0 if early else 820.0, 1.5 if early else 1.8))
        kept.add(Finished(pages=1000, outputs_seconds=1.5))
        table = growth_table(kept, [10, 100, 1000], 500)
    smaller, larger = table.splitlines()[2:]
    assert smaller.startswith("| 100 (100 so far) | 1.000 (1.000) | 1.000 | 1.500 | 1.000 (80 drawings) | - |")
    assert smaller.endswith("| - | - | 900 after 100 pages | 900 | 1 |")
    assert (
        "| 1.650 | 1.020 (80 drawings) | 1.000 (480 drawings) | 1.100 (80 drawings); 1.200 (480 drawings) |" in larger
    )
    assert larger.endswith("| 1.50 | 800 | 820 after 1000 pages, +2.5 % | 820 | 1 |")
