"""Whether a page that bears a title goes on with the page before it, or begins another paper of the same patient.

Record systems repeat the printed head, and at times the signatures below, on every page of a paper. Two reports of one
patient look the same at first sight; what tells them apart is what a second paper must have of its own (its number,
its hours and days, its sections from the first one on) and what a second page cannot have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz.fuzz import ratio

from intake.extract.headings import compact
from intake.extract.labels import vocabulary
from intake.extract.layout import rows
from intake.extract.rowtext import RowText, fold, simplified
from intake.extract.surnames import is_name
from intake.page import Line, ReadPage
from models.codes import DocType

HEAD: Final = 0.22
"""The printed head of a record ends above this share of the page's height."""
_SAME_HEAD: Final = 3
"""So many equal lines make one head: the title, the issuer, and the patient's data."""
_OF_SOMEBODY: Final = re.compile(r"[A-Za-z0-9]{6}|姓名:?(?!性别|年龄|科|床)[^:]{2}")
_LABEL: Final = re.compile(r"[性年][别龄]")
_ANEW: Final = 2
"""A paper has at least so many sections; one that stands on two pages may be a word of a cell. Where the first page is
signed already, one is enough."""
_ALIKE: Final = 85.0
"""Lines of ``_LONG`` characters and more with equal figures and this likeness (of 100) differ by slips of reading."""
_LONG: Final = 6
_CLOSING: Final = re.compile(
    r"签名|签字|签章|报告(?:日期|时间|医|者)|审核|核对|检验者|检验师|记录(?:日期|时间|者)|主治医师:|住院医师:|盖章"
)
_SIGNER: Final = re.compile(r"(?:医师|医生|者|日期|时间|主任|签名|签字)$")
"""Labels that end so stand at signatures, which may be repeated on every page."""
_LOWEST: Final = 8
"""Among so many lines from the bottom a paper is signed."""
_DATE: Final = r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?"
_HOUR: Final = r"\d{1,2}:\d\d(?::\d\d)?"
_FIGURES: Final = re.compile(rf"{_DATE}|(?<![\d.]){_HOUR}(?!\d)|[A-Za-z]{{0,4}}\d{{6,}}[0-9A-Za-z-]*")
"""Dates, hours and long numbers: what a head says of one paper and of no other."""
_WHEN: Final = re.compile(rf"(?P<label>[一-鿿]{{2,6}}(?:日期|时间))[:\s]*(?P<when>{_DATE}\s*(?:{_HOUR})?)")
_PRINTED: Final = re.compile(r"打印|第[ ]?\d+[ ]?页|共[ ]?\d+[ ]?页")
_OWN_NUMBER: Final = re.compile(
    r"(?:样本|标本|报告|检查|病理|条码|影像|送检|申请单|流水)编?号?[:\s]*([A-Za-z0-9-]{4,})"
)
_TESTED: Final = (DocType.LAB_REPORT, DocType.GENETIC_REPORT)
"""Papers without sections: one list goes on over their pages."""
_ON_ONE_PAGE: Final = (DocType.DIAGNOSIS_CERTIFICATE, DocType.PRESCRIPTION)
"""Papers that end where they are signed."""
_ITEM: Final = re.compile(r"^(\d{1,3})[.、]?$")
_NUMBERED: Final = 3
"""So many numbers below each other make a list."""


def same_paper_overleaf(before: ReadPage, page: ReadPage, kind: DocType) -> bool:
    """Whether ``page``, which has a title of its own, is the next of the paper of type ``kind`` that ``before`` is of.

    Its head must be that of the page before, with no number, hour or day of its own, and its sections or items must
    not begin anew. Where the page before bears a signature or the day of the report already, and nothing on a list of
    results says that it goes on, the two are kept apart.
    """
    if not _same_head(before, page) or _other_figures(before, page) or _other_days(before, page):
        return False
    if kind in _TESTED:
        goes_on = _numbering_goes_on(before, page)
        if goes_on is not None:
            return goes_on
        return not _closed(before) or _same_specimen(before, page)
    signed = _closed(before)
    if signed and kind in _ON_ONE_PAGE:
        return False
    return not _begins_anew(before, page, kind, 1 if signed else _ANEW)


def may_go_on(before: ReadPage, page: ReadPage, kind: DocType) -> bool:
    """Whether ``page``, in whose head a small title stands, can go on with the paper of type ``kind`` before it: both
    name somebody in one line, and nothing on it is another paper's."""
    known = [compact(line.text) for line in _head(before)]
    common = [text for text in map(_compact, _head(page)) if any(_alike(text, other) for other in known)]
    named = any(map(_is_somebodys, common))
    differs = _other_figures(before, page) or _other_days(before, page)
    return named and not differs and not _begins_anew(before, page, kind, _ANEW)


