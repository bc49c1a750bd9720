"""The SPARQL 1.1 Protocol, query, over real HTTP: the tests of the W3C, and what its text and that of HTTP say besides.

https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/ asks of its endpoint that it can load graphs by
name; here the named graphs are those of the portal.
"""

from __future__ import annotations

import contextlib
import gc
import gzip
import http.client
import json
import socket
import time
import warnings
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

from portal.namespaces import GRAPH, KIERRE

PATIENCE = 120  # seconds
DIRECT, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
ASK = "ASK {}"
ONE, TWO = GRAPH + "hypotheses-configurations", GRAPH + "pages"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NAMED = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture(scope="module")
def send(server: Any) -> Any:
    """Sends a request as it is told to, and gives back status, headers and body."""
    host = urlsplit(server.url).netloc

    def request(method: str, asking: str = "", body: bytes | str = b"", **headers: str) -> tuple[int, Any, bytes]:
        connection = http.client.HTTPConnection(host, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, "/sparql" + asking, body.encode() if isinstance(body, str) else body, named)
        answer = connection.getresponse()
        found = answer.status, answer.headers, answer.read()
        connection.close()
        return found

    return request


def by_get(**values: Any) -> str:
    return "?" + urlencode(values, doseq=True)


GOOD = {
    "query_get": ("GET", by_get(query=ASK), "", {}),
    "query_post_form": ("POST", "", by_get(query=ASK)[1:], {"Content_Type": FORM}),
    "query_post_form with charset": ("POST", "", by_get(query=ASK)[1:], {"Content_Type": FORM + "; charset=UTF-8"}),
    "query_post_direct": ("POST", "", ASK, {"Content_Type": DIRECT}),
    "query_post_direct with charset": ("POST", "", ASK, {"Content_Type": DIRECT + ';charset="utf-8"'}),
    "query_post_direct in capitals": ("POST", "", ASK, {"Content_Type": DIRECT.upper()}),
    "query_dataset_default_graphs_get": ("GET", by_get(query=ASK, **{"default-graph-uri": [ONE, TWO]}), "", {}),
    "query_dataset_default_graphs_post": ("POST", by_get(**{"default-graph-uri": [ONE, TWO]}), ASK, {"Content_Type": DIRECT}),
    "query_dataset_named_graphs_get": ("GET", by_get(query=ASK, **{"named-graph-uri": [ONE, TWO]}), "", {}),
    "query_dataset_named_graphs_post": ("POST", by_get(**{"named-graph-uri": [ONE, TWO]}), ASK, {"Content_Type": DIRECT}),
    "an unknown parameter": ("GET", by_get(query=ASK, timeout=3), "", {}),
    "query_content_type_ask": ("GET", by_get(query=ASK), "", {"Accept": "application/sparql-results+xml"}),
}
BAD = {
    "bad_query_method": ("PUT", by_get(query=ASK), "", {}, 405),
    "bad_multiple_queries": ("GET", by_get(query=[ASK, ASK]), "", {}, 400),
    "two queries, direct": ("POST", by_get(query=ASK), ASK, {"Content_Type": DIRECT}, 400),
    "two queries, form": ("POST", "", by_get(query=[ASK, ASK])[1:], {"Content_Type": FORM}, 400),
    "no query, form": ("POST", "", "a=b", {"Content_Type": FORM}, 400),
    "no query, direct": ("POST", "", "", {"Content_Type": DIRECT}, 400),
    "an empty query": ("GET", "?query=", "", {}, 400),
    "bad_query_wrong_media_type": ("POST", "", ASK, {"Content_Type": "text/plain"}, 415),
    "bad_query_missing_form_type": ("POST", "", by_get(query=ASK)[1:], {}, 415),
    "bad_query_missing_direct_type": ("POST", "", ASK, {}, 415),
    "bad_query_non_utf8": ("POST", "", "ASK { ?s ?p 'ä' }".encode("utf-16"), {"Content_Type": DIRECT + "; charset=UTF-16"}, 415),
    "broken UTF-8, direct": ("POST", "", b"ASK { ?s ?p '\xe4' }", {"Content_Type": DIRECT}, 400),
    "broken UTF-8, form": ("POST", "", "query=ASK+%7B+%3Fs+%3Fp+'%E4'+%7D", {"Content_Type": FORM}, 400),
    "broken UTF-8, get": ("GET", "?query=ASK+%7B+%3Fs+%3Fp+'%E4'+%7D", "", {}, 400),
    "bad_query_syntax": ("GET", by_get(query="ASK {"), "", {}, 400),
    "an update, form": ("POST", "", by_get(update="CLEAR ALL")[1:], {"Content_Type": FORM}, 403),
    "an update, get": ("GET", by_get(update="CLEAR ALL"), "", {}, 403),
    "an update, direct": ("POST", "", "CLEAR ALL", {"Content_Type": "application/sparql-update"}, 415),
    "an update as a query": ("POST", "", "CLEAR ALL", {"Content_Type": DIRECT}, 403),
    "a body of more than a megabyte": ("POST", "", "#" * 1_100_000, {"Content_Type": DIRECT}, 413),
    "a compressed body": ("POST", "", gzip.compress(ASK.encode()), {"Content_Type": DIRECT, "Content_Encoding": "gzip"}, 415),
    "no format that fits": ("GET", by_get(query=ASK), "", {"Accept": "image/png"}, 406),
    "a graph name that is no IRI": ("GET", by_get(query=ASK, **{"default-graph-uri": "no iri"}), "", {}, 400),
    "too many parameters": ("GET", by_get(query=ASK) + "&a" * 1000, "", {}, 400),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_the_protocol_allows_is_answered(send: Any, name: str) -> None:
    """200, true."""
    method, asking, body, headers = GOOD[name]
    status, _, answer = send(method, asking, body, **headers)
    assert status == 200
    assert b"true" in answer


@pytest.mark.parametrize("name", BAD)
def test_what_it_does_not_allow_is_a_problem(send: Any, name: str) -> None:
    """With its status, a sentence, the paragraph of the guide, and a query that works."""
    method, asking, body, headers, wanted = BAD[name]
    status, answered, answer = send(method, asking, body, **headers)
    assert (status, answered["Content-Type"]) == (wanted, "application/problem+json")
    problem = json.loads(answer)
    assert (problem["status"], problem["detail"][-1]) == (wanted, ".")
    assert "/en/guides/query-endpoint#" in problem["type"]
    assert "/en/sparql?query=" in problem["example"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_a_method_that_is_not_known_learns_those_that_are(send: Any, method: str) -> None:
    """405 with Allow."""
    status, headers, _ = send(method)
    assert status == 405
    assert {"GET", "HEAD", "OPTIONS", "POST"} == set(headers["Allow"].split(", "))


def test_head_is_get_without_a_body(send: Any) -> None:
    """The same headers."""
    got, headed = send("GET", by_get(query=COUNT)), send("HEAD", by_get(query=COUNT))
    assert (headed[0], headed[2]) == (200, b"")
    assert all(got[1][name] == headed[1][name] for name in ("Content-Type", "Content-Length", "ETag", "Vary"))


def test_a_program_in_another_page_may_ask(send: Any) -> None:
    """Its browser asks first, and keeps the answer for a day."""
    status, headers, _ = send("OPTIONS", "", Origin="https://a.test", Access_Control_Request_Method="POST")
    assert status in {200, 204}
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in headers["Access-Control-Allow-Methods"]
    assert {"Content-Type", "*"} <= set(headers["Access-Control-Allow-Headers"].split(", "))
    assert int(headers["Access-Control-Max-Age"]) >= 3600


def test_headers_that_matter_can_be_read_by_such_a_program(send: Any) -> None:
    """Also those of an error."""
    for query in (ASK, "nonsense"):
        assert "Retry-After" in send("GET", by_get(query=query))[1]["Access-Control-Expose-Headers"]


def test_what_has_not_changed_is_not_sent_again(send: Any) -> None:
    """304 for the same format, 200 for another."""
    etag = send("GET", by_get(query=COUNT))[1]["ETag"]
    assert send("GET", by_get(query=COUNT), If_None_Match=etag)[0] == 304
    assert send("GET", by_get(query=COUNT), If_None_Match=etag, Accept="text/csv")[0] == 200


def test_what_chance_decides_is_never_kept(send: Any) -> None:
    """Two answers differ, and neither has an ETag."""
    first, second = (send("GET", by_get(query="SELECT (UUID() AS ?u) {}")) for _ in range(2))
    assert first[2] != second[2]
    assert (first[1]["ETag"], first[1]["Cache-Control"]) == (None, "no-store")


def test_percent_signs_are_decoded_once(send: Any) -> None:
    """%2525 is %25."""
    assert b'"%25"' in send("GET", "?query=SELECT+(%22%2525%22+AS+%3Fx)+%7B%7D")[2]


def test_a_query_of_all_letters_arrives(send: Any) -> None:
    """By each way, with every letter."""
    query = "SELECT ('päätös 決 🙂 +&=%' AS ?x) {}"
    found = [
        send("GET", "?query=" + quote(query)),
        send("POST", "", "query=" + quote(query), Content_Type=FORM),
        send("POST", "", query, Content_Type=DIRECT),
    ]
    assert {json.loads(answer)["results"]["bindings"][0]["x"]["value"] for _, _, answer in found} == {"päätös 決 🙂 +&=%"}


def test_a_mark_at_the_beginning_of_a_file_is_not_of_the_query(send: Any) -> None:
    """Some editors write one (U+FEFF)."""
    assert send("POST", "", "\ufeffASK {}", Content_Type=DIRECT)[0] == 200


def number(answer: bytes) -> int:
    return int(json.loads(answer)["results"]["bindings"][0]["n"]["value"])


def test_default_graphs_are_asked_together(send: Any) -> None:
    """And named graphs are then none."""
    one, two, both = (
        number(send("GET", by_get(query=COUNT, **{"default-graph-uri": graphs}))[2]) for graphs in (ONE, TWO, [ONE, TWO])
    )
    assert one + two == both > one > 0
    assert number(send("GET", by_get(query=NAMED, **{"default-graph-uri": ONE}))[2]) == 0


@pytest.mark.parametrize("kind", ["default-graph-uri", "named-graph-uri"])
def test_a_graph_that_is_named_twice_is_there_once(send: Any, kind: str) -> None:
    """A graph is a set of triples."""
    query = COUNT if kind == "default-graph-uri" else "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    once, twice = (number(send("GET", by_get(query=query, **{kind: graphs}))[2]) for graphs in (ONE, [ONE, ONE]))
    assert twice == once > 0


def test_named_graphs_are_those_that_are_named(send: Any) -> None:
    """And the default graph is then empty."""
    assert number(send("GET", by_get(query=NAMED, **{"named-graph-uri": [ONE, TWO]}))[2]) == 2
    assert number(send("GET", by_get(query=COUNT, **{"named-graph-uri": ONE}))[2]) == 0


def test_the_request_overrides_the_dataset_of_the_query(send: Any) -> None:
    """As the protocol says (section 2.1.4)."""
    query = COUNT.replace("{", f"FROM <{TWO}> {{", 1)
    asked = number(send("POST", by_get(**{"default-graph-uri": ONE}), query, Content_Type=DIRECT)[2])
    assert asked == number(send("GET", by_get(query=COUNT, **{"default-graph-uri": ONE}))[2])


def test_a_graph_may_be_asked_for_as_notation3(send: Any) -> None:
    """Turtle is a part of it, and some clients have no other name for it."""
    query = "CONSTRUCT WHERE { ?s a ?o } LIMIT 2"
    asked = send("GET", by_get(query=query), Accept="text/n3"), send("GET", by_get(query=query, format="n3"))
    assert [(status, headers.get_content_type()) for status, headers, _ in asked] == [(200, "text/n3"), (200, "text/turtle")]
    assert asked[0][2] == asked[1][2]


@pytest.mark.parametrize(
    ("form", "kind"),
    [("csv", "text/csv"), ("xml", "application/sparql-results+xml"), ("tsv", "text/tab-separated-values")],
)
def test_an_address_may_name_the_format(send: Any, form: str, kind: str) -> None:
    """For spreadsheets and links to a download, which cannot choose an Accept header."""
    status, headers, _ = send("GET", by_get(query=COUNT, format=form), Accept="text/html")
    assert (status, headers["Content-Type"].partition(";")[0]) == (200, kind)


def test_a_browser_is_sent_to_the_editor_with_its_query(send: Any) -> None:
    """A person wants a page."""
    status, headers, _ = send("GET", by_get(query=ASK), Accept="text/html,application/xml;q=0.9,*/*;q=0.8", Accept_Language="sv")
    assert (status, headers["Location"]) == (303, "/sv/sparql?query=ASK+%7B%7D")


@pytest.mark.parametrize("accept", ["text/html", "text/html,application/xml;q=0.9,*/*;q=0.8"])
def test_a_browser_without_a_query_gets_the_editor(send: Any, accept: str) -> None:
    """In its language."""
    status, headers, _ = send("GET", Accept=accept, Accept_Language="en")
    assert (status, headers["Location"]) == (303, "/en/sparql")


def test_a_hundred_silent_senders_take_no_thread_from_pages(server: Any, send: Any) -> None:
    """Bodies that never end: each sender is told so, pages answer all the while, and when they are gone, others are heard."""
    place = urlsplit(server.url)
    head = b"POST /sparql HTTP/1.1\r\nHost: a.test\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK"
    with contextlib.ExitStack() as senders:
        held = [senders.enter_context(socket.create_connection((place.hostname, place.port), PATIENCE)) for _ in range(100)]
        for each in held:
            each.sendall(head)
        pages = [server.get("/en/").status for _ in range(30)]
        answers = {each.recv(12) for each in held}  # the first eight are waited for ten seconds, and told then
        pages += [server.get("/en/").status for _ in range(30)]
    assert answers == {b"HTTP/1.1 503", b"HTTP/1.1 408"}
    assert set(pages) == {200}
    end = time.monotonic() + PATIENCE
    while send("POST", "", ASK, Content_Type=DIRECT)[0] == 503:
        assert time.monotonic() < end


@pytest.fixture
def wrapper(server: Any) -> Iterator[Any]:
    """SPARQLWrapper at the endpoint; it leaves its sockets to the garbage collector."""
    yield SPARQLWrapper(server.url + "/sparql")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


MECHANISMS = f"SELECT ?m {{ ?m a <{KIERRE}Mechanism> }}"


def test_sparqlwrapper_gets_rows(wrapper: Any) -> None:
    """As JSON, by each of its ways of asking."""
    wrapper.setReturnFormat(JSON)
    for how in ({"method": "GET"}, {"method": POST}, {"method": POST, "request": POSTDIRECTLY}):
        wrapper.setMethod(how["method"])
        wrapper.setRequestMethod(how.get("request", "urlencoded"))
        wrapper.setQuery(MECHANISMS)
        assert len(wrapper.queryAndConvert()["results"]["bindings"]) == 11


@pytest.mark.parametrize(("form", "mark"), [(XML, "<results>"), (CSV, "m\r\n")])
def test_sparqlwrapper_gets_other_formats(wrapper: Any, form: str, mark: str) -> None:
    """XML and CSV."""
    wrapper.setReturnFormat(form)
    wrapper.setQuery(MECHANISMS)
    found = wrapper.queryAndConvert()
    assert mark in (found.decode() if isinstance(found, bytes) else found.toxml())


def test_sparqlwrapper_gets_a_graph(wrapper: Any) -> None:
    """As Turtle."""
    wrapper.setReturnFormat(TURTLE)
    wrapper.setQuery(f"CONSTRUCT {{ ?m a <{KIERRE}Mechanism> }} {{ ?m a <{KIERRE}Mechanism> }}")
    assert len(rdflib.Graph().parse(data=wrapper.queryAndConvert(), format="turtle")) == 11


def test_rdflib_s_store_reads_the_endpoint(server: Any) -> None:
    """Rows, pattern by pattern, and a yes or no."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = rdflib.Graph(SPARQLStore(server.url + "/sparql"))
        assert len(list(graph.query(MECHANISMS))) == 11
        assert len(set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(KIERRE + "Mechanism")))) == 11
        assert graph.query("ASK { ?s ?p ?o }").askAnswer is True
