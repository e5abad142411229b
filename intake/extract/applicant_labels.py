"""The lines of a form at which the applicant or their agent signs, whatever words ask for it, however they are set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from intake.extract.layout import rows
from intake.extract.rowtext import RowText, fold, simplified
from intake.extract.surnames import is_name, surname_of
from intake.page import Line, ReadPage
from models.place import Box

_APPLICANT: Final = (
    r"(?:申请人本人|参保人本人|患者本人|申请人|申请者|申报人|申办人|填表人|填报人|参保人员|参保患者|参保人|被保险人|患者|病人|本人|"
    r"声明人|承诺人|委托人|授权人)"
)
_AGENT: Final = (
    r"(?:委托代理人|法定代理人|法定监护人|代[办理]申请人|代[办理签]人|代理者|经办申请人|监护人|(?:患者)?家属|(?:患者)?亲属|被委托人"
    r"|受委托人|受托人|被授权人)"
)
_WHO: Final = rf"(?:{_AGENT}|{_APPLICANT})"
_ALL: Final = rf"{_WHO}(?:[ ]?[、/,或及和]?[(]?(?:或|及)?{_WHO}(?:代签)?[)]?)*"
_SIGNS: Final = (
    r"[ ]*[(]?(?:亲笔|亲自|本人|手写)?签[ ]?[名字章署](?:确认)?(?:处|栏)?"
    r"(?:[ ]?[/、或及和][ ]?按?(?:盖章|手印|指印))?[)]?"
)
_STAMPS: Final = r"[ ]*[(](?:盖章|手印|指印|按手印|捺印|章)[)]"
_REMARK: Final = (
    r"(?:[ ]*[(][签名字章盖手印指捺按代办理监护亲笔或及、/与本人家属申请参保须由写者为]{1,16}[)])*"
    r"(?:[ ]?[/、或及和]?[ ]?(?:盖章|手印|指印|按手印))?"
)
_BEGINS: Final = r"(?:(?<=[ \t_。;:,、)\]】>”\"])|(?<=属实|责任|真实|有效|无误|后果|一致)|^)"
_ASKS: Final = re.compile(
    rf"{_BEGINS}(?P<who>{_ALL})(?:[ ]*:?(?:{_SIGNS}|{_STAMPS})){_REMARK}[ ]*(?::|(?=[_ \t]|$)|(?P<glued>(?=[一-鿿])))"
)
"""申请人签名:, 委托代理人(签字):, 参保人签名处, 申请人签名王小明; no sentence such as 本人签字后有效."""
_NAMES: Final = re.compile(rf"{_BEGINS}(?P<who>{_ALL})[ ]*:")
"""申请人: with the name behind it, at the foot of what is promised."""
_PROMISER: Final = re.compile(r"(?:声明|承诺)人$")
_PROMISE: Final = re.compile(r"承诺|声明|属实|真实|责任|知晓|自愿|虚假|隐瞒|同意|授权")
_SIGNED_BEHIND: Final = re.compile(r"[(][ ]*(?:签[名字章]|盖章|手印)")
_DATA: Final = re.compile(r"性别|年龄|民族|出生|人员类别|参保类型|住址")
_PRINTED_NEXT: Final = re.compile(
    r"[^一-鿿·]|联系|电话|手机|身份|日期|时间|填[表写报]|签[名字章署订]|申请|经办|代办|代理|与[参申患本被]|关系|盖章|按?手印|单位"
    r"|医[院保师]|受理|年[ ]*月|月[ ]*日"
)
"""What forms print behind a name."""
_HIGH: Final = 0.5
"""A form's data stand in the upper rows: 申请人: is a name's label there, above this share of its rows."""
_ROWS_OF_PROMISE: Final = 4
_LONGEST_PART: Final = 12
_STACKED: Final = 1.3
"""Line heights between the parts of a label that was wrapped in its cell."""


@dataclass(frozen=True)
class SigningLine:
    """A label that asks for a signature: ``row.text[end:]`` is what is read behind it."""

    page: ReadPage
    row: RowText
    start: int
    end: int
    agent: bool
    """It asks for the agent's name, not the applicant's."""
    sure: bool
    """Nothing behind it means that nobody signed; at a plain 申请人: it may as well be another form's entry."""
    alone: bool
    """Nothing but the label stands in its line, so that the name may stand below."""

    @property
    def box(self) -> Box:
        return self.row.box(self.start, self.end)


