"""Uploads nobody should send are opened by the real code and answered with a documented code, every one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from intake.files.opening import Limits, Unreadable, open_file
from models.document import Document
from models.finding import Problem
from pipelines.service.answer import Precheck
from pipelines.service.reading import ServiceDoors
from pipelines.service.refusals import ProblemDocument
from pipelines.terms import Terms
from tests.pipelines.fakes import FakeReading, FakeRules, certificate
from tests.pipelines.service.fakes import open_glancer, regions
from tests.pipelines.service.mutants import mutants, originals
from tests.pipelines.service.support import make_here

COUNT, SEED = 300, 20261122


class Opener:
    """Opens every page with the real code, and reads nothing."""

    engine_name = "opener"
    weights: dict[str, str] = {}  # noqa: RUF012

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def within(self, limits: Limits) -> Opener:
        return Opener(limits)

    def read(self, name: str, path: Path, *, pictures: bool = False) -> FakeReading:
        problems: list[Problem] = []
        documents: list[Document] = []
        try:
            opened = open_file(path, self._limits)
            for number in range(opened.page_count):
                opened.page(number)
            documents.append(certificate(opened.sha256, name, "李晓明"))
        except Unreadable as error:
            problems.append(error.problem(name))
        return FakeReading(tuple(documents), tuple(problems))


def open_opener(terms: Terms) -> Opener:
    return Opener(terms.settings.intake.limits)


def test_every_mutant_is_answered_with_a_documented_code(tmp_path: Path) -> None:
    doors = ServiceDoors(open_opener, FakeRules, open_glancer, regions)
    here = make_here(tmp_path, doors, per_minute=1_000_000, most_bytes=2_000_000)
    answered: Counter[str] = Counter()
    for mutant in mutants(originals(), COUNT, SEED):
        answer = here.post(mutant.data, name=mutant.name)
        if answer.status_code == 200:
            told = Precheck.model_validate_json(answer.content)
            answered[told.problems[0].code if told.problems else "read"] += 1
        else:
            code = ProblemDocument.model_validate_json(answer.content).code
            assert answer.status_code in (400, 413, 422), f"{mutant.how} {code}"
            answered[code] += 1
    assert sum(answered.values()) == COUNT
    assert {"read", "file.damaged", "file.empty", "file.unsupported", "image.too_large"} <= set(answered)
    assert list(here.folder.iterdir()) == []
