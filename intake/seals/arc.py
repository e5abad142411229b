"""The text under the rim of a round seal: the name, wherever it starts, and what stands along the lower arc.

Strips here are unrolled ink (see ``curve``): row ``OUTSIDE`` is the rim, columns run clockwise once round.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.seals.curve import OUTSIDE, RADIUS
from intake.seals.pieces import name_of, pieces_in
from intake.seals.tint import Ink

INKED = 80
"""Of 255: above it a pixel counts as inked when the layout is looked for; the recogniser gets every shade."""
_HIGHEST = round(0.34 * RADIUS)
"""Characters of an arc are at most that high."""


@dataclass(frozen=True)
class Arc:
    """The name under the rim from column ``start`` to ``end`` (which may exceed the width), rows ``top`` to
    ``bottom``; ``strip`` is its picture. ``foot``: the pictures, read from the middle of the seal, of what is written
    along the rim on the other side, and ``foot_span`` the columns it takes. ``open``: the widest gap in the name and
    the gap it starts after, in columns: where they are alike, the start is a guess."""

    strip: Ink
    start: int
    end: int
    top: int
    bottom: int
    open: tuple[int, int]
    rim: int = OUTSIDE
    """The first row below the rim and any ring beside it."""
    rings: tuple[int, ...] = ()
    """Rows of a thin ring round the middle of the seal."""
    foot: Ink | None = None
    foot_span: tuple[int, int] | None = None

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def strengthened(ink: Ink, like: Ink | None = None) -> Ink:
    """Ink whose strokes are brought to full strength: blur and wear leave those of text fainter than rim and star.
    ``like``: the ink whose strokes are measured, where that is not the whole of it."""
    like = (ink if like is None else like)[::2]
    densest = float(np.percentile(like, 99.5))
    strokes = like[like > max(0.35 * densest, 16.0)]
    if strokes.size < 25:
        return ink
    usual = float(np.percentile(strokes, 75))
    return np.asarray(np.clip(ink * (235.0 / max(usual, 40.0)), 0, 255), dtype=np.uint8)


def find_arc(strip: Ink, *, lines_out: bool) -> Arc | None:
    """The name in an unrolled seal; None where none stands there. ``lines_out``: level lines were taken out before, so
    that what is left stands along the rim; else only what is surely of the name is taken.

    It starts after the widest gap: characters stand at even distances, and the gap at the foot of the seal is wider.
    """
    on = strengthened(strip, strip[OUTSIDE // 2 :]) > INKED
    top = _below_rim(on)
    strip = strip.copy()
    strip[:top] = 0
    shown = strip
    strip = strengthened(strip, strip[top : top + 2 * _HIGHEST])
    on = strip > INKED
    ring = _second_ring(on, top)
    if len(ring) and float(on[top : int(ring[0])].mean() if ring[0] > top + 2 else 0.0) < 0.06:
        # Nothing reaches through the ring: the name stands wholly under it.
        top = _inwards(on.mean(axis=1), int(ring[-1]) - 1, OUTSIDE + round(0.20 * RADIUS))
        strip[:top], on[:top], shown[:top] = 0, False, 0
    strip, on = _evened(strip, top)
    rings = np.concatenate([_second_ring(on, top), _ring_rows(on, top)])
    on[rings] = False
    shown[rings] = 0
    number = _number(on, top)
    on[number], shown[number] = False, 0
    written = _first_written(on, top)
    pieces = pieces_in(on, written - 2, written + _HIGHEST - 4)
    width = strip.shape[1]
    name = name_of(pieces, width, lines_out=lines_out)
    if not name or name[-1].end - name[0].start < 2 * _HIGHEST:
        return None
    columns = np.concatenate([np.arange(piece.start, piece.end) for piece in name]) % width
    first, last = _rows(on[:, columns], written)
    start, end = name[0].start, name[-1].end
    inner = max((b.start - a.end for a, b in pairwise(name)), default=0)
    left_open = width - (end - start)
    foot, span = _foot(on, shown, (start, end), (top, first, last))
    return Arc(
        cut(shown, (start, end), (first, last)),
        start,
        end,
        first,
        last,
        (inner, left_open),
        top,
        tuple(int(row) for row in rings),
        foot,
        span,
    )


def _evened(strip: Ink, top: int) -> tuple[Ink, NDArray[np.bool_]]:
    """Characters pressed weakly brought nearer to the strength of the others, up to twice theirs."""
    band = strip[top : top + 2 * _HIGHEST]
    strongest = np.sort(band, axis=0)[-4].astype(np.float32)[None, :]
    width = _HIGHEST
    wrapped = np.concatenate([strongest[:, -width:], strongest, strongest[:, :width]], axis=1)
    around = cv2.blur(cv2.dilate(wrapped, np.ones((1, width), np.uint8)), (width, 1))[:, width:-width]
    gain = np.clip(235.0 / np.maximum(around, 1.0), 1.0, 2.0)
    evened = np.asarray(np.clip(strip * gain, 0, 255), dtype=np.uint8)
    return evened, evened > INKED


def _below_rim(on: NDArray[np.bool_]) -> int:
    """The first row under the rim, and under a second ring close to it."""
    covered = on.mean(axis=1)
    edge = OUTSIDE + round(0.20 * RADIUS)
    row = _inwards(covered, OUTSIDE - 12 + int(np.argmax(covered[OUTSIDE - 12 : OUTSIDE + 12])), edge)
    return row


def _second_ring(on: NDArray[np.bool_], top: int) -> NDArray[np.intp]:
    """Rows of a thin second ring close to the rim; the name may stand under it or reach through it."""
    edge = OUTSIDE + round(0.20 * RADIUS)
    # A ring runs all round, so that it shows in the emptiest parts too; text leaves a gap somewhere.
    parts = np.array([part.mean(axis=1) for part in np.array_split(on, 8, axis=1)])
    rows = top + np.nonzero(np.partition(parts, 2, axis=0)[2, top:edge] > 0.5)[0]
    return np.unique(np.clip(np.concatenate([rows - 1, rows, rows + 1]), top, edge)) if len(rows) else rows


def _inwards(covered: NDArray[np.float64], row: int, edge: int) -> int:
    """The first row free of a ring that lies on ``row``: where its ink has run out, or other ink begins."""
    most, edge = float(covered[row]), min(edge, row + round(0.10 * RADIUS))
    while row < edge and covered[row] > max(0.1 * most, 0.03):
        if covered[row] < 0.7 * most and covered[row + 1] > covered[row]:
            break
        row += 1
    return row


def _ring_rows(on: NDArray[np.bool_], top: int) -> NDArray[np.intp]:
    """Rows of a thin ring between the name and the middle of the seal."""
    covered = on.mean(axis=1)
    rows = np.nonzero(covered > 0.6)[0]
    rows = rows[rows > top + round(0.15 * RADIUS)]
    return np.unique(np.clip(np.concatenate([rows - 1, rows, rows + 1]), 0, len(covered) - 1))


def _number(on: NDArray[np.bool_], top: int) -> NDArray[np.bool_]:
    """Where a security number stands: a long run of low characters close under the rim, clear of what lies deeper.

    Left there, its digits and the ends of a level line below them would together look as high as the name's
    characters.
    """
    low, least = round(0.14 * RADIUS), round(0.45 * RADIUS)
    band = on[top : top + _HIGHEST]
    near = cv2.dilate(np.hstack([band, band]).astype(np.uint8), np.ones((1, 17), np.uint8)) > 0
    first = np.argmax(near, axis=0)
    rows = np.arange(near.shape[0])[:, None]
    end = np.argmax(~near & (rows > first), axis=0)
    after = np.argmax(near & (rows > end), axis=0)
    clear = (after == 0) | (after - end >= 4)
    small = near.any(axis=0) & (first < 0.10 * RADIUS) & (end > first + 4) & (end - first < low) & clear
    number = np.zeros_like(on)
    width = on.shape[1]
    edges = np.diff(np.concatenate([[False], small, [False]]).astype(np.int8))
    for start, stop in zip(np.nonzero(edges == 1)[0], np.nonzero(edges == -1)[0], strict=True):
        if least <= stop - start < width:
            columns = np.arange(start, stop) % width
            number[top : top + int(end[start:stop].max()) + 1, columns] = True
    return number


def _first_written(on: NDArray[np.bool_], top: int) -> int:
    """The row at which the characters along the rim begin."""
    covered = on[top : top + 2 * _HIGHEST].mean(axis=1)
    smooth = np.convolve(covered, np.ones(3) / 3, mode="same")
    reached = np.nonzero(smooth > 0.3 * float(smooth[:_HIGHEST].max(initial=0.0)))[0]
    return top + min(int(reached[0]), round(0.22 * RADIUS)) if len(reached) else top


def _rows(columns: NDArray[np.bool_], top: int) -> tuple[int, int]:
    """First and last row of the name: out from its middle to where hardly any ink lies."""
    profile = columns.mean(axis=1)
    middle = top + round(0.14 * RADIUS)
    usual = float(np.median(profile[top + 8 : top + round(0.22 * RADIUS)]))
    first = middle
    while first > top and profile[first - 1] > 0.08 * usual:
        first -= 1
    last = middle
    while last < min(top + _HIGHEST + 6, len(profile)) and profile[last] > 0.12 * usual:
        last += 1
    return first, last


def _foot(
    on: NDArray[np.bool_], strip: Ink, name: tuple[int, int], rows: tuple[int, int, int]
) -> tuple[Ink | None, tuple[int, int] | None]:
    """Text along the rim opposite the name, read from the middle of the seal; None where there is none.

    There a level line does not reach the band at all, and a security number is hardly half as high.
    """
    width = strip.shape[1]
    top, first, last = rows
    high = last - first
    opposite = (name[0] + name[1] + width) // 2
    reach = (width - (name[1] - name[0])) // 2 - round(0.1 * high)
    if reach < high:
        return None, None
    columns = np.arange(opposite - reach, opposite + reach)
    band = on[top : last + 4][:, columns % width]
    core = band[:, reach - high : reach + high]
    down = np.cumsum(core.sum(axis=1))
    if down[-1] < 0.03 * core.size:
        return None, None
    upper, lower = np.searchsorted(down, [0.05 * down[-1], 0.95 * down[-1]])
    if lower - upper < 0.42 * high or upper > 0.45 * high:
        return None, None
    inked = np.nonzero(band[upper : lower + 1].sum(axis=0) >= 2)[0]
    if not len(inked):
        return None, None
    # As long as no gap of one and a half characters comes.
    breaks = np.nonzero(np.diff(inked) > 1.5 * (lower - upper))[0]
    runs = np.split(inked, breaks + 1)
    run = max(runs, key=len)
    start, end = int(columns[run[0]]), int(columns[run[-1]]) + 1
    if end - start < 1.5 * (lower - upper):
        return None, None
    text = cut(strip, (start, end), (top + int(upper), top + int(lower) + 1))
    return np.ascontiguousarray(text[::-1, ::-1]), (start, end)


def cut(strip: Ink, columns: tuple[int, int], rows: tuple[int, int]) -> Ink:
    """A part of the strip with a small bare margin, clear of the rim."""
    margin = max((rows[1] - rows[0]) // 12, 2)
    across = np.arange(columns[0] - margin, columns[1] + margin) % strip.shape[1]
    part = strip[max(rows[0] - 1, 0) : rows[1] + 1][:, across]
    return np.pad(part, ((margin - 1, margin - 1), (0, 0)))


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


def shrunk(ink: Ink, factor: float) -> Ink:
    """Ink blurred as much as making it smaller by ``factor`` needs."""
    return ink if factor <= 1.6 else np.asarray(cv2.GaussianBlur(ink, (0, 0), 0.4 * factor), dtype=np.uint8)
