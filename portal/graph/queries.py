"""One function for each file in sparql/: asks the store and gives typed values back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from portal.graph.engine import Engine
from portal.namespaces import KIERRE
from portal.terms import Iri, Node, Row, Text, Triple

INFERENCE = KIERRE + "EditorialInference"
_FOLDER = Path(__file__).parent / "sparql"


@cache
def text(name: str) -> str:
    """Return the text of a query file."""
    return (_FOLDER / f"{name}.rq").read_text(encoding="utf-8")


def rows(store: Engine, name: str, graphs: Sequence[str] | None = None, **given: Node) -> list[Row]:
    """Return the rows of a named query, in its order, else in that of their texts: the same whichever engine answers."""
    found = store.select(text(name), graphs, **given)
    return found if "ORDER BY" in text(name) else sorted(found, key=_place)


def _place(row: Row) -> list[tuple[str, str]]:
    return [(node.value, node.language or "" if isinstance(node, Text) else "") for node in row.values()]


@dataclass(frozen=True)
class Neighbour:
    """A relation of a thing: the property, and the thing at its other end (IRIs)."""

    property: str
    other: str


def outgoing(store: Engine, thing: str, graphs: Sequence[str] | None = None) -> list[Neighbour]:
    """Return the relations that lead away from a thing."""
    return [Neighbour(str(row["property"]), str(row["other"])) for row in rows(store, "outgoing", graphs, thing=Iri(thing))]


def incoming(store: Engine, thing: str, graphs: Sequence[str] | None = None) -> list[Neighbour]:
    """Return the relations that lead to a thing."""
    return [Neighbour(str(row["property"]), str(row["other"])) for row in rows(store, "incoming", graphs, thing=Iri(thing))]


@dataclass(frozen=True)
class Judgement:
    """A judged relation: the node that carries basis, sources and rationale, its three parts, and whether it is an inference."""

    relation: str
    subject: str
    property: str
    object: str
    inferred: bool


def _judgement(row: Row) -> Judgement:
    relation, subject, property_, object_ = (str(row[name]) for name in ("relation", "subject", "property", "object"))
    return Judgement(relation, subject, property_, object_, str(row["basis"]) == INFERENCE)


def judgements(store: Engine, thing: str, graphs: Sequence[str] | None = None) -> list[Judgement]:
    """Return the judgements about the relations of a thing, in either direction."""
    return [_judgement(row) for row in rows(store, "judgements", graphs, thing=Iri(thing))]


def relations(store: Engine, graphs: Sequence[str] | None = None) -> list[Judgement]:
    """Return every judged relation."""
    return [_judgement(row) for row in rows(store, "relations", graphs)]


@dataclass(frozen=True)
class Statement:
    """A statement of a source: IRI, ledger id, document (IRI), place in it, and kind."""

    iri: str
    identifier: str
    document: str
    locator: str
    kind: str


def statements_of(store: Engine, thing: str) -> list[Statement]:
    """Return the statements that a thing is derived from."""
    return [
        Statement(str(row["statement"]), *(str(row[name]) for name in ("identifier", "document", "locator", "kind")))
        for row in rows(store, "statements_of", thing=Iri(thing))
    ]


@dataclass(frozen=True)
class Publication:
    """A publication in which statements stand: what it says itself, as it says it, of author, title, publisher, time and address.

    What it does not say is ""; document: IRI; issued: a year, or a day as YYYY-MM-DD.
    """

    document: str
    author: str
    title: str
    publisher: str
    issued: str
    address: str


def publications(store: Engine) -> dict[str, Publication]:
    """Return the publications in which statements stand, by their IRIs."""
    found: dict[str, Publication] = {}
    for row in rows(store, "publications"):
        values = (str(row.get(name) or "") for name in ("document", "author", "title", "publisher", "issued", "address"))
        one = Publication(*values)
        found.setdefault(one.document, one)
    return found


def statements_of_kind(store: Engine, kind: str) -> set[str]:
    """Return the statements of a kind (IRIs)."""
    return {str(row["statement"]) for row in rows(store, "statements_of_kind", kind=Text(kind))}


def literals(store: Engine, thing: str) -> list[tuple[str, Node]]:
    """Return the plain values of a thing as (property, value)."""
    return [(str(row["property"]), row["value"]) for row in rows(store, "literals", thing=Iri(thing))]


def locators(store: Engine, statement: str) -> list[str]:
    """Return where a statement stands in its publication."""
    return [str(value) for property_, value in literals(store, statement) if property_ == KIERRE + "locator"]


@dataclass(frozen=True)
class LinkEnd:
    """One cause and one effect of a causal link, its polarity (IRIs), and whether the link is an inference."""

    link: str
    cause: str
    effect: str
    polarity: str
    inferred: bool


def link_ends(store: Engine, graphs: Sequence[str] | None = None) -> list[LinkEnd]:
    """Return each pair of cause and effect of each causal link."""
    return [
        LinkEnd(
            str(row["link"]),
            str(row["cause"]),
            str(row["effect"]),
            str(row["polarity"]),
            str(row["basis"]) == INFERENCE,
        )
        for row in rows(store, "link_ends", graphs)
    ]


@dataclass(frozen=True)
class ConfigurationPlace:
    """The mechanism and the level of a configuration (IRIs)."""

    configuration: str
    mechanism: str
    level: str


def configuration_places(store: Engine, graphs: Sequence[str] | None = None) -> list[ConfigurationPlace]:
    """Return the mechanism and the level of each configuration."""
    return [
        ConfigurationPlace(str(row["configuration"]), str(row["mechanism"]), str(row["level"]))
        for row in rows(store, "configuration_places", graphs)
    ]


@dataclass(frozen=True)
class ConfigurationPiece:
    """One thing of a configuration: the relation that joins it (IRIs), and whether the configuration is an inference."""

    configuration: str
    property: str
    piece: str
    inferred: bool


def configuration_pieces(store: Engine, graphs: Sequence[str] | None = None) -> list[ConfigurationPiece]:
    """Return the contexts, actors, interventions, mechanisms and outcomes of each configuration."""
    return [
        ConfigurationPiece(str(row["configuration"]), str(row["property"]), str(row["piece"]), str(row["basis"]) == INFERENCE)
        for row in rows(store, "configuration_pieces", graphs)
    ]


def instances(store: Engine, class_: str, graphs: Sequence[str] | None = None) -> list[str]:
    """Return the things of a class (IRIs)."""
    return [str(row["thing"]) for row in rows(store, "instances", graphs, **{"class": Iri(class_)})]


def top_mechanisms(store: Engine) -> list[str]:
    """Return the mechanisms that are no part of another, in their order (IRIs)."""
    return [str(row["mechanism"]) for row in rows(store, "top_mechanisms")]


def pairs(store: Engine, property_: str, graphs: Sequence[str] | None = None) -> list[tuple[str, str]]:
    """Return every pair of subject and object that a property joins (IRIs)."""
    return [(str(row["subject"]), str(row["object"])) for row in rows(store, "pairs", graphs, property=Iri(property_))]


def properties(store: Engine) -> list[str]:
    """Return the properties that the data uses (IRIs)."""
    return [str(row["property"]) for row in rows(store, "properties")]


def derived_from(store: Engine, start: str) -> set[str]:
    """Return what is derived from the statements whose identifier begins with a text (IRIs)."""
    return {str(row["thing"]) for row in rows(store, "derived_from", start=Text(start))}


def documents_of(store: Engine) -> list[tuple[str, str]]:
    """Return each thing with a document that it is derived from (IRIs)."""
    return [(str(row["thing"]), str(row["document"])) for row in rows(store, "documents_of")]


def describe(store: Engine, thing: str) -> list[Triple]:
    """Return a thing, what leads to it, the judgements and links about it, its statements and the names beside it as triples."""
    return store.construct(text("describe"), thing=Iri(thing))


def of_graph(store: Engine, graph: str) -> list[Triple]:
    """Return every triple of one named graph."""
    return store.construct(text("of_graph"), [graph])


def network_names(store: Engine, graphs: Sequence[str] | None = None) -> list[Triple]:
    """Return what a file of the network says of its things, as triples."""
    return store.construct(text("network_names"), graphs)
