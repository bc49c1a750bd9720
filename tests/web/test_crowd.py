"""Strangers' queries come in so many at a time."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from portal.web.crowd import Crowd
from portal.web.kept import NOTED


def ask(crowd: Crowd, path: str, noted: dict[str, str] | None = None) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and body of an answer."""
    said: list[tuple[str, dict[str, str]]] = []
    environ = {"PATH_INFO": path, NOTED: noted if noted is not None else {}}
    body = b"".join(crowd(environ, lambda status, headers: said.append((status, dict(headers)))))
    return (*said[0], body)


def test_one_too_many_is_told_to_come_again_and_pages_answer() -> None:
    """Until one of those inside has its answer."""
    inside, go = threading.Semaphore(0), threading.Event()

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/sparql":
            inside.release()
            go.wait()
        start_response("200 OK", [])
        return [b"an answer"]

    crowd, answers = Crowd(application, 2), []
    threads = [threading.Thread(target=lambda: answers.append(ask(crowd, "/sparql"))) for _ in range(2)]
    for each in threads:
        each.start()
        inside.acquire()
    noted: dict[str, str] = {}
    status, headers, body = ask(crowd, "/sparql", noted)
    assert ask(crowd, "/sparql/")[0] == status
    assert (status, headers["Retry-After"], noted) == ("503 Service Unavailable", "3", {"limit": "busy"})
    assert json.loads(body)["detail"] == "Too many queries are being asked at once. Send yours again in a few seconds."
    assert ask(crowd, "/fi/sparql")[0] == "200 OK"
    go.set()
    for each in threads:
        each.join()
    assert [status for status, *_ in answers] == ["200 OK", "200 OK"]
    assert ask(crowd, "/sparql")[0] == "200 OK"


def test_an_error_makes_room_too() -> None:
    """Nobody is left inside."""

    def application(_environ: dict[str, Any], _start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise ZeroDivisionError

    crowd = Crowd(application, 1)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            ask(crowd, "/sparql")
