"""The table of a run over cases: what became of each kind, and what held complete ones back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from models.case import CaseRecord
from models.codes import Decision, Outcome
from models.finding import Finding
from tests.bench.cases.judged import JudgedCase

_DECISIONS = (Decision.ACCEPT, Decision.REVIEW, Decision.RESUBMIT)


def print_table(cases: Sequence[JudgedCase]) -> None:
    """Print everything measured, as Markdown."""
    complete = [case for case in cases if case.kind.wanted is Decision.ACCEPT]
    deficient = [case for case in cases if case.kind.wanted is Decision.RESUBMIT]
    others = [case for case in cases if Decision.ACCEPT not in case.kind.right]
    print("\n| measure | asked | got |\n| --- | --- | --- |")
    print(f"| wrong accepts | 0 | {_share(others, Decision.ACCEPT)} |")
    print(f"| wrong resubmits of complete cases | at most 2 % | {_share(complete, Decision.RESUBMIT)} |")
    print(f"| complete cases accepted | at least 70 % | {_share(complete, Decision.ACCEPT)} |")
    print(f"| plainly deficient cases sent back | at least 70 % | {_share(deficient, Decision.RESUBMIT)} |")
    _named(cases)
    _kinds(cases)
    _unsure_rates(cases)
    _held_back(complete)
    _not_as_wanted(cases)


def _share(cases: Sequence[JudgedCase], decision: Decision) -> str:
    count = sum(case.record.decision is decision for case in cases)
    return f"{count} of {len(cases)} ({count / len(cases):.1%})" if cases else "-"


def _named(cases: Sequence[JudgedCase]) -> None:
    """Of the deficiencies for which it is told which checks see them: those that one of these points at."""
    told = [(case, checks) for case in cases for checks in case.kind.named_by]
    if told:
        count = sum(not pointing_at(case.record).isdisjoint(checks) for case, checks in told)
        print(f"| planned deficiencies that a check points at | - | {count} of {len(told)} ({count / len(told):.1%}) |")
    wrong = sum(case.record.decision not in case.kind.right for case in cases)
    print(f"| decisions other than the rules leave room for | - | {wrong} of {len(cases)} ({wrong / len(cases):.1%}) |")


def pointing_at(record: CaseRecord) -> set[str]:
    """The checks that fail or leave their answer open, and the stages with problems."""
    checks = {one.check for one in findings_of(record) if one.outcome in (Outcome.FAIL, Outcome.UNSURE)}
    return checks | {problem.stage for problem in record.problems}


def _kinds(cases: Sequence[JudgedCase]) -> None:
    counts: defaultdict[tuple[str, str], Counter[Decision]] = defaultdict(Counter)
    for case in cases:
        counts[case.kind.name, " or ".join(case.kind.right)][case.record.decision] += 1
    print("\n| kind of case | the rules say | accept | review | resubmit |\n| --- | --- | --- | --- | --- |")
    for (name, wanted), counted in sorted(counts.items(), key=lambda item: (item[0][1], item[0][0])):
        print(f"| {name} | {wanted} | " + " | ".join(str(counted[one]) for one in _DECISIONS) + " |")


def _unsure_rates(cases: Sequence[JudgedCase]) -> None:
    """How often each check leaves its answer open: of all its answers, and of those on complete cases."""
    everywhere, complete = Counter[tuple[str, Outcome]](), Counter[tuple[str, Outcome]]()
    for case in cases:
        for finding in findings_of(case.record):
            everywhere[finding.check, finding.outcome] += 1
            complete[finding.check, finding.outcome] += case.kind.wanted is Decision.ACCEPT
    print("\n| check | unsure, all cases | unsure, complete cases |\n| --- | --- | --- |")
    for check in sorted({check for check, _ in everywhere}):
        print(f"| {check} | {_unsure(everywhere, check)} | {_unsure(complete, check)} |")


def _unsure(counts: Counter[tuple[str, Outcome]], check: str) -> str:
    asked = sum(counts[check, outcome] for outcome in Outcome if outcome is not Outcome.NOT_APPLICABLE)
    unsure = counts[check, Outcome.UNSURE]
    return f"{unsure / asked:.1%} ({unsure}/{asked})" if asked else "-"


def _held_back(complete: Sequence[JudgedCase]) -> None:
    reasons = Counter(
        finding.reason
        for case in complete
        if case.record.decision is not Decision.ACCEPT
        for finding in findings_of(case.record)
        if finding.outcome in (Outcome.UNSURE, Outcome.FAIL)
    )
    print("\n| on complete cases that were not accepted | times |\n| --- | --- |")
    for reason, count in reasons.most_common():
        print(f"| {reason} | {count} |")


def _not_as_wanted(cases: Sequence[JudgedCase]) -> None:
    print("\nNot as the rules say:\n")
    for case in cases:
        if case.record.decision not in case.kind.right:
            print(f"- {case.name}, {case.kind.name}: {case.record.decision} instead of {case.kind.wanted}")
            for finding in findings_of(case.record):
                if finding.outcome in (Outcome.UNSURE, Outcome.FAIL):
                    print(f"    - {finding.outcome} {finding.reason}: {finding.message}")
            for problem in case.record.problems:
                print(f"    - problem {problem.code}: {problem.message}")


def findings_of(record: CaseRecord) -> Iterator[Finding]:
    """All findings of a case: its own, then its papers'."""
    yield from record.findings
    for document in record.documents:
        yield from document.findings
