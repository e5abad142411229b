"""One paper over several files: two sides of a card, a report photographed page by page.

Pages are joined only where the paper itself says so: a page number that goes on, or a page without a title in a file
whose name goes on (出院记录1.jpg, 出院记录2.jpg), and nothing on the two speaks of another patient, paper or day. Where
two papers could be gone on with, none is: a page left by itself costs a look, a wrong join makes one paper of two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from intake.clarity.score import LITTLE, MOST_ALONE
from intake.classify import page_number
from intake.extract.paper_title import find_title
from intake.page import Line
from models.codes import ClarityGrade, DocType
from models.document import Clarity, Colour, Diagnosis, Document, Field, FieldName
from models.place import Box

_ALONE: Final = (DocType.INVOICE, DocType.SOCIAL_SECURITY_CARD, DocType.ID_CARD_FRONT, DocType.ID_CARD_BACK)
"""Papers of one page: never gone on with from another file."""
_TELLING: Final[tuple[FieldName, ...]] = (
    "patient_name", "sex", "id_number", "birth_date", "inpatient_number", "outpatient_number", "hospital_name",
    "admission_date", "discharge_date", "visit_date", "report_date",
)  # fmt: skip
"""What may not differ between two pages of one paper."""
_WHOSE: Final[tuple[FieldName, ...]] = ("patient_name", "id_number", "inpatient_number", "outpatient_number")
_PAPERS_NUMBER: Final = re.compile(r"(?:样本|标本|报告|检查|病理|条码|影像|送检|申请单)编?号[:：\s]*([A-Za-z0-9-]{4,})")
_TOTAL: Final = re.compile(r"共\s?(\d{1,3})\s?页|\d{1,2}\s?/\s?(\d{1,2})\s?页")
_NUMBERED: Final = re.compile(r"^(.*?)[\s_\-（(]*(\d{1,3})[)）]?$")
_COLOURS: Final[tuple[Colour, ...]] = ("coloured", "grey")
"""What tells more of a whole paper stands first."""
_EDGE: Final = 6
_TITLE_WITHIN: Final = 8
"""Lines from the top among which a paper's title stands."""
_TITLED: Final = 0.5


