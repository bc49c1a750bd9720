"""The kinds of things, and the vocabulary that they belong to."""

from __future__ import annotations

from dataclasses import dataclass

import flask

from portal.errors import UnknownName
from portal.graph import queries
from portal.graph.catalogue import Entry
from portal.languages import Language, sort_key
from portal.namespaces import KIERRE, RDFS, SKOS
from portal.web.addresses import address
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Group, ListPage, Said, named, plain_groups, said

blueprint = flask.Blueprint("kinds", __name__)


@page(blueprint, "class")
def classes(language: Language) -> flask.typing.ResponseReturnValue:
    """List the kinds of things, each with what it means and how many there are."""
    catalogue = house().catalogue
    rows = [
        (
            named(entry, language, defined=True),
            address("class", language, entry.slug),
            len(catalogue.of_class(entry.iri)),
        )
        for entry in catalogue.classes()
    ]
    rows.sort(key=lambda row: sort_key(row[0].name.text))
    return answer(flask.render_template("kinds/classes.html", rows=rows), "text/html; charset=utf-8")


@page(blueprint, "class", "/<slug>")
def class_(language: Language, slug: str) -> flask.typing.ResponseReturnValue:
    """List the things of a kind."""
    entry, graphs = _class(slug), house().graphs()
    found = [each for each in house().catalogue.of_class(entry.iri) if graphs is None or not each.inferred]
    members = [named(each, language, defined=True) for each in found]
    shown = ListPage(
        Said(*entry.label(language)),
        said(entry, SKOS + "definition", language),
        members,
        f"SELECT ?thing WHERE {{ ?thing a kierre:{slug} }}",
    )
    return answer(flask.render_template("kinds/list.html", page=shown), "text/html; charset=utf-8")


def _class(slug: str) -> Entry:
    catalogue = house().catalogue
    if not catalogue.of_class(KIERRE + slug):
        raise UnknownName(f"There is no kind of thing called {slug}.")
    return catalogue[KIERRE + slug]


@dataclass(frozen=True)
class Term:
    """A class, property or value of the vocabulary."""

    slug: str
    name: Said
    definition: Said | None
    details: list[Group]


@page(blueprint, "ontology")
def ontology(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the vocabulary: every class, property and value with its definition."""
    catalogue = house().catalogue
    terms = [entry for entry in catalogue if entry.iri.startswith(KIERRE) and entry.classes]
    shown = [_term(entry, language) for entry in sorted(terms, key=lambda entry: sort_key(entry.slug))]
    return answer(flask.render_template("kinds/ontology.html", terms=shown), "text/html; charset=utf-8")


def _term(entry: Entry, language: Language) -> Term:
    parts = {RDFS + "subClassOf", RDFS + "domain", RDFS + "range", SKOS + "closeMatch", SKOS + "relatedMatch"}
    outgoing = [each for each in queries.outgoing(house().data.store, entry.iri) if each.property in parts]
    return Term(
        entry.slug,
        Said(*entry.label(language)),
        said(entry, SKOS + "definition", language),
        plain_groups(outgoing, language),
    )
