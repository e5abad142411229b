"""What is there before anything is measured: pages, environments and the list of packages."""

from __future__ import annotations

import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from models.codes import DocType
from samples.truth import DrawnPaper, Truth
from tests.bench.engines import environment
from tests.bench.engines.environment import UnavailableError, licence, made, packages, requirements
from tests.bench.engines.pages import as_pdf, kept_pages
from tests.bench.engines.roster import ENGINES, chosen

LISTED = tomllib.loads(Path(environment.__file__).with_name("packages.toml").read_text(encoding="utf-8"))


def picture() -> bytes:
    data: bytes = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 200, 400), False).tobytes("png")
    return data


def draw(count: int, seed: int) -> Iterator[DrawnPaper]:
    for number in range(count):
        truth = Truth(
            doc_type=DocType.OTHER,
            layout="plain",
            lines=(f"{seed}-{number}",),
            fields={},
            rotation=90 if number % 4 else 0,
            degradation="photo" if number % 2 else "clean_scan",
            readable=number != 3,
        )
        yield DrawnPaper(f"{number}.png", picture(), truth)


def draws_nothing(count: int, seed: int) -> Iterator[DrawnPaper]:
    raise AssertionError("drawn again")


def test_pages_are_clean_scans_of_the_seed_and_drawn_once(tmp_path: Path) -> None:
    pages = kept_pages(tmp_path / "pages", draw, 3, 7, "clean")
    assert [page.lines for page in pages] == [("7-0",), ("7-2",), ("7-4",)]
    assert [page.upright for page in pages] == [True, False, True]
    assert kept_pages(tmp_path / "pages", draws_nothing, 3, 7, "clean") == pages


def test_readable_captures_are_all_that_a_person_can_read(tmp_path: Path) -> None:
    pages = kept_pages(tmp_path / "pages", draw, 4, 7, "readable")
    assert [page.lines for page in pages] == [("7-0",), ("7-1",), ("7-2",), ("7-4",)]


def test_a_source_that_draws_too_few_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="only 0 of 8"):
        kept_pages(tmp_path / "pages", lambda count, seed: iter(()), 1, 7, "clean")


def test_the_pdf_has_a_page_of_the_scans_size_for_each_picture(tmp_path: Path) -> None:
    pages = kept_pages(tmp_path / "pages", draw, 2, 7, "clean")
    with pymupdf.open(as_pdf(pages, tmp_path / "all.pdf")) as document:
        assert [tuple(page.rect) for page in document] == [(0, 0, 72, 144)] * 2


@pytest.mark.parametrize("name", sorted(LISTED["environments"]))
def test_every_package_of_an_environment_is_pinned_with_its_licence(name: str) -> None:
    named = packages(name)
    assert len(set(named)) == len(named)
    assert all("==" in requirement for requirement in requirements(name))
    assert all(licence(package) for package in named)


def test_every_listed_package_is_in_an_environment() -> None:
    used = {package for name in LISTED["environments"] for package in packages(name)}
    assert used == set(LISTED["packages"])


def test_engines_are_chosen_by_name_in_the_order_of_the_roster() -> None:
    assert [one.key for one in chosen(["tesseract", "paddleocr"])] == ["paddleocr", "tesseract"]
    assert chosen([]) == ENGINES
    with pytest.raises(ValueError, match="nobody"):
        chosen(["nobody"])


def test_an_environment_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = made_in(tmp_path, monkeypatch, returncode=0)
    first = made("thing", ["one==1"])
    assert made("thing", ["one==1"]) == first
    assert made("thing", ["one==2"]) != first
    assert [command[-1] for command in installed] == ["one==1", "one==2"]


def test_a_package_that_cannot_be_had_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_in(tmp_path, monkeypatch, returncode=1)
    with pytest.raises(UnavailableError, match="No matching distribution found for one==1"):
        made("thing", ["one==1"])


def made_in(folder: Path, monkeypatch: pytest.MonkeyPatch, returncode: int) -> list[list[str]]:
    """Environments are made in the folder, and pip installs nothing; returns what it is called with."""
    installed: list[list[str]] = []

    def install(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        installed.append(command)
        said = "ERROR: No matching distribution found for one==1\n\n"
        return subprocess.CompletedProcess(command, returncode, "", said)

    monkeypatch.setattr(environment, "user_cache_path", lambda name: folder)
    monkeypatch.setattr("venv.create", lambda place, **_: place.mkdir(parents=True))
    monkeypatch.setattr("subprocess.run", install)
    return installed
