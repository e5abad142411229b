"""Run the real program on drawn papers, one after another, and keep what it cost and what it got right."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from intake.read import Reader
from intake.settings import IntakeSettings
from samples.truth import DrawnPaper
from tests.bench.peers import Peer, peers
from tests.bench.scores import PaperScore, score_paper
from tests.bench.text_error import Errors, errors_free_of_order, plain

PEER_DEGRADATION = "clean_scan"
"""Peers read the clean scans: what can be read there is the engine's doing, not the camera's."""


@dataclass
class PeerScore:
    name: str
    characters: int = 0
    errors: list[Errors] = field(default_factory=list)
    upright_characters: int = 0
    upright_errors: list[Errors] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def read_papers(papers: Sequence[DrawnPaper]) -> tuple[list[PaperScore], dict[str, float]]:
    """Read every paper with one warm reader; returns the scores and the seconds spent in each stage."""
    reader = Reader.start(IntakeSettings())
    scores = []
    with tempfile.TemporaryDirectory() as folder:
        warm_up = _written(papers[0], Path(folder))
        reader.read("warm-up", warm_up)
        reader.seconds.clear()
        for index, paper in enumerate(papers):
            picture = _written(paper, Path(folder))
            start = time.perf_counter()
            reading = reader.read(paper.name, picture)
            scores.append(score_paper(paper, reading.documents, time.perf_counter() - start))
            picture.unlink()
            _progress(index + 1, len(papers), "yancai")
    return scores, dict(reader.seconds)


def read_with_peers(papers: Iterable[DrawnPaper]) -> list[PeerScore]:
    """Let each peer read the clean scans among the papers."""
    clean = [paper for paper in papers if paper.truth.degradation == PEER_DEGRADATION]
    return [_read_with(peer, clean) for peer in peers()]


def _read_with(peer: Peer, papers: Sequence[DrawnPaper]) -> PeerScore:
    score = PeerScore(peer.name)
    with tempfile.TemporaryDirectory() as folder:
        peer.read(_written(papers[0], Path(folder)))
        for index, paper in enumerate(papers):
            lines, seconds = peer.read(_written(paper, Path(folder)))
            characters, errors = len(plain("".join(paper.truth.lines))), errors_free_of_order(paper.truth.lines, lines)
            score.characters += characters
            score.errors.append(errors)
            score.seconds.append(seconds)
            if paper.truth.rotation == 0:
                score.upright_characters += characters
                score.upright_errors.append(errors)
            _progress(index + 1, len(papers), peer.name)
    return score


def _written(paper: DrawnPaper, folder: Path) -> Path:
    picture = folder / f"paper{Path(paper.name).suffix}"
    picture.write_bytes(paper.data)
    return picture


def _progress(done: int, of: int, who: str) -> None:
    if done % 10 == 0 or done == of:
        sys.stderr.write(f"{who}: {done}/{of}\n")
