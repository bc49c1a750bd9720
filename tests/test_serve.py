"""A running server reads changed data anew on SIGHUP, but only data without errors."""

from __future__ import annotations

import contextlib
import gc
import http.client
import os
import re
import select
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from portal.web import filing, serve_app

PATIENCE = 120
PAUSE = 0.05
ASK = "/sparql?query=ASK%7B%7D"
REPLACED = "another serves in its place"


@pytest.fixture(scope="module")
def house(make_world: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small world for the server that tests share."""
    return make_world(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def shared(start_server: Callable[..., Any], house: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A server that has checked its data, which tests leave running."""
    server = start_server(afresh=True, sources=house, state=tmp_path_factory.mktemp("state"))
    yield server
    end(server)


@pytest.fixture
def the_one_that_serves(shared: Any, started_by: Callable[[int], list[int]]) -> Callable[[], int]:
    """Gives the only process that the server has started, as soon as it is: those that it replaced have ended."""

    def found() -> int:
        until = time.monotonic() + PATIENCE
        while len(found := started_by(shared.process.pid)) != 1:
            assert time.monotonic() < until, shared.log.read_text()
            time.sleep(PAUSE)
        return found[0]

    return found


@pytest.fixture
def served(shared: Any, the_one_that_serves: Callable[[], int]) -> Any:
    """The same server, when one process serves."""
    the_one_that_serves()
    return shared


def end(server: Any) -> None:
    """End a server."""
    server.process.terminate()
    server.process.wait(PATIENCE)


def page(world: Path) -> Path:
    return world / "content" / "guides" / "queues.en.md"


def wait_for(server: Any, path: str, words: str) -> str:
    """Ask until the answer holds some words, and give it back."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        text = str(server.get(path).body.decode())
        if words in text:
            return text
        time.sleep(PAUSE)
    pytest.fail(f"{path} never said {words!r}; the log: {server.log.read_text()}")


def wait_for_no_more(server: Any, path: str, words: str) -> None:
    """Ask until the answer holds some words no more."""
    until = time.monotonic() + PATIENCE
    while words in server.get(path).body.decode():
        assert time.monotonic() < until, f"{path} goes on saying {words!r}"
        time.sleep(PAUSE)


def reload(server: Any) -> None:
    os.kill(server.process.pid, signal.SIGHUP)


def write(world: Path, title: str, cause: str = "id:constant-hurry") -> None:
    """Give a page a title, and the thing that it tells of a name."""
    text = re.sub(r"(?m)^title: .*$", f"title: {title}", page(world).read_text(encoding="utf-8"))
    page(world).write_text(re.sub(r"id:constant-hur+y", cause, text), encoding="utf-8")


def test_changed_data_is_read_anew(served: Any, house: Path) -> None:
    """When the server is told to, without a new start."""
    write(house, "Lines grow")
    assert "Lines grow" not in served.get("/en/guides/queues").body.decode()
    reload(served)
    wait_for(served, "/en/guides/queues", "Lines grow")


def test_data_with_errors_is_not_read_and_said_so(served: Any, house: Path) -> None:
    """The old version stays; the log and /readyz say why, with file and line; mended data is read."""
    write(house, "Rows grow", "id:constant-hury")
    reload(served)
    text = wait_for(served, "/readyz", "the old version stays")
    assert text.startswith("ready ")
    assert "content/guides/queues.en.md:6: error: " in text
    assert "the old version stays" in served.log.read_text()
    assert "Rows grow" not in served.get("/en/guides/queues").body.decode()
    write(house, "Rows grow")
    reload(served)
    wait_for(served, "/en/guides/queues", "Rows grow")
    wait_for_no_more(served, "/readyz", "the old version stays")


def test_the_check_before_the_start_leaves_nothing_in_the_server(served: Any) -> None:
    """What only a check needs would stay in the memory of the server and of each of its workers."""
    loaded = Path(f"/proc/{served.process.pid}/status").read_text(encoding="utf-8")
    assert int(re.findall(r"VmHWM:\s+(\d+)", loaded)[0]) < 100_000


@pytest.fixture
def below(started_by: Callable[[int], list[int]]) -> Callable[[int], list[int]]:
    """Gives the processes that a process has started, and those that these have started."""

    def found(process: int) -> list[int]:
        mine = started_by(process)
        return [*mine, *(each for child in mine for each in found(child))]

    return found


def opened(processes: list[int]) -> list[int]:
    """What tells when these processes end; of those that are still there."""
    found = []
    for each in processes:
        with contextlib.suppress(ProcessLookupError):
            found.append(os.pidfd_open(each))
    return found


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_when_the_server_ends(
    start_server: Callable[..., Any], below: Callable[[int], list[int]], world: Path, tmp_path: Path, how: signal.Signals
) -> None:
    """Neither those that serve nor those that answer queries, of which one is busy with an endless one."""
    server = start_server(sources=world, state=tmp_path / "state", query_seconds=2)
    query = urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"})
    asking = threading.Thread(target=asked_again, args=[server, "/sparql?" + query])
    wait_for(server, ASK, "true")
    asking.start()
    wait_for(server, "/metrics", "kierre_queries_running 1.0")
    left = opened(below(server.process.pid))
    server.process.send_signal(how)
    ended = [bool(select.select([each], [], [], PATIENCE)[0]) for each in left]
    asking.join()
    for each in left:
        os.close(each)
    assert len(ended) >= 2
    assert all(ended)


def test_a_process_that_is_killed_is_replaced(served: Any, the_one_that_serves: Callable[[], int]) -> None:
    """As often as it happens: readers wait a moment, and queries are answered too."""
    before = served.log.read_text().count(REPLACED)
    for _ in range(2):
        serving = the_one_that_serves()
        gone = os.pidfd_open(serving)
        os.kill(serving, signal.SIGKILL)
        assert select.select([gone], [], [], PATIENCE)[0]
        os.close(gone)
        assert served.get("/en/").status == 200
        wait_for(served, ASK, "true")
    until = time.monotonic() + PATIENCE
    while (said := served.log.read_text().count(REPLACED)) < before + 2:  # it is said when the other serves already
        assert time.monotonic() < until
        time.sleep(PAUSE)
    assert said == before + 2


def test_a_server_that_starts_can_be_stopped(
    environment: Callable[..., dict[str, str]],
    below: Callable[[int], list[int]],
    free_port: Callable[[], int],
    world: Path,
    tmp_path: Path,
) -> None:
    """At once: its processes have nothing to finish yet."""
    command = [sys.executable, "-m", "portal", "serve", "--port", str(free_port()), "--workers", "2"]
    settings = environment(sources=world, state=tmp_path)
    with subprocess.Popen(command, env=settings, stderr=subprocess.PIPE, text=True, start_new_session=True) as starting:
        assert starting.stderr is not None
        while "Kierre" not in starting.stderr.readline():
            assert starting.poll() is None
        while len(below(starting.pid)) < 2:
            assert starting.poll() is None
        starting.terminate()
        assert starting.wait(25) == 0  # who does not end is killed after 30 seconds


def test_a_server_that_checks_before_it_starts_bears_a_word_to_read_anew(
    environment: Callable[..., dict[str, str]], free_port: Callable[[], int], world: Path, tmp_path: Path
) -> None:
    """It reads the data afterwards anyway."""
    command = [sys.executable, "-m", "portal", "serve", "--port", str(free_port())]
    settings = environment(sources=world, state=tmp_path)
    with subprocess.Popen(command, env=settings, stderr=subprocess.PIPE, text=True, start_new_session=True) as starting:
        assert starting.stderr is not None
        for words in ("checking it first", "Kierre"):
            while words not in starting.stderr.readline():
                assert starting.poll() is None
            starting.send_signal(signal.SIGHUP)
        starting.terminate()
        starting.communicate(timeout=PATIENCE)
        assert starting.returncode != -signal.SIGHUP


def test_a_server_that_is_stopped_with_its_processes_ends_well(
    start_server: Callable[..., Any], world: Path, tmp_path: Path
) -> None:
    """As by Ctrl+C, which all of them hear: that they end is what is wanted, and no failure."""
    server = start_server(sources=world, state=tmp_path)
    assert server.get("/download/SHA256SUMS").status == 200  # it has made its files, and nothing more to finish
    os.killpg(server.process.pid, signal.SIGINT)
    assert server.process.wait(PATIENCE) == 0
    assert "died" not in server.log.read_text()


READS = """
import signal
import sys
from portal import serving
class Slow:
    def find_spec(self, name, *_):
        if name == "portal.web":
            print("it reads the code of the pages", flush=True)
            sys.stdin.read()
sys.meta_path.insert(0, Slow())
signal.pthread_sigmask(signal.SIG_BLOCK, serving.TO_END)
serving.load(serving.Turn(), "1", "", 0, switching=False)
"""


def test_a_process_that_still_reads_its_code_ends_when_told_to() -> None:
    """However long that takes: what was held back from it until it could hear it is heard before."""
    with subprocess.Popen([sys.executable, "-c", READS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reading:
        assert reading.stdout is not None
        assert reading.stdout.readline()
        reading.terminate()
        try:
            assert reading.wait(PATIENCE) == -signal.SIGTERM
        finally:
            reading.kill()


def asked_again(server: Any, path: str) -> None:
    """Ask a server until it has ended."""
    while server.process.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            server.get(path)


def test_the_search_index_is_built_while_the_server_starts(world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a search having been made."""
    monkeypatch.setenv("KIERRE_SOURCES", str(world))
    monkeypatch.setenv("KIERRE_STATE", str(tmp_path))
    monkeypatch.setattr(filing, "make_apart", lambda: None)  # files are made here: another process would stand back, and take long
    gc.unfreeze()  # what the tests hold: it is frozen again with the app
    app = serve_app()
    until = time.monotonic() + PATIENCE
    while not gc.get_freeze_count():  # the last that is prepared: garbage is not looked for in what stays
        assert time.monotonic() < until
        time.sleep(PAUSE)
    assert vars(app.extensions["kierre"])["_search"] is not None


def query_worker(processes: list[int]) -> int:
    """The one of some processes that answers queries."""
    for each in processes:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes():
                return each
    raise AssertionError(processes)


def test_what_is_being_answered_is_finished_before_the_end(
    start_server: Callable[..., Any], below: Callable[[int], list[int]], world: Path, tmp_path: Path
) -> None:
    """A server that is told to stop in the midst of a query still sends its answer."""
    server = start_server(sources=world, state=tmp_path / "state", query_seconds=PATIENCE)
    wait_for(server, ASK, "true")
    worker = query_worker(below(server.process.pid))
    os.kill(worker, signal.SIGSTOP)  # the next query lasts until it may go on
    answers: list[Any] = []
    asking = threading.Thread(target=lambda: answers.append(server.get(ASK + "%20LIMIT%201")))
    asking.start()
    wait_for(server, "/metrics", "kierre_queries_running 1.0")
    with contextlib.closing(http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=PATIENCE)) as idle:
        idle.request("GET", "/healthz")
        idle.getresponse().read()
        server.process.terminate()
        assert idle.sock.recv(1) == b""  # who serves hangs up when it is told to end
    os.kill(worker, signal.SIGCONT)
    asking.join(PATIENCE)
    assert [answer.status for answer in answers] == [200]
    assert server.process.wait(PATIENCE) == 0


def test_of_two_servers_that_start_together_one_serves(
    environment: Callable[..., dict[str, str]], free_port: Callable[[], int], world: Path, tmp_path: Path
) -> None:
    """The other, which found nobody at the port when it was started, ends with a sentence."""
    port = free_port()
    command = [sys.executable, "-m", "portal", "serve", "--port", str(port)]
    settings = environment(sources=world, state=tmp_path)
    both = [subprocess.Popen(command, env=settings, stderr=subprocess.PIPE, text=True, start_new_session=True) for _ in range(2)]
    try:
        end = time.monotonic() + PATIENCE
        while all(each.poll() is None for each in both) and time.monotonic() < end:
            time.sleep(0.1)
        (other,) = (each for each in both if each.poll() is not None)
        assert other.returncode == 2
        said = f"Another server listens on 127.0.0.1, port {port}. End it, or choose another port with --port."
        assert other.communicate()[1].strip().splitlines()[-1] == f"Error: {said}"
        (first,) = (each for each in both if each is not other)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE) as answer:
            assert (answer.status, first.poll()) == (200, None)
    finally:
        for each in both:
            each.terminate()
            each.communicate(timeout=PATIENCE)
