"""The server's processes, replaced all in one step: the new ones get ready aside while the old ones serve on.

One that dies, as when the system runs out of memory, is replaced by another.

One listening socket belongs to all processes, so a connection that waits to be taken is lost to nobody. A process that is
to go takes no new ones, and says so in its last answers (`Connection: close`): a client that holds its connection opens another.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from granian.net import SocketHolder
from granian.server.mp import MPServer

from portal.errors import CannotListen
from portal.listening import bound
from portal.reload import STARTING
from portal.serving import READY, TICK, TO_END, Turn, load

_LOOK = 0.1  # seconds after which is looked whether there is something to do
_TOGETHER = 0.5  # seconds in which old and new processes both take connections, until the new ones surely do
_SILENT = 60_000  # milliseconds after which a reader who takes nothing of what is sent to him is left
_LEAVING = 1.0  # seconds in which a process that goes answers what it has taken
log = logging.getLogger("kierre")


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
        loads = partial(load, turn, f"{idx}-{side:d}", self.version, self._sfd, switching=switching)
        worker = super()._spawn_worker(idx, target, loads)
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
        until = time.monotonic() + READY
        waiting = list(workers)
        while waiting and not self.interrupt_signal and time.monotonic() < until and all(each.is_alive() for each in waiting):
            time.sleep(TICK)
            waiting = [each for each in waiting if not each.turn.ready.value]
        return not waiting

    def _end(self, workers: Sequence[Any]) -> None:
        """Let processes finish what they are answering, all at once, and end those that take too long."""
        until = time.monotonic() + (self.workers_kill_timeout or 30)
        for worker in workers:
            worker.terminate()
        for worker in workers:
            while worker.is_alive() and time.monotonic() < until:
                time.sleep(TICK)
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
    signal.pthread_sigmask(signal.SIG_BLOCK, TO_END)
    try:
        with STARTING:
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, TO_END)


def fork() -> None:
    """Let the server's processes share its socket, whatever this Python's own way to start processes is."""
    multiprocessing.set_start_method("fork", force=True)
