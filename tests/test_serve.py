"""A running server reads changed data anew on SIGHUP, but only data without errors."""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal.web import serve_app

PATIENCE = 60


@pytest.fixture
def served(start_server: Callable[..., Any], world: Path, tmp_path: Path) -> Any:
    """A server over a copy of the small world, with a state folder of its own."""
    return start_server(data=world, state=tmp_path / "state")


def page(world: Path) -> Path:
    return world / "content" / "guides" / "queues.en.md"


def wait_for(server: Any, path: str, words: str) -> str:
    """Ask until the answer holds some words, and give it back."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            text = str(server.get(path).body.decode())
        except OSError:
            continue
        if words in text:
            return text
    pytest.fail(f"{path} never said {words!r}; the log: {server.log.read_text()}")


def reload(server: Any) -> None:
    os.kill(server.process.pid, signal.SIGHUP)


def test_changed_data_is_read_anew(served: Any, world: Path) -> None:
    """Without a new start."""
    page(world).write_text(page(world).read_text(encoding="utf-8").replace("Queues grow", "Lines grow"), encoding="utf-8")
    assert "Queues grow" in served.get("/en/guides/queues").body.decode()
    reload(served)
    wait_for(served, "/en/guides/queues", "Lines grow")


def test_data_with_errors_is_not_read_and_said_so(served: Any, world: Path) -> None:
    """The old version stays; the log and /readyz say why, with file and line; mended data is read."""
    good = page(world).read_text(encoding="utf-8")
    page(world).write_text(
        good.replace("id:constant-hurry", "id:constant-hury").replace("Queues grow", "Lines grow"), encoding="utf-8"
    )
    reload(served)
    text = wait_for(served, "/readyz", "the old version stays")
    assert text.startswith("ready ")
    assert "content/guides/queues.en.md:6: error: " in text
    assert "the old version stays" in served.log.read_text()
    assert "Queues grow" in served.get("/en/guides/queues").body.decode()
    page(world).write_text(good.replace("Queues grow", "Lines grow"), encoding="utf-8")
    reload(served)
    wait_for(served, "/en/guides/queues", "Lines grow")
    assert "the old version stays" not in served.get("/readyz").body.decode()


def test_the_check_before_the_start_leaves_nothing_in_the_server(served: Any) -> None:
    """What only a check needs would stay in the memory of the server and of each of its workers."""
    loaded = Path(f"/proc/{served.process.pid}/status").read_text(encoding="utf-8")
    assert int(re.findall(r"VmHWM:\s+(\d+)", loaded)[0]) < 100_000


def test_the_search_index_is_built_while_the_server_starts(world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a search having been made."""
    monkeypatch.setenv("KIERRE_DATA", str(world))
    monkeypatch.setenv("KIERRE_STATE", str(tmp_path))
    app = serve_app()
    next(each for each in threading.enumerate() if each.name == "search index").join(PATIENCE)
    assert vars(app.extensions["kierre"])["_search"] is not None
