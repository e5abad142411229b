"""Are the ID numbers on the paper valid, and do they agree with birth date, sex and age beside them?

GB 11643-1999: check digit, birth date and sex stand in the number. A fault may be the paper's or a misread character's,
so that it is always for a person to look at. Age is held against the day of the paper; a year more is how some count
(虚岁), a year less was right until the last birthday; both are told all the same.
"""

from __future__ import annotations

import re
from datetime import date

from models.codes import Outcome
from models.document import Document, FieldName
from models.finding import Finding
from models.identity import age_on, birth_date, check_digit, has_right_check_digit, sex
from models.rules import IdentityRule
from pipelines.checks.papers import Answer, Case, date_of, evidence_of, paper_name, text_of

_DAYS: tuple[FieldName, ...] = ("admission_date", "visit_date", "issue_date", "report_date", "discharge_date")
_DIGITS = re.compile("[0-9]{17}")
_SEXES = {"male": "男", "female": "女"}


def check(case: Case, document: Document, rule: IdentityRule) -> Finding:
    """Reasons: id.valid, id.none, id.length, id.check_digit, id.birth_date, id.sex, id.age, id.age_by_one (the first
    that holds; the message names all)."""
    answer = Answer(rule, case.pack)
    number = text_of(document, "id_number")
    if not number or "*" in number:
        return answer(Outcome.NOT_APPLICABLE, "id.none", f"{paper_name(document)}上没有可核对的身份证号。")
    faults = _faults(document, number, case.day)
    if not faults:
        places = evidence_of(document, "id_number")
        return answer(Outcome.PASS, "id.valid", f"{paper_name(document)}上的身份证号校验无误。", places)
    told = "；".join(message for _, message in faults)
    places = evidence_of(document, "id_number", "birth_date", "sex", "age")
    return answer(Outcome.UNSURE, faults[0][0], f"{paper_name(document)}：{told}，请人工核对。", places)


def _faults(document: Document, number: str, today: date) -> list[tuple[str, str]]:
    faults = []
    if len(number) != 18:
        return [("id.length", f"身份证号读作 {len(number)} 位，应为 18 位")]
    if not has_right_check_digit(number):
        due = check_digit(number[:17]) if _DIGITS.fullmatch(number[:17]) else "？"
        faults.append(("id.check_digit", f"身份证号校验码不符（末位为 {number[17]}，按规则应为 {due}）"))
    born = birth_date(number)
    if born is None:
        return [*faults, ("id.birth_date", "身份证号中的出生日期不存在")]
    printed = text_of(document, "birth_date")
    if printed and printed != born.isoformat():
        faults.append(("id.birth_date", f"出生日期为 {printed}，身份证号中为 {born.isoformat()}"))
    written = text_of(document, "sex")
    if written and written != sex(number):
        faults.append(("id.sex", f"性别为{_SEXES.get(written, written)}，与身份证号不符"))
    return faults + _age_fault(document, born, today)


def _age_fault(document: Document, born: date, today: date) -> list[tuple[str, str]]:
    field = document.fields.get("age")
    if field is None or not isinstance(field.value, int):
        return []
    days = [day for name in _DAYS if (day := date_of(document, name))] or [today]
    # A paper names several days; its age is right if it is right on one of them.
    ages = sorted({age_on(born, day) for day in days})
    if field.value in ages:
        return []
    told = f"年龄为 {field.value} 岁，按身份证号推算为 {'或'.join(str(age) for age in ages)} 岁"
    if field.value == ages[-1] + 1:
        return [("id.age_by_one", f"{told}（可能按虚岁填写）")]
    if field.value == ages[0] - 1:
        return [("id.age_by_one", f"{told}（可能是生日前登记的年龄）")]
    return [("id.age", told)]
