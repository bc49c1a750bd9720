"""Changed data is read anew in one step: no request fails, none sees two versions, and only clean data is served."""

from __future__ import annotations

import ctypes
import http.client
import os
import re
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from portal.graph.load import Data, data_version, find_sources
from portal.paths import not_reloaded
from portal.reload import Reload
from portal.serving import warm
from portal.settings import Settings
from portal.web import create_app

PATIENCE = 120
PAUSE = 0.05
PATH = "/en/guides/queues"
PAGE = "content/guides/queues.en.md"


def until(condition: Callable[[], bool], server: Any = None) -> None:
    """Wait for a condition."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, server and server.log.read_text()
        time.sleep(PAUSE)


def mark(world: Path, words: str) -> None:
    """Write words into a page, in one step, as a good editor does."""
    text = re.sub(r"Queues grow|Version \d+", words, (world / PAGE).read_text(encoding="utf-8"))
    (world / "page").write_text(text, encoding="utf-8")
    (world / "page").replace(world / PAGE)


class Watched:
    """A server that sees changed files, the world that it serves, and the last version that was written into it."""

    def __init__(self, server: Any, world: Path, started_by: Callable[[int], list[int]]) -> None:
        self.server, self.world, self.number, self._started_by = server, world, 0, started_by

    @property
    def version(self) -> str:
        """What the page says of itself."""
        return f"Version {self.number}"

    def change(self) -> None:
        """Write another version into the page."""
        self.number += 1
        mark(self.world, self.version)

    def says(self, path: str, words: str) -> bool:
        """Whether an address answers with some words."""
        return words in self.server.get(path).body.decode()

    def wait_for(self, path: str, words: str) -> None:
        """Ask until the answer holds some words."""
        until(lambda: self.says(path, words), self.server)

    def settle(self) -> None:
        """Wait until the last version is served by all, and those that served another have ended."""
        self.wait_for(PATH, self.version)
        until(lambda: self.server.log.read_text().count("is read anew") >= self.number, self.server)
        until(lambda: len(self._started_by(self.server.process.pid)) == 2, self.server)


@pytest.fixture(scope="module")
def watched(
    start_server: Callable[..., Any],
    started_by: Callable[[int], list[int]],
    make_world: Callable[[Path], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Watched]:
    """A server of two processes over a small world."""
    world = make_world(tmp_path_factory.mktemp("watched"))
    mark(world, "Version 0")
    server = start_server("--reload", "--workers", "2", sources=world, state=tmp_path_factory.mktemp("state"))
    yield Watched(server, world, started_by)
    end(server)


@pytest.fixture
def watching(watched: Watched) -> Watched:
    """The same, when nothing of it is being replaced."""
    watched.settle()
    return watched


def end(server: Any) -> None:
    """End a server."""
    server.process.terminate()
    server.process.wait(PATIENCE)


class Readers:
    """Clients that ask for a page over and over, each time anew or over a connection that they hold."""

    def __init__(self, server: Any, path: str) -> None:
        self.answers: list[tuple[int, frozenset[str], str]] = []
        self.failed: list[str] = []
        self._at, self._path, self._stop = server.url.removeprefix("http://"), path, threading.Event()
        self._threads = [threading.Thread(target=self._read, args=[hold]) for hold in (False, False, True)]

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _read(self, hold: bool) -> None:
        connection = http.client.HTTPConnection(self._at, timeout=PATIENCE)
        while not self._stop.wait(PAUSE):
            try:
                connection.request("GET", self._path)
                answer = connection.getresponse()
                text = answer.read().decode()
                versions = frozenset(re.findall(r"Version \d+", text))
                etag = re.sub(r"\d{4}-\d\d-\d\d", "", answer.headers["ETag"])  # midnight may come
                self.answers.append((answer.status, versions, etag))
            except (OSError, http.client.HTTPException) as error:
                self.failed.append(repr(error))
                connection.close()
            if not hold:
                connection.close()
        connection.close()


def test_readers_notice_nothing_but_the_new_version(watching: Watched) -> None:
    """Through two reloads no request fails, every page is of one version, and the last version is read by all."""
    with Readers(watching.server, PATH) as readers:

        def read(version: str) -> None:
            until(lambda: any(version in versions for _, versions, _ in list(readers.answers)), watching.server)

        read(watching.version)
        for _ in range(2):
            watching.change()
            read(watching.version)
        watching.settle()
    assert readers.failed == []
    assert {(status, len(versions)) for status, versions, _ in readers.answers} == {(200, 1)}
    assert len({etag for _, _, etag in readers.answers}) == 3


def test_nobody_waits_for_what_the_first_readers_ask_for(watching: Watched) -> None:
    """New processes have got ready before they serve: a page is there before it is asked for."""
    watching.change()
    watching.settle()
    before = sent_again(watching.server)
    assert watching.server.get("/fi/malli", Host="localhost", Accept_Encoding="br").status == 200
    assert sent_again(watching.server) == before + 1


def test_what_gets_ready_makes_the_search_index_too(small: Data, tmp_path: Path) -> None:
    """Without a search having been made."""
    app = create_app(Settings(state=tmp_path), small)
    warm(app)
    assert vars(app.extensions["kierre"])["_search"] is not None


def sent_again(server: Any) -> float:
    """How many answers were kept ones."""
    found = re.search(r'kierre_kept_answers_total\{outcome="sent again"\} (\S+)', server.get("/metrics").body.decode())
    return float(found[1]) if found else 0


def test_a_file_that_is_gone_is_seen(watching: Watched) -> None:
    """What led to it is an error, so the old version stays; put back, nothing is left to be said."""
    file = watching.world / "content/guides/queues.fi.md"
    page = file.rename(watching.world / "away")
    try:
        watching.wait_for("/readyz", "the old version stays")
        assert watching.says(PATH, watching.version)
    finally:
        page.rename(file)
    until(lambda: not watching.says("/readyz", "stays"), watching.server)
    assert watching.says(PATH, watching.version)
    assert watching.server.get("/readyz").body.decode().count("\n") == 1


def test_a_folder_that_is_replaced_is_seen(watching: Watched, tmp_path: Path) -> None:
    """As when a new release is moved into its place; what changes in the new folder is seen too."""
    content = watching.world / "content"
    shutil.copytree(content, tmp_path / "new" / "content")
    watching.number += 1
    mark(tmp_path / "new", watching.version)
    content.rename(tmp_path / "old")
    (tmp_path / "new" / "content").rename(content)
    watching.wait_for(PATH, watching.version)
    watching.change()
    watching.wait_for(PATH, watching.version)


def test_a_server_that_checks_can_be_stopped(start_server: Callable[..., Any], world: Path, tmp_path: Path) -> None:
    """Nothing of it is left."""
    server = start_server(sources=world, state=tmp_path / "state")
    mark(world, "Version 1")
    os.kill(server.process.pid, signal.SIGHUP)
    server.process.terminate()
    assert server.process.wait(PATIENCE) == 0


@pytest.mark.parametrize(("sent", "heard"), [(signal.SIGHUP, "nothing is done"), (signal.SIGTERM, "")], ids=["look again", "stop"])
def test_a_signal_that_another_thread_takes_is_heard(
    start_server: Callable[..., Any], world: Path, tmp_path: Path, sent: signal.Signals, heard: str
) -> None:
    """The system gives it to any thread when the main one has another signal to handle first."""
    server = start_server(sources=world, state=tmp_path)
    main = server.process.pid
    other = max(int(thread.name) for thread in Path(f"/proc/{main}/task").iterdir() if takes(thread, sent))
    assert other != main
    assert ctypes.CDLL(None).tgkill(main, other, sent) == 0
    until(lambda: heard in server.log.read_text() if heard else server.process.poll() == 0, server)


def takes(thread: Path, number: signal.Signals) -> bool:
    """Whether a thread does not hold a signal back."""
    blocked = re.search(r"^SigBlk:\s*(\S+)", (thread / "status").read_text(), re.MULTILINE)
    return bool(blocked) and not int(blocked[1], 16) >> (number - 1) & 1


def test_data_as_it_is_served_is_not_read_again(world: Path, tmp_path: Path) -> None:
    """And what was said of refused data is taken back."""
    settings = Settings(sources=world, state=tmp_path)
    not_reloaded(tmp_path).write_text("refused", encoding="utf-8")
    switched: list[str] = []
    reload = Reload(settings, data_version(find_sources(world)), switched.append)
    reload.start(watch=False)
    reload.ask()
    until(lambda: not not_reloaded(tmp_path).exists())
    assert switched == []


class Check:
    """As the process of a check, which ends with a code and some words: at once, or when it is killed."""

    def __init__(self, code: int, said: str = "", complained: str = "", *, waits: bool = False) -> None:
        self.returncode, self._words, self.reads, self._ends = code, (said, complained), threading.Event(), threading.Event()
        if not waits:
            self.kill()

    def communicate(self) -> tuple[str, str]:
        """What it says, at its end."""
        self.reads.set()
        assert self._ends.wait(PATIENCE)
        return self._words

    def poll(self) -> int | None:
        """The code, once it has ended."""
        return self.returncode if self._ends.is_set() else None

    def kill(self) -> None:
        """End it."""
        self._ends.set()


@pytest.mark.parametrize(
    ("failed", "words"),
    [
        (Check(1, "", "Traceback:\n  File\nMemoryError\n"), "MemoryError"),
        (OSError(12, "Cannot allocate memory"), "Cannot allocate"),
    ],
    ids=["breaks off", "cannot begin"],
)
def test_after_a_check_that_fails_the_next_one_is_heard(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failed: Check | OSError, words: str
) -> None:
    """Why it failed is told in a line, and whoever asks again is not asking in vain."""
    checks = [failed, Check(2, complained="Error: the next one\n")]

    def check() -> Check:
        found = checks.pop(0)
        if isinstance(found, OSError):
            raise found
        return found

    monkeypatch.setattr("portal.reload.check_apart", check)
    note, reload = not_reloaded(tmp_path), Reload(Settings(sources=world, state=tmp_path), "another", lambda _: None)
    reload.start(watch=False)
    reload.ask()
    until(lambda: note.exists() and words in note.read_text(encoding="utf-8"))
    assert "File" not in note.read_text(encoding="utf-8")
    reload.ask()
    until(lambda: "the next one" in note.read_text(encoding="utf-8"))


def test_a_check_that_the_end_breaks_off_says_nothing_of_the_data(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was killed, and has found no error."""
    check = Check(-9, waits=True)
    monkeypatch.setattr("portal.reload.check_apart", lambda: check)
    reload = Reload(Settings(sources=world, state=tmp_path), "another", lambda _: None)
    looking = threading.Thread(target=reload._look)
    looking.start()
    assert check.reads.wait(PATIENCE)
    reload.stop()
    looking.join()
    assert not not_reloaded(tmp_path).exists()


