"""Error -> status and answer: a problem in JSON (RFC 9457) for programs, a page in the reader's language for people.

The only wide except of the project is here: what nobody foresaw is logged and answered with 500, never with a trace.
"""

from __future__ import annotations

import json

import flask
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError, NotFound

from portal.errors import (
    BadQuestion,
    PictureError,
    QueryBusy,
    QueryError,
    QueryRefused,
    QueryTooLarge,
    QueryTooSlow,
    UnknownName,
)
from portal.web.language import current
from portal.web.near import near, words
from portal.web.pages import named

_STATUS = {QueryBusy: 503, QueryTooSlow: 503, QueryTooLarge: 413, QueryRefused: 403}
_TITLES = {
    400: "The query cannot be read",
    403: "The query is refused",
    413: "The answer is too large",
    503: "The query cannot be answered now",
}
_FOR_PROGRAMS = ("/sparql", "/api/", "/oembed", "/download/network")


def install(app: flask.Flask) -> None:
    """Let the app answer every error."""
    app.register_error_handler(QueryError, _query_error)
    app.register_error_handler(BadQuestion, lambda error: _http_error(BadRequest(str(error))))
    app.register_error_handler(UnknownName, lambda error: _http_error(NotFound(str(error))))
    app.register_error_handler(PictureError, lambda error: _http_error(NotFound(str(error)), str(error)))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unforeseen)


def problem(status: int, title: str, detail: str) -> flask.Response:
    """Return an RFC 9457 problem."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return flask.Response(json.dumps(body, ensure_ascii=False), status, content_type="application/problem+json")


def _query_error(error: QueryError) -> flask.Response:
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
    response = problem(status, _TITLES[status], str(error))
    if isinstance(error, QueryBusy):
        response.headers["Retry-After"] = "3"
    return response


def _http_error(error: HTTPException, said: str = "") -> flask.Response:
    status = error.code or 500
    if flask.request.path.startswith(_FOR_PROGRAMS):
        response = problem(status, error.name, error.description or error.name)
    else:
        missing = status == 404 and not said
        meant = [named(entry, current()) for entry in near(flask.request.path, current())] if missing else []
        asked = words(flask.request.path) if missing else ""
        html = flask.render_template("error.html", status=status, near=meant, said=said, asked=asked)
        response = flask.make_response(html, status)
    for name, value in error.get_headers(flask.request.environ):
        if name.lower() != "content-type":
            response.headers[name] = value
    return response


def _unforeseen(error: Exception) -> flask.Response:
    flask.current_app.logger.error("%s %s", flask.request.method, flask.request.path, exc_info=error)
    return _http_error(InternalServerError())
