"""Saved queries: their list, a page with a form and the answer for each, the same for programs, and their description in RDF."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

import flask
from flask.sansio.blueprints import BlueprintSetupState
from flask_babel import gettext
from werkzeug.exceptions import NotFound

from portal.errors import BadQuestion
from portal.graph import saved
from portal.graph.formats import GRAPH_FORMATS, HTML, Format, by_ending
from portal.graph.prefixes import declared
from portal.graph.results import write
from portal.graph.saved import Saved
from portal.graph.store import write_triples
from portal.languages import Language
from portal.namespaces import ID, STATEMENT
from portal.terms import Iri, Triple
from portal.web.addresses import address
from portal.web.cited import rest_on
from portal.web.contract.operation import registered
from portal.web.contract.saved import operations
from portal.web.exports.objects import as_json
from portal.web.exports.queries import describe as in_rdf
from portal.web.exports.table import JSON
from portal.web.house import house, view_parameter
from portal.web.language import chosen, current
from portal.web.localised import page
from portal.web.negotiation import answer, best, see_other
from portal.web.pins import kept
from portal.web.plain import saved as plain
from portal.web.public import absolute
from portal.web.queries_form import Asked, Field, fields, query_string, read
from portal.web.queries_table import Table, table

blueprint = flask.Blueprint("queries", __name__)


@dataclass(frozen=True)
class QueryPage:
    """A saved query as a page: its words, its form as filled in, its answer (none when something is wrong), ways to take it along.

    downloads: name and address of each file; text: the query with the values of the form; call: address of the API call.
    """

    name: str
    title: str
    description: str
    theme: str
    fields: list[Field]
    table: Table | None
    downloads: list[tuple[str, str]]
    text: str
    call: str
    curl: str


@page(blueprint, "queries")
def queries(language: Language) -> flask.typing.ResponseReturnValue:
    """List the saved queries by theme."""
    themes = [
        (name, words[language], [(each.name, each.title[language], each.description[language]) for each in _of_theme(name)])
        for name, words in saved.words()["themes"].items()
    ]
    return answer(flask.render_template("queries/list.html", themes=themes), "text/html; charset=utf-8")


def _of_theme(theme: str) -> list[Saved]:
    return [each for each in saved.saved() if each.theme == theme]


@page(blueprint, "queries", "/<name>")
def query(language: Language, name: str) -> flask.typing.ResponseReturnValue:
    """Show a saved query with its form, and its answer."""
    found = plain.find(name)
    asked = read(found, flask.request.args, language, gettext, lambda parameter: saved.word(parameter, language))
    page_ = _page(found, asked, language)
    things = {cell.thing.slug for row in page_.table.rows for cell in row if cell.thing} if page_.table else set()
    rest_on(base + slug for slug in sorted(things) for base in (ID, STATEMENT) if base + slug in house().catalogue)
    html = flask.render_template("queries/query.html", page=page_)
    return flask.make_response(html, 400) if asked.faults else answer(html, "text/html; charset=utf-8")


def _page(found: Saved, asked: Asked, language: Language) -> QueryPage:
    given = [*query_string(found, asked.given), ("lang", language), *view_parameter().items()]
    call = absolute(kept(f"/api/v1/queries/{found.name}?{urlencode(given)}"))
    files = [
        (each.name, f"/api/v1/queries/{found.name}?{urlencode([*given, ('format', each.ending)])}") for each in plain.forms(found)
    ]
    text = found.written(asked.given)
    return QueryPage(
        found.name,
        found.title[language],
        found.description[language],
        saved.words()["themes"][found.theme][language],
        fields(found, asked, language),
        None if asked.faults else table(found, asked.given, language),
        files,
        declared(text),
        call,
        f"curl {shlex.quote(call)}",
    )


@blueprint.get("/api/v1/queries")
def every() -> flask.typing.ResponseReturnValue:
    """Give the list of saved queries."""
    return _json(plain.queries())


def ask(name: str) -> flask.typing.ResponseReturnValue:
    """Answer a saved query in the form that the address names, else in the one that the request accepts.

    Raises BadQuestion for a form in which it is not answered.
    """
    found = plain.found(name)
    forms = plain.forms(found.query)
    ending = flask.request.args.get("format")
    form = best(forms) if ending is None else next((each for each in forms if each.ending == ending), None)
    if form is None:
        raise BadQuestion(f"format is {' or '.join(each.ending for each in forms)} here, not {ending!r}.")
    if form is JSON:
        response = _json(plain.plain(found, current()))
    elif found.query.graph:
        triples: list[Triple] = [(row["subject"], Iri(str(row["predicate"])), row["object"]) for row in found.rows]
        response = answer(write_triples(triples, form), form.content_type)
    else:
        response = answer(write(found.query.told, found.rows, form), form.content_type)
    if ending is not None:
        response.headers["Content-Disposition"] = f'inline; filename="kierre-{name}-{house().data.version}.{form.ending}"'
    if found.next:
        response.headers["Link"] = f'<{found.next}>; rel="next"'
    return response


def _register(state: BlueprintSetupState) -> None:
    """Put each saved query at its address, and into the description: when an application is made, not at import."""
    registered(cast(flask.Flask, state.app)).extend(operations())
    for query in saved.saved():
        state.add_url_rule(f"/api/v1/queries/{query.name}", "ask", ask, defaults={"name": query.name})


blueprint.record_once(_register)


def _json(shape: object) -> flask.Response:
    return answer(json.dumps(as_json(shape), ensure_ascii=False, indent=1) + "\n", JSON.content_type)


@blueprint.get("/query/<name>")
def named(name: str) -> flask.typing.ResponseReturnValue:
    """Send on from the name of a saved query to its page, or give its description in RDF."""
    stem, _, ending = name.rpartition(".")
    form = by_ending(ending)
    if stem and form in GRAPH_FORMATS:
        return _described([plain.find(stem)], form)
    found = plain.find(name)
    form = best((HTML, *GRAPH_FORMATS))
    place = address("queries", chosen(), found.name) if form is HTML else f"/query/{found.name}.{form.ending}"
    return see_other(place, "Accept, Accept-Language")


@blueprint.get("/download/queries.<ending>")
def download(ending: str) -> flask.typing.ResponseReturnValue:
    """Give the description of every saved query in RDF."""
    form = by_ending(ending)
    if form not in GRAPH_FORMATS:
        raise NotFound(f"The queries are given as {', '.join('.' + each.ending for each in GRAPH_FORMATS)}, not as .{ending}.")
    return _described(list(saved.saved()), form)


def _described(found: list[Saved], form: Format) -> flask.Response:
    triples = [triple for each in found for triple in in_rdf(each)]
    return answer(write_triples(triples, form), form.content_type)
