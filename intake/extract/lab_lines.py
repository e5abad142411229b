"""Results written out in lines of text, without a table: 血肌酐:168↑ μmol/L (57-111); 白细胞 6.2×10^9/L，红细胞 ..."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from intake.extract.lab_cards import LABEL
from intake.extract.lab_columns import Role
from intake.extract.lab_words import Word, is_dated, plain, split_value, words_of
from intake.extract.narrow import part_of
from intake.page import Line
from models.place import Box

_FEWEST: Final = 2
"""A single number with a unit in a text is no report's result."""
_PARTED: Final = re.compile(r"[;；。，、]|,(?!\d)")
"""Where the next result of a text begins; a comma within a number (1,25-) does not part."""
_COLON: Final = re.compile(r"[:：](?=\s*[<>≤≥]?\s*\d+\.\d)|(?<!\d)[:：]|[:：](?!\s*\d)")
"""Between a name and its value; 1:160 is a titre."""


class Written(NamedTuple):
    """One result: its words as the columns of a table would hold them, and where they stand."""

    words: dict[Role, list[str]]
    box: Box


def written_on(lines: Sequence[Line]) -> list[Written]:
    """The results of a page in the order of its lines; none where fewer than two are written so."""
    results = [result for line in lines if not is_dated(line.text) for result in _results(line)]
    return results if len(results) >= _FEWEST else []


def _results(line: Line) -> Iterator[Written]:
    text = plain(line.text)
    cuts = [0, *(match.end() for match in _PARTED.finditer(text)), len(text)]
    for begin, end in pairwise(cuts):
        words = _result(text[begin:end])
        if words:
            yield Written(words, part_of(line, begin, end))


def _result(text: str) -> dict[Role, list[str]]:
    """The one result that a piece of text is: a name, its value, and a unit or a range; empty where it is none."""
    apart = _COLON.sub(" ", LABEL.sub(lambda label: " " * len(label.group()), text))
    words = list(words_of(apart))
    if not any(word.kind in ("number", "quality") for word in words):
        words = [part for word in words for part in (split_value(word) if word.kind == "name" else (word,))]
    begun = next((place for place, word in enumerate(words) if word.kind == "name"), len(words))
    named = next((place for place, word in enumerate(words) if place > begun and word.kind != "name"), len(words))
    cells: dict[Role, list[str]] = {"name": [word.text for word in words[begun:named]]}
    for word in words[named:]:
        role = _role(word, cells)
        if role is not None:
            cells.setdefault(role, []).append(word.text)
    told = "value" in cells and ("unit" in cells or "reference" in cells)
    return cells if told and cells["name"] and named - begun <= 2 else {}


def _role(word: Word, cells: dict[Role, list[str]]) -> Role | None:
    """What a word behind the name is; None for what is said once already, or nothing of a result."""
    if word.kind in ("number", "quality"):
        role: Role = "value" if "value" not in cells else "reference"
    elif word.kind == "range":
        role = "reference"
    elif word.kind in ("unit", "flag"):
        role = word.kind
    else:
        return None
    return role if role not in cells and ("value" in cells or role in ("value", "flag")) else None
