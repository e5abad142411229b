"""Cards of which everything was read that they are sent in for: what lies beside an identity card is not its own, and
portrait, chip and coloured fields of a social security card lie over nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from intake.page import Line, PageImage
from models.place import Box

Words = re.Pattern[str]

_NUMBER: Final = r"[0-9]{17}[0-9Xx]"
_PERIOD: Final = r"[0-9]{4}[.][0-9]{2}[.][0-9]{2}[-—一~至](?:[0-9]{4}[.][0-9]{2}[.][0-9]{2}|长期)"
_SIDES: Final[tuple[tuple[Words, ...], ...]] = (
    tuple(map(re.compile, ("姓名", "性别", "出生", "住址", "公民身份号码", _NUMBER))),
    tuple(map(re.compile, ("^中华人民共和国$", "^居民身份证$", "签发机关", "有效期限", _PERIOD))),
)
"""Of each side of a card what is printed on it, from its first to its last entry."""
_ENDS: Final = (("公民身份号码", re.compile(_NUMBER)), ("居民身份证", re.compile(_PERIOD)))
"""Of each side what it says in large print and the entry that stands lowest."""
_SURE: Final = 0.8
"""Confidence of a line that is surely read."""
_MARGIN: Final = 0.05
"""Of the height and the width that the entries fill: so much of the card there is around them at the least."""
_MOST: Final = 0.7
"""Of the characters read: where fewer stand on cards, the page is another paper on which a card was laid or copied."""
_CARD: Final = re.compile(
    r"(?:中华人民共和国)?(?:城乡|电子)?(?:居民)?(?:社会保障卡|社保卡|医保电子凭证|医疗保险(?:证历)?卡|健康卡)"
)
_HOLDER: Final = re.compile(r"(?:姓名[:：]?)?[一-鿿·]{2,4}")
_CARD_NUMBER: Final = re.compile(rf"(?<![0-9]){_NUMBER}|[A-Z]?[0-9]{{9,}}")
_CARD_LINES: Final = 26
"""Lines of a card at most, as for its type (doc_types.yaml)."""
_MOST_SURE: Final = 0.9
"""Of a card's characters, that stand in lines surely read."""


def reaches_its_end(lines: Sequence[Line]) -> bool:
    """Whether one side of an identity card was read to its last entry."""
    text = re.sub(r"\s", "", "".join(line.text for line in lines))
    return any(heading in text and entry.search(text) for heading, entry in _ENDS)


def whole_cards(lines: Sequence[Line]) -> list[Box]:
    """Where the sides of identity cards stand of which every entry was surely read, in fractions of the page; none
    where more than a caption was read beside them."""
    cards = [box for side in _SIDES if (box := _place_of(side, lines)) is not None]
    read = sum(len(line.text) for line in lines)
    within = sum(len(line.text) for line in lines if any(card.covers(line.box) > 0.5 for card in cards))
    return cards if within > _MOST * read else []


def tells_its_holder(lines: Sequence[Line]) -> bool:
    """Whether a page is a social security card, of plastic or on a telephone, whose holder and number were surely read,
    as was nearly all that was read at all."""
    sure = [re.sub(r"\s", "", line.text) for line in lines if line.confidence >= _SURE]
    if not any(_CARD.fullmatch(text) for text in sure) or len(lines) > _CARD_LINES:
        return False
    told = any(map(_CARD_NUMBER.search, sure)) and any(map(_HOLDER.fullmatch, sure))
    return told and sum(map(len, sure)) > _MOST_SURE * sum(len(re.sub(r"\s", "", line.text)) for line in lines)


def _place_of(side: Sequence[Words], lines: Sequence[Line]) -> Box | None:
    """The smallest box around the entries of a side, with its margin; None unless each stands there once."""
    found = []
    for words in side:
        having = [line for line in lines if line.confidence >= _SURE and words.search(re.sub(r"\s", "", line.text))]
        if len(having) != 1:
            return None
        found.append(having[0].box)
    left, top = min(box.left for box in found), min(box.top for box in found)
    right, bottom = max(box.right for box in found), max(box.bottom for box in found)
    aside, above = _MARGIN * (right - left), _MARGIN * (bottom - top)
    return Box.clipped(left - aside, top - above, right + aside, bottom + above)


def cut_out(page: PageImage, lines: Sequence[Line], place: Box) -> tuple[PageImage, list[Line]]:
    """A part of the page as a page, and the lines that stand in it, in fractions of the part."""
    pixels = page.crop(place)
    x, y = int(place.left * page.width), int(place.top * page.height)
    part = page.warped(pixels, np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], dtype=np.float64))

    def within(box: Box) -> Box:
        return Box.clipped(
            (box.left * page.width - x) / part.width,
            (box.top * page.height - y) / part.height,
            (box.right * page.width - x) / part.width,
            (box.bottom * page.height - y) / part.height,
        )

    own = [line for line in lines if place.covers(line.box) > 0.5]
    return part, [Line(line.text, line.confidence, within(line.box), line.vertical) for line in own]
