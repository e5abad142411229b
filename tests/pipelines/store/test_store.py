"""The store keeps every record with its findings and problems, finds it again, and lets it go; on both databases."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import OperationalError

from models.codes import Decision, Outcome
from models.error import UsageError, YancaiError
from pipelines.store.connecting import HEAD, VERSION_TABLE, open_engine
from pipelines.store.keeping import Store, put
from pipelines.store.queue_tables import NO_ENTRY
from pipelines.store.queue_tables import cases as queued_cases
from pipelines.store.search import Search
from pipelines.store.tables import bodies, findings, lookups, papers, problems, records
from tests.pipelines.fakes import ID_NUMBER
from tests.pipelines.store.records import damaged, declared, key_of, record

METADATA = queued_cases.metadata
"""All tables, the queue's among them."""
_FIRST = {"records", "bodies", "papers", "findings", "problems", "lookups", "lookup_key"}


def cases(store: Store, **words: object) -> list[str]:
    """The case ids that match."""
    search = Search(**words)  # type: ignore[arg-type]
    found = [kept.record.case_id for kept in store.search(search)]
    assert store.count(search) == len(found)
    return found


def everything(place: str) -> Iterator[str]:
    """Every value in every table but the bodies, the staff and the key, as text."""
    engine = open_engine(place, create=False)
    with engine.connect() as connection:
        for table in METADATA.tables.values():
            if not table.name.endswith("bodies") and table.name not in ("lookup_key", "staff"):
                yield from (str(value) for row in connection.execute(select(table)) for value in row)
    engine.dispose()


def sizes(place: str) -> dict[str, int]:
    """How many rows each table of a record has."""
    engine = open_engine(place, create=False)
    with engine.connect() as connection:
        tables = (records, bodies, papers, findings, problems, lookups)
        found = {one.name: connection.execute(select(func.count()).select_from(one)).scalar_one() for one in tables}
    engine.dispose()
    return found


def test_a_record_is_found_as_it_was_kept(store: Store) -> None:
    kept = record(application=declared(channel="窗口\0"), problems=(damaged("b.jpg"),))
    store.keep(key_of("1"), kept, final=True)
    found = store.find(key_of("1"))
    assert found is not None
    assert found.model_dump_json() == kept.model_dump_json()
    assert store.find(key_of("2")) is None


def test_every_finding_and_problem_is_a_row(store: Store, place: str) -> None:
    whole = record().documents[0].findings[0].model_copy(update={"reason": "material.missing", "rule": None})
    store.keep(key_of("1"), record(findings=(whole,), problems=(damaged("b.jpg"), damaged("c.jpg"))), final=True)
    assert {name: sizes(place)[name] for name in ("records", "bodies", "papers", "findings", "problems")} == {
        "records": 1, "bodies": 1, "papers": 1, "findings": 2, "problems": 2,
    }  # fmt: skip
    engine = open_engine(place, create=False)
    with engine.connect() as connection:
        rows = connection.execute(select(findings.c.paper, findings.c.reason, findings.c.rule)).all()
    engine.dispose()
    assert [tuple(row) for row in rows] == [(None, "material.missing", None), (0, "seal.present", "certificate")]


def test_the_same_record_is_kept_once(store: Store, place: str) -> None:
    for _ in range(2):
        store.keep(key_of("1"), record(), final=True)
    store.keep(key_of("1"), record(), final=False)
    assert sizes(place)["records"] == 1
    assert store.find(key_of("1")) is not None


def test_a_record_that_was_not_final_is_never_found_and_gives_way(store: Store, place: str) -> None:
    store.keep(key_of("1"), record(documents=(), decision=Decision.REVIEW), final=False)
    assert store.find(key_of("1")) is None
    assert cases(store, decision=Decision.REVIEW) == ["a"]
    store.keep(key_of("1"), record(), final=True)
    found = store.find(key_of("1"))
    assert found is not None
    assert found.decision is Decision.ACCEPT
    assert sizes(place)["records"] == 1


def test_the_same_papers_under_two_names_are_two_records(store: Store) -> None:
    store.keep(key_of("1"), record("a"), final=True)
    store.keep(key_of("1"), record("b"), final=True)
    assert cases(store) == ["a", "b"]


