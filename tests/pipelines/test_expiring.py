"""The list of recognitions that end: accepted cases only, the last of a person's, masked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models.error import UsageError
from pipelines.expiring import ExpiringRequest, days_listed, run_expiring
from pipelines.review.claims import claim
from pipelines.review.deciding import Ruling, accept, send_back
from pipelines.review.office import Office
from pipelines.review.sheet import case
from tests.pipelines.pages.filled import add_case, add_staff, open_office

COMPLETE, DEFICIENT = "hubei-shennongjia-complete", "hubei-shennongjia-deficient"


class Clock:
    """The office's clock."""

    now = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)  # already the 23rd in China

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Office]:
    opened = open_office(str(tmp_path / "store.sqlite"), tmp_path, clock)
    add_staff(opened)
    yield opened
    opened.close()


def decided(office: Office, name: str, copy: int = 0, *, returned: bool = False) -> str:
    """A sample case that was decided; its number."""
    from pipelines.review.staff import member

    who = member(office, "周明")
    number = add_case(office, name, copy)
    claim(office, who, number)
    sheet = case(office, who, number)
    assert sheet.record_id
    ruling = Ruling(sheet.record_id, "已核对")
    assert (send_back if returned else accept)(office, who, number, ruling)
    return number


def listed(
    office: Office,
    capsys: pytest.CaptureFixture[str],
    until: date,
    format_: str = "json",
    reveal: bool = False,
    since: date = date(2026, 11, 23),
) -> str:
    capsys.readouterr()
    assert run_expiring(ExpiringRequest(since, until, None, format_, None, reveal), office.settings) == 0
    return capsys.readouterr().out


def test_what_was_accepted_is_told_from_the_earliest_published_day_on(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    number = decided(office, COMPLETE)
    decided(office, DEFICIENT, returned=True)
    decided(office, "sichuan-nanchong-complete")
    assert json.loads(listed(office, capsys, date(2028, 11, 22))) == []
    (row,) = json.loads(listed(office, capsys, date(2028, 11, 23)))
    assert row["number"] == number
    assert (row["expires_on"], row["accepted_on"]) == ("2028-11-23", "2026-11-23")
    assert row["certain"] is False
    assert row["years"] == [2, 3, 5]
    assert row["rule"].startswith("部分病种有固定的复审期限")


def test_people_are_masked_unless_they_are_asked_for(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    decided(office, COMPLETE)
    until = date(2029, 1, 1)
    clear = json.loads(listed(office, capsys, until, reveal=True))[0]["applicant"]
    for format_ in ("json", "text", "csv"):
        said = listed(office, capsys, until, format_)
        assert clear not in said
        assert f"{clear[0]}*" in said
    assert "共 1 件。" in listed(office, capsys, until, "text")
    assert listed(office, capsys, until, "csv").startswith("\ufeff期满日,")


def test_what_is_no_day_is_refused_by_its_option() -> None:
    assert days_listed("2028-11-23", "2028-12-23") == (date(2028, 11, 23), date(2028, 12, 23))
    with pytest.raises(UsageError, match="--until"):
        days_listed(None, "明年")
    with pytest.raises(UsageError, match="--since"):
        days_listed("明年", None)


def test_days_between_which_nothing_can_end_are_refused() -> None:
    with pytest.raises(UsageError, match="--since"):
        days_listed(None, "2026-10-31")
    with pytest.raises(UsageError, match="--since"):
        days_listed("2028-12-23", "2028-12-22")
    assert days_listed("2028-12-23", "2028-12-23") == (date(2028, 12, 23), date(2028, 12, 23))
    assert days_listed("2099-01-01", None) == (date(2099, 1, 1), date(2099, 4, 1))


def test_the_list_is_of_the_next_ninety_days_where_nobody_says_otherwise() -> None:
    since, until = days_listed(None, None)
    assert since > date(2026, 11, 20)
    assert (until - since).days == 90


def test_what_ended_earlier_is_not_on_the_list_unless_it_is_asked_for(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    decided(office, COMPLETE)
    until = date(2032, 1, 1)
    days = [date(2028, 11, 23), date(2028, 11, 24), date(2029, 11, 24), date(2031, 11, 24)]
    rows = [json.loads(listed(office, capsys, until, since=day)) for day in days]
    assert [[row["expires_on"] for row in one] for one in rows] == [["2028-11-23"], ["2029-11-23"], ["2031-11-23"], []]
    assert not any(row["certain"] for one in rows for row in one)
    assert json.loads(listed(office, capsys, date(2029, 11, 22), since=days[1])) == []


def test_who_was_recognised_anew_is_not_listed_for_the_earlier_time(
    office: Office, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    decided(office, COMPLETE)
    clock.now = datetime(2028, 10, 9, 3, tzinfo=UTC)
    again = decided(office, COMPLETE, copy=1)
    rows = json.loads(listed(office, capsys, date(2030, 12, 31)))
    assert [row["number"] for row in rows] == [again]


@pytest.mark.parametrize(("days", "told"), [(1095, True), (1829, True), (1830, False), (None, False)])
def test_where_cases_are_purged_before_they_end_it_is_said(
    office: Office, capsys: pytest.CaptureFixture[str], days: int | None, told: bool
) -> None:
    store = office.settings.store.model_copy(update={"keep_days": days})
    settings = office.settings.model_copy(update={"store": store})
    request = ExpiringRequest(date(2026, 11, 23), date(2028, 1, 1), None, "json", None, reveal=False)
    assert run_expiring(request, settings) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == []
    assert ("至少 1830 天" in said.err) is told
