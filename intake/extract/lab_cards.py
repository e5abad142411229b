"""Results set as little cards, each with its range beneath, as telephones and self-service terminals show them:
name and value, and below them 参考范围：9-50 with the unit. No header row says where what stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from intake.extract.lab_columns import Role
from intake.extract.lab_words import Kind, Word, plain, split_value, words_of
from intake.extract.level import level_rows
from intake.page import Line

LABEL: Final = re.compile(
    r"(?:生物)?(?:参考|正常)(?:范围|区间|值范围|参考值|值)?\s*[:：]?\s*(?=[\d<>≤≥阴未男女(\[-])|参考(?:范围|区间|值)\s*[:：]"
)
"""What is printed before a card's range."""
_RANGE_ONLY: Final = re.compile(
    r"[(\[]?\s*(?:[<>≤≥]=?\s*\d+(?:\.\d+)?|\d+(?:\.\d+)?\s*(?:-{1,2}|[~–—])\s*\d+(?:\.\d+)?)\s*[)\]]?[\sA-Za-zμ/%^\d*.]*"
)
_ENTRY: Final = re.compile(
    r"(?:本次)?(?:(?:检[验测查]|测定|定[量性])?结果|测定值|单位|提示|状态|(?:检[验测查])?(?:项目|指标)(?:名称)?|名称)\s*[:：]\s*"
)
"""Labels within a card: what stands behind them is told by its kind alone."""
_SPELT_OUT: Final = (
    re.compile(r"(?:检[验测查]|化验)(?:项目|指标)(?:名称)?:"),
    re.compile(r"(?:检[验测查]|测定)结果:"),
    LABEL,
)
_FEWEST: Final = 2
_DEEPEST: Final = 4
"""A card has at most so many rows above its range."""
_LOOSEST: Final = 2.5
"""and its rows stand at most so many heights of the range's letters apart."""
_NUMBERED: Final = re.compile(r"\s*(?:\d{1,2}\s*[.、)]|[①-⑳])\s*(?=\D)")
_ABREAST: Final = 0.02
_STATE: Final = re.compile(r"偏?[高低]|异常|正常|升高|降低")
_BEGUN: Final = re.compile(r"(?:时间|日期|姓名|就诊人|科室|标本|样本|门诊号|住院号|条码|医[生师]|医院|年龄)(?:[:：]|$)")


@dataclass
class Card:
    """The words of one card by kind, and the lines they stand in, the range's last."""

    lines: list[Line]
    words: dict[Kind, list[str]] = field(default_factory=dict)
    reference: str = ""


def cards_on(lines: Sequence[Line]) -> list[Card]:
    """The cards of a page from top to bottom; none where a single one is not spelt out."""
    rows = level_rows(lines)
    limits = [[line for line in row if _is_limit(line)] for row in rows]
    if not any(limits):
        return []
    cards = [
        card
        for place, found in enumerate(limits)
        for number, limit in enumerate(found)
        if (card := _card(rows[: place + 1], limit, _edges(found, number)))
    ]
    return cards if len(cards) >= _FEWEST or _is_spelt_out(lines) else []


def _is_spelt_out(lines: Sequence[Line]) -> bool:
    """Whether the page labels what was tested, the result and the range each: then one result alone is one."""
    said = [plain(line.text).strip() for line in lines]
    return all(any(pattern.match(text) for text in said) for pattern in _SPELT_OUT)


def _is_limit(line: Line) -> bool:
    text = plain(line.text).strip()
    return bool(LABEL.search(text) or _RANGE_ONLY.fullmatch(text))


def _edges(abreast: Sequence[Line], number: int) -> tuple[float, float]:
    """Where the card begins and ends across the page, its neighbours' ranges standing in the same row."""
    left = abreast[number].box.left - _ABREAST if number else 0.0
    right = abreast[number + 1].box.left - _ABREAST if number + 1 < len(abreast) else 1.0
    return left, right


def _card(rows: Sequence[Sequence[Line]], limit: Line, edges: tuple[float, float]) -> Card | None:
    """The card that ends in the last row, with the range in ``limit``; None where no name or no value is above it."""
    card, top = Card([]), limit.box.top
    for depth, row in enumerate(reversed(rows)):
        mine = [line for line in row if edges[0] <= line.box.center[0] < edges[1]]
        far = top - max((line.box.bottom for line in mine), default=top) > _LOOSEST * limit.box.height
        ends = depth and any(_is_limit(line) or _BEGUN.search(plain(line.text)) for line in mine)
        if depth > _DEEPEST or (mine and (far or ends)):
            break
        _lay(card, mine, limit)
        top = min((line.box.top for line in mine), default=top)
        if "name" in card.words:
            break
    has_value = "number" in card.words or "quality" in card.words
    return card if "name" in card.words and has_value and card.reference else None


def cells_of(card: Card) -> dict[Role, list[str]]:
    """The card's words as the columns of a table would hold them."""
    names = [text for text in card.words["name"] if not _STATE.fullmatch(text)]
    states = [text for text in card.words["name"] if _STATE.fullmatch(text)]
    values = card.words.get("number") or card.words.get("quality", [])
    cells: dict[Role, list[str]] = {
        "name": names,
        "value": values[:1],
        "unit": card.words.get("unit", [])[:1],
        "flag": [*card.words.get("flag", []), *states],
        "reference": [card.reference],
    }
    return {role: texts for role, texts in cells.items() if texts}


def _lay(card: Card, mine: Sequence[Line], limit: Line) -> None:
    """Put a row's words to the card; those above come before what stands below."""
    found: dict[Kind, list[str]] = {}
    valueless = "number" not in card.words and "quality" not in card.words and len(mine) == 1
    for line in mine:
        text = plain(line.text)
        label = LABEL.search(text)
        if line is limit:
            begin = label.start() if label else 0
            _read_limit(card, text[label.end() if label else 0 :], found)
            text = text[:begin]
        for word in words_of(_ENTRY.sub(" ", _NUMBERED.sub("", text, 1) if line is mine[0] else text)):
            for part in split_value(word) if word.kind == "name" and valueless else (word,):
                found.setdefault(part.kind, []).append(part.text)
    for kind, texts in found.items():
        card.words[kind] = [*texts, *card.words.get(kind, [])]
    card.lines[:0] = mine


def _read_limit(card: Card, text: str, found: dict[Kind, list[str]]) -> None:
    """The range behind its label; a unit behind that is the value's."""
    words: list[Word] = list(words_of(text))
    said = [word for word in words if word.kind in ("range", "number", "quality")]
    card.reference = "".join(word.text for word in said[:1])
    for word in words:
        if word.kind in ("unit", "flag"):
            found.setdefault(word.kind, []).append(word.text)


def count_cards(lines: Sequence[Line]) -> int:
    """How many cards a page shows; 0 at once where no line is labelled as a range."""
    if not any(LABEL.search(plain(line.text)) for line in lines):
        return 0
    return len(cards_on(lines))
