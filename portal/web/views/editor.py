"""The query editor: a form that shows the answer on the page itself, and what its script asks for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlencode

import flask
from flask_babel import format_decimal

from portal.errors import QueryError
from portal.graph.examples import Example, examples
from portal.graph.prefixes import declared
from portal.languages import Language
from portal.namespaces import PREFIXES
from portal.web.addresses import address
from portal.web.editor.completions import completions
from portal.web.editor.drawing import drawing
from portal.web.editor.fault import Fault, fault
from portal.web.editor.result import Result, ask
from portal.web.house import house, view_parameter
from portal.web.localised import page
from portal.web.negotiation import answer

blueprint = flask.Blueprint("editor", __name__)
LONGEST = 4000  # characters of an address that holds a query; the script and the language links know the same number


@dataclass(frozen=True)
class Editor:
    """The query editor: the query in it, its answer or why it has none, the examples, and the limits.

    asked: a query was sent; long: it fits in no address; strange: a page of the answer was asked for that there is not;
    examples: one of each theme; saved: how many saved queries there are.
    """

    query: str
    asked: bool
    result: Result | None
    fault: Fault | None
    long: bool
    strange: str
    examples: list[Example]
    saved: int
    seconds: str
    rows: str
    path: str


@page(blueprint, "sparql", methods=("GET", "POST"))
def editor(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the editor, and the answer to the query that was sent; a short one gets an address of its own."""
    text, here = _asked(), address("sparql", language)
    if flask.request.method == "POST" and len(_address(here, text)) <= LONGEST:
        return flask.redirect(_address(here, text), 303)
    shown = _page(text, here, language)
    html = flask.render_template("sparql/editor.html", page=shown)
    if shown.fault:
        return flask.Response(html, shown.fault.status, {"Cache-Control": "no-store"}, content_type="text/html; charset=utf-8")
    return answer(html, "text/html; charset=utf-8")


@page(blueprint, "sparql", ".json", methods=("GET", "POST"))
def elements(language: Language) -> flask.typing.ResponseReturnValue:
    """Give the answer to a query as the elements that Cytoscape draws."""
    found = drawing(_declared(_asked()), language)
    elements = {name: [{"data": each} for each in getattr(found, name)] for name in ("nodes", "edges")}
    return answer(json.dumps({"elements": elements, "left": found.left}, ensure_ascii=False), "application/json")


@page(blueprint, "sparql", "/terms.json")
def terms(language: Language) -> flask.typing.ResponseReturnValue:
    """Give our prefixes, and the classes, properties and things that a query may be completed with."""
    body = {"prefixes": PREFIXES, "terms": list(completions(language))}
    return answer(json.dumps(body, ensure_ascii=False, separators=(",", ":")), "application/json")


def _asked() -> str:
    """Return the query that was sent, with the line ends of our own files."""
    values = flask.request.form if flask.request.method == "POST" else flask.request.args
    query = values.get("query", "").replace("\r\n", "\n").removeprefix("\ufeff")
    return query if query.strip() else ""


def _declared(query: str) -> str:
    """Return a query with our prefixes declared; one that is too long to be run stays as it is."""
    return declared(query) if len(query) <= house().settings.query_characters else query


def _address(path: str, query: str) -> str:
    return f"{path}?{urlencode({**({'query': query} if query else {}), **view_parameter()})}".rstrip("?")


def _page(text: str, path: str, language: Language) -> Editor:
    settings, found = house().settings, examples(language)
    query, result, wrong = _declared(text or found[0].query), None, None
    number = flask.request.values.get("page", "1")
    try:
        result = ask(query, int(number) if number.isdecimal() and len(number) < 9 else 0, language) if text else None
    except QueryError as error:
        wrong = fault(error, query)
    return Editor(
        query,
        bool(text),
        result,
        wrong,
        len(_address(path, text)) > LONGEST,
        number[:20] if result and number != str(result.page) else "",
        list({each.theme: each for each in reversed(found)}.values())[::-1],
        len(found),
        f"{settings.query_seconds:g}",
        format_decimal(settings.query_rows),
        path,
    )
