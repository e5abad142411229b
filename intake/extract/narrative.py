"""Fields told in running text: 兹证明患者王小明，男，63岁，于2025年3月2日入住我院心血管内科 ..."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from intake.extract.candidates import Candidate, found
from intake.extract.diagnoses import named_first, parse_diagnoses
from intake.extract.rowtext import RowText
from intake.extract.sheet import LabelledRow, Span
from intake.extract.values import PARSERS, Parsed
from intake.page import ReadPage
from models.codes import DocType
from models.document import FieldName

_DAY: Final = (
    r"[0-9一二三四五六七八九〇○零]{4}[年.\-/][0-9一二三四五六七八九十]{1,3}[月.\-/][0-9一二三四五六七八九十]{1,3}日?"
)
_NO_HEAD: Final = r"(?![: ]{0,3}[12]\d{3}[年.\-/][0-9年月日.\-/]{2,8}(?![ ]?出院)|诊断(?!为)|情况|日期|时间|医嘱|记录)"
"""Behind 入院 and 出院: where a day stands behind it, or more of a label, the word does not close a sentence."""
_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:(?:患者|病人)(?:信息)?|病员|参保人|就诊[人者]|(?:证明书?|兹有)(?!患者|病人|病员|参保人|我院))[:, ]{0,2}"
        r"(?P<patient_name>[一-鿿]{2,4}?(?:·[一-鿿]{2,8})?)[ ]?(?:同志|女士|先生)?"
        r"[ ,、(]{0,2}(?:性别)?[: ]{0,2}(?P<sex>[男女])(?!性别|[ ,、]{0,2}[男女])性?"
        r"(?:[ ,、]{0,2}(?:年龄|现年)?:?(?P<age>\d{1,3}周?岁))?",
        r"身份证(?:件)?(?:号码|号)?[: ]{0,2}(?P<id_number>[0-9OoIlXx]{17,18})",
        rf"(?P<admission_date>{_DAY})(?:[ ]?\d{{1,2}}:\d{{2}}|[一-鿿“”\"、,0-9]{{0,24}}?)"
        rf"(?:入院|入住|住入|收入我?院|收住){_NO_HEAD}",
        rf"(?P<discharge_date>{_DAY})(?:[一-鿿]{{0,6}})出院{_NO_HEAD}",
        rf"(?:(?<![一-鿿])入院[: ]{{0,3}}|入院:[ ]?)(?P<admission_date>{_DAY})[ 0-9:,;时分]{{0,12}}"
        rf"出院[: ]{{0,3}}(?P<discharge_date>{_DAY})",
        rf"(?P<admission_date>{_DAY})(?:起)?(?:至|到|—|-|~|–)(?P<discharge_date>{_DAY})"
        r"(?:期间)?[ ]?[一-鿿,]{0,16}(?:住院|治疗)",
        rf"就诊(?:日期|时间)[: ]{{0,2}}(?P<visit_date>{_DAY})",
        rf"(?P<visit_date>{_DAY})(?:[一-鿿“”\"、,0-9 ]{{0,20}}?)"
        r"(?:就诊|来我?院|在[我本]院(?!.{0,40}(?:住院[治至时期]|[入出]院))|门诊(?:就诊|检查|治疗))",
        r"(?:入住|住入|收住|收入|在|至|到|经|来|兹有|由)(?:我|本)院[ ]{0,2}"
        r"(?P<department>[一-鿿]{2,10}?(?:内科|外科|专科|科))",
        r"(?:家住|现住(?!院)|(?<=,)住(?=[一-鿿]{2,3}[省市县区]))[: ]{0,2}"
        r"(?P<address>[一-鿿]{2,}?[一-鿿0-9A-Za-z\-]{4,40}?)"
        r"(?=因(?!民)|[来至到于在经][我本]院|前来|联系|电话|[^一-鿿0-9A-Za-z\-]|$)",
        r"(?<![诊/或号])(?:住院|病案)号[: ]?(?P<inpatient_number>[A-Za-z0-9]{4,20})",
        r"门诊号[: ]?(?P<outpatient_number>[A-Za-z0-9]{4,20})",
        r"(?:本人|(?<![受被])委托人)[:, ]?(?P<patient_name>[一-鿿]{2,4}(?:·[一-鿿]{2,8})?)[ ,(]"
        r"(?=[^受]{0,6}(?:身份证|男|女|性别|因|现|特))",
        r"(?:本人|(?<![受被])委托人)[:, ]?[一-鿿]{2,4}(?:·[一-鿿]{2,8})?[ ,(](?P<sex>[男女])[ ,)]",
        r"(?:现?居住[于在]|现居住地址?[为是:]?|现住|家住)"
        r"(?P<address>[一-鿿][一-鿿0-9A-Za-z\-]{5,50}[号室组栋院村])(?=[ ,。]|$)",
    )
)
_TELLING: Final = frozenset(DocType) - {
    DocType.LAB_REPORT, DocType.INVOICE, DocType.ID_CARD_FRONT, DocType.ID_CARD_BACK, DocType.SOCIAL_SECURITY_CARD,
    DocType.MEDICAL_RECORD_FRONT_PAGE, DocType.PRESCRIPTION, DocType.APPLICATION_FORM,
}  # fmt: skip
_SHORT: Final = 0.25
"""Of the page's width, by which a line ends before the edge that was not broken there."""
_CERTAINTY: Final = 0.85
_BEHIND_LABELS: Final = 8
"""A sentence counts as the ninth-best label: what stands at a label of its own is preferred."""
_BEHIND_EVERY_LABEL: Final = 40
"""A sentence's diseases count only where no label tells any; of such labels there are many."""


