"""Rectangular and triangular seals: frames of ink around text, held against what a stamp is like."""

from __future__ import annotations

import cv2
import numpy as np

from intake.seals import frames
from intake.seals.mark import SealMark, box_of
from intake.seals.options import FindOptions
from intake.seals.tint import Ink
from models.codes import SealColor, SealShape


def straight_marks(ink: Ink, mask: Ink, color: SealColor, options: FindOptions) -> list[SealMark]:
    marks = []
    height, width = mask.shape
    for points in frames.groups(mask, options.radii[0], 2 * options.radii[1]):
        candidates = [(SealShape.RECTANGLE, frames.rectangle_around(points, ink, mask))]
        # Triangular stamps are 15 mm and more wide each way.
        triangle = frames.triangle_around(points, ink, mask) if np.ptp(points, axis=0).min() > options.small else None
        if triangle is not None:
            candidates.append((SealShape.TRIANGLE, triangle))
        framed = [(shape, frame) for shape, frame in candidates if _is_frame(frame, options)]
        if framed:
            shape, frame = max(framed, key=lambda each: each[1].inked[0])
            marks.append(_straight_mark(shape, frame, color, (height, width)))
    return marks


def cut_marks(ink: Ink, mask: Ink, rest: Ink, color: SealColor, options: FindOptions) -> list[SealMark]:
    """Rectangles that run into another seal of the same ink; ``rest`` is the ink outside of those seals."""
    marks = []
    for points in frames.groups(rest, options.radii[0], 2 * options.radii[1]):
        corners = np.asarray(cv2.boxPoints(cv2.minAreaRect(points)), dtype=np.float32)
        frame = frames.prolonged(corners, ink, mask)
        if frame is None or not _is_cut_frame(frame, options):
            continue
        marks.append(_straight_mark(SealShape.RECTANGLE, frame, color, (mask.shape[0], mask.shape[1])))
    return marks


def _is_cut_frame(frame: frames.Frame, options: FindOptions) -> bool:
    """Inside the other seal's rim and text lie around and in the frame, so that only its sides tell."""
    if frame.small < options.frame_small or frame.long > options.frame_aspect * frame.small:
        return False
    return frame.straight[0] > 0.7 and frame.straight[1] > 0.8 and frame.gap <= 0.35 and frame.filled > 0.06


def _is_frame(frame: frames.Frame, options: FindOptions) -> bool:
    aspect = frame.long / max(frame.small, 1.0)
    if frame.small < options.frame_small or aspect > options.frame_aspect or frame.lonely < 0.8:
        return False
    if not 0.04 < frame.filled < options.solid_print:
        return False
    if len(frame.straight) == 3:
        return frame.straight[0] > 0.8 and frame.small > options.small and frame.gap <= options.frame_gap
    glyphic = aspect < 1.5 and frame.small < options.small
    if glyphic and (frame.beside > 0.02 or frame.straight[0] < 0.85 or frame.small < options.frame_square):
        return False
    if frame.inked[0] >= options.frame_side and frame.straight[0] >= options.frame_side:
        return frame.gap <= (
            0.5 if frame.straight[0] > 0.95 else 0.36 if frame.straight[0] > 0.9 else options.frame_gap
        )
    # A name stamp pressed with one side off the paper keeps a long and a short side, which meet, whole.
    worn = not glyphic and frame.straight[2] > 0.9 and frame.straight[1] > 0.35
    return worn and frame.gap <= options.frame_gap / 2 and frame.filled > 0.2


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
        corners=in_order(corners, center, angle),
    )


def in_order(
    corners: np.ndarray[tuple[int, ...], np.dtype[np.float64]], center: tuple[float, float], angle: float
) -> tuple[tuple[float, float], ...]:
    """The corners clockwise, beginning top left when turned back by ``angle``; a triangle's with the highest."""
    away = corners - np.array(center)
    tilt = np.deg2rad(angle) if len(corners) == 4 else 0.0
    along = away[:, 0] * np.cos(tilt) + away[:, 1] * np.sin(tilt)
    across = -away[:, 0] * np.sin(tilt) + away[:, 1] * np.cos(tilt)
    clockwise = np.argsort(np.arctan2(across, along), kind="stable")
    first = int(np.argmin((along + across if len(corners) == 4 else across)[clockwise]))
    return tuple((float(x), float(y)) for x, y in corners[np.roll(clockwise, -first)])


def _lying(
    corners: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> tuple[tuple[float, float], tuple[float, float], float]:
    """Centre, long and short side, and the long side's clockwise angle in (-90, 90] of a rectangle around corners."""
    center, (width, height), angle = cv2.minAreaRect(corners.astype(np.float32))
    if width < height:
        width, height, angle = height, width, angle + 90.0
    angle = (angle + 90.0) % 180.0 - 90.0
    return (float(center[0]), float(center[1])), (float(width), float(height)), float(angle)
