"""Whether a page has a head of its own: a heading that names a paper, set as small as the text or beside it, and with
it the issuer or the patient's data. Such a page begins a paper; one that goes on with a paper begins with its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from intake.extract.headings import Heading, compact
from intake.extract.overleaf import HEAD
from intake.extract.paper_title import FoundTitle, own_heading, titles_on
from intake.page import Line

_DATA: Final = re.compile(r"姓名|性别|年龄|(?:住院|门诊|病历|病案|登记|就诊卡|身份证)号|科[室别]|床号")
"""Labels of the patient's data: what stands below them is no title."""
_ISSUER: Final = re.compile(r"医院|卫生院|保健院|疾控中心|体检中心|检验所|检验中心|诊所")
_SENTENCE: Final = re.compile(r"[。；;，,].{2}|.[。；;]$")
_NAMES_A_PAPER: Final = re.compile(
    r"[一-鿿]{2}(?:报告|通知|申请|预约|清|结算|登记|告知|同意|证明|说明|凭|收费|医嘱|治疗|护理|记录|评估|体检|随访|知情)[单书表证条]$"
    r"|[一-鿿]{2}(?:清单|凭证|凭条|收据|须知|记录)$"
)
"""What papers without a known title are called."""
_PLAIN: Final = 0.65
"""How well the words of a heading must name a paper: 肿瘤个体化用药基因检测报告 has 0.7, one slip 0.8."""
_SHORTEST: Final = 4


def title_in_head(lines: Sequence[Line]) -> FoundTitle | None:
    """The known title that stands above the patient's data, with an issuer above or the patient's name below it."""
    data = _data(lines)
    if not _has_head(lines, data):
        return None
    found = (title for title in titles_on(lines) if _in_head(title.heading, lines, data))
    plain = (title for title in found if title.fit >= _PLAIN and len(title.phrase) >= _SHORTEST)
    return max(plain, key=lambda title: (title.quality, len(title.phrase)), default=None)


def heading_in_head(lines: Sequence[Line]) -> Heading | None:
    """The heading above the patient's data that is worded as papers are called, whose kind is not known."""
    heading = own_heading(lines)
    data = _data(lines)
    named = heading is not None and _NAMES_A_PAPER.search(heading.text) and _in_head(heading, lines, data)
    return heading if named and _has_head(lines, data) else None


def _data(lines: Sequence[Line]) -> list[Line]:
    """The lines of the page's head that bear the patient's data."""
    return [line for line in lines if line.box.center[1] < HEAD and _DATA.search(compact(line.text))]


def _has_head(lines: Sequence[Line], data: Sequence[Line]) -> bool:
    """Whether an issuer is named in the page's head, or whose paper it is."""
    named = any("姓名" in compact(line.text) for line in data) and len(data) > 1
    return named or any(line.box.center[1] < HEAD and _ISSUER.search(compact(line.text)) for line in lines)


def _in_head(heading: Heading, lines: Sequence[Line], data: Sequence[Line]) -> bool:
    """Whether a heading stands in the page's head, above the data, and behind no running text."""
    lowest = max(line.box.bottom for line in heading.lines)
    above = [line for line in lines if line.box.center[1] < heading.top]
    over = all(line.box.center[1] > heading.top for line in data)
    return lowest < HEAD and over and not any(_SENTENCE.search(compact(line.text)) for line in above)
