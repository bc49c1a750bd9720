"""Files of packages are made apart: bounded, few at a time, whole, and once."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from msgspec.structs import replace

from portal.errors import PressBusy, PressError
from portal.learning.package import Package, Words
from portal.web import press as module
from portal.web.press import AT_ONCE, Press

WORDS = Words(*"abcdefghijkl")
PACKAGE = Package("a", "A", "en", "1", "", "CC BY 4.0", "https://example.org/", ("B",), "https://example.org/a", WORDS, ())
FILE = "/fi/vie-kurssille/kierre.zip?n=1&items=thing:queues-grow"


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path / "press", "1")


def kept(press: Press) -> list[Path]:
    """The finished files in the folder."""
    return sorted(press._folder.glob("*.zip"))


@contextmanager
def all_turns_taken(press: Press) -> Iterator[None]:
    """Others are making files all the while."""
    with ExitStack() as stack:
        for number in range(AT_ONCE):
            turn = stack.enter_context((press._folder / f"turn-{number}").open("w"))
            fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def test_a_file_is_made_once(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time it is read from the folder."""
    first = press.make("zip", PACKAGE)
    monkeypatch.setattr(module.sys, "executable", "/nowhere")  # nobody could make it now
    assert press.make("zip", PACKAGE) == first
    assert first.startswith(b"PK")


def test_another_package_or_software_is_another_file(press: Press, tmp_path: Path) -> None:
    """Each has its place."""
    press.make("zip", PACKAGE)
    press.make("zip", replace(PACKAGE, title="B"))
    Press(tmp_path / "press", "2").make("zip", PACKAGE)
    assert len(kept(press)) == 3


def test_what_cannot_be_made_leaves_nothing(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, and no half file is kept."""
    monkeypatch.setattr(module, "MEGABYTES", 1)
    with pytest.raises(PressError):
        press.make("zip", PACKAGE)
    assert [path for path in press._folder.iterdir() if not path.name.startswith("turn-")] == []


def test_what_takes_too_long_is_ended(tmp_path: Path) -> None:
    """With a sentence on what to do."""
    slow = Press(tmp_path / "press", "1", seconds=0)
    with pytest.raises(PressError, match="Take fewer things"):
        slow.make("zip", PACKAGE)


def test_a_full_disk_is_told(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """As any file that cannot be made, and not as a fault of the portal that nobody thought of."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.tempfile, "NamedTemporaryFile", full)
    with pytest.raises(PressError, match="No space left"):
        press.make("zip", PACKAGE)


def test_only_a_few_are_made_at_once(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next one is told to ask again; what is kept is given all the same."""
    press.make("zip", PACKAGE)
    monkeypatch.setattr(module, "_PATIENCE", 0)
    with all_turns_taken(press):
        assert press.make("zip", PACKAGE)
        with pytest.raises(PressBusy):
            press.make("zip", replace(PACKAGE, title="B"))


def test_the_least_asked_for_goes_first(tmp_path: Path) -> None:
    """When there is no more room."""
    small = Press(tmp_path / "press", "1", kept_megabytes=0)
    small.make("zip", PACKAGE)
    assert kept(small) == []


def test_files_are_made_where_the_state_folder_cannot_be_written(tmp_path: Path) -> None:
    """In a passing folder."""
    (tmp_path / "press").write_text("in the way")
    assert Press(tmp_path / "press", "1").make("zip", PACKAGE)


def test_the_process_is_told_no_secrets(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its environment is its own."""
    monkeypatch.setenv("KIERRE_STORE_PASSWORD", "secret")
    asked: list[dict[str, str]] = []
    run = module.subprocess.run

    def noted(*arguments: object, **options: object) -> object:
        asked.append(options["env"])  # type: ignore[arg-type]
        return run(*arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(module.subprocess, "run", noted)
    press.make("zip", PACKAGE)
    assert not any("KIERRE" in name for name in asked[0])


def test_a_reader_is_told_when_to_ask_again(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """503 with Retry-After, in the reader's language."""

    def busy(*_: object) -> bytes:
        raise PressBusy("busy")

    monkeypatch.setattr(Press, "make", busy)
    answer = client.get(FILE)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "Muita tiedostoja tehdään juuri nyt" in answer.text


def test_a_reader_is_told_what_to_do_when_a_file_cannot_be_made(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """500, with a sentence and no trace."""

    def fails(*_: object) -> bytes:
        raise PressError("why")

    monkeypatch.setattr(Press, "make", fails)
    answer = client.get(FILE)
    assert answer.status_code == 500
    assert "Ota kerralla vähemmän" in answer.text


def test_a_process_cannot_reach_the_network() -> None:
    """It refuses to look anybody up."""
    code = "import socket; from portal.learning import making; making._shut(5, 512); socket.getaddrinfo('localhost', 80)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"PermissionError: socket.getaddrinfo" in ended.stderr


def test_a_system_without_room_for_another_process_is_told(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so with the same error as a turn that is taken; that is another matter."""

    def full(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(module.subprocess, "run", full)
    with pytest.raises(PressError, match="Resource temporarily unavailable"):
        press.make("zip", PACKAGE)
