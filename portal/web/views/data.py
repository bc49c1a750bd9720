"""Data as data: things and statements by content negotiation, the ontology, and downloads."""

from __future__ import annotations

import flask
from werkzeug.exceptions import NotFound

from portal.errors import UnknownName
from portal.graph import queries
from portal.graph.formats import DOWNLOAD_FORMATS, GRAPH_FORMATS, HTML, TURTLE, Format, by_ending
from portal.graph.store import write_triples
from portal.namespaces import ID, KIERRE, ONTOLOGY, STATEMENT
from portal.terms import Triple
from portal.web.addresses import of_iri
from portal.web.house import house
from portal.web.language import chosen
from portal.web.negotiation import answer, best
from validation.folders import shapes_text

blueprint = flask.Blueprint("data", __name__)


def _see_other(page: str, data: str) -> flask.typing.ResponseReturnValue:
    """Send a person to the page and a program to the data (303), by what the request accepts."""
    form = best((HTML, *GRAPH_FORMATS))
    response = flask.redirect(page if form is HTML else f"{data}.{form.ending}", 303)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _known(iri: str) -> str:
    if iri not in house().catalogue:
        raise UnknownName(f"There is nothing called {iri}.")
    return iri


@blueprint.get("/id/<slug>")
def thing(slug: str) -> flask.typing.ResponseReturnValue:
    """Send on from the name of a thing to its page or its data."""
    return _named(ID, slug)


@blueprint.get("/statement/<slug>")
def statement(slug: str) -> flask.typing.ResponseReturnValue:
    """Send on from the name of a statement to its page or its data."""
    return _named(STATEMENT, slug)


def _named(base: str, slug: str) -> flask.typing.ResponseReturnValue:
    name, _, ending = slug.rpartition(".")
    form = by_ending(ending)
    if name and form in GRAPH_FORMATS:
        iri = _known(base + name)
        return _triples(queries.describe(house().data.store, iri), form)
    iri = _known(base + slug)
    return _see_other(of_iri(iri, chosen()), flask.request.path)


def _triples(triples: list[Triple], form: Format | None) -> flask.typing.ResponseReturnValue:
    form = form or TURTLE
    return answer(write_triples(triples, form), form.content_type)


@blueprint.get("/ontology")
def ontology() -> flask.typing.ResponseReturnValue:
    """Send on to the documentation page of the ontology or to its data."""
    return _see_other(of_iri(ONTOLOGY, chosen()), "/ontology")


@blueprint.get("/ontology.<ending>")
def ontology_data(ending: str) -> flask.typing.ResponseReturnValue:
    """Give the vocabulary: every term of ours with what is said of it."""
    form = by_ending(ending)
    if form not in GRAPH_FORMATS:
        raise NotFound(f"The ontology is not given as .{ending}.")
    store = house().data.store
    terms = [ONTOLOGY, *(entry.iri for entry in house().catalogue if entry.iri.startswith(KIERRE))]
    return _triples([triple for term in terms for triple in store.triples_of(term)], form)


@blueprint.get("/download/kierre.<ending>")
def download(ending: str) -> flask.typing.ResponseReturnValue:
    """Give the whole graph in one file."""
    form = by_ending(ending)
    if form is None or form not in DOWNLOAD_FORMATS:
        raise NotFound(f"The graph is given as {', '.join('.' + each.ending for each in DOWNLOAD_FORMATS)}, not as .{ending}.")
    return answer(house().data.store.dump(form), form.content_type)


@blueprint.get("/download/shapes.ttl")
def shapes() -> flask.typing.ResponseReturnValue:
    """Give the SHACL shapes that the graph is checked against."""
    return answer(shapes_text(), TURTLE.content_type)
