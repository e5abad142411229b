"""Does anything on the paper ask for a look at whether it is genuine?

Only what can be told without doubt is told: an electronic signature is there and is not verified here. What looks like
an original is not thereby proved to be one.
"""

from __future__ import annotations

from models.codes import Outcome
from models.document import Document
from models.finding import Finding
from models.rules import GenuineRule
from pipelines.checks.papers import Answer, Case, paper_name, whole_pages


def check(case: Case, document: Document, rule: GenuineRule) -> Finding:
    """Reasons: genuine.nothing_noticed, genuine.electronic_signature."""
    answer = Answer(rule, case.pack)
    name = paper_name(document)
    if document.digitally_signed:
        message = f"{name}带有电子签名，本程序不验证其有效性，请人工核对。"
        return answer(Outcome.UNSURE, "genuine.electronic_signature", message, whole_pages(document))
    message = f"{name}未发现需要核对真实性的迹象（本项不能证明材料为真）。"
    return answer(Outcome.PASS, "genuine.nothing_noticed", message)
