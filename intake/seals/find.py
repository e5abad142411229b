"""Seals on a page: guessed by a network trained on drawn seals, then fitted to their ink.

The network looks at red, blue and dark ink on a small picture of the page and says where seals may stand, of any ink
and strength, whole or cut by the edge. Each guess is fitted in the page itself: the ellipse through the rim, the lines
of the frame. What the ink around a guess contradicts is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.page import PageImage
from intake.seals.cut import cut_stamps
from intake.seals.detector import Guess, guesses
from intake.seals.fit import fitted
from intake.seals.mark import SealMark, box_of, ellipse_points, in_order
from intake.seals.options import DEFAULT_OPTIONS, FindOptions
from intake.seals.outlines import Outline
from models.codes import SealColor, SealShape


def find_seals(page: PageImage, options: FindOptions = DEFAULT_OPTIONS) -> tuple[SealMark, ...]:
    """All seals of a page, most certain first; an empty tuple where there is none."""
    found = []
    for guess in guesses(page.pixels, options.least):
        if guess.grouped and guess.score < options.heed_at_all:
            continue
        outline = fitted(page.pixels, guess)
        mark = _mark(guess, outline, page, options)
        if mark.confidence >= (options.sure_black if mark.color is SealColor.BLACK else options.sure):
            found.append(mark)
    kept = _best_of_each_place(found)
    kept += [
        _stamp(corners, mark, page) for mark in kept if mark.is_round for corners in cut_stamps(page.pixels, mark, kept)
    ]
    return tuple(_best_of_each_place(kept))


def _stamp(corners: NDArray[np.float64], seal: SealMark, page: PageImage) -> SealMark:
    """A stamp that runs into a seal; as sure as half of its evidence, being inked over, can make it."""
    (x, y), (wide, high), angle = cv2.minAreaRect(corners.astype(np.float32))
    if wide < high:
        wide, high, angle = high, wide, angle + 90.0
    angle = (angle + 90.0) % 180.0 - 90.0
    return SealMark(
        shape=SealShape.RECTANGLE,
        color=seal.color,
        box=box_of(corners, page.width, page.height),
        center=(float(x), float(y)),
        axes=(wide / 2, high / 2),
        angle=angle,
        complete=True,
        confidence=0.5,
        corners=in_order(corners, (float(x), float(y)), angle),
        strength=seal.strength,
    )


def _confidence(guess: Guess, outline: Outline, options: FindOptions) -> float:
    """The network's score and the outline's evidence together: a frame that is one makes up for a low score, and a
    ring that is full of ink is an emblem, a cross or a dial however sure the network is."""
    ring = outline.ring
    if ring is None:
        heed = options.heed if outline.inked < options.plainly_framed else options.heed_at_all
        if guess.grouped and (guess.score < heed or outline.inked < options.framed):
            return 0.0
        score = max(guess.score, 0.3) if guess.grouped else guess.score
        return float(np.clip(score + options.frame_weight * (outline.inked - options.frame), 0.0, 1.0))
    if guess.grouped:
        filled = ring.written > 0.3 or (ring.sharp > 0.85 and ring.within > 0.015) or guess.score > options.sure
        rimmed = min(ring.inked, ring.sharp, ring.clear) > options.rimmed and filled
        return 0.6 if rimmed and guess.score > options.heed and max(ring.within, ring.band) < options.full else 0.0
    full = ring.within > options.full or ring.band > options.full
    bare = outline.color is SealColor.BLACK and ring.written < options.written
    return 0.5 * guess.score if full or bare else guess.score


def _mark(guess: Guess, outline: Outline, page: PageImage, options: FindOptions) -> SealMark:
    """The mark of a fitted guess; whole where all of its outline is on the page and no wide part of it is missing."""
    width, height = page.width, page.height
    corners: tuple[tuple[float, float], ...] = ()
    if outline.corners is None:
        shape = SealShape.CIRCLE if min(outline.axes) > options.flat * max(outline.axes) else SealShape.ELLIPSE
        points = ellipse_points(outline.center, outline.axes, outline.angle, 72)
    else:
        shape, points = guess.shape, outline.corners
        corners = in_order(points, outline.center, outline.angle)
    slack = 0.02 * float(np.ptp(points, axis=0).max())
    whole = bool((points >= -slack).all() and (points <= np.array([width, height]) - 1 + slack).all())
    if outline.ring is not None:
        whole = whole and outline.ring.widest_break < options.widest_break
    return SealMark(
        shape=shape,
        color=outline.color,
        box=box_of(points, width, height),
        center=outline.center,
        axes=outline.axes,
        angle=outline.angle,
        complete=whole,
        confidence=_confidence(guess, outline, options),
        corners=corners,
        strength=outline.strength,
    )


def _best_of_each_place(marks: Sequence[SealMark]) -> list[SealMark]:
    """One mark where several lie on each other: the surest."""
    kept: list[SealMark] = []
    for mark in sorted(marks, key=lambda each: -each.confidence):
        if not any(_same_place(mark, other) for other in kept):
            kept.append(mark)
    return kept


def _same_place(mark: SealMark, other: SealMark) -> bool:
    """Whether two marks are one seal: much overlap, or one ring inside the other (a second rim)."""
    inside = max(mark.box.covers(other.box), other.box.covers(mark.box))
    return mark.box.iou(other.box) > 0.45 or (mark.is_round and other.is_round and inside > 0.8)