def test_a_note_is_whole_whenever_it_is_read(world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is written aside, and put in its place in one step."""
    note, written = not_reloaded(tmp_path), Path.write_text
    monkeypatch.setattr(Path, "write_text", lambda path, *rest, **more: path != note and written(path, *rest, **more))
    Reload(Settings(sources=world, state=tmp_path), "another", lambda _: None)._refuse("Why", ["What"])
    assert note.read_text(encoding="utf-8") == "Why\nWhat\n"


class Enough(Exception):
    """Ends what goes on for ever."""


@pytest.mark.parametrize("error", [FileNotFoundError("gone"), RuntimeError("Too many open files")], ids=["gone", "too many"])
def test_folders_that_cannot_be_watched_are_tried_again_in_a_while(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """Not at once and for ever, and not never; it is told once."""
    did: list[str] = []

    def watch(*_: object, **__: object) -> None:
        did.append("watch")
        raise Enough if did.count("watch") == 3 else error

    monkeypatch.setattr("portal.reload.watchfiles.watch", watch)
    monkeypatch.setattr("portal.reload.time", SimpleNamespace(sleep=lambda _: did.append("rest")), raising=False)
    with pytest.raises(Enough):
        Reload(Settings(sources=world, state=tmp_path), "another", lambda _: None)._watch()
    assert did == ["watch", "rest", "watch", "rest", "watch"]


def test_folders_that_come_back_are_looked_at(world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has changed in them was not seen."""
    asked: list[bool] = []
    folders = iter([{}, {world: 1}])

    def watch(*_: object, **__: object) -> None:
        raise Enough

    reload = Reload(Settings(sources=world, state=tmp_path), "another", lambda _: None)
    monkeypatch.setattr(reload, "ask", lambda: asked.append(True))
    monkeypatch.setattr(reload, "_folders", lambda: next(folders))
    monkeypatch.setattr("portal.reload.watchfiles.watch", watch)
    with pytest.raises(Enough):
        reload._watch()
    assert asked == [True]
