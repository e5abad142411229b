"""Backups of both databases with the cases' files and the keys: taken, checked, restored elsewhere, let go."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import select

from models.error import UsageError, YancaiError
from pipelines.backup import BackupRequest, RestoreRequest, run_backup, run_restore
from pipelines.review import audit
from pipelines.review.claims import claim
from pipelines.review.deciding import Ruling, accept
from pipelines.review.office import Office
from pipelines.review.queue import Filter, listed
from pipelines.review.sheet import case
from pipelines.review.staff import member
from pipelines.review.states import State
from pipelines.settings import OfficeOptions, ServiceOptions, Settings, StoreOptions
from pipelines.store.dumping import our_tables, refuse_full
from pipelines.store.queue_tables import case_files
from tests.pipelines.pages.filled import add_case, add_staff, open_office
from tests.pipelines.store.postgres import database
from tests.pipelines.waiting import eventually

MOMENT = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)  # 02:30 on the 23rd in China


class Places:
    """Where databases and folders of one kind may be made."""

    def __init__(self, kind: str, folder: Path, server_url: str | None, until: ExitStack) -> None:
        self.kind, self.folder, self._url, self._until = kind, folder, server_url, until

    def database(self, name: str) -> str:
        if self._url is None:
            return str(self.folder / f"{name}.sqlite")
        return self._until.enter_context(database(self._url))

    def settings(self, name: str, place: str) -> Settings:
        """An installation of its own."""
        return Settings(
            store=StoreOptions(url=place),
            office=OfficeOptions(vault=self.folder / name / "vault"),
            service=ServiceOptions(keys=self.folder / name / "keys.json"),
        )


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Places]:
    url = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    with ExitStack() as until:
        yield Places(request.param, tmp_path, url, until)


@pytest.fixture
def office(places: Places) -> Iterator[Office]:
    """An office with an accepted case, an open one, and a service's keys."""
    (places.folder / "first").mkdir()
    (places.folder / "first" / "keys.json").write_text('{"keys": []}')
    opened = open_office(places.database("first"), places.folder / "first")
    who = add_staff(opened)["周明"]
    done = add_case(opened, "sichuan-nanchong-complete")
    claim(opened, who, done)
    sheet = case(opened, who, done)
    assert sheet.record_id
    accept(opened, who, done, Ruling(sheet.record_id))
    add_case(opened, "jiangxi-shangrao-deficient")
    yield opened
    opened.close()


def settings_of(places: Places, office: Office) -> Settings:
    url = office.settings.store.url
    assert url
    return places.settings("first", url.get_secret_value())


def made(places: Places, office: Office, moment: datetime = MOMENT, keep: int | None = None) -> Path:
    folder = places.folder / "backups"
    assert run_backup(BackupRequest(folder, None, keep), settings_of(places, office), moment) == 0
    return folder / f"{(moment + timedelta(hours=8)):%Y%m%d-%H%M%S}"


def files_of(office: Office) -> set[str]:
    with office.reading() as connection:
        return set(connection.execute(select(case_files.c.sha256)).scalars())


def test_what_was_backed_up_is_restored_elsewhere(places: Places, office: Office) -> None:
    backup = made(places, office)
    who = member(office, "周明")
    add_case(office, "hubei-shennongjia-complete")  # after the backup
    elsewhere = places.settings("second", places.database("second"))
    assert run_restore(RestoreRequest(backup, None), elsewhere) == 0
    restored = Office.open(elsewhere)
    try:
        assert audit.verify(restored) is None
        search = Filter(states=tuple(State))
        before = {entry.number: entry.state for entry in listed(office, who, search)}
        after = {entry.number: entry.state for entry in listed(restored, member(restored, "周明"), search)}
        assert len(after) == 2
        assert after.items() <= before.items()
        assert files_of(restored)
        assert all(restored.vault.has(sum_) for sum_ in files_of(restored))
        assert (places.folder / "second" / "keys.json").read_text() == '{"keys": []}'
        add_case(restored, "hubei-shennongjia-deficient")  # its counters go on
    finally:
        restored.close()


def test_a_backup_taken_while_others_write_is_whole_in_itself(places: Places, office: Office) -> None:
    ended = Event()
    with office.changing() as change:
        change.note("system", "test.written", body="x" * 20_000_000)  # what is small is copied at one stroke anyhow

    def write() -> None:
        while not ended.is_set():
            with office.changing() as change:
                change.note("system", "test.written", body="x" * 2000)

    writer = Thread(target=write)
    writer.start()
    try:
        eventually(lambda: audit.head(office).entries >= 60)
        head = audit.head(office)
        backup = made(places, office)
        after = audit.head(office).entries
    finally:
        ended.set()
        writer.join()
    elsewhere = places.settings("second", places.database("second"))
    run_restore(RestoreRequest(backup, None), elsewhere)
    restored = Office.open(elsewhere)
    try:
        assert audit.verify(restored, head) is None
        assert head.entries <= audit.head(restored).entries <= after + 1
    finally:
        restored.close()


def test_nobody_else_may_read_a_backup_and_no_name_stands_in_its_list(places: Places, office: Office) -> None:
    backup = made(places, office)
    for path in [backup.parent, *(one for one in backup.parent.rglob("*") if one.name != "manifest.json")]:
        assert path.stat().st_mode & 0o077 == 0, path.name
    manifest = json.loads((backup / "manifest.json").read_text())
    assert set(manifest["vault"]) == files_of(office)
    assert set(manifest["files"]) == {"keys.json", "store.sqlite" if places.kind == "sqlite" else "store.dump"}
    assert not list(backup.parent.rglob("*.part"))


