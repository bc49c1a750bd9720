"""Strangers' queries over an Oxigraph server: the same answers and problems as in a process of ours, and nothing else is seen."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from portal.errors import EngineError, NotWritable, QueryBusy, QueryRefused, QuerySyntaxError, QueryTooLarge, QueryTooSlow
from portal.graph import turns
from portal.graph.endpoint import Address, Endpoint
from portal.graph.formats import GRAPH_FORMATS, RDF_XML, RESULT_CSV, RESULT_JSON, RESULT_XML, TABLE_FORMATS, Format
from portal.graph.guard import Form, guard
from portal.graph.load import Data
from portal.graph.remote import Remote
from portal.graph.strangers import RemoteStrangers
from portal.graph.workers import Dataset, Limits, Workers
from portal.namespaces import GRAPH, KIERRE

PATIENCE = 120
LIMITS = Limits(seconds=PATIENCE, megabytes=150, rows=2000, answer_megabytes=1)
HYPOTHESES = GRAPH + "hypotheses-joins"
STRANGE = "http://example.org/somebody-elses"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
ANSWERS = [
    "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    f"SELECT ?s {{ GRAPH <{HYPOTHESES}> {{ ?s ?p ?o }} }} ORDER BY ?s ?p ?o",
    f"SELECT ?s FROM <{HYPOTHESES}> {{ ?s ?p ?o }} ORDER BY ?s ?p ?o",
    f"SELECT ?g FROM NAMED <{HYPOTHESES}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    f"SELECT ?s FROM NAMED <{HYPOTHESES}> {{ ?s ?p ?o }}",
    f"PREFIX g: <{GRAPH}> SELECT ?s FROM g:things {{ ?s ?p ?o }} ORDER BY ?s ?p ?o",
    f'SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(!STRSTARTS(STR(?g), "{GRAPH}hyp")) }} ORDER BY ?g',
    f'SELECT DISTINCT ?n {{ GRAPH ?g {{ ?s ?p ?o }} BIND(STRAFTER(STR(?g), "{GRAPH}") AS ?n) }} ORDER BY ?n',
    f'SELECT ("see {GRAPH}things" AS ?x) {{}}',
    'SELECT (1.0 AS ?a) ("x"@fi AS ?b) ?c (1/0 AS ?d) {}',
    "ASK { ?s ?p ?o }",
    f"ASK FROM <{STRANGE}> {{ ?s ?p ?o }}",
]


@pytest.fixture(scope="module")
def workers(small: Data) -> Iterator[Workers]:
    """The same queries in a process of ours."""
    made = Workers(small.store, LIMITS, processes=1)
    yield made
    made.close()


@pytest.fixture(scope="module")
def strangers(small_remote: Remote) -> RemoteStrangers:
    """One query at a time over the small world in the engine, beside which a graph of somebody else stands."""
    small_remote.endpoint.put(STRANGE, b"<http://x/s> <http://x/p> <http://x/o> .", PATIENCE)
    return RemoteStrangers(small_remote, LIMITS, 1)


def ask(where: Any, text: str, form: Format = RESULT_JSON, dataset: Dataset | None = None) -> bytes:
    """The answer to a query that the guard lets through."""
    return bytes(where.answer(guard(text, characters=100_000, depth=100), dataset or Dataset(), form))


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_is_the_same_to_the_byte(workers: Workers, strangers: RemoteStrangers, text: str) -> None:
    """Whichever engine gives it."""
    assert ask(strangers, text) == ask(workers, text)


@pytest.mark.parametrize("form", TABLE_FORMATS, ids=lambda form: form.ending)
def test_a_table_is_the_same_in_each_format(workers: Workers, strangers: RemoteStrangers, form: Format) -> None:
    """Also in those that the engine writes in its own way."""
    assert ask(strangers, ANSWERS[0], form) == ask(workers, ANSWERS[0], form)


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.ending)
def test_a_graph_says_the_same_in_each_format(
    workers: Workers, strangers: RemoteStrangers, form: Format, read_graph: Any, assert_same_graph: Any
) -> None:
    """CONSTRUCT and DESCRIBE."""
    for text in ("CONSTRUCT WHERE { ?s ?p ?o }", f"DESCRIBE ?s {{ ?s a <{KIERRE}Barrier> }}"):
        found, wanted = (read_graph(ask(each, text, form), form.media_type) for each in (strangers, workers))
        assert_same_graph(found, wanted)


def test_a_boolean_is_the_same_in_xml(workers: Workers, strangers: RemoteStrangers) -> None:
    """The other format of ASK."""
    assert ask(strangers, "ASK {}", RESULT_XML) == ask(workers, "ASK {}", RESULT_XML)


@pytest.mark.parametrize(
    ("default", "named"), [((HYPOTHESES,), ()), ((), (HYPOTHESES,)), ((GRAPH + "things",), (HYPOTHESES,)), ((STRANGE,), ())]
)
def test_a_request_may_name_its_dataset(workers: Workers, strangers: RemoteStrangers, default: Any, named: Any) -> None:
    """The parameters of the protocol win over FROM."""
    dataset = Dataset(default, named)
    text = f"SELECT ?g ?s FROM <{GRAPH}pages> {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }} ORDER BY ?g ?s ?p ?o"
    assert ask(strangers, text, dataset=dataset) == ask(workers, text, dataset=dataset)


@pytest.mark.parametrize("graph", [STRANGE, "https://w3id.org/kierre/version/{version}/marker", GRAPH + "{version}/things"])
def test_nothing_else_in_the_engine_is_seen(strangers: RemoteStrangers, small_remote: Remote, graph: str) -> None:
    """Neither other people's graphs nor markers, nor graphs by the names that they have there; however they are asked for."""
    name = graph.format(version=small_remote.marker.version)
    for text in (
        f"ASK {{ GRAPH <{name}> {{ ?s ?p ?o }} }}",
        f"ASK FROM <{name}> {{ ?s ?p ?o }}",
        f"ASK FROM NAMED <{name}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f'ASK {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STR(?g) = "{name}") }}',
        "ASK { ?s ?p <http://x/o> }",
    ):
        assert json.loads(ask(strangers, text))["boolean"] is False, text
    for dataset in (Dataset((name,)), Dataset((), (name,))):
        assert (
            json.loads(ask(strangers, "ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", dataset=dataset))["boolean"] is False
        )


