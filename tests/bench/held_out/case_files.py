"""From sheets to the files that are uploaded: photographed, scanned, copied, spoiled, broken, bound into PDFs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final

import cv2
import numpy as np
import pymupdf

from models.codes import DocType
from tests.bench.held_out import spoils
from tests.bench.held_out.case_draw import Part
from tests.bench.held_out.case_plan import CARDS, RECORDS, REPORTS, Bundle, Capture
from tests.bench.held_out.covers import occlusion
from tests.bench.held_out.exposure import Exposure, Staging, delivered, photocopy, photograph, scan
from tests.bench.held_out.physical import any_rotation, em_of, pixels_of, print_of
from tests.bench.held_out.views import BendKind

_TRIES: Final = 60
_LOST: Final = 0.3
"""The share of its characters that a page lacks which is cut off or covered beyond doubt."""
_SHEETS: Final = (*RECORDS, *REPORTS)
_DPI: Final = 200
_BENDS: Final[tuple[BendKind, ...]] = ("curl", "fold", "arch")


@dataclass(frozen=True)
class Sent:
    """One file, and which parts are on its pages in order."""

    name: str
    data: bytes
    parts: tuple[Part, ...]


def files_of(parts: Sequence[Part], bundle: Bundle, rng: Random) -> list[Sent]:
    """The files as uploaded."""
    groups: list[list[Part]] = []
    reports = [part for part in parts if part.slip.doc_type in _SHEETS]
    if bundle == "one PDF":
        groups = [list(parts)]
    elif bundle == "PDF of reports" and len(reports) > 1:
        groups = [[part] for part in parts if part not in reports] + [reports]
    else:
        groups = [[part] for part in parts]
    sent = []
    for number, group in enumerate(groups, 1):
        pictures = [_picture(part, rng) for part in group]
        label = (group[0].slip.claimed or group[0].slip.doc_type).label if len(group) == 1 else "材料"
        if len(group) > 1 or (bundle == "PDF each" and not group[0].slip.broken):
            sent.append(Sent(f"{number:02d}{label}.pdf", _bound(pictures), tuple(group)))
        else:
            sent.append(Sent(f"{number:02d}{label}.jpg", _broken(pictures[0], group[0]), tuple(group)))
    return sent


def _broken(data: bytes, part: Part) -> bytes:
    """The file as it arrived: whole, empty, or with nothing but its beginning."""
    return {"": data, "empty": b"", "truncated": data[:400]}[part.slip.broken]


def _picture(part: Part, rng: Random) -> bytes:
    """The sheet captured as the slip says, as JPEG."""
    paper = part.paper
    sheet, em = pixels_of(paper), em_of(paper)
    capture = part.slip.capture
    card = part.slip.doc_type in CARDS and paper.sheet.width < 100
    for _ in range(_TRIES):
        if capture == "grey copy":
            base = photocopy(scan(sheet, em, rng, rng.uniform(-1.5, 1.5)), rng)
        elif capture == "small" or (capture not in ("cut off", "covered", "dark") and rng.random() < 0.5):
            base = scan(sheet, em, rng, rng.choice((0.0, rng.uniform(-1, 1), rng.uniform(-2.5, 2.5))))
        else:
            long_side = rng.randrange(1500, 2000) if card else rng.randrange(2200, 3000)
            bent = rng.choice(_BENDS) if rng.random() < 0.08 and not card else None
            base = photograph(sheet, em, rng, Staging(long_side, (0.8, 0.95), 8.0, bent))
        shown = _spoiled(replace(base, print_at=print_of(paper)), capture, rng)
        if shown is not None:
            return delivered(shown, any_rotation(rng), rng).data
    raise RuntimeError("no capture is as the case needs it")


_WHOLE: Final[dict[Capture, tuple[spoils.Spoiler, tuple[float, float]]]] = {
    "blur": (spoils.blur, (0.32, 0.42)),
    "small": (spoils.low_resolution, (3.2, 4.0)),
    "dark": (spoils.dark, (0.012, 0.02)),
}
"""Amounts at which nothing can be read, by eye."""
_PART: Final[dict[Capture, tuple[Callable[[Exposure, float, Random], Exposure], tuple[float, float]]]] = {
    "cut off": (spoils.cut_off, (0.4, 0.55)),
    "covered": (occlusion, (0.5, 0.7)),
}


def _spoiled(base: Exposure, capture: Capture, rng: Random) -> Exposure | None:
    """The exposure spoiled; None where it did not spoil enough to be beyond doubt."""
    if capture in _WHOLE:
        spoil, amounts = _WHOLE[capture]
        shown = spoil(base, rng.uniform(*amounts), rng)
        return shown if shown.marks[-1].mask is None else None
    if capture in _PART:
        spoil, amounts = _PART[capture]
        shown = spoil(base, rng.uniform(*amounts), rng)
        return shown if _lost(shown) >= _LOST else None
    return base


def _lost(shown: Exposure) -> float:
    """The share of the print that is covered or lies outside the picture."""
    at = shown.view.to_picture(shown.print_at)
    height, width = shown.pixels.shape[:2]
    x, y = at[:, 0], at[:, 1]
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    mask = shown.marks[-1].mask
    if mask is not None:
        inside[inside] = ~mask[y[inside].astype(int), x[inside].astype(int)]
    return float(1 - inside.mean())


def _bound(pictures: Sequence[bytes]) -> bytes:
    """Pictures as the pages of a PDF, each in its own pixels; the same pictures give the same bytes."""
    with pymupdf.open() as document:
        for picture in pictures:
            shape = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR).shape
            page = document.new_page(width=shape[1] * 72 / _DPI, height=shape[0] * 72 / _DPI)
            page.insert_image(page.rect, stream=picture)
        return bytes(document.tobytes(no_new_id=True))


def types_of(sent: Sent) -> list[DocType]:
    """What the applicant calls the papers in a file."""
    return list(dict.fromkeys(part.slip.claimed or part.slip.doc_type for part in sent.parts))
