"""Shapes of what lies on a page or throws its shadow on it: fingers, hands, sheets, pens, cloth, anything."""

from __future__ import annotations

import math
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.surfaces import table

Floats = NDArray[np.float32]
Noise = np.random.Generator


def any_shape(size: tuple[int, int], em: float, draw: Noise) -> Floats:
    """The area (H, W), 0 or 1, of a thing somewhere in a picture of that width and height."""
    ways = (_fingers, _hand, _quad, _quad, _round, _blob, _stick, _side)
    area = ways[int(draw.integers(len(ways)))](size, em, draw)
    return area


def _empty(size: tuple[int, int]) -> Floats:
    return np.zeros((size[1], size[0]), np.float32)


def _spot(size: tuple[int, int], draw: Noise) -> NDArray[np.float64]:
    return draw.uniform(0.0, 1.0, 2) * size


def _edge(size: tuple[int, int], draw: Noise) -> tuple[NDArray[np.float64], float]:
    """A place on an edge and about the way inwards."""
    side, along = int(draw.integers(4)), draw.uniform(0, 1)
    width, height = size
    place = ((0, along * height), (along * width, 0), (width, along * height), (along * width, height))[side]
    return np.array(place, np.float64), side * math.pi / 2 + draw.normal(0, 0.5)


def _line(area: Floats, start: NDArray[np.float64], end: NDArray[np.float64], thick: float) -> None:
    first, last = ((round(float(p[0])), round(float(p[1]))) for p in (start, end))
    cv2.line(area, first, last, (1.0,), max(round(thick), 1), cv2.LINE_AA)


def _way(angle: float) -> NDArray[np.float64]:
    return np.array((math.cos(angle), math.sin(angle)))


def _fingers(size: tuple[int, int], em: float, draw: Noise) -> Floats:
    """One to four fingers from an edge, tapering a little, their joints bent."""
    area = _empty(size)
    start, angle = _edge(size, draw)
    thick = em * draw.uniform(1.8, 6.0)
    for number in range(int(draw.choice((1, 1, 2, 3, 4)))):
        foot = start + _way(angle + math.pi / 2) * number * thick * draw.uniform(1.0, 1.4)
        reach = draw.uniform(0.1, 0.7) * max(size)
        bent = angle + draw.normal(0, 0.2)
        joint = foot + _way(angle) * reach * 0.55
        tip = joint + _way(bent) * reach * 0.45
        _line(area, foot - _way(angle) * thick, joint, thick)
        _line(area, joint, tip, thick * draw.uniform(0.75, 0.95))
    return area


def _hand(size: tuple[int, int], em: float, draw: Noise) -> Floats:
    """A palm with fingers, anywhere, far larger than a finger."""
    area = _empty(size)
    middle, angle = _spot(size, draw), draw.uniform(0, 2 * math.pi)
    palm = em * draw.uniform(4, 10)
    cv2.circle(area, (round(middle[0]), round(middle[1])), round(palm), (1.0,), -1)
    _line(area, middle, middle - _way(angle) * 60 * em, palm * 1.3)
    for turn in (-0.7, -0.3, 0.05, 0.35, 1.2):
        way = angle + turn * draw.uniform(0.7, 1.2)
        _line(area, middle, middle + _way(way) * palm * draw.uniform(1.6, 2.6), palm * draw.uniform(0.35, 0.5))
    return area


def _quad(size: tuple[int, int], em: float, draw: Noise) -> Floats:
    """A sheet, note, card, telephone or folded corner: a quadrangle or triangle, at times with round corners."""
    area = _empty(size)
    long = em * float(np.exp(draw.uniform(math.log(2), math.log(40))))
    box = (tuple(_spot(size, draw)), (long, long * draw.uniform(0.25, 1.0)), draw.uniform(0, 180))
    corners = cv2.boxPoints(box) + draw.normal(0, 0.06, (4, 2)) * long
    if draw.random() < 0.2:
        corners = corners[:3]
    cv2.fillPoly(area, [np.round(corners).astype(np.int32)], (1.0,))
    if draw.random() < 0.3:
        soft = cv2.GaussianBlur(area, (0, 0), max(em * draw.uniform(0.3, 1.0), 0.5))
        area = np.asarray(soft > 0.5, np.float32)
    return area


def _round(size: tuple[int, int], em: float, draw: Noise) -> Floats:
    area = _empty(size)
    long = em * draw.uniform(1.5, 18)
    box = (tuple(_spot(size, draw)), (long, long * draw.uniform(0.3, 1.0)), draw.uniform(0, 180))
    cv2.ellipse(area, box, (1.0,), -1, cv2.LINE_AA)
    return area


