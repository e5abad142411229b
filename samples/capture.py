"""How a drawn sheet becomes an uploaded picture: scanned, copied, or photographed on a table."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.codes import ClarityKind, DocType, SealColor
from models.place import Box
from samples import hide, spoil
from samples.ink import Sheet
from samples.spoil import Scene, Spoiled
from samples.truth import Degradation, TrueSeal, TrueSpoil, Truth

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]
Matrix = NDArray[np.float64]
Rotation = Literal[0, 90, 180, 270]

_READABLE_EM = 7.0
"""Below this many pixels a 10.5-point Chinese character cannot be told from its neighbours by eye; at 7 it still could
on enlarged drawings of six seeds."""
_TYPE_MM = 10.5 * 25.4 / 72


@dataclass(frozen=True)
class Shot:
    """The picture (H, W, 3) RGB, the way from the sheet's pixels to the picture's (3, 3), and what spoils it."""

    pixels: Pixels
    matrix: Matrix
    skew: float = 0.0
    problems: tuple[ClarityKind, ...] = ()
    readable: bool = True
    quality: int = 90
    """JPEG quality."""
    spoiled: tuple[Spoiled, ...] = ()
    """What was done to it; the outlines in this picture's pixels."""


def take(sheet: Sheet, degradation: Degradation, rotation: Rotation = 0) -> Shot:
    """A picture of the sheet; ``rotation``: clockwise degrees a reader will need to set it upright."""
    rng = sheet.rng
    pixels: Pixels = np.asarray(sheet.image, dtype=np.uint8)
    if sheet.size[0] < 120:
        return _turned(_card(sheet, pixels, degradation), rotation)
    match degradation:
        case "clean_scan":
            shot = _scan(pixels, rng)
        case "grey_copy":
            shot = _copied(_scan(pixels, rng), rng)
        case "jpeg":
            shot = replace(_scan(pixels, rng), quality=rng.randrange(14, 30))
        case _:
            shot = _photograph(pixels, rng)
    return _turned(_spoiled(shot, degradation, rng, sheet), rotation)


def _card(sheet: Sheet, pixels: Pixels, degradation: Degradation) -> Shot:
    """A card: cut out close by a scanner, lying on the glass of one, or photographed on a table."""
    rng = sheet.rng
    if degradation in ("clean_scan", "grey_copy", "jpeg"):
        glass = (round(pixels.shape[1] * rng.uniform(1.05, 1.9)), round(pixels.shape[0] * rng.uniform(1.05, 2.1)))
        shot = _scan(pixels, rng, glass)
        return _copied(shot, rng) if degradation == "grey_copy" else shot
    return _spoiled(_photograph(pixels, rng), degradation, rng, sheet)


def _spoiled(shot: Shot, degradation: Degradation, rng: Random, sheet: Sheet) -> Shot:
    match degradation:
        case "shadow":
            return _shadowed(shot, rng)
        case "blur":
            return _blurred(shot, rng, sheet)
        case "low_resolution":
            return _shrunk(shot, rng, sheet)
        case "occlusion" | "glare" | "cut_off":
            return spoiled(shot, sheet, ClarityKind(degradation), hide.random_share(rng))
        case "dark" | "overexposed" | "moire":
            return spoiled(shot, sheet, ClarityKind(degradation), rng.random())
        case _:
            return shot


