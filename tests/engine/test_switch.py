"""A server over an engine far away takes a new version up when the engine holds it, and not before."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal.graph.endpoint import Address, Endpoint
from portal.graph.load import Data, load
from portal.graph.publish import publish

PATIENCE = 120
PAGE = "/en/guides/queues"


def waits_for(condition: Callable[[], bool]) -> bool:
    """Whether something comes true in time."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if condition():  # asked once: in the midst of a switch both versions answer
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def put_in(start_oxigraph: Any) -> Callable[[Data], str]:
    """Publishes data into one engine, and gives its address."""
    engine = start_oxigraph()

    def put(data: Data) -> str:
        publish(Endpoint(Address(engine.url, connect=PATIENCE, read=PATIENCE)), data.store, data.version, 2, lambda _: None)
        return str(engine.url)

    return put


def test_the_old_version_stays_until_the_new_one_is_published(
    put_in: Callable[[Data], str], world: Path, tmp_path: Path, start_server: Any
) -> None:
    """`/readyz` names the command; after it a reload shows the new version."""
    old, state = load(world), tmp_path / "state"
    server = start_server(sources=world, state=state, store=put_in(old), store_seconds=PATIENCE, store_connect_seconds=PATIENCE)
    file = world / "content/guides/queues.en.md"
    file.write_text(re.sub("Queues grow", "Version 1", file.read_text(encoding="utf-8")), encoding="utf-8")
    os.kill(server.process.pid, signal.SIGHUP)
    assert waits_for(lambda: "Load it with: kierre publish" in server.get("/readyz").body.decode()), server.log.read_text()
    assert server.get("/readyz").body.decode().startswith(f"ready {old.version}\nThe old version stays.")
    put_in(load(world))
    os.kill(server.process.pid, signal.SIGHUP)
    assert waits_for(lambda: b"Version 1" in server.get(PAGE).body), server.log.read_text()
    assert waits_for(lambda: server.get("/readyz").body.decode() == f"ready {load(world).version}\n")
