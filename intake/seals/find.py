"""Seals on a page: found by the shape of their ink, never by colour alone.

A seal is a closed rim of one ink with writing of that ink inside and a gap between the two. Red headings, crosses,
fingerprints, underlines, emblems and printed （盖章） have no such rim. Coloured rims are searched in maps of red and
of blue ink; grey ones, on copies, among everything dark, with stricter thresholds since all print is dark there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from intake.page import PageImage
from intake.seals import frames, rings
from intake.seals.mark import SealMark, box_of, ellipse_points
from intake.seals.tint import Ink, Inks, ink_maps
from models.codes import SealColor, SealShape


@dataclass(frozen=True)
class FindOptions:
    """Thresholds of the search, on maps of about 4 pixels a millimetre (see ``tint.WORK_SIDE``).

    Chosen on drawn pages with and without seals: red, blue and grey, 30-90 % ink, worn, over text, on photographs.
    """

    color_threshold: int = 14
    """Of 255: worn ink at 30 % of full cover shows as 15-50; raised on pages whose paper itself is noisy in colour."""
    dark_threshold: int = 50
    radii: tuple[int, int] = (24, 210)
    """6 to 52 mm on a full-page scan; seals are 7 to 22.5 mm in radius and half of that on a distant photograph."""
    rim: float = 0.55
    """On drawn pages worn and faint rims have 0.65 and more, red glyphs and fingerprints taken for rings 0.55-0.69."""
    dark_rim: float = 0.66
    dark_sharp: float = 0.55
    """Grey rims have 0.57 and more of sharp line with free paper outside, rings seen in text at most 0.49."""
    small: float = 45.0
    small_sharp: float = 0.72
    """Below that radius single glyphs look like rings: their sharp share is at most 0.62."""
    solid: float = 0.3
    solid_in_full_rim: float = 0.75
    """Inside a rim as full and sharp as no chance gives, text may have run together: small pictures, much ink."""
    small_solid: float = 0.12
    """95 of 100 seals have 0.00; a red cross in a ring has 0.3."""
    clear: float = 0.30
    written: float = 0.33
    frame_side: float = 0.62
    frame_gap: float = 0.22
    """Between a frame and its text hardly any ink lies; words and glyphs taken for frames have a third and more."""
    frame_small: float = 20.0
    """Of the narrowest name stamps (6 mm) 24 pixels remain on a scan."""
    solid_print: float = 0.6


DEFAULT_OPTIONS = FindOptions()


def find_seals(page: PageImage, options: FindOptions = DEFAULT_OPTIONS) -> tuple[SealMark, ...]:
    """All seals of a page, most certain first; an empty tuple where there is none."""
    inks = ink_maps(page.pixels)
    found: list[SealMark] = []
    for color, ink in ((SealColor.RED, inks.red), (SealColor.BLUE, inks.blue)):
        threshold = options.color_threshold + round(min(2.5 * _paper_noise(ink), 26.0))
        mask = _mask(ink, threshold)
        if cv2.countNonZero(mask) < 150:
            continue
        found += _rounds(ink, threshold, color, options)
        found += _straight(mask, color, options)
    found += _rounds(_plain_dark(inks), options.dark_threshold, SealColor.BLACK, options)
    return tuple(_on_page(mark, inks.scale, page) for mark in _best_of_each_place(found))


def _paper_noise(ink: Ink) -> float:
    """What nine tenths of the paper stay below, in the quieter third of 36 tiles: neither seals nor a table count.

    Phone photographs show up to 1 (red) and 4 (blue) there, and 12 in their noisiest thousandth.
    """
    tiles = [tile[::4, ::4] for rows in np.array_split(ink, 6) for tile in np.array_split(rows, 6, axis=1)]
    return float(np.percentile([np.percentile(tile, 90) for tile in tiles if tile.size], 30))


def _mask(ink: Ink, threshold: int) -> Ink:
    return np.asarray(cv2.threshold(ink, threshold, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def _plain_dark(inks: Inks) -> Ink:
    """Dark ink without the coloured: a red or blue seal must not be found a second time as a grey one."""
    colored = cv2.max(inks.red, inks.blue)
    return np.asarray(cv2.subtract(inks.dark, cv2.add(colored, colored)), dtype=np.uint8)


def _rounds(ink: Ink, threshold: int, color: SealColor, options: FindOptions) -> list[SealMark]:
    mask = _mask(ink, threshold)
    radii = options.radii
    dark = color is SealColor.BLACK
    # Print of any blackness votes alike; in the coloured maps strong ink votes more than noise.
    half = cv2.resize(mask if dark else ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    centers = rings.vote_centers(np.asarray(half, dtype=np.uint8), (radii[0] // 2, radii[1] // 2), 12 if dark else 8)
    guesses: list[tuple[tuple[float, float], tuple[float, float], float]] = []
    for x, y in centers:
        center = (2 * x + 0.5, 2 * y + 0.5)
        radius = rings.best_radius(mask, center, radii)
        if radius is not None:
            guesses.append((center, (radius, radius), 0.0))
    if not dark:
        guesses += _ellipses_of_groups(mask, radii)
    marks = []
    for guess in guesses:
        fitted = rings.fit_rim(mask, *guess)
        if fitted is None:
            continue
        ring = rings.measure(ink, threshold, *fitted)
        mark = _round_mark(ring, color, mask.shape, options)
        if mark is not None:
            marks.append(mark)
    return marks


def _ellipses_of_groups(
    mask: Ink, radii: tuple[int, int]
) -> Iterator[tuple[tuple[float, float], tuple[float, float], float]]:
    """Flat ellipses have no one centre that their edges point to: guess them from the outline of each group of ink."""
    for points in frames.groups(mask, 2 * radii[0], 2 * radii[1]):
        hull = cv2.convexHull(points)
        if len(hull) < 8:
            continue
        center, size, angle = cv2.fitEllipseDirect(hull)
        if min(size) > radii[0] and max(size) < 2.2 * radii[1]:
            yield (float(center[0]), float(center[1])), (size[0] / 2, size[1] / 2), float(angle)


def _round_mark(ring: rings.Ring, color: SealColor, shape: tuple[int, ...], options: FindOptions) -> SealMark | None:
    least = options.dark_rim if color is SealColor.BLACK else options.rim
    if not options.radii[0] <= ring.radius <= options.radii[1] or ring.inside < 0.3:
        return None
    if ring.inked < least or ring.clear < options.clear or ring.written < options.written * ring.inside:
        return None
    full_rim = ring.inked > 0.9 and ring.sharp > 0.9 and ring.radius >= options.small
    if not 0.02 < ring.band < 0.55 or ring.solid > (options.solid_in_full_rim if full_rim else options.solid):
        return None
    if ring.radius < options.small and (ring.sharp < options.small_sharp or ring.solid > options.small_solid):
        return None
    if color is SealColor.BLACK and (ring.sharp < options.dark_sharp or ring.inside < 0.45):
        return None
    flat = min(ring.axes) / max(ring.axes)
    height, width = shape[:2]
    points = ellipse_points(ring.center, ring.axes, ring.angle, 72)
    whole = ring.inside > 0.985
    evidence = (ring.inked - least) / (1 - least)
    return SealMark(
        # A round seal photographed aslant is flattened to no less than about 0.88; oval seals are 0.6-0.8.
        shape=SealShape.CIRCLE if flat > 0.87 else SealShape.ELLIPSE,
        color=color,
        box=box_of(points, width, height),
        center=ring.center,
        axes=(float(ring.axes[0]), float(ring.axes[1])),
        angle=ring.angle,
        complete=whole and ring.widest_break < 100.0,
        confidence=float(np.clip(0.5 + 0.35 * evidence + 0.15 * ring.clear, 0.0, 1.0)),
    )


def _straight(mask: Ink, color: SealColor, options: FindOptions) -> list[SealMark]:
    marks = []
    height, width = mask.shape
    for points in frames.groups(mask, options.radii[0], 2 * options.radii[1]):
        candidates = [(SealShape.RECTANGLE, frames.rectangle_around(points, mask))]
        triangle = frames.triangle_around(points, mask)
        if triangle is not None:
            candidates.append((SealShape.TRIANGLE, triangle))
        shape, frame = max(candidates, key=lambda each: each[1].inked[0])
        if frame.small < options.frame_small or frame.inked[0] < options.frame_side or frame.lonely < 0.8:
            continue
        if not 0.04 < frame.filled < options.solid_print or frame.gap > options.frame_gap:
            continue
        marks.append(_straight_mark(shape, frame, color, (height, width)))
    return marks


def _straight_mark(shape: SealShape, frame: frames.Frame, color: SealColor, size: tuple[int, int]) -> SealMark:
    height, width = size
    corners = frame.corners.astype(np.float64)
    center, (long, short), angle = _lying(corners)
    inside = (corners >= -1).all() and (corners <= np.array([width, height])).all()
    touches = (corners.min(axis=0) <= 1.5).any() or (corners.max(axis=0) >= np.array([width, height]) - 2.5).any()
    return SealMark(
        shape=shape,
        color=color,
        box=box_of(corners, width, height),
        center=center,
        axes=(long / 2, short / 2),
        angle=angle,
        complete=bool(inside and not touches),
        confidence=float(np.clip(0.4 + 0.6 * frame.inked[0], 0.0, 1.0)),
        corners=tuple((float(x), float(y)) for x, y in corners),
    )


def _lying(
    corners: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> tuple[tuple[float, float], tuple[float, float], float]:
    """Centre, long and short side, and the long side's clockwise angle in (-90, 90] of a rectangle around corners."""
    center, (width, height), angle = cv2.minAreaRect(corners.astype(np.float32))
    if width < height:
        width, height, angle = height, width, angle + 90.0
    angle = (angle + 90.0) % 180.0 - 90.0
    return (float(center[0]), float(center[1])), (float(width), float(height)), float(angle)


def _best_of_each_place(marks: Sequence[SealMark]) -> list[SealMark]:
    """One mark where several lie on each other: the surest, a coloured one before a grey one."""
    kept: list[SealMark] = []
    for mark in sorted(marks, key=lambda each: (each.color is SealColor.BLACK, -each.confidence)):
        if not any(_same_place(mark, other) for other in kept):
            kept.append(mark)
    return kept


def _same_place(mark: SealMark, other: SealMark) -> bool:
    """Whether two marks are one seal: much overlap, or one inside the other (a second rim, a frame in a seal)."""
    overlap = mark.box.iou(other.box)
    return overlap > 0.45 or mark.box.covers(other.box) > 0.8 or other.box.covers(mark.box) > 0.8


def _on_page(mark: SealMark, scale: float, page: PageImage) -> SealMark:
    """The mark in pixels of the page instead of the map's."""
    return replace(
        mark,
        center=(mark.center[0] / scale, mark.center[1] / scale),
        axes=(mark.axes[0] / scale, mark.axes[1] / scale),
        corners=tuple((x / scale, y / scale) for x, y in mark.corners),
    )
