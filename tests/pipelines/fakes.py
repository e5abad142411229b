"""A reader that takes a file's text as its paper, and rules of one sentence: running is tested without OCR.

What a file says: ``paper NAME`` is a certificate of that person, ``hospital TEXT`` sets its hospital, ``broken`` is a
file that cannot be read, ``raise``, ``die`` and ``hang`` are what a reader must never do.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.application import Application
from models.case import CaseRecord, DocumentRecord, Provenance
from models.codes import ClarityGrade, ClarityKind, Decision, DocType, Outcome, SealColor, SealKind, SealShape, Title
from models.document import (
    Clarity,
    ClarityProblem,
    Document,
    Field,
    Geometry,
    LabItem,
    Physician,
    Seal,
    SourceFile,
    TypeGuess,
)
from models.error import UsageError
from models.finding import Finding, Problem, RuleReference
from models.place import Box, Evidence
from pipelines.doors import Doors
from pipelines.terms import Made, Terms

ID_NUMBER = "511302196003074016"
NAME = "李晓明"
HOSPITAL = "南充市中心医院"
RULE_SENTENCE = "由主治医生出具并加盖医院公章的病情诊断证明书"
_FORBIDDEN_PIXEL = bytes.fromhex("ffd8ffd9")


@dataclass(frozen=True)
class FakePicture:
    """A page's picture; only its size and turn matter."""

    source: str
    page: int = 0
    jpeg: bytes = _FORBIDDEN_PIXEL
    width: int = 700
    height: int = 1000
    rotation: int = 0


@dataclass(frozen=True)
class FakeReading:
    """What the fake reader hands out."""

    documents: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()
    pictures: Sequence[FakePicture] = ()


class FakeReader:
    """Does what a file's text says."""

    engine_name = "fake 1"
    weights = {"network": "ab" * 32}  # noqa: RUF012

    def read(self, name: str, path: Path, *, pictures: bool = False) -> FakeReading:
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        word, _, rest = data.decode().strip().partition(" ")
        match word:
            case "raise":
                raise ValueError(f"{name} {NAME}")
            case "die":
                os._exit(11)
            case "hang":
                time.sleep(600)  # longer than whoever waits for it, also where the machine stands still for a while
            case "slow":
                time.sleep(float(rest))
            case "broken":
                message = f"“{name}”无法读取：文件已损坏。请重新上传。"
                problem = Problem(
                    stage="open", file=name, code="file.damaged", message=message, applicant_can_mend=True
                )
                return FakeReading(problems=(problem,))
            case "hospital":
                return FakeReading((certificate(sha256, name, NAME, rest),))
        return FakeReading((certificate(sha256, name, rest or NAME),), (), (FakePicture(sha256),) if pictures else ())


class FakeRules:
    """One rule: no paper, no acceptance; a paper whose patient is named 缺章 lacks its seal."""

    region_name = "示例地区"
    provenance = "example@00"

    def __init__(self, terms: Terms) -> None:
        if terms.region != "example":
            raise UsageError(f"没有地区“{terms.region}”。可用的地区见 yancai regions。")
        self._terms = terms

    def application(self, path: Path) -> Application:
        try:
            return Application.model_validate(json.loads(path.read_text(encoding="utf-8")))
        except ValueError as error:
            raise UsageError("application.json 有误：不是有效的申请信息。请更正后重试。") from error

    def judge(
        self,
        case_id: str,
        application: Application | None,
        read: tuple[Sequence[Document], Sequence[Problem]],
        made: Made,
    ) -> CaseRecord:
        documents, problems = read
        if application and application.application_number == "unforeseen":
            raise OverflowError(application.applicant.name)
        papers = tuple(_judged(document) for document in documents)
        failed = not papers or any(paper.decision is Decision.RESUBMIT for paper in papers)
        mendable = all(problem.applicant_can_mend for problem in problems)
        decision = Decision.REVIEW if not mendable else Decision.RESUBMIT if failed or problems else Decision.ACCEPT
        return CaseRecord(
            case_id=case_id,
            region=self._terms.region,
            application=application,
            documents=papers,
            problems=tuple(problems),
            decision=decision,
            notice="请补交加盖公章的诊断证明书。" if decision is Decision.RESUBMIT else None,
            judged_on=self._terms.today,
            provenance=Provenance(
                version="0", engine=made.engine, weights=made.weights, pack=self.provenance,
                settings=self._terms.settings.digest(),
            ),
        )  # fmt: skip


