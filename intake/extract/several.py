"""Several papers in one picture: two titles of different papers, each over a patient's name of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from intake.extract.headings import compact
from intake.extract.paper_title import FoundTitle, titles_on
from intake.page import Line
from models.codes import DocType

_FIT: Final = 0.8
_LARGE: Final = 1.25
"""A title is set at least this much larger than the page's text; words in a table's cell or a sentence are not."""
_APART: Final = 0.22
"""Titles of one paper stand closer, in page heights: hospital, title, subtitle."""
_CARDS: Final = frozenset({DocType.ID_CARD_FRONT, DocType.ID_CARD_BACK, DocType.SOCIAL_SECURITY_CARD})
"""Both sides of a card, or two cards, are meant to be on one sheet."""
_COPY: Final = re.compile(r"存根|副联|第[一二三四]联")
_NAME: Final = re.compile(r"姓名|患者|病人|户名|参保人|申请人|受检者")


def papers_on(lines: Sequence[Line]) -> tuple[DocType, ...]:
    """The types of the papers that lie in one picture, where it is plain that there are two; empty for a single one."""
    titles = [
        title
        for title in titles_on(lines)
        if title.fit >= _FIT
        and title.heading.size >= _LARGE
        and title.doc_type not in _CARDS
        and not _COPY.search(title.heading.text)
    ]
    for one, other in combinations(sorted(titles, key=lambda title: title.heading.top), 2):
        if one.doc_type is not other.doc_type and _each_named(one, other, lines):
            return one.doc_type, other.doc_type
    return ()


def _each_named(one: FoundTitle, other: FoundTitle, lines: Sequence[Line]) -> bool:
    """Whether a patient's name is asked for below each of two titles, above each other or side by side."""
    upper, lower = one.heading.box, other.heading.box
    if lower.top - upper.bottom > _APART:
        parts = [
            [line for line in lines if upper.bottom <= line.box.center[1] < lower.top],
            [line for line in lines if line.box.center[1] >= lower.bottom],
        ]
    elif upper.right < lower.left or lower.right < upper.left:
        edge = (max(upper.left, lower.left) + min(upper.right, lower.right)) / 2
        parts = [
            [line for line in lines if line.box.right < edge + 0.05],
            [line for line in lines if line.box.left > edge - 0.05],
        ]
    else:
        return False
    return all(any(_NAME.search(compact(line.text)) for line in part) for part in parts)
