"""Has the applicant signed the form: text or ink behind 申请人签名, or behind the agent's line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from intake.extract.applicant_labels import SigningLine, cut_name, signing_lines
from intake.extract.dates import find_dates
from intake.extract.labels import find_labels, vocabulary
from intake.extract.layout import rows
from intake.extract.rowtext import RowText
from intake.extract.signatures import seals_at, signed_at
from intake.extract.signer_entry import SPACE_FOR_SIGNATURE, print_behind
from intake.extract.surnames import is_name
from intake.page import ReadPage
from models.codes import DocType
from models.document import Field
from models.place import Box, Evidence

_NO_NAME: Final = re.compile(r"年|承诺|声明|授权|保证|告知|说明|意见|须知|真实|盖章|申请|材料|同意|本人|以上")
"""What forms print near the line and nobody is called: 郑重承诺 begins with a surname."""
_BELOW: Final = 1.4
_BELOW_LABEL: Final = 2.5
"""Line heights below a label within which the name stands that is written under it."""
_NAME: Final = re.compile(
    r"[ \t_]*(?!(?:[填签申]?[表名字请报]?)(?:日期|时间)|联系|电话|身份证|手印|经办|单位|盖章)"
    r"([一-鿿]{2,4}(?:·[一-鿿]+)*)(?![一-鿿·])(?![ ]*:)"
)
"""A name, and none of the words that forms print next, whose colon reading may have lost."""
_SPACED: Final = re.compile(r"[ \t_]*([一-鿿](?:[ ]{1,4}[一-鿿]){1,3})(?![一-鿿])(?![ ]*:)")
_FIRST: Final = re.compile(r"[ \t_]*(?=[一-鿿])")
_REMARK: Final = re.compile(r"[ \t_]*[(][^()]{0,10}[)][ ]*")
"""(签名) or (按手印) behind the colon; the name stands before or behind it."""


def applicant_signature(pages: Sequence[ReadPage]) -> Field | None:
    """What stands at the form's lines for the applicant and their agent: the name that was read, 手写 where only ink is
    seen, the value None where all of them are surely empty; nothing where the form has no such line or nobody can tell.
    """
    lines = list(signing_lines(pages))
    named = [(one, found) for one in lines if (found := _name_at(one)) is not None]
    if named:
        return min(named, key=lambda entry: entry[0].agent)[1]
    empty: list[tuple[float, Evidence]] = []
    unsure = False
    for one in lines:
        space = _space(one)
        written = True if seals_at(one.page, space) else signed_at(one.page, one.row.line_at(one.start), space)
        if written:
            return Field(value="手写", raw="", confidence=0.7, evidence=(one.page.image.evidence(space),))
        unsure = unsure or written is None
        if one.sure:
            empty.append((one.row.confidence(one.start, one.end), one.page.image.evidence(space)))
    if unsure or not empty:
        return None
    confidence = min(sure for sure, _ in empty)
    return Field(value=None, raw="", confidence=round(0.8 * confidence, 3), evidence=tuple(place for _, place in empty))


def _name_at(line: SigningLine) -> Field | None:
    """The name behind a label, or under it where its line holds nothing else."""
    found = _name_in(line.row, line.end)
    if found is None and line.alone:
        return _name_below(line)
    return found and _field(line.page, line.row, *found)


def _name_in(row: RowText, position: int) -> tuple[str, int, int] | None:
    """The name a text goes on with at a position, with its place."""
    remark = _REMARK.match(row.text, position)
    position = remark.end() if remark else position
    spaced = _SPACED.match(row.text, position)
    if spaced is not None and is_name(re.sub(" ", "", spaced[1])):
        return re.sub(" ", "", spaced[1]), spaced.start(1), spaced.end(1)
    name = _NAME.match(row.text, position)
    if name is not None and not _NO_NAME.search(name[1]):
        whole = cut_name(name[1]) if "·" in name[1] else name[1]
        return whole, name.start(1), name.start(1) + len(whole)
    first = _FIRST.match(row.text, position)
    cut = cut_name(row.text[first.end() :]) if first else ""
    if first is not None and is_name(cut) and not _NO_NAME.search(cut):
        return cut, first.end(), first.end() + len(cut)
    return None


def _name_below(line: SigningLine) -> Field | None:
    """The name alone in a line under a label, where no label of the row below has a better claim to it."""
    page, box, height = line.page, line.box, line.row.line_at(line.start).box.height
    for row in rows([one for one in page.lines if one.text.strip() and one.box.top > box.bottom - 0.3 * height]):
        text = RowText.of(row)
        for one, start in zip(text.lines, text.starts, strict=True):
            near = one.box.top - box.bottom < _BELOW_LABEL * height
            common = min(one.box.right, box.right) - max(one.box.left, box.left)
            if not near or common <= 0.5 * min(one.box.width, box.width):
                continue
            found = _name_in(text, start)
            labels = find_labels(text, vocabulary(DocType.APPLICATION_FORM))
            beside = text.text[:start].strip()
            mine = found is not None and found[1] == start and not any(label.start <= start for label in labels)
            mine = mine and (not beside or bool(find_dates(beside)))
            return _field(page, text, *found) if found is not None and mine and is_name(found[0]) else None
    return None


def _field(page: ReadPage, row: RowText, name: str, start: int, end: int) -> Field:
    confidence = round(0.95 * row.confidence(start, end), 3)
    return Field(value=name, raw=name, confidence=confidence, evidence=(page.image.evidence(row.box(start, end)),))


def _space(one: SigningLine) -> Box:
    """The room for a signature: behind the label up to what is printed next, and somewhat above and below the line."""
    page, row, box = one.page, one.row, one.box
    line = row.line_at(one.start)
    width = SPACE_FOR_SIGNATURE * line.box.height * page.image.height / page.image.width
    right = min(box.right + width, 0.99, print_behind(row, one.end))
    under = [
        other.box.top
        for other in page.lines
        if other.box.top > box.bottom and other.box.left < right and other.box.right > box.right
    ]
    bottom = min([box.bottom + _BELOW * line.box.height, *under])
    return Box.clipped(box.right + 0.004, box.top - 0.5 * line.box.height, right, bottom)
