"""The runs of ink in the band under a round seal's rim, and which of them are its name.

Rows and columns are those of the unrolled strip (see ``curve``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_STRETCH = 12
"""Columns."""


@dataclass(frozen=True)
class Piece:
    """A run of inked columns, from ``start`` to ``end`` (which may exceed the strip's width). Between the rows ``top``
    and ``bottom`` lies its ink but for a twentieth at either side; ``amount``: its inked pixels."""

    start: int
    end: int
    top: int
    bottom: int
    amount: int
    middles: tuple[float, ...] = ()
    """The middle row of its ink, from stretch to stretch of a third of a character."""


def pieces_in(on: NDArray[np.bool_], top: int, bottom: int) -> list[Piece]:
    """The runs of ink in the band; strokes nearer than a seventh of a character are one."""
    band = on[top:bottom]
    width = band.shape[1]
    # A column of a character has at least two inked pixels; less is dust.
    inked = band.sum(axis=0) >= 2
    if not inked.any() or inked.all():
        return []
    first = int(np.nonzero(~inked)[0][0])
    order = np.arange(first, first + width)
    at = order[inked[order % width]]
    breaks = np.nonzero(np.diff(at) > 7)[0]
    starts, ends = np.concatenate([[at[0]], at[breaks + 1]]), np.concatenate([at[breaks], [at[-1]]]) + 1
    found = []
    for start, end in zip(starts, ends, strict=True):
        down = np.cumsum(band[:, np.arange(start, end) % width].sum(axis=1))
        high, low = np.searchsorted(down, [0.05 * down[-1], 0.95 * down[-1]])
        if end - start >= 4 and down[-1] >= 20:
            rows = int(top + high), int(top + low) + 1
            middles = _middles(band[:, np.arange(start, end) % width], top)
            found.append(Piece(int(start), int(end), *rows, int(down[-1]), middles))
    return found


def _middles(columns: NDArray[np.bool_], top: int) -> tuple[float, ...]:
    """The middle row of the ink in each stretch of about a third of a character."""
    rows = np.arange(columns.shape[0])
    parts = np.array_split(columns, max(round(columns.shape[1] / _STRETCH), 1), axis=1)
    sums = [part.sum(axis=1) for part in parts]
    return tuple(top + float(rows @ each) / int(each.sum()) if each.sum() > 0 else float("nan") for each in sums)


def _bent(group: list[Piece], high: int) -> bool:
    """Whether a group's characters stand on no one row: a level line, unrolled, hangs through like a rope, and its
    ends rise."""
    places = [
        one.start + (number + 0.5) * (one.end - one.start) / len(one.middles)
        for one in group
        for number in range(len(one.middles))
    ]
    at, middles = np.array(places), np.array([middle for one in group for middle in one.middles])
    at, middles = at[~np.isnan(middles)], middles[~np.isnan(middles)]
    if len(at) < 4 or at[-1] - at[0] < 1.1 * high:
        return False
    if at[-1] - at[0] < 4 * high:
        return bool(abs(np.polyfit(at, middles, 1)[0]) * (at[-1] - at[0]) > 0.35 * high)
    smooth = np.convolve(middles, np.ones(3) / 3, mode="valid")
    low, deep = np.percentile(smooth, [15, 85])
    return float(deep - low) > 0.22 * high


def name_of(pieces: list[Piece], width: int, *, lines_out: bool) -> list[Piece]:
    """The pieces of the name in reading order.

    Numbers and purposes on the lower arc are lower than the name's characters, and level lines inside reach into the
    band with their ends only: what lies in its upper or lower part alone is left out.
    """
    if not pieces:
        return []
    # By the rim they take, not by their ink: purposes are often bolder than the name.
    weights = np.array([piece.end - piece.start for piece in pieces], dtype=np.float64)
    top = _weighted(np.array([piece.top for piece in pieces]), weights, 0.3)
    # Where most ink ends: half of all ink belongs to pieces that reach at least so deep.
    deep = _weighted(np.array([piece.bottom for piece in pieces]), weights, 0.5)
    high = max(deep - top, 8)
    deepest = 1.8 if lines_out else 1.35
    full = [
        piece
        for piece in pieces
        if 0.58 * high < piece.bottom - top < deepest * high
        and piece.top - top < 0.55 * high
        and piece.amount > 0.03 * high**2
    ]
    # The ends of a level line, two characters run together, rise to the name's rows from below.
    full = [one for one in full if one.bottom - top < 1.1 * high or not _bent([one], high)] or full
    if not full:
        return []
    groups = _groups(full, width, high)
    level = [group for group in groups if not _bent(group, high)]
    largest = max(level or groups, key=_amount)
    groups = [
        group
        for group in groups
        if group is largest
        or (_near(group, largest, width, high) and _amount(group) < 3 * high and not _bent(group, high))
        or (group in level and _alike(group, largest) and (lines_out or _amount(group) > 0.45 * _amount(largest)))
    ]
    name = _in_order([piece for group in groups for piece in group], width)
    hanging = [piece for piece in pieces if piece.bottom - top >= deepest * high]
    return _without_strays(_with_hanging(name, hanging, width, high), high)


def _with_hanging(name: list[Piece], deep: list[Piece], width: int, high: int) -> list[Piece]:
    """The name with the characters at its ends that print or a level line below makes look too deep."""
    top = _usual_rows(name)[0]
    spare = [one for one in deep if abs(one.top - top) < 0.25 * high and 0.3 * high < one.end - one.start < 1.6 * high]
    grown = True
    while grown and name[-1].end - name[0].start < 0.85 * width:
        grown = False
        for one in spare:
            behind, before = (one.start - name[-1].end) % width, (name[0].start - one.end) % width
            room = width - (name[-1].end - name[0].start) - (one.end - one.start)
            if room > 0 and min(behind, before) < 0.8 * high and max(behind, before) <= room:
                start = name[-1].end + behind if behind <= before else name[0].start - before - (one.end - one.start)
                moved = replace(one, start=start, end=start + one.end - one.start)
                name = [*name, moved] if behind <= before else [moved, *name]
                grown = True
    return name


def _weighted(values: NDArray[np.int_], weights: NDArray[np.float64], share: float) -> int:
    order = np.argsort(values)
    down = np.cumsum(weights[order])
    return int(values[order][int(np.searchsorted(down, share * down[-1]))])


def _groups(pieces: list[Piece], width: int, high: int) -> list[list[Piece]]:
    """The pieces in groups that wider gaps part, round the seal."""
    gaps = [
        (following.start - piece.end) % width for piece, following in zip(pieces, pieces[1:] + pieces[:1], strict=True)
    ]
    usual = float(np.median(gaps)) if len(gaps) > 1 else 0.0
    wide = [gap > min(max(1.5 * usual, 0.3 * high), 1.8 * high) for gap in gaps]
    if not any(wide):
        return [pieces]
    first = wide.index(True) + 1
    turned = pieces[first:] + [replace(one, start=one.start + width, end=one.end + width) for one in pieces[:first]]
    ends = wide[first:] + wide[:first]
    groups: list[list[Piece]] = [[]]
    for piece, last in zip(turned, ends, strict=True):
        groups[-1].append(piece)
        if last:
            groups.append([])
    return [group for group in groups if group]


def _alike(group: list[Piece], name: list[Piece]) -> bool:
    """Whether a group's characters stand between the same rows as the name's: purposes along the foot are a third
    lower, the ends of level lines hang deeper."""
    (top, bottom), (first, last) = _usual_rows(group), _usual_rows(name)
    high = last - first
    return bottom - top > 0.85 * high and abs(top - first) < 0.25 * high and abs(bottom - last) < 0.25 * high


def _usual_rows(group: list[Piece]) -> tuple[int, int]:
    weights = np.array([piece.end - piece.start for piece in group], dtype=np.float64)
    tops, bottoms = np.array([piece.top for piece in group]), np.array([piece.bottom for piece in group])
    return _weighted(tops, weights, 0.4), _weighted(bottoms, weights, 0.6)


def _near(group: list[Piece], other: list[Piece], width: int, high: int) -> bool:
    """Whether a group follows or precedes another by no more than a character's height."""
    return min((group[0].start - other[-1].end) % width, (other[0].start - group[-1].end) % width) < high


def _amount(group: list[Piece]) -> int:
    """How much of the rim a group takes: purposes are often bolder than the name, but never longer."""
    return sum(piece.end - piece.start for piece in group)


def _in_order(pieces: list[Piece], width: int) -> list[Piece]:
    """The pieces in reading order: clockwise, the first after the widest gap."""
    pieces = sorted(pieces, key=lambda piece: piece.start % width)
    pieces = [replace(one, start=one.start % width, end=one.start % width + one.end - one.start) for one in pieces]
    gaps = [
        (following.start - piece.end) % width for piece, following in zip(pieces, pieces[1:] + pieces[:1], strict=True)
    ]
    first = (int(np.argmax(gaps)) + 1) % len(pieces)
    later = [replace(piece, start=piece.start + width, end=piece.end + width) for piece in pieces[:first]]
    return pieces[first:] + later


def _without_strays(pieces: list[Piece], high: int) -> list[Piece]:
    """The pieces without those at both ends that stand off and lie deeper or higher than the others."""
    pieces = list(pieces)
    while len(pieces) > 2:
        usual_gap = float(np.median([b.start - a.end for a, b in pairwise(pieces)]))
        top, bottom = np.median([(piece.top, piece.bottom) for piece in pieces], axis=0)
        ends = ((0, pieces[1].start - pieces[0].end), (len(pieces) - 1, pieces[-1].start - pieces[-2].end))
        strange = [
            place
            for place, gap in ends
            if gap > 1.5 * usual_gap + 6
            and max(pieces[place].top - top, abs(pieces[place].bottom - bottom)) > 0.18 * high
        ]
        if not strange:
            break
        del pieces[strange[-1]]
    return pieces
