"""What /metrics tells: requests, kept answers, limits that queries met, memory, versions; no label that a reader could choose."""

from __future__ import annotations

import json
import os
from collections import Counter as Tally
from collections.abc import Iterator
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from portal import __version__
from portal.measure import together
from validation.folders import stamp_file

_SECONDS = (0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Measures:
    """What this process counts."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        self.requests = Counter("kierre_requests", "Requests answered.", ["kind", "status"], registry=registry)
        self.seconds = Histogram(
            "kierre_request_seconds", "How long an answer took.", ["kind"], buckets=_SECONDS, registry=registry
        )
        self.kept = Counter(
            "kierre_kept_answers", "Finished answers: kept ones sent again, and made.", ["outcome"], registry=registry
        )
        self.kept_bytes = Gauge(
            "kierre_kept_bytes", "Size of the finished answers that are kept.", multiprocess_mode="livesum", registry=registry
        )
        self.queries = Gauge(
            "kierre_queries_running",
            "Requests to the endpoint that are being answered.",
            multiprocess_mode="livesum",
            registry=registry,
        )
        self.limits = Counter("kierre_query_limits", "Queries that met a limit, or were refused.", ["limit"], registry=registry)

    def text(self, state: Path, version: str, triples: int | None) -> bytes:
        """Return the numbers of all processes of the server, and those of the data, as Prometheus text."""
        counted, now = self._registry, CollectorRegistry()
        if together():
            counted = CollectorRegistry()
            MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
        now.register(_Now(state, version, triples))
        return generate_latest(counted) + generate_latest(now)


class _Now(Collector):
    """The numbers that nobody counts: they are read when they are asked for."""

    def __init__(self, state: Path, version: str, triples: int | None) -> None:
        self._state, self._version, self._triples = state, version, triples

    def collect(self) -> Iterator[Metric]:
        """Yield versions, size and findings of the data, and the memory of each process."""
        info = GaugeMetricFamily("kierre_info", "Versions that are served.", labels=["software", "data"])
        info.add_metric([__version__, self._version], 1)
        yield info
        if self._triples is not None:
            yield GaugeMetricFamily("kierre_triples", "Triples in the graph that is served.", self._triples)
        findings = GaugeMetricFamily("kierre_findings", "What the check found about this data version.", labels=["level"])
        for level, count in _findings(self._state, self._version).items():
            findings.add_metric([level], count)
        yield findings
        memory = GaugeMetricFamily("kierre_resident_bytes", "Memory of each process.", labels=["process", "number"])
        numbers: Tally[str] = Tally()
        for process, size in _processes():
            numbers[process] += 1
            memory.add_metric([process, str(numbers[process])], size)
        yield memory


def _findings(state: Path, version: str) -> dict[str, int]:
    """Return how many findings of each level there are; none when this data version was not checked under today's rules."""
    try:
        return dict(json.loads(stamp_file(state, version).read_text(encoding="utf-8"))["counts"])
    except (OSError, ValueError, KeyError):
        return {}


def _processes() -> Iterator[tuple[str, int]]:
    """Yield what each process of the server is, and how many bytes of memory it has: server, serving, query or check."""
    if not together():
        yield "serving", _resident(os.getpid())
        return
    server = os.getppid()
    yield "server", _resident(server)
    for child in _children(server):
        serves = _command(child) == _command(server)
        yield "serving" if serves else "check", _resident(child)
        for worker in _children(child) if serves else ():
            if b"resource_tracker" not in _command(worker):
                yield "query", _resident(worker)


def _read(pid: int, name: str) -> bytes:
    """Return a file of the system about a process; nothing when that has ended meanwhile."""
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task").glob("*/children")
    return sorted(int(child) for file in found for child in _read(pid, f"task/{file.parent.name}/children").split())


def _command(pid: int) -> bytes:
    return _read(pid, "cmdline")


def _resident(pid: int) -> int:
    return int((_read(pid, "statm").split() or [b"0", b"0"])[1]) * _PAGE
