"""The server's processes take each other's place, whichever of them dies meanwhile."""

from __future__ import annotations

import subprocess
from types import SimpleNamespace
from typing import Any

import pytest
from granian.constants import Interfaces
from granian.server.mp import MPServer

from portal import switch
from portal.reload import STARTING, check_apart
from portal.serving import Turn
from portal.switch import Server

PLACES = 2


class Process:
    """As a process of the server: it is ready at once, and dies when told to; where it does not start, it never lives."""

    def __init__(self, number: int, *, lives: bool = True, starts: bool = True) -> None:
        self.inner, self.turn = SimpleNamespace(pid=number, exitcode=-9), Turn()
        self.turn.ready.value = True
        self.lives, self._starts = lives, starts

    def start(self) -> None:
        """Start, or fail as where the system has no room for another process."""
        if not self._starts:
            raise BlockingIOError(11, "Resource temporarily unavailable")

    def is_alive(self) -> bool:
        """Whether it lives."""
        return self.lives and self._starts

    def kill(self) -> None:
        """Die."""
        assert self._starts, "there is nobody to be killed"
        self.lives = False

    terminate = kill

    def join(self) -> None:
        """Wait for the end."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server that has two processes and none of them ready to be taken for another."""
    for name in ("_TOGETHER", "_LEAVING", "TICK"):
        monkeypatch.setattr(switch, name, 0)
    made = Server("nowhere:nothing", interface=Interfaces.WSGI, workers=PLACES)
    made.wrks[:] = [Process(number) for number in range(PLACES)]
    return made


@pytest.fixture
def told(server: Server, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that are told to go; the system says so when there is none of that number."""
    found: list[int] = []

    def kill(number: int, _: object) -> None:
        found.append(number)
        if not old[number].lives:
            raise ProcessLookupError

    old = list(server.wrks)
    monkeypatch.setattr(switch.os, "kill", kill)
    return found


def next_ones(server: Server, monkeypatch: pytest.MonkeyPatch, *processes: Process) -> list[bool]:
    """Let these be started next; return a list that will hold whether they took the place of all."""
    waiting, switched = list(processes), []
    monkeypatch.setattr(server, "_spawn_worker", lambda *_, **__: waiting.pop(0))
    server.switched = switched.append
    return switched


def test_one_that_dies_while_others_get_ready_is_not_told_to_go(
    server: Server, told: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its number may be another's by now, or nobody's, which ended the server's main loop."""
    server.wrks[0].kill()
    new = [Process(10), Process(11)]
    switched = next_ones(server, monkeypatch, *new)
    server._reload(None, None)
    assert (switched, told, server.wrks) == ([True], [1], new)


def test_one_that_dies_between_a_look_and_a_word_does_no_harm(
    server: Server, told: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are told to go all the same."""
    first, new = server.wrks[0], [Process(10), Process(11)]
    first.kill()
    looks = iter([True])
    monkeypatch.setattr(first, "is_alive", lambda: next(looks, False))
    switched = next_ones(server, monkeypatch, *new)
    server._reload(None, None)
    assert (switched, told) == ([True], [0, 1])


def test_one_that_dies_before_it_serves_is_seen(server: Server, told: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """It was ready, and waited for another."""
    next_ones(server, monkeypatch, Process(10), Process(11))
    server._reload(None, None)
    server.wrks[1].kill()
    monkeypatch.setattr(switch.time, "sleep", lambda _: pytest.fail("nobody has seen it"))
    server.main_loop_interrupt.wait()
    assert server.interrupt_children == [1]
    assert told == [0, 1]


def test_all_that_die_at_once_are_seen(server: Server) -> None:
    """Those too that die while another is being replaced."""
    for worker in server.wrks:
        worker.kill()
    assert server.note_dead()
    assert server.interrupt_children == [0, 1]


def test_one_that_ends_is_not_noted_but_looked_for(server: Server) -> None:
    """When all are told to stop at once, as by Ctrl+C, a process may end before the server does: that is no failure."""
    server._ssp = server._shd = server._sso = server._sfd = None
    worker = server._spawn_worker(0, print, None)
    worker.inner = SimpleNamespace(join=lambda: None)
    worker._watcher()
    assert server.interrupt_children == []


def test_one_that_cannot_be_started_leaves_all_as_it_was(
    server: Server, told: list[int], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The system has no room for another process: the old ones serve on, and nothing is left of the new."""
    old, new = list(server.wrks), [Process(10), Process(11, starts=False)]
    switched = next_ones(server, monkeypatch, *new)
    server._reload(None, None)
    assert (switched, server.wrks, told) == ([False], old, [])
    assert not any(each.is_alive() for each in new)
    assert "cannot be started: Resource temporarily unavailable" in caplog.text


def test_one_that_is_to_replace_another_ends_when_the_server_stops(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would wait for its turn without end, and the server for it."""
    new = Process(10)
    new.turn.ready.value = False
    next_ones(server, monkeypatch, new)
    server.signal_handler_interrupt()
    server._respawn_workers([0], None, None)
    assert not new.is_alive()


def test_a_switch_that_the_end_breaks_off_has_not_failed(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is said of the data, and no other check begins."""
    new = [Process(10), Process(11)]
    switched = next_ones(server, monkeypatch, *new)
    server.signal_handler_interrupt()
    server._reload(None, None)
    assert switched == []
    assert not any(each.is_alive() for each in new)


def test_no_check_begins_while_a_process_is_forked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process would hold the pipes of the check, and whoever reads them would wait for their end without end."""
    busy: list[bool] = []
    new = Process(10)
    monkeypatch.setattr(new, "start", lambda: busy.append(STARTING.locked()))
    server._start([new])
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: busy.append(STARTING.locked()))
    check_apart()
    assert busy == [True, True]
    assert not STARTING.locked()


def test_no_process_is_left_when_the_server_fails(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python would wait for them without end."""

    def fail(*_: object) -> Any:
        raise RuntimeError("for a reason that nobody thought of")

    monkeypatch.setattr(MPServer, "_serve", fail)
    old = list(server.wrks)
    with pytest.raises(RuntimeError, match="nobody thought of"):
        server._serve(None, None)
    assert not any(each.is_alive() for each in old)
