"""One process of the server: it reads the data, waits for its turn to serve, and says in its last answers that it goes."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.sharedctypes import RawValue
from typing import Any

from werkzeug.test import Client

from portal import measure

WARMED = (
    "/{}/",
    "/fi/malli",
    "/fi/menetelmat",
    "/fi/oppaat",
    "/fi/etsi-tilanteen-mukaan",
    "/fi/haku?q=jono",
    "/fi/asiat/queues-grow",
)
READY = 120.0  # seconds in which a process must have read the data
TICK = 0.02
TO_END = {signal.SIGTERM}


def _flag() -> Any:  # noqa: ANN401 - ctypes has no public type for it
    return RawValue(ctypes.c_bool, False)


@dataclass(frozen=True)
class Turn:
    """What the server and one of its processes say to each other: ready to serve, serve now, soon to go."""

    ready: Any = field(default_factory=_flag)
    serving: Any = field(default_factory=_flag)
    leaving: Any = field(default_factory=_flag)


def load(turn: Turn, name: str, version: str, listening: int, *, switching: bool) -> Callable[..., Iterable[bytes]]:
    """Return the application, in a process of the server; one that replaces another first gets ready and waits for its turn."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # as long as nothing is answered, there is nothing to finish
    signal.pthread_sigmask(signal.SIG_UNBLOCK, TO_END)
    from portal.web import serve_app  # noqa: PLC0415 - only the server's processes need it, and it takes a second

    measure.count_as(name)
    app = serve_app()
    if version and app.extensions["kierre"].version != version:
        raise SystemExit("The data has changed since it was checked.")
    signal.signal(signal.SIGUSR1, lambda *_: _leave(turn, listening))
    if switching:
        warm(app)
    turn.ready.value = True
    while not turn.serving.value:
        time.sleep(TICK)
    return partial(_say_when_leaving, app, turn)


def warm(app: Any) -> None:  # noqa: ANN401 - a Flask application, which this layer does not know
    """Make what the first readers ask for: the search index, and pages, so that their templates are read."""
    held = app.extensions["kierre"]
    house = held.house(READY) if hasattr(held, "house") else held  # over an engine far away: opened now, or this process ends
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
