"""Whether the portal is alive and ready."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal import __version__
from portal.errors import KierreError
from portal.graph.load import Data


def test_alive(client: FlaskClient) -> None:
    """As long as the process lives."""
    assert (client.get("/healthz").status_code, client.get("/healthz").text) == (200, "alive\n")


def test_ready_names_the_data(client: FlaskClient, real: Data) -> None:
    """Which version is served."""
    assert client.get("/readyz").text == f"ready {real.version}\n"


def test_version_names_software_data_and_size(client: FlaskClient, real: Data) -> None:
    """As the contract says."""
    assert client.get("/version").json == {"software": __version__, "data": real.version, "triples": len(real.store)}


def test_not_ready_while_the_data_cannot_be_read(make_client: Callable[..., FlaskClient], monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy then asks another server."""

    def fail(*_: object) -> bool:
        raise KierreError("gone")

    monkeypatch.setattr("portal.graph.store.Store.ask", fail)
    assert make_client().get("/readyz").status_code == 503


def test_a_note_that_goes_while_it_is_asked_for_is_none(
    make_client: Callable[..., FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server takes it back when the data is mended, whoever looks."""
    is_file = Path.is_file
    monkeypatch.setattr(Path, "is_file", lambda path: path.name == "not-reloaded" or is_file(path))
    answer = make_client().get("/readyz")
    assert (answer.status_code, answer.text.count("\n")) == (200, 1)
