"""Papers as they would be read, built in a line: what a test does not say is a clear, complete, plausible paper."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any, get_args

from models.application import Application
from models.codes import ClarityGrade, ClarityKind, DocType, SealColor, SealKind, SealShape, Title
from models.document import (
    Clarity,
    ClarityProblem,
    Diagnosis,
    Document,
    Field,
    FieldName,
    Physician,
    PhysicianRole,
    Seal,
    SourceFile,
    TypeGuess,
)
from models.finding import Problem
from models.place import Box, Evidence
from models.rules import Disease, Hospital
from pipelines.checks.papers import Case
from pipelines.packs.catalogues import DiseaseList, HospitalList

TODAY = date(2026, 6, 1)
NAME, OTHER_NAME = "李晓明", "赵国庆"
ID_NUMBER, OTHER_ID = "511302196003074011", "11010519491231002X"
"""Invented and valid: a man born on 1960-03-07, a woman born on 1949-12-31."""
HOSPITAL, OTHER_HOSPITAL, SMALL_HOSPITAL = "青山市第一人民医院", "川江医学院附属医院", "白水镇中心卫生院"
PLACE = Box(left=0.1, top=0.1, right=0.3, bottom=0.2)

HOSPITALS = HospitalList(
    starter=False,
    hospitals=(
        Hospital(name=HOSPITAL, aliases=("青山一院",), grade="三级甲等", level=3),
        Hospital(name=OTHER_HOSPITAL, grade="二级甲等", level=2),
        Hospital(name=SMALL_HOSPITAL, grade="一级甲等", level=1),
    ),
)
DISEASES = DiseaseList(
    starter=True,
    diseases=(
        Disease(code="M03900", name="高血压病", synonyms=("高血压",), unless=("肺动脉高血压",)),
        Disease(code="M01600", name="糖尿病", synonyms=("2型糖尿病",)),
        Disease(code="M01609", name="糖尿病黄斑水肿"),
        Disease(code="M04600", name="冠心病", synonyms=("冠状动脉粥样硬化性心脏病",)),
        Disease(code="M07803", name="慢性肾功能不全（血透治疗）", synonyms=("血液透析",)),
        Disease(code="M07800", name="慢性肾功能不全（非透析治疗）", synonyms=("慢性肾功能不全",)),
    ),
)


def sum_of(name: str) -> str:
    """The SHA-256 under which a built file goes."""
    return hashlib.sha256(name.encode()).hexdigest()


def field(value: object, file: str = "a.jpg", confidence: float = 0.95) -> Field:
    """A field as read; a sequence of texts becomes diagnoses."""
    if isinstance(value, list):
        value = tuple(Diagnosis(text=text) for text in value)
    raw = "" if value is None else str(value)
    place = Evidence(source=sum_of(file), page=0, box=PLACE)
    return Field.model_validate({"value": value, "raw": raw, "confidence": confidence, "evidence": (place,)})


def paper(kind: DocType = DocType.DIAGNOSIS_CERTIFICATE, file: str = "a.jpg", **said: Any) -> Document:
    """A paper of a type. Names of fields give their values (or Fields); other names are the record's own."""
    source = SourceFile(name=file, sha256=sum_of(file), pages=(0,))
    names = set(get_args(FieldName))
    fields = {
        name: value if isinstance(value, Field) else field(value, file) for name, value in said.items() if name in names
    }
    own = {name: value for name, value in said.items() if name not in names}
    own.setdefault("text", "有字")
    sure = own.pop("sure", 0.97)
    grade, score = own.pop("grade", ClarityGrade.GOOD), own.pop("score", 0.9)
    hidden: Sequence[tuple[ClarityKind, float]] = own.pop("hidden", ())
    problems = tuple(
        ClarityProblem(kind=one, severity=much, source=source.sha256, page=0, box=PLACE) for one, much in hidden
    )
    return Document(
        id=f"{source.sha256[:12]}-0",
        source=source,
        sources=(source,),
        doc_type=TypeGuess(value=kind, label=kind.label, confidence=sure),
        fields=fields,
        clarity=Clarity(grade=grade, score=score, problems=problems),
        **own,
    )


def seal(kind: SealKind = SealKind.OFFICIAL, text: str = HOSPITAL, **said: Any) -> Seal:
    """A whole, red, surely read seal."""
    values: dict[str, Any] = {
        "shape": SealShape.CIRCLE, "color": SealColor.RED, "complete": True, "confidence": 0.95,
        "source": sum_of("a.jpg"), "page": 0, "box": PLACE,
    }  # fmt: skip
    return Seal.model_validate({**values, **said, "kind": kind, "text": text})


def physician(
    title: Title | None = None, role: PhysicianRole = "signing", signed: bool | None = True, sure: float = 0.95
) -> Physician:
    """Somebody with a role on a paper."""
    place = Evidence(source=sum_of("a.jpg"), page=0, box=PLACE)
    text = title.label if title else ""
    return Physician(
        name="周医生", title=title, title_text=text, role=role, signed=signed, confidence=sure, evidence=(place,)
    )


def case(*papers: Document, problems: Sequence[Problem] = (), **said: Any) -> Case:
    """A case of these papers."""
    values: dict[str, Any] = {
        "pack": "test", "application": None, "hospitals": HOSPITALS, "diseases": DISEASES, "day": TODAY,
    }  # fmt: skip
    return Case(documents=papers, problems=tuple(problems), **{**values, **said})


def unreadable(file: str = "b.jpg", mendable: bool = True) -> Problem:
    """A file of which nothing could be read."""
    return Problem(stage="open", file=file, code="file.damaged", message="文件损坏。", applicant_can_mend=mendable)


def declared(**said: Any) -> Application:
    """An application of the person whom built papers name."""
    values: dict[str, Any] = {
        "applicant": {"name": NAME, "id_number": ID_NUMBER, "insured_number": "6217000001"},
        "insurance": "resident",
        "disease": {"name": "高血压病", "code": "M03900"},
    }
    return Application.model_validate({**values, **said})
