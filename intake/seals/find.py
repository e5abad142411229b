"""Seals on a page: guessed by a network trained on drawn seals, fitted to their ink, and looked at once more closely.

The first network looks at red, blue and dark ink on a small picture of the page and says where seals may stand, of any
ink and strength, whole or cut by the edge. Each guess is fitted in the page itself: the ellipse through the rim, the
lines of the frame. The second network sees each fitted guess large and says whether it is a seal that lies there.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.page import PageImage
from intake.print import PRINT_SIDE, print_mask, runs_of_print, scaled_grey
from intake.seals.confirm import confirmed
from intake.seals.cut import cut_stamps
from intake.seals.detector import Guess, guesses
from intake.seals.fit import fitted
from intake.seals.mark import SealMark, box_of, ellipse_points, in_order
from intake.seals.options import DEFAULT_OPTIONS, FindOptions
from intake.seals.outlines import Outline
from models.codes import SealColor, SealShape
from models.place import Box


def find_seals(page: PageImage, options: FindOptions = DEFAULT_OPTIONS) -> tuple[SealMark, ...]:
    """All seals of a page, most certain first; an empty tuple where there is none."""
    fits = []
    for guess in _likeliest(guesses(page.pixels, options.least), options):
        fit = fitted(page.pixels, guess)
        if fit is not None:
            fits.append((guess, *fit))
    sure = confirmed([(view, guess.score, outline.strength) for guess, outline, view in fits])
    marks = []
    for (guess, outline, _), confidence in zip(fits, sure, strict=True):
        mark = _mark(outline, guess.shape, page, (confidence, options))
        if min(mark.axes) * 2 >= options.smallest and mark.confidence >= _asked(outline, mark.box, options):
            marks.append(mark)
    kept = _best_of_each_place(marks)
    kept += [
        _stamp(corners, mark, page) for mark in kept if mark.is_round for corners in cut_stamps(page.pixels, mark, kept)
    ]
    return tuple(_best_of_each_place(_without_characters(kept, page, options)))


def _without_characters(marks: Sequence[SealMark], page: PageImage, options: FindOptions) -> list[SealMark]:
    """The marks that are no printed characters: 日 and 口 are frames, too, but no larger than the page's print."""
    frames = [mark for mark in marks if _is_squarish(mark, options)]
    if not frames:
        return list(marks)
    grey, scale = scaled_grey(page.pixels, PRINT_SIDE)
    print_height = runs_of_print(print_mask(grey)).height(0.5) / scale
    return [mark for mark in marks if mark not in frames or max(mark.axes) * 2 > options.printed * print_height]


def _is_squarish(mark: SealMark, options: FindOptions) -> bool:
    return mark.shape is SealShape.RECTANGLE and max(mark.axes) < options.squarish * min(mark.axes)


def _likeliest(found: Sequence[Guess], options: FindOptions) -> list[Guess]:
    """The guesses that are worth a closer look: the network's own, and groups of ink that are none of those again."""
    own = [guess for guess in found if not guess.grouped][: options.most]
    groups = [guess for guess in found if guess.grouped and guess.score >= options.heed]
    return own + [group for group in groups if not any(_alike(group, guess) for guess in own)]


def _alike(one: Guess, other: Guess) -> bool:
    """Whether two guesses are so much alike that they come out the same when they are fitted to the ink."""
    away = np.hypot(*(np.array(one.center) - np.array(other.center)))
    sizes = np.array(one.axes) / np.array(other.axes)
    turned = abs((one.angle - other.angle + 90.0) % 180.0 - 90.0) if one.shape is SealShape.RECTANGLE else 0.0
    close = away < 0.1 * min(other.axes) and 0.9 < sizes.min() <= sizes.max() < 1.1 and turned < 5.0
    return one.shape is other.shape and bool(close)


def _asked(outline: Outline, box: Box, options: FindOptions) -> float:
    """The confidence that is asked for."""
    least = options.sure
    if outline.color is SealColor.BLACK:
        among_rules = outline.inked < options.askew_framed and _lean(outline) < options.askew
        least = options.sure_black if outline.ring is not None or among_rules else options.sure_black_frame
    elif _is_framed(outline, options):
        least = options.sure_framed
    if _is_stamped_askew(outline, options):
        least = min(least, options.sure_askew_black if outline.color is SealColor.BLACK else options.sure_askew)
    at_edge = box.left <= 0.0 or box.top <= 0.0 or box.right >= 1.0 or box.bottom >= 1.0
    return min(least, options.sure_at_edge) if at_edge else least


def _is_framed(outline: Outline, options: FindOptions) -> bool:
    return outline.color is not SealColor.BLACK and outline.inked > options.plainly_framed


def _is_stamped_askew(outline: Outline, options: FindOptions) -> bool:
    """A plain frame, longer than it is high, that does not lie along the lines of the page, which is level."""
    if outline.corners is None or outline.inked < options.askew_framed or outline.axes[0] < 1.4 * outline.axes[1]:
        return False
    return _lean(outline) >= options.askew


def _lean(outline: Outline) -> float:
    """By how many degrees a frame lies askew to the page, 0..45."""
    return abs((outline.angle + 45.0) % 90.0 - 45.0)


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


def _mark(outline: Outline, shape: SealShape, page: PageImage, told: tuple[float, FindOptions]) -> SealMark:
    """The mark of a fitted guess; whole where all of its outline is on the page and no wide part of it is missing."""
    confidence, options = told
    width, height = page.width, page.height
    corners: tuple[tuple[float, float], ...] = ()
    if outline.corners is None:
        shape = SealShape.CIRCLE if min(outline.axes) > options.flat * max(outline.axes) else SealShape.ELLIPSE
        points = ellipse_points(outline.center, outline.axes, outline.angle, 72)
    else:
        points = outline.corners
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
        confidence=confidence,
        corners=corners,
        strength=outline.strength,
        framed=_is_framed(outline, options),
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
