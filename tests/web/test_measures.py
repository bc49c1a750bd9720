"""What /metrics tells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from portal import __version__
from portal.graph.load import Data

Numbers = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def numbers(text: str) -> Numbers:
    """Every sample by its name and labels; fails for what is no Prometheus text."""
    families = list(text_string_to_metric_families(text))
    assert len({each.name for each in families}) == len(families)
    assert all(each.documentation for each in families)
    return {(sample.name, tuple(sorted(sample.labels.items()))): sample.value for each in families for sample in each.samples}


def number(found: Numbers, name: str, **labels: str) -> float:
    return found.get((name, tuple(sorted(labels.items()))), 0)


@pytest.fixture
def reader(make_client: Callable[..., FlaskClient]) -> FlaskClient:
    return make_client()


def test_it_is_prometheus_text(reader: FlaskClient) -> None:
    """Of the form that every scraper reads."""
    assert reader.get("/metrics").content_type == "text/plain; version=0.0.4; charset=utf-8"


def test_it_names_versions_and_size(reader: FlaskClient, small: Data) -> None:
    """Of what is served."""
    found = numbers(reader.get("/metrics").text)
    assert number(found, "kierre_info", software=__version__, data=small.version) == 1
    assert number(found, "kierre_triples") == len(small.store)


def test_requests_are_counted_by_kind_and_status(reader: FlaskClient) -> None:
    """The kind is that of the view; an address that there is not has none."""
    for path in ("/en/guides/queues", "/en/guides/queues", "/en/guides/nowhere", "/nowhere", "/en/things/queues-grow"):
        reader.get(path)
    found = numbers(reader.get("/metrics").text)
    name = "kierre_requests_total"
    assert [number(found, name, kind="guides", status=each) for each in ("2xx", "4xx")] == [2, 1]
    assert number(found, name, kind="unknown", status="4xx") == 1
    assert number(found, "kierre_request_seconds_count", kind="guides") == 3


def test_kept_answers_are_counted(reader: FlaskClient) -> None:
    """Those made, those sent again, and how much they take."""
    for _ in range(3):
        reader.get("/en/guides/queues")
    found = numbers(reader.get("/metrics").text)
    assert number(found, "kierre_kept_answers_total", outcome="sent again") == 2
    assert number(found, "kierre_kept_bytes") > 1000


@pytest.mark.parametrize(
    ("query", "limit"), [("SELECT * { SERVICE <http://a.fi/> { ?s ?p ?o } }", "refused"), ("SELECT * { ?s ?p ?o }", "size")]
)
def test_limits_that_queries_meet_are_counted(make_client: Callable[..., FlaskClient], query: str, limit: str) -> None:
    """By kind."""
    client = make_client(query_rows=1)
    client.get("/sparql", query_string={"query": query})
    assert number(numbers(client.get("/metrics").text), "kierre_query_limits_total", limit=limit) == 1


def test_no_label_is_of_a_readers_choosing(reader: FlaskClient) -> None:
    """Else a stranger could fill the memory of whoever collects them."""
    for path in ("/en/search?q=secret", "/secret", "/en/secret", "/sparql?query=secret", "/en/things/secret"):
        reader.open(path, method="SECRET").close()
        reader.get(path)
    assert "secret" not in reader.get("/metrics").text.lower()


def test_several_processes_count_together(start_server: Callable[..., Any], world: Path, tmp_path: Path) -> None:
    """Whichever of them is asked, it tells the sum, and the memory of all; and still does after a switch."""
    server = start_server("--workers", "2", sources=world, state=tmp_path / "state")
    for _ in range(20):
        server.get("/en/guides/queues")
    found = [numbers(server.get("/metrics").body.decode()) for _ in range(6)]
    assert {number(each, "kierre_requests_total", kind="guides", status="2xx") for each in found} == {20}
    assert all(number(found[0], "kierre_resident_bytes", process="serving", number=each) > 10_000_000 for each in ("1", "2"))
    server.process.terminate()
    assert server.process.wait(120) == 0
    assert list((tmp_path / "state").glob("metrics-*")) == []