def _same_head(before: ReadPage, page: ReadPage) -> bool:
    """Whether a page begins with the same printed head as the page before, the patient's numbers and all."""
    known = [compact(line.text) for line in _head(before)]
    common = [text for text in map(_compact, _head(page)) if any(_alike(text, other) for other in known)]
    return len(common) >= _SAME_HEAD and any(map(_is_somebodys, common))


def _is_somebodys(text: str) -> bool:
    """Whether a line of a head says whose paper it is: a number, or a name with its label or in a cell of its own. The
    label alone stands on everybody's."""
    return bool(_OF_SOMEBODY.search(text)) or (is_name(text) and not _LABEL.fullmatch(text))


def _head(page: ReadPage) -> list[Line]:
    return [line for line in page.lines if line.box.center[1] < HEAD and len(line.text.strip()) > 1]


def _compact(line: Line) -> str:
    return compact(line.text)


def _alike(text: str, other: str) -> bool:
    if text == other:
        return True
    figures, others = (re.sub(r"\D", "", one) for one in (text, other))
    return len(text) >= _LONG and figures == others and ratio(text, other) >= _ALIKE


def _other_figures(before: ReadPage, page: ReadPage) -> bool:
    """Whether the head has a number, an hour or a day in the place of another one in the head of the page before."""
    everywhere = set(_figures(before.lines))
    heads = [set(_figures(_head(one))) for one in (before, page)]
    gone = {_shape(figure) for figure in heads[0] - heads[1]}
    return any(_shape(figure) in gone for figure in heads[1] - everywhere)


def _figures(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        text = simplified(fold(line.text))
        if not _PRINTED.search(text):
            yield from _FIGURES.findall(text)


def _shape(figure: str) -> str:
    return re.sub(r"[A-Za-z]", "A", re.sub(r"\d", "0", figure))


def _other_days(before: ReadPage, page: ReadPage) -> bool:
    """Whether a day or hour with the same label (报告时间, 采集时间 ...) is another one on the two pages."""
    first, second = (_days(one) for one in (before, page))
    return any(label in second and second[label] != when for label, when in first.items())


def _days(page: ReadPage) -> dict[str, str]:
    days: dict[str, str] = {}
    for row in rows(page.lines):
        for match in _WHEN.finditer(RowText.of(row).text):
            if not _PRINTED.search(match["label"]):
                days.setdefault(match["label"], re.sub(r"\D+", " ", match["when"]).strip())
    return days


def _numbering_goes_on(before: ReadPage, page: ReadPage) -> bool | None:
    """Whether the numbers of the items go on where the page before ends; None where the items bear none."""
    first, second = (_item_numbers(one) for one in (before, page))
    if len(first) < _NUMBERED or not second:
        return None
    return min(second) == max(first) + 1 if min(second) != 1 else False


def _item_numbers(page: ReadPage) -> list[int]:
    """The numbers that stand below each other at the left edge of a list."""
    found = [(line, int(match[1])) for line in page.lines if (match := _ITEM.match(line.text.strip()))]
    if not found:
        return []
    left = min(line.box.left for line, _ in found)
    return [number for line, number in found if line.box.left - left < 0.02]


def _same_specimen(before: ReadPage, page: ReadPage) -> bool:
    """Whether both pages bear one number of the paper's own, or one hour."""
    own = [{*_OWN_NUMBER.findall(text), *re.findall(_HOUR, text)} for text in map(_text, (before, page))]
    return bool(own[0] & own[1])


def _text(page: ReadPage) -> str:
    texts = (simplified(fold(line.text)) for line in page.lines)
    return "\n".join(text for text in texts if not _PRINTED.search(text))


def _closed(page: ReadPage) -> bool:
    """Whether a page ends as papers do: somebody signs or is named, or the day of the report stands there."""
    lowest = sorted((line for line in page.lines if not line.vertical), key=lambda line: line.box.center[1])[-_LOWEST:]
    return any(_CLOSING.search(compact(line.text)) for line in lowest)


def _begins_anew(before: ReadPage, page: ReadPage, kind: DocType, least: int) -> bool:
    """Whether most sections of the page, and at ``least`` so many, stand on the page before too, as those of two papers
    of one kind do."""
    known = set.intersection(*({compact(line.text) for line in _head(one)} for one in (before, page)))
    first, second = (_sections(one, kind, known) for one in (before, page))
    shared = len(first & second)
    return shared >= least and 2 * shared >= len(second)


def _sections(page: ReadPage, kind: DocType, head: set[str]) -> set[str]:
    """The labels of sections that stand on the page, but for those of its head and at its signatures."""
    words = vocabulary(kind).meanings
    found = set()
    for line in page.lines:
        text = compact(line.text)
        label = re.split(r"[:\]】]", text.lstrip("[【"), maxsplit=1)[0]
        if label in words and text not in head and not _SIGNER.search(label) and not _CLOSING.search(text):
            found.add(label)
    return found
