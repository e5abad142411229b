"""Is the form filled in, and is it the region's?

A label with nothing behind it, on a clear form, is a blank; a label not found is unsure. A heading that names another
place is for a person to look at.
"""

from __future__ import annotations

import re
from typing import Final

from rapidfuzz.distance import Levenshtein

from models.codes import Outcome
from models.document import Document, FieldName
from models.finding import Finding
from models.labels import FIELD_LABELS
from models.rules import FormRule
from pipelines.checks.papers import (
    LEGIBLE,
    SURE,
    Answer,
    Case,
    can_be_searched,
    evidence_of,
    paper_name,
    text_of,
    whole_pages,
)
from pipelines.packs.catalogues import squeezed

_ABOUT: Final = "门诊"
"""In the headings of these forms the place's name ends here."""
_PRINTED: Final = re.compile(r"^[一二三四五六七八九十]{1,2}[、.．]|由.*填写|盖章|签[名字章]|意见")
"""Headings and instructions of forms; no entry says so."""


def check(case: Case, document: Document, rule: FormRule) -> Finding:
    """Reasons: form.complete, form.blank, form.not_found, form.doubtful, form.other_form, form.entry_blank,
    form.insured_elsewhere, form.not_asked."""
    answer = Answer(rule, case.pack)
    name = paper_name(document)
    blank = [field for field in rule.required if _is_blank(document, field)]
    unseen = [field for field in rule.required if field not in document.fields]
    if blank:
        sure = can_be_searched(case, document) and all(document.fields[field].confidence >= SURE for field in blank)
        todo = "请填写完整后重新提交" if sure else "请人工核对是否已填写"
        message = f"{name}的{_named(blank)}未填写，{todo}。"
        outcome = Outcome.FAIL if sure else Outcome.UNSURE
        return answer(outcome, "form.blank", message, evidence_of(document, *blank))
    if unseen:
        message = f"{name}上未找到{_named(unseen)}，请人工核对是否已填写。"
        return answer(Outcome.UNSURE, "form.not_found", message, whole_pages(document))
    if doubtful := [field for field in rule.required if _is_doubtful(document, field)]:
        message = f"{name}的{_named(doubtful)}未能读清，请人工核对是否已填写。"
        return answer(Outcome.UNSURE, "form.doubtful", message, evidence_of(document, *doubtful))
    heading = text_of(document, "report_title")
    if rule.title and heading and _of_another_place(heading, rule.title):
        message = f"{name}的标题为“{heading}”，规定的是《{rule.title}》，请人工核对是否为本地申请表。"
        return answer(Outcome.UNSURE, "form.other_form", message, evidence_of(document, "report_title"))
    if _is_elsewhere(document, rule):
        place = text_of(document, "insured_place")
        message = f"{name}的参保地写作“{place}”，请人工核对是否在本地参保。"
        return answer(Outcome.UNSURE, "form.insured_elsewhere", message, evidence_of(document, "insured_place"))
    if entries := [field for field in rule.also if _is_blank(document, field)]:
        message = f"{name}的{_named(entries)}未见填写，请人工核对是否已填写。"
        return answer(Outcome.UNSURE, "form.entry_blank", message, evidence_of(document, *entries))
    asked: tuple[FieldName, ...] = (*rule.also, *(("insured_place",) if rule.insured_in else ()))
    filled = [*rule.required, *(field for field in asked if field in document.fields)]
    if not filled:
        return answer(Outcome.NOT_APPLICABLE, "form.not_asked", f"{name}上未见{_named(asked)}一栏。")
    return answer(
        Outcome.PASS,
        "form.complete",
        f"{name}的{_named(filled)}{'均' if len(filled) > 1 else ''}已填写。",
        evidence_of(document, *filled),
    )


def _of_another_place(heading: str, title: str) -> bool:
    """Whether the place a heading begins with is another than the title's by more than a misread character."""
    there, asked = (squeezed(text).split(_ABOUT)[0] for text in (heading, title))
    return _ABOUT in heading and there != "" and Levenshtein.distance(there, asked) > 1


def _is_elsewhere(document: Document, rule: FormRule) -> bool:
    """Whether the form's place of insurance names none of the places that are the region's."""
    place = squeezed(text_of(document, "insured_place") or "")
    return bool(place and rule.insured_in) and not any(known.search(place) for known in rule.insured_in)


def _is_blank(document: Document, name: FieldName) -> bool:
    field = document.fields.get(name)
    return field is not None and field.value in (None, ())


def _is_doubtful(document: Document, name: FieldName) -> bool:
    """Whether the entry was hardly read, or is print of the form itself, as is read where a line was left empty."""
    return document.fields[name].confidence < LEGIBLE or bool(_PRINTED.search(text_of(document, name) or ""))


def _named(names: tuple[FieldName, ...] | list[FieldName]) -> str:
    return "、".join(FIELD_LABELS[name] for name in names)
