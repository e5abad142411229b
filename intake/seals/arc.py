"""The text under the rim of a round seal, unrolled into a straight strip wherever it starts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.seals.flat import HALF, INKED, RADIUS
from intake.seals.tint import Ink

_STEPS = 720
"""Columns of the unrolled seal: two a degree, clockwise from the right; row 0 is the rim."""


@dataclass(frozen=True)
class Arc:
    """The text under the rim: ``strip`` (h, w) unrolled, and where it runs, from ``start`` over ``extent`` degrees."""

    strip: Ink
    start: float
    extent: float
    inner_edge: float
    """Where the text ends towards the middle, as a share of the radius."""

    @property
    def up(self) -> float:
        """The direction of the arc's middle, which is the seal's own top."""
        return (self.start + self.extent / 2) % 360.0


@dataclass(frozen=True)
class _Piece:
    """A run of inked columns in the text band, from ``start`` to ``end`` (which may exceed 720 round the seal).
    ``highest`` and ``lowest``: between them lies its ink but for a tenth at either side, 0 at the rim's side of the
    band, 1 at the other. ``amount``: its inked pixels."""

    start: int
    end: int
    highest: float
    lowest: float
    amount: int


def find_arc(flat: Ink) -> Arc | None:
    """The text under the rim of a flat seal, lines inside taken out before; None where none stands there.

    It starts after the widest gap: characters stand at even distances, and the gap at the foot of the seal is wider.
    Security numbers, which keep to the rim's side of the band, are left out.
    """
    rays = cv2.warpPolar(flat, (RADIUS, _STEPS), (HALF, HALF), RADIUS, cv2.INTER_LINEAR | cv2.WARP_POLAR_LINEAR)
    rows = np.ascontiguousarray(rays.T[::-1], dtype=np.uint8)
    on = rows > INKED
    top, bottom = _text_rows(on)
    pieces = _in_order([piece for piece in _pieces(on, top, bottom) if piece.lowest > 0.55])
    pieces = _without_strays(pieces)
    if not pieces:
        return None
    start, end = pieces[0].start, pieces[-1].end
    # Two degrees to either side.
    columns = np.arange(start - 4, end + 4) % _STEPS
    strip = rows[max(top - 3, 0) : bottom + 3][:, columns]
    return Arc(
        strip=_even(strip, 1 - (top + bottom) / 2 / RADIUS),
        start=start / 2 % 360.0,
        extent=(end - start) / 2,
        inner_edge=1 - bottom / RADIUS,
    )


def _pieces(on: NDArray[np.bool_], top: int, bottom: int) -> list[_Piece]:
    """The runs of ink in the band; strokes less than three degrees apart are one."""
    band = on[top:bottom]
    # A column of a character has at least two inked pixels; less is dust.
    inked = band.sum(axis=0) >= 2
    if not inked.any() or inked.all():
        return []
    first = int(np.nonzero(~inked)[0][0])
    order = np.arange(first, first + _STEPS)
    at = order[inked[order % _STEPS]]
    breaks = np.nonzero(np.diff(at) > 6)[0]
    starts, ends = np.concatenate([[at[0]], at[breaks + 1]]), np.concatenate([at[breaks], [at[-1]]]) + 1
    found = []
    for start, end in zip(starts, ends, strict=True):
        if end - start < 5:
            continue
        down = np.cumsum(band[:, np.arange(start, end) % _STEPS].sum(axis=1))
        highest, lowest = np.searchsorted(down, [0.1 * down[-1], 0.9 * down[-1]]) / (bottom - top)
        found.append(_Piece(int(start), int(end), float(highest), float(lowest), int(down[-1])))
    return found


def _in_order(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces in reading order: clockwise, the first after the widest gap."""
    if len(pieces) < 2:
        return pieces
    gaps = [
        (following.start - piece.end) % _STEPS for piece, following in zip(pieces, pieces[1:] + pieces[:1], strict=True)
    ]
    first = (int(np.argmax(gaps)) + 1) % len(pieces)
    later = [replace(piece, start=piece.start + _STEPS, end=piece.end + _STEPS) for piece in pieces[:first]]
    return pieces[first:] + later


def _without_strays(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces without those at both ends that are slight, or stand off and lie deeper or higher than the others."""
    pieces = list(pieces)
    usual_amount = float(np.median([piece.amount for piece in pieces])) if pieces else 0.0
    while len(pieces) > 2 and min(pieces[0].amount, pieces[-1].amount) < 0.25 * usual_amount:
        del pieces[0 if pieces[0].amount < pieces[-1].amount else -1]
    while len(pieces) > 2:
        usual_gap = float(np.median([b.start - a.end for a, b in pairwise(pieces)]))
        usual = np.median([(piece.highest, piece.lowest) for piece in pieces], axis=0)
        ends = ((0, pieces[1].start - pieces[0].end), (len(pieces) - 1, pieces[-1].start - pieces[-2].end))
        strange = [
            place
            for place, gap in ends
            if gap > 1.7 * usual_gap + 4
            and max(abs(pieces[place].highest - usual[0]), abs(pieces[place].lowest - usual[1])) > 0.18
        ]
        if not strange:
            break
        del pieces[strange[-1]]
    return pieces


def _text_rows(on: NDArray[np.bool_]) -> tuple[int, int]:
    """First and last row of the unrolled seal between which the arc's text stands."""
    covered = on.mean(axis=1)
    edge = round(0.16 * RADIUS)
    # The rim, and a second ring, are rows that are inked nearly all round.
    ringed = np.nonzero(covered[:edge] > 0.62)[0]
    top = int(ringed[-1]) + 1 if len(ringed) else round(0.05 * RADIUS)
    while top < edge and covered[top] > 0.25 and covered[top + 1] < covered[top]:
        top += 1
    shortest, longest = top + round(0.18 * RADIUS), top + round(0.36 * RADIUS)
    busiest = float(covered[top:longest].max(initial=0.0))
    bottom = longest
    for row in range(shortest, longest):
        if covered[row] < 0.22 * busiest:
            bottom = row
            break
    return top, bottom


def _even(strip: Ink, middle: float) -> Ink:
    """The strip with columns as wide as rows are high, at the text's middle radius (a share of ``RADIUS``)."""
    width = round(strip.shape[1] * 2 * np.pi * middle * RADIUS / _STEPS)
    return np.asarray(cv2.resize(strip, (max(width, 8), strip.shape[0]), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def closed_up(strip: Ink) -> Ink:
    """A strip whose wide gaps between characters are shortened to a fifth of its height, as in printed lines."""
    most = max(strip.shape[0] // 4, 2)
    # Faint strokes of a character must not count as a gap.
    empty = strip.max(axis=0) < INKED // 3
    kept, run = [], 0
    for column, bare in enumerate(empty):
        run = run + 1 if bare else 0
        if run <= most:
            kept.append(column)
    return strip[:, kept]
