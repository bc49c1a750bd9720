"""Whether the portal is alive and ready, and which versions it serves."""

from __future__ import annotations

from contextlib import suppress

import flask
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from portal import __version__
from portal.errors import EngineError, KierreError
from portal.paths import not_reloaded
from portal.web.house import house, settings
from portal.web.opening import Opening

blueprint = flask.Blueprint("status", __name__)


@blueprint.get("/healthz")
def healthz() -> flask.typing.ResponseReturnValue:
    """Answer as long as the process lives."""
    return flask.Response("alive\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/readyz")
def readyz() -> flask.typing.ResponseReturnValue:
    """Answer that this data version is served, and why newer data was refused, if any was; 503 while the data cannot be read."""
    opening = flask.current_app.extensions["kierre"]
    refused = ""
    with suppress(OSError):  # mostly there is none, and one that is read may go at any time
        refused = not_reloaded(settings().state).read_text(encoding="utf-8")
    try:
        if isinstance(opening, Opening):
            opening.check()
        served, why = house().data.store.ask("ASK { ?s ?p ?o }"), "the data cannot be read"
    except KierreError as error:
        served, why = False, str(error) if isinstance(error, EngineError) else "the data cannot be read"
    if not served:
        said = f"not ready: {why}\n{refused}"
        return flask.Response(said, 503, {"Retry-After": "5"}, content_type="text/plain; charset=utf-8")
    return flask.Response(f"ready {house().data.version}\n{refused}", content_type="text/plain; charset=utf-8")


@blueprint.get("/version")
def version() -> flask.typing.ResponseReturnValue:
    """Give the versions of software and data, and the number of triples."""
    data = house().data
    return flask.jsonify(software=__version__, data=data.version, triples=len(data.store))


@blueprint.get("/metrics")
def metrics() -> flask.typing.ResponseReturnValue:
    """Give what all processes of the server have counted, and their memory, as Prometheus text."""
    try:
        triples: int | None = len(house().data.store)
    except EngineError:
        triples = None  # cannot be told now
    known = flask.current_app.extensions["kierre"].version
    text = flask.current_app.extensions["measures"].text(settings().state, known, triples)
    return flask.Response(text, content_type=CONTENT_TYPE_PLAIN_0_0_4)
