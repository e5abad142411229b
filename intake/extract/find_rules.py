"""Where the rules of a page are, among what has no colour, on a picture of at most 1,000 pixels a side.

On a sheet that was photographed aslant, or curls, rules are slanted and bent: where some are, all are looked for so.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.extract.rules import Grid, Rule
from intake.page import ReadPage

_LONGEST_SIDE: Final = 1000
_SHORTEST_RUN: Final = 2.4
"""A straight run of ink this long, in usual line heights, is a rule and no stroke, not even one of a title."""
_LEAST_UPRIGHT: Final = 1.3
"""The same for the side of a single row of cells, which must end at level rules to count."""
_MEETS: Final = 0.006
"""Rules that come this near, in page sizes, meet."""
_DARKER: Final = 14
"""By how many grey levels a rule is darker than the paper around it: thin rules of scans fade to 20."""
_PLAIN: Final = 0.6
"""Share of a rule's length that is darker than what is around it, print included: letters in a row only look so."""
_COLOURED: Final = 50
"""Grey levels between a pixel's strongest and weakest colour from which on it is a seal's or a pen's."""
_STEEPEST: Final = 0.04
"""A steeper rule on a sheet that lies straight is a stroke drawn by hand."""
_HARDLY: Final = 0.008
"""Of the page's size: a short rule that falls no more is level, however short."""
_SLANTED: Final = 0.006
"""A long rule that falls so much for its length: the sheet was photographed aslant or does not lie flat. Nine of 100
drawn pages have one; looking for slanted rules takes three times as long (130 ms instead of 45, AVX2)."""
_LONG: Final = 0.2
_SLANTS: Final = (0.0, -0.085, 0.085)
"""Slopes at which rules are looked for on such a sheet, whose curl bends them; a run a few pixels thick forgives half
the step between two of them."""
_STEEPEST_SLANTED: Final = 0.13
"""By which share of its length a rule may fall or bend there."""
_KNOTS: Final = 9
_BENT: Final = 2.0
"""Pixels of the reduced picture by which a rule must leave the straight line to be called bent."""


def find_grid(page: ReadPage) -> Grid:
    """The rules of a page that is upright and flat; none on a page of bare text."""
    image = page.image
    heights = [line.box.height for line in page.lines if not line.vertical]
    factor = min(1.0, _LONGEST_SIDE / max(image.width, image.height))
    if min(image.width, image.height) * factor < 200 or not heights:
        return Grid((), ())
    size = (max(round(image.width * factor), 1), max(round(image.height * factor), 1))
    ink, faint = _ink(image.pixels, size)
    usual = median(heights) * ink.shape[0]
    found = _grid(ink, faint, usual, (0.0,))
    if any(map(_leans, (*found.level, *found.upright))):
        found = _grid(ink, faint, usual, _SLANTS)
    else:
        found = Grid(*(tuple(rule for rule in rules if not _is_steep(rule)) for rules in (found.level, found.upright)))
    return found if len(found.level) > 1 and len(found.upright) > 1 else Grid((), ())


def _leans(rule: Rule) -> bool:
    """Whether a long rule falls or bends as none does on a sheet that lies straight before the camera."""
    fall = max(abs(rule.far - rule.near), *(abs(one) for one in rule.bend or (0.0,)))
    return rule.end - rule.start > _LONG and fall > _SLANTED * (rule.end - rule.start)


def _is_steep(rule: Rule) -> bool:
    return abs(rule.far - rule.near) > max(_STEEPEST * (rule.end - rule.start), _HARDLY)


def _grid(ink: NDArray[np.uint8], faint: NDArray[np.uint8], usual: float, slants: Sequence[float]) -> Grid:
    """The rules in a picture's ink whose lines are usually so many pixels high."""
    level = _rules(ink, max(round(_SHORTEST_RUN * usual), 14), slants, faint)
    if len(level) < 2:
        return Grid((), ())
    upright = [
        rule
        # Strokes of letters above each other would fill the gaps of upright ones, which have no print close by.
        for rule in _rules(np.ascontiguousarray(ink.T), max(round(_LEAST_UPRIGHT * usual), 12), slants)
        if (rule.end - rule.start) * ink.shape[0] > _SHORTEST_RUN * usual or _hangs_between(rule, level)
    ]
    return Grid(tuple(level), tuple(upright))


def _hangs_between(upright: Rule, level: Sequence[Rule]) -> bool:
    """Whether an upright rule goes from one level rule to another: a stroke of a character does not."""
    met = [
        min((abs(rule.at(upright.at(end)) - end) for rule in level if rule.reaches(upright.at(end))), default=1.0)
        for end in (upright.start, upright.end)
    ]
    return max(met) < _MEETS


