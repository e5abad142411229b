"""What the applicant is told: the paper, the place, the rule's words, what to do; each point once."""

from __future__ import annotations

import pytest

from models.codes import DocType, Outcome, SealKind
from models.finding import Problem
from models.place import Box, Evidence
from models.rules import MaterialRule, SealRule
from pipelines.checks import material, seal
from pipelines.checks.papers import Case
from pipelines.decide import Judged
from pipelines.notice import notice, part_of_page, place_of
from tests.pipelines.builders import HOSPITAL, OTHER_HOSPITAL, case, paper, sum_of, unreadable
from tests.pipelines.builders import seal as pressed

SEAL = SealRule(
    id="s", kind="seal", applies_to=(DocType.DIAGNOSIS_CERTIFICATE,), accepted=(SealKind.OFFICIAL,), source="需加盖公章"
)
LAB = MaterialRule(
    id="r", kind="material", label="化验单", any_of=(DocType.LAB_REPORT,), if_absent=Outcome.FAIL, source="需提供化验单"
)
VISIT = LAB.model_copy(
    update={"id": "v", "label": "门诊病历", "any_of": (DocType.OUTPATIENT_RECORD,), "if_absent": Outcome.UNSURE}
)
SEALED = paper(hospital_name=HOSPITAL, seals=(pressed(text=OTHER_HOSPITAL),))


def missing(rule: MaterialRule, whole: Case) -> Judged:
    return Judged(rule, material.check(whole, rule))


def test_a_point_names_paper_place_rule_and_remedy() -> None:
    judged = Judged(SEAL, seal.check(case(SEALED), SEALED, SEAL), SEALED)
    assert notice([judged], []) == (
        f"1. 《诊断证明书》（a.jpg 第1页）由“{HOSPITAL}”出具，印章读作“{OTHER_HOSPITAL}”，"
        "请由出具医院加盖其公章后重新提交（位置：第1页左上部；规定：“需加盖公章”）。"
    )


def test_what_is_missing_comes_first_and_what_is_only_usual_last() -> None:
    whole = case(SEALED)
    broken: Problem = unreadable()
    lines = notice([missing(VISIT, whole), missing(LAB, whole), missing(LAB, whole)], [broken]).splitlines()
    assert lines == [
        "1. 已查看所交的 1 份材料，未找到化验单，请补充提交（规定：“需提供化验单”）。",
        f"2. {broken.message}",
        "3. 已查看所交的 1 份材料，未找到门诊病历，通常应有此项，如有请一并提交（规定：“需提供化验单”）。",
    ]


@pytest.mark.parametrize(
    ("box", "part"),
    [
        ((0.7, 0.8, 0.9, 0.95), "右下部"),
        ((0.4, 0.1, 0.6, 0.2), "上部"),
        ((0.05, 0.4, 0.2, 0.6), "左侧"),
        ((0.0, 0.7, 1.0, 0.9), "下部"),
    ],
)
def test_a_place_is_one_of_nine_parts(box: tuple[float, float, float, float], part: str) -> None:
    place = Box.model_validate(box)
    assert part_of_page(place) == part
    assert place_of([Evidence(source=sum_of("a.jpg"), page=1, box=place)], {}) == f"第2页{part}"


def test_the_place_is_that_on_the_upright_page() -> None:
    corner = Evidence(source=sum_of("a.jpg"), page=0, box=Box(left=0.7, top=0.1, right=0.9, bottom=0.2))
    assert place_of([corner], {(corner.source, 0): 90}) == "第1页右下部"


def test_whole_pages_and_several_papers_have_no_place() -> None:
    corner = Box(left=0.1, top=0.1, right=0.2, bottom=0.2)
    everything = Evidence(source=sum_of("a.jpg"), page=0, box=Box(left=0, top=0, right=1, bottom=1))
    two = [Evidence(source=sum_of(name), page=0, box=corner) for name in ("a.jpg", "b.jpg")]
    assert place_of([everything], {}) == place_of(two, {}) == place_of([], {}) == ""
