"""Has strangers' queries answered in processes of their own: bounded in time and memory, unable to open a file or connection.

Each process has a pipe of its own, so one that dies, even in the middle of an answer, harms no other.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import socket
import threading
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from multiprocessing.util import Finalize
from threading import Condition, Timer

from portal.errors import QueryBusy, QueryError, QueryRefused
from portal.graph.formats import Format
from portal.graph.guard import Form, Guarded
from portal.graph.store import Store
from portal.graph.turns import Turns
from portal.graph.worker import Answer, Dataset, Limits, Question, read, too_much_memory, too_slow, work
from portal.graph.written import Part

__all__ = ["Answer", "Dataset", "Limits", "Part", "Workers"]

_TICK = 0.005
_END = 5  # seconds that a process whose pipe is closed may take to end
_START = 30  # seconds that a worker may take to load the data
_OUT_OF_STACK = {-signal.SIGSEGV, -signal.SIGBUS}
_OUT_OF_MEMORY = {-signal.SIGABRT, -signal.SIGILL, -signal.SIGTRAP}


class _Ended(Exception):
    """A worker ended before it had answered; its text is nobody's."""


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, packed: bytes, limits: Limits) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs, limits), name="query worker", daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False
        self.stopped = False
        # Not among the arguments: those are written while this process holds both ends of their pipe, so that nobody would notice
        # when the other ends before it has read them.
        with contextlib.suppress(OSError), self._at_most(_START):
            self._connection.send_bytes(packed)

    @property
    def lives(self) -> bool:
        """Return whether the process still runs."""
        return self._process.is_alive()

    @property
    def exit_code(self) -> int:
        """Return with what the process ended: a negative number is the signal that ended it."""
        until = time.monotonic() + _END
        while self._process.exitcode is None and time.monotonic() < until:
            time.sleep(_TICK)  # another thread may have seen the end, and not noted it yet
        return self._process.exitcode or 0

    def ask(self, question: Question, seconds: float) -> Answer | QueryError:
        """Return the answer; raises _Ended when the process ended first, which it is made to do after so many seconds."""
        self._get_ready()
        with self._at_most(seconds):
            try:
                self._connection.send(question)
                found: Answer | QueryError = self._connection.recv()
                return replace(found, file=self._file()) if isinstance(found, Answer) and found.file >= 0 else found
            except (EOFError, OSError):
                raise _Ended from None

    def _file(self) -> int:
        """Return the file that comes after a large answer."""
        receiving = socket.socket(fileno=self._connection.fileno())
        try:
            _, files, _, _ = socket.recv_fds(receiving, 1, 1)
        finally:
            receiving.detach()
        if not files:
            raise EOFError
        return files[0]

    def _get_ready(self) -> None:
        if self._ready:
            return
        try:
            if not self._connection.poll(_START):
                self.stop()
                raise _Ended
            self._connection.recv()
        except (EOFError, OSError):
            raise _Ended from None
        self._ready = True

    @contextlib.contextmanager
    def _at_most(self, seconds: float) -> Iterator[None]:
        """End the process when what is done here takes longer; `stopped` then says so."""

        def stop() -> None:
            self.stopped = True
            self._process.kill()

        timer = Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()  # it may be at it: from here on the process is ended, or stays

    @property
    def ready(self) -> bool:
        """Return whether the process has said that it has loaded the data."""
        return self._ready

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._connection.close()


