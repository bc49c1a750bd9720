"""Error -> status and answer: a problem in JSON (RFC 9457) for programs, a page in the reader's language for people.

The only wide except of the project is here: what nobody foresaw is logged and answered with 500, never with a trace.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from urllib.parse import urlencode

import flask
from flask_babel import gettext
from werkzeug.exceptions import BadHost, BadRequest, HTTPException, InternalServerError, NotFound, ServiceUnavailable

from portal.errors import (
    BadQuestion,
    EngineError,
    NotWritable,
    PictureError,
    PinError,
    PressBusy,
    PressError,
    QueryBusy,
    QueryError,
    QueryRefused,
    QueryTooLarge,
    QueryTooSlow,
    ReleaseBusy,
    ReleaseError,
    UnknownName,
)
from portal.graph.formats import GRAPH_FORMATS
from portal.graph.queries import text
from portal.web import pins
from portal.web.addresses import address
from portal.web.bodies import MOST_BYTES
from portal.web.embeds import FRAMED
from portal.web.identity import named_by
from portal.web.kept import note
from portal.web.language import current
from portal.web.near import near, words
from portal.web.outward import missing
from portal.web.pages import Named, named
from portal.web.public import absolute

_STATUS = {QueryBusy: 503, QueryTooSlow: 503, QueryTooLarge: 413, QueryRefused: 403, NotWritable: 406}
_LIMITS = {QueryBusy: "busy", QueryTooSlow: "time", QueryTooLarge: "size", QueryRefused: "refused"}
_TITLES = {
    400: "The query cannot be read",
    403: "The query is refused",
    406: "The answer cannot be written in this format",
    413: "The answer is too large",
    503: "The query cannot be answered now",
}
_FOR_PROGRAMS = ("/sparql", "/api/", "/oembed", "/download/network", "/context/", "/.well-known/", "/lti/cartridge/")
_FOR_BOTH = ("/id/", "/statement/", "/page/", "/graph/", "/ontology", "/dataset")
_DATA = ("application/json", "application/problem+json", *(each.media_type for each in GRAPH_FORMATS))
_ABOUT = {400: "how-to-ask", 405: "how-to-ask", 406: "formats", 413: "too-long-or-too-deep", 415: "how-to-ask"}
_ENDPOINT = "/sparql"
_SAID: dict[int, tuple[str, dict[str, object]]] = {  # of requests that are no queries yet, which Flask itself refuses
    405: ("The endpoint does not know this method. Send the query by GET or POST.", {"methods": ["GET", "POST"]}),
    413: (
        f"The request is larger than {MOST_BYTES // 1024**2} MB ({MOST_BYTES} bytes). Shorten the query, or ask in several parts.",
        {"limit": "bytes", "value": MOST_BYTES},
    ),
}


def install(app: flask.Flask) -> None:
    """Let the app answer every error."""
    app.register_error_handler(QueryError, _query_error)
    app.register_error_handler(BadQuestion, lambda error: _http_error(BadRequest(str(error))))
    app.register_error_handler(UnknownName, lambda error: _http_error(NotFound(str(error))))
    app.register_error_handler(ReleaseError, lambda error: _http_error(ServiceUnavailable(str(error))))
    app.register_error_handler(ReleaseBusy, lambda error: _http_error(ServiceUnavailable(str(error), retry_after=error.seconds)))
    app.register_error_handler(PinError, _pin_error)
    app.register_error_handler(PictureError, lambda error: _http_error(NotFound(str(error)), str(error)))
    app.register_error_handler(PressError, _press_error)
    app.register_error_handler(EngineError, not_ready)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unforeseen)


def problem(status: int, title: str, detail: str, *, kind: str = "about:blank", **more: object) -> flask.Response:
    """Return an RFC 9457 problem; kind: the address that explains problems of this type; more: further members of it."""
    body = {"type": kind, "title": title, "status": status, "detail": detail, **more}
    return flask.Response(json.dumps(body, ensure_ascii=False), status, content_type="application/problem+json")


def _query_error(error: QueryError) -> flask.Response:
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
    limit = next((name for kind, name in _LIMITS.items() if isinstance(error, kind)), "")
    if limit:
        note(flask.request.environ, "limit", limit)
    response = _endpoint_problem(status, _TITLES[status], str(error), error.about, **error.members)
    if isinstance(error, QueryBusy):
        response.headers["Retry-After"] = "3"
    return response


def _endpoint_problem(status: int, title: str, detail: str, about: str, **members: object) -> flask.Response:
    """Return a problem of the endpoint: its type is the paragraph of the guide that explains it; with a query that works."""
    kind = absolute(address("guide", "en", "query-endpoint")) + "#" + about if about else "about:blank"
    working = absolute(f"{address('sparql', 'en')}?{urlencode({'query': text('working')})}")
    response = problem(status, title, detail, kind=kind, **members, example=working)
    response.headers["Vary"] = "Accept, Accept-Encoding"
    return response


def _http_error(error: HTTPException, said: str = "") -> flask.Response:
    status = error.code or 500
    if isinstance(error, BadHost):  # without a host no page can be made, for it holds addresses
        return problem(status, error.name, "The header Host holds no name of a host.")
    if flask.request.path.rstrip("/") == _ENDPOINT:
        response = _endpoint_error(error, status)
    elif flask.request.path.startswith(_FOR_PROGRAMS) or _program_asks():
        response = problem(status, error.name, error.description or error.name)
    elif flask.request.path.startswith(FRAMED):
        response = _framed_error(error, status, said)
    else:
        response = _error_page(status, said)
    for name, value in error.get_headers(flask.request.environ):
        if name.lower() != "content-type":
            response.headers[name] = value
    if flask.request.path.startswith(_FOR_BOTH):
        response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _endpoint_error(error: HTTPException, status: int) -> flask.Response:
    said, members = _SAID.get(status, (error.description or error.name, {}))
    response = _endpoint_problem(status, error.name, said, _ABOUT.get(status, ""), **members)
    if status == 415:
        response.headers["Accept-Post"] = "application/sparql-query, application/x-www-form-urlencoded"
        response.headers["Accept-Encoding"] = "identity"
    return response


def _framed_error(error: HTTPException, status: int, said: str) -> flask.Response:
    """Return what the frame of another's page shows: that it was taken out, else what we have to say of the error, if anything."""
    ours = isinstance(error, NotFound) and error.description != NotFound.description
    if ours and (gone := _taken_out()):
        return missing(status, gettext("This was taken out in data release %(number)s.", number=gone[0]))
    return missing(status, said or (error.description or "" if ours else ""))


