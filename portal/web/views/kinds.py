"""The kinds of things."""

from __future__ import annotations

import flask

from portal.errors import UnknownName
from portal.graph.catalogue import Entry
from portal.languages import Language, sort_key
from portal.namespaces import KIERRE, SKOS
from portal.web.addresses import address
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import ListPage, Said, named, said

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
    found = [each for each in house().catalogue.of_class(entry.iri) if graphs is None or each.is_sourced]
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
