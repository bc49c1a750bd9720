"""Saved queries as RDF: SHACL's executables, as example queries of an endpoint are commonly published."""

from __future__ import annotations

import json
from collections.abc import Iterator

from portal.graph import saved
from portal.graph.saved import Kind, Parameter, Saved
from portal.languages import LANGUAGES
from portal.namespaces import DCTERMS, KIERRE, LICENCE, PREFIXES, QUERY, RDF, RDFS, SCHEMA, SH, XSD
from portal.terms import Blank, Iri, Node, Text, Triple
from portal.web.addresses import address
from portal.web.public import absolute

_PREFIXES = Blank("prefixes")


def describe(query: Saved) -> list[Triple]:
    """Return what is said of a saved query: its words, its text with the values that it has unless told, and its parameters."""
    kind, text = ("Construct", "construct") if query.graph else ("Select", "select")
    name = QUERY + query.name
    said: list[tuple[str, Node]] = [
        (RDF + "type", Iri(SH + "SPARQLExecutable")),
        (RDF + "type", Iri(f"{SH}SPARQL{kind}Executable")),
        (DCTERMS + "identifier", Text(query.name)),
        (DCTERMS + "license", Iri(LICENCE)),
        (SH + "prefixes", _PREFIXES),
        (SH + text, Text(query.text)),
        (SCHEMA + "target", Iri(absolute("/sparql"))),
        (SCHEMA + "url", Iri(absolute(f"/api/v1/queries/{query.name}"))),
    ]
    for language in LANGUAGES:
        said += [
            (RDFS + "label", Text(query.title[language], language)),
            (RDFS + "comment", Text(query.description[language], language)),
            (SCHEMA + "keywords", Text(saved.words()["themes"][query.theme][language], language)),
            (SCHEMA + "mainEntityOfPage", Iri(absolute(address("queries", language, query.name)))),
        ]
    triples: list[Triple] = [(Iri(name), Iri(property_), value) for property_, value in said]
    for each in query.parameters:
        triples += [(Iri(name), Iri(SH + "parameter"), Iri(f"{name}#{each.name}")), *_parameter(f"{name}#{each.name}", each)]
    return [*triples, *_prefixes()]


def _parameter(name: str, parameter: Parameter) -> Iterator[Triple]:
    """Yield what fits a parameter: SHACL names it by a path whose last part is the variable."""
    node = Iri(name)
    yield node, Iri(RDF + "type"), Iri(SH + "Parameter")
    yield node, Iri(SH + "path"), node
    yield node, Iri(SH + "optional"), Text(json.dumps(not parameter.needed), datatype=XSD + "boolean")
    for language in LANGUAGES:
        yield node, Iri(SH + "name"), Text(saved.word(parameter.name, language), language)
    if parameter.default is not None:
        yield node, Iri(SH + "defaultValue"), parameter.default
    if parameter.kind is Kind.NUMBER:
        yield node, Iri(SH + "datatype"), Iri(XSD + "integer")
    elif parameter.kind in {Kind.TEXT, Kind.CHOICE}:
        yield node, Iri(SH + "datatype"), Iri(XSD + "string")
    else:
        yield node, Iri(SH + "nodeKind"), Iri(SH + "IRI")
    for each in parameter.classes if len(parameter.classes) == 1 else ():
        yield node, Iri(SH + "class"), Iri(KIERRE + each)


def _prefixes() -> Iterator[Triple]:
    """Yield the declarations of our prefixes, to which every query refers."""
    for prefix, namespace in PREFIXES.items():
        node = Blank(f"prefix-{prefix}")
        yield _PREFIXES, Iri(SH + "declare"), node
        yield node, Iri(SH + "prefix"), Text(prefix)
        yield node, Iri(SH + "namespace"), Text(namespace, datatype=XSD + "anyURI")
