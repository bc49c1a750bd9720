"""Data as data: things, statements, guidance pages and named graphs by content negotiation, and the ontology."""

from __future__ import annotations

import flask
from werkzeug.exceptions import NotFound

from portal.errors import UnknownName
from portal.graph.formats import GRAPH_FORMATS, HTML, Format, by_ending
from portal.graph.store import write_triples
from portal.namespaces import KIERRE, ONTOLOGY, PAGE
from portal.terms import Triple
from portal.web import links, records
from portal.web.house import house
from portal.web.identity import BASES, MARKDOWN, Identity, of_path
from portal.web.language import chosen
from portal.web.negotiation import answer, best, see_other

blueprint = flask.Blueprint("data", __name__)


@blueprint.get(f"/<any({', '.join(BASES)}):base>/<slug>")
def named(base: str, slug: str) -> flask.typing.ResponseReturnValue:
    """Send on from a lasting name to its page or its data; with the ending of a form, give that form."""
    found, form = of_path(flask.request.path)
    if found is None:
        raise UnknownName(f"There is nothing called {BASES[base]}{slug.removesuffix('.' + form.ending) if form else slug}.")
    if form is None:
        return _see_other(found)
    if form not in found.forms:
        raise NotFound("This page is about the portal itself: it is in no graph, so there is no data of it.")
    return _data(records.triples(found), form)


@blueprint.get(f"/<any({', '.join(BASES)}):base>/<slug>.linkset")
def linkset(base: str, slug: str) -> flask.typing.ResponseReturnValue:
    """Give every link from and between the pages and the forms of a name as one set (RFC 9264)."""
    found, _ = of_path(f"/{base}/{slug}")
    if found is None:
        raise UnknownName(f"There is nothing called {BASES[base]}{slug}.")
    return answer(links.linkset(found), links.LINKSET)


def _see_other(found: Identity) -> flask.typing.ResponseReturnValue:
    """Send a person to the page and a program to the data (303), by what the request accepts."""
    text = (MARKDOWN,) if found.iri.startswith(PAGE) else ()
    form = best((HTML, *text, *found.forms))
    if form is MARKDOWN:
        return see_other(f"{found.page(chosen())}.{MARKDOWN.ending}", "Accept, Accept-Language")
    return see_other(found.page(chosen()) if form is HTML else found.data(form), "Accept, Accept-Language")


def _data(triples: list[Triple], form: Format) -> flask.typing.ResponseReturnValue:
    return answer(write_triples(triples, form), form.content_type)


@blueprint.get("/ontology")
def ontology() -> flask.typing.ResponseReturnValue:
    """Send on to the documentation page of the ontology or to its data."""
    return _see_other(Identity(ONTOLOGY))


@blueprint.get("/ontology.<ending>")
def ontology_data(ending: str) -> flask.typing.ResponseReturnValue:
    """Give the vocabulary: every term of ours with what is said of it."""
    form = by_ending(ending)
    if form not in GRAPH_FORMATS:
        raise NotFound(f"The ontology is not given as .{ending}.")
    store = house().data.store
    terms = [ONTOLOGY, *(entry.iri for entry in house().catalogue if entry.iri.startswith(KIERRE))]
    return _data([triple for term in terms for triple in store.triples_of(term)], form)
