"""The marker that says that a version is whole."""

from __future__ import annotations

import pytest

from portal.errors import EngineError
from portal.graph.endpoint import Address, Endpoint
from portal.graph.versions import Marker, Names, is_hypothesis, read_marker, read_markers
from portal.namespaces import GRAPH

PATIENCE = 120
VERSION = "00000000000000aa"
WHOLE = Marker(VERSION, (GRAPH + "a", GRAPH + "hypotheses-b"), 7, "2026-11-22", 'me "there"', "2026-11-21")


@pytest.fixture
def endpoint(oxigraph_server: object) -> Endpoint:
    return Endpoint(Address(oxigraph_server.url, connect=PATIENCE, read=PATIENCE))  # type: ignore[attr-defined]


def test_a_marker_is_read_as_it_was_written(endpoint: Endpoint) -> None:
    """With its graphs, by their plain names."""
    endpoint.put(Names(VERSION).marker, WHOLE.as_triples(), PATIENCE)
    assert read_marker(endpoint, VERSION) == WHOLE
    assert WHOLE in read_markers(endpoint)


def test_there_is_no_marker_of_what_was_never_begun(endpoint: Endpoint) -> None:
    """Not even half of one."""
    assert read_marker(endpoint, "00000000000000bb") is None


@pytest.mark.parametrize("part", ["subset", "triples", "extent"])
def test_a_marker_that_is_half_there_says_nothing_is_whole(endpoint: Endpoint, part: str) -> None:
    """As it may be read while the engine writes it."""
    lines = WHOLE.as_triples().splitlines(keepends=True)
    missing = next(line for line in lines if part.encode() in line.split()[1])
    endpoint.put(Names(VERSION).marker, b"".join(line for line in lines if line != missing), PATIENCE)
    found = read_marker(endpoint, VERSION)
    assert found
    assert not found.issued


def test_what_is_no_answer_is_an_error(odd_engine: object) -> None:
    """A page of a proxy, for example."""
    url = odd_engine(lambda out: out.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>"))  # type: ignore[operator]
    with pytest.raises(EngineError, match="no answer"):
        read_marker(Endpoint(Address(url, connect=PATIENCE, read=PATIENCE)), VERSION)


def test_hypotheses_are_told_by_the_name_of_their_graph() -> None:
    """As in the files."""
    assert [is_hypothesis(graph) for graph in WHOLE.graphs] == [False, True]
