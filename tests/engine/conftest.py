"""Engines far away, for tests: a real Oxigraph server that can be killed, and servers that answer as no engine should."""

from __future__ import annotations

import os
import shutil
import socket
import socketserver
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import flask
import pytest

from portal.graph.endpoint import Address, Endpoint
from portal.graph.load import Data
from portal.graph.publish import publish
from portal.graph.remote import Remote, find
from portal.settings import Settings
from portal.web import create_app

PATIENCE = 120
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _own_place() -> str:
    """An address of this machine that no other process takes, also while the server at it is dead: its name is that of ours."""
    number = os.getpid()
    with socket.socket() as probe:
        probe.bind((f"127.{number >> 16 & 63 | 64}.{number >> 8 & 255}.{number & 255}", 0))
        host, port = probe.getsockname()
    return f"{host}:{port}"


@dataclass
class Oxigraph:
    """A real SPARQL server of its own, with a folder for its data; it can be killed and started again."""

    location: Path
    place: str
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of its SPARQL endpoint."""
        return f"http://{self.place}/query"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [str(Path(sys.executable).parent / "oxigraph"), "serve", "--location", str(self.location)]
        self.process = subprocess.Popen([*command, "--bind", self.place], stderr=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                with _OPENER.open(self.url + "?query=ASK%7B%7D", timeout=PATIENCE):
                    return
            except OSError:
                time.sleep(0.02)
        pytest.fail("the Oxigraph server did not start")

    def kill(self) -> None:
        """End it at once, whatever it is doing."""
        if self.process:
            self.process.kill()
            self.process.wait(PATIENCE)
            self.process = None

    def empty(self) -> None:
        """Start it again without its data."""
        self.kill()
        shutil.rmtree(self.location)
        self.start()


@pytest.fixture(scope="session")
def start_oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Oxigraph]]:
    """Starts an Oxigraph server on a free port, and ends it at the end."""
    started: list[Oxigraph] = []

    def start() -> Oxigraph:
        started.append(Oxigraph(tmp_path_factory.mktemp("oxigraph") / "data", _own_place()))
        started[-1].start()
        return started[-1]

    yield start
    for each in started:
        each.kill()


@pytest.fixture(scope="session")
def oxigraph_server(start_oxigraph: Callable[[], Oxigraph]) -> Oxigraph:
    """An Oxigraph server that tests share; what they load into it is a version of its own."""
    return start_oxigraph()


@pytest.fixture(scope="session")
def real_remote(oxigraph_server: Oxigraph, real: Data) -> Remote:
    """The real data in an Oxigraph server."""
    endpoint = Endpoint(Address(oxigraph_server.url, connect=PATIENCE, read=PATIENCE))
    publish(endpoint, real.store, real.version, 99, lambda _: None)
    return Remote(endpoint, find(endpoint, real.version))


@pytest.fixture(scope="session")
def small_remote(oxigraph_server: Oxigraph, small: Data) -> Remote:
    """The small world in an Oxigraph server."""
    endpoint = Endpoint(Address(oxigraph_server.url, connect=PATIENCE, read=PATIENCE))
    publish(endpoint, small.store, small.version, 99, lambda _: None)
    return Remote(endpoint, find(endpoint, small.version))


@pytest.fixture(scope="session")
def real_remote_app(real: Data, real_remote: Remote, tmp_path_factory: pytest.TempPathFactory) -> flask.Flask:
    """The portal over the real data in an Oxigraph server, of which no release has been made."""
    folder = tmp_path_factory.mktemp("remote")
    settings = Settings(state=folder / "state", releases=folder / "releases", query_seconds=PATIENCE)
    return create_app(settings, replace(real, store=real_remote))


@pytest.fixture
def odd_engine() -> Iterator[Callable[[Callable[[IO[bytes]], None]], str]]:
    """Makes the address of a server that answers each request in a way of its own: by writing what it likes."""
    servers: list[socketserver.ThreadingTCPServer] = []

    def make(behave: Callable[[IO[bytes]], None]) -> str:
        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                length = 0
                while (line := self.rfile.readline().strip()) != b"":
                    if line.lower().startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                self.rfile.read(length)
                with suppress(OSError):
                    behave(self.wfile)

        servers.append(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler))
        servers[-1].daemon_threads = True
        threading.Thread(target=servers[-1].serve_forever, args=[0.01], daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_address[1]}/query"

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()
