"""What many tests need: a small world, the real data, the portal over it, a running server, and equality of graphs."""

from __future__ import annotations

import contextlib
import gc
import itertools
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import flask
import hypothesis
import jinja2
import pydot
import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib.compare import graph_diff, to_isomorphic

from portal.graph import workers
from portal.graph.load import Data, load
from portal.paths import data_root
from portal.settings import Settings
from portal.web import create_app
from portal.web import today as clock

DATA = Path(__file__).parent / "data"
PATIENCE = 120

hypothesis.settings.register_profile("chance", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("kierre", hypothesis.settings.get_profile("chance"), derandomize=True)
hypothesis.settings.load_profile("kierre")  # a busy machine is no failure, and what is tried is the same in every run


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage while tests are collected, and afterwards no more in what stays of that."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        settle()


def settle() -> None:
    """Look for garbage no more in what there is now, and stays until the end: a third of all time would go there."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def of_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all processes that run tests together."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session", autouse=True)
def compiled(of_all: Path) -> None:
    """Templates are compiled once, not for each of some hundred apps."""
    folder = of_all / "templates"
    folder.mkdir(exist_ok=True)
    flask.Flask.jinja_options = {**flask.Flask.jinja_options, "bytecode_cache": jinja2.FileSystemBytecodeCache(str(folder))}


@pytest.fixture(scope="session", autouse=True)
def patient() -> None:
    """On a busy machine a process for queries may take its time to start."""
    workers._START = PATIENCE


@pytest.fixture(scope="session", autouse=True)
def one_day() -> Iterator[None]:
    """It is the same day until all tests have run: a page that is made before midnight is the same after it."""
    began = datetime.now(UTC)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clock, "datetime", SimpleNamespace(now=lambda _zone: began))
        yield


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of small examples, one for each behaviour."""
    return DATA


@pytest.fixture(scope="session")
def make_world() -> Callable[[Path], Path]:
    """Makes a copy of the small world in a folder, with Kierre's own vocabulary: a clean data folder that may be spoilt."""

    def make(below: Path) -> Path:
        folder = below / "world"
        shutil.copytree(DATA / "world", folder)
        for file in (data_root() / "ontology").glob("*.ttl"):
            shutil.copy(file, folder / "ontology")
        return folder

    return make


@pytest.fixture
def world(make_world: Callable[[Path], Path], tmp_path: Path) -> Path:
    """A small world of this test."""
    return make_world(tmp_path)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Data:
    """The small world, loaded; without the vocabulary."""
    folder = tmp_path_factory.mktemp("small") / "world"
    shutil.copytree(DATA / "world", folder)
    return load(folder)


@pytest.fixture(scope="session")
def real() -> Data:
    """The real data."""
    loaded = load(data_root())
    settle()
    return loaded


def close(app: flask.Flask) -> None:
    """End the query workers of an app, if it has started any."""
    held = app.extensions["kierre"]
    house = getattr(held, "_house", held)  # over an engine far away: what was opened, if anything was
    if house and "workers" in vars(house):
        house.workers.close()


@pytest.fixture(scope="session")
def app(real: Data, tmp_path_factory: pytest.TempPathFactory) -> Iterator[flask.Flask]:
    """The portal over the real data, of which no release has been made."""
    folder = tmp_path_factory.mktemp("app")
    made = create_app(Settings(state=folder / "state", releases=folder / "releases", query_seconds=PATIENCE), real)
    settle()
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


_PORTS = itertools.count(10_000 + 97 * os.getpid() % 20_000)  # none that a system gives away by itself, or another of our processes


def _free_port() -> int:
    for port in _PORTS:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """Gives a port of this machine that nobody listens on, and that none of our other processes is given meanwhile."""
    return _free_port


def _started(process: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for thread in os.listdir(f"/proc/{process}/task"):  # noqa: PTH208 - the names alone
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                found += map(int, Path(f"/proc/{process}/task/{thread}/children").read_text(encoding="utf-8").split())
    return found


@pytest.fixture(scope="session")
def started_by() -> Callable[[int], list[int]]:
    """Gives the processes that a process has started; it, or a thread of it, may end while one looks."""
    return _started


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


def _copy(stamps: Path, folder: Path) -> None:
    """Copy the stamps of a folder into another: each appears whole, whoever reads there."""
    folder.mkdir(parents=True, exist_ok=True)
    for stamp in [each for each in stamps.glob("*") if not each.suffix]:
        unfinished = folder / f"{stamp.name}.{os.getpid()}"
        shutil.copy(stamp, unfinished)
        unfinished.replace(folder / stamp.name)


@pytest.fixture(scope="session")
def start_server(
    environment: Callable[..., dict[str, str]], of_all: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Server]]:
    """Starts `kierre serve` on a free port with options and settings, waits until it is ready, and stops it at the end.

    Data that one of them has found to be clean is not checked again before the next, unless it is to start afresh.
    """
    started: list[Server] = []
    stamps = of_all / "stamps"
    stamps.mkdir(exist_ok=True)

    def start(*options: str, afresh: bool = False, **settings: Any) -> Server:
        port = _free_port()
        checks = settings["state"] / "checks"
        if not afresh:
            _copy(stamps, checks)
        command = [sys.executable, "-m", "portal", "serve", "--port", str(port), *options]
        log = tmp_path_factory.mktemp("log") / "stderr"
        with log.open("wb") as errors:
            process = subprocess.Popen(command, env=environment(**settings), stderr=errors, start_new_session=True)
        started.append(Server(f"http://127.0.0.1:{port}", process, log))
        _wait_until_ready(started[-1])
        _copy(checks, stamps)
        return started[-1]

    yield start
    for server in started:
        server.process.terminate()
        server.process.wait(PATIENCE)


@pytest.fixture(scope="session")
def server(start_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A real `kierre serve` over the real data, with a state folder of its own."""
    server = start_server(state=tmp_path_factory.mktemp("served"), query_seconds=PATIENCE)  # query workers wait for pages and tests
    end = time.monotonic() + PATIENCE
    while server.get("/sparql?query=ASK%7B%7D").status != 200:  # on a busy machine the first process for queries takes its time
        assert time.monotonic() < end, server.log.read_text()
    return server