def _ink(pixels: NDArray[np.uint8], size: tuple[int, int]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The picture at a size (width, height): 1 where it is darker than what is around and has no colour; and the same
    where it is darker than the paper without its print, as a thin rule is that runs close between two lines of print.

    Rims and stars of seals are coloured and no rules. The colour need not be as fine as the darkness of thin rules.
    """
    red = _reduced(np.asarray(cv2.extractChannel(pixels, 2), dtype=np.uint8), size)
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_NEAREST)
    blue, green, coarse = (cv2.extractChannel(small, channel) for channel in range(3))
    coloured = cv2.subtract(cv2.max(cv2.max(blue, green), coarse), cv2.min(cv2.min(blue, green), coarse))
    coloured = cv2.dilate(coloured, np.ones((3, 3), np.uint8))
    bare = cv2.dilate(cv2.blur(red, (3, 3)), np.ones((5, 5), np.uint8))
    dark, faint = (cv2.subtract(cv2.blur(paper, (31, 31)), red) >= _DARKER for paper in (red, bare))
    plain = coloured < _COLOURED
    return (dark & plain).astype(np.uint8), (faint & plain).astype(np.uint8)


def _reduced(picture: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """A picture (H, W) at a smaller size (width, height), by an exact half first, which takes little time."""
    height, width = picture.shape
    if width >= 2 * size[0] and height >= 2 * size[1]:
        even = picture[: height // 2 * 2, : width // 2 * 2]
        picture = np.asarray(cv2.resize(even, (width // 2, height // 2), interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _rules(
    ink: NDArray[np.uint8], run: int, slants: Sequence[float], faint: NDArray[np.uint8] | None = None
) -> list[Rule]:
    """The rules along the picture's width: straight runs, joined where a slope or a speck broke them, or print close by
    made them ``faint``; most of a rule is plain ``ink``."""
    height, width = ink.shape
    # A slope steps to the next row of pixels every few dozen columns; two rows thick, its runs meet.
    plain = _runs(ink, run, slants)
    runs = plain if faint is None else plain | _runs(faint, run, slants)
    joined = cv2.dilate(runs, np.ones((2, 5), np.uint8))
    # Runs of this length leave fewer than 2**16 pieces of a picture this small; short labels take a third of the time.
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8, ltype=cv2.CV_16U)
    found = []
    for number in range(1, count):
        left, top, long, thickness, area = (int(value) for value in stats[number])
        if long < 1.2 * run or thickness > max(_STEEPEST_SLANTED * long, 8.0) or area > 9 * long:
            continue
        part = labels[top : top + thickness, left : left + long] == number
        if (part & (plain[top : top + thickness, left : left + long] > 0)).any(axis=0).mean() < _PLAIN:
            continue
        near, far = _end(part[:, : max(long // 8, 4)]), _end(part[:, -max(long // 8, 4) :])
        bend = _bend(part, near, far)
        ends = (left / width, (left + long) / width, (top + near) / height, (top + far) / height)
        found.append(Rule(*ends, tuple(one / height for one in bend)))
    return found


def _runs(ink: NDArray[np.uint8], run: int, slants: Sequence[float]) -> NDArray[np.uint8]:
    """Where ink lies in straight runs of a length along the picture's width at one of the slopes, two rows thick."""
    thick = np.asarray(cv2.dilate(ink, np.ones((2, 1), np.uint8)), dtype=np.uint8)
    found: NDArray[np.uint8] = np.zeros_like(ink)
    for slope in slants:
        opened = cv2.morphologyEx(_sheared(thick, slope), cv2.MORPH_OPEN, np.ones((1, run), np.uint8))
        found |= _sheared(np.asarray(opened, dtype=np.uint8), -slope)
    return found


def _sheared(picture: NDArray[np.uint8], slope: float) -> NDArray[np.uint8]:
    """A picture whose columns are shifted so that what falls by ``slope`` along its width lies level."""
    if not slope:
        return picture
    height, width = picture.shape
    matrix = np.array([[1.0, 0.0, 0.0], [-slope, 1.0, slope * width / 2]])
    return np.asarray(cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_NEAREST), dtype=np.uint8)


def _bend(part: NDArray[np.bool_], near: float, far: float) -> tuple[float, ...]:
    """By how many pixels a rule leaves the straight line between its ends, at places evenly spaced; none where it
    hardly does."""
    columns = np.flatnonzero(part.any(axis=0))
    rows = np.arange(part.shape[0]) @ part[:, columns] / part[:, columns].sum(axis=0)
    places = np.linspace(0.0, part.shape[1] - 1.0, _KNOTS)
    off = np.interp(places, columns, rows) - np.linspace(near, far, _KNOTS)
    return tuple(off.tolist()) if np.abs(off).max() > _BENT else ()


def _end(part: NDArray[np.bool_]) -> float:
    """The middle height of a rule's end."""
    rows = np.nonzero(part)[0]
    return float(rows.mean()) if rows.size else 0.0
