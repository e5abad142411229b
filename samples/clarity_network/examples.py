"""Draw examples for the network of clarity: crops as it sees them, and what spoils which tile how badly.

``python -m samples.clarity_network.examples --count 4000 --seed 100 --out DIR`` writes ``crops-SEED.npy`` (count, 4,
SIDE, SIDE) and ``tiles-SEED.npy`` (count, 7, SIDE / 8, SIDE / 8), 0..255: the strength of each of ``KINDS``, how many
characters stand in each tile (255 is one), and how much of each character there can still be seen.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.clarity.tiles import EM, STRIDE, channels
from samples.clarity_network.papers import Paper, draw_paper, on_ground
from samples.clarity_network.spoils import KINDS, SPOILS, Crop, ramp

SIDE = 320
"""Pixels of a crop's side as the network sees it: 32 characters."""


def draw_papers(count: int, seed: int) -> list[Paper]:
    return [draw_paper(Random(f"clarity-paper-{seed}-{number}")) for number in range(count)]


def example(papers: list[Paper], seed: int, number: int, only: str = "") -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """One crop (4, SIDE, SIDE) and its tiles (7, SIDE / 8, SIDE / 8); spoiled in one way alone if it is named."""
    draw = np.random.default_rng((seed, number))
    rng = Random(int(draw.integers(1 << 60)))
    paper = papers[int(draw.integers(len(papers)))]
    if draw.random() < 0.35:
        paper = on_ground(paper, round(paper.em * draw.uniform(1, 7)), rng)
    # Of small pictures many: what has few pixels is soft.
    em = float(np.exp(draw.uniform(math.log(11), math.log(30)))) if draw.random() < 0.85 else draw.uniform(3.5, 12)
    fine = max(em, 12.0)
    crop, characters = _cut(paper, fine, draw)
    _captured(crop)
    _spoil(crop, only)
    picture = _sharpened(np.clip(_grained(crop), 0, 255), draw).astype(np.uint8)
    if em < fine:
        size = tuple(max(round(side * em / fine), 8) for side in crop.size)
        picture = np.asarray(cv2.resize(picture, size, interpolation=_way_down(draw)), np.uint8)
    picture = _compressed(picture, draw)
    seen = channels(np.ascontiguousarray(picture[:, :, ::-1]), (SIDE, SIDE))
    return seen, _tiles(crop, characters, em)


def _way_down(draw: np.random.Generator) -> int:
    return int(draw.choice((cv2.INTER_AREA, cv2.INTER_AREA, cv2.INTER_LINEAR)))


def _cut(paper: Paper, em: float, draw: np.random.Generator) -> tuple[Crop, NDArray[np.float64]]:
    """A crop of 32 characters' side, give or take, at a size of print; and where in it, 0..1, characters are.

    Often much less: headings and cards have large print, and the usual height of a page's lines may not be known."""
    wide = SIDE / EM * float(np.exp(draw.normal(0, 0.16) if draw.random() < 0.6 else draw.uniform(-0.9, 0.3)))
    side = wide * paper.em
    height, width = paper.pixels.shape[:2]
    at = draw.uniform(0, 1, 2) * (width, height)
    if draw.random() < 0.8:
        at = paper.characters[int(draw.integers(len(paper.characters)))]
    x, y = at - draw.uniform(0.1, 0.9, 2) * side
    scale = em * wide / side
    move = np.array([[scale, 0, -x * scale], [0, scale, -y * scale]])
    pixels = paper.pixels
    if scale < 0.8:
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), 0.4 / scale), np.uint8)
    size = (round(em * wide),) * 2
    fill = tuple(
        float(v) for v in (draw.integers(0, 255, 3) if draw.random() < 0.5 else np.full(3, draw.choice((0, 255))))
    )
    picture = cv2.warpAffine(pixels, move, size, flags=cv2.INTER_LINEAR, borderValue=fill)
    places = (paper.characters - (x, y)) / side
    return Crop(picture.astype(np.float32), em, draw), places


def _captured(crop: Crop) -> None:
    """As a scanner or a telephone takes it in good light."""
    draw = crop.draw
    if draw.random() < 0.65:
        bright, dim = draw.uniform(0.72, 1.02), draw.uniform(0.5, 1.0)
        angle = draw.uniform(0, 2 * math.pi)
        y, x = np.mgrid[-1:1:16j, -1:1:16j]
        field = bright * (1 - (1 - dim) * ((x * math.cos(angle) + y * math.sin(angle)) / 2.8 + 0.5))
        light = cv2.resize(field.astype(np.float32), crop.size)[..., None]
        tint = np.array(((1, 1, 1), (1, 0.96, 0.86), (0.92, 0.97, 1))[int(draw.integers(3))], np.float32)
        crop.picture *= light * tint
        crop.grain = draw.uniform(0.5, 5.0)
        soft = draw.uniform(0.3, 0.8)
        crop.worse("dim", ramp(-np.log(float(light.min())), -math.log(0.38), -math.log(0.07)))
    else:
        crop.grain = draw.uniform(0.0, 2.5)
        soft = draw.uniform(0.2, 0.6)
    crop.picture[:] = cv2.GaussianBlur(crop.picture, (0, 0), soft)
    if draw.random() < 0.5:
        # What blurs is at times the picture and not the lens: its grain is blurred too.
        crop.picture[:] = _grained(crop)
        crop.grain = 0.0 if draw.random() < 0.5 else draw.uniform(0.0, 2.0)


