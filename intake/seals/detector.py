"""Where seals may stand: a small network's guesses on ink maps of the whole page.

The network is trained on drawn pages by ``samples/detector``, which tells how to make it anew. Its weights,
``detector.onnx``, lie beside this file, ``detector.toml`` tells their SHA-256 and how they came about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.networks import OWN, network
from intake.page import Pixels
from intake.seals.groups import Group, groups
from intake.seals.tint import search_maps
from models.codes import SealColor, SealShape

WEIGHTS = OWN["yancai seal detector"]
_STRIDE, _UNIT = 4, 16.0
"""The network answers for every fourth pixel of the maps, in units of 16; see ``samples/detector/network.py``."""
_SHAPES = (SealShape.CIRCLE, SealShape.RECTANGLE, SealShape.TRIANGLE)
_COLORS = (SealColor.RED, SealColor.BLUE, SealColor.BLACK)


@dataclass(frozen=True)
class Guess:
    """A seal as the network sees it, in pixels of the page: its centre, which may lie outside of the page; its axes,
    half its width and height along its own directions; how it is turned, in degrees clockwise. ``grouped``: from a
    group of ink, of which the network says only how far it may be a seal."""

    shape: SealShape
    color: SealColor
    score: float
    center: tuple[float, float]
    axes: tuple[float, float]
    angle: float
    grouped: bool = False


def guesses(pixels: Pixels, least: float) -> list[Guess]:
    """All places of a page that score at least so much (0..1), best first, then all groups of coloured ink."""
    maps, scale, swapped = search_maps(pixels)
    return guesses_of(maps, network(WEIGHTS), (scale, swapped), least)


def guesses_of(maps: NDArray[np.uint8], network: cv2.dnn.Net, lying: tuple[float, bool], least: float) -> list[Guess]:
    """The same of ink maps; ``lying`` as ``search_maps`` tells it."""
    network.setInput(maps[None].astype(np.float32))
    answer = network.forward()[0]
    heat = 1.0 / (1.0 + np.exp(-answer[:3].astype(np.float32)))
    # Each shape has peaks of its own: a stamp may lie in the middle of a round seal.
    peaks = [
        (-float(one[row, column]), shape, int(row), int(column))
        for shape, one in enumerate(heat)
        for row, column in np.argwhere((one >= least) & (one >= cv2.dilate(one, np.ones((3, 3), np.uint8))))
    ]
    found = [_guess(answer, heat, cell, lying) for _, *cell in sorted(peaks)]
    best = heat.max(axis=0)
    for color, ink in ((SealColor.RED, maps[0]), (SealColor.BLUE, maps[1])):
        found += [_grouped(group, color, best, lying) for group in groups(ink)]
    return found


def _grouped(group: Group, color: SealColor, best: NDArray[np.float32], lying: tuple[float, bool]) -> Guess:
    """A group of ink as a guess; its score is the network's best one around the group's middle."""
    shape, (x, y), axes, angle = group
    reach = max(0.5 * min(axes), _STRIDE)
    rows = slice(max(int((y - reach) / _STRIDE), 0), int((y + reach) / _STRIDE) + 1)
    columns = slice(max(int((x - reach) / _STRIDE), 0), int((x + reach) / _STRIDE) + 1)
    scale, swapped = lying
    if swapped:
        x, y, angle = y, x, 90.0 - angle
        axes = axes[::-1] if shape is SealShape.TRIANGLE else axes
    return Guess(
        shape=shape,
        color=color,
        score=float(best[rows, columns].max(initial=0.0)),
        center=(x / scale, y / scale),
        axes=(axes[0] / scale, axes[1] / scale),
        angle=(angle + 90.0) % 180.0 - 90.0 if shape is not SealShape.TRIANGLE else 0.0,
        grouped=True,
    )


def _guess(answer: NDArray[Any], heat: NDArray[Any], cell: list[int], lying: tuple[float, bool]) -> Guess:
    """What the network says at a cell (shape, row, column) of its answer; ``lying`` as ``search_maps`` tells it."""
    which, row, column = cell
    told = answer[:, row, column]
    x, y = (column + 0.5) * _STRIDE + told[6] * _UNIT, (row + 0.5) * _STRIDE + told[7] * _UNIT
    hx, hy = np.exp(np.clip(told[8:10], -3.0, 3.0)) * _UNIT
    lean = float(np.tanh(told[10]))
    scale, swapped = lying
    if swapped:
        x, y, hx, hy = y, x, hy, hx
    values, vectors = np.linalg.eigh(np.array([[hx * hx, lean * hx * hy], [lean * hx * hy, hy * hy]], dtype=np.float64))
    short, long = np.sqrt(np.maximum(values, 1.0)) / scale
    angle = float(np.degrees(np.arctan2(vectors[1, 1], vectors[0, 1])))
    shape = _SHAPES[which]
    return Guess(
        shape=shape,
        color=_COLORS[int(np.argmax(told[3:6]))],
        score=float(heat[which, row, column]),
        center=(float(x / scale), float(y / scale)),
        axes=(float(hx / scale), float(hy / scale)) if shape is SealShape.TRIANGLE else (float(long), float(short)),
        angle=0.0 if shape is SealShape.TRIANGLE else (angle + 90.0) % 180.0 - 90.0,
    )
