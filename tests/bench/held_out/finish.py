"""From a paper made out to the picture delivered and its truth."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from models.codes import SealColor
from models.place import Box
from samples.truth import DrawnPaper, TrueSeal, Truth
from tests.bench.held_out.capture import Captured, Shot, capture
from tests.bench.held_out.paper import Paper, Pressed


def visible(edge: NDArray[np.float64], width: float, height: float) -> NDArray[np.float64]:
    """The part of a convex outline (N, 2) that lies on a page of that size, in the same unit."""
    page = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    _, part = cv2.intersectConvexConvex(edge.astype(np.float32), page)
    return np.asarray(part, dtype=np.float64).reshape(-1, 2)


def _moved(points: NDArray[np.float64], matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    carried = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(carried[:, :2] / carried[:, 2:], dtype=np.float64)


def _true_seal(pressed: Pressed, paper: Paper, shot: Captured, grey: bool) -> TrueSeal:
    on_sheet = visible(pressed.edge, *paper.sheet.image.size)
    there = visible(_moved(on_sheet, shot.matrix), *shot.size)
    whole = _moved(pressed.edge, shot.matrix)
    kept = cv2.contourArea(there.astype(np.float32)) / cv2.contourArea(whole.astype(np.float32))
    (x0, y0), (x1, y1) = there.min(axis=0), there.max(axis=0)
    width, height = shot.size
    return TrueSeal(
        shape=pressed.design.shape,
        color=SealColor.BLACK if grey else pressed.design.color,
        kind=pressed.design.kind,
        text=pressed.design.text,
        inner_text=pressed.design.inner,
        complete=bool(kept > 0.995),
        box=Box.clipped(x0 / width, y0 / height, x1 / width, y1 / height),
    )


def deliver(paper: Paper, layout: str, shot: Shot, name: str) -> DrawnPaper:
    """Press the seals, capture the sheet, and say what is true of the picture."""
    paper.press_all()
    em = paper.sheet.pixels(paper.body)
    taken = capture(paper.sheet.array(), shot, em, paper.rng)
    grey = shot.degradation == "grey_copy"
    truth = Truth(
        doc_type=paper.doc_type,
        layout=layout,
        lines=paper.sheet.lines(),
        fields=paper.fields,
        physicians=tuple(paper.physicians),
        seals=tuple(_true_seal(pressed, paper, taken, grey) for pressed in paper.seals),
        lab_items=tuple(paper.lab_items),
        rotation=shot.rotation,
        skew_degrees=taken.skew,
        degradation=shot.degradation,
        readable=taken.readable,
        clarity_problems=taken.problems,
    )
    return DrawnPaper(name=f"{name}.{taken.suffix}", data=taken.data, truth=truth)
