"""Give the diagnoses of a paper their codes by the office's lists, where the paper prints none.

The catalogue's code by the wording, else by the ICD-10 code that is printed; the ICD-10 code by the wording alone. What
is denied or only suspected gets none. A printed code is never replaced: where it contradicts the wording, both stand.
"""

from __future__ import annotations

from models.document import Diagnosis, Document
from pipelines.checks.wording import is_doubted
from pipelines.packs.catalogues import DiseaseList, IcdList


def coded(document: Document, diseases: DiseaseList, icd10: IcdList) -> Document:
    """The document with its diagnoses coded; itself where nothing is to be added."""
    field = document.fields.get("diagnoses")
    if field is None or not isinstance(field.value, tuple):
        return document
    value = tuple(_coded(diagnosis, diseases, icd10) for diagnosis in field.value)
    if value == field.value:
        return document
    return document.model_copy(
        update={"fields": {**document.fields, "diagnoses": field.model_copy(update={"value": value})}}
    )


def _coded(diagnosis: Diagnosis, diseases: DiseaseList, icd10: IcdList) -> Diagnosis:
    if is_doubted(diagnosis.text):
        return diagnosis
    entry = icd10.of_code(diagnosis.icd10) if diagnosis.icd10 else icd10.named(diagnosis.text)
    listed = diseases.find(diagnosis.text) or (diseases.find("", entry.disease) if entry and entry.disease else None)
    return Diagnosis(
        text=diagnosis.text,
        icd10=diagnosis.icd10 or (entry.code if entry else None),
        disease_code=diagnosis.disease_code or (listed.code if listed else None),
    )
