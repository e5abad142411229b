"""A PostgreSQL server of the tests' own: in a temporary folder, on a Unix socket, ended with the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

_IN_MEMORY = Path("/dev/shm")
_ENOUGH = 1_000_000_000
"""Bytes: a server with some databases has a tenth of it."""
_ACCOUNT = "postgres"
"""Debian's account for the server, which refuses to run as root."""


def programs() -> Path | None:
    """Where Debian keeps the server's programs, of the newest version; None where it is not installed."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in found), key=lambda path: int(path.parent.name), default=None)


@contextmanager
def server(binaries: Path) -> Iterator[str]:
    """A running server; the URL of its database."""
    account = _ACCOUNT if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="yancai-postgres-", dir=_in_memory()))
    if account:
        owner = pwd.getpwnam(account)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"

    def run(*command: str | Path) -> None:
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        with (folder / "said").open("ab") as said:  # no pipe: the server would keep it open
            subprocess.run(command, user=account, cwd=folder, check=True, stdout=said, stderr=said, env=environment)

    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    try:
        run(binaries / "initdb", "-D", data, "-U", "yancai", "-A", "trust", "-E", "UTF8", "--no-sync")
        run(binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql://yancai@/postgres?host={folder}"
        finally:
            run(binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


@contextmanager
def database(server_url: str, template: str | None = None) -> Iterator[str]:
    """A new database on a server, empty or a copy of the one whose URL is ``template``; its URL.

    It goes with its test: some hundred would fill the memory, or take as long to remove as to make.
    """
    name = f"store_{uuid.uuid4().hex}"
    like = f" TEMPLATE {psycopg.conninfo.conninfo_to_dict(template)['dbname']}" if template else ""
    _ask(server_url, f"CREATE DATABASE {name}{like}")
    try:
        yield server_url.replace("/postgres?", f"/{name}?")
    finally:
        _ask(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def _ask(server_url: str, command: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(command.encode())


def _in_memory() -> Path | None:
    """Where files are made in a fifth of the time, if there is room; a database is a thousand of them."""
    roomy = _IN_MEMORY.is_dir() and shutil.disk_usage(_IN_MEMORY).free >= _ENOUGH
    return _IN_MEMORY if roomy else None