def told(doc_type: DocType, pages: Sequence[ReadPage]) -> Iterator[tuple[FieldName, Candidate]]:
    """Readings from sentences, on papers that tell their data in sentences; wrapped lines are read as one text."""
    if doc_type not in _TELLING:
        return
    for page in pages:
        if not page.lines:
            continue
        text = RowText.of([line for line in page.lines if not line.vertical] or page.lines, gap="")
        row = LabelledRow(page, text, ())
        for pattern in _PATTERNS:
            match = pattern.search(text.text)
            if match:
                yield from _groups(row, match)
        if doc_type is DocType.DIAGNOSIS_CERTIFICATE:
            yield from (("diagnoses", candidate) for candidate in _diseases(row))


_SAID: Final = re.compile(
    r"(?P<surely>(?:诊断|确诊)(?:为|是|患有)|患有|诊断(?=:))[: ]{0,2}|确诊[: ]{0,2}|(?<![一-鿿])患(?!者|[侧肢处儿])"
    r"|(?<=同志)患(?!者)"
)
"""Where a sentence says what somebody has: for certain, or if what follows is the name of a disease."""


def _diseases(row: LabelledRow) -> Iterator[Candidate]:
    """The diseases that a certificate names in a sentence: 经检查诊断为脑梗死后遗症，2型糖尿病，低盐饮食。"""
    for said in _SAID.finditer(row.text.text):
        until = named_first(row.text.text[said.end() :], surely=bool(said.group("surely")))
        items = parse_diagnoses(_one_a_line(row.text, said.end(), said.end() + until)) if until else ()
        if items:
            span = Span(row, said.end(), said.end() + until)
            yield found(Parsed(items, 0, 0, 0.9), [span], None, _CERTAINTY, _BEHIND_EVERY_LABEL)
            return


def _one_a_line(text: RowText, start: int, end: int) -> list[str]:
    """A part of the text, parted where its lines end far from the paper's right edge: each is a point of its own."""
    edge = max(line.box.right for line in text.lines)
    begun, parts = start, []
    for line, following in zip(text.lines, text.starts[1:], strict=False):
        if start < following < end and edge - line.box.right > _SHORT:
            parts.append(text.raw[begun:following])
            begun = following
    return [*parts, text.raw[begun:end]]


def _groups(row: LabelledRow, match: re.Match[str]) -> Iterator[tuple[FieldName, Candidate]]:
    for name in PARSERS:
        written = match.groupdict().get(name)
        if not written:
            continue
        parsed = PARSERS[name](written)
        if parsed is not None:
            span = Span(row, match.start(name) + parsed.start, match.start(name) + parsed.end)
            yield name, found(parsed, [span], None, _CERTAINTY, _BEHIND_LABELS)