def spoiled(shot: Shot, sheet: Sheet, kind: ClarityKind, strength: float) -> Shot:
    """The picture with one clarity problem more. ``strength`` 0..1: for what hides print (occlusion, glare, cut off)
    the share of the paper's characters that is to be hidden, for all else from hardly seen to hardly readable."""
    ways = {
        ClarityKind.BLUR: spoil.blurred,
        ClarityKind.LOW_RESOLUTION: spoil.shrunk,
        ClarityKind.DARK: spoil.darkened,
        ClarityKind.OVEREXPOSED: spoil.overexposed,
        ClarityKind.MOIRE: spoil.moired,
        ClarityKind.SHADOW: hide.shaded,
        ClarityKind.GLARE: hide.glared,
        ClarityKind.OCCLUSION: hide.covered,
        ClarityKind.CUT_OFF: hide.cut,
    }
    characters = _moved(_character_places(sheet), shot.matrix)
    corners = _moved(spoil.whole(sheet.image.size), shot.matrix)
    scene = Scene(shot.pixels, characters, _scale(shot, sheet) * _TYPE_MM, corners, sheet.rng)
    done = ways[kind](scene, strength)
    before = tuple(replace(one, outline=_moved(one.outline, done.moved)) for one in shot.spoiled)
    hides = kind in (ClarityKind.GLARE, ClarityKind.OCCLUSION, ClarityKind.CUT_OFF)
    return replace(
        shot,
        pixels=done.pixels,
        matrix=done.moved @ shot.matrix,
        problems=(*shot.problems, *((kind,) if done.severity > 0.0 else ())),
        readable=shot.readable and done.severity < (0.1 if hides else 0.5),
        spoiled=(*before, done),
    )


def _moved(points: Matrix, matrix: Matrix) -> Matrix:
    moved = cv2.perspectiveTransform(np.asarray(points, dtype=np.float64)[None], matrix)[0]
    return np.asarray(moved, dtype=np.float64)


def _character_places(sheet: Sheet) -> Matrix:
    """The middles (N, 2) of all characters, in pixels of the sheet."""
    places = [
        (run.left + (run.right - run.left) * (number + 0.5) / len(run.text), (run.top + run.bottom) / 2)
        for run in sheet.fragments
        for number in range(len(run.text))
    ]
    return np.array(places or [(0.0, 0.0)], dtype=np.float64)


def encode(shot: Shot) -> bytes:
    """The picture as a JPEG file."""
    buffer = io.BytesIO()
    Image.fromarray(shot.pixels).save(buffer, "JPEG", quality=shot.quality)
    return buffer.getvalue()


def truth_of(
    sheet: Sheet, shot: Shot, paper: tuple[DocType, str], degradation: Degradation, rotation: Rotation
) -> Truth:
    """What a perfect reading of the picture would say; ``paper`` is its type and the layout that drew it."""
    return Truth(
        doc_type=paper[0],
        layout=paper[1],
        lines=sheet.lines(),
        fields=dict(sheet.fields),
        physicians=tuple(sheet.physicians),
        seals=_true_seals(sheet, shot, grey=degradation == "grey_copy"),
        lab_items=tuple(sheet.lab_items),
        rotation=rotation,
        skew_degrees=shot.skew,
        degradation=degradation,
        readable=shot.readable,
        clarity_problems=shot.problems,
        spoils=tuple(_true_spoil(one, shot) for one in shot.spoiled),
    )


def _true_spoil(done: Spoiled, shot: Shot) -> TrueSpoil:
    height, width = shot.pixels.shape[:2]
    (left, top), (right, bottom) = done.outline.min(axis=0), done.outline.max(axis=0)
    box = Box.clipped(float(left) / width, float(top) / height, float(right) / width, float(bottom) / height)
    return TrueSpoil(kind=done.kind, severity=done.severity, box=box)


def _true_seals(sheet: Sheet, shot: Shot, grey: bool) -> tuple[TrueSeal, ...]:
    height, width = shot.pixels.shape[:2]
    seals = []
    for stamped in sheet.seals:
        points = cv2.perspectiveTransform(stamped.outline[None], shot.matrix)[0] / (width, height)
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        inside = left >= -0.005 and top >= -0.005 and right <= 1.005 and bottom <= 1.005
        design = stamped.seal.design
        seals.append(
            TrueSeal(
                shape=design.shape,
                color=SealColor.BLACK if grey else design.color,
                kind=design.kind,
                text=design.text,
                inner_text=design.inner_text,
                complete=stamped.complete and bool(inside),
                box=Box.clipped(float(left), float(top), float(right), float(bottom)),
                strength=stamped.seal.strength,
            )
        )
    return tuple(seals)


