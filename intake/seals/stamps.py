"""Name stamps whose characters stand in columns: one column read downwards, or two read from the right.

All pictures here are ink maps: 0 without ink, 255 fully inked.
"""

from __future__ import annotations

import re
from typing import Final

import cv2
import numpy as np

from intake.seals.strokes import INKED
from intake.seals.tint import Ink

_CELL: Final = 44
SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭肖蔡潘田董袁于余叶蒋杜苏魏程吕丁任卢姚沈钟姜崔谭陆汪范廖"
    "石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁"
)
"""The most common surnames, nine of ten people's."""
_SEAL_WORD: Final = re.compile(r"(?:私?印信?|之?印章?|之章|章)$")


def in_columns(level: Ink) -> list[Ink]:
    """The characters of a name stamp in one row, in each order they may be meant; empty where it has lines instead.

    A tall stamp is one column. A square one has two columns read from the right (a surname may fill its own); where
    it has two rows of two, it may also be meant row by row.
    """
    box = _inked_box(level)
    if box is None:
        return []
    left, top, right, bottom = box
    text = level[top:bottom, left:right]
    height, width = text.shape
    if height > 1.5 * width:
        count = height / (1.05 * width)
        likely = {int(np.clip(round(each), 2, 4)) for each in (0.75 * count, count, 1.2 * count)}
        return [_row(_cut_at(text, each)) for each in sorted(likely)]
    if not 0.7 < width / height < 1.45 or min(height, width) < 16:
        return []
    middle, bare = _gap(text.T)
    if bare > 0.25 or _rows_of_text(text) > 2:
        return []
    return _orders(text[:, middle:], text[:, :middle])


def _orders(right: Ink, left: Ink) -> list[Ink]:
    """Two columns of one or two characters each, in each order they may be meant."""
    first, second = _cells(right), _cells(left)
    if max(len(cells) for cells in (*first, *second)) == 1 and min(right.shape[0], left.shape[0]) < 16:
        return []
    orders = [_row([*a, *b]) for a in first for b in second]
    if len(first[-1]) == len(second[-1]) == 2:
        orders.append(_row([second[-1][0], first[-1][0], second[-1][1], first[-1][1]]))
    return orders


def best_name(texts: list[tuple[str, float]]) -> tuple[str, float]:
    """Of the readings of one stamp in different orders the one that is a name: a surname first, 印 last."""

    def likeness(reading: tuple[str, float]) -> float:
        text, confidence = reading
        surname = 0.3 if text and text[0] in SURNAMES else 0.0
        misplaced = 0.3 if "印" in text[:-1] else 0.0
        length = 0.0 if 2 <= len(text) <= 4 else -0.3
        return confidence + surname - misplaced + length + (0.2 if _SEAL_WORD.search(text) else 0.0)

    text, confidence = max(texts, key=likeness)
    bare = _SEAL_WORD.sub("", text)
    return (bare if len(bare) >= 2 else text), confidence


def _inked_box(level: Ink) -> tuple[int, int, int, int] | None:
    rows = np.nonzero((level > INKED).sum(axis=1) >= 2)[0]
    columns = np.nonzero((level > INKED).sum(axis=0) >= 2)[0]
    if len(rows) < 8 or len(columns) < 8:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _rows_of_text(text: Ink) -> int:
    """How many runs of inked rows there are that are a fifth of the height or more."""
    sums = (text > INKED).sum(axis=1)
    inked = np.concatenate([[False], sums > 0.1 * float(np.percentile(sums, 90)), [False]])
    edges = np.nonzero(np.diff(inked.astype(np.int8)))[0]
    return int((np.diff(edges)[::2] > 0.18 * len(sums)).sum())


def _gap(text: Ink) -> tuple[int, float]:
    """The emptiest row near the middle, and how much ink it has for a row of text."""
    sums = (text > INKED).sum(axis=1)
    height = len(sums)
    low, high = round(0.35 * height), max(round(0.65 * height), round(0.35 * height) + 1)
    near = cv2.blur(sums[low:high].astype(np.float32).reshape(-1, 1), (1, 3)).ravel()
    away = np.abs(np.arange(low, high) - height / 2) / height
    best = int(np.argmin(near + away * float(sums.max())))
    return low + best, float(near[best]) / max(float(np.percentile(sums, 90)), 1.0)


def _cells(column: Ink) -> list[list[Ink]]:
    """A column's one or two characters; both ways where the gap between them is in doubt."""
    middle, bare = _gap(column)
    one, two = [column], [column[:middle], column[middle:]]
    if bare > 0.5 or column.shape[0] < 1.3 * column.shape[1]:
        return [one] if bare > 0.1 else [two]
    return [two] if bare < 0.02 and column.shape[0] < 1.8 * column.shape[1] else [one, two]


def _cut_at(text: Ink, count: int) -> list[Ink]:
    """A column cut into a known number of characters at the emptiest rows."""
    sums = (text > INKED).sum(axis=1).astype(np.float64)
    height = len(sums)
    cuts = [0]
    for number in range(1, count):
        near, reach = number * height / count, 0.2 * height / count
        rows = np.arange(max(round(near - reach), cuts[-1] + 1), min(round(near + reach) + 1, height))
        cuts.append(int(rows[np.argmin(sums[rows] + 0.02 * np.abs(rows - near) * sums.max())]))
    return [text[a:b] for a, b in zip(cuts, [*cuts[1:], height], strict=True)]


def _row(cells: list[Ink]) -> Ink:
    """Characters side by side, each brought to about a square."""
    squares = []
    for cell in cells:
        box = _inked_box(cell)
        left, top, right, bottom = box or (0, 0, cell.shape[1], cell.shape[0])
        part = cell[top:bottom, left:right]
        # 一 stays flat, and so does a narrow one: only what is stretched by more than half is pressed back.
        height, width = part.shape
        share = _CELL / max(height, width)
        size = (round(width * share), round(height * share))
        if height > 1.5 * width or box is None:
            size = (round(_CELL * 0.8), _CELL)
        square = np.zeros((_CELL, _CELL + 8), dtype=np.uint8)
        scaled = cv2.resize(part, (max(size[0], 1), max(size[1], 1)), interpolation=cv2.INTER_AREA)
        y, x = (_CELL - scaled.shape[0]) // 2, (_CELL + 8 - scaled.shape[1]) // 2
        square[y : y + scaled.shape[0], x : x + scaled.shape[1]] = scaled
        squares.append(square)
    row = np.hstack(squares)
    return np.asarray(np.pad(row, ((3, 3), (0, 0))), dtype=np.uint8)
