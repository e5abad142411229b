"""A case is taken when it is whole: unchanged for a while, nothing unfinished, nobody writing; links are refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipelines.gather import CaseFiles, gather_batch
from pipelines.whole import Settling, being_written, handed_in, is_draft


class Clock:
    """A clock that stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def put(folder: Path, name: str, text: str = "paper 甲") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


class Watch:
    """A folder and what settles in it; a look takes what is whole."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder, self.clock = folder, clock
        self.settling = Settling(folder, 10.0, clock)

    def look(self, seconds: float = 0.0) -> list[CaseFiles]:
        self.clock.now += seconds
        whole = self.settling.whole(handed_in(gather_batch(self.folder, None)))
        return [case for one in whole if (case := self.settling.take(one))]

    def names(self, seconds: float = 0.0) -> list[str]:
        return [case.case_id for case in self.look(seconds)]


@pytest.fixture
def watch(tmp_path: Path, clock: Clock) -> Watch:
    return Watch(tmp_path, clock)


def test_a_case_is_taken_once_when_nothing_has_changed_for_so_long(watch: Watch) -> None:
    put(watch.folder, "甲/1.jpg")
    put(watch.folder, "乙.jpg")
    assert watch.names() == []
    assert watch.names(9.9) == []
    assert watch.names(0.1) == ["乙.jpg", "甲"]
    assert watch.names(100) == []
    assert not watch.settling.waiting()


def test_every_change_begins_the_waiting_anew(watch: Watch) -> None:
    path = put(watch.folder, "甲/1.jpg")
    watch.names()
    watch.names(8)
    put(watch.folder, "甲/2.jpg")
    assert watch.names(8) == []
    path.write_text("paper longer")
    assert watch.names(8) == []
    assert watch.names(10) == ["甲"]


def test_a_case_that_grows_after_it_was_read_is_read_anew(watch: Watch) -> None:
    put(watch.folder, "甲/1.jpg")
    watch.names()
    assert watch.names(10) == ["甲"]
    put(watch.folder, "甲/2.jpg")
    assert watch.names() == []
    assert watch.settling.waiting()
    (case,) = watch.look(10)
    assert [file.name for file in case.files] == ["1.jpg", "2.jpg"]


def test_a_file_replaced_by_one_of_the_same_size_and_time_is_seen(watch: Watch) -> None:
    path = put(watch.folder, "甲/1.jpg", "paper 甲")
    watch.names()
    assert watch.names(10) == ["甲"]
    other = put(watch.folder, ".new", "paper 乙")
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.replace(path)
    watch.names()
    assert watch.names(10) == ["甲"]


def test_unfinished_hidden_and_empty_things_are_passed_over(watch: Watch) -> None:
    for name in ("a.jpg.part", "b.TMP", ".hidden.jpg", "Thumbs.db", "丙/x.tmp", "~$c.docx"):
        put(watch.folder, name)
    (watch.folder / "空").mkdir()
    watch.names()
    assert watch.names(10_000) == []
    assert not watch.settling.waiting()


def test_a_case_waits_long_for_an_unfinished_file_and_then_goes_without_it(watch: Watch) -> None:
    put(watch.folder, "甲/1.jpg")
    draft = put(watch.folder, "甲/2.jpg.part")
    watch.names()
    assert watch.names(60) == []
    draft.rename(watch.folder / "甲/2.jpg")
    watch.names()
    (case,) = watch.look(10)
    assert [file.name for file in case.files] == ["1.jpg", "2.jpg"]
    put(watch.folder, "甲/3.jpg.part")
    watch.names()
    (case,) = watch.look(600)
    assert [file.name for file in case.files] == ["1.jpg", "2.jpg"]


def test_a_file_that_is_open_for_writing_is_waited_for(watch: Watch) -> None:
    path = put(watch.folder, "甲/1.jpg")
    watch.names()
    with path.open("ab"):
        if not being_written(path):
            pytest.skip("this file system tells nobody who writes")
        assert watch.names(20) == []
    assert watch.names() == ["甲"]


def test_reading_is_no_writing_and_nothing_is_left_behind(tmp_path: Path) -> None:
    path = put(tmp_path, "1.jpg")
    with path.open("rb"):
        assert not being_written(path)
    assert not being_written(tmp_path / "missing")
    with path.open("ab"):  # a lease that was kept would make this wait
        pass


def test_links_are_told_of_and_never_read(watch: Watch, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = put(tmp_path_factory.mktemp("outside"), "secret.jpg")
    inside = put(watch.folder, "甲/1.jpg")
    (watch.folder / "甲/2.jpg").symlink_to(inside)
    (watch.folder / "甲/3.jpg").symlink_to(outside)
    (watch.folder / "乙.jpg").symlink_to(outside)
    (watch.folder / "丙.jpg").symlink_to(inside)
    (watch.folder / "丁").symlink_to(watch.folder / "甲")
    (watch.folder / "甲/application.json").symlink_to(outside)
    watch.names()
    cases = {case.case_id: case for case in watch.look(10)}
    read = {case_id: [file.name for file in case.files] for case_id, case in cases.items()}
    assert read == {"甲": ["1.jpg"], "乙.jpg": [], "丙.jpg": [], "丁": []}
    assert {problem.code for case in cases.values() for problem in case.problems} == {"file.link"}
    assert cases["甲"].application is None
    assert len(cases["甲"].problems) == 3


def test_a_case_that_goes_away_is_forgotten_and_a_new_one_of_its_name_is_read(watch: Watch) -> None:
    path = put(watch.folder, "甲.jpg")
    watch.names()
    assert watch.names(10) == ["甲.jpg"]
    path.unlink()
    assert watch.names() == []
    put(watch.folder, "甲.jpg")
    watch.names()
    assert watch.names(10) == ["甲.jpg"]


def test_what_changes_between_the_look_and_the_reading_is_not_taken(watch: Watch) -> None:
    path = put(watch.folder, "甲.jpg")
    watch.names()
    watch.clock.now += 10
    (whole,) = watch.settling.whole(handed_in(gather_batch(watch.folder, None)))
    path.write_text("paper longer")
    assert watch.settling.take(whole) is None


@pytest.mark.parametrize("name", ["a.part", "A.PART", "b.crdownload", "x.tmp", "~$d.docx", "y.jpg~", ".~lock.z#"])
def test_names_of_unfinished_files(name: str) -> None:
    assert is_draft(name)
    assert not is_draft("申请表.jpg")