def join_files(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The papers with those joined that are one paper over several files; a joined one stands in its first's place."""
    papers = _cards_joined(list(documents))
    for page in sorted(papers, key=lambda paper: _natural(paper.source.name)):
        if page.doc_type.value in _ALONE or not _is_later_page(page):
            continue
        waiting = [paper for paper in papers if paper is not page and _goes_on(paper, page)]
        before = waiting[0] if len(waiting) == 1 else _named_before(waiting, page)
        if before is not None:
            papers[papers.index(before)] = _joined(before, page)
            papers.remove(page)
    return tuple(papers)


def _cards_joined(papers: list[Document]) -> list[Document]:
    """The two sides of an ID card, where there is one of each: of several nobody can say which belong together."""
    fronts = [paper for paper in papers if paper.sides == ("front",)]
    backs = [paper for paper in papers if paper.sides == ("back",)]
    others = [paper for paper in papers if len(paper.sides) > 1]
    if len(fronts) != 1 or len(backs) != 1 or others:
        return papers
    (front,), (back,) = fronts, backs
    card = _joined(front, back).model_copy(update={"sides": ("front", "back")})
    first = min(papers.index(front), papers.index(back))
    rest = [paper for paper in papers if paper is not front and paper is not back]
    return [*rest[:first], card, *rest[first:]]


def _is_later_page(paper: Document) -> bool:
    number = _first_number(paper)
    return number > 1 if number is not None else not _is_titled(paper)


def _goes_on(paper: Document, page: Document) -> bool:
    """Whether the page of another file can be the next of the paper."""
    files = {source.sha256 for source in paper.sources}
    if paper.doc_type.value in _ALONE or not files.isdisjoint(source.sha256 for source in page.sources):
        return False
    if _is_titled(page) and paper.doc_type.value is not page.doc_type.value:
        return False
    if not _is_titled(paper) or _differ(paper, page):
        return False
    number, last, total = _first_number(page), _last_number(paper), _total(paper)
    if number is None:
        ended = total is not None and _pages(paper) >= total
        return not ended and _name_goes_on(paper, page)
    if (total or number) != (_total(page) or total or number) or number > (total or number):
        return False
    follows = number == (last if last is not None else _pages(paper)) + 1
    return follows and (_same_person(paper, page) or _name_goes_on(paper, page) or not _names_anybody(page))


def _named_before(waiting: Sequence[Document], page: Document) -> Document | None:
    """Of several papers the one whose file's name the page's goes on; None where none or two are."""
    named = [paper for paper in waiting if _name_goes_on(paper, page)]
    return named[0] if len(named) == 1 else None


def _name_goes_on(paper: Document, page: Document) -> bool:
    """出院记录1.jpg and 出院记录2.jpg: the same words and the next number (the first may bear none)."""
    stem, number = _stem(paper.sources[-1].name)
    next_stem, next_number = _stem(page.source.name)
    return bool(stem) and stem == next_stem and next_number == (1 if number is None else number) + 1


def _stem(name: str) -> tuple[str, int | None]:
    bare = name.rpartition(".")[0] or name
    if match := _NUMBERED.match(bare):
        return match[1], int(match[2])
    return bare, None


def _natural(name: str) -> list[tuple[int, str]]:
    """A key by which 页10 stands behind 页2."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", name)]


def _differ(paper: Document, page: Document) -> bool:
    """Whether anything on both tells of another patient, hospital, day or paper."""
    for name in _TELLING:
        first, second = (one.fields[name].value if name in one.fields else None for one in (paper, page))
        if first is not None and second is not None and first != second:
            return True
    numbers, others = (set(_PAPERS_NUMBER.findall(one.text)) for one in (paper, page))
    return bool(numbers and others) and numbers.isdisjoint(others)


def _same_person(paper: Document, page: Document) -> bool:
    return any(_value(paper, name) is not None and _value(paper, name) == _value(page, name) for name in _WHOSE)


def _names_anybody(page: Document) -> bool:
    return any(_value(page, name) is not None for name in _WHOSE)


def _value(paper: Document, name: FieldName) -> object:
    field = paper.fields.get(name)
    return field.value if field is not None else None


def _is_titled(paper: Document) -> bool:
    title = find_title(_lines(paper)[:_TITLE_WITHIN])
    return title is not None and title.quality >= _TITLED


def _lines(paper: Document) -> list[Line]:
    """The text as lines of one size below each other: where they stood is not in the record."""
    rows = [text for text in paper.text.split("\n") if text.strip()]
    step = 1 / max(len(rows), 40)
    return [
        Line(text, 1.0, Box.clipped(0.3, number * step, 0.7, (number + 0.6) * step)) for number, text in enumerate(rows)
    ]


def _first_number(paper: Document) -> int | None:
    """The page number that is printed on the paper's first page."""
    lines = _lines(paper)
    edge = lines if _pages(paper) == 1 else lines[:_EDGE]
    return page_number(edge)


def _last_number(paper: Document) -> int | None:
    lines = _lines(paper)
    numbers = [number for line in lines if (number := page_number([line])) is not None]
    return numbers[-1] if numbers else None


def _total(paper: Document) -> int | None:
    """How many pages the paper says it has; None where it does not say, or says it in two ways."""
    said = {int(first or second) for first, second in _TOTAL.findall(paper.text)}
    return said.pop() if len(said) == 1 else None


def _pages(paper: Document) -> int:
    return sum(len(source.pages) for source in paper.sources)


def _joined(paper: Document, page: Document) -> Document:
    """One paper of both; what the first says stands, the second fills what it left open."""
    both = (paper, page)
    return paper.model_copy(
        update={
            "sources": tuple(source for one in both for source in one.sources),
            "fields": _fields(paper, page),
            "physicians": tuple(person for one in both for person in one.physicians),
            "seals": tuple(seal for one in both for seal in one.seals),
            "lab_items": tuple(item for one in both for item in one.lab_items),
            "clarity": _clarity(paper, page),
            "geometry": tuple(lie for one in both for lie in one.geometry),
            "looks": tuple(look for one in both for look in one.looks),
            "text": "\n".join(one.text for one in both if one.text),
            "text_origin": paper.text_origin if paper.text_origin == page.text_origin else "mixed",
            "digitally_signed": paper.digitally_signed or page.digitally_signed,
        }
    )


def _fields(paper: Document, page: Document) -> dict[FieldName, Field]:
    fields = dict(paper.fields)
    for name, field in page.fields.items():
        if name not in fields or fields[name].value is None:
            fields[name] = field
    first, second = paper.fields.get("diagnoses"), page.fields.get("diagnoses")
    if first and second and isinstance(first.value, tuple) and isinstance(second.value, tuple):
        both: tuple[Diagnosis, ...] = tuple(dict.fromkeys((*first.value, *second.value)))
        fields["diagnoses"] = Field(
            value=both,
            raw=f"{first.raw}\n{second.raw}",
            confidence=min(first.confidence, second.confidence),
            evidence=(*first.evidence, *second.evidence),
        )
    return fields


def _is_scant(page: Document) -> bool:
    """Whether nothing is wrong with a page but that too little was read for one that stands alone: one that scores more
    than such pages do was read badly."""
    if page.doc_type.value in _ALONE or page.clarity.problems or page.clarity.grade is not ClarityGrade.POOR:
        return False
    return page.clarity.score <= MOST_ALONE[1] and 0 < len("".join(page.text.split())) < LITTLE


def _clarity(paper: Document, page: Document) -> Clarity:
    """As clear as the less clear of the two. Where nothing was read of the page, and nothing is wrong with its picture,
    there may be nothing to read (a film, the empty back of a sheet): for a person to look at, and no fault. A page that
    is poor only for its few words says nothing against the paper: its last page may hold a signature and no more."""
    first, second = paper.clarity, page.clarity
    if _is_scant(page):
        second = second.model_copy(update={"grade": first.grade, "score": first.score})
    if not page.text.strip() and not second.problems and second.grade is ClarityGrade.UNREADABLE:
        second = second.model_copy(update={"grade": ClarityGrade.POOR})
    worse = max((first.grade, second.grade), key=list(ClarityGrade).index)
    colours = {one.colour for one in (first, second)}
    colour = next((one for one in _COLOURS if one in colours), None)
    return Clarity(
        grade=worse, score=min(first.score, second.score), problems=(*first.problems, *second.problems), colour=colour
    )
