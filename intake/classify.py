"""What kind of paper each page is, and which consecutive pages of a file make one paper.

Title, vocabulary and structure each give weight to the types of ``doc_types.yaml``; a paper that gathers little weight
is ``other`` and not the nearest type.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from intake.extract.headings import compact
from intake.extract.overleaf import may_go_on, same_paper_overleaf
from intake.extract.own_head import heading_in_head, title_in_head
from intake.extract.paper_title import FoundTitle, find_title, own_heading, type_words
from intake.extract.structure import structure_weights
from intake.learned_types import likely_types, telling_words
from intake.page import Line, ReadPage
from models.codes import DocType
from models.document import TypeGuess

Side = Literal["front", "back"]

_TITLE_WEIGHT: Final = 8.0
"""What a perfect title gives: it outweighs every vocabulary, for papers quote each other's words but not titles."""
_OTHER_WEIGHT: Final = 2.6
"""What an unknown paper is given from the start; two or three chance words of some type stay below it."""
_LEARNED_WEIGHT: Final = 4.0
_LEARNED: Final = 0.5
"""What the learned words give to the type they hold likeliest, times how likely, where that is at least so much. Of 745
sheets without their headings, each read by what other hands' sheets had taught, 558 are told right without, 675 with 3,
690 with 4 and 693 with 5 (which tells two more of 55 other papers wrongly)."""
_WORDS: Final = 5
"""So many words of the body are named as evidence."""
_CARD_SURE: Final = 4.0
_CARDS: Final = (DocType.ID_CARD_FRONT, DocType.ID_CARD_BACK)
_UNLEARNED: Final = (*_CARDS, DocType.OTHER)
"""Cards are told by their sides, and what a short paper's structure says weighs more than that it is like others."""
_MIXED: Final = 0.75
"""Confidence in the type of a paper at most, where one of its pages may be another paper: below that from which a thing
that was not found can be said to be missing."""
_LIKE_ANOTHER: Final = 0.8
_ANY_REPORT: Final = frozenset({"检查报告单", "检查报告", "检查报告书"})
"""Titles of studies that head tables of results as well: 输血前检查报告单."""
_NEW_TITLE: Final = 0.5
"""A title of at least this quality begins a new document."""
_PAGE_NUMBER: Final = re.compile(
    r"第[ ]?(\d{1,3})[ ]?页|(?<!\d)(\d{1,2})[ ]?/[ ]?\d{1,2}[ ]?页|(?:^|[ ])页码[:： ]*(\d{1,3})"
    r"|^[ ]*[-—–]?[ ]*(\d{1,2})[ ]?/[ ]?\d{1,2}[ ]*[-—–]?[ ]*$|^[ ]*[-—–][ ]*(\d{1,2})[ ]*[-—–][ ]*$"
)
_LARGE: Final = 1.3
"""Headings of papers are set at least this much larger than their text; those of sections seldom are."""
_CONTINUED: Final = re.compile(r"续[页表]|\(续\)|附页")


@dataclass(frozen=True)
class PageGuess:
    """One page by itself."""

    guess: TypeGuess
    title: FoundTitle | None
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class PageGroup:
    """Consecutive pages of one file that make one paper; ``sides`` for ID cards only."""

    guess: TypeGuess
    pages: tuple[ReadPage, ...]
    sides: tuple[Side, ...]


def classify(pages: Sequence[ReadPage]) -> tuple[PageGuess, ...]:
    """Each page by itself, without regard to its neighbours."""
    return tuple(_guess_page(page) for page in pages)


def split(pages: Sequence[ReadPage]) -> tuple[PageGroup, ...]:
    """The pages of one file grouped to papers, in order: a page with a title of its own begins a new one.

    Blank pages belong to the paper before them, or where there is none to the one behind, and change nothing else.
    """
    groups: list[list[tuple[ReadPage, PageGuess]]] = []
    for page, guess in zip(pages, classify(pages), strict=True):
        written = _written(groups[-1]) if groups else []
        if groups and (page.blank or not written or _continues(written, page, guess)):
            groups[-1].append((page, guess))
        else:
            groups.append([(page, guess)])
    return tuple(_group(group) for group in groups)


def _guess_page(page: ReadPage) -> PageGuess:
    title = find_title(page.lines)
    weights = _weights(page.lines, title)
    return PageGuess(_told(_most_likely(weights), title, [page]), title, _sides(weights))


def _written(group: list[tuple[ReadPage, PageGuess]]) -> list[tuple[ReadPage, PageGuess]]:
    return [(page, guess) for page, guess in group if not page.blank]


def _group(group: list[tuple[ReadPage, PageGuess]]) -> PageGroup:
    pages = tuple(page for page, _ in group)
    group = _written(group) or group[:1]
    first = group[0][1]
    if len(group) == 1:
        return PageGroup(first.guess, pages, first.sides)
    sides = tuple(dict.fromkeys(side for _, guess in group for side in guess.sides))
    if sides:
        front = next((guess for _, guess in group if "front" in guess.sides), first)
        return PageGroup(front.guess, pages, sides)
    lines = [line for page, _ in group for line in page.lines]
    guess = _told(_most_likely(_weights(lines, first.title)), first.title, [page for page, _ in group])
    if any(_may_be_another(guess.value, page, own) for page, own in group[1:]):
        guess = guess.model_copy(update={"confidence": min(guess.confidence, _MIXED)})
    return PageGroup(guess, pages, ())


def _may_be_another(kind: DocType, page: ReadPage, own: PageGuess) -> bool:
    """Whether a later page of a paper surely looks like a paper of another kind, and no number says that it goes on.

    Records quote reports at length, so that such a page is kept with the paper; but nobody can be sure.
    """
    other = own.guess.value not in (kind, DocType.OTHER) and own.guess.confidence >= _LIKE_ANOTHER
    return other and page_number(page.lines) is None