def test_runs_at_the_same_time_keep_a_record_once(bare_place: str) -> None:
    def keep(number: int) -> None:
        store = Store.open(bare_place, create=True)
        for case in range(5):
            store.keep(key_of(str(case)), record(str(case)), final=True)
        store.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(keep, range(4)))
    assert sizes(bare_place)["records"] == 5


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({}, ["a", "b", "c"]),
        ({"case": "a"}, ["a"]),
        ({"case": "A-7"}, ["b"]),
        ({"case": "nobody"}, []),
        ({"person": "王芳"}, ["b"]),
        ({"person": " 王 芳"}, ["b"]),
        ({"person": "11010519491231002１"}, ["b"]),
        ({"person": "6217000001"}, ["b"]),
        ({"person": ID_NUMBER}, ["a", "b", "c"]),
        ({"person": "王"}, []),
        ({"region": "other"}, ["c"]),
        ({"decision": Decision.RESUBMIT}, ["c"]),
        ({"finding": "seal.missing"}, ["c"]),
        ({"finding": "seal"}, ["c"]),
        ({"finding": "certificate", "outcome": Outcome.PASS}, ["a", "b"]),
        ({"outcome": Outcome.FAIL}, ["c"]),
        ({"problem": "file.damaged"}, ["b"]),
        ({"problem": "file.empty"}, []),
        ({"person": "王芳", "decision": Decision.RESUBMIT}, []),
    ],
    ids=str,
)
def test_what_a_back_office_looks_for(store: Store, words: dict[str, object], found: list[str]) -> None:
    store.keep(key_of("1"), record("a"), final=True)
    store.keep(key_of("2"), record("b", application=declared("A-7"), problems=(damaged("x"),)), final=True)
    store.keep(key_of("3"), record("c", "缺章", region="other"), final=True)
    assert cases(store, **words) == found


def keep_on(place: str, *days: datetime) -> None:
    """Keep a record at each of these times, named 0, 1, 2 ..."""
    for number, moment in enumerate(days):
        store = Store(open_engine(place, create=True), now=lambda moment=moment: moment)  # type: ignore[misc]
        store.keep(key_of(str(number)), record(str(number), f"张{number}三"), final=True)
        store.close()


EVENING, MORNING, NEXT = (datetime(2026, 11, day, hour, tzinfo=UTC) for day, hour in ((1, 15), (1, 16), (2, 16)))
"""In China late on the 1st, early on the 2nd, early on the 3rd."""


def test_days_are_those_of_china(store: Store, place: str) -> None:
    keep_on(place, EVENING, MORNING, NEXT)
    assert cases(store, since=date(2026, 11, 2), until=date(2026, 11, 2)) == ["1"]
    assert cases(store, until=date(2026, 11, 1)) == ["0"]
    assert [kept.kept_on.day for kept in store.search(Search())] == [1, 2, 3]


def test_purging_takes_what_is_older_with_all_that_belongs_to_it(store: Store, place: str) -> None:
    keep_on(place, EVENING, MORNING, NEXT)
    assert store.purge(date(2026, 11, 3), dry=True) == 2
    assert cases(store) == ["0", "1", "2"]
    assert store.purge(date(2026, 11, 3)) == 2
    assert cases(store) == ["2"]
    assert sizes(place) == {"records": 1, "bodies": 1, "papers": 1, "findings": 1, "problems": 0, "lookups": 3}
    assert store.purge(date(2026, 11, 3)) == 0
    assert store.find(key_of("0")) is None


def test_names_and_numbers_stand_in_the_bodies_only(store: Store, place: str) -> None:
    kept = record(
        "王芳110105194912310021", application=declared("王芳-1"), problems=(damaged("王芳身份证.jpg"),), notice="王芳"
    )
    store.keep(key_of("1"), kept, final=True)
    assert cases(store, case="王芳110105194912310021") == ["王芳110105194912310021"]
    told = "\n".join(everything(place))
    assert not any(secret in told for secret in ("王芳", "张三", ID_NUMBER, "110105194912310021", "6217000001"))


def test_two_stores_have_different_digests(store: Store, place: str, tmp_path: Path) -> None:
    other = Store.open(str(tmp_path / "other.sqlite"), create=True)
    for one in (store, other):
        one.keep(key_of("1"), record(), final=True)
    other.close()
    digests = [{value for value in everything(where) if len(value) == 64} for where in (place, other_path(tmp_path))]
    assert digests[0] & digests[1] <= {key_of("1"), record().provenance.settings, NO_ENTRY}


def other_path(folder: Path) -> str:
    return str(folder / "other.sqlite")


def test_the_migrations_make_the_tables_the_program_works_with(store: Store, place: str) -> None:
    engine = open_engine(place, create=False)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == HEAD
        names = {index["name"] for table in METADATA.tables for index in inspect(connection).get_indexes(table)}
    engine.dispose()
    assert {index.name for table in METADATA.tables.values() for index in table.indexes} <= names


