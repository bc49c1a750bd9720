"""What is sent to an engine that holds several versions: names of graphs, FROM, values and prefixes."""

from __future__ import annotations

import pytest

from portal.graph.asking import bound, for_engine
from portal.graph.versions import Names
from portal.namespaces import GRAPH, ID, KIERRE

NAMES = Names("0123456789abcdef")
THERE = NAMES.base
GRAPHS = [
    (f"ASK {{ GRAPH <{GRAPH}things> {{ ?s ?p ?o }} }}", f"ASK {{ GRAPH <{THERE}things> {{ ?s ?p ?o }} }}"),
    (f"PREFIX g: <{GRAPH}> ASK {{ GRAPH g:a {{}} }}", f"PREFIX g: <{THERE}> ASK {{ GRAPH g:a {{}} }}"),
    (f"prefix : <{GRAPH}> ASK {{ GRAPH :a {{}} }}", f"prefix : <{THERE}> ASK {{ GRAPH :a {{}} }}"),
    (rf"PREFIX k: <{GRAPH[:-6]}> ASK {{ GRAPH k:graph\/a {{}} }}", f"PREFIX k: <{GRAPH[:-6]}> ASK {{ GRAPH <{THERE}a> {{}} }}"),
    (f"BASE <{GRAPH}> ASK {{ GRAPH <a> {{}} }}", f"BASE <{GRAPH}> ASK {{ GRAPH <{THERE}a> {{}} }}"),
    (f'ASK {{ FILTER(STRSTARTS(STR(?g), "{GRAPH}hyp")) }}', f'ASK {{ FILTER(STRSTARTS(STR(?g), "{THERE}hyp")) }}'),
    (f"ASK {{ FILTER(STR(?g) = '''{GRAPH}a''') }}", f"ASK {{ FILTER(STR(?g) = '''{THERE}a''') }}"),
    (f"ASK {{}} # <{GRAPH}things>", f"ASK {{}} # <{GRAPH}things>"),
    (f'ASK {{ ?s ?p "see <{GRAPH}things>" }}', f'ASK {{ ?s ?p "see <{GRAPH}things>" }}'),
    (f"ASK {{ ?s ?p <{ID}queues-grow> }}", f"ASK {{ ?s ?p <{ID}queues-grow> }}"),
    ("ASK { ?s x:y ?o FILTER(?a<?b && ?c>?d) }", "ASK { ?s x:y ?o FILTER(?a<?b && ?c>?d) }"),
]


@pytest.mark.parametrize(("text", "sent"), GRAPHS)
def test_names_of_graphs_are_those_of_the_engine(text: str, sent: str) -> None:
    """By tokens: in IRIs, prefixes, names and at the beginning of strings, nowhere else."""
    assert for_engine(text, NAMES).text == sent


@pytest.mark.parametrize("name", [f"<{GRAPH}a>", "g:a", "<graph/a>"])
def test_from_is_taken_out_and_told_apart(name: str) -> None:
    """The graphs that a query names itself are sent beside it, so that no other is ever seen."""
    asked = for_engine(
        f"BASE <{GRAPH[:-6]}> PREFIX g: <{GRAPH}>\nSELECT *\nFROM {name}\nFROM NAMED <http://x/b> {{ ?s ?p ?o }}", NAMES
    )
    assert (asked.default, asked.named) == ((GRAPH + "a",), ("http://x/b",))
    assert "FROM" not in asked.text
    assert asked.text.count("\n") == 3


def test_a_graph_of_another_version_cannot_be_named() -> None:
    """What looks like the name of one becomes the name of nothing."""
    assert NAMES.of(Names("f" * 16).of(GRAPH + "a")) == f"{THERE}{'f' * 16}/a"
    assert NAMES.of("http://example.org/a") == NAMES.nothing
    assert NAMES.of(Names("f" * 16).union) == NAMES.nothing


def test_values_are_put_for_variables() -> None:
    """In the pattern; in the list they are left out, since the answer need not repeat them."""
    text, listed = bound("SELECT ?thing ?other WHERE { ?thing kierre:counters ?other }", NAMES, {"thing": f"<{ID}a>"})
    assert text == f"PREFIX kierre: <{KIERRE}>\nSELECT  ?other WHERE {{ <{ID}a> kierre:counters ?other }}"
    assert listed == {"thing", "other"}


def test_a_query_whose_variables_are_all_given_still_lists_something() -> None:
    """`SELECT WHERE` would be no query."""
    text, _ = bound("SELECT ?a WHERE { ?a ?b ?c }", NAMES, {"a": f"<{ID}a>"})
    assert text.startswith("SELECT *")


def test_a_value_may_hold_what_looks_like_a_variable() -> None:
    """It is put in last, and not read again."""
    text, _ = bound("SELECT ?a ?b WHERE { ?b ?p ?a FILTER(?a != ?b) }", NAMES, {"a": '"?b"'})
    assert text == 'SELECT  ?b WHERE { ?b ?p "?b" FILTER("?b" != ?b) }'