def _noise(rng: Random) -> np.random.Generator:
    return np.random.default_rng(rng.getrandbits(63))


def _finish(picture: Floats, rng: Random, grain: float) -> Pixels:
    """Add the sensor's grain and go back to eight bits. The grain is drawn once and tiled: it need not be unique."""
    tile = _noise(rng).normal(0.0, grain, (256, 256, 1)).astype(np.float32)
    rows, columns = -(-picture.shape[0] // 256), -(-picture.shape[1] // 256)
    noisy = picture + np.tile(tile, (rows, columns, 1))[: picture.shape[0], : picture.shape[1]]
    return np.clip(noisy, 0, 255).astype(np.uint8)


def _scan(pixels: Pixels, rng: Random, glass: tuple[int, int] | None = None) -> Shot:
    """A flatbed scan: a few tenths to three degrees askew, slightly soft; ``glass`` is larger than a small card."""
    height, width = pixels.shape[:2]
    out_width, out_height = glass or (width, height)
    skew = 0.0 if rng.random() < 0.3 else max(min(rng.gauss(0, 1.1), 3.0), -3.0)
    turn: Matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), -skew, 1.0), dtype=np.float64)
    turn[:, 2] += np.array([(out_width - width) / 2, (out_height - height) / 2])
    edge = rng.choice(((255, 255, 255), (255, 255, 255), (236, 236, 238), (70, 70, 72)))
    if glass:
        edge = (248, 248, 248)
    if skew or glass:
        pixels = cv2.warpAffine(
            pixels,
            turn,
            (out_width, out_height),
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=edge,
        ).astype(np.uint8)
    soft = cv2.GaussianBlur(pixels.astype(np.float32), (0, 0), rng.uniform(0.3, 0.6)).astype(np.float32)
    matrix = np.vstack([turn, [0.0, 0.0, 1.0]]).astype(np.float64)
    return Shot(_finish(soft, rng, rng.uniform(0.5, 2.5)), matrix, round(skew, 3), quality=rng.randrange(82, 95))


