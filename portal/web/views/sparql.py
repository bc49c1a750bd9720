"""The SPARQL endpoint (SPARQL 1.1 Protocol, query only) and the query editor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import flask
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, NotAcceptable, UnsupportedMediaType

from portal.graph.examples import Example, examples
from portal.graph.formats import BOOLEAN_FORMATS, GRAPH_FORMATS, TABLE_FORMATS
from portal.graph.guard import Form, guard
from portal.graph.workers import Dataset
from portal.languages import Language
from portal.namespaces import PREFIXES
from portal.web.addresses import address
from portal.web.house import house
from portal.web.language import chosen
from portal.web.localised import page
from portal.web.negotiation import answer, best

blueprint = flask.Blueprint("sparql", __name__)
FOLDER = Path(__file__).parent
_FORMATS = {
    Form.SELECT: TABLE_FORMATS,
    Form.ASK: BOOLEAN_FORMATS,
    Form.CONSTRUCT: GRAPH_FORMATS,
    Form.DESCRIBE: GRAPH_FORMATS,
}


@dataclass(frozen=True)
class Editor:
    """The query editor: the query in it, the examples, and the prefixes that are put in front."""

    query: str
    examples: list[Example]
    limits: str


@blueprint.route("/sparql", methods=["GET", "POST"])
def endpoint() -> flask.typing.ResponseReturnValue:
    """Answer a query sent by GET, by a POSTed form, or as the body of a POST."""
    if flask.request.method == "GET" and "query" not in flask.request.args and flask.request.accept_mimetypes.accept_html:
        return flask.redirect(address("sparql", chosen()), 303)
    text, values = _request()
    settings = house().settings
    query = guard(text, characters=settings.query_characters, depth=settings.query_depth)
    try:
        form = best(_FORMATS[query.form])
    except NotAcceptable:
        if flask.request.accept_mimetypes.accept_html:  # a browser shows what any program can read
            form = _FORMATS[query.form][0]
        else:
            raise
    dataset = Dataset(tuple(values.getlist("default-graph-uri")), tuple(values.getlist("named-graph-uri")))
    return answer(house().workers.answer(query, dataset, form), form.content_type)


def _request() -> tuple[str, MultiDict[str, str]]:
    """Return the query and the parameters beside it; raises BadRequest or UnsupportedMediaType saying what to send."""
    request = flask.request
    if request.method == "POST" and request.mimetype == "application/sparql-query":
        try:
            return request.get_data().decode("utf-8"), request.args
        except UnicodeDecodeError:
            raise BadRequest("The query is not UTF-8 text.") from None
    if request.method == "POST" and request.mimetype != "application/x-www-form-urlencoded":
        raise UnsupportedMediaType("Send the query as application/sparql-query, or as the form field `query`.")
    values = request.form if request.method == "POST" else request.args
    queries = values.getlist("query")
    if len(queries) != 1:
        raise BadRequest("Send exactly one parameter `query` with a SPARQL query.")
    return queries[0], values


@page(blueprint, "sparql")
def editor(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the query editor with its examples."""
    settings = house().settings
    found = examples(language)
    prologue = "".join(
        f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("kierre", "id", "st", "skos", "prov", "dcterms", "rdf")
    )
    text = flask.request.args.get("query", "")[: settings.query_characters] or found[0].query
    if "PREFIX" not in text.upper():
        text = prologue + text
    shown = Editor(text, [replace(each, query=prologue + each.query) for each in found], f"{settings.query_seconds:g}")
    return answer(flask.render_template("sparql/editor.html", page=shown), "text/html; charset=utf-8")
