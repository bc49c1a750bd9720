"""Queries of our own over an Oxigraph server: the same answers as from the store in memory."""

from __future__ import annotations

import io
from typing import Any

import pytest

from portal.errors import EngineError, VersionMissing
from portal.graph import queries, saved
from portal.graph.catalogue import Catalogue
from portal.graph.endpoint import Address, Endpoint
from portal.graph.examples import examples
from portal.graph.formats import DOWNLOAD_FORMATS, Format
from portal.graph.load import Data
from portal.graph.remote import Plain, Remote, find
from portal.graph.statistics import statistics
from portal.graph.versions import Names
from portal.graph.vocabulary import vocabulary_of
from portal.namespaces import GRAPH, ID, KIERRE
from portal.terms import Iri, Node, Text

PATIENCE = 120
FILES = sorted(file.stem for file in queries._FOLDER.glob("*.rq"))
GIVEN: dict[str, Node] = {
    "thing": Iri(ID + "financial-social-work"),
    "class": Iri(KIERRE + "Barrier"),
    "property": Iri(KIERRE + "counters"),
    "start": Text("aikumetod-k2"),
}
PARAMETERS = {
    **dict.fromkeys(("describe", "incoming", "judgements", "literals", "outgoing", "statements_of"), "thing"),
    "instances": "class",
    "pairs": "property",
    "derived_from": "start",
}


@pytest.fixture(scope="module")
def source_graphs(real: Data) -> list[str]:
    """The graphs of the view without hypotheses, which has a graph of its own in the engine."""
    return Catalogue(real).source_graphs


def answers(data: Any, name: str, graphs: list[str] | None = None, **given: Node) -> set[object]:
    """The rows or triples of a query file."""
    text = queries.text(name)
    found = data.construct(text, graphs, **given) if "CONSTRUCT" in text else data.select(text, graphs, **given)
    return {tuple(sorted(each.items())) if isinstance(each, dict) else each for each in found}


@pytest.mark.parametrize("name", FILES)
def test_every_query_says_the_same_on_both_engines(
    real: Data, real_remote: Remote, small: Data, small_remote: Remote, name: str
) -> None:
    """Of everything; what nobody asks without a value is asked of the small world, and below with a value."""
    remote, store = (small_remote, small.store) if name in PARAMETERS else (real_remote, real.store)
    assert answers(remote, name) == answers(store, name)


@pytest.mark.parametrize("name", FILES)
def test_every_query_says_the_same_of_the_sources_alone(
    real: Data, real_remote: Remote, source_graphs: list[str], small: Data, small_remote: Remote, name: str
) -> None:
    """The view without hypotheses; only a query that names graphs is not the same query then, so that much data is asked."""
    if "GRAPH ?" in queries.text(name):
        assert answers(real_remote, name, source_graphs) == answers(real.store, name, source_graphs)
    else:
        graphs = Catalogue(small).source_graphs
        assert answers(small_remote, name, graphs) == answers(small.store, name, graphs)


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_query_says_the_same_of_a_value(real: Data, real_remote: Remote, name: str) -> None:
    """A value for a variable, in all graphs and in some."""
    given = {PARAMETERS[name]: GIVEN[PARAMETERS[name]]}
    for graphs in (None, [GRAPH + "methods", GRAPH + "statements-aikumetod", GRAPH + "hypotheses-counters"]):
        assert answers(real_remote, name, graphs, **given) == answers(real.store, name, graphs, **given)


@pytest.mark.parametrize("example", examples("en"), ids=lambda example: example.name)
def test_every_example_says_the_same_on_both_engines(real: Data, real_remote: Remote, example: Any) -> None:
    """Also those that name graphs."""
    if "CONSTRUCT" in example.query or "DESCRIBE" in example.query:
        assert set(real_remote.construct(example.query)) == set(real.store.construct(example.query))
    else:
        found, wanted = (
            sorted(repr(sorted(row.items())) for row in each.select(example.query)) for each in (real_remote, real.store)
        )
        assert found == wanted


