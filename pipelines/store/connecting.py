"""Open a store: SQLite by a file's path, PostgreSQL by URL; its tables are brought up to this program's version."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from models.error import UsageError, YancaiError

_MIGRATIONS = "pipelines.store:migrations"
HEAD = "0004"
"""The newest of the migrations, the version of the tables this program works with."""
VERSION_TABLE = "yancai_version"
"""Where Alembic notes the version: not under its usual name, which another program in the database may use."""
_MIGRATION_LOCK = 7_201_126
"""Any number that nothing else in the database takes for its advisory lock."""
_MADE_BY = "它由 yancai staff add、serve 或 batch --store 建立。"
CONNECT_SECONDS = 10
"""A server that is there answers within; without a bound a wrong address is waited for over two minutes."""
_BUSY_MILLISECONDS = 30_000
"""How long a writer waits for another: a record is written in milliseconds, a purge of years in some seconds."""


def open_engine(place: str, *, create: bool) -> Engine:
    """An engine on the store at ``place``, a URL or the path of a SQLite file, with its tables ready.

    ``create``: a SQLite file that is not there is made (readable by its owner only). Raises UsageError where the place
    is none, YancaiError where it cannot be reached.
    """
    url = place_url(place)
    if url.get_backend_name() == "sqlite":
        _ready_file(url, create=create)
    wait = {"connect_timeout": CONNECT_SECONDS} if url.get_backend_name() == "postgresql" else {}
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=wait)
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        with reaching():
            _migrate(engine, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine


def store_file(place: str) -> Path | None:
    """The file a place names; None for a server. Raises UsageError where it is no place."""
    url = place_url(place)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


@contextmanager
def reaching() -> Iterator[None]:
    """What the database refuses becomes a message with its kind and no value: its own words may quote a record."""
    try:
        yield
    except DBAPIError as error:
        kind = type(error.orig).__name__
        raise YancaiError(
            f"记录库无法使用（{kind}）。请检查 --store 的地址、数据库服务、访问权限和磁盘空间；已完成的案件不受影响。"
        ) from None


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: SQLite then takes its lock at once instead of failing later."""
    return engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")


def place_url(place: str) -> URL:
    """What names the database. Raises UsageError for anything but SQLite and PostgreSQL.

    No message shows a URL: it may hold a password.
    """
    if "://" not in place:
        return URL.create("sqlite", database=place)
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        raise UsageError("--store 的地址有误。请写成 SQLite 文件路径或 postgresql://用户@主机/库名。") from None
    match url.get_backend_name():
        case "sqlite" if url.database:
            return url.set(drivername="sqlite")
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+psycopg")
        case name:
            raise UsageError(f"记录库不支持“{name}”。请用 SQLite 文件路径或 postgresql://用户@主机/库名。")


def _ready_file(url: URL, *, create: bool) -> None:
    path = Path(url.database or "")
    if not create and not path.is_file():
        raise UsageError(f"没有记录库“{path}”。{_MADE_BY}")
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise UsageError(f"记录库“{path}”打不开（{error.strerror}）。请检查文件夹是否存在、能否写入。") from error


def _set_up_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions begin where we say, tables included
    for pragma in (
        "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON",
        f"busy_timeout={_BUSY_MILLISECONDS}",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))


def _revision(connection: Connection) -> str | None:
    """The version of the tables in a database; None where there are none of ours."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one_or_none()
    return found


def _migrate(engine: Engine, *, create: bool) -> None:
    with engine.connect() as connection:
        current = _revision(connection)
    if current == HEAD:
        return
    if current is None and not create:
        raise UsageError(f"这个数据库中没有记录库。{_MADE_BY}请检查 --store 的地址。")
    with writing(engine).begin() as connection:
        _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    # Tables change with a release only: no process else pays for the import, which takes as long as SQLAlchemy's.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
    config = Config()
    config.set_main_option("script_location", _MIGRATIONS)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if _revision(connection) not in {None, *known}:
        raise UsageError("记录库由更新版本的程序建立，本版本不能使用。请升级 yancai。")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
