"""Whether the portal is alive and ready."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask.testing import FlaskClient

from portal import __version__
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


def test_metrics_are_prometheus_text(client: FlaskClient, real: Data) -> None:
    """Every line is a comment or a sample, and every sample has help and type."""
    answer = client.get("/metrics")
    assert answer.content_type.startswith("text/plain; version=0.0.4")
    lines = answer.text.splitlines()
    samples = [line for line in lines if not line.startswith("#")]
    assert f"kierre_triples {len(real.store)}" in samples
    for sample in samples:
        assert re.fullmatch(r'\w+(\{(\w+="[^"]*",?)*\})? [0-9.e+-]+', sample)
        name = re.split(r"[ {]", sample)[0]
        assert any(line.startswith(f"# HELP {name} ") for line in lines)
        assert any(line.startswith(f"# TYPE {name} ") for line in lines)


def test_other_data_is_another_version(client: FlaskClient, make_client: Callable[..., FlaskClient]) -> None:
    """In /version and in every ETag."""
    small = make_client()
    assert small.get("/version").json["data"] != client.get("/version").json["data"]  # type: ignore[index]
    assert small.get("/en/").headers["ETag"] != client.get("/en/").headers["ETag"]
