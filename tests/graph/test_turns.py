"""Turns of strangers' queries."""

from __future__ import annotations

import threading

import pytest

from portal.errors import QueryBusy
from portal.graph import turns
from portal.graph.turns import Turns


def test_who_waits_gets_the_turn_that_another_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    """And not before."""
    monkeypatch.setattr(turns, "_PATIENCE", 60)
    of_one, order, inside = Turns(1), [], threading.Event()

    def wait() -> None:
        inside.set()
        with of_one.one():
            order.append("second")

    with of_one.one():
        waiting = threading.Thread(target=wait)
        waiting.start()
        inside.wait()
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def test_who_waits_too_long_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The turn stays with whoever has it, and the place in the queue is free again."""
    monkeypatch.setattr(turns, "_PATIENCE", 0.01)
    of_one = Turns(1)
    with of_one.one():
        for _ in range(3 * turns.WAITING):
            with pytest.raises(QueryBusy, match="Every worker is busy"), of_one.one():
                pytest.fail("there was no turn")
    with of_one.one():
        pass


def test_the_queue_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who finds it full is told at once: each who waits holds a thread that pages need."""
    monkeypatch.setattr(turns, "_PATIENCE", 60)
    monkeypatch.setattr(turns, "WAITING", 0)
    of_one = Turns(1)
    with of_one.one(), pytest.raises(QueryBusy), of_one.one():
        pytest.fail("there was no place")