def signing_lines(pages: Sequence[ReadPage]) -> Iterator[SigningLine]:
    """The labels of all pages: those that ask for a signature, wrapped or not; then plain ones (申请人:)."""
    plain: list[SigningLine] = []
    asked = False
    for page in pages:
        texts = [RowText.of(row) for row in rows([line for line in page.lines if line.text.strip()])]
        for text in texts:
            for label in _ASKS.finditer(text.text):
                if label["glued"] is None or _is_plain_name(cut_name(text.text[label.end() :])):
                    asked = True
                    yield _line(page, text, label)
        for one in _stacked(page):
            asked = True
            yield one
        for number, text in enumerate(texts):
            plain += [_line(page, text, label, sure) for label, sure in _plain(texts, number)]
    yield from (one for one in plain if not asked or one.sure)


def cut_name(text: str) -> str:
    """The Chinese characters a text begins with, up to the words that forms print next."""
    return _PRINTED_NEXT.split(text, maxsplit=1)[0]


def _is_plain_name(text: str) -> bool:
    """A name as most are: 方能有效 is made of two surnames too."""
    return is_name(text) and (len(text) < 4 or len(surname_of(text) or "") > 1)


def _line(page: ReadPage, row: RowText, label: re.Match[str], sure: bool = True) -> SigningLine:
    line = row.line_at(label.start())
    begins = row.starts[row.lines.index(line)]
    alone = not row.text[label.end() : begins + len(line.text)].strip(" _:")
    agent = re.match(_APPLICANT, label["who"]) is None
    return SigningLine(page, row, label.start(), label.end(), agent, sure, alone)


def _plain(texts: Sequence[RowText], number: int) -> Iterator[tuple[re.Match[str], bool]]:
    """The plain labels of a row behind which a signature stands, and whether one is surely asked for."""
    text = texts[number].text
    above = "".join(one.text for one in texts[max(number - _ROWS_OF_PROMISE, 0) : number])
    for label in _NAMES.finditer(text):
        if _ASKS.match(text, label.start()) or _DATA.search(text):
            continue
        promised = bool(_PROMISE.search(above) or _PROMISE.search(text[: label.start()]))
        promiser = bool(_PROMISER.search(label["who"]))
        sure = promiser or bool(_SIGNED_BEHIND.match(text[label.end() :].strip(" \t_")))
        low = number >= _HIGH * len(texts)
        if sure or _SIGNED_BEHIND.search(text, label.end()) or (promised and low):
            yield label, sure or (promised and low)


def _stacked(page: ReadPage) -> Iterator[SigningLine]:
    """Labels that were wrapped in their cell (申请人 | 签名), with the lines that stand right of both parts."""
    short = [line for line in page.lines if 1 < len(line.text.strip()) <= _LONGEST_PART and not line.vertical]
    for upper in short:
        lower = next((line for line in short if _under(upper, line)), None)
        parts = [simplified(fold(line.text)).strip() for line in (upper, lower) if line is not None]
        if lower is None or parts[0].endswith(":"):
            continue
        joined = "".join(parts)
        label = _ASKS.match(joined)
        if label is None or label["glued"] is not None or label.end() <= len(parts[0]):
            continue
        whole = Line(joined, min(upper.confidence, lower.confidence), upper.box.union(lower.box))
        beside = [
            line
            for line in page.lines
            if line.box.left > whole.box.right - 0.01 and whole.box.top < line.box.center[1] < whole.box.bottom
        ]
        row = RowText.of([whole, *sorted(beside, key=lambda line: line.box.left)])
        found = _ASKS.match(row.text)
        if found is not None:
            yield _line(page, row, found)


def _under(upper: Line, line: Line) -> bool:
    """Whether a line goes on below another, within the same narrow cell."""
    gap = line.box.top - upper.box.bottom
    common = min(line.box.right, upper.box.right) - max(line.box.left, upper.box.left)
    height = upper.box.height
    return (
        line is not upper
        and -0.3 * height < gap < _STACKED * height
        and common > 0.5 * min(line.box.width, upper.box.width)
    )