def _pin_error(error: PinError) -> flask.Response:
    ways = pins.ways()
    if flask.request.path.startswith(_FOR_PROGRAMS) or _program_asks():
        known = [number for number, _, _ in ([ways.newest] if ways.newest else []) + ways.others]
        return problem(error.status, "This release cannot be shown here", str(error), releases=known, now=absolute(ways.now))
    if flask.request.path.startswith(FRAMED):
        return missing(error.status, error.said, ways.now)
    if error.status == 400:  # no release can be shown here, so none is offered
        ways = replace(ways, newest=None, others=[])
    html = flask.render_template("pins/refused.html", status=error.status, said=error.said, ways=ways)
    return flask.make_response(html, error.status)


def _program_asks() -> bool:
    """Return whether a lasting name is asked for by a program, which takes data rather than a page."""
    accepted = flask.request.accept_mimetypes
    page = accepted["text/html"] if accepted else 1
    return flask.request.path.startswith(_FOR_BOTH) and (page == 0 or any(accepted[each] > page for each in _DATA))


def _error_page(status: int, said: str) -> flask.Response:
    missing = status == 404 and not said
    meant = _near(flask.request.path) if missing and not pins.held() else []  # no second index for a search
    asked = words(flask.request.path) if missing else ""
    gone = _taken_out() if missing else None
    html = flask.render_template("error.html", status=status, near=meant, said=said, asked=asked, gone=gone)
    return flask.make_response(html, status)


def _taken_out() -> tuple[str, str, str] | None:
    """Return the release in which what this address names was taken out, the one before it, and the address in that; or None."""
    iri = named_by(flask.request.path)
    with suppress(ReleaseError):
        for each in pins.releases():
            if iri in each.log.removed:
                return each.number, each.previous, pins.under(pins.here(), each.previous)
    return None


def _near(path: str) -> list[Named]:
    """Return links to what an address may have meant; none while there is no data."""
    try:
        return [named(entry, current()) for entry in near(path, current())]
    except EngineError:
        return []


def not_ready(error: EngineError) -> flask.Response:
    """Return the answer of a portal whose engine does not answer; what exactly is wrong is for those who run it, in the log."""
    rule = flask.request.url_rule.rule if flask.request.url_rule else "unknown"
    fields = {"event": "not ready", "route": rule, "why": str(error)}
    flask.current_app.logger.warning("%s: %s", rule, error, extra={"fields": fields})
    if flask.request.path.startswith(_FOR_PROGRAMS) or "text/html" not in flask.request.headers.get("Accept", ""):
        detail = "The engine that holds the data does not answer, or does not hold this version yet. Ask again in a few seconds."
        response = problem(503, "The data cannot be read now", detail)
    elif flask.request.path.startswith(FRAMED):
        response = missing(503, "")
    else:
        response = flask.make_response(flask.render_template("error.html", status=503, asked=""), 503)
    response.headers["Retry-After"] = "5"
    return response


def _press_error(error: PressError) -> flask.Response:
    """Return the answer where a file for a course cannot be made: for now, or at all; why is for those who run the portal."""
    busy = isinstance(error, PressBusy)
    said = gettext("Other files are being made right now. Wait a moment and load this address again.")
    if not busy:
        flask.current_app.logger.error("A file for a course could not be made: %s", error, extra={"fields": {"event": "press"}})
        said = gettext("This file could not be made. Take fewer things at a time, or another form of the file.")
    response = _error_page(503 if busy else 500, said)
    if busy:
        response.headers["Retry-After"] = "5"
    return response


def _unforeseen(error: Exception) -> flask.Response:
    rule = flask.request.url_rule.rule if flask.request.url_rule else "unknown"
    fields = {"event": "error", "route": rule}
    flask.current_app.logger.error("An answer could not be made: %s", rule, exc_info=error, extra={"fields": fields})
    return _http_error(InternalServerError())
