"""``make demo``: judge the six sample cases with the real program and hold the answers against what is true of them."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from models.case import CaseRecord
from models.record import Record
from pipelines.case import CaseRunner
from pipelines.gather import gather_case
from pipelines.opening import open_reader, open_rules
from pipelines.report.mask import Mask
from pipelines.report.text import print_case
from pipelines.report.view import view_case
from pipelines.settings import load_settings
from pipelines.terms import Terms

CASES = Path(__file__).parent / "cases"
OFFICE_LISTS = Path(__file__).parent / "office"
"""The samples' hospitals are invented, so that their office brings a list of its own."""
TODAY = date(2026, 11, 2)


class ExpectedFinding(Record):
    check: str
    outcome: str


class ExpectedCase(Record):
    """What must come out of a sample case: its decision, and every finding that stands against it."""

    region: str
    decision: str
    findings: tuple[ExpectedFinding, ...]


def expected_cases() -> dict[str, ExpectedCase]:
    """The truth of the sample cases by their folder's name."""
    listed = json.loads((CASES / "expected.json").read_text(encoding="utf-8"))
    return {name: ExpectedCase.model_validate(entry) for name, entry in listed.items()}


def differences(record: CaseRecord, expected: ExpectedCase) -> list[str]:
    """Where a record says something else than the truth; empty where it is right."""
    found = {(finding.check, str(finding.outcome)) for finding in record.findings}
    found |= {(finding.check, str(finding.outcome)) for paper in record.documents for finding in paper.findings}
    wanted = {(finding.check, finding.outcome) for finding in expected.findings}
    failed = {pair for pair in found if pair[1] == "fail"}
    wrong = [f"decision {record.decision}, expected {expected.decision}"] * (record.decision != expected.decision)
    wrong += [f"missing finding {check}: {outcome}" for check, outcome in sorted(wanted - found)]
    return wrong + [f"unexpected finding {check}: {outcome}" for check, outcome in sorted(failed - wanted)]


def main() -> int:
    """Check every sample case as ``yancai check`` does; exit code 1 where one is judged otherwise than its truth."""
    settings = load_settings().model_copy(update={"lists": OFFICE_LISTS})
    reader, right = None, 0
    cases = expected_cases()
    for name, expected in cases.items():
        terms = Terms(expected.region, "case", TODAY, settings)
        reader = reader or open_reader(terms)
        rules = open_rules(terms)
        sys.stdout.write(f"\n$ yancai check samples/cases/{name} --region {expected.region}\n\n")
        record = CaseRunner(reader, rules).run(gather_case([CASES / name])).record
        print_case(view_case(record, Mask(record)), rules.region_name, sys.stdout)
        wrong = differences(record, expected)
        right += not wrong
        sys.stdout.write("".join(f"与预期不符：{line}\n" for line in wrong) or "与预期相符。\n")
        sys.stdout.flush()
    sys.stdout.write(f"\n{len(cases)} 个示例案件中有 {right} 个的判断与预期相符。\n")
    return 0 if right == len(cases) else 1


if __name__ == "__main__":
    sys.exit(main())
