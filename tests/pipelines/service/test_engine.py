"""The real service with the real engine on a real sample: it finds what a batch finds on the same files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import httpx
import pytest

from intake.read import Reader, Reading
from models.case import CaseRecord
from pipelines.case import judged
from pipelines.gather import CaseFiles, gather_case
from pipelines.opening import open_rules
from pipelines.service.answer import Precheck, QuickCheck
from pipelines.service.case_answers import CaseResult
from pipelines.settings import load_settings
from pipelines.terms import Made, Scope, terms_of
from samples.demo import CASES
from tests.pipelines.service.process import Running, served
from tests.pipelines.service.support import CHANNEL
from tests.pipelines.waiting import eventually

pytestmark = pytest.mark.engine
REGION = "hubei-shennongjia"
CASE = CASES / f"{REGION}-deficient"
PAPER = CASE / "诊断证明.jpg"


class Batch:
    """What a batch writes; every file is read once, however often it is judged."""

    def __init__(self) -> None:
        self._reader = Reader.start(load_settings().intake)

    def found(self, case: CaseFiles, scope: Scope) -> CaseRecord:
        readings = [self._read(file.name, file.path) for file in case.files]
        documents = [one for reading in readings for one in reading.documents]
        problems = [*case.problems, *(one for reading in readings for one in reading.problems)]
        made = Made(engine=self._reader.engine_name, weights=self._reader.weights)
        record = judged(open_rules(terms_of(REGION, scope, None)), case, (documents, problems), made)
        return CaseRecord.model_validate_json(record.model_dump_json())

    @cache  # noqa: B019 (it lives as long as the tests)
    def _read(self, name: str, path: Path) -> Reading:
        return self._reader.read(name, path)


@pytest.fixture(scope="module")
def batch() -> Batch:
    return Batch()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("service")
    with served(folder, "cli", REGION, YANCAI_SERVICE__PER_MINUTE="1000000") as running:
        yield running


def test_a_sample_is_answered_as_a_batch_finds_it(service: Running, batch: Batch) -> None:
    case = gather_case([CASE])
    alone = replace(case, files=tuple(file for file in case.files if file.path == PAPER), application=None)
    record = batch.found(alone, "paper")
    full = service.post(PAPER.read_bytes(), claimed_type="diagnosis_certificate")
    quick = service.post(PAPER.read_bytes(), level="quick")
    told, look = Precheck.model_validate_json(full.content), QuickCheck.model_validate_json(quick.content)
    (paper,), (expected,) = told.papers, record.documents
    assert (told.decision, paper.as_claimed) == (record.decision, True)
    assert (paper.doc_type, paper.clarity, paper.geometry) == (expected.doc_type, expected.clarity, expected.geometry)
    assert [one.reason for one in paper.findings] == [one.reason for one in expected.findings]
    assert "公章" in told.advice
    assert look.clarity is not None
    assert look.clarity.grade is expected.clarity.grade
    assert look.geometry == expected.geometry


def test_a_whole_case_is_found_as_a_batch_finds_it(service: Running, batch: Batch) -> None:
    record = batch.found(gather_case([CASE]), "case")
    declared = (CASE / "application.json").read_text(encoding="utf-8")
    papers = [path for path in sorted(CASE.iterdir()) if path.name != "application.json"]
    form = {"region": REGION, "channel": CHANNEL, "application": declared}
    files = [("file", (path.name, path.read_bytes())) for path in papers]
    answer = httpx.post(f"{service.url}/v1/cases", headers=service.headers, data=form, files=files, timeout=60)
    number = answer.json()["number"]
    eventually(lambda: service.get(f"/v1/cases/{number}/result").status_code == 200, 300.0)
    told = CaseResult.model_validate_json(service.get(f"/v1/cases/{number}/result").content)
    assert (told.decision, told.judged_on, told.due_date) == (record.decision, record.judged_on, record.due_date)
    assert [one.reason for one in told.findings] == [one.reason for one in record.findings]
    assert sorted(paper.doc_type.value for paper in told.papers) == sorted(
        paper.doc_type.value.value for paper in record.documents
    )
    found = {paper.source.sha256: [one.reason for one in paper.findings] for paper in record.documents}
    assert told.provenance.pack == record.provenance.pack
    assert {paper.geometry[0].source: [one.reason for one in paper.findings] for paper in told.papers} == found
