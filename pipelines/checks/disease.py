"""Is the disease applied for in the region's catalogue?

What was declared counts first, then the form, then the papers' diagnoses. Not found in the catalogue is unsure: names
of diseases vary more than any list, and the list shipped with the program is only a start.
"""

from __future__ import annotations

from models.codes import Outcome
from models.document import Diagnosis, Document
from models.finding import Finding
from models.place import Evidence
from models.rules import DiseaseRule
from pipelines.checks.papers import Answer, Case, evidence_of, text_of
from pipelines.packs.catalogues import same_group


def check(case: Case, rule: DiseaseRule) -> Finding:
    """Reasons: disease.listed, disease.diagnosis_listed, disease.code_differs, disease.not_listed,
    disease.not_stated."""
    answer = Answer(rule, case.pack)
    name, code, places = applied_for(case)
    if name:
        by_code, by_name = case.diseases.find(name, code), case.diseases.find(name)
        if code and by_code and by_name and not same_group(by_code, by_name):
            message = f"申报的病种编码 {code} 在病种目录中为“{by_code.name}”，病种名称为“{name}”，请人工核对。"
            return answer(Outcome.UNSURE, "disease.code_differs", message, places)
        if listed := by_code or by_name:
            message = f"申请病种“{name}”在病种目录中（{listed.code or '无编码'} {listed.name}）。"
            return answer(Outcome.PASS, "disease.listed", message, places)
        message = f"申请病种“{name}”未在病种目录中找到，请人工核对是否属于本地病种。"
        return answer(Outcome.UNSURE, "disease.not_listed", message, places)
    for document, diagnosis in _diagnoses(case):
        if listed := case.diseases.find(diagnosis.text, diagnosis.disease_code):
            message = f"材料上未写申请病种；诊断“{diagnosis.text}”对应病种目录中的{listed.name}。"
            return answer(Outcome.PASS, "disease.diagnosis_listed", message, evidence_of(document, "diagnoses"))
    message = "未读出申请病种，材料上的诊断也未在病种目录中找到，请人工核对。"
    return answer(Outcome.UNSURE, "disease.not_stated", message)


def applied_for(case: Case) -> tuple[str | None, str | None, tuple[Evidence, ...]]:
    """The disease applied for, its code, and where it stands: as declared, else as the form says."""
    forms = [document for document in case.documents if text_of(document, "applied_disease")]
    places = tuple(place for document in forms for place in evidence_of(document, "applied_disease"))
    if case.application and case.application.disease:
        return case.application.disease.name, case.application.disease.code, places
    return (text_of(forms[0], "applied_disease"), None, places) if forms else (None, None, ())


def _diagnoses(case: Case) -> list[tuple[Document, Diagnosis]]:
    return [
        (document, diagnosis)
        for document in case.documents
        if (found := document.fields.get("diagnoses")) is not None and isinstance(found.value, tuple)
        for diagnosis in found.value
    ]