@pytest.mark.parametrize(
    "text",
    [
        "SELECT *\n{ ?s ?p }",
        f"SELECT * {{ GRAPH <{GRAPH}things> {{ ?s ?p }} }}",
        f"SELECT *\nFROM <{GRAPH}things>\n{{ ?s x:y ?o }}",
        "SELECT ?s { ?s ?p ?o",
    ],
)
def test_a_query_that_cannot_be_read_is_told_where(workers: Workers, strangers: RemoteStrangers, text: str) -> None:
    """With the sentence, line and column of a process of ours, also behind the name of a graph, which is longer in the engine."""
    said = []
    for each in (strangers, workers):
        with pytest.raises(QuerySyntaxError) as caught:
            ask(each, text)
        said.append((str(caught.value), caught.value.about, caught.value.members))
    assert said[0] == said[1]


def test_a_text_is_guarded_and_tells_whether_its_answer_changes(workers: Workers, strangers: RemoteStrangers) -> None:
    """As in a process of ours: the format for its form, and nothing asked where none fits."""
    formats = {Form.SELECT: RESULT_JSON, Form.ASK: None}
    for text in ("SELECT (1 AS ?x) {}", "SELECT (BOUND(?s) AS ?x) { BIND(NOW() AS ?n) }", "ASK {}"):
        assert strangers.ask(text, Dataset(), formats) == workers.ask(text, Dataset(), formats)
    with pytest.raises(QueryRefused, match="SERVICE is refused"):
        strangers.ask("ASK { SERVICE <http://x/> {} }", Dataset(), formats)


def test_what_is_no_xml_is_not_written_as_such(strangers: RemoteStrangers) -> None:
    """Another type is named."""
    with pytest.raises(NotWritable, match="Ask for application/n-triples instead"):
        ask(strangers, "CONSTRUCT { <http://x/s> <http://x/1> 1 } {}", RDF_XML)


