"""A database as one file, taken while others write, and put back into an empty place.

SQLite copies itself as it is at one moment (VACUUM INTO: its online backup begins anew with every write of another
program, and so may never end); PostgreSQL has pg_dump and pg_restore, which must be installed and not be older than
the server. Passwords go to them by the environment: everybody can see a command line.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, NullPool, create_engine, inspect

from models.error import UsageError, YancaiError
from pipelines.store.connecting import CONNECT_SECONDS, VERSION_TABLE, open_engine, place_url, reaching, store_file
from pipelines.store.queue_tables import cases

metadata: Final = cases.metadata
"""All tables of the store, those of the queue too."""

SQLITE_DUMP: Final = "store.sqlite"
POSTGRESQL_DUMP: Final = "store.dump"
_BESIDE: Final = ("", "-wal", "-shm", "-journal")
"""A database's file and what SQLite keeps beside it: left behind by another one, it would be played back into ours."""


def dump(place: str, folder: Path) -> Path:
    """Put the database of a store, of whatever version, into a file of the folder, consistent in itself; the file.

    Raises UsageError where there is no store, YancaiError where it cannot be reached or copied.
    """
    source = store_file(place)
    tables = [] if source and not source.is_file() else our_tables(place)
    if not tables:
        raise UsageError("没有找到记录库，无法备份。请检查 --store 或设置 store.url。")
    out = folder / (SQLITE_DUMP if source else POSTGRESQL_DUMP)
    os.close(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    if source:
        _copy_sqlite(source, out)
    else:
        named = [f"--table={name}" for name in tables]
        _postgresql("pg_dump", place, "--format=custom", "--no-owner", "--no-privileges", f"--file={out}", *named)
    return out


def our_tables(place: str) -> list[str]:
    """The tables of a store that are in a database. Raises YancaiError where it cannot be reached."""
    url = place_url(place)
    wait = {} if store_file(place) else {"connect_timeout": CONNECT_SECONDS}
    engine = create_engine(url, hide_parameters=True, connect_args=wait, poolclass=NullPool)
    with reaching(), engine.connect() as connection:
        return sorted({*metadata.tables, VERSION_TABLE} & set(inspect(connection).get_table_names()))


def load(dumped: Path, place: str) -> None:
    """Put a dumped database into an empty place: a file that is not there, a server's database without our tables.

    Raises UsageError where the place is not empty or of the other kind, YancaiError where it cannot be written.
    """
    target = store_file(place)
    if (dumped.name == SQLITE_DUMP) != (target is not None):
        kind = "SQLite 文件" if dumped.name == SQLITE_DUMP else "PostgreSQL"
        raise UsageError(f"这份备份来自 {kind}，只能恢复到同类的记录库。请检查 --store。")
    refuse_full(place)
    if target:
        draft = target.with_name(target.name + ".part")
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        _copy_sqlite(dumped, draft)
        draft.replace(target)
    else:
        options = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
        _postgresql("pg_restore", place, *options, str(dumped))
    open_engine(place, create=False).dispose()


def refuse_full(place: str) -> None:
    """Raises UsageError where a store, or what is left of one, is at the place already."""
    target = store_file(place)
    beside = [target.with_name(target.name + ending) for ending in _BESIDE] if target else []
    for there in beside:
        if there.exists():
            raise UsageError(f"“{there}”已经存在。备份只恢复到新的位置，请先移走原有的记录库及其 -wal、-shm 文件。")
    if target is None and our_tables(place):
        raise UsageError("这个数据库中已有记录库。备份只恢复到空的数据库。")


def _copy_sqlite(source: Path, target: Path) -> None:
    try:
        reading = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
        with closing(reading) as there:
            there.execute("VACUUM INTO ?", (os.fspath(target),))
        with closing(sqlite3.connect(target)) as here:
            if here.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise YancaiError("记录库的副本未通过检查，可能已损坏。请检查磁盘。")
    except sqlite3.Error as error:
        raise YancaiError(f"记录库未能复制（{type(error).__name__}）。请检查磁盘空间和访问权限。") from None


def _postgresql(program: str, place: str, *options: str) -> None:
    """Run one of PostgreSQL's programs on the store's database."""
    url = place_url(place)
    where = ["--dbname", _conninfo(url)]
    try:
        ran = subprocess.run(
            [program, *where, *options], env=_environment(url), stdin=subprocess.DEVNULL, capture_output=True
        )
    except FileNotFoundError:
        raise UsageError(f"找不到程序 {program}。请安装 PostgreSQL 的客户端程序（postgresql-client）。") from None
    if ran.returncode:
        # What it says may quote a row.
        raise YancaiError(f"{program} 未能完成（{ran.returncode}）。请检查数据库服务、版本、访问权限和磁盘空间。")


def _conninfo(url: URL) -> str:
    named = {"host": url.host, "port": url.port, "user": url.username, "dbname": url.database}
    asked = {name: value for name, value in url.query.items() if isinstance(value, str) and name != "password"}
    return make_conninfo(**{name: str(value) for name, value in {**named, **asked}.items() if value is not None})


def _environment(url: URL) -> Mapping[str, str]:
    password = url.password or url.query.get("password")
    return {**os.environ, "PGPASSWORD": str(password)} if password else os.environ
