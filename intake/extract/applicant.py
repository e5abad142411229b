"""Has the applicant signed the form: text or ink behind 申请人签名, or behind the agent's line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from intake.extract.layout import rows
from intake.extract.rowtext import RowText
from intake.extract.signatures import seals_at, signed_at
from intake.extract.signer_entry import SPACE_FOR_SIGNATURE
from intake.page import ReadPage
from models.document import Field
from models.place import Box, Evidence

_WHO: Final = r"(?:申请人|申报人|填表人|参保人员?|被保险人|患者|本人|代[办理]人|经办申请人|监护人|家属|委托人)"
_LABEL: Final = re.compile(
    rf"(?:(?<=[ \t。;)])|^)(?:{_WHO}(?:[、/或及和]?[(]?(?:或|及)?{_WHO}(?:代签)?[)]?)*[ ]*[(]?(?:亲笔)?"
    r"签[ ]?[名字章][)]?"
    r"(?:[(](?:盖章|手印|指印|按手印|捺印|章)[)]|[/、]?(?:盖章|手印))?|承诺人)[ ]*(?=[:_ \t]|$):?"
)
"""申请人签名:, 申请人(代办人)签名:, 参保人(签字):, 承诺人:; no sentence such as 本人签字后有效."""
_NO_NAME: Final = re.compile(r"年|承诺|声明|授权|保证|告知|说明|意见|须知|真实|盖章|申请|材料|同意|本人|以上")
"""What forms print near the line and nobody is called: 郑重承诺 begins with a surname."""
_BELOW: Final = 1.4
_NAME: Final = re.compile(
    r"[ \t_]*(?!(?:[填签申]?[表名字请报]?)(?:日期|时间)|联系|电话|身份证|手印|经办|单位|盖章)"
    r"([一-鿿]{2,4}(?:·[一-鿿]+)*)(?![一-鿿])(?![ ]*:)"
)
"""A name, and none of the words that forms print next, whose colon reading may have lost."""


def applicant_signature(pages: Sequence[ReadPage]) -> Field | None:
    """What stands at the form's lines for the applicant and their agent: the name that was read, 手写 where only ink is
    seen, the value None where all of them are surely empty; nothing where the form has no such line or nobody can tell.
    """
    empty: list[tuple[float, Evidence]] = []
    unsure = False
    for page, row, label in _labels(pages):
        confidence = row.confidence(label.start(), label.end())
        box = row.box(label.start(), label.end())
        name = _NAME.match(row.text[label.end() :])
        if name is not None and not _NO_NAME.search(name.group(1)):
            place = row.box(label.end() + name.start(1), label.end() + name.end(1))
            sure = row.confidence(label.end() + name.start(1), label.end() + name.end(1))
            return Field(
                value=name.group(1), raw=name.group(1), confidence=round(0.95 * sure, 3),
                evidence=(page.image.evidence(place),),
            )  # fmt: skip
        space = _space(page, row, label, box)
        written = True if seals_at(page, space) else signed_at(page, row.line_at(label.start()), space)
        if written:
            return Field(value="手写", raw="", confidence=0.7, evidence=(page.image.evidence(space),))
        unsure = unsure or written is None
        empty.append((confidence, page.image.evidence(space)))
    if unsure or not empty:
        return None
    confidence = min(sure for sure, _ in empty)
    return Field(value=None, raw="", confidence=round(0.8 * confidence, 3), evidence=tuple(place for _, place in empty))


def _labels(pages: Sequence[ReadPage]) -> Iterator[tuple[ReadPage, RowText, re.Match[str]]]:
    for page in pages:
        for row in rows([line for line in page.lines if line.text.strip()]):
            text = RowText.of(row)
            for label in _LABEL.finditer(text.text):
                yield page, text, label


def _space(page: ReadPage, row: RowText, label: re.Match[str], box: Box) -> Box:
    """The room for a signature: behind the label up to what is printed next, and somewhat above and below the line."""
    line = row.line_at(label.start())
    width = SPACE_FOR_SIGNATURE * line.box.height * page.image.height / page.image.width
    printed = re.compile(r"[^\s_＿]").search(row.text, label.end())
    right = min(box.right + width, 0.99)
    if printed is not None:
        right = min(right, row.box(printed.start(), printed.end()).left)
    under = [
        one.box.top
        for one in page.lines
        if one.box.top > box.bottom and one.box.left < right and one.box.right > box.right
    ]
    bottom = min([box.bottom + _BELOW * line.box.height, *under])
    return Box.clipped(box.right + 0.004, box.top - 0.5 * line.box.height, right, bottom)