def _spoil(crop: Crop, only: str) -> None:
    draw = crop.draw
    if only:
        next(spoil for spoil in SPOILS if spoil.__name__ == only)(crop)
        return
    count = int(draw.choice((0, 1, 2), p=(0.2, 0.62, 0.18)))
    chosen = draw.choice(len(SPOILS), count, replace=False, p=(0.18, 0.22, 0.16, 0.16, 0.12, 0.08, 0.08))
    for number in sorted(int(one) for one in chosen)[::-1]:
        SPOILS[number](crop)
        np.minimum(crop.picture, 700.0, out=crop.picture)


def _grained(crop: Crop) -> NDArray[np.float32]:
    draw, (width, height) = crop.draw, crop.size
    tile = draw.normal(0, crop.grain, (128, 128, int(draw.choice((1, 3))))).astype(np.float32)
    if draw.random() < 0.5:
        tile = np.asarray(cv2.GaussianBlur(tile, (0, 0), 0.7), np.float32).reshape(128, 128, -1) * 1.8
    noise = np.tile(tile, (-(-height // 128), -(-width // 128), 1))[:height, :width]
    return np.asarray(np.clip(crop.picture, 0, 255) + noise, np.float32)


def _sharpened(picture: NDArray[np.float32], draw: np.random.Generator) -> NDArray[np.float32]:
    """As telephones do, every other one."""
    if draw.random() < 0.6:
        return picture
    soft = cv2.GaussianBlur(picture, (0, 0), draw.uniform(0.7, 2.0))
    return np.asarray(np.clip(picture + (picture - soft) * draw.uniform(0.2, 1.5), 0, 255), np.float32)


def _compressed(picture: NDArray[np.uint8], draw: np.random.Generator) -> NDArray[np.uint8]:
    quality = int(draw.uniform(15, 60)) if draw.random() < 0.25 else int(draw.uniform(60, 96))
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def _tiles(crop: Crop, characters: NDArray[np.float64], em: float) -> NDArray[np.uint8]:
    side = SIDE // STRIDE
    tiles = np.zeros((len(KINDS) + 2, side, side), np.float32)
    # Half a pixel of spread is what small pictures cannot help.
    crop.worse("soft", float(ramp(0.5 / em, 0.045, 0.13)))
    for number, kind in enumerate(KINDS):
        if kind in crop.strength:
            tiles[number] = cv2.resize(crop.strength[kind], (side, side), interpolation=cv2.INTER_AREA)
    rows, columns = np.floor(characters[:, 1] * side).astype(int), np.floor(characters[:, 0] * side).astype(int)
    inside = (rows >= 0) & (columns >= 0) & (rows < side) & (columns < side)
    np.add.at(tiles[-2], (rows[inside], columns[inside]), 1.0)
    tiles[-2] = cv2.GaussianBlur(tiles[-2], (3, 3), 0.6)
    tiles[-1] = 1.0 - np.maximum(np.maximum(tiles[1], tiles[2]), tiles[3])
    return np.asarray(np.clip(np.round(tiles * 255), 0, 255), np.uint8)


def main() -> None:
    """The command line of ``python -m samples.clarity_network.examples``."""
    parser = argparse.ArgumentParser(description="画出训练清晰度网络的样例")
    parser.add_argument("--count", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=100)
    parser.add_argument("--papers", type=int, default=160)
    parser.add_argument("--only", default="", choices=["", *(spoil.__name__ for spoil in SPOILS)])
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    papers = draw_papers(options.papers, options.seed)
    crops = np.zeros((options.count, 4, SIDE, SIDE), np.uint8)
    tiles = np.zeros((options.count, len(KINDS) + 2, SIDE // STRIDE, SIDE // STRIDE), np.uint8)
    for number in range(options.count):
        crops[number], tiles[number] = example(papers, options.seed, number, options.only)
    np.save(options.out / f"crops-{options.seed}.npy", crops)
    np.save(options.out / f"tiles-{options.seed}.npy", tiles)


if __name__ == "__main__":
    main()
