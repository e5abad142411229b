"""The sample cases give the records kept here, and those are what is true of them."""

import json

import pytest

from intake.ocr.replay import ReplayEngine
from models.case import CaseRecord
from samples.demo import differences, expected_cases
from tests.golden.cases import golden_of, kept, recording_of, run_case

NAMES = sorted(expected_cases())
# Another processor interpolates a little differently: boxes, scores and angles may move so far.
TOLERANCE = 0.03


@pytest.fixture(scope="module")
def records() -> dict[str, CaseRecord]:
    return {name: run_case(name, ReplayEngine.load([recording_of(name)])) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_the_case_is_judged_as_is_true_of_it(name: str, records: dict[str, CaseRecord]) -> None:
    assert differences(records[name], expected_cases()[name]) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_record_is_the_one_kept(name: str, records: dict[str, CaseRecord]) -> None:
    golden = json.loads(golden_of(name).read_text(encoding="utf-8"))
    assert rounded(json.loads(kept(records[name]))) == approximately(rounded(golden))


def test_the_same_input_gives_the_same_bytes(records: dict[str, CaseRecord]) -> None:
    name = NAMES[0]
    again = run_case(name, ReplayEngine.load([recording_of(name)]))
    assert again.model_dump_json() == records[name].model_dump_json()


def rounded(value: object) -> object:
    """Numbers as floats, so that 1 and 1.0 are one."""
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [rounded(one) for one in value]
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def approximately(value: object) -> object:
    """The value with every number inside it taken as within the tolerance."""
    if isinstance(value, dict):
        return {key: approximately(one) for key, one in value.items()}
    if isinstance(value, list):
        return [approximately(one) for one in value]
    return pytest.approx(value, abs=TOLERANCE) if isinstance(value, float) else value