class Workers:
    """A pool of processes that answer strangers' queries over one version of the data. Each starts when it is first needed."""

    def __init__(self, store: Store, limits: Limits, processes: int) -> None:
        self._limits = limits
        self._turns = Turns(processes)
        self._crew = _Crew(partial(_Worker, zlib.compress(store.quads(), 1), limits))
        # A server's process waits for its children before it ends, so they must be ended first: also when nobody calls `close`.
        self._end = Finalize(self, self._crew.close, exitpriority=100)

    def answer(self, query: str | Guarded, dataset: Dataset, form: Format) -> bytes:
        """Return the answer to a query in a format, whole; raises what `ask` raises."""
        return read(self.ask(query, dataset, dict.fromkeys(Form, form)))

    def ask(
        self,
        query: str | Guarded,
        dataset: Dataset,
        formats: Mapping[Form, Format | None],
        encoding: str = "",
        part: Part | None = None,
    ) -> Answer:
        """Return the answer to a query, or a part of it, in the format for its form; one that is large comes in a file.

        Raises QueryRefused, QuerySyntaxError, QueryTooSlow, QueryTooLarge and NotWritable, each with a sentence that says what to
        change; QueryBusy when no worker becomes free soon: waiting queries never take the threads that pages need.
        """
        with self._turns.one():
            worker = self._crew.take()
            try:
                found = worker.ask(Question(query, dataset, formats, encoding, part), self._limits.seconds)
            except _Ended:
                raise self._why(worker) from None
            finally:
                self._crew.give_back(worker)
        if isinstance(found, QueryError):
            raise found
        return found

    def _why(self, worker: _Worker) -> QueryError:
        """Return what is said of a query during which its worker ended."""
        limits = self._limits
        if not worker.ready:
            return _no_process()
        if worker.stopped:
            return too_slow(limits)
        if worker.exit_code in _OUT_OF_MEMORY:
            return too_much_memory(limits)
        if worker.exit_code in _OUT_OF_STACK:
            return QueryRefused("The query is too deep for the engine. Write it flatter.", "too-long-or-too-deep", limit="depth")
        return QueryBusy("The process that was at your query ended. Send the query again in a few seconds.", "busy")

    def close(self) -> None:
        """End the processes."""
        self._end()


class _Crew:
    """The workers that wait for a query. One that has died is replaced at once, so that the next query need not wait for it."""

    def __init__(self, make: Callable[[], _Worker]) -> None:
        self._make, self._changed = make, Condition()
        self._idle: deque[_Worker] = deque()
        self._away: set[_Worker] = set()
        self._replacing, self._closed = 0, False

    def take(self) -> _Worker:
        """Return a worker that lives; raises QueryBusy when none can be started."""
        with self._changed:
            while True:
                while self._idle:
                    worker = self._idle.pop()
                    if worker.lives:
                        self._away.add(worker)
                        return worker
                    worker.stop()
                if not self._replacing:
                    break
                if not self._changed.wait(_START):
                    raise _no_process()
        return self._start(self._away.add)

    def _start(self, keep: Callable[[_Worker], object]) -> _Worker:
        try:
            worker = self._make()
        except (OSError, MemoryError, RuntimeError):  # no memory, no process, no thread
            raise _no_process() from None
        with self._changed:
            keep(worker)
            closed = self._closed
        if closed:
            worker.stop()
        return worker

    def give_back(self, worker: _Worker) -> None:
        """Take a worker back; replace it when it has died."""
        with self._changed:
            self._away.discard(worker)
            if self._closed:
                return
            if worker.ready and not worker.stopped and worker.lives:
                self._idle.append(worker)
                self._changed.notify()
                return
        worker.stop()
        with contextlib.suppress(RuntimeError):  # no thread: the next query starts its worker itself
            replacing = threading.Thread(target=self._replace, name="new query worker", daemon=True)
            with self._changed:
                replacing.start()
                self._replacing += 1

    def _replace(self) -> None:
        try:
            self._start(self._idle.append)
        except QueryBusy:
            return  # the next query tries again
        finally:
            with self._changed:
                self._replacing -= 1
                self._changed.notify_all()

    def close(self) -> None:
        """End all processes."""
        with self._changed:
            self._closed = True
            workers = [*self._idle, *self._away]
            self._idle.clear()
        for worker in workers:
            worker.stop()


def _no_process() -> QueryBusy:
    return QueryBusy("No process can be started for your query now. Send it again in a few seconds.", "busy")
