"""Labels nobody listed (诊疗建议, 看诊日期, 病员姓名): what they mean, by the words of those that are listed.

Hospitals make their own labels from a few dozen words, so that most new ones are put together like known ones. What the
parts of a label say was learned from the lists and from the words on drawn sheets that are no labels of a field
(tests/bench/learned/labels.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from io import BytesIO
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from intake.extract.labels import SECTION_FIELDS, left_out, vocabulary
from intake.extract.layout import rows
from intake.extract.rowtext import RowText
from intake.networks import OWN, verified
from intake.page import ReadPage
from models.codes import DocType
from models.document import FieldName

WEIGHTS: Final = OWN["yancai labels"]
NO_FIELD: Final = "none"
"""Stands for the words that name no field."""
_LONGEST: Final = 4
"""Of a label's parts, in characters."""
_SURE: Final = 0.8
_WELL_READ: Final = 0.9
"""A word that was read with less may be a misread one of the lists, or nobody's."""
_NOBODY_TREATS: Final = frozenset({
    DocType.LAB_REPORT, DocType.EXAMINATION_REPORT, DocType.PATHOLOGY_REPORT, DocType.GENETIC_REPORT, DocType.INVOICE,
    DocType.OTHER,
})  # fmt: skip
"""Papers on which 结论 and 注意事项 are no diagnoses and no advice of a physician who treats."""
_BEFORE_COLON: Final = re.compile(
    r"(?:^|(?<=[\t ,;。、)】\]\[【]))(?P<word>[一-鿿]{3,10})(?:\([^()]{0,8}\))?[ \t]*[:】\]]"
)
_BY_ITSELF: Final = re.compile(
    r"(?:^|(?<=\t))[ ]*(?:[一二三四五六七八九十\d]{1,2}[、.])?[ ]*(?P<word>[一-鿿]{3,10})[ ]*(?=\t|$)"
)


def parts_of(word: str) -> set[str]:
    """The parts of a label, those at its beginning and end marked."""
    marked = f"^{word}$"
    return {
        marked[start : start + length]
        for length in range(1, _LONGEST + 1)
        for start in range(len(marked) - length + 1)
        if marked[start : start + length] not in ("^", "$")
    }


def meanings_of(word: str, weights: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    """How likely a label means each of K fields, 0..1, by the weights (K,) of its parts; ``""`` has everybody's."""
    told = weights[""] + sum(weights[part] for part in sorted(parts_of(word)) if part in weights)
    likely = np.exp(told - told.max())
    return np.asarray(likely / likely.sum(), dtype=np.float32)


def unlisted_labels(
    doc_type: DocType, pages: Sequence[ReadPage], told: Collection[FieldName]
) -> tuple[tuple[str, FieldName], ...]:
    """Words of a paper that are labels of fields though no list has them, for the fields that are not told yet."""
    known = vocabulary(doc_type).meanings
    texts = [RowText.of(row) for page in pages for row in rows([one for one in page.lines if one.text.strip()])]
    words = {
        match.group("word")
        for text in texts
        for match in _labels_in(text.text)
        if text.confidence(match.start("word"), match.end("word")) >= _WELL_READ
    }
    found: dict[str, FieldName] = {}
    for word in words - known.keys():
        field = meaning(word)
        foreign = field in SECTION_FIELDS and doc_type in _NOBODY_TREATS
        if field is not None and field not in told and not foreign and not left_out(doc_type, word, field):
            found[word] = field
    return tuple(sorted(found.items()))


def words_in(text: str) -> list[str]:
    """What stands where labels stand in a row's text: before a colon, in brackets, or in a cell or row of its own."""
    return [match.group("word") for match in _labels_in(text)]


def _labels_in(text: str) -> Iterator[re.Match[str]]:
    for pattern in (_BEFORE_COLON, _BY_ITSELF):
        yield from pattern.finditer(text)


@cache
def meaning(word: str) -> FieldName | None:
    fields, weights = model()
    chances = meanings_of(word, weights)
    best = int(chances.argmax())
    return cast(FieldName, fields[best]) if chances[best] >= _SURE and fields[best] != NO_FIELD else None


@cache
def model() -> tuple[tuple[str, ...], dict[str, NDArray[np.float32]]]:
    """The fields, and the weights (K,) of every part that was learned."""
    with np.load(BytesIO(verified(WEIGHTS)), allow_pickle=False) as stored:
        parts = [str(part) for part in stored["parts"]]
        weights = stored["weights"].astype(np.float32)
        return tuple(map(str, stored["fields"])), dict(zip(parts, weights, strict=True))
