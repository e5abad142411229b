"""A service in this process: the real application and the real worker's code, without the processes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from pipelines.review.office import Office
from pipelines.service.admission import Gate, Places
from pipelines.service.app import make_app
from pipelines.service.case_reading import CaseReader
from pipelines.service.desk import Desk
from pipelines.service.keys import KeyFile, KeyRing
from pipelines.service.metrics import Metrics
from pipelines.service.reading import ServiceDoors, looks, reads
from pipelines.service.refusals import Refused
from pipelines.service.repeats import Repeats
from pipelines.service.worker import ReadingLost
from pipelines.settings import OfficeOptions, ServiceOptions, Settings
from pipelines.store.connecting import open_engine
from tests.pipelines.service.fakes import REGION, fake_service_doors

TODAY = date(2026, 11, 22)
CHANNEL, OTHER_CHANNEL = "示例渠道", "另一渠道"


class InProcess:
    """Answers with the worker's own code, in a thread; ``refused`` is what it says instead, where it is set."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self._work = work
        self.asked = 0
        self.number = 1
        self.ready, self.waiting, self.full = 1, 0, False
        self.replaced = self.resident_bytes = 0
        self.refused: Refused | None = None

    async def ask(self, payload: object) -> Any:
        self.asked += 1
        if self.refused:
            raise self.refused
        return await asyncio.to_thread(self._work, payload)

    async def ask_aside(self, payload: object, seconds: float) -> Any:
        """As a worker process does: what raises costs its answer."""
        try:
            return await self.ask(payload)
        except ValueError as error:
            raise ReadingLost("raised", type(error).__name__) from error


@dataclass
class Here:
    """A service and who may call it."""

    client: TestClient
    desk: Desk
    crews: dict[str, InProcess]
    folder: Path
    keys: dict[str, str] = field(default_factory=dict)
    """``channel``, ``other``, ``metrics`` and ``revoked``."""

    @property
    def office(self) -> Office:
        """Where its cases lie."""
        assert self.desk.office is not None
        return self.desk.office

    def asked(self, key: str) -> dict[str, str]:
        """The header that shows a key."""
        return {"Authorization": f"Bearer {self.keys[key]}"}

    def get(self, path: str, key: str = "channel") -> Response:
        """A question."""
        return self.client.get(path, headers=self.asked(key))

    def read_all(self) -> None:
        """Read all queued cases, as the service does beside what it answers."""
        reader = CaseReader(self.office, self.crews["full"], self.folder, self.desk.metrics, 60.0)

        async def read() -> None:
            while await reader.read_next():
                pass

        asyncio.run(read())

    def post(self, data: bytes = b"paper", key: str = "channel", **said: Any) -> Response:
        """A pre-check of a file; ``said``: parts of the form, ``headers``, and ``name`` of the file."""
        headers = {"Authorization": f"Bearer {self.keys[key]}"} | said.pop("headers", {})
        files = {"file": (said.pop("name", "证明.jpg"), data)}
        form = {"region": REGION, "channel": CHANNEL} | said
        return self.client.post("/v1/prechecks", headers=headers, files=files, data=form)


def make_here(
    folder: Path,
    doors: ServiceDoors | None = None,
    today: Callable[[], date] = lambda: TODAY,
    store: str | None = None,
    **options: Any,
) -> Here:
    """A service whose uploads and keys lie in a folder; with a store it takes cases in."""
    doors = doors or fake_service_doors()
    office_options = OfficeOptions(vault=folder / "vault", second_looks=0)
    settings = Settings(service=ServiceOptions(**options), office=office_options)
    office = Office.open(settings, store=store, rules=doors.rules, create=True) if store else None
    file, (content, keys) = KeyFile(folder / "keys.json"), _made_keys()
    file.place.write_bytes(content)
    file.place.chmod(0o600)
    uploads = folder / "uploads"
    uploads.mkdir()
    crews = {
        "full": InProcess(reads(doors, settings, TODAY)()),
        "quick": InProcess(looks(doors, settings, TODAY)()),
    }
    metrics = Metrics()
    metrics.watch(crews)
    desk = Desk(
        options=settings.service, regions=doors.regions(), crews=crews, ring=KeyRing(file), gate=Gate(settings.service),
        repeats=Repeats(settings.service.repeat_seconds, settings.service.repeat_answers), metrics=metrics,
        folder=uploads, today=today, questions=Gate(settings.service), office=office,
        places=Places(settings.service.case_uploads),
    )  # fmt: skip
    client = TestClient(make_app(desk), raise_server_exceptions=False)
    return Here(client, desk, crews, uploads, dict(keys))


@lru_cache(maxsize=1)
def _made_keys() -> tuple[bytes, dict[str, str]]:
    """The file of the keys of ``Here``, and the keys: making them takes as long as a test."""
    with TemporaryDirectory() as folder:
        file = KeyFile(Path(folder, "keys.json"))
        keys = {
            "channel": file.add("prechecks", CHANNEL)[1],
            "other": file.add("prechecks", OTHER_CHANNEL)[1],
            "metrics": file.add("metrics", None)[1],
        }
        gone, keys["revoked"] = file.add("prechecks", CHANNEL)
        file.revoke(gone.id)
        return file.place.read_bytes(), keys


def new_store(folder: Path) -> str:
    """The path of a new, empty SQLite store, whose tables were made once for all of them."""
    place = folder / "store.sqlite"
    place.write_bytes(_empty_store())
    place.chmod(0o600)
    return str(place)


@lru_cache(maxsize=1)
def _empty_store() -> bytes:
    with TemporaryDirectory() as folder:
        place = Path(folder, "store.sqlite")
        open_engine(str(place), create=True).dispose()
        return place.read_bytes()


def other_secret(key: str) -> str:
    """The key with another secret; its last character alone has bits that mean nothing."""
    return key[:-2] + ("AA" if key[-2] != "A" else "BA")
