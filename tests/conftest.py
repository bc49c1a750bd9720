"""What many tests need: a small world, the real data, the portal over it, a running server, and equality of graphs."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import flask
import hypothesis
import pydot
import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib.compare import graph_diff, to_isomorphic

from portal.graph.load import Data, load
from portal.paths import data_root
from portal.settings import Settings
from portal.web import create_app

DATA = Path(__file__).parent / "data"
PATIENCE = 120

hypothesis.settings.register_profile("kierre", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("kierre")  # a busy machine is no failure


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of small examples, one for each behaviour."""
    return DATA


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A copy of the small world, with Kierre's own vocabulary: a clean data folder that a test may spoil."""
    folder = tmp_path / "world"
    shutil.copytree(DATA / "world", folder)
    for file in (data_root() / "ontology").glob("*.ttl"):
        shutil.copy(file, folder / "ontology")
    return folder


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Data:
    """The small world, loaded; without the vocabulary."""
    folder = tmp_path_factory.mktemp("small") / "world"
    shutil.copytree(DATA / "world", folder)
    return load(folder)


@pytest.fixture(scope="session")
def real() -> Data:
    """The real data."""
    return load(data_root())


def close(app: flask.Flask) -> None:
    """End the query workers of an app, if it has started any."""
    house = app.extensions["kierre"]
    if "workers" in vars(house):
        house.workers.close()


@pytest.fixture(scope="session")
def app(real: Data, tmp_path_factory: pytest.TempPathFactory) -> Iterator[flask.Flask]:
    """The portal over the real data."""
    made = create_app(Settings(state=tmp_path_factory.mktemp("state"), query_seconds=5), real)
    yield made
    close(made)


@pytest.fixture
def client(app: flask.Flask) -> FlaskClient:
    """A client of the portal over the real data."""
    return app.test_client()


@pytest.fixture
def make_client(tmp_path: Path, small: Data) -> Iterator[Callable[..., FlaskClient]]:
    """Makes a client of a portal over the small world, with settings of its own."""
    made: list[flask.Flask] = []

    def make(**settings: object) -> FlaskClient:
        made.append(create_app(Settings(state=tmp_path, **settings), small))  # type: ignore[arg-type]
        return made[-1].test_client()

    yield make
    for each in made:
        close(each)


@pytest.fixture(scope="session")
def assert_same_graph() -> Callable[[rdflib.Graph, rdflib.Graph], None]:
    """Asserts that two graphs say the same, whatever their blank nodes are called."""

    def same(found: rdflib.Graph, wanted: rdflib.Graph) -> None:
        left, right = to_isomorphic(found), to_isomorphic(wanted)
        if left != right:
            _, more, less = graph_diff(left, right)
            pytest.fail(f"too much:\n{more.serialize(format='nt')}\nmissing:\n{less.serialize(format='nt')}")

    return same


@pytest.fixture(scope="session")
def read_graph() -> Callable[[bytes, str], rdflib.Graph]:
    """Reads data of a media type as one graph, the union of its graphs."""

    def read(data: bytes, media_type: str) -> rdflib.Graph:
        graph = rdflib.Graph()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's readers of datasets use its own old names
            for subject, predicate, object_, _ in rdflib.Dataset().parse(data=data, format=media_type).quads():
                graph.add((subject, predicate, object_))
        return graph

    return read


@pytest.fixture(scope="session")
def read_dot() -> Callable[[str], pydot.Dot]:
    """Reads a drawing in DOT."""

    def read(text: str) -> pydot.Dot:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # pydot's reader uses old names of pyparsing
            found = pydot.graph_from_dot_data(text)
        assert found
        return found[0]

    return read


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Message
    body: bytes


class _Stay(urllib.request.HTTPRedirectHandler):
    """Does not follow redirections."""

    def redirect_request(self, *_: object) -> None:
        """Say that there is nothing to follow."""


_OPENER = urllib.request.build_opener(_Stay, urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Server:
    """A running `kierre serve`."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def get(self, path: str, data: bytes | None = None, **headers: str) -> Answer:
        """Ask the server (POST when there is data); header names have _ for -."""
        request = urllib.request.Request(self.url + path, data, {name.replace("_", "-"): text for name, text in headers.items()})
        try:
            with _OPENER.open(request, timeout=PATIENCE) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(server: Server) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.process.poll() is None:
        try:
            if server.get("/readyz").status == 200:
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"kierre serve did not get ready (exit code {server.process.poll()}):\n{server.log.read_text()}")


@pytest.fixture(scope="session")
def environment() -> Callable[..., dict[str, str]]:
    """The environment without settings of the person who runs the tests, plus those given by name."""

    def make(**settings: object) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KIERRE_")}
        return {**kept, **{f"KIERRE_{name.upper()}": str(value) for name, value in settings.items()}}

    return make


@pytest.fixture(scope="session")
def start_server(
    environment: Callable[..., dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Server]]:
    """Starts `kierre serve` on a free port with settings, waits until it is ready, and stops it at the end."""
    started: list[Server] = []

    def start(**settings: object) -> Server:
        port = free_port()
        command = [sys.executable, "-m", "portal", "serve", "--port", str(port)]
        log = tmp_path_factory.mktemp("log") / "stderr"
        with log.open("wb") as errors:
            process = subprocess.Popen(command, env=environment(**settings), stderr=errors, start_new_session=True)
        started.append(Server(f"http://127.0.0.1:{port}", process, log))
        _wait_until_ready(started[-1])
        return started[-1]

    yield start
    for server in started:
        server.process.terminate()
        server.process.wait(PATIENCE)


@pytest.fixture(scope="session")
def server(start_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A real `kierre serve` over the real data, with a state folder of its own."""
    return start_server(state=tmp_path_factory.mktemp("served"))
