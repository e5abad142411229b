"""Round and oval seals: rims guessed in an ink map, fitted, and held against what the rim of a seal is like."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from intake.seals import frames, ovals, rings
from intake.seals.mark import SealMark, box_of, ellipse_points
from intake.seals.options import FindOptions
from intake.seals.tint import Ink, inked
from models.codes import SealColor, SealShape

_OVAL = 0.87
"""Height over width: round seals photographed aslant are flattened to no less than 0.88; oval ones are 0.6-0.8."""


def round_marks(ink: Ink, threshold: int, color: SealColor, options: FindOptions) -> list[SealMark]:
    mask = inked(ink, threshold)
    radii = options.radii
    dark = color is SealColor.BLACK
    # Print of any blackness votes alike; in the coloured maps strong ink votes more than noise.
    half = cv2.resize(mask if dark else ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    centers = rings.vote_centers(np.asarray(half, dtype=np.uint8), (radii[0] // 2, radii[1] // 2), 12 if dark else 8)
    guesses: list[ovals.Oval] = []
    for x, y in centers:
        center = (2 * x + 0.5, 2 * y + 0.5)
        radius = rings.best_radius(mask, center, radii)
        if radius is not None:
            guesses.append((center, (radius, radius), 0.0))
    guesses += ovals.of_groups(mask, radii)
    marks = _fitting(guesses, ink, threshold, color, options)
    if dark:
        return marks
    # What lies in no seal yet may be an oval whose rim touches other ink.
    rest = ink.copy()
    for mark in marks:
        if mark.confidence < options.sure:
            continue
        rest[mark.mask(ink.shape[0], ink.shape[1], 1.04) > 0] = 0
    if frames.largest(inked(rest, threshold)) > 2 * radii[0]:
        marks += _fitting(ovals.voted(rest, threshold, radii), ink, threshold, color, options)
    return marks


def _fitting(
    guesses: Iterable[ovals.Oval], ink: Ink, threshold: int, color: SealColor, options: FindOptions
) -> list[SealMark]:
    """The guesses that turn out to be rims of seals."""
    mask = inked(ink, threshold)
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


def _round_mark(ring: rings.Ring, color: SealColor, shape: tuple[int, ...], options: FindOptions) -> SealMark | None:
    least = options.dark_rim if color is SealColor.BLACK else options.rim
    if not options.radii[0] <= ring.radius <= options.radii[1] or ring.inside < 0.3:
        return None
    flat = min(ring.axes) / max(ring.axes)
    full_rim = ring.inked > 0.9 and ring.sharp > 0.9 and ring.radius >= options.small
    if ring.inked < least or ring.clear < options.clear:
        return None
    if ring.written < options.written * ring.inside and not (
        (full_rim or _alone(ring, options)) and ring.within > 0.015
    ):
        return None
    if color is not SealColor.BLACK and ring.sharp < (options.sharp if flat > _OVAL else options.oval_sharp):
        return None
    if (
        ring.band >= 0.55
        or (ring.band < 0.02 and not full_rim and not _alone(ring, options))
        or ring.solid > _most_solid(ring, full_rim, options)
    ):
        return None
    if ring.radius < options.small and (ring.sharp < options.small_sharp or ring.solid > options.small_solid):
        return None
    if color is SealColor.BLACK and (ring.sharp < options.dark_sharp or ring.inside < 0.45):
        return None
    height, width = shape[:2]
    points = ellipse_points(ring.center, ring.axes, ring.angle, 72)
    whole = ring.inside > 0.985
    evidence = (ring.inked - least) / (1 - least)
    return SealMark(
        shape=SealShape.CIRCLE if flat > _OVAL else SealShape.ELLIPSE,
        color=color,
        box=box_of(points, width, height),
        center=ring.center,
        axes=(float(ring.axes[0]), float(ring.axes[1])),
        angle=ring.angle,
        complete=whole and ring.widest_break < 100.0,
        confidence=float(np.clip(0.5 + 0.35 * evidence + 0.15 * ring.clear, 0.0, 1.0)),
    )


def _alone(ring: rings.Ring, options: FindOptions) -> bool:
    """Whether bare paper lies on both sides of the rim, however worn: so no ring seen in glyphs or ridges lies."""
    return ring.radius >= options.small and ring.clear > 0.95 and ring.sharp > max(0.7, 0.92 * ring.inked)


def _most_solid(ring: rings.Ring, full_rim: bool, options: FindOptions) -> float:
    if _alone(ring, options) and ring.within < 0.12:
        # A cross or an emblem covers twice as much.
        return 0.95 if full_rim else 0.5
    if ring.inked > 0.95 and ring.sharp > 0.65 and ring.written > 0.6 and ring.radius > 60.0:
        # A large rim over a heading, on a small picture.
        return 0.9 if full_rim else 0.7
    if not full_rim:
        return 0.5 if ring.sharp > 0.6 and ring.written > 0.6 and ring.radius > 60.0 else options.solid
    # Round all the rim no cross or emblem has ink: text it is, run together on a small picture.
    return 0.9 if ring.written > 0.55 else options.solid_in_full_rim
