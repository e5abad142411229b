"""Every kind of drawn case, read perfectly, is judged as the rules say; the same seed gives the same case."""

from __future__ import annotations

from random import Random

import pytest

from pipelines.terms import Made
from tests.bench.cases.drawn import captured, plan_of, read_perfectly
from tests.bench.cases.judged import Draw, judge_from_truth, rules_of
from tests.bench.cases.kinds import COMPLETE, DEFICIENT, PAGED, REGIONS, Kind, kind_for
from tests.bench.cases.plan import plan_case, pool_of
from tests.bench.cases.table import print_table

KINDS = [(region, COMPLETE) for region in REGIONS] + [(kind.regions[-1], kind) for kind in DEFICIENT]


@pytest.mark.parametrize(("region", "kind"), KINDS, ids=[f"{kind.name} {region}" for region, kind in KINDS])
def test_a_case_read_perfectly_is_judged_as_the_rules_say(region: str, kind: Kind) -> None:
    plan = plan_case(region, kind, Random(f"test {region} {kind.name}"), pool_of("samples"))
    record = rules_of(region).judge("one", plan.application, (read_perfectly(plan), ()), Made("none", {}))
    assert record.decision is kind.wanted


def test_all_kinds_of_a_region_come_up() -> None:
    for region in REGIONS:
        drawn = {kind_for(region, number) for number in range(50)}
        assert drawn == {COMPLETE, PAGED, *(kind for kind in DEFICIENT if region in kind.regions)}


def test_a_record_in_two_files_is_declared_as_two() -> None:
    plan = plan_of(REGIONS[0], 6, 3)
    case = captured(plan)
    assert plan.kind is PAGED
    assert len(case.files) == len(plan.parts) + 1
    assert [item.file for item in case.application.items] == [file.name for file in case.files]


def test_the_same_seed_gives_the_same_papers() -> None:
    one, other = (plan_of(REGIONS[1], 0, 5) for _ in range(2))
    assert one.application == other.application
    assert [part.sheet.image.tobytes() for part in one.parts] == [part.sheet.image.tobytes() for part in other.parts]


def test_the_table_tells_what_became_of_each_kind(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(list(judge_from_truth(Draw(1, 5, "kept"))))
    told = capsys.readouterr().out
    assert "| wrong accepts | 0 |" in told
    assert "| complete | accept | 3 | 0 | 0 |" in told
