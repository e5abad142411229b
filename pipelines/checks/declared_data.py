"""Does the application say what must be entered on the platform?

The platform asks for it before anything can be uploaded; what is missing here may only not have been handed over.
"""

from __future__ import annotations

from typing import Final

from models.application import Application
from models.codes import Outcome
from models.finding import Finding
from models.rules import Declaration, DeclaredDataRule
from pipelines.checks.papers import Answer, Case

_LABELS: Final[dict[Declaration, str]] = {
    "name": "姓名",
    "id_number": "身份证号",
    "insured_number": "医保卡号",
    "insurance": "参保类型（职工或居民）",
    "disease": "申请病种",
    "agent": "代办人",
    "items": "分项上传的材料清单",
}


def check(case: Case, rule: DeclaredDataRule) -> Finding:
    """Reasons: declared_data.complete, declared_data.incomplete, declared_data.nothing."""
    answer = Answer(rule, case.pack)
    if case.application is None:
        message = "没有随案件提供申报信息，由申报平台核对。"
        return answer(Outcome.NOT_APPLICABLE, "declared_data.nothing", message)
    missing = [name for name in rule.required if not _says(case.application, name)]
    if missing:
        message = f"申报信息中没有{'、'.join(_LABELS[name] for name in missing)}，请在申报平台上核对。"
        return answer(Outcome.UNSURE, "declared_data.incomplete", message)
    own = not case.application.on_behalf
    labels = "、".join("为本人办理" if own and name == "agent" else _LABELS[name] for name in rule.required)
    return answer(Outcome.PASS, "declared_data.complete", f"申报信息已填写：{labels}。")


def _says(application: Application, name: Declaration) -> bool:
    said: dict[Declaration, object] = {
        "name": application.applicant.name.strip(),
        "id_number": application.applicant.id_number,
        "insured_number": application.applicant.insured_number,
        "insurance": application.insurance,
        "disease": application.disease,
        "agent": application.agent or not application.on_behalf,
        "items": application.items,
    }
    return bool(said[name])
