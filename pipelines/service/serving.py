"""``yancai serve``: the workers, the private folder, the server; and an end that leaves no accepted request behind."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any, Final

import uvicorn

from models.error import UsageError
from pipelines.days import china_today
from pipelines.executors.sizing import sensible_workers
from pipelines.review.office import Office
from pipelines.service.admission import Gate, Places
from pipelines.service.app import make_app
from pipelines.service.background import beside
from pipelines.service.crew import Crew
from pipelines.service.desk import Desk
from pipelines.service.folder import private_folder
from pipelines.service.keys import KeyFile, KeyRing, default_place
from pipelines.service.logs import log_as_json, log_event
from pipelines.service.metrics import Metrics
from pipelines.service.reading import ServiceDoors, looks, reads
from pipelines.service.repeats import Repeats
from pipelines.service.worker import Bounds, ReadingLost, Worker
from pipelines.settings import ServiceOptions, Settings, load_settings, store_place
from pipelines.stopping import stopped_like_ctrl_c

_INTERRUPTED: Final = 130
_CONNECTIONS: Final = 1000
"""Beyond so many the server answers 503 without asking us: they are no requests yet, and cost little."""
_LOOKED_AFTER: Final = 1.0
"""Seconds between two looks at workers nobody asks."""
_KEPT_ALIVE: Final = 20
"""Seconds a connection may be idle between two requests."""


@dataclass(frozen=True)
class ServeRequest:
    """What ``serve`` was asked; None: as the settings say."""

    host: str | None
    port: int | None
    workers: int | None


def run_service(request: ServeRequest, doors: ServiceDoors) -> int:
    """Serve until asked to stop; the exit code. Raises YancaiError where it cannot start."""
    settings = _with(load_settings(), request)
    options = settings.service
    log_as_json()
    keys = _keys(options)
    with (
        stopped_like_ctrl_c(),
        _listening(options) as listener,
        private_folder(options.folder) as folder,
        _office(settings, doors) as office,
    ):
        metrics = Metrics()
        crews = _crews(doors, settings, metrics)
        log_event("starting", workers=crews["full"].number, cases=office is not None)
        try:
            desk = Desk(
                options=options,
                regions=doors.regions(),
                crews=crews,
                ring=KeyRing(keys),
                gate=Gate(options),
                questions=Gate(options),
                repeats=Repeats(options.repeat_seconds, options.repeat_answers),
                metrics=metrics,
                folder=folder,
                today=china_today,
                office=office,
                places=Places(options.case_uploads),
            )
            with _at_work(crews.values()):
                metrics.watch(crews)
                _serve(desk, crews["full"], listener)
        except KeyboardInterrupt:
            return _INTERRUPTED
    return 0


def _keys(options: ServiceOptions) -> KeyFile:
    """The keys; nobody can ask a service without any. Raises YancaiError where the file is damaged."""
    file = KeyFile(options.keys or default_place())
    if not any(key.revoked is None for key in file.all()):
        log_event("no_keys", logging.WARNING)
    return file


@contextmanager
def _office(settings: Settings, doors: ServiceDoors) -> Iterator[Office | None]:
    """The office that takes cases in, where a store is set; None: this service only pre-checks. Raises UsageError."""
    if store_place(settings.store) is None:
        yield None
        return
    office = Office.open(settings, rules=doors.rules, create=True)
    try:
        _ = office.vault  # that nobody said where it is to be is told now, and not with the first case
        yield office
    finally:
        office.close()


def _crews(doors: ServiceDoors, settings: Settings, metrics: Metrics) -> dict[str, Crew]:
    options, batch = settings.service, settings.batch
    bounds = Bounds(
        start_seconds=batch.start_seconds,
        tasks=batch.tasks_per_worker,
        most_bytes=int(batch.worker_gigabytes * 1e9),
        recycle_bytes=int(batch.recycle_gigabytes * 1e9),
    )

    def lost(reading: ReadingLost) -> None:
        metrics.lost.labels(reading.why).inc()

    def crew(start: Callable[[], Any], number: int, seconds: float) -> Crew:
        waiting = number if options.waiting is None else options.waiting
        workers = [Worker(start, bounds) for _ in range(number)]
        return Crew(workers, seconds, waiting, options.wait_seconds, lost)

    readers = options.workers or sensible_workers(options.uploads)
    return {
        "full": crew(reads(doors, settings, china_today()), readers, options.seconds),
        "quick": crew(looks(doors, settings, china_today()), 1, options.look_seconds),
    }


def _serve(desk: Desk, crew: Crew, listener: socket.socket) -> None:
    config = uvicorn.Config(
        make_app(desk, beside(desk, crew)),
        http="h11",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_KEPT_ALIVE,
        timeout_graceful_shutdown=int(desk.options.stop_seconds),
    )
    log_event("listening", port=listener.getsockname()[1])
    with _signals_answered():
        uvicorn.Server(config).run(sockets=[listener])


@contextmanager
def _at_work(crews: Collection[Crew]) -> Iterator[None]:
    """The crews are ready; they end with the service. Raises YancaiError where one cannot start."""
    try:
        for wait in [crew.begin() for crew in crews]:
            wait()
        with _looked_after(crews):
            yield
    finally:
        for crew in crews:
            crew.stop()
        log_event("stopped")


@contextmanager
def _looked_after(crews: Iterable[Crew]) -> Iterator[None]:
    """While the server runs, a worker that ended between two requests is replaced before the next one comes."""
    ended = Event()

    def look() -> None:
        while not ended.wait(_LOOKED_AFTER):
            for crew in crews:
                crew.look_after()

    watcher = Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def _with(settings: Settings, request: ServeRequest) -> Settings:
    asked = {"host": request.host, "port": request.port, "workers": request.workers}
    told = {name: value for name, value in asked.items() if value is not None}
    return settings.model_copy(update={"service": settings.service.model_copy(update=told)})


@contextmanager
def _listening(options: ServiceOptions) -> Iterator[socket.socket]:
    """The socket, taken before anything slow is started."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    try:
        listener = socket.create_server((options.host, options.port), family=family)
    except OSError as error:
        place = f"{options.host} 的端口 {options.port}"
        raise UsageError(f"无法在 {place} 上提供服务（{error.strerror}）。请用 --host、--port 另行指定。") from error
    with listener:
        yield listener


@contextmanager
def _signals_answered() -> Iterator[None]:
    """The server takes these signals while it runs, and raises them again when it has ended: they were answered."""

    def answered(number: int, frame: object) -> None:
        """It has been."""

    before = {number: signal.signal(number, answered) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