def open_reader(terms: Terms) -> FakeReader:
    """Where workers get the fake."""
    return FakeReader()


def engine_identity(terms: Terms) -> str:
    """The fake's name."""
    return FakeReader.engine_name


def other_engine(terms: Terms) -> str:
    """The name of another."""
    return "fake 2"


def fake_doors() -> Doors:
    """Doors to the fakes."""
    return Doors(open_reader, FakeRules, engine_identity)


def box(left: float = 0.1, top: float = 0.2, right: float = 0.4, bottom: float = 0.25) -> Box:
    """Some box."""
    return Box(left=left, top=top, right=right, bottom=bottom)


def certificate(sha256: str, name: str, patient: str, hospital: str = HOSPITAL) -> Document:
    """A diagnosis certificate with one of everything."""
    source = SourceFile(name=name, sha256=sha256, pages=(0,))

    def field(value: str | int, top: float) -> Field:
        place = Evidence(source=sha256, page=0, box=box(top=top, bottom=top + 0.03))
        return Field(value=value, raw=str(value), confidence=0.97, evidence=(place,))

    return Document(
        id=f"{sha256[:12]}-0",
        source=source,
        sources=(source,),
        doc_type=TypeGuess(value=DocType.DIAGNOSIS_CERTIFICATE, label="诊断证明书", confidence=0.98),
        fields={
            "patient_name": field(patient, 0.20),
            "sex": field("male", 0.24),
            "age": field(66, 0.28),
            "id_number": field(ID_NUMBER, 0.32),
            "hospital_name": field(hospital, 0.10),
            "phone": field("13800001234", 0.36),
        },
        physicians=(
            Physician(
                name="王建国", title=Title.ATTENDING, title_text="主治医师", role="signing", signed=True,
                confidence=0.9, evidence=(Evidence(source=sha256, page=0, box=box(0.5, 0.8, 0.7, 0.84)),),
            ),
        ),
        seals=(
            Seal(
                shape=SealShape.CIRCLE, color=SealColor.RED, kind=SealKind.OFFICIAL, text=hospital, complete=True,
                confidence=0.95, source=sha256, page=0, box=box(0.6, 0.7, 0.85, 0.9),
            ),
        ),
        lab_items=(LabItem(name="白细胞计数", value="11.2", unit="10^9/L", reference="3.5-9.5", flag="high"),),
        clarity=Clarity(
            grade=ClarityGrade.FAIR, score=0.9,
            problems=(ClarityProblem(kind=ClarityKind.SHADOW, severity=0.4, source=sha256, page=0, box=box()),),
        ),
        geometry=(Geometry(source=sha256, page=0, rotation=90, skew_degrees=1.5),),
        text=f"诊断证明书\n姓名：{patient}\n身份证号：{ID_NUMBER}",
    )  # fmt: skip


def _judged(document: Document) -> DocumentRecord:
    patient = document.fields["patient_name"].value
    outcome = Outcome.FAIL if patient == "缺章" else Outcome.PASS
    finding = Finding(
        check="seal",
        outcome=outcome,
        reason="seal.missing" if outcome is Outcome.FAIL else "seal.present",
        message=f"{patient}的诊断证明书{'未见' if outcome is Outcome.FAIL else '有'}医院公章。",
        evidence=(Evidence(source=document.source.sha256, page=0, box=box(0.6, 0.7, 0.85, 0.9)),),
        rule=RuleReference(pack="example", id="certificate", source=RULE_SENTENCE),
    )
    decision = Decision.RESUBMIT if outcome is Outcome.FAIL else Decision.ACCEPT
    return DocumentRecord(**dict(document), findings=(finding,), decision=decision)
