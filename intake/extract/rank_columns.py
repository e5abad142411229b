"""Ranks that head columns, with the names of those who hold them in the row below: 主任医师 | 主治医师 | 住院医师."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from intake.extract.find_rules import find_grid
from intake.extract.grid import joined_in_cells
from intake.extract.layout import rows
from intake.extract.person_words import Words
from intake.extract.rowtext import RowText
from intake.extract.rules import split_at_rules
from intake.extract.signer_entry import cells
from intake.extract.surnames import is_name
from intake.page import ReadPage
from models.codes import DocType, Title
from models.document import Physician

_RANKS: Final = {
    "主任医师": Title.CHIEF, "主任(副主任)医师": Title.ASSOCIATE_CHIEF, "副主任医师": Title.ASSOCIATE_CHIEF,
    "主任/副主任医师": Title.ASSOCIATE_CHIEF, "主(副主)任医师": Title.ASSOCIATE_CHIEF,
    "主(副)任医师": Title.ASSOCIATE_CHIEF, "主治医师": Title.ATTENDING, "住院医师": Title.RESIDENT,
}  # fmt: skip
_OTHER_HEAD: Final = re.compile(
    r"科(?:室)?主任|(?:进修|实习|经治|主管|质控|上级|规培|责任|管床)(?:医[师生]|护士)|护士长?|编码员|研究生|(?:签[名字]|记录|质控)?日期|病案质量"
)
_RARE: Final = re.compile("[一-鿿]{2,3}")
_PAPERS: Final = frozenset({
    DocType.DISCHARGE_SUMMARY, DocType.ADMISSION_RECORD, DocType.SURGERY_RECORD, DocType.OUTPATIENT_RECORD,
    DocType.DIAGNOSIS_CERTIFICATE, DocType.MEDICAL_RECORD_FRONT_PAGE,
})  # fmt: skip
_ANY: Final = re.compile("主治|住院医|主任")
_FEWEST: Final = 2
"""So many ranks make heads of columns, and so many names below them: one alone may stand under a printed list."""
_NEAR: Final = 0.4
"""A name stands under a head where their middles are nearer than this share of the distance between heads."""
_FAR: Final = 3.0
_CONFIDENCE: Final = 0.6
"""As of every rank that is a label."""


def physicians_in_columns(page: ReadPage, doc_type: DocType) -> list[Physician]:
    """Who stands under heads that are ranks, in the cells of a table or in columns without rules."""
    if doc_type not in _PAPERS or sum(bool(_ANY.search(line.text)) for line in page.lines) < _FEWEST:
        return []
    grid = find_grid(page)
    page = joined_in_cells(replace(page, lines=split_at_rules(page, grid)), grid)
    texts = [RowText.of(row) for row in rows(page.lines)]
    return [one for heads, names in pairwise(texts) for one in _under(page, (heads, names), doc_type)]


def _under(page: ReadPage, pair: tuple[RowText, RowText], doc_type: DocType) -> list[Physician]:
    heads, names = pair
    words = [re.sub(r"[\s:]", "", heads.text[start:end]) for start, end in cells(heads)]
    ranks = [_RANKS.get(word) for word in words]
    plain = all(word in _RANKS or _OTHER_HEAD.fullmatch(word) for word in words)
    over, below = heads.box(0, len(heads.text)), names.box(0, len(names.text))
    if not plain or sum(rank is not None for rank in ranks) < _FEWEST or below.top - over.bottom > _FAR * over.height:
        return []
    found = []
    written = [re.sub(r"\s", "", names.text[start:end]) for start, end in cells(names)]
    if not any(is_name(name) for name in written):
        return []
    for start, end in cells(names):
        number = _head_over(heads, names.box(start, end).center[0])
        name = re.sub(r"\s", "", names.text[start:end])
        # Beside names that are known for such, rarer ones are.
        if number is None or not (is_name(name) or _RARE.fullmatch(name)):
            continue
        rank = ranks[number]
        if rank is not None:
            found.append(_physician(page, Words(names, start, end), (rank, words[number]), doc_type))
    return found if len(found) >= _FEWEST else []


def _head_over(heads: RowText, middle: float) -> int | None:
    """The number of the head that a middle, in page widths, stands under; None between two of them."""
    middles = [heads.box(start, end).center[0] for start, end in cells(heads)]
    pitch = min(after - before for before, after in pairwise(middles))
    nearest = min(range(len(middles)), key=lambda number: abs(middles[number] - middle))
    return nearest if abs(middles[nearest] - middle) < _NEAR * pitch else None


def _physician(page: ReadPage, words: Words, title: tuple[Title, str], doc_type: DocType) -> Physician:
    rank, written = title
    front = doc_type is DocType.MEDICAL_RECORD_FRONT_PAGE
    read = words.row.confidence(words.start, words.end)
    return Physician(
        name=re.sub(r"\s", "", words.text),
        title=rank,
        title_text=written,
        role="signing" if rank is Title.RESIDENT and not front else "responsible",
        signed=True,
        confidence=min(_CONFIDENCE, read),
        evidence=(page.image.evidence(words.box(0, len(words.text))),),
    )