def test_an_unknown_function_is_the_asker_s_mistake(strangers: RemoteStrangers) -> None:
    """The engine answers 500; we know better."""
    with pytest.raises(QuerySyntaxError, match="is not known here"):
        ask(strangers, "SELECT (<http://x/f>(1) AS ?x) {}")


def test_a_graph_name_that_is_no_iri_is_the_asker_s_mistake(strangers: RemoteStrangers) -> None:
    """As in a process of ours."""
    with pytest.raises(QuerySyntaxError, match="no IRI"):
        ask(strangers, "ASK {}", dataset=Dataset(("no iri",)))


def test_too_many_rows_triples_or_bytes_are_refused(small_remote: Remote) -> None:
    """And never cut silently."""
    few = RemoteStrangers(small_remote, Limits(PATIENCE, 150, 5, 1), 1)
    with pytest.raises(QueryTooLarge, match="more than 5 rows"):
        ask(few, "SELECT * { ?s ?p ?o }", RESULT_CSV)
    with pytest.raises(QueryTooLarge, match="more than 5 triples"):
        ask(few, "CONSTRUCT WHERE { ?s ?p ?o }", GRAPH_FORMATS[0])
    many = RemoteStrangers(small_remote, Limits(PATIENCE, 150, 1_000_000, 1), 1)
    with pytest.raises(QueryTooLarge, match="larger than 1 MB"):
        ask(many, "SELECT * { ?a ?b ?c . ?d ?e ?f }")


def test_a_query_that_runs_too_long_is_given_up(start_oxigraph: Any, small: Data, small_remote: Remote) -> None:
    """The sentence says the limit, and whoever asks next is not told that all are busy."""
    own = start_oxigraph()  # it goes on with the query, and takes the machine's time
    endpoint = Endpoint(Address(own.url, connect=PATIENCE, read=PATIENCE))
    endpoint.put(small_remote.names.union, small.store.dump(Format("N-Triples", "application/n-triples", "nt")), PATIENCE)
    limits = Limits(seconds=0.2, megabytes=1, rows=10, answer_megabytes=1)
    hasty = RemoteStrangers(Remote(endpoint, small_remote.marker), limits, 1)
    for _ in range(2):
        with pytest.raises(QueryTooSlow, match=r"longer than 0\.2 seconds"):
            ask(hasty, ENDLESS)
    own.kill()


def test_who_asks_while_another_is_answered_is_told_to_come_again(
    odd_engine: Any, small_remote: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is answered when the other has been."""
    monkeypatch.setattr(turns, "_PATIENCE", 0.01)
    asked, go_on, answers = threading.Event(), threading.Event(), []

    def slowly(out: Any) -> None:
        asked.set()
        go_on.wait(PATIENCE)
        out.write(b'HTTP/1.1 200 OK\r\n\r\n{"head":{},"boolean":true}')

    endpoint = Endpoint(Address(odd_engine(slowly), connect=PATIENCE, read=PATIENCE))
    busy = RemoteStrangers(Remote(endpoint, small_remote.marker), LIMITS, 1)
    first = threading.Thread(target=lambda: answers.append(ask(busy, "ASK {}")))
    first.start()
    assert asked.wait(PATIENCE)
    with pytest.raises(QueryBusy):
        ask(busy, "ASK {}")
    go_on.set()
    first.join()
    assert json.loads(ask(busy, "ASK {}")) == json.loads(answers[0]) == {"head": {}, "boolean": True}


def test_an_engine_that_fails_is_no_mistake_of_the_asker(odd_engine: Any, small_remote: Remote) -> None:
    """500, garbage, and half an answer."""
    for answer in (b"500 Oops\r\nContent-Length: 0\r\n\r\n", b"200 OK\r\n\r\n<html>", b"200 OK\r\nContent-Length: 9\r\n\r\n{"):
        url = odd_engine(lambda out, answer=answer: out.write(b"HTTP/1.1 " + answer))
        with pytest.raises(EngineError):
            ask(
                RemoteStrangers(Remote(Endpoint(Address(url, connect=PATIENCE)), small_remote.marker), LIMITS, 1),
                "SELECT * { ?s ?p ?o }",
            )