def test_ask_and_triples_of_and_graphs_and_number(small: Data, small_remote: Remote) -> None:
    """The other questions of pages."""
    assert small_remote.ask("ASK { id:queues-grow a kierre:Barrier }")
    assert not small_remote.ask("ASK { id:queues-grow a kierre:Barrier }", [])
    assert set(small_remote.triples_of(ID + "queues-grow")) == set(small.store.triples_of(ID + "queues-grow"))
    assert small_remote.graphs() == small.store.graphs()
    assert len(small_remote) == len(small.store)


@pytest.mark.parametrize("form", DOWNLOAD_FORMATS, ids=lambda form: form.ending)
def test_a_dump_is_the_same_to_the_byte(small: Data, small_remote: Remote, form: Format) -> None:
    """With the plain names of graphs."""
    assert small_remote.dump(form) == small.store.dump(form)


def test_a_version_that_is_not_there_is_named(small_remote: Remote) -> None:
    """With the command that loads it."""
    with pytest.raises(VersionMissing, match=r"does not hold data version 0+\. Load it with: kierre publish"):
        find(small_remote.endpoint, "0" * 16)


def test_an_answer_that_is_none_is_an_error(odd_engine: Any, small_remote: Remote) -> None:
    """Half a table, or no table at all; half a triple."""
    for body in (b'{"head":{"vars":["s"]},"results":{"bindings":[{', b"<html>", b"<http://x/a> <http://x"):
        url = odd_engine(lambda out, body=body: out.write(b"HTTP/1.1 200 OK\r\n\r\n" + body))
        remote = Remote(Endpoint(Address(url, connect=PATIENCE, read=PATIENCE)), small_remote.marker)
        with pytest.raises(EngineError, match="no answer"):
            remote.select("SELECT ?s { ?s ?p ?o }")
        with pytest.raises(EngineError, match="no answer"):
            remote.construct("CONSTRUCT WHERE { ?s ?p ?o }")


@pytest.mark.parametrize("step", [1, 7, 40, 1000])
def test_names_are_plain_again_however_an_answer_is_cut(step: int) -> None:
    """A name that comes in two pieces is a name all the same."""

    class Pieces(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(step, size or step))

    names = Names("f" * 16)
    text = f"<{names.base}a> {names.base} {names.union} <{GRAPH}b>".encode()
    assert Plain(Pieces(text), names).readall() == f"<{GRAPH}a> {GRAPH} {names.union} <{GRAPH}b>".encode()


@pytest.mark.parametrize("query", saved.saved(), ids=lambda each: each.name)
def test_every_saved_query_answers_the_same_on_both_engines(
    real: Data, real_remote: Remote, source_graphs: list[str], query: saved.Saved
) -> None:
    """In each language's values, in both views; rows in their order where they have one."""
    for language, graphs in (("fi", None), ("sv", source_graphs)):
        given = saved.defaults(query, language)
        found, wanted = ([*map(str, saved.answer(query, each, given, graphs))] for each in (real_remote, real.store))
        assert found == wanted if "ORDER BY" in query.text else sorted(found) == sorted(wanted)


def test_statistics_and_vocabulary_are_the_same(real: Data, real_remote: Remote) -> None:
    """They ask in which graph something stands."""
    numbers = statistics(real.store)
    assert statistics(real_remote) == numbers
    assert statistics(real_remote, real.store.graphs()[:5]) == statistics(real.store, real.store.graphs()[:5])
    catalogue = Catalogue(real)
    assert vocabulary_of(real_remote, catalogue, numbers) == vocabulary_of(real.store, catalogue, numbers)


def test_lines_and_a_dump_without_some_graphs_are_the_same(small: Data, small_remote: Remote) -> None:
    """For releases, and for files without an organisation's own data."""
    assert sorted(small_remote.lines()) == sorted(small.store.lines())
    without = GRAPH + "hypotheses-"
    assert small_remote.dump(DOWNLOAD_FORMATS[0], without) == small.store.dump(DOWNLOAD_FORMATS[0], without)