def test_a_backup_is_refused_where_a_store_lies_already(places: Places, office: Office) -> None:
    backup = made(places, office)
    with pytest.raises(UsageError, match=r"空的|已经存在"):
        run_restore(RestoreRequest(backup, None), settings_of(places, office))


@pytest.mark.parametrize("left", ["-wal", "-shm", "-journal"])
def test_what_a_moved_database_left_behind_is_not_played_back(tmp_path: Path, left: str) -> None:
    place = str(tmp_path / "store.sqlite")
    (tmp_path / f"store.sqlite{left}").write_bytes(b"of another database")
    with pytest.raises(UsageError, match=f"{left}”已经存在"):
        refuse_full(place)


def test_a_damaged_backup_is_refused_before_anything_is_written(places: Places, office: Office) -> None:
    whole = made(places, office)
    elsewhere = places.settings("second", places.database("second"))
    for harm in (_harm_database, _harm_file, _lose_file, _harm_manifest):
        copy = places.folder / harm.__name__
        shutil.copytree(whole.parent, copy)
        harm(copy / whole.name)
        for check in (False, True):
            with pytest.raises(UsageError, match="损坏"):
                run_restore(RestoreRequest(copy / whole.name, None, check), elsewhere)
    assert not (places.folder / "second").exists()
    if places.kind == "sqlite":
        assert not (places.folder / "second.sqlite").exists()
    else:
        url = elsewhere.store.url
        assert url
        assert our_tables(url.get_secret_value()) == []


def _harm_database(backup: Path) -> None:
    dumped = next(backup.glob("store.*"))
    dumped.write_bytes(dumped.read_bytes()[:-1] + b"?")


def _harm_file(backup: Path) -> None:
    next((backup.parent / "vault").glob("*/*")).write_bytes(b"something else")


def _lose_file(backup: Path) -> None:
    next((backup.parent / "vault").glob("*/*")).unlink()


def _harm_manifest(backup: Path) -> None:
    (backup / "manifest.json").write_text("{}")


def test_files_are_kept_once_and_go_with_the_last_backup_that_names_them(
    places: Places, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    made(places, office)
    stored = {path: path.stat().st_ino for path in (places.folder / "backups" / "vault").glob("*/*")}
    second = made(places, office, MOMENT + timedelta(days=1))
    assert {path: path.stat().st_ino for path in (places.folder / "backups" / "vault").glob("*/*")} == stored
    gone = sorted(files_of(office))[0]
    office.vault.drop(gone)
    third = made(places, office, MOMENT + timedelta(days=2), keep=1)
    assert not second.exists()
    assert third.exists()
    assert not list((places.folder / "backups" / "vault").rglob(gone))
    capsys.readouterr()
    assert run_restore(RestoreRequest(third, None, check=True), settings_of(places, office)) == 0
    assert "完整" in capsys.readouterr().out


def test_what_a_killed_backup_left_goes_with_the_next_one(places: Places, office: Office) -> None:
    folder = places.folder / "backups"
    old, running, foreign = (folder / name for name in ("20261121-023000.part", "20261122-100000.part", "notes.part"))
    for left in (old, running, foreign):
        left.mkdir(parents=True)
        (left / "store.sqlite").write_bytes(b"everything")
    half = folder / "vault" / "ab" / f"{'ab' * 32}.part"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half of a paper")
    os.utime(half, (0, 0))
    made(places, office)
    assert sorted(folder.rglob("*.part")) == sorted([running, foreign])


def test_a_second_backup_at_the_same_time_is_refused_and_harms_nothing(places: Places, office: Office) -> None:
    first = made(places, office)
    with (places.folder / "backups" / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(UsageError, match="另一次备份正在进行"):
            made(places, office, MOMENT + timedelta(days=1), keep=1)
    assert sorted(path.name for path in first.parent.iterdir()) == [".lock", first.name, "vault"]
    assert made(places, office, MOMENT + timedelta(days=2), keep=1).exists()


def test_where_a_kept_list_is_damaged_it_is_named_and_nothing_is_let_go(places: Places, office: Office) -> None:
    first, second = made(places, office), made(places, office, MOMENT + timedelta(days=1))
    _harm_manifest(second)
    before = sorted((first.parent / "vault").glob("*/*"))
    with pytest.raises(UsageError, match=f"{second.name}”的 manifest.json 已损坏"):
        made(places, office, MOMENT + timedelta(days=2), keep=2)
    assert first.exists()
    assert sorted((first.parent / "vault").glob("*/*")) == before


def test_a_damaged_file_of_the_vault_is_told_and_left_out(
    places: Places, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    harmed = sorted(files_of(office))[0]
    os.chmod(office.vault.path(harmed), 0o600)
    office.vault.path(harmed).write_bytes(b"rotten")
    backup = made(places, office)
    assert "1 个文件的内容与其校验值不符" in capsys.readouterr().err
    assert harmed not in json.loads((backup / "manifest.json").read_text())["vault"]


def test_without_a_store_there_is_nothing_to_back_up(places: Places, tmp_path: Path) -> None:
    empty = places.settings("none", places.database("none"))
    with pytest.raises(UsageError, match="没有找到记录库"):
        run_backup(BackupRequest(tmp_path / "backups", None), empty)
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [".lock"]
    with pytest.raises(UsageError, match="没有指定记录库"):
        run_backup(BackupRequest(tmp_path / "backups", None), Settings())


def test_a_server_that_cannot_be_reached_is_said_without_its_password(tmp_path: Path) -> None:
    place = "postgresql://yancai:geheim@127.0.0.1:9/none"
    with pytest.raises(YancaiError) as told:
        run_backup(BackupRequest(tmp_path / "backups", place), Settings())
    assert "geheim" not in str(told.value)
