"""The comparison, with engines that read text files: one that fails costs its own row and no other."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench.engines.comparison import Material, Result, compare
from tests.bench.engines.environment import UnavailableError
from tests.bench.engines.pages import Page
from tests.bench.engines.roster import Engine, Launch
from tests.bench.engines.running import Bounds, EngineError, RunningEngine
from tests.bench.engines.table import tables

FAKE = "tests.bench.engines.fake_engine"


def launch(**options: str) -> Launch:
    return Launch(Path(sys.executable), FAKE, options)


def ready(engine: Engine) -> Launch:
    if engine.key == "missing":
        raise UnavailableError("Debian package nothing is not installed")
    return Launch(Path(sys.executable), engine.adapter, engine.options)


def page(folder: Path, name: str, text: str) -> Page:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return Page(path, ("入院记录", "高血压"), upright=name != "turned")


def engine(key: str, **options: str) -> Engine:
    return Engine(key, key.capitalize(), FAKE, options=options, whole_pdf=True)


def test_an_engine_reads_one_file_after_another_whatever_its_libraries_print(tmp_path: Path) -> None:
    first, second = page(tmp_path, "a", "入院记录\n高血压"), page(tmp_path, "b", "")
    with RunningEngine(launch(), Bounds(), tmp_path / "log") as running:
        assert running.read(first.path).lines == ("入院记录", "高血压")
        answer = running.read(second.path)
        assert answer.lines == ()
        assert answer.seconds >= 0
        assert running.peak_mib > 1


def test_every_engine_has_the_same_processors_and_threads(tmp_path: Path) -> None:
    with RunningEngine(launch(), Bounds(threads=1), tmp_path / "log") as running:
        assert running.read(page(tmp_path, "a", "processors").path).lines == ("1", "1", "1")


def test_an_engine_that_cannot_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="OSError: no such weights"):
        RunningEngine(launch(start="die"), Bounds(), tmp_path / "log")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[Result]:
    folder = tmp_path_factory.mktemp("pages")
    pages = [page(folder, "a", "入院记录 高血压"), page(folder, "turned", "die hang"), page(folder, "c", "入院记录")]
    engines = [
        engine("yancai-reading"),
        engine("missing"),
        engine("broken", start="die"),
        engine("paddleocr", on="die"),
        engine("slow", on="hang"),
        engine("other"),
    ]
    material = Material(pages, pages[:1], pages[0].path, 5, pages[0].path)
    return compare(engines, material, Bounds(seconds=3.0), ready, folder / "logs")


def test_an_engine_that_fails_costs_its_row_alone(results: list[Result]) -> None:
    assert {result.engine.key: result.failed for result in results} == {
        "yancai-reading": None,
        "missing": "not available: Debian package nothing is not installed",
        "broken": "failed: OSError: no such weights",
        "paddleocr": "failed: ValueError: cannot read this page",
        "slow": "failed: no answer in 3 s",
        "other": None,
    }
    for result in (results[0], results[-1]):
        assert len(result.repeated) == 5
        assert len(result.score.seconds) == 3
        assert len(result.pdf_seconds) == 3


def test_errors_are_counted_on_all_pages_and_on_upright_ones(results: list[Result]) -> None:
    score = results[0].score
    assert (score.characters, score.upright_characters) == (21, 14)
    assert [(errors.lost, errors.invented) for errors in score.errors] == [(0, 0), (7, 7), (3, 0)]
    assert [errors.total for errors in score.upright_errors] == [0, 3]


def test_the_tables_name_what_failed_and_measure_the_others(results: list[Result], tmp_path: Path) -> None:
    material = Material([page(tmp_path, "a", "入院记录 高血压")] * 3)
    text = tables(results, material)
    rows = {line.split("|")[1].strip(): line for line in text.split("### Whole PDF")[0].splitlines() if "|" in line}
    assert "not available: Debian package nothing is not installed" in rows["Missing"]
    assert "failed: no answer in 3 s" in rows["Slow"]
    assert "0.8095 of 21" in rows["Other"]
    assert "0.2143 of 14" in rows["Other"]
    assert "reading alone against" not in text
    pdf = text.split("### Whole PDF")[1]
    assert "| Slow | failed: no answer in 3 s | - | - | - |" in pdf
    assert "| 0.6667 of 21 |" in next(line for line in pdf.splitlines() if line.startswith("| Other |"))


def test_how_many_times_faster_is_said_of_engines_that_ran(results: list[Result], tmp_path: Path) -> None:
    ours, theirs = (
        Result(engine(key), repeated=[seconds]) for key, seconds in (("yancai-reading", 0.5), ("paddleocr", 4.0))
    )
    ours.score.seconds, theirs.score.seconds = [1.0, 1.0], [4.0, 5.0]
    text = tables([ours, theirs], Material([page(tmp_path, "a", "")]))
    assert "| reading alone against Paddleocr | 8 x | 8.00 x | 4.50 x |" in text