def _continues(group: list[tuple[ReadPage, PageGuess]], page: ReadPage, guess: PageGuess) -> bool:
    """Whether a page goes on with the paper before it, whose pages with print are ``group``."""
    begun = group[0][1]
    kind, begun_kind = guess.guess.value, begun.guess.value
    if guess.sides or begun.sides:
        known = {side for _, earlier in group for side in earlier.sides}
        return bool(guess.sides) and bool(known) and not known & set(guess.sides)
    number = page_number(page.lines)
    titled = guess.title is not None and guess.title.quality >= _NEW_TITLE
    same_kind = kind is begun_kind or (guess.title is not None and guess.title.doc_type is begun_kind)
    if titled and not same_kind:
        return False
    if number is not None:
        return number == len(group) + 1 or (number > 1 and not titled)
    if any(_CONTINUED.search(line.text) for line in page.lines[:4]) and same_kind:
        return True
    if titled:
        return same_paper_overleaf(group[-1][0], page, begun_kind)
    if _heads_another(group[0][0], page):
        return False
    if (small := title_in_head(page.lines)) is not None:
        return small.doc_type is begun_kind and may_go_on(group[-1][0], page, begun_kind)
    return same_kind or kind is DocType.OTHER or guess.guess.confidence < 0.9 or _reads_on(begun_kind, kind)


def _heads_another(begun: ReadPage, page: ReadPage) -> bool:
    """Whether a page without a known title has a heading of its own, set large: another paper begins there."""
    heading = own_heading(page.lines)
    if heading is None or (heading.size < _LARGE and heading_in_head(page.lines) is None):
        return False
    known = {compact(line.text) for line in begun.lines[:8]}
    return heading.text not in known and not any(heading.text in text for text in known)


def _reads_on(begun: DocType, kind: DocType) -> bool:
    """Whether an untitled page that looks like ``kind`` is likely a later page of a ``begun`` paper.

    Long papers hold sections whose words belong to other types: laboratory results in an admission record, operations
    on a front page. Cards and invoices stand alone.
    """
    alone = {DocType.INVOICE, DocType.SOCIAL_SECURITY_CARD, DocType.ID_CARD_FRONT, DocType.ID_CARD_BACK}
    return begun not in alone and kind not in alone


def page_number(lines: Sequence[Line]) -> int | None:
    """The number printed as 第2页, 2/3页 or 页码:2 in the first or last lines of a page."""
    edge = [*lines[:6], *lines[-6:]]
    for line in edge:
        match = _PAGE_NUMBER.search(line.text)
        if match:
            return int(next(group for group in match.groups() if group))
    return None


def _weights(lines: Sequence[Line], title: FoundTitle | None) -> dict[DocType, float]:
    text = "".join(compact(line.text) + "\n" for line in lines)
    weights = {}
    for kind, words in type_words().items():
        weight = sum(value for word, value in words.words.items() if compact(word) in text)
        if words.max_lines is not None and len(lines) > words.max_lines:
            weight -= 0.4 * (len(lines) - words.max_lines)
        weights[kind] = weight
    if title is None or title.quality < _NEW_TITLE or title.phrase in _ANY_REPORT:
        for kind, weight in structure_weights(lines).items():
            weights[kind] += weight
        for kind, likely in likely_types([line.text for line in lines]).items():
            if likely >= _LEARNED and kind not in _UNLEARNED:
                weights[kind] += _LEARNED_WEIGHT * likely
    weights[DocType.OTHER] = min(weights[DocType.OTHER], 2.0) + _OTHER_WEIGHT
    if title is not None:
        weights[title.doc_type] += _TITLE_WEIGHT * title.quality
    return weights


def _most_likely(weights: dict[DocType, float]) -> TypeGuess:
    best = max(weights, key=lambda kind: weights[kind])
    total = sum(math.exp(weight - weights[best]) for weight in weights.values())
    if best is DocType.ID_CARD_BACK and weights[DocType.ID_CARD_FRONT] >= _CARD_SURE:
        best = DocType.ID_CARD_FRONT
    return TypeGuess(value=best, label=best.label, confidence=round(min(1.0 / total, 0.99), 3))


def _told(guess: TypeGuess, title: FoundTitle | None, pages: Sequence[ReadPage]) -> TypeGuess:
    """The guess with what speaks for it: the title, where it names the type, and the weightiest words of the body."""
    text = "".join(compact(line.text) + "\n" for page in pages for line in page.lines)
    known = type_words()[guess.value].words
    words = sorted((word for word in known if known[word] > 0 and compact(word) in text), key=lambda word: -known[word])
    named = title is not None and title.doc_type is guess.value
    if not words and not named:
        words = telling_words((line.text for page in pages for line in page.lines), guess.value)
    return guess.model_copy(
        update={
            "words": (*((title.phrase,) if title is not None and named else ()), *words[:_WORDS]),
            "evidence": (pages[0].image.evidence(title.heading.box),) if title is not None and named else (),
        }
    )


def _sides(weights: dict[DocType, float]) -> tuple[Side, ...]:
    best = max(weights, key=lambda kind: weights[kind])
    if best not in _CARDS:
        return ()
    front = best is DocType.ID_CARD_FRONT or weights[DocType.ID_CARD_FRONT] >= _CARD_SURE
    back = best is DocType.ID_CARD_BACK or weights[DocType.ID_CARD_BACK] >= _CARD_SURE
    return (*(("front",) if front else ()), *(("back",) if back else ()))