def _blob(size: tuple[int, int], em: float, draw: Noise) -> Floats:
    """Any smooth outline: cloth, a sleeve, a scarf, spilt things."""
    angles = np.linspace(0, 2 * math.pi, 60, endpoint=False)
    radius = np.ones_like(angles)
    for wave in range(1, 6):
        radius += draw.normal(0, 0.35 / wave) * np.cos(wave * angles + draw.uniform(0, 6.3))
    radius = np.maximum(radius, 0.1) * em * draw.uniform(1.5, 14)
    stretch = draw.uniform(0.4, 1.0)
    outline = _spot(size, draw) + np.stack((radius * np.cos(angles), stretch * radius * np.sin(angles)), axis=1)
    area = _empty(size)
    cv2.fillPoly(area, [np.round(outline).astype(np.int32)], (1.0,), cv2.LINE_AA)
    return area


def _stick(size: tuple[int, int], em: float, draw: Noise) -> Floats:
    """A pen, ruler, string or strip of tape."""
    area = _empty(size)
    middle, way = _spot(size, draw), _way(draw.uniform(0, math.pi))
    reach = em * draw.uniform(4, 40)
    _line(area, middle - way * reach / 2, middle + way * reach / 2, em * draw.uniform(0.6, 2.5))
    return area


def _side(size: tuple[int, int], em: float, draw: Noise) -> Floats:
    """All that lies beyond a line, straight or waved."""
    y, x = np.mgrid[: size[1], : size[0]].astype(np.float32)
    (px, py), angle = _spot(size, draw), draw.uniform(0, 2 * math.pi)
    across = (x - px) * math.cos(angle) + (y - py) * math.sin(angle)
    along = (y - py) * math.cos(angle) - (x - px) * math.sin(angle)
    if draw.random() < 0.4:
        across = across + em * draw.uniform(0.2, 3) * np.sin(along / (em * draw.uniform(2, 12)))
    return np.asarray(across > 0, np.float32)


def material(area: Floats, em: float, draw: Noise) -> Floats:
    """What a thing of that area is made of (H, W, 3): skin, paper white or coloured, with or without print on it, wood,
    cloth of any pattern, dark plastic; rounded or flat."""
    size = (area.shape[1], area.shape[0])
    way = draw.random()
    if way < 0.3:
        skin = np.array((draw.uniform(110, 250), 0, 0), np.float32)
        skin[1] = skin[0] * draw.uniform(0.66, 0.86)
        skin[2] = skin[1] * draw.uniform(0.68, 0.95)
        thing = np.tile(skin, (*area.shape, 1))
    elif way < 0.55:
        tone = draw.uniform(0.72, 1.0, 3) ** draw.choice((0.1, 0.3, 1.0)) * draw.uniform(195, 255)
        thing = np.tile(tone.astype(np.float32), (*area.shape, 1))
        if draw.random() < 0.4:
            thing = thing * (1 - _scribble(size, em, draw)[..., None])
    elif way < 0.75:
        thing = table(size, Random(int(draw.integers(1 << 40))))
    else:
        tone = draw.uniform(0, 255, 3) if draw.random() < 0.6 else np.repeat(draw.uniform(5, 235), 3)
        thing = np.tile(tone.astype(np.float32), (*area.shape, 1))
    cloud = draw.normal(0, 1, (size[1] // 40 + 2, size[0] // 40 + 2)).astype(np.float32)
    thing = thing + cv2.resize(cloud, size, interpolation=cv2.INTER_CUBIC)[..., None] * draw.uniform(0, 8)
    if way < 0.3 or draw.random() < 0.4:
        # Round things are darker towards their sides.
        deep = cv2.GaussianBlur(area, (0, 0), max(em * draw.uniform(0.4, 2.0), 0.5))
        thing = thing * (1 - draw.uniform(0.1, 0.6) * (1 - np.clip(deep, 0, 1))[..., None])
    return np.asarray(thing, np.float32)


def _scribble(size: tuple[int, int], em: float, draw: Noise) -> Floats:
    """Something like lines of print, 0..1."""
    step = max(round(em * 0.18), 1)
    strokes = (draw.random((size[1] // step + 2, size[0] // step + 2)) < 0.4).astype(np.float32)
    marks = cv2.resize(strokes, None, fx=step, fy=step, interpolation=cv2.INTER_LINEAR)[: size[1], : size[0]]
    rows = (np.arange(size[1]) % max(round(em * draw.uniform(1.5, 2.5)), 3)) < em * draw.uniform(0.8, 1.1)
    turn = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), draw.uniform(-40, 40), 1.6)
    ink = cv2.warpAffine(np.asarray(marks * rows[:, None], np.float32), turn, size)
    return np.asarray(ink * draw.uniform(0.4, 0.85), np.float32)
