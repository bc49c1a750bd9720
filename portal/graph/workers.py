"""Runs a stranger's query in another process, with a time limit, a memory limit and no way to open a file or a connection."""

from __future__ import annotations

import io
import multiprocessing
import os
import resource
import signal
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path
from threading import BoundedSemaphore

from pebble import ProcessExpired, ProcessPool

from portal.errors import QueryBusy, QueryError, QuerySyntaxError, QueryTooLarge, QueryTooSlow
from portal.graph.formats import N_QUADS, Format
from portal.graph.guard import Guarded
from portal.graph.store import Store

_MEGABYTE = 1024 * 1024
_PATIENCE = 0.25  # seconds that a query waits for a free worker


@dataclass(frozen=True)
class Limits:
    """What a query may use: seconds, MB above the worker's start, rows or triples of the answer, MB of the answer."""

    seconds: float
    megabytes: int
    rows: int
    answer_megabytes: int


@dataclass(frozen=True)
class Dataset:
    """The graphs that the request names (SPARQL protocol): the default graph is their union; empty means all graphs."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass
class _Worker:
    """What a worker process holds: set once by `_start`, in that process only."""

    store: Store | None = None
    limits: Limits | None = None


_worker = _Worker()


def _start(quads: bytes, limits: Limits) -> None:
    """Load the data into this process, then take away its files, connections and memory."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the engine gives no turn to Python's own handler while it runs
    _worker.store, _worker.limits = Store(), limits
    _worker.store.add_quads(quads)
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    ceiling = size + limits.megabytes * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _open_no_more()


def _open_no_more() -> None:
    """Let this process open no further file or connection.

    A new descriptor takes the lowest free number and that must lie below the limit, so the lowest free number is the limit. It is
    no lower than 8, because poll(2) fails for more descriptors than the limit, and the pool waits for its own few with poll.
    """
    spare = [os.open(os.devnull, os.O_RDONLY) for _ in range(8)]
    limit = spare[-1] + 1
    for number in range(limit):
        try:
            os.fstat(number)
        except OSError:
            os.dup2(spare[0], number)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))


class _Bounded(io.BytesIO):
    """A buffer that refuses to grow over a size."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: object) -> int:
        """Add bytes; raises QueryTooLarge when they are too many."""
        if self.tell() + len(memoryview(data)) > self._most:  # type: ignore[arg-type]
            raise QueryTooLarge(
                f"The answer is larger than {self._most // _MEGABYTE} MB. Ask for less: add LIMIT, or fewer variables."
            )
        return super().write(data)  # type: ignore[arg-type]


def _answer(query: Guarded, dataset: Dataset, form: Format) -> bytes:
    """Answer a query in this process; the bytes are the whole answer in the format."""
    assert _worker.store is not None  # noqa: S101 - set by _start
    assert _worker.limits is not None  # noqa: S101
    buffer = _Bounded(_worker.limits.answer_megabytes * _MEGABYTE)
    _worker.store.answer(
        query.text, form, buffer, _worker.limits.rows, dataset.default, dataset.named, union=not query.names_dataset
    )
    return buffer.getvalue()


class Workers:
    """A pool of processes that answer strangers' queries over one version of the data."""

    def __init__(self, store: Store, limits: Limits, processes: int) -> None:
        self._limits = limits
        self._free = BoundedSemaphore(processes)
        self._pool = ProcessPool(
            max_workers=processes,
            initializer=_start,
            initargs=[store.dump(N_QUADS), limits],
            context=multiprocessing.get_context("spawn"),
        )
        # A server's process waits for its children before it ends, so they must be ended first: also when nobody calls `close`.
        self._end = Finalize(self, _end, args=[self._pool], exitpriority=100)

    def answer(self, query: Guarded, dataset: Dataset, form: Format) -> bytes:
        """Return the answer to a query in a format.

        Raises QuerySyntaxError, QueryTooSlow, QueryTooLarge, each with a sentence that says what to change; QueryBusy when no
        worker becomes free at once, so that waiting queries never take the threads that pages need.
        """
        if not self._free.acquire(timeout=_PATIENCE):
            raise QueryBusy("Every worker is busy with another query. Send yours again in a few seconds.")
        try:
            return bytes(self._pool.schedule(_answer, args=[query, dataset, form], timeout=self._limits.seconds).result())
        except FutureTimeout:
            raise QueryTooSlow(
                f"The query ran longer than {self._limits.seconds:g} seconds and was stopped. "
                "Add a more selective pattern, or LIMIT."
            ) from None
        except (ProcessExpired, MemoryError):
            raise QueryTooLarge(
                f"The query needed more than {self._limits.megabytes} MB of memory and was stopped. Ask for less at a time."
            ) from None
        except QueryError:
            raise
        except RuntimeError as error:
            raise QuerySyntaxError(str(error)) from None
        finally:
            self._free.release()

    def close(self) -> None:
        """End the processes."""
        self._end()


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()
