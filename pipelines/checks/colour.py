"""Advice, not a rule: originals in colour. A grey copy is told by grey seals or by a picture without any colour, and is
never held against anybody."""

from __future__ import annotations

from models.codes import Outcome
from models.document import Document
from models.finding import Finding
from models.place import Evidence
from models.rules import ColourRule
from pipelines.checks.papers import Answer, Case, is_grey_copy, paper_name, whole_pages


def check(case: Case, document: Document, rule: ColourRule) -> Finding:
    """Reasons: colour.colour, colour.grey_copy, colour.no_seal."""
    answer = Answer(rule, case.pack)
    name = paper_name(document)
    places = [Evidence(source=seal.source, page=seal.page, box=seal.box) for seal in document.seals]
    if is_grey_copy(document):
        message = f"{name}没有彩色，可能是黑白复印件；建议提交彩色扫描件或高清照片（建议，非强制要求）。"
        return answer(Outcome.PASS, "colour.grey_copy", message, places or whole_pages(document))
    if not document.seals and document.clarity.colour is None:
        return answer(Outcome.NOT_APPLICABLE, "colour.no_seal", f"{name}上没有印章，无法判断是否为彩色原件。")
    return answer(Outcome.PASS, "colour.colour", f"{name}为彩色。", places)
