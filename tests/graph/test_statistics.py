"""How much there is in the data."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

from portal.graph.formats import N_TRIPLES
from portal.graph.load import Data
from portal.graph.statistics import Extent, Part, Statistics, statistics
from portal.graph.store import Store
from portal.namespaces import SKOS

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
ONE = "@prefix : <http://a.test/> . :a a :C , :D ; :p 1 , 2 . [] :p 1 ."
TWO = "@prefix : <http://a.test/> . :a a :C ; :q :b . :b a :C ."


@pytest.fixture
def found(tmp_path: Path) -> Statistics:
    """The statistics of two small graphs that share a thing."""
    store = Store()
    for name, text in (("one", ONE), ("two", TWO)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        store.add_turtle(tmp_path / name, "http://g.test/" + name)
    return statistics(store)


def part(name: str, count: int) -> Part:
    return Part(name if ":" in name else "http://a.test/" + name, count)


def test_a_graph_tells_what_is_in_it(found: Statistics) -> None:
    """Triples, things with an IRI, subjects, objects, and how often each class and property."""
    classes, properties = (part("C", 1), part("D", 1)), (part("p", 3), part(RDF + "type", 2))
    assert found.graphs[0] == ("http://g.test/one", Extent(5, 1, 2, 4, classes, properties))


def test_the_whole_counts_a_thing_once(found: Statistics) -> None:
    """Though it has its class in two graphs."""
    assert found.whole.classes == (part("C", 2), part("D", 1))
    assert (found.whole.entities, found.whole.subjects) == (2, 3)


def test_graphs_stand_in_order(found: Statistics) -> None:
    """By their IRI."""
    assert [graph for graph, _ in found.graphs] == ["http://g.test/one", "http://g.test/two"]


def test_an_empty_store_has_nothing() -> None:
    """No graph, and zeros."""
    assert statistics(Store()) == Statistics(Extent(0, 0, 0, 0, (), ()), (), ())


def test_the_real_numbers_are_those_of_another_reader(real: Data) -> None:
    """Counted by rdflib from the dump of the whole."""
    graph = rdflib.Graph().parse(data=real.store.dump(N_TRIPLES), format="nt")
    whole = statistics(real.store).whole
    assert whole.triples == sum(each.count for each in whole.properties) == len(graph)
    assert whole.subjects == len(set(graph.subjects()))
    assert whole.objects == len(set(graph.objects()))
    assert {each.iri: each.count for each in whole.classes} == {
        str(class_): len(set(graph.subjects(rdflib.RDF.type, class_))) for class_ in set(graph.objects(None, rdflib.RDF.type))
    }


def test_the_graphs_add_up_to_the_whole(real: Data) -> None:
    """Each triple stands in one graph only."""
    made = statistics(real.store)
    assert sum(extent.triples for _, extent in made.graphs) == made.whole.triples


def test_links_are_counted_by_vocabulary_and_property(real: Data) -> None:
    """As often as they stand in the graph."""
    rows = real.store.select("SELECT ?x { ?x skos:closeMatch ?y FILTER(STRSTARTS(STR(?y), 'http://data.europa.eu/esco/')) }")
    counts = {(each.vocabulary, each.property): each.count for each in statistics(real.store).links}
    assert counts["ESCO", SKOS + "closeMatch"] == len(rows)


def test_only_the_chosen_graphs_count(real: Data) -> None:
    """One graph alone has its own numbers, as a whole too."""
    graph, extent = statistics(real.store).graphs[-1]
    found = statistics(real.store, [graph])
    assert (found.whole, found.graphs) == (extent, ((graph, extent),))
