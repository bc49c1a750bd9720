"""The store: what goes in comes out, and errors are ours."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib

from portal.errors import QuerySyntaxError, QueryTooLarge, SourceError
from portal.graph.formats import (
    DOWNLOAD_FORMATS,
    GRAPH_FORMATS,
    N_QUADS,
    RESULT_CSV,
    RESULT_JSON,
    TABLE_FORMATS,
    TURTLE,
    Format,
)
from portal.graph.load import Data
from portal.graph.store import Store, from_engine, read_quads, read_rows, to_engine, write_triples
from portal.namespaces import GRAPH, ID, PAGE, XSD
from portal.terms import Blank, Iri, Node, Text

Same = Callable[[rdflib.Graph, rdflib.Graph], None]
Read = Callable[[bytes, str], rdflib.Graph]
A, B = Iri(ID + "a"), Iri(ID + "b")


def store_of(*texts: str) -> Store:
    """A store with one triple for each text, in a graph of its own."""
    store = Store()
    for number, text in enumerate(texts):
        store.add_triples([(A, B, Text(text))], f"{GRAPH}{number}")
    return store


def answer(store: Store, query: str, form: Format = RESULT_JSON, most: int = 100, **more: bool) -> bytes:
    """What the store answers to a stranger's query."""
    out = io.BytesIO()
    store.answer(query, form, out, most, (), (), union=True, **more)
    return out.getvalue()


@pytest.mark.parametrize(
    "node", [A, Blank("x"), Text("a"), Text("a", "fi"), Text("7", datatype=XSD + "integer"), Text('"\\\n\té😀')], ids=str
)
def test_a_node_survives_the_engine(node: Node) -> None:
    """Names, blank nodes, texts, languages, datatypes and odd characters come back as they were."""
    assert from_engine(to_engine(node)) == node


def test_a_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    """Turtle that does not parse gives our own error."""
    file = tmp_path / "broken.ttl"
    file.write_text("# fine\n<a> <b> .\n")
    with pytest.raises(SourceError) as caught:
        Store().add_turtle(file, GRAPH + "x")
    assert (caught.value.file, caught.value.line) == (file, 2)


def test_a_file_in_latin_1_is_named_with_its_line(tmp_path: Path) -> None:
    """The line is that of the first byte that is no UTF-8."""
    file = tmp_path / "latin.ttl"
    file.write_bytes("# yksi\n# kaksi\n# älä\n".encode("latin-1"))
    with pytest.raises(SourceError, match="not UTF-8") as caught:
        Store().add_turtle(file, GRAPH + "x")
    assert caught.value.line == 3


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    """An editor that writes a mark before the text does no harm."""
    file, store = tmp_path / "bom.ttl", Store()
    file.write_bytes(b"\xef\xbb\xbf<http://a.test/> a <http://b.test/> .")
    store.add_turtle(file, GRAPH + "x")
    assert len(store) == 1


def test_queries_see_all_graphs_together_or_those_they_are_given() -> None:
    """`graphs` narrows what is seen; no graphs at all are nothing."""
    store, query = store_of("one", "two"), "SELECT ?x { ?s ?p ?x } ORDER BY ?x"
    assert [str(row["x"]) for row in store.select(query)] == ["one", "two"]
    assert [str(row["x"]) for row in store.select(query, [GRAPH + "1"])] == ["two"]
    assert store.select(query, []) == []


def test_a_given_value_is_a_value_and_never_query_text() -> None:
    """Text from outside is bound, not pasted: braces and quotes in it do nothing."""
    nasty = '" } DROP ALL #'
    store = store_of(nasty, "other")
    assert len(store.select("SELECT ?s ?x { ?s ?p ?x }", x=Text(nasty))) == 1


def test_an_unbound_variable_is_left_out_of_its_row() -> None:
    """A row holds only what has a value."""
    assert store_of("one").select("SELECT ?s ?none { ?s ?p ?o }") == [{"s": A}]


def test_ask_and_construct_and_triples_of() -> None:
    """The other forms of our own queries."""
    store = store_of("one", "two")
    assert store.ask("ASK { ?s ?p 'one' }")
    assert not store.ask("ASK { ?s ?p 'one' }", [GRAPH + "1"])
    assert store.construct("CONSTRUCT WHERE { ?s ?p 'two' }") == [(A, B, Text("two"))]
    assert sorted(str(triple[2]) for triple in store.triples_of(A.value)) == ["one", "two"]


def test_a_broken_query_is_our_own_error() -> None:
    """The engine's complaint becomes a QuerySyntaxError."""
    with pytest.raises(QuerySyntaxError):
        store_of().select("SELECT {")
    with pytest.raises(QuerySyntaxError):
        answer(store_of(), "SELECT {")


@pytest.mark.parametrize("form", DOWNLOAD_FORMATS, ids=lambda form: form.ending)
def test_a_dump_says_the_same_in_each_format(small: Data, form: Format, assert_same_graph: Same, read_graph: Read) -> None:
    """Every format carries every triple of the Turtle files and of the pages, and no other."""
    found, wanted = read_graph(small.store.dump(form), form.media_type), rdflib.Graph()
    for source in small.sources:
        if source.is_turtle:
            wanted.parse(source.path)
    pages = [triple for triple in found if triple[0].startswith(PAGE)]
    for triple in pages:
        wanted.add(triple)
    assert len(pages) == 12
    assert_same_graph(found, wanted)


