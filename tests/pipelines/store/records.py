"""Records to keep: a certificate in a case, with an application where a test wants one."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from models.application import Application
from models.case import CaseRecord
from models.finding import Problem
from pipelines.settings import Settings
from pipelines.terms import Made, Terms
from tests.pipelines.fakes import FakeRules, certificate

DAY = date(2026, 11, 22)


def key_of(text: str) -> str:
    """A content key."""
    return hashlib.sha256(text.encode()).hexdigest()


def record(case_id: str = "a", patient: str = "张三", **said: Any) -> CaseRecord:
    """The record of a case with one certificate; 缺章 lacks its seal. What is said replaces what the rules gave."""
    rules = FakeRules(Terms("example", "case", DAY, Settings()))
    paper = certificate(key_of(case_id), f"{case_id}.jpg", patient)
    judged = rules.judge(case_id, None, ((paper,), ()), Made("fake 1", {"network": "ab" * 32}))
    return judged.model_copy(update=said)


def declared(number: str = "A-1", **said: Any) -> Application:
    """An application of 王芳."""
    applicant = {"name": "王芳", "id_number": "110105194912310021", "insured_number": "6217000001"}
    return Application.model_validate({"application_number": number, "applicant": applicant, **said})


def damaged(name: str) -> Problem:
    """A file that could not be read."""
    return Problem(stage="open", file=name, code="file.damaged", message=f"“{name}”：文件已损坏。")
