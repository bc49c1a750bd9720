"""The endpoint's description of itself: SPARQL 1.1 Service Description, with the statistics of VoID."""

from __future__ import annotations

from collections.abc import Callable

from portal.graph.formats import RESULT_GRAPH_FORMATS, TABLE_FORMATS
from portal.graph.guard import JOINS, LINKS
from portal.graph.statistics import Extent, Statistics
from portal.namespaces import DCTERMS, LICENCE, PREFIXES, RDF, RDFS, XSD
from portal.settings import Settings
from portal.terms import Blank, Iri, Node, Text, Triple

SD, VOID = PREFIXES["sd"], PREFIXES["void"]

Description = list[Triple]


def described(statistics: Statistics, settings: Settings, absolute: Callable[[str], str]) -> Description:
    """Return what the endpoint says of itself; absolute: gives the whole address of a path of this portal."""
    endpoint = absolute("/sparql")
    service, dataset, union = Iri(endpoint), Iri(endpoint + "#dataset"), Iri(endpoint + "#all-graphs")
    found: Description = [
        (service, Iri(RDF + "type"), Iri(SD + "Service")),
        (service, Iri(SD + "endpoint"), service),
        (service, Iri(SD + "supportedLanguage"), Iri(SD + "SPARQL11Query")),
        (service, Iri(SD + "feature"), Iri(SD + "UnionDefaultGraph")),
        (service, Iri(SD + "defaultEntailmentRegime"), Iri("http://www.w3.org/ns/entailment/Simple")),
        (service, Iri(SD + "defaultDataset"), dataset),
        (service, Iri(RDFS + "label"), Text("Kierre: SPARQL endpoint", "en")),
        (service, Iri(RDFS + "comment"), Text(limits_in_words(settings), "en")),
        (service, Iri(RDFS + "seeAlso"), Iri(absolute("/en/guides/query-endpoint"))),
        *((service, Iri(SD + "resultFormat"), Iri(each.unique)) for each in (*TABLE_FORMATS, *RESULT_GRAPH_FORMATS)),
        (dataset, Iri(RDF + "type"), Iri(SD + "Dataset")),
        (dataset, Iri(RDF + "type"), Iri(VOID + "Dataset")),
        (dataset, Iri(VOID + "sparqlEndpoint"), service),
        (dataset, Iri(DCTERMS + "license"), Iri(LICENCE)),
        (dataset, Iri(SD + "defaultGraph"), union),
        *_graph(union, statistics.whole),
    ]
    for number, (name, extent) in enumerate(statistics.graphs):
        named, graph = Blank(f"named{number}"), Blank(f"graph{number}")
        found += [
            (dataset, Iri(SD + "namedGraph"), named),
            (named, Iri(RDF + "type"), Iri(SD + "NamedGraph")),
            (named, Iri(SD + "name"), Iri(name)),
            (named, Iri(SD + "graph"), graph),
            *_graph(graph, extent),
        ]
    return found


def limits_in_words(settings: Settings) -> str:
    """Return what a query may use."""
    return " ".join(
        (
            f"Queries only. A query runs for at most {settings.query_seconds:g} seconds and in {settings.query_megabytes} MB.",
            f"Its answer has at most {settings.query_rows} rows or triples and {settings.query_answer_megabytes} MB.",
            f"Its text has at most {settings.query_characters} characters and nests at most {settings.query_depth} deep.",
            f"It has at most {JOINS} patterns, and {LINKS} words, signs and calls outside VALUES.",
            "What meets a limit is refused, never cut. No other server is called.",
            "Without FROM the default graph is all named graphs together.",
        )
    )


def _graph(node: Node, extent: Extent) -> Description:
    """Return what is said of a graph: how much there is in it, and of which classes and properties."""
    return [
        (node, Iri(RDF + "type"), Iri(SD + "Graph")),
        (node, Iri(RDF + "type"), Iri(VOID + "Dataset")),
        *extent_triples(node, extent),
    ]


def extent_triples(node: Node, extent: Extent) -> Description:
    """Return the statistics of a graph, or of all data, in the words of VoID."""
    numbers = {
        "triples": extent.triples,
        "entities": extent.entities,
        "classes": len(extent.classes),
        "properties": len(extent.properties),
        "distinctSubjects": extent.subjects,
        "distinctObjects": extent.objects,
    }
    found: Description = [(node, Iri(VOID + name), _number(count)) for name, count in numbers.items()]
    label = str(node).removeprefix("_:").rpartition("#")[2]
    for kind, count, parts in (("class", "entities", extent.classes), ("property", "triples", extent.properties)):
        for number, part in enumerate(parts):
            partition = Blank(f"{label}-{kind}{number}")
            found += [
                (node, Iri(f"{VOID}{kind}Partition"), partition),
                (partition, Iri(VOID + kind), Iri(part.iri)),
                (partition, Iri(VOID + count), _number(part.count)),
            ]
    return found


def _number(count: int) -> Text:
    return Text(str(count), datatype=XSD + "integer")
