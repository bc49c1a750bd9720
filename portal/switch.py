"""The server's processes, replaced all in one step: the new ones get ready aside while the old ones serve on.

One that dies, as when the system runs out of memory, is replaced by another.

One listening socket belongs to all processes, so a connection that waits to be taken is lost to nobody. A process that is
to go takes no new ones, and says so in its last answers (`Connection: close`): a client that holds its connection opens another.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.sharedctypes import RawValue
from typing import Any

from granian.net import SocketHolder
from granian.server.mp import MPServer
from werkzeug.test import Client

from portal import measure
from portal.errors import CannotListen
from portal.listening import bound
from portal.reload import STARTING

WARMED = (
    "/{}/",
    "/fi/malli",
    "/fi/menetelmat",
    "/fi/oppaat",
    "/fi/etsi-tilanteen-mukaan",
    "/fi/haku?q=jono",
    "/fi/asiat/queues-grow",
)
_TICK = 0.02
_LOOK = 0.1  # seconds after which is looked whether there is something to do
_READY = 120.0  # seconds in which a process must have read the data
_TOGETHER = 0.5  # seconds in which old and new processes both take connections, until the new ones surely do
_SILENT = 60_000  # milliseconds after which a reader who takes nothing of what is sent to him is left
_LEAVING = 1.0  # seconds in which a process that goes answers what it has taken
_TO_END = {signal.SIGTERM}
log = logging.getLogger("kierre")


def _flag() -> Any:  # noqa: ANN401 - ctypes has no public type for it
    return RawValue(ctypes.c_bool, False)


@dataclass(frozen=True)
class Turn:
    """What the server and one of its processes say to each other: ready to serve, serve now, soon to go."""

    ready: Any = field(default_factory=_flag)
    serving: Any = field(default_factory=_flag)
    leaving: Any = field(default_factory=_flag)


class Noted:
    """What the server's main loop waits for: anything noted of it, looked for again and again.

    An event instead would sleep through a signal that the system gives to another thread, as it may when two come at once
    (a Python handler waits for the main thread to wake), and through one that is noted just before the event is cleared.
    Processes are looked at too: one may die just before it is known to serve, and a note of it be lost.
    """

    def __init__(self, server: Server) -> None:
        self._server = server

    def wait(self) -> None:
        """Wait until the server is to stop or to read data anew, or a process of it has died."""
        server = self._server
        while not (server.interrupt_signal or server.reload_signal or server.note_dead()):
            time.sleep(_LOOK)

    def set(self) -> None:
        """Do nothing: what has been noted is seen."""

    clear = set


class Server(MPServer):  # type: ignore[misc]
    """Granian, which respawns its workers when told to; here the new ones must be ready before the old ones go.

    version: the data version that workers must read; switched: told whether the new workers serve now; refused: why nothing
    was served.
    """

    version = ""
    refused: CannotListen | None = None
    _side = False
    switched: Callable[[bool], None] = staticmethod(lambda _well: None)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - granian's own
        super().__init__(*args, **options)
        self.main_loop_interrupt = Noted(self)

    def _init_shared_socket(self) -> None:
        self._sso = bound(self.bind_addr, self.bind_port)
        self._sfd = self._sso.fileno()
        self._shd = SocketHolder(self._sfd, False, self.backlog)
        self._sso.set_inheritable(True)
        self._sso.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _SILENT)  # each connection inherits these
        self._sso.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _spawn_worker(self, idx: int, target: Any, callback_loader: Any, *, switching: bool = False) -> Any:  # noqa: ANN401, ARG002 - granian's own types
        turn = Turn()
        side = self._side != switching  # those that serve count under the names of one side
        load = partial(_load, turn, f"{idx}-{side:d}", self.version, self._sfd, switching=switching)
        worker = super()._spawn_worker(idx, target, load)
        worker.turn = turn
        worker.interrupt_by_parent = True  # when it ends is seen here, not noted by a thread that waits for it
        return worker

    def note_dead(self) -> bool:
        """Note which processes have died, for others to take their place; return whether any has."""
        self.interrupt_children[:] = [idx for idx, worker in enumerate(self.wrks) if not worker.is_alive()]
        return bool(self.interrupt_children)

    def _serve(self, spawn_target: Any, target_loader: Any) -> None:  # noqa: ANN401
        """Serve; whatever goes wrong, no process is left: this one would wait for it, and hear no signal any more."""
        try:
            super()._serve(spawn_target, target_loader)
        finally:
            _drop(self.wrks)

    def _spawn_workers(self, spawn_target: Any, target_loader: Any) -> None:  # noqa: ANN401
        """Start the first processes; none serves until all have read the data, so that who is answered may change it."""
        with _held_back():
            super()._spawn_workers(spawn_target, target_loader)
        self._get_ready(self.wrks)
        try:
            self._sso.listen(self.backlog)
        except OSError as error:  # another server that was started meanwhile was first
            self.refused = CannotListen(self.bind_addr, self.bind_port, error)
            self.signal_handler_interrupt()
            return
        for worker in self.wrks:
            worker.turn.serving.value = True

    def _respawn_workers(self, workers: Sequence[int], spawn_target: Any, target_loader: Any, delay: float = 0) -> None:  # noqa: ANN401, ARG002
        """Let others take the place of processes that have died; where one cannot, the server ends."""
        for idx in workers:
            log.error("A process of the server has died, with exit code %s.", self.wrks[idx].inner.exitcode)
            worker = self._spawn_worker(idx, spawn_target, target_loader)
            if self._get_ready(self._start([worker])):
                self.wrks[idx] = worker
                worker.turn.serving.value = True
                log.warning("A process of the server had died; another serves in its place.")
            else:
                _drop([worker])
                self.respawned_wrks[idx] = time.monotonic()

    def _reload(self, spawn_target: Any, target_loader: Any) -> None:  # noqa: ANN401
        """Let new processes take the place of all, when all of them are ready."""
        self.reload_signal = False
        old = list(self.wrks)
        new = self._start([self._spawn_worker(idx, spawn_target, target_loader, switching=True) for idx in range(self.workers)])
        if not self._get_ready(new):
            _drop(new)
            if not self.interrupt_signal:
                self.switched(False)
            return
        self.wrks[:] = new
        self._side = not self._side
        for worker in new:
            worker.turn.serving.value = True
        time.sleep(_TOGETHER)
        for worker in [each for each in old if each.is_alive()]:  # the number of one that has died may be another's
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker.inner.pid, signal.SIGUSR1)
        self.switched(True)
        time.sleep(_LEAVING)
        self._end(old)

    def _start(self, workers: list[Any]) -> list[Any]:
        """Start processes, and return them; one that cannot be started is as one that dies before it is ready."""
        with _held_back():
            for worker in workers:
                try:
                    worker.start()
                except OSError as error:
                    log.error("A process of the server cannot be started: %s.", error.strerror)
        return workers

    def _get_ready(self, workers: Iterable[Any]) -> bool:
        """Wait until all of these are ready; return False when one has died, takes too long, or the server is to stop."""
        until = time.monotonic() + _READY
        waiting = list(workers)
        while waiting and not self.interrupt_signal and time.monotonic() < until and all(each.is_alive() for each in waiting):
            time.sleep(_TICK)
            waiting = [each for each in waiting if not each.turn.ready.value]
        return not waiting

    def _end(self, workers: Sequence[Any]) -> None:
        """Let processes finish what they are answering, all at once, and end those that take too long."""
        until = time.monotonic() + (self.workers_kill_timeout or 30)
        for worker in workers:
            worker.terminate()
        for worker in workers:
            while worker.is_alive() and time.monotonic() < until:
                time.sleep(_TICK)
            if worker.is_alive():
                log.warning("A process that is to go has not finished its answers in time, and is ended.")
                worker.kill()
                worker.join()


def _drop(workers: Iterable[Any]) -> None:
    """End processes that are not to serve."""
    for worker in workers:
        if worker.is_alive():
            worker.kill()
            worker.join()


@contextlib.contextmanager
def _held_back() -> Iterator[None]:
    """Start nothing else meanwhile, and keep what would end a process from one that starts until it has handlers of its own."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _TO_END)
    try:
        with STARTING:
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _TO_END)


