"""The pictures of a case's pages: what is masked is covered, and what nobody knows yet is shown in clear only."""

from __future__ import annotations

import re

from httpx2 import Response

from models.place import Evidence
from pipelines.pages.protection import ROOT
from pipelines.report.mask import personal_places
from pipelines.review import audit, claims, readings
from pipelines.review.receiving import NewFile, hand_in
from pipelines.review.sheet import case
from tests.pipelines.pages.conftest import CLERK, REVIEWER, Desk, text_of


def pictures_of(answer: Response) -> list[str]:
    """The addresses of the pictures on a page."""
    return re.findall(rf'image href="{ROOT}/([^"]+)"', answer.text)


def test_a_page_that_was_not_read_yet_is_shown_in_clear_only(desk: Desk) -> None:
    number, office = desk.numbers[0], desk.office
    other = case(office, desk.people[REVIEWER], desk.numbers[1]).files[0]
    jpeg = office.vault.picture(other.sha256, 0)
    brought = NewFile(other.name, other.sha256, other.bytes)
    hand_in(office, desk.people[CLERK], number, [brought])
    browser = desk.browser(REVIEWER)
    place, page = f"cases/{number}", f"cases/{number}/pages/{other.sha256}/0"
    masked = browser.get(place)
    assert "另有 1 页没有读出" in text_of(masked)
    assert page not in pictures_of(masked)
    assert browser.get(page).status_code == 404
    clear = browser.post(f"{place}/reveal")
    assert "没有读出" not in text_of(clear)
    assert page in pictures_of(clear)
    assert browser.get(page).content == jpeg


def test_a_case_nobody_could_read_has_no_masked_pictures(desk: Desk) -> None:
    number, office = desk.numbers[0], desk.office
    file = case(office, desk.people[REVIEWER], desk.numbers[1]).files[0]
    hand_in(office, desk.people[CLERK], number, [NewFile(file.name, file.sha256, file.bytes)])
    while (work := readings.take(office, "test", 60)) is not None and readings.fail(office, work, "died"):
        desk.clock.later(minutes=10)
    browser = desk.browser(REVIEWER)
    masked = browser.get(f"cases/{number}")
    assert pictures_of(masked) == []
    assert "页没有读出" in text_of(masked)
    pages = pictures_of(browser.post(f"cases/{number}/reveal"))
    assert pages
    assert all(browser.get(page).status_code == 200 for page in pages)
    browser.post(f"cases/{number}/hide")
    assert all(browser.get(page).status_code == 404 for page in pages)


def test_a_correction_to_nothing_leaves_the_cover_where_it_was(desk: Desk) -> None:
    number = desk.numbers[0]
    claims.claim(desk.office, desk.people[REVIEWER], number)
    browser = desk.browser(REVIEWER)
    seen = case(desk.office, desk.people[REVIEWER], number)
    assert seen.record is not None
    paper = next(one for one in seen.record.documents if one.fields["patient_name"].value == "孔军超")
    (place, *_) = paper.fields["patient_name"].evidence
    picture = f"cases/{number}/pages/{place.source}/{place.page}"
    covered = browser.get(picture).content
    told = {"document": paper.id, "field": "patient_name", "why": "", "value": ""}
    assert browser.post(f"cases/{number}/correct", record=seen.record_id, **told).status_code == 200
    assert browser.get(picture).content == covered


def test_only_pages_that_were_shown_are_told_of_in_the_log(desk: Desk) -> None:
    number, vault = desk.numbers[0], desk.office.vault
    file = case(desk.office, desk.people[REVIEWER], number).files[0]
    kept = vault.path(file.sha256).with_name(f"{file.sha256}.0.jpg")
    jpeg = kept.read_bytes()
    kept.unlink()
    try:
        browser = desk.browser(REVIEWER)
        (page,) = (one for one in pictures_of(browser.get(f"cases/{number}")) if file.sha256 in one)
        assert kept.exists()
        assert "page.viewed" not in [entry.action for entry in audit.export(desk.office)]
        browser.get(page)
        assert [entry.action for entry in audit.export(desk.office)].count("page.viewed") == 1
    finally:
        kept.write_bytes(jpeg)  # the vault is the other tests' too


def test_the_physicians_a_reviewer_judges_stay_to_be_seen(desk: Desk) -> None:
    record = case(desk.office, desk.people[REVIEWER], desk.numbers[0]).record
    assert record is not None
    signed = [place for paper in record.documents for one in paper.physicians for place in one.evidence]
    covers = list(personal_places(record))
    assert signed
    assert not any(overlap(place, cover) for place in signed for cover in covers)


def overlap(one: Evidence, other: Evidence) -> bool:
    """Whether two places share some of a page."""
    first, second = one.box, other.box
    across = min(first.right, second.right) > max(first.left, second.left)
    down = min(first.bottom, second.bottom) > max(first.top, second.top)
    return (one.source, one.page) == (other.source, other.page) and across and down