def _copied(shot: Shot, rng: Random) -> Shot:
    """A black-and-white photocopy: no colour, hard contrast, specks of toner and a streak."""
    grey = cv2.cvtColor(shot.pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    grey = np.clip((grey - 128) * rng.uniform(1.15, 1.5) + rng.uniform(125, 150), 0, 255)
    specks = _noise(rng).random(grey.shape[:2]) < rng.uniform(0.00003, 0.0002)
    specks = cv2.dilate(specks.astype(np.uint8), np.ones((2, 2), np.uint8)) > 0
    grey[specks] = rng.uniform(40, 120)
    if rng.random() < 0.4:
        at = rng.randrange(grey.shape[1] - 4)
        grey[:, at : at + 2] *= rng.uniform(0.75, 0.92)
    return replace(shot, pixels=_finish(np.repeat(grey[..., None], 3, axis=2), rng, rng.uniform(1.0, 4.0)))


def _table(width: int, height: int, rng: Random) -> Floats:
    """A table top: a plain colour, or wood with its grain running one way."""
    color = rng.choice(((150, 112, 74), (188, 160, 124), (96, 70, 52), (206, 206, 204), (66, 72, 80), (120, 132, 128)))
    noise = _noise(rng)
    if rng.random() < 0.6:
        grain = cv2.resize(noise.normal(0, 1, (height // 6 + 1, 5)).astype(np.float32), (width, height))
        grain = cv2.GaussianBlur(grain, (0, 0), 1.5) * 9
    else:
        grain = cv2.resize(noise.normal(0, 1, (60, 45)).astype(np.float32), (width, height)) * 3
    return np.array(color, dtype=np.float32) + grain[..., None]


def _corners(width: int, height: int, frame: tuple[int, int], rng: Random) -> Matrix:
    """Where the sheet's corners fall in the frame: nearly filling it, turned a little, seen from a slant."""
    share = min(frame[0] / width, frame[1] / height) * rng.uniform(0.84, 0.95)
    half = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], dtype=np.float64) * (width * share / 2, height * share / 2)
    angle = math.radians(max(min(rng.gauss(0, 2.0), 5.0), -5.0))
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    slant = [(rng.uniform(-0.03, 0.03) * frame[0], rng.uniform(-0.03, 0.03) * frame[1]) for _ in range(4)]
    corners: Matrix = half @ turn.T + np.array(slant) + (frame[0] / 2, frame[1] / 2)
    return np.clip(corners, 3, (frame[0] - 4, frame[1] - 4))


def _photograph(pixels: Pixels, rng: Random) -> Shot:
    """A phone's photograph of the sheet on a table: perspective, uneven light, a tint, grain."""
    height, width = pixels.shape[:2]
    long_side = rng.randrange(1600, 2300)
    frame = (long_side * 3 // 4, long_side) if height >= width else (long_side, long_side * 3 // 4)
    corners = _corners(width, height, frame, rng)
    sheet_corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(sheet_corners, corners.astype(np.float32)).astype(np.float64)
    share = math.hypot(*(corners[1] - corners[0])) / width
    if share < 0.9:
        pixels = cv2.GaussianBlur(pixels, (0, 0), 0.35 / share).astype(np.uint8)
    page = cv2.warpPerspective(pixels, matrix, frame).astype(np.float32)
    cover = cv2.warpPerspective(np.full((height, width), 1.0, np.float32), matrix, frame)
    fall = cv2.GaussianBlur(cover, (0, 0), long_side / 150)
    offset = np.array([[1, 0, rng.uniform(-8, 8)], [0, 1, rng.uniform(4, 14)]], dtype=np.float64)
    fall = cv2.warpAffine(fall, offset, frame)
    table = _table(*frame, rng) * (1.0 - 0.45 * fall[..., None])
    picture: Floats = (table + (page - table) * cover[..., None]).astype(np.float32)
    picture *= _light(frame, rng) * np.array(rng.choice(((1, 1, 1), (1, 0.97, 0.9), (0.94, 0.98, 1))), dtype=np.float32)
    picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 0.75)).astype(np.float32)
    return Shot(_finish(picture, rng, rng.uniform(2.0, 5.0)), matrix, quality=rng.randrange(76, 92))


def _light(frame: tuple[int, int], rng: Random) -> Floats:
    """Light that falls off to one side, smooth over the whole frame."""
    bright = rng.uniform(0.86, 1.0)
    dim = bright * rng.uniform(0.62, 0.95)
    angle = rng.uniform(0, 2 * math.pi)
    y, x = np.mgrid[-1:1:24j, -1:1:24j]
    ramp = (x * math.cos(angle) + y * math.sin(angle)) / 2.83 + 0.5
    field = dim + (bright - dim) * ramp + 0.03 * np.sin(3 * x + rng.uniform(0, 6))
    light: Floats = cv2.resize(field.astype(np.float32), frame, interpolation=cv2.INTER_CUBIC).astype(np.float32)
    return light[..., None]


def _shadowed(shot: Shot, rng: Random) -> Shot:
    """The shadow of a hand or phone over a part of the page."""
    height, width = shot.pixels.shape[:2]
    shade: Floats = np.zeros((height // 8, width // 8), np.float32)
    x, y = rng.uniform(0.2, 0.8) * shade.shape[1], rng.uniform(0.3, 0.8) * shade.shape[0]
    reach = rng.uniform(0.25, 0.45) * shade.shape[1]
    cv2.ellipse(shade, ((x, y), (reach * 1.6, reach * 2.6), rng.uniform(-40, 40)), (1.0,), -1)
    arm = np.array(
        [(x - reach / 2, y), (x + reach / 2, y), (x + reach, shade.shape[0]), (x - reach / 4, shade.shape[0])]
    )
    cv2.fillPoly(shade, [arm.astype(np.int32)], (1.0,))
    shade = cv2.resize(cv2.GaussianBlur(shade, (0, 0), 5), (width, height)).astype(np.float32)
    depth = rng.uniform(0.38, 0.6)
    picture = shot.pixels.astype(np.float32) * (1.0 - depth * shade[..., None])
    return replace(shot, pixels=np.clip(picture, 0, 255).astype(np.uint8), problems=(ClarityKind.SHADOW,))


def _scale(shot: Shot, sheet: Sheet) -> float:
    """Pixels of the picture to a millimetre of paper, in the middle of the page."""
    width, height = sheet.image.size
    middle = np.array([[[width / 2, height / 2], [width / 2 + 10, height / 2]]], dtype=np.float64)
    start, end = cv2.perspectiveTransform(middle, shot.matrix)[0]
    return float(math.hypot(*(end - start)) / 10 * sheet.dpi / 25.4)


def _blurred(shot: Shot, rng: Random, sheet: Sheet) -> Shot:
    """Out of focus or shaken; unreadable from where strokes melt into each other (by eye, on twelve drawings)."""
    em = _scale(shot, sheet) * _TYPE_MM
    share = rng.uniform(0.05, 0.22)
    shaken = rng.random() < 0.5
    if not shaken:
        pixels = cv2.GaussianBlur(shot.pixels, (0, 0), share * em)
    else:
        length = max(round(share * em * 2.6), 3) | 1
        kernel: Floats = np.zeros((length, length), np.float32)
        kernel[length // 2] = 1.0
        turn = cv2.getRotationMatrix2D((length // 2, length // 2), rng.uniform(0, 180), 1.0)
        kernel = cv2.warpAffine(kernel, turn, (length, length)).astype(np.float32)
        pixels = cv2.filter2D(shot.pixels, -1, kernel / kernel.sum())
    problems = (ClarityKind.BLUR,)
    return replace(shot, pixels=pixels.astype(np.uint8), problems=problems, readable=share < (0.17 if shaken else 0.13))


def _shrunk(shot: Shot, rng: Random, sheet: Sheet) -> Shot:
    """A picture sent in a small size, as chat programs do."""
    em = _scale(shot, sheet) * _TYPE_MM
    share = min(rng.uniform(4.5, 13.0) / em, 1.0)
    height, width = shot.pixels.shape[:2]
    size = (round(width * share), round(height * share))
    pixels = cv2.resize(shot.pixels, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    matrix = np.diag([size[0] / width, size[1] / height, 1.0]) @ shot.matrix
    problems = (ClarityKind.LOW_RESOLUTION,)
    return replace(
        shot,
        pixels=pixels,
        matrix=matrix,
        problems=problems,
        readable=em * share >= _READABLE_EM,
        quality=rng.randrange(60, 80),
    )


def _turned(shot: Shot, rotation: Rotation) -> Shot:
    """The picture lying so that it needs ``rotation`` clockwise degrees to stand upright."""
    height, width = shot.pixels.shape[:2]
    match rotation:
        case 0:
            return shot
        case 90:
            turn = np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]], dtype=np.float64)
        case 180:
            turn = np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]], dtype=np.float64)
        case 270:
            turn = np.array([[0, -1, height], [1, 0, 0], [0, 0, 1]], dtype=np.float64)
    pixels = np.ascontiguousarray(np.rot90(shot.pixels, rotation // 90))
    there = tuple(replace(one, outline=_moved(one.outline, turn)) for one in shot.spoiled)
    return replace(shot, pixels=pixels, matrix=turn @ shot.matrix, spoiled=there)
