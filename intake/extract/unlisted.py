"""Labels nobody listed (医师诊疗建议, 就诊号码, 出院后康复指导): what they mean, by the words of those that are listed.

Hospitals make their own labels from a few dozen words, so that most new ones are put together like known ones. What the
parts of a label say was learned from the lists and from the words on drawn sheets that are no labels of a field.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple, cast

from intake.extract.labels import OF_A_PERSON, SECTION_FIELDS, left_out, vocabulary
from intake.extract.layout import rows
from intake.extract.rowtext import RowText
from intake.networks import OWN
from intake.page import ReadPage
from intake.word_model import WordModel, word_model
from models.codes import DocType
from models.document import FieldName

NO_FIELD: Final = "none"
"""Stands for the words that name no field."""
_LONGEST: Final = 4
"""Of a label's parts, in characters."""
_SURE: Final = 0.8
_WELL_READ: Final = 0.9
"""A word that was read with less may be a misread one of the lists, or nobody's."""
_SOMEBODY_ELSES: Final = re.compile(
    r"联系人|代办|代理|[受委]托|授权|家属|监护|护士|医[师生院]|药师|经办|机构|科室|单位|咨询|投诉|服务|预约|值班|出生地"
)
"""In labels of names, numbers and addresses that are not the patient's, or not where the patient lives."""
_ANOTHER_MATTER: Final = re.compile(r"鉴别|既往|家族|下次")
"""In labels of diseases that the patient has not, or not now, and of days to come."""
_OF_AN_OFFICE: Final = re.compile(r"(?:[鉴认评审]定|审[核查批]|复[核审]|核准)")
"""In labels of what somebody concludes of an application, not of the patient: 医师鉴定结论, 专家认定意见."""
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


class Unlisted(NamedTuple):
    """A word of a paper that is a label of a field though no list has it, and how likely it is one, 0..1."""

    word: str
    field: FieldName
    chance: float


def unlisted_labels(doc_type: DocType, pages: Sequence[ReadPage], told: Collection[FieldName]) -> tuple[Unlisted, ...]:
    """The words of a paper that are labels of fields not told yet, though no list has them; in order."""
    known = vocabulary(doc_type).meanings
    texts = [RowText.of(row) for page in pages for row in rows([one for one in page.lines if one.text.strip()])]
    words = {
        match.group("word")
        for text in texts
        for match in _labels_in(text.text)
        if text.confidence(match.start("word"), match.end("word")) >= _WELL_READ
    }
    meant = (meaning_of(word) for word in sorted(words - known.keys()))
    return tuple(one for one in meant if one is not None and one.field not in told and _may_stand_on(doc_type, one))


def _may_stand_on(doc_type: DocType, label: Unlisted) -> bool:
    foreign = label.field in SECTION_FIELDS and doc_type in _NOBODY_TREATS
    return not foreign and not left_out(doc_type, label.word, label.field)


def words_in(text: str) -> list[str]:
    """What stands where labels stand in a row's text: before a colon, in brackets, or in a cell or row of its own."""
    return [match.group("word") for match in _labels_in(text)]


def _labels_in(text: str) -> Iterator[re.Match[str]]:
    for pattern in (_BEFORE_COLON, _BY_ITSELF):
        yield from pattern.finditer(text)


def meaning_of(word: str) -> Unlisted | None:
    """What a word means where it is a label; None where it is likely none, or names somebody else's."""
    chances = model().chances(model().known(parts_of(word)))
    best = max(chances, key=lambda name: chances[name])
    field = cast(FieldName, best)
    anothers = (
        _ANOTHER_MATTER.search(word)
        or (field in OF_A_PERSON and _SOMEBODY_ELSES.search(word))
        or (field == "diagnoses" and _OF_AN_OFFICE.search(word))
    )
    if best == NO_FIELD or chances[best] < _SURE or anothers:
        return None
    return Unlisted(word, field, chances[best])


def model() -> WordModel:
    """What was learned."""
    return word_model(OWN["yancai labels"])
