"""A batch's cases enter the queue once each, also where a run was killed or a worker was lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.case import CaseRecord
from models.codes import Decision
from models.document import SourceFile
from pipelines.batch import PapersChangedError
from pipelines.gather import CaseFiles, gather_batch
from pipelines.review import readings
from pipelines.review.audit import export
from pipelines.review.claims import claim, release
from pipelines.review.correcting import Correction, correct
from pipelines.review.deciding import Ruling, accept
from pipelines.review.from_batch import QueueKeeper
from pipelines.review.purging import purge
from pipelines.review.queue import Filter, listed
from pipelines.review.receiving import BATCH_CHANNEL, hand_in
from pipelines.review.sheet import case
from pipelines.review.staff import Member
from pipelines.review.states import State
from pipelines.store.keeping import Store
from pipelines.store.search import Search
from tests.pipelines.review.offices import REGION, Desk, application, certificate, digest
from tests.pipelines.store.records import damaged, key_of, record


@pytest.fixture
def cases(tmp_path: Path) -> tuple[CaseFiles, ...]:
    """Two cases in folders."""
    for name in ("a", "b"):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "证明.jpg").write_bytes(name.encode())
    (tmp_path / "in" / "a" / "application.json").write_text(application("SQ-1").model_dump_json(), encoding="utf-8")
    return gather_batch(tmp_path / "in", None)


@pytest.fixture
def store(desk: Desk) -> Iterator[Store]:
    opened = Store.open(desk.place)
    yield opened
    opened.close()


def lost(case_id: str) -> CaseRecord:
    """The record of a case whose worker died."""
    return record(case_id, documents=(), problems=(damaged("证明.jpg"),), decision=Decision.REVIEW)


def test_a_case_enters_once_with_its_files_and_what_was_declared(
    desk: Desk, who: Member, store: Store, cases: tuple[CaseFiles, ...]
) -> None:
    for _ in range(2):  # a run that was killed before its journal held the case, and the one that resumed it
        keeper = QueueKeeper(desk.office, store, cases)
        for name in ("a", "b"):
            keeper.keep(key_of(name), record(name), final=True)
    lines = listed(desk.office, who, Filter())
    assert [(line.channel, line.state, line.reading) for line in lines] == [(BATCH_CHANNEL, State.NEW, False)] * 2
    assert store.count(Search()) == 2  # the queue shows the store's own records
    sheet = case(desk.office, who, lines[0].number)
    assert sheet.application is not None
    assert sheet.application.application_number == "SQ-1"
    assert [desk.office.vault.path(file.sha256).read_bytes() for file in sheet.files] == [b"a"]
    assert readings.waiting(desk.office) == 0


def test_a_case_whose_worker_was_lost_goes_to_a_person_until_it_is_read(
    desk: Desk, who: Member, store: Store, cases: tuple[CaseFiles, ...]
) -> None:
    keeper = QueueKeeper(desk.office, store, cases)
    for name in ("a", "b"):
        keeper.keep(key_of(name), lost(name), final=False)
    first, second = (line.number for line in listed(desk.office, who, Filter()))
    claim(desk.office, who, second)
    for name in ("a", "b"):
        keeper.keep(key_of(name), record(name), final=True)
    lines = listed(desk.office, who, Filter())
    assert {line.number for line in lines} == {first, second}
    read, held = case(desk.office, who, first).record, case(desk.office, who, second).record
    assert read is not None
    assert held is not None
    assert (len(read.documents), len(held.documents)) == (1, 0)  # what somebody works on stays as it is


def test_changed_papers_are_another_case_and_replace_an_open_one_of_the_same_number(
    desk: Desk, who: Member, store: Store, cases: tuple[CaseFiles, ...], tmp_path: Path
) -> None:
    QueueKeeper(desk.office, store, cases).keep(key_of("a"), record("a"), final=True)
    [old] = (line.number for line in listed(desk.office, who, Filter()))
    (tmp_path / "in" / "a" / "病历.jpg").write_bytes(b"more")
    QueueKeeper(desk.office, store, gather_batch(tmp_path / "in", None)).keep(key_of("a2"), record("a"), final=True)
    [new] = (line.number for line in listed(desk.office, who, Filter()))
    assert case(desk.office, who, old).superseded_by == new
    assert len(case(desk.office, who, new).files) == 2


def test_what_people_made_of_a_case_outlives_every_further_run(
    desk: Desk, who: Member, store: Store, cases: tuple[CaseFiles, ...]
) -> None:
    keeper = QueueKeeper(desk.office, store, cases)
    for name in ("a", "b"):
        keeper.keep(key_of(name), record(name, region=REGION), final=True)
    corrected, supplemented = (line.number for line in listed(desk.office, who, Filter()))
    claim(desk.office, who, corrected)
    seen = case(desk.office, who, corrected)
    assert seen.record is not None
    assert seen.record_id is not None
    paper = seen.record.documents[0].id
    new, _ = correct(desk.office, who, corrected, Correction(seen.record_id, paper, "patient_name", "李更正"))
    release(desk.office, who, corrected)
    hand_in(desk.office, who, supplemented, [desk.file(b"more")])
    desk.read(certificate(), certificate())
    newer = case(desk.office, who, supplemented).record_id
    for key in ("", " of another version"):
        for name in ("a", "b"):
            QueueKeeper(desk.office, store, cases).keep(key_of(name + key), record(name, region=REGION), final=True)
    assert case(desk.office, who, corrected).record_id == new
    assert case(desk.office, who, supplemented).record_id == newer


def test_a_lost_case_that_somebody_corrected_stays_as_it_is(
    desk: Desk, who: Member, store: Store, cases: tuple[CaseFiles, ...]
) -> None:
    keeper = QueueKeeper(desk.office, store, cases)
    keeper.keep(key_of("a"), record("a", region=REGION, problems=(damaged("证明.jpg"),)), final=False)
    [number] = (line.number for line in listed(desk.office, who, Filter()))
    claim(desk.office, who, number)
    seen = case(desk.office, who, number)
    assert seen.record is not None
    assert seen.record_id is not None
    paper = seen.record.documents[0].id
    new, _ = correct(desk.office, who, number, Correction(seen.record_id, paper, "patient_name", "李更正"))
    release(desk.office, who, number)
    keeper.keep(key_of("a"), record("a"), final=True)
    assert case(desk.office, who, number).record_id == new
    assert [entry.action for entry in export(desk.office) if entry.number == number].count("case.read") == 0


def test_a_lost_case_that_is_read_later_says_so_in_the_log(
    desk: Desk, who: Member, store: Store, cases: tuple[CaseFiles, ...]
) -> None:
    keeper = QueueKeeper(desk.office, store, cases)
    keeper.keep(key_of("a"), lost("a"), final=False)
    [number] = (line.number for line in listed(desk.office, who, Filter()))
    for _ in range(2):
        keeper.keep(key_of("a"), record("a"), final=True)
    assert [entry.action for entry in export(desk.office) if entry.number == number].count("case.read") == 1


def test_a_purged_case_whose_papers_still_lie_there_does_not_come_back(
    desk: Desk, who: Member, store: Store, cases: tuple[CaseFiles, ...], tmp_path: Path
) -> None:
    keeper = QueueKeeper(desk.office, store, cases)
    keeper.keep(key_of("a"), record("a"), final=True)
    [number] = (line.number for line in listed(desk.office, who, Filter()))
    claim(desk.office, who, number)
    record_id = case(desk.office, who, number).record_id
    assert record_id is not None
    accept(desk.office, who, number, Ruling(record_id, "齐全"))
    assert purge(desk.office, date(2027, 1, 1)).cases == 1
    QueueKeeper(desk.office, store, cases).keep(key_of("a"), record("a"), final=True)
    assert listed(desk.office, who, Filter(states=tuple(State))) == []
    assert store.count(Search()) == 0
    (tmp_path / "in" / "a" / "病历.jpg").write_bytes(b"more")  # other papers are another case
    QueueKeeper(desk.office, store, gather_batch(tmp_path / "in", None)).keep(key_of("a2"), record("a"), final=True)
    assert len(listed(desk.office, who, Filter())) == 1


def test_a_folder_that_grows_stands_in_the_queue_once(
    desk: Desk, who: Member, store: Store, cases: tuple[CaseFiles, ...], tmp_path: Path
) -> None:
    QueueKeeper(desk.office, store, cases).keep(key_of("b"), record("b"), final=True)
    [old] = (line.number for line in listed(desk.office, who, Filter()))
    (tmp_path / "in" / "b" / "病历.jpg").write_bytes(b"more")
    QueueKeeper(desk.office, store, gather_batch(tmp_path / "in", None)).keep(key_of("b2"), record("b"), final=True)
    [new] = (line.number for line in listed(desk.office, who, Filter()))
    assert case(desk.office, who, old).superseded_by == new
    claim(desk.office, who, new)
    (tmp_path / "in" / "b" / "检验.jpg").write_bytes(b"still more")
    QueueKeeper(desk.office, store, gather_batch(tmp_path / "in", None)).keep(key_of("b3"), record("b"), final=True)
    assert case(desk.office, who, new).holds  # what somebody works on stays
    assert len(listed(desk.office, who, Filter())) == 2


def test_another_persons_folder_of_the_same_name_replaces_nothing(
    desk: Desk, who: Member, store: Store, cases: tuple[CaseFiles, ...], tmp_path: Path
) -> None:
    QueueKeeper(desk.office, store, cases).keep(key_of("b"), record("b"), final=True)
    (tmp_path / "in" / "b" / "证明.jpg").write_bytes(b"of somebody else")
    QueueKeeper(desk.office, store, gather_batch(tmp_path / "in", None)).keep(key_of("b2"), record("b"), final=True)
    assert len(listed(desk.office, who, Filter())) == 2


def test_files_that_changed_since_they_were_read_are_not_queued(
    desk: Desk, who: Member, store: Store, cases: tuple[CaseFiles, ...], tmp_path: Path
) -> None:
    made = record("b")
    [paper] = made.documents
    read = (SourceFile(name="证明.jpg", sha256=digest("b"), pages=(0,)),)
    made = made.model_copy(update={"documents": (paper.model_copy(update={"sources": read}),)})
    (tmp_path / "in" / "b" / "证明.jpg").write_bytes(b"other")
    keeper = QueueKeeper(desk.office, store, cases)
    with pytest.raises(PapersChangedError):
        keeper.keep(key_of("b"), made, final=True)
    assert (listed(desk.office, who, Filter()), store.count(Search())) == ([], 0)
    (tmp_path / "in" / "b" / "证明.jpg").write_bytes(b"b")
    keeper.keep(key_of("b"), made, final=True)
    assert len(listed(desk.office, who, Filter())) == 1
