"""Sex, age and department without labels of their own, beside the patient's name: 就诊人：苗翠英 女 58岁 心内科."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from intake.extract.candidates import Candidate, found
from intake.extract.sheet import LabelledRow, Span, behind
from intake.extract.surnames import is_name
from intake.extract.values import PARSERS
from models.codes import DocType
from models.document import FieldName

_APART: Final = r"[ \t/|｜,，·、;()（）]"
_BESIDE: Final = re.compile(
    rf"(?P<patient_name>[一-鿿·]{{2,12}}){_APART}+(?P<sex>[男女])性?"
    rf"(?:{_APART}+(?P<age>\d{{1,3}}[ ]?(?:岁|周岁|[Yy])?)"
    rf"(?:{_APART}+(?P<department>[一-鿿]{{1,8}}(?:科|病区|病房))(?=$|{_APART}))?)?(?=$|{_APART})"
)
_GLUED: Final = re.compile(
    rf"(?P<patient_name>[一-鿿·]{{2,4}})(?P<sex>[男女]){_APART}+(?P<age>\d{{1,3}}[ ]?(?:岁|周岁))(?=$|{_APART})"
)
"""The same where the sex was read with the name; of a name the sex belongs to (李胜男 55岁) nothing tells."""
_BEHIND: Final[tuple[FieldName, ...]] = ("sex", "age", "department")
_HEAD_ROWS: Final = 8
"""Without any label, name, sex and age stand in one of the first rows."""
_CERTAINTY: Final = 0.8
_BEHIND_LABELS: Final = 9
"""Below any label, as the date without a label is."""
_OF_OTHERS: Final = frozenset({DocType.APPLICATION_FORM, DocType.POWER_OF_ATTORNEY})
"""Papers that name other people beside the patient."""


def beside_name(doc_type: DocType, rows: Sequence[LabelledRow]) -> Iterator[tuple[FieldName, Candidate]]:
    """Sex, age and department behind the first labelled name that has them; where none is labelled, the name too."""
    if doc_type in _OF_OTHERS:
        return
    names = [behind(row, label) for row in rows for label in row.labels if label.field == "patient_name"]
    if any(PARSERS["patient_name"](name.text) for name in names):  # 患者有慢性肝病史 names nobody.
        told = (tuple(_told(name.stripped())) for name in names)
        yield from next(filter(None, told), ())
        return
    for row in rows[:_HEAD_ROWS]:
        whole = Span(row, 0, len(row.text.text)).stripped()
        match = _BESIDE.match(whole.text) or _GLUED.match(whole.text)
        if match and match["age"] and is_name(match["patient_name"]):
            yield from _parts(whole, match, ("patient_name", *_BEHIND))
            return


def _told(span: Span) -> Iterator[tuple[FieldName, Candidate]]:
    match = _BESIDE.match(span.text)
    if match is not None:
        yield from _parts(span, match, _BEHIND)


def _parts(span: Span, match: re.Match[str], names: tuple[FieldName, ...]) -> Iterator[tuple[FieldName, Candidate]]:
    """What a match in a span tells of these fields."""
    for name in names:
        if name not in match.re.groupindex:
            continue
        parsed = PARSERS[name](match[name]) if match[name] else None
        if parsed is not None:
            part = span.part(*match.span(name))
            yield name, found(parsed, [part], None, _CERTAINTY, _BEHIND_LABELS)
