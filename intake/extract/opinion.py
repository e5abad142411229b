"""What the physician wrote on an application form: 认定意见, wherever on the form it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from intake.extract.candidates import calibrated
from intake.extract.rowtext import fold
from intake.extract.ticks import has_boxes, ticked
from intake.page import Line, ReadPage
from models.document import Field
from models.place import Box

_SAID: Final = re.compile(
    r"诊断明确|符合.{0,24}(?:认定|标准|条件|待遇|病种|范围)|同意.{0,6}(?:认定|申请|申报|办理|享受|纳入|给予)|情况属实"
    r"|建议.{0,8}(?:认定|享受|给予|纳入|办理)|予以认定|达到.{0,12}标准"
)
"""What opinions say."""
_LABEL: Final = re.compile(
    r"^(?:[一二三四五六七八九][、.])?[一-鿿、和与及]{0,14}意[ ]?见(?:及[一-鿿]{1,8})?(?=$|[ :(])"
)
"""A line that is a label, or begins with one: 意见, 认定意见:, 二、诊断医疗机构意见(由副主任及以上职称医师填写)."""
_OFFICES: Final = re.compile(r"经办|医保|医疗保[障险]|审核|审批|复核|复审|(?:认定|服务|管理|事务)中心|机关|部门")
"""Whose part of the form the physician does not fill in."""
_PRINTED: Final = re.compile(r"^(?:注|说明|备注|填[写表]|\d[、.])|须由|应由|需由")
"""Remarks that forms print."""
_ENDS: Final = re.compile(r"签[名字章]|盖章|职称|负责人|^[一二三四五六七八九][、.]|年.{0,4}月|经办|填表|日期")
_OTHER_ENTRY: Final = re.compile(r"^[一-鿿]{2,10}:")
_REMARK: Final = re.compile(r"^[ :]*(?:\([^)]*\))?[ :]*")
_FEWEST: Final = 4
"""Characters of an opinion: 同意认定."""
_LONGEST_LABEL: Final = 12
_BESIDE: Final = 1.2
"""Line heights between the middles of a line and of its label's nearest one."""
_OVER: Final = 3.0
_BEGINS: Final = 0.05
"""Line heights between a label and what is written under it, and page widths by which that is indented."""
_ROWS: Final = 6
"""Lines behind a label among which the opinion begins."""

_CHINESE: Final = re.compile(r"[一-鿿]")


def opinion(pages: Sequence[ReadPage]) -> Field | None:
    """The opinion, its value None where the form asks for one and nothing is written; nothing where none is asked for.

    Sentences that say what opinions say count wherever they stand, for in ruled forms the label stands beside the
    middle of its text. Else whatever is written behind the label, up to the signature, that is no entry of its own.
    Choices count where one is ticked.
    """
    lines = [(page, line) for page in pages for line in page.lines]
    said = [one for one in lines if _says(fold(one[1].text)) and not _beside_office(*one)]
    labels = [number for number, (_, line) in enumerate(lines) if _asks(fold(line.text))]
    if not labels and not said:
        return None
    for number in labels:
        said = said or list(_behind(lines, number))
    said = _with_rest(lines, said)
    if said:
        text = _from_sentence("".join(line.text.strip() for _, line in said))
        sure = min(line.confidence for _, line in said)
        return _field(text, calibrated(0.95 * sure), said)
    last = lines[labels[-1]]
    return _field(None, round(0.9 * last[1].confidence, 3), [last])


def _with_rest(
    lines: Sequence[tuple[ReadPage, Line]], said: Sequence[tuple[ReadPage, Line]]
) -> list[tuple[ReadPage, Line]]:
    """The lines of an opinion, and the one in which its last sentence ends, where that was broken at the margin."""
    if not said or re.search(r"[。；;.!！)）]\s*$", said[-1][1].text):
        return list(said)
    page, last = said[-1]
    for other_page, other in lines[lines.index(said[-1]) + 1 :][:2]:
        text, gap = fold(other.text), other.box.top - last.box.bottom
        near = other_page is page and gap < last.box.height and abs(other.box.left - last.box.left) < _BEGINS
        if near and text.rstrip().endswith("。") and not _ENDS.search(text) and not _OTHER_ENTRY.match(text):
            return [*said, (other_page, other)]
    return list(said)


def _field(text: str | None, confidence: float, lines: Sequence[tuple[ReadPage, Line]]) -> Field:
    evidence = tuple(page.image.evidence(line.box) for page, line in lines)
    return Field(value=text, raw=text or "", confidence=confidence, evidence=evidence)


def _from_sentence(text: str) -> str:
    """A text from the sentence on that says what opinions say: the case's history stands before it."""
    found = _SAID.search(text)
    start = max((text.rfind(mark, 0, found.start()) for mark in "。；;:："), default=-1) if found else -1
    return text[start + 1 :]


def _says(text: str) -> bool:
    label, colon, _ = text.partition(":")
    offices = colon and _OFFICES.search(label)
    return bool(_SAID.search(text)) and not _PRINTED.search(text) and not offices and _chosen(text)


def _beside_office(page: ReadPage, line: Line) -> bool:
    """Whether the label left of a line, wrapped in its cell or not, or right over it is that of an office: 医院医保部门
    over 意见."""
    return any(
        len(other.text) <= _LONGEST_LABEL
        and _OFFICES.search(other.text)
        and not other.text.rstrip().endswith(("号", "卡"))
        and _labels(other.box, line.box)
        for other in page.lines
    )


def _labels(label: Box, box: Box) -> bool:
    """Whether a label's place is left of a line, or right over where it begins."""
    down = box.center[1] - label.center[1]
    left = label.right < box.left + 0.01 and abs(down) < _BESIDE * box.height
    over = abs(label.left - box.left) < _BEGINS and 0 < down < _OVER * box.height
    return left or over


def _chosen(text: str) -> bool:
    """Whether a text is no printed choice, or one that was made."""
    return not has_boxes(text) or bool(ticked(text))


def _asks(text: str) -> bool:
    found = _LABEL.match(text)
    return found is not None and not _OFFICES.search(found.group()) and not _PRINTED.search(text)


def _behind(lines: Sequence[tuple[ReadPage, Line]], number: int) -> Iterator[tuple[ReadPage, Line]]:
    """The lines behind a label that are the opinion's: the rest of its own, and those that are no other entry."""
    page, line = lines[number]
    text = fold(line.text)
    label = _LABEL.match(text)
    rest = _REMARK.sub("", text[label.end() :]) if label else ""
    if len(_CHINESE.findall(rest)) >= _FEWEST and not _ENDS.search(rest) and _chosen(rest):
        yield page, line
        return
    for page, line in lines[number + 1 : number + 1 + _ROWS]:
        text = fold(line.text)
        office = len(text) <= _LONGEST_LABEL and _OFFICES.search(text) and not _SAID.search(text)
        if _ENDS.search(text) or _LABEL.match(text) or office or _beside_office(page, line):
            return
        if not _OTHER_ENTRY.match(text) and len(_CHINESE.findall(text)) >= _FEWEST and _chosen(text):
            yield page, line
