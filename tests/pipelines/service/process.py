"""The service as a process: ``python -m tests.fake_yancai serve`` (or the real command) on a port of its own."""

from __future__ import annotations

import json
import os
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

from pipelines.service.keys import KeyFile
from tests.pipelines.service.casework import CERTIFICATE, Files, case_form
from tests.pipelines.service.support import CHANNEL
from tests.pipelines.waiting import LONGEST, eventually
from tests.test_cli import environment

ROOT = Path(__file__).parents[3]
SOON_GIVEN_UP = {
    "YANCAI_SERVICE__SECONDS": "3", "YANCAI_BATCH__SECONDS_PER_CASE": "2", "YANCAI_BATCH__SECONDS_PER_FILE": "0",
    "YANCAI_SERVICE__PER_MINUTE": "1000000",
}  # fmt: skip
"""Of a service that does not wait long for a reading that hangs."""
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For requests without TLS: for each one httpx would load the system's authorities, which takes longer than to answer
it, on the same processors as the service that is waited for."""
_START = 300.0
"""Seconds a service may take to get ready: two engines at once on a machine that does other things."""


@dataclass
class Running:
    """A service that runs. ``folder`` holds its keys, its log and its uploads."""

    process: subprocess.Popen[bytes]
    folder: Path
    key: str
    region: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        return int(next(line["port"] for line in self.log() if line["event"] == "listening"))

    def log(self) -> list[dict[str, Any]]:
        """What it wrote; every line must be JSON."""
        text = (self.folder / "log").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def post(self, data: bytes, name: str = "证明.jpg", **said: Any) -> httpx.Response:
        """A pre-check."""
        headers = self.headers
        form = {"region": self.region, "channel": CHANNEL} | said
        files = {"file": (name, data)}
        where = f"{self.url}/v1/prechecks"
        return httpx.post(where, headers=headers, data=form, files=files, timeout=120, verify=NO_TLS)

    def submit(self, files: Files = CERTIFICATE, token: str | None = None) -> httpx.Response:
        """A case."""
        headers = self.headers | ({"Idempotency-Key": token} if token else {})
        return httpx.post(f"{self.url}/v1/cases", headers=headers, **case_form(files), timeout=120, verify=NO_TLS)

    def get(self, path: str) -> httpx.Response:
        """A question."""
        return httpx.get(f"{self.url}{path}", headers=self.headers, timeout=LONGEST, verify=NO_TLS)

    @property
    def headers(self) -> dict[str, str]:
        """What shows the channel's key."""
        return {"Authorization": f"Bearer {self.key}"}

    def workers(self) -> list[psutil.Process]:
        """Its worker processes."""
        children = psutil.Process(self.process.pid).children()
        return [child for child in children if _is_worker(child)]

    def stop(self) -> int:
        """Ask it to stop as a system does, every process of its group, and wait."""
        os.killpg(self.process.pid, signal.SIGTERM)
        return self.process.wait(LONGEST)


def _is_worker(process: psutil.Process) -> bool:
    try:
        return any("spawn_main" in word for word in process.cmdline())
    except psutil.Error:  # it has just ended
        return False


@contextmanager
def served(
    folder: Path, module: str = "tests.fake_yancai", region: str = "example", workers: int | None = 1, **changes: str
) -> Iterator[Running]:
    """A service, ready to be asked. ``workers`` None: as many as it likes; ``changes``: of its environment.

    In the folder of an earlier one it goes on with what that has left.
    """
    uploads = folder / "uploads"
    uploads.mkdir(parents=True, exist_ok=True)
    keys = KeyFile(folder / "keys.json")
    _, key = keys.add("prechecks", CHANNEL)
    told = {
        "YANCAI_SERVICE__KEYS": str(keys.place), "YANCAI_SERVICE__FOLDER": str(uploads),
        "YANCAI_STORE__URL": str(folder / "store.sqlite"), "YANCAI_SERVICE__LEASE_SECONDS": "2",
    }  # fmt: skip
    command = [sys.executable, "-m", module, "serve", "--port", "0"]
    command += ["--workers", str(workers)] if workers else []
    # A new file: a process that an earlier service was starting when it was killed may still write to the old one.
    (folder / "log").unlink(missing_ok=True)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, stderr=log, cwd=ROOT, env=environment(**told | changes), start_new_session=True
        )
    running = Running(process, folder, key, region)
    try:
        eventually(
            lambda: process.poll() is not None or any(line["event"] == "listening" for line in running.log()), _START
        )
        yield running
    finally:
        process.kill()
        process.wait()