def _load(turn: Turn, name: str, version: str, listening: int, *, switching: bool) -> Callable[..., Iterable[bytes]]:
    """Return the application, in a process of the server; one that replaces another first gets ready and waits for its turn."""
    from portal.web import serve_app  # noqa: PLC0415 - only the server's processes need it

    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # as long as nothing is answered, there is nothing to finish
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _TO_END)
    measure.count_as(name)
    app = serve_app()
    if version and app.extensions["kierre"].version != version:
        raise SystemExit("The data has changed since it was checked.")
    signal.signal(signal.SIGUSR1, lambda *_: _leave(turn, listening))
    if switching:
        warm(app)
    turn.ready.value = True
    while not turn.serving.value:
        time.sleep(_TICK)
    return partial(_say_when_leaving, app, turn)


def warm(app: Any) -> None:  # noqa: ANN401 - a Flask application, which this layer does not know
    """Make what the first readers ask for: the search index, and pages, so that their templates are read."""
    held = app.extensions["kierre"]
    house = held.house(_READY) if hasattr(held, "house") else held  # over an engine far away: opened now, or this process ends
    house.search  # noqa: B018 - building it is what is wanted
    client = Client(app)
    for path in dict.fromkeys(each.format(language) for each in WARMED for language in ("fi", "sv", "en")):
        client.get(path, headers={"Accept-Encoding": "br"}, environ_overrides={measure.UNSEEN: True}).close()


def _leave(turn: Turn, listening: int) -> None:
    """Take no more connections in this process, and say so in each answer.

    Other processes hold the listening socket too, so it is not closed: another, on which nobody calls, takes its place here.
    """
    turn.leaving.value = True
    taken = os.fstat(listening).st_ino
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.setblocking(False)
        for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - the names alone
            try:
                if os.fstat(int(name)).st_ino == taken:
                    os.dup2(silent.fileno(), int(name))
            except OSError:
                continue  # the list itself, which is gone


def _say_when_leaving(
    app: Callable[..., Iterable[bytes]], turn: Turn, environ: dict[str, Any], start_response: Callable[..., Any]
) -> Iterable[bytes]:
    if not turn.leaving.value:
        return app(environ, start_response)
    return app(environ, lambda status, headers, *more: start_response(status, [*headers, ("Connection", "close")], *more))


def fork() -> None:
    """Let the server's processes share its socket, whatever this Python's own way to start processes is."""
    multiprocessing.set_start_method("fork", force=True)
