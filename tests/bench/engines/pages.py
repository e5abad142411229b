"""The pages that all engines read: drawn once from a seed, kept as files, with what stands on them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Final, Literal

import pymupdf

from models.codes import DocType
from samples.truth import DrawnPaper, PaperSource
from tests.bench import held_out
from tests.bench.held_out import closed, opened

SOURCES: Final = {
    "samples": "samples.draw",
    "held_out": "tests.bench.held_out",
    "opened": "tests.bench.held_out.opened",
}
REFERENCE: Final = Path(__file__).parents[4] / "shared" / "reference" / "certificate.jpg"
"""One printed certificate of 25 lines; not everywhere there."""
Captures = Literal["clean", "readable"]
CLEAN: Final = "clean_scan"
"""What can be read of clean scans is the engine's doing, not the camera's."""
_DPI: Final = 200
_OF_EACH: Final = 8
"""So many papers are drawn for one that is wanted, at most: two of five are clean scans."""


@dataclass(frozen=True)
class Page:
    """A picture file, the lines that stand on it, and whether it is handed in upright."""

    path: Path
    lines: tuple[str, ...]
    upright: bool


def paper_source(papers: str, only: Sequence[DocType] | None = None) -> PaperSource:
    """What draws the papers of that name, or those of them that are of certain types."""
    if not only:
        source: PaperSource = import_module(SOURCES[papers]).papers
        return source
    of = {"held_out": closed.LAYOUTS, "opened": opened.LAYOUTS}[papers]
    layouts = {kind: of[kind] for kind in only}
    return lambda count, seed: held_out.papers(count, seed, layouts)


def kept_pages(folder: Path, source: PaperSource, count: int, seed: int, captures: Captures) -> list[Page]:
    """``count`` pages of a seed, from the folder where they were drawn before.

    The folder belongs to these pages alone. Raises ValueError where the source does not draw as many.
    """
    listed = folder / "pages.json"
    if not listed.exists():
        wanted = (paper for paper in source(count * _OF_EACH, seed) if _wanted(paper, captures))
        pages = written(islice(wanted, count), folder)
        if len(pages) < count:
            raise ValueError(f"only {len(pages)} of {count * _OF_EACH} papers are such captures")
        told = [{"file": page.path.name, "lines": page.lines, "upright": page.upright} for page in pages]
        listed.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    known = json.loads(listed.read_text(encoding="utf-8"))
    return [Page(folder / one["file"], tuple(one["lines"]), one["upright"]) for one in known]


def written(papers: Iterable[DrawnPaper], folder: Path) -> list[Page]:
    """The papers as picture files."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = []
    for number, paper in enumerate(papers):
        path = folder / f"{number:04d}{Path(paper.name).suffix}"
        path.write_bytes(paper.data)
        pages.append(Page(path, paper.truth.lines, paper.truth.rotation == 0))
    return pages


def as_pdf(pages: Sequence[Page], path: Path) -> Path:
    """The pictures as a scanner puts them into one PDF: each a page of its size at 200 dpi, not compressed anew."""
    with pymupdf.open() as document:
        for page in pages:
            pixmap = pymupdf.Pixmap(str(page.path))
            width, height = (side * 72 / _DPI for side in (pixmap.width, pixmap.height))
            sheet = document.new_page(width=width, height=height)
            sheet.insert_image(sheet.rect, filename=str(page.path))
        document.save(path)
    return path


def _wanted(paper: DrawnPaper, captures: Captures) -> bool:
    return paper.truth.degradation == CLEAN if captures == "clean" else paper.truth.readable
