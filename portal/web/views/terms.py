"""Things, classes, statements and the vocabulary, each with its relations in both directions."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from flask_babel import gettext

from portal.errors import UnknownName
from portal.graph import queries
from portal.graph.catalogue import Entry
from portal.graph.formats import GRAPH_FORMATS
from portal.languages import Language
from portal.namespaces import DCTERMS, ID, KIERRE, PROV, SKOS, STATEMENT, shorten
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Group, ListPage, Named, Said, named, plain_groups, said
from portal.web.thing_page import plain_values, thing_page

blueprint = flask.Blueprint("terms", __name__)


@page(blueprint, "thing", "/<slug>")
def thing(language: Language, slug: str) -> flask.typing.ResponseReturnValue:
    """Show a thing: what it is, what it is related to in both directions, and where that comes from."""
    entry = _known(ID + slug)
    return answer(flask.render_template("terms/thing.html", page=thing_page(entry, language)), "text/html; charset=utf-8")


@page(blueprint, "local", "/<slug>")
def local(language: Language, slug: str) -> flask.typing.ResponseReturnValue:
    """Show a thing of an organisation's own, as a thing of ours is shown."""
    entry = house().catalogue.own.get(slug)
    if entry is None:
        raise UnknownName(f"There is no local thing called {slug}.")
    return answer(flask.render_template("terms/thing.html", page=thing_page(entry, language)), "text/html; charset=utf-8")


def _known(iri: str) -> Entry:
    catalogue = house().catalogue
    if iri not in catalogue:
        raise UnknownName(f"There is nothing called {shorten(iri)}.")
    return catalogue[iri]


@dataclass(frozen=True)
class StatementPage:
    """A statement of a source and everything that is derived from it."""

    iri: str
    slug: str
    name: Said
    paraphrase: Said | None
    facts: list[tuple[Said, Said]]
    document: Named
    derived: list[Named]
    relations: list[Group]
    data: list[tuple[str, str]]


@page(blueprint, "statement", "/<slug>")
def statement(language: Language, slug: str) -> flask.typing.ResponseReturnValue:
    """Show a statement of a source, or, for a document, the list of its statements."""
    if ID + slug in house().catalogue:
        return _statements(_known(ID + slug), language)
    entry = _known(STATEMENT + slug)
    store, catalogue = house().data.store, house().catalogue
    outgoing = queries.outgoing(store, entry.iri)
    incoming = queries.incoming(store, entry.iri)
    document = next(each.other for each in outgoing if each.property == DCTERMS + "isPartOf")
    derived = [each.other for each in incoming if each.property == PROV + "wasDerivedFrom"]
    between = [each for each in outgoing if each.other.startswith(STATEMENT)]
    shown = StatementPage(
        entry.iri,
        entry.slug,
        Said(*entry.label(language)),
        said(entry, KIERRE + "paraphrase", language),
        plain_values(entry, language),
        named(catalogue[document], language),
        sorted((named(catalogue[iri], language, defined=True) for iri in derived), key=lambda each: each.inferred),
        plain_groups(between, language),
        [(form.name, f"/statement/{entry.slug}.{form.ending}") for form in GRAPH_FORMATS],
    )
    return answer(flask.render_template("terms/statement.html", page=shown), "text/html; charset=utf-8")


def _statements(document: Entry, language: Language) -> flask.typing.ResponseReturnValue:
    incoming = queries.incoming(house().data.store, document.iri)
    found = [house().catalogue[each.other] for each in incoming if each.other.startswith(STATEMENT)]
    members = [named(each, language) for each in sorted(found, key=lambda each: each.iri)]
    name, tag = document.label(language)
    query = f"SELECT ?statement WHERE {{ ?statement a kierre:SourceStatement ; dcterms:isPartOf id:{document.slug} }}"
    shown = ListPage(Said(f"{gettext('Statements')}: {name}", tag), said(document, SKOS + "definition", language), members, query)
    return answer(flask.render_template("kinds/list.html", page=shown), "text/html; charset=utf-8")
