"""Where which text stands in a round or oval seal: a small network's answer.

The network is trained on drawn seals by ``samples/seal_text``, which tells how to make it anew. Its weights,
``texts.onnx``, lie beside this file; ``texts.toml`` tells their SHA-256 and how they came about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.networks import OWN, network
from intake.page import Pixels
from intake.seals.curve import Rim, depths_of, places_of
from intake.seals.tint import Ink, on_white

WEIGHTS = OWN["yancai seal texts"]
SIDE = 192
"""Pixels, square, of what the network looks at; the middle of the seal is its middle."""
REACH = 88
"""Pixels of the seal's longer half axis there, which lies level."""
STRIDE = 2
"""The network answers for every second pixel."""

_SPECK = 90
"""Of the (SIDE / 2)^2 cells: of 164 drawn red and blue special seals what they are for takes 101 at least, of 117
drawn official ones nine have some such cells, four of them more."""


class Text(IntEnum):
    """What may stand at a place; the network's classes."""

    NONE = 0
    NAME = 1
    LINE = 2
    """A level line."""
    FOOT = 3
    """A purpose along the lower rim, read from the middle."""
    MINOR = 4
    """What is of no interest: numbers, dates, foreign names."""


Plane = NDArray[np.float32]


def dark_of(pixels: Pixels) -> Ink:
    """How dark the page is, whatever the ink, 0..255."""
    return np.asarray(255 - on_white(pixels).min(axis=2), dtype=np.uint8)


def view_of(planes: tuple[Ink, ...], rim: Rim) -> NDArray[np.uint8]:
    """Maps of the page around a seal as the network wants them: (len(planes), SIDE, SIDE)."""
    matrix = to_map(rim)
    shrink = rim.axes[0] / REACH
    views = []
    for plane in planes:
        blurred = plane if shrink <= 1.3 else cv2.GaussianBlur(plane, (0, 0), 0.42 * shrink)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        views.append(cv2.warpAffine(blurred, matrix, (SIDE, SIDE), flags=flags))
    return np.asarray(np.stack(views), dtype=np.uint8)


def to_map(rim: Rim) -> NDArray[np.float64]:
    """The affine matrix (2, 3) from pixels of the view to those of the ink map."""
    tilt, share = np.deg2rad(rim.angle), rim.axes[0] / REACH
    turn = share * np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    middle = np.array([SIDE / 2, SIDE / 2])
    return np.hstack([turn, (np.array(rim.center) - turn @ middle)[:, None]])


@dataclass(frozen=True)
class Texts:
    """Which text stands where in a seal: ``shares`` (5, SIDE / 2, SIDE / 2), each ``Text``'s probability; ``up``, in
    degrees clockwise from the upper end of the rim's shorter axis, where the seal's top is."""

    shares: Plane
    up: float
    rim: Rim

    def without_specks(self) -> Texts:
        """The same without level lines and purposes along the foot where so little of them is seen that there are none
        but a second seal's ink, or print."""
        shares = self.shares.copy()
        inside = [Text.LINE, Text.FOOT]
        if int((shares[inside] > 0.5).sum()) < _SPECK:
            shares[Text.NONE] += shares[inside].sum(axis=0)
            shares[inside] = 0.0
        return replace(self, shares=shares)

    def along(self, text: Text, rows: int) -> Plane:
        """A text's probability unrolled along the rim like its ink: (rows, columns)."""
        rim = self.rim
        near, far = (rim.along(places_of(rim.columns), float(depths_of(rows)[end])) for end in (0, -1))
        share = np.linspace(0.0, 1.0, rows)[:, None]
        points = near + share[..., None] * (far - near)
        cells = ((points * REACH / rim.oval + SIDE / 2) / STRIDE - 0.5).astype(np.float32)
        told = cv2.remap(self.shares[text], cells[..., 0], cells[..., 1], cv2.INTER_LINEAR)
        return np.asarray(told, dtype=np.float32)

    def on_map(self, text: Text, matrix: NDArray[np.float64], size: tuple[int, int]) -> Plane:
        """A text's probability on another picture of ``size`` (width, height), from the pixels of which ``matrix``
        (2, 3) leads to the ink map's."""
        whole = np.vstack([matrix, (0.0, 0.0, 1.0)])
        to_view = np.vstack([cv2.invertAffineTransform(to_map(self.rim)), (0.0, 0.0, 1.0)])
        to_cell = np.array([[1 / STRIDE, 0, -0.5], [0, 1 / STRIDE, -0.5], [0, 0, 1]])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        told = cv2.warpAffine(self.shares[text], (to_cell @ to_view @ whole)[:2], size, flags=flags)
        return np.asarray(told, dtype=np.float32)


def find_texts(ink: Ink, dark: Ink, rim: Rim) -> Texts:
    """Ask the network where which text stands inside a rim."""
    net = network(WEIGHTS)
    net.setInput(view_of((ink, dark), rim)[None].astype(np.float32))
    answer = net.forward()[0].astype(np.float32)
    classes = len(Text)
    height, width = answer.shape[1:]
    # Of each class four quarters of a cell: upper left and right, lower left and right.
    fine = answer[: 4 * classes].reshape(classes, 2, 2, height, width).transpose(0, 3, 1, 4, 2)
    logits = fine.reshape(classes, 2 * height, 2 * width)
    shares = np.exp(logits - logits.max(axis=0))
    shares /= shares.sum(axis=0)
    text = shares[1:].sum(axis=0).reshape(height, 2, width, 2).mean(axis=(1, 3))
    x, y = ((answer[4 * classes + axis] * text).sum() for axis in (0, 1))
    return Texts(shares, float(np.degrees(np.arctan2(x, -y))), rim)