@pytest.mark.parametrize("form", DOWNLOAD_FORMATS, ids=lambda form: form.ending)
def test_a_dump_is_the_same_each_time(small: Data, form: Format) -> None:
    """The order of a dump does not depend on chance, so that an ETag may stand for it."""
    assert small.store.dump(form) == small.store.dump(form)


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.ending)
def test_written_triples_say_the_same_in_each_format(form: Format, assert_same_graph: Same, read_graph: Read) -> None:
    """A triple that is given twice is written once; odd characters survive."""
    triples = [(A, B, Text("å\n\"'", "sv")), (A, B, Text("å\n\"'", "sv")), (Blank("x"), B, A)]
    wanted = rdflib.Graph().add((rdflib.URIRef(A.value), rdflib.URIRef(B.value), rdflib.Literal("å\n\"'", lang="sv")))
    wanted.add((rdflib.BNode(), rdflib.URIRef(B.value), rdflib.URIRef(A.value)))
    assert_same_graph(read_graph(write_triples(triples, form), form.media_type), wanted)


def rows_of(number: int) -> str:
    """A query that gives so many rows, the last of them without a value."""
    return "SELECT ?x { VALUES ?x { " + '"},{ <result> a" ' * (number - 1) + "UNDEF } }"


@pytest.mark.parametrize("form", TABLE_FORMATS, ids=lambda form: form.ending)
def test_as_many_rows_as_are_allowed_are_given(form: Format) -> None:
    """Exactly the limit is no breach, in any format, whatever stands in the values."""
    assert answer(Store(), rows_of(7), form, most=7)


@pytest.mark.parametrize("form", TABLE_FORMATS, ids=lambda form: form.ending)
def test_one_row_more_than_is_allowed_is_refused(form: Format) -> None:
    """One over the limit is a breach, in any format, also when rows hold no value."""
    with pytest.raises(QueryTooLarge, match="more than 7 rows"):
        answer(Store(), rows_of(8), form, most=7)
    with pytest.raises(QueryTooLarge):
        answer(Store(), "SELECT ?y { VALUES ?x { 1 2 3 4 5 6 7 8 } }", form, most=7)


def test_a_line_break_in_a_value_is_no_row() -> None:
    """CSV keeps line breaks inside values; they do not count."""
    assert answer(Store(), r'SELECT ?x { VALUES ?x { "a\nb\nc\nd" } }', RESULT_CSV, most=1)


@pytest.mark.parametrize("form", TABLE_FORMATS, ids=lambda form: form.ending)
@pytest.mark.parametrize("mark", [r"\r\n", ",{}", "},{ ", ",{", r"\\", r"\"\r\n\",{}", r"\\\",{", "<result>"])
def test_what_separates_rows_is_none_in_a_value(form: Format, mark: str) -> None:
    """However often it stands there: in many values, and in one that is longer than what is written at a time."""
    values = [mark * 20_000, *[f"a{mark}"] * 4]
    query = "SELECT ?x { VALUES ?x { " + " ".join(f"'{each}'" for each in values) + " } }"
    assert answer(Store(), query, form, most=5)
    with pytest.raises(QueryTooLarge):
        answer(Store(), query, form, most=4)


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.ending)
def test_triples_are_counted_too(form: Format) -> None:
    """A graph may have as many triples as a table may have rows."""
    store, query = store_of("one", "two"), "CONSTRUCT WHERE { ?s ?p ?o }"
    assert answer(store, query, form, most=2)
    with pytest.raises(QueryTooLarge, match="more than 1 triples"):
        answer(store, query, form, most=1)


def test_our_prefixes_are_known_only_where_we_say_so() -> None:
    """The command line knows our prefixes; the endpoint leaves a query as it is."""
    assert answer(store_of("one"), "ASK { id:a id:b 'one' }", prefixes=True).endswith(b'"boolean":true}')
    with pytest.raises(QuerySyntaxError):
        answer(store_of("one"), "ASK { id:a id:b 'one' }")


def test_a_request_may_name_its_graphs() -> None:
    """default-graph-uri and named-graph-uri of the protocol choose what is seen."""
    store, out = store_of("one", "two"), io.BytesIO()
    query = "CONSTRUCT { ?s ?p ?o } { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    store.answer(query, TURTLE, out, 9, [GRAPH + "0"], [], union=True)
    assert b"one" in out.getvalue()
    assert b"two" not in out.getvalue()


def test_variables_of_a_table_are_read() -> None:
    """Those that are asked for; what is unbound is missing."""
    table = b'?a\t?b\n<x:1>\t"y\\nz"@fi\n\t2\n_:c\t"w"\n'
    assert read_rows(table, ["b"]) == [{"b": Text("y\nz", "fi")}, {"b": Text("2", None, XSD + "integer")}, {"b": Text("w")}]
    assert read_rows(table, ["a"]) == [{"a": Iri("x:1")}, {}, {"a": Blank("c")}]


def test_triples_are_read() -> None:
    """From N-Triples."""
    assert read_quads(b'<x:1> <x:2> "3"@sv .\n') == [(Iri("x:1"), Iri("x:2"), Text("3", "sv"))]


def test_lines_are_those_of_the_n_quads(real: Data) -> None:
    """Whatever stands in a text."""
    assert sorted(real.store.lines()) == sorted(real.store.dump(N_QUADS).splitlines(keepends=True))
