"""Every kind of rule has a check, a test of the same name and a section in docs/rules.md that tells all its reasons;
each reason is named in the check's docstring and reached by its test."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from models.rules import Rule
from pipelines.packs.loading import known_regions, load_pack

ROOT = Path(__file__).parents[2]
CHECKS = ROOT / "pipelines" / "checks"
NO_KINDS = {"__init__", "dispatch", "papers", "wording"}
DOCS = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
KINDS = sorted(get_args(kind.model_fields["kind"].annotation)[0] for kind in get_args(get_args(Rule)[0]))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_its_check_its_test_and_its_section(kind: str) -> None:
    assert (CHECKS / f"{kind}.py").is_file()
    assert (ROOT / "tests" / "pipelines" / "checks" / f"test_{kind}.py").is_file()
    assert f"\n### {kind} " in DOCS


def test_every_check_belongs_to_a_kind() -> None:
    assert sorted({path.stem for path in CHECKS.glob("*.py")} - NO_KINDS) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_the_section_tells_every_reason(kind: str) -> None:
    code = (CHECKS / f"{kind}.py").read_text(encoding="utf-8")
    section = DOCS.split(f"\n### {kind} ")[1].split("\n### ")[0]
    prefix = {"hospital_grade": "grade", "same_person": "person", "id_number": "id"}.get(kind, kind)
    reasons = set(re.findall(rf'"({prefix}\.[a-z_]+)"', code))
    assert reasons
    assert reasons == set(re.findall(rf"`({prefix}\.[a-z_]+)`", section))
    assert reasons == set(re.findall(rf"\b({prefix}\.[a-z_]+)", code.split("Reasons:")[1].split('"""')[0]))
    test = (ROOT / "tests" / "pipelines" / "checks" / f"test_{kind}.py").read_text(encoding="utf-8")
    assert sorted(reasons - set(re.findall(rf'"({prefix}\.[a-z_]+)"', test))) == []


def test_the_manual_names_every_rule_that_papers_cannot_answer() -> None:
    unchecked = {one.id for code in known_regions() for one in load_pack(code).unchecked}
    assert sorted(name for name in unchecked if f"`{name}`" not in DOCS) == []


def test_the_manual_names_every_key_of_every_kind() -> None:
    of_every_kind = {"id", "kind", "since", "until", "source", "assumed", "blocks", "tolerated"}
    for rule in get_args(get_args(Rule)[0]):
        kind = get_args(rule.model_fields["kind"].annotation)[0]
        section = DOCS.split(f"\n### {kind} ")[1].split("\n### ")[0]
        assert [key for key in sorted({*rule.model_fields} - of_every_kind) if f"`{key}`" not in section] == [], kind
    assert [key for key in sorted(of_every_kind) if f"`{key}" not in DOCS] == []
