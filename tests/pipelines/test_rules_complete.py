"""Every kind of rule has a check, a test of the same name and a section in docs/rules.md that tells all its reasons;
each reason is named in the check's docstring and reached by its test."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from models.rules import Rule

ROOT = Path(__file__).parents[2]
CHECKS = ROOT / "pipelines" / "checks"
NO_KINDS = {"__init__", "dispatch", "papers"}
DOCS = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
KINDS = sorted(get_args(kind.model_fields["kind"].annotation)[0] for kind in get_args(get_args(Rule)[0]))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_its_check_its_test_and_its_section(kind: str) -> None:
    assert (CHECKS / f"{kind}.py").is_file()
    assert (ROOT / "tests" / "pipelines" / "checks" / f"test_{kind}.py").is_file()
    assert f"\n### {kind}\n" in DOCS


def test_every_check_belongs_to_a_kind() -> None:
    assert sorted({path.stem for path in CHECKS.glob("*.py")} - NO_KINDS) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_the_section_tells_every_reason(kind: str) -> None:
    code = (CHECKS / f"{kind}.py").read_text(encoding="utf-8")
    section = DOCS.split(f"\n### {kind}\n")[1].split("\n### ")[0]
    prefix = {"hospital_grade": "grade", "same_person": "person", "id_number": "id"}.get(kind, kind)
    reasons = set(re.findall(rf'"({prefix}\.[a-z_]+)"', code))
    assert reasons
    assert reasons == set(re.findall(rf"`({prefix}\.[a-z_]+)`", section))
    assert reasons == set(re.findall(rf"\b({prefix}\.[a-z_]+)", code.split("Reasons:")[1].split('"""')[0]))
    test = (ROOT / "tests" / "pipelines" / "checks" / f"test_{kind}.py").read_text(encoding="utf-8")
    assert sorted(reasons - set(re.findall(rf'"({prefix}\.[a-z_]+)"', test))) == []
