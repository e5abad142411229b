"""Doors to fakes for the service: a reader that does what a file's text says, and one that looks as it says.

A fake look takes the same words: ``blurred`` is a picture nobody can read, ``hang`` and ``die`` what must never be.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from intake.files.limits import Limits
from models.codes import ClarityGrade, ClarityKind
from models.document import Clarity, ClarityProblem, Geometry
from models.finding import Problem
from models.glance import Glance
from pipelines.service.reading import ServiceDoors
from pipelines.terms import Terms
from tests.pipelines.fakes import FakeReader, FakeReading, FakeRules

REGION = "example"
SUM = "ab" * 32


class FakeGlancer:
    """Does what a file's text says."""

    def glance(self, name: str, path: Path) -> Glance:
        word, _, rest = path.read_bytes().decode(errors="replace").strip().partition(" ")
        match word:
            case "raise":
                raise ValueError(name)
            case "die":
                os._exit(11)
            case "hang":
                time.sleep(60)
            case "slow":
                time.sleep(float(rest))
            case "broken":
                problem = Problem(
                    stage="open", file=name, code="file.damaged", message=f"“{name}”：文件已损坏，请重新上传。",
                    applicant_can_mend=True,
                )  # fmt: skip
                return Glance(clarity=None, problems=(problem,))
            case "blurred":
                blur = ClarityProblem(kind=ClarityKind.BLUR, severity=0.9, source=SUM, page=0)
                return _glance(Clarity(grade=ClarityGrade.UNREADABLE, score=0.2, problems=(blur,)))
        return _glance(Clarity(grade=ClarityGrade.GOOD, score=0.98))


class AnyReader(FakeReader):
    """The fake reader, to which a file that is no text is one that cannot be read."""

    def within(self, limits: Limits) -> AnyReader:
        """It looks at no limits."""
        return self

    def read(self, name: str, path: Path, *, pictures: bool = False) -> FakeReading:
        try:
            path.read_bytes().decode()
        except UnicodeDecodeError:
            message = f"“{name}”：不支持的文件类型，请上传照片。"
            problem = Problem(
                stage="open", file=name, code="file.unsupported", message=message, applicant_can_mend=True
            )
            return FakeReading(problems=(problem,))
        return super().read(name, path, pictures=pictures)


def open_reader(terms: Terms) -> AnyReader:
    """Where workers get the fake."""
    return AnyReader()


def open_glancer(terms: Terms) -> FakeGlancer:
    """Where workers get the fake."""
    return FakeGlancer()


def regions() -> dict[str, str]:
    """The one region of the fake rules."""
    return {REGION: "示例地区"}


def fake_service_doors() -> ServiceDoors:
    """Doors to the fakes."""
    return ServiceDoors(open_reader, FakeRules, open_glancer, regions)


def _glance(clarity: Clarity) -> Glance:
    lie = Geometry(source=SUM, page=0, rotation=0, skew_degrees=0.5)
    return Glance(clarity=clarity, geometry=(lie,))
