"""What is closed goes with everything that belongs to it; what is open, and what another case needs, stays."""

from __future__ import annotations

import os
import stat
import time
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.error import YancaiError
from pipelines.review.audit import export, verify
from pipelines.review.deciding import Ruling, accept
from pipelines.review.purging import purge
from pipelines.review.sheet import add_note, case
from pipelines.review.staff import Member
from pipelines.review.vault import Vault
from pipelines.store.keeping import Store
from pipelines.store.queue_tables import cases
from tests.pipelines.review.offices import Desk
from tests.pipelines.review.test_claims import refusal

_STAYS = {"staff", "audit", "audit_head", "lookup_key"}


def decided(desk: Desk, who: Member, *contents: bytes) -> str:
    """A case that was accepted."""
    files = tuple(desk.file(content) for content in contents)
    number = desk.held(who, files=files)
    record_id = case(desk.office, who, number).record_id
    assert record_id is not None
    add_note(desk.office, who, number, "齐全")
    accept(desk.office, who, number, Ruling(record_id, "齐全"))
    return number


def sizes(desk: Desk) -> dict[str, int]:
    """How many rows every table has that a case has something in."""
    with desk.office.reading() as connection:
        tables = [table for table in cases.metadata.tables.values() if table.name not in _STAYS]
        return {one.name: connection.execute(select(func.count()).select_from(one)).scalar_one() for one in tables}


def test_a_closed_case_leaves_nothing_but_its_entries_in_the_log(desk: Desk, who: Member) -> None:
    number = decided(desk, who, b"one", b"two")
    desk.office.vault.put_picture(desk.file(b"one").sha256, 0, b"picture")
    before = Store.open(desk.place)
    assert before.purge(date(2027, 1, 1)) == 0  # the queue's records stay until their cases go
    before.close()
    assert purge(desk.office, date(2026, 6, 1), dry=True).cases == 0
    dry = purge(desk.office, date(2026, 6, 2), dry=True)
    assert (dry.cases, sum(sizes(desk).values()) > 0) == (1, True)
    done = purge(desk.office, date(2026, 6, 2))
    assert (done.cases, done.files, done.open) == (1, 2, 0)
    assert set(sizes(desk).values()) == {0}
    assert [path for path in desk.office.vault.folder.rglob("*") if path.is_file()] == []
    assert refusal(lambda: case(desk.office, who, number)) == "case.unknown"
    assert [entry.action for entry in export(desk.office) if entry.number == number][-1] == "case.purged"
    assert verify(desk.office) is None


def test_open_cases_and_files_of_others_stay(desk: Desk, who: Member) -> None:
    decided(desk, who, b"shared", b"own")
    still_open = desk.ready(files=(desk.file(b"shared"),))
    done = purge(desk.office, date(2027, 1, 1))
    assert (done.cases, done.files, done.open) == (1, 1, 1)
    [file] = case(desk.office, who, still_open).files
    assert desk.office.vault.path(file.sha256).read_bytes() == b"shared"


def test_a_file_that_no_case_came_for_is_swept_after_a_day(desk: Desk) -> None:
    old, new = desk.file(b"left behind"), desk.file(b"on its way")
    long_ago = time.time() - 100_000
    os.utime(desk.office.vault.path(old.sha256), (long_ago, long_ago))
    purge(desk.office, date(2026, 6, 1))
    assert not desk.office.vault.has(old.sha256)
    assert desk.office.vault.has(new.sha256)


def test_what_a_killed_program_left_in_the_vault_is_swept(desk: Desk) -> None:
    vault, kept = desk.office.vault, desk.file(b"paper")
    desk.ready(files=(kept,))
    vault.put_picture("ab" * 32, 0, b"of a file that is gone")
    vault.put_picture(kept.sha256, 0, b"of a file that is there")
    lone, own = vault.folder / "ab" / f"{'ab' * 32}.0.jpg", vault.path(kept.sha256).with_name(f"{kept.sha256}.0.jpg")
    drafts = [vault.folder / "0123.part", lone.with_name(f"{lone.name}.0123.part")]
    running = vault.folder / "4567.part"
    for draft in (*drafts, running):
        draft.write_bytes(b"half of a paper")
    for path in (lone, own, *drafts):
        os.utime(path, (0, 0))
    purge(desk.office, date(2026, 6, 1))
    assert sorted(path for path in vault.folder.rglob("*") if path.is_file()) == sorted(
        [running, own, vault.path(kept.sha256)]
    )


def test_the_vault_keeps_a_file_once_and_for_its_owner_only(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    upload = tmp_path / "upload"
    upload.write_bytes(b"paper")
    sums = {vault.put(upload) for _ in range(2)}
    [sha256] = sums
    kept = [path for path in vault.folder.rglob("*") if path.is_file()]
    assert kept == [vault.path(sha256)]
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(vault.folder.stat().st_mode) == 0o700
    assert vault.picture(sha256, 0) is None
    vault.put_picture(sha256, 0, b"first")
    vault.put_picture(sha256, 0, b"second")
    assert vault.picture(sha256, 0) == b"second"
    vault.drop(sha256)
    vault.drop(sha256)
    assert [path for path in vault.folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "AB" * 32, "ab", "", "ab" * 32 + "\n"])
def test_a_vault_opens_nothing_but_sums(tmp_path: Path, name: str) -> None:
    vault = Vault(tmp_path)
    for call in (vault.has, vault.path, vault.drop, lambda sha256: vault.picture(sha256, 0)):
        with pytest.raises(ValueError, match="SHA-256"):
            call(name)


def test_what_the_disk_refuses_is_told_without_a_name(tmp_path: Path) -> None:
    with pytest.raises(YancaiError) as told:
        Vault(tmp_path / "vault").put(tmp_path / "李晓明.jpg")
    assert "李" not in str(told.value)
