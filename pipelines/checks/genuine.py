"""Does anything on the paper ask for a look at whether it is genuine?

Told are electronic signatures, seals that lie on a page made by a program (set in by software, not stamped), words for
electronic seals, and laboratory values that contradict their own flag, as altered values do. None of it is verified
here, and what looks like an original is not thereby proved to be one.
"""

from __future__ import annotations

import re
from typing import Final

from models.codes import Flag, Outcome
from models.document import Document, LabItem
from models.finding import Finding
from models.place import Evidence
from models.rules import GenuineRule
from pipelines.checks.papers import Answer, Case, paper_name, whole_pages

_ELECTRONIC: Final = re.compile("电子签章|电子印章|电子公章|电子签名|数字签名|数字证书|CA签名|CA认证")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_RANGE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(?:-|~|～|—|–|--|至)\s*(\d+(?:\.\d+)?)")


def check(case: Case, document: Document, rule: GenuineRule) -> Finding:
    """Reasons: genuine.nothing_noticed, genuine.electronic_signature, genuine.inserted_seal, genuine.electronic_words,
    genuine.value_and_flag."""
    answer = Answer(rule, case.pack)
    name = paper_name(document)
    if document.digitally_signed:
        message = f"{name}带有电子签名，本程序不验证其有效性，请人工核对。"
        return answer(Outcome.UNSURE, "genuine.electronic_signature", message, whole_pages(document))
    if document.text_origin == "text_layer" and document.seals:
        message = f"{name}由电子文件直接生成，其印章为电子印章或后期贴入的图像，请人工核对。"
        places = [Evidence(source=seal.source, page=seal.page, box=seal.box) for seal in document.seals]
        return answer(Outcome.UNSURE, "genuine.inserted_seal", message, places)
    if odd := [item for item in document.lab_items if contradicts_itself(item)]:
        names = "、".join(f"{item.name}（结果 {item.value}，参考范围 {item.reference}）" for item in odd)
        message = f"{name}中{names}的高低标记与参考范围不符，可能读错或经改动，请人工核对。"
        places = [place for item in odd for place in item.evidence] or list(whole_pages(document))
        return answer(Outcome.UNSURE, "genuine.value_and_flag", message, places)
    if words := _ELECTRONIC.search(document.text):
        message = f"{name}写有“{words.group()}”，电子签章在此未作验证，请人工核对。"
        return answer(Outcome.UNSURE, "genuine.electronic_words", message, whole_pages(document))
    message = f"{name}未发现需要核对真实性的迹象（本项不能证明材料为真）。"
    return answer(Outcome.PASS, "genuine.nothing_noticed", message)


def contradicts_itself(item: LabItem) -> bool:
    """Whether a value is flagged high or low against its own range of two numbers. No flag contradicts nothing."""
    value, bounds = _NUMBER.fullmatch(item.value.strip()), _RANGE.fullmatch((item.reference or "").strip())
    if value is None or bounds is None:
        return False
    low, high, found = float(bounds[1]), float(bounds[2]), float(value[0])
    return (item.flag is Flag.HIGH and found < high) or (item.flag is Flag.LOW and found > low)
