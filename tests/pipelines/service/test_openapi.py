"""The description of the interface: examples that hold, every answer described, and a service that keeps to it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from models.application import Application
from models.record import Record
from pipelines.review.channel import seen_by
from pipelines.service.answer import Precheck, QuickCheck
from pipelines.service.case_answers import CaseResult, CaseStatus, Progress, Receipt, progress_of
from pipelines.service.case_examples import (
    APPLICATION_EXAMPLE,
    PROGRESS_EXAMPLE,
    RECEIPT_EXAMPLE,
    RESULT_EXAMPLE,
    STATUS_EXAMPLE,
)
from pipelines.service.examples import FULL_EXAMPLE, QUICK_EXAMPLE
from pipelines.service.refusals import REFUSALS, ProblemDocument
from tests.pipelines.service.process import ROOT, Running
from tests.pipelines.service.support import CHANNEL, Here
from tests.pipelines.service.test_cases import TWO, returned, submitted


@pytest.fixture
def described(here: Here) -> dict[str, Any]:
    return dict(here.client.get("/v1/openapi.json").json())


def test_the_examples_are_answers() -> None:
    assert json.loads(Precheck.model_validate(FULL_EXAMPLE).model_dump_json()) == FULL_EXAMPLE
    assert json.loads(QuickCheck.model_validate(QUICK_EXAMPLE).model_dump_json()) == QUICK_EXAMPLE


@pytest.mark.parametrize(
    ("model", "shown"),
    [
        (Receipt, RECEIPT_EXAMPLE),
        (CaseStatus, STATUS_EXAMPLE),
        (CaseResult, RESULT_EXAMPLE),
        (Progress, PROGRESS_EXAMPLE),
    ],
)
def test_the_examples_of_cases_are_answers(model: type[Record], shown: dict[str, Any]) -> None:
    assert json.loads(model.model_validate(shown).model_dump_json()) == shown


def test_the_example_of_progress_is_what_a_returned_case_is_answered(office: Here) -> None:
    number = submitted(office, TWO).number
    office.read_all()
    returned(office, number, findings=(0,))
    seen, shown = seen_by(office.office, CHANNEL, number), Progress.model_validate(PROGRESS_EXAMPLE)
    same = replace(seen, number=shown.number, received_on=shown.received_on, due_date=shown.due_date)
    assert progress_of(same).model_copy(update={"todo": shown.todo}) == shown


def test_the_example_of_a_declaration_is_one() -> None:
    assert Application.model_validate(APPLICATION_EXAMPLE).items


def test_every_code_is_described_where_it_is_answered(described: dict[str, Any]) -> None:
    shown = set()
    for path in described["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                for code, example in answer["content"].get("application/problem+json", {}).get("examples", {}).items():
                    problem = ProblemDocument.model_validate(example["value"])
                    assert (problem.code, str(problem.status)) == (code, status)
                    shown.add(code)
    assert shown | {"route.unknown", "method.not_allowed"} == set(REFUSALS)


def test_nothing_described_loads_from_elsewhere(here: Here, described: dict[str, Any]) -> None:
    assert "://" not in json.dumps(described)
    assert here.client.get("/docs").status_code == 404


def test_the_regions_are_named(described: dict[str, Any]) -> None:
    form = described["paths"]["/v1/prechecks"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert form["properties"]["region"]["enum"] == ["example"]
    assert re.fullmatch(r"3\.\d+\.\d+", described["openapi"])


def test_the_page_for_integrators_lists_every_code() -> None:
    page = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
    assert [code for code in REFUSALS if f"`{code}`" not in page] == []


def test_requests_made_from_the_description_get_described_answers(running: Running, tmp_path: Path) -> None:
    """Made for the key's own channel: with any other nothing would be looked at."""
    description = httpx.get(f"{running.url}/v1/openapi.json").json()
    for path in ("/v1/prechecks", "/v1/cases"):
        form = description["paths"][path]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
        form["properties"]["channel"]["enum"] = [CHANNEL]
    (tmp_path / "openapi.json").write_text(json.dumps(description), encoding="utf-8")
    checks = (
        "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
        "response_headers_conformance", "ignored_auth", "unsupported_method",
    )  # fmt: skip
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "run", "openapi.json", "--url", running.url,
        "--header", f"Authorization: Bearer {running.key}", "--max-examples", "10", "--seed", "20261122",
        "--checks", ",".join(checks), "--phases", "examples,coverage,fuzzing", "--exclude-path", "/metrics",
        "--no-color",
    ]  # fmt: skip
    ran = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
