"""Pages for tuning clarity: one problem each, in a strength drawn evenly, or none; with innocent look-alikes.

Kept in a folder with what the engine read, so that tuning needs no engine: ``NNNN.jpg``, ``NNNN.png`` (as flattened),
``NNNN.pickle``.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
from PIL import Image

from intake.assemble import ocr_lines
from intake.extract.layout import reading_order
from intake.files.opening import open_file
from intake.geometry.flatten import flatten
from intake.ocr.paddle import PaddleEngine
from intake.page import Line, PageImage
from intake.seals import find_seals, without_seals
from intake.settings import IntakeSettings
from models.codes import ClarityKind
from samples.capture import Shot, encode, spoiled, take
from samples.draw import LAYOUTS, sheet_of
from samples.hide import random_share
from samples.truth import Degradation
from tests.bench.text_error import errors_free_of_order, plain

HIDING = (ClarityKind.OCCLUSION, ClarityKind.GLARE, ClarityKind.CUT_OFF)
_LIT = (ClarityKind.GLARE, ClarityKind.SHADOW, ClarityKind.DARK, ClarityKind.OVEREXPOSED, ClarityKind.MOIRE)
_KINDS = (None, None, None, *ClarityKind, ClarityKind.BLUR, ClarityKind.LOW_RESOLUTION)
_PAPERS = ((255, 228, 232), (255, 246, 200), (220, 244, 220), (214, 232, 252), (236, 220, 196))


@dataclass(frozen=True)
class ClarityPage:
    """A page that was read. ``kind`` and ``severity`` are what was drawn (``samples.capture.spoiled``), ``lost`` how
    many of its ``characters`` were not read right."""

    name: str
    kind: ClarityKind | None
    severity: float
    characters: int
    lost: int
    page: PageImage
    lines: tuple[Line, ...]

    @property
    def accuracy(self) -> float:
        return 1.0 - self.lost / max(self.characters, 1)

    def has(self, kind: ClarityKind) -> bool | None:
        """Whether the page has such a problem: one that costs characters. None where it was drawn and costs next to
        none: it may be named or not."""
        if kind is not self.kind:
            return False
        least = 4 if kind in HIDING else max(0.03 * self.characters, 4)
        return True if self.severity > 0.0 and self.lost >= least else None


def draw(seed: int, number: int) -> tuple[bytes, dict[str, Any]]:
    """One page as uploaded, and what is true of it."""
    rng = Random(f"clarity-{seed}-{number}")
    sheet = sheet_of(rng.choice(sorted(name for kind in LAYOUTS.values() for name in kind)), rng)
    rng = sheet.rng
    if rng.random() < 0.18:
        tinted = np.asarray(sheet.image, np.float32) * np.array(rng.choice(_PAPERS), np.float32) / 255
        sheet.image = Image.fromarray(tinted.astype(np.uint8))
    kind = _KINDS[number % len(_KINDS)]
    ways: tuple[Degradation, ...] = ("photo", "clean_scan", "grey_copy", "jpeg")
    # A scanner has a lamp of its own, and no screen lies on it.
    chances = (
        (1.0, 0.0, 0.0, 0.0) if kind is ClarityKind.GLARE else (9.0, 1.0, 0.5, 0.5) if kind in _LIT else (5, 3, 1, 0.7)
    )
    shot: Shot = take(sheet, rng.choices(ways, chances)[0])
    severity = 0.0
    if kind is not None:
        shot = spoiled(shot, sheet, kind, random_share(rng) if kind in HIDING else rng.random() ** 0.8)
        severity = shot.spoiled[-1].severity
        if kind not in HIDING and rng.random() < 0.4:
            shot = replace(shot, quality=rng.randrange(45, 80))
    return encode(shot), {"kind": kind, "severity": severity, "text": sheet.lines()}


def read_pages(seed: int, count: int, folder: Path) -> None:
    """Draw and read the pages that the folder lacks."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [number for number in range(count) if not (folder / f"{number:04d}.pickle").exists()]
    if not missing:
        return
    engine = PaddleEngine.load()
    for number in missing:
        picture = folder / f"{number:04d}.jpg"
        data, truth = draw(seed, number)
        picture.write_bytes(data)
        page, _ = flatten(open_file(picture, IntakeSettings().limits).page(0), engine)
        read = engine.read(without_seals(page, find_seals(page)))
        lines = reading_order(ocr_lines(page, read))
        errors = errors_free_of_order(truth["text"], [line.text for line in lines])
        truth |= {"characters": len(plain("".join(truth.pop("text")))), "lost": errors.lost, "lines": lines}
        truth["page"] = replace(page, pixels=np.zeros((1, 1, 3), np.uint8))
        cv2.imwrite(str(picture.with_suffix(".png")), page.pixels, [cv2.IMWRITE_PNG_COMPRESSION, 1])
        picture.with_suffix(".pickle").write_bytes(pickle.dumps(truth))


def kept_pages(folder: Path) -> Iterator[ClarityPage]:
    """The pages of a folder, one after another: together they are large."""
    for kept in sorted(folder.glob("*.pickle")):
        truth = pickle.loads(kept.read_bytes())
        pixels = np.asarray(cv2.imread(str(kept.with_suffix(".png"))), dtype=np.uint8)
        page = replace(truth.pop("page"), pixels=pixels)
        yield ClarityPage(name=kept.stem, page=page, **truth)
