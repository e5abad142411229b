"""Figures for Prometheus: how many, how long, how full; labelled with codes and channels, never with people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Final, Protocol

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

_SECONDS: Final = (0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.5, 5.0, 7.5, 10.0, 20.0, 30.0, 60.0)
_BYTES: Final = (1e5, 5e5, 1e6, 2e6, 5e6, 1e7, 2e7, 5e7)


class Measured(Protocol):
    """What a crew tells of itself at any moment."""

    @property
    def ready(self) -> int: ...
    @property
    def waiting(self) -> int: ...
    @property
    def replaced(self) -> int: ...
    @property
    def resident_bytes(self) -> int: ...


class Metrics:
    """The figures of one service."""

    def __init__(self) -> None:
        # When a figure was first counted, beside each of them, is nothing anybody asks for.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self.requests = Counter("yancai_requests", "HTTP requests", ["route", "method", "status"], registry=registry)
        self.refusals = Counter("yancai_refusals", "Refused requests by their code", ["code"], registry=registry)
        self.seconds = Histogram(
            "yancai_request_seconds", "From first byte to answer", ["route"], registry=registry, buckets=_SECONDS
        )
        self.prechecks = Counter(
            "yancai_prechecks", "Answers", ["level", "region", "channel", "decision"], registry=registry
        )
        self.reading = Histogram(
            "yancai_reading_seconds", "In a worker, with waiting", ["level"], registry=registry, buckets=_SECONDS
        )
        self.bytes = Histogram("yancai_upload_bytes", "Sizes of files", registry=registry, buckets=_BYTES)
        self.lost = Counter("yancai_readings_lost", "Readings without an answer", ["why"], registry=registry)
        self.cases = Counter("yancai_cases", "Cases and supplements taken in", ["kind"], registry=registry)
        self.readings = Counter(
            "yancai_case_readings", "Readings of cases ended", ["region", "decision"], registry=registry
        )
        self.deliveries = Counter("yancai_deliveries", "Attempts to send webhooks", ["outcome"], registry=registry)
        self.unread = Gauge("yancai_cases_unread", "Cases that wait to be read or are read", registry=registry)
        self.dead = Gauge("yancai_deliveries_dead", "Webhooks that were given up", registry=registry)
        self.replays = Counter("yancai_replays", "Answers given again", registry=registry)

    def watch(self, crews: Mapping[str, Measured]) -> None:
        """Tell of the crews too, by their kinds."""
        self._registry.register(_Crews(crews))

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self._registry)


class _Crews(Collector):
    def __init__(self, crews: Mapping[str, Measured]) -> None:
        self._crews = crews

    def collect(self) -> Iterator[Metric]:
        ready = GaugeMetricFamily("yancai_workers_ready", "Workers that can read", labels=["kind"])
        waiting = GaugeMetricFamily("yancai_requests_waiting", "Requests that wait for a worker", labels=["kind"])
        memory = GaugeMetricFamily("yancai_workers_resident_bytes", "Memory of the workers", labels=["kind"])
        replaced = CounterMetricFamily("yancai_workers_replaced", "Workers replaced", labels=["kind"])
        for kind, crew in self._crews.items():
            ready.add_metric([kind], crew.ready)
            waiting.add_metric([kind], crew.waiting)
            memory.add_metric([kind], crew.resident_bytes)
            replaced.add_metric([kind], crew.replaced)
        yield from (ready, waiting, memory, replaced)
        yield InfoMetricFamily("yancai_build", "The program", value={"version": version("yancai")})