def test_a_store_of_an_earlier_version_keeps_what_it_holds(place: str) -> None:
    store = Store.open(place, create=True)
    store.keep(key_of("1"), record("before"), final=True)
    store.close()
    engine = open_engine(place, create=False)
    with engine.begin() as connection:  # as the first version left it: its own tables and nothing else
        for table in reversed(METADATA.sorted_tables):
            if table.name not in _FIRST:
                connection.execute(text(f"DROP TABLE {table.name}"))
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0001'"))
    engine.dispose()
    store = Store.open(place)
    assert cases(store) == ["before"]
    store.keep(key_of("2"), record("after"), final=True)
    assert cases(store, case="after") == ["after"]
    store.close()


def test_a_store_made_by_a_newer_program_is_refused(store: Store, place: str) -> None:
    engine = open_engine(place, create=False)
    with engine.begin() as connection:
        connection.execute(text("UPDATE yancai_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(UsageError, match="更新版本"):
        Store.open(place)


def test_a_database_without_a_store_is_not_made_one_by_asking(bare_place: str) -> None:
    if "://" not in bare_place:
        Path(bare_place).touch()
    with pytest.raises(UsageError, match="没有记录库"):
        Store.open(bare_place)


def test_a_record_of_another_version_is_told_without_its_text(store: Store, place: str) -> None:
    store.keep(key_of("1"), record(), final=True)
    engine = open_engine(place, create=False)
    with engine.begin() as connection:
        connection.execute(bodies.update().values(body='{"case_id": "张三", "unheard_of": 1}'))
    engine.dispose()
    with pytest.raises(YancaiError, match="本版本不能读取") as caught:
        list(store.search(Search()))
    assert "张三" not in str(caught.value)


def test_what_the_database_refuses_is_told_without_its_words(store: Store, place: str) -> None:
    engine = open_engine(place, create=False)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE findings RENAME COLUMN reason TO because"))
    engine.dispose()
    with pytest.raises(YancaiError, match="记录库无法使用") as caught:
        list(store.search(Search(finding="张三")))
    assert "张三" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_server_that_drops_its_connections_loses_nothing(store: Store, place: str) -> None:
    store.keep(key_of("1"), record("a"), final=True)
    if "://" in place:
        with psycopg.connect(place, autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    store.keep(key_of("2"), record("b"), final=True)
    assert cases(store) == ["a", "b"]


def test_a_database_that_fails_for_a_moment_is_tried_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("pipelines.store.keeping.time.sleep", waited.append)
    failures = iter([True, True, False])

    def fail_first(*words: Any) -> int:
        number = put(*words)
        if next(failures):
            raise OperationalError("INSERT", {}, RuntimeError("gone"))
        return number

    monkeypatch.setattr("pipelines.store.keeping.put", fail_first)
    store.keep(key_of("1"), record(), final=True)
    assert waited == [1.0, 4.0]
    assert cases(store) == ["a"]


def test_a_file_that_is_not_there_is_only_made_for_writing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有记录库"):
        Store.open(str(tmp_path / "none.sqlite"))
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UsageError, match="打不开"):
        Store.open(str(tmp_path / "none" / "s.sqlite"), create=True)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "s").write_text("not a database, but long enough to be taken for one" * 100)
    with pytest.raises(YancaiError, match="记录库无法使用"):
        Store.open(str(tmp_path / "s"))


@pytest.mark.parametrize("place", ["mysql://u:secret@h/d", "://secret", "postgresql://u:secret@h:port/d"], ids=str)
def test_places_that_are_none(place: str) -> None:
    with pytest.raises(UsageError) as caught:
        Store.open(place)
    assert "secret" not in str(caught.value)


def test_a_server_that_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(YancaiError, match="记录库无法使用") as caught:
        Store.open(f"postgresql://u:secret@/d?host={tmp_path}")
    assert "secret" not in str(caught.value)


def test_the_file_is_its_owners_and_writes_ahead(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    store = Store.open(str(path), create=True)
    store.keep(key_of("1"), record(), final=True)
    for name in ("s.sqlite", "s.sqlite-wal"):
        assert stat.S_IMODE(os.stat(tmp_path / name).st_mode) == 0o600
    store.close()


def test_purged_text_is_no_longer_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    store = Store.open(str(path), create=True)
    store.keep(key_of("1"), record(notice="MARK-OF-A-PERSON" * 500), final=True)
    store.purge(date(2999, 1, 1))
    store.close()
    assert all(b"MARK-OF-A-PERSON" not in file.read_bytes() for file in tmp_path.iterdir())
