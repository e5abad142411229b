"""Values of one kind in the text behind a label: sex, age, names, numbers, telephone, department, address."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from intake.extract.dates import find_dates
from intake.extract.identity import find_id_number
from intake.extract.surnames import is_surname
from intake.extract.ticks import ticked
from models.document import Diagnosis, FieldName

Value = str | int | tuple[Diagnosis, ...] | None


@dataclass(frozen=True)
class Parsed:
    """A value found in a text at ``start`` to ``end``; ``quality`` 0..1 is how far its shape vouches for it."""

    value: Value
    start: int
    end: int
    quality: float


Parser = Callable[[str], Parsed | None]

_BLANKS: Final = " \t_-—–.…·:;,/|\\"
_SEX: Final = re.compile(r"男|女")
_CODED_SEX: Final = re.compile(
    r"^[ \t_\[\]口□]*([12①②])[ \t_\[\]口□(]*1[ \t]*[.、]?[ \t]*男[ \t,;、]*2[ \t]*[.、]?[ \t]*女"
)
_YEARS: Final = re.compile(r"(?<![\d.])(\d{1,3})[ \t.·]*(?:周?[岁罗歲]|[Yy](?![A-Za-z]))")
_UNDER_ONE: Final = re.compile(r"\d{1,3}[ \t]*(?:个?月|天|日|小时)")
_BARE_AGE: Final = re.compile(r"^[ \t_]*(\d{1,3})(?![\d.\-/年])")
_NAME: Final = re.compile(r"[一-鿿]{1,}(?:[ ]?[·•・.][ ]?[一-鿿]+)*")
_NO_NAMES: Final = frozenset({
    "性别", "年龄", "姓名", "电话", "民族", "患者", "病人", "本人", "签名", "签字", "科室", "身份",
    "郑重承诺", "郑重声明", "本人承诺", "个人承诺", "本人声明", "承诺事项",
})  # fmt: skip
_LETTERSPACED: Final = re.compile(r"(?<![一-鿿])[一-鿿](?:[ \t]{1,4}[一-鿿]){1,3}(?![一-鿿])")
_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-]*(?:[ ][0-9]{3,})*")
_MOBILE: Final = re.compile(r"(?<!\d)1[3-9]\d(?:[ \-]?\d{4}){2}(?!\d)")
_LANDLINE: Final = re.compile(r"(?<!\d)(?:\(?0\d{2,3}\)?[ \-]?)?[1-9]\d{6,7}(?!\d)")
_GRADE: Final = re.compile(r"[一二三][级]?[甲乙丙特]等?|[一二三]级(?:未评|未定等)?|未定级|未评级")
_DAY: Final = r"\d{4}[ ]?[.年/][ ]?\d{1,2}[ ]?[.月/][ ]?\d{1,2}日?"
_VALIDITY: Final = re.compile(rf"(?P<first>{_DAY})[ \t]*[-—–一至~][ \t]*(?:(?P<last>{_DAY})|(?P<open>长期))")
_NO_DEPARTMENT: Final = re.compile(r"\d{4}|、.*\d|职称|主任|医师|意见|签[名字]|盖章|证明|病历|小结")
_DEPARTMENT_END: Final = re.compile(r"[ \t]{2,}|\t|[,;。:]")
_OF_DEPARTMENTS: Final = r"(?:科|室|中心|门诊|病区|病房|部|组|区|[IC]CU|科[一二三四五六七八九十\dA-Z]{1,2}|\))"
"""How the names of departments end."""
_DEPARTMENT_BEFORE: Final = re.compile(rf"(?:科[ ]*[室别]|病区)[ ]*[: \t][ ]*[一-鿿A-Z()]{{1,14}}{_OF_DEPARTMENTS}$")
_SHORT_DEPARTMENT: Final = 8
_NEXT_LABEL: Final = re.compile(
    r"(?<=[一-鿿])(?=床[号位]|\d{1,4}[ ]?床)"
    r"|(?:(?:(?<=[科室区房部组)])|(?<=中心)|(?<=门诊)|(?<=CU)|(?<=科[一二三四五六七八九十\dA-Z]))[ ]?|(?<=[一-鿿)])[ ])"
    r"(?=[加+]?\d{1,4}[ ]?床|\d{4}|床[号位]|病床|住院[号日时天病I]|门诊[号卡病I日时]|门急诊|病案|病历|病[房区]:|登记"
    r"|患者|病人|姓[ ]*名|性[ ]*别|年[ ]*[龄令]|[就接看]诊[日时医号卡I]|就诊$|[入出]院[日时诊]"
    r"|(?:临床|初步|门诊|主要|[西中]医|疾病)?诊断(?!科|室)|医[师生保]|主[治任管诉]|费[ ]*别|号别|挂号|标[ ]*本|样本"
    r"|检[查验][日时项部方号者]|送检|申请[日时医单]|报告[日时医]|联系|电话|手机|身份证|[住地现]址|职[业称]|民族|流水|编号"
    r"|条码|打印|婚|处方|单据|日期|时间|参保|险种|(?:填写|开具|开单|记录)[日时医])"
)
"""What hospitals print behind a department, where the gap before it was lost: 心内科床号12, 内科 诊断."""


def is_empty(text: str) -> bool:
    """Whether nothing is written in a text but blanks, underscores and dots."""
    return not text.strip(_BLANKS)


def sex(text: str) -> Parsed | None:
    """男 or 女, alone, ticked, or by the code before ``1.男 2.女``."""
    coded = _CODED_SEX.match(text)
    if coded:
        return Parsed("male" if coded.group(1) in "1①" else "female", coded.start(1), coded.end(1), 0.9)
    found = list(_SEX.finditer(text))
    kinds = {match.group() for match in found}
    if len(kinds) == 2:
        choice = ticked(text)
        found = [match for match in found if choice and any(s <= match.start() < e for s, e in choice)]
        kinds = {match.group() for match in found}
    if len(kinds) != 1 or (len(found) == 1 and re.search(r"[□☐口囗][ ]?$", text[: found[0].start()])):
        return None  # An empty box before the only word that was read: the other one is ticked, and was lost.
    alone = is_empty(re.sub(r"性", "", text[: found[0].start()]))
    return Parsed("male" if "男" in kinds else "female", found[0].start(), found[0].end(), 1.0 if alone else 0.6)


def age(text: str) -> Parsed | None:
    """Whole years; 0 for an age in months, days or hours."""
    years = _YEARS.search(text)
    if years and int(years.group(1)) <= 130:
        return Parsed(int(years.group(1)), years.start(), years.end(), 1.0)
    young = _UNDER_ONE.search(text)
    if young:
        return Parsed(0, young.start(), young.end(), 0.9)
    bare = _BARE_AGE.match(text)
    if bare and int(bare.group(1)) <= 130:
        return Parsed(int(bare.group(1)), bare.start(1), bare.end(1), 0.85)
    return None


def person_name(text: str) -> Parsed | None:
    """A name of two to four characters, set spaced or solid, or longer with points (阿依古丽·买买提)."""
    spaced = _LETTERSPACED.search(text)
    if spaced and is_empty(text[: spaced.start()]):
        value = re.sub(r"\s", "", spaced.group())
        if is_surname(value[0]) or is_surname(value[:2]):
            return Parsed(value, spaced.start(), spaced.end(), 0.9)
    match = _NAME.search(text)
    if not match or not is_empty(text[: match.start()]):
        return None
    value = re.sub(r"[ ]?[·•・.][ ]?", "·", match.group())
    plain = re.sub(r"[男女]$", "", value) if len(value) > 3 else value
    known = is_surname(plain[:1]) or is_surname(plain[:2]) or "·" in plain
    if ("·" not in plain and not 2 <= len(plain) <= 4) or plain in _NO_NAMES:
        return None
    return Parsed(
        plain,
        match.start(),
        match.start() + len(plain),
        (1.0 if len(plain) < 4 or "·" in plain else 0.85) if known else 0.7,
    )


def id_number(text: str) -> Parsed | None:
    """An identity number; one whose check digit is wrong is kept as read with a quality of 0.4."""
    found = find_id_number(text)
    if found is None:
        return None
    quality = 0.4 if not found.proven else 0.9 if found.repaired else 1.0
    return Parsed(found.value, found.start, found.end, quality)


def code_number(text: str) -> Parsed | None:
    """A number of a hospital or an office: letters, digits and hyphens with at least three digits."""
    for match in _CODE.finditer(text):
        value = match.group().replace(" ", "").rstrip("-")
        if sum(character.isdigit() for character in value) >= 3:
            alone = is_empty(text[: match.start()]) or text[: match.start()].strip(_BLANKS + "(") in ("No", "NO", "ID")
            return Parsed(value, match.start(), match.end(), 1.0 if alone else 0.6)
    return None


def phone(text: str) -> Parsed | None:
    """A mobile number (11 digits) or a landline, without spaces."""
    for pattern, quality in ((_MOBILE, 1.0), (_LANDLINE, 0.85)):
        match = pattern.search(text)
        if match:
            value = re.sub(r"[ ()]", "", match.group())
            return Parsed(value.replace("-", "") if quality == 1.0 else value, match.start(), match.end(), quality)
    digits = re.search(r"\d{9,12}", text)
    return Parsed(digits.group(), digits.start(), digits.end(), 0.4) if digits else None


def day(text: str) -> Parsed | None:
    """The first date, ISO; one that is not in the calendar keeps what is written with a quality of 0.2."""
    found = find_dates(text)
    if not found:
        return None
    alone = is_empty(text[: found[0].start])
    return Parsed(found[0].written, found[0].start, found[0].end, found[0].quality * (1.0 if alone else 0.85))


def last_day(text: str) -> Parsed | None:
    """The last day of an identity card's 有效期限, ISO, or 长期; surely read where the card holds as long as the law
    lets cards hold (居民身份证法 第五条: 5, 10 or 20 years)."""
    match = _VALIDITY.search(text)
    if match is None:
        return None
    if match["open"]:
        return Parsed(match["open"], match.start(), match.end(), 0.95)
    first, last = (tuple(map(int, re.findall(r"\d+", match[part]))) for part in ("first", "last"))
    try:
        written = date(*last).isoformat()
    except ValueError:
        return None
    lawful = first[1:] == last[1:] and last[0] - first[0] in (5, 10, 20)
    return Parsed(written, match.start(), match.end(), 1.0 if lawful else 0.4)


def department(text: str) -> Parsed | None:
    """The first cell's text, up to what is printed next; a word ending like a department (科, 室, 中心, 门诊 ...)
    vouches for itself, and only a short one that does not can be one: 普外, 儿保."""
    start = len(text) - len(text.lstrip(_BLANKS))
    ends = [found for pattern in (_DEPARTMENT_END, _NEXT_LABEL) if (found := pattern.search(text, start))]
    end = min(ends, key=lambda found: found.start(), default=None)
    value = text[start : end.start() if end else len(text)].rstrip(_BLANKS)
    if not re.search(r"[一-鿿]{2}|[IC]CU", value) or len(value) > 20 or _NO_DEPARTMENT.search(value):
        return None
    sure = re.search(rf"{_OF_DEPARTMENTS}$", value)
    if not sure and (len(value) > _SHORT_DEPARTMENT or (end is not None and end.group() == ":")):
        return None  # What ends in a colon is a label.
    return Parsed(re.sub(r"[ ]", "", value), start, start + len(value), 1.0 if sure else 0.75)


def ends_a_department(text: str) -> bool:
    """Whether a text ends with the name of a department behind its label, so that another label may follow at once."""
    return bool(_DEPARTMENT_BEFORE.search(text))


def grade(text: str) -> Parsed | None:
    """A hospital's grade as printed: 三级甲等, 二甲, 二级未评 ..."""
    match = _GRADE.search(text)
    return Parsed(match.group(), match.start(), match.end(), 0.95) if match else None


def plain_text(text: str) -> Parsed | None:
    """Whatever stands there, up to a wide gap."""
    start = len(text) - len(text.lstrip(_BLANKS))
    value = text[start:].rstrip(_BLANKS)
    if len(value) < 2:
        return None
    return Parsed(re.sub(r"[ \t]+", "", value), start, start + len(value), 0.9)


PARSERS: Final[Mapping[FieldName, Parser]] = {
    "patient_name": person_name,
    "sex": sex,
    "age": age,
    "birth_date": day,
    "id_number": id_number,
    "insured_number": code_number,
    "phone": phone,
    "address": plain_text,
    "hospital_grade": grade,
    "department": department,
    "inpatient_number": code_number,
    "outpatient_number": code_number,
    "admission_date": day,
    "discharge_date": day,
    "visit_date": day,
    "report_date": day,
    "issue_date": day,
    "applied_disease": plain_text,
    "insured_place": plain_text,
    "valid_until": last_day,
}
