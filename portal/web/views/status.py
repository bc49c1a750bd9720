"""Whether the portal is alive and ready, and which versions it serves."""

from __future__ import annotations

import flask

from portal import __version__
from portal.paths import not_reloaded
from portal.web.house import house

blueprint = flask.Blueprint("status", __name__)


@blueprint.get("/healthz")
def healthz() -> flask.typing.ResponseReturnValue:
    """Answer as long as the process lives."""
    return flask.Response("alive\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/readyz")
def readyz() -> flask.typing.ResponseReturnValue:
    """Answer that this data version is served, and, when newer data was refused, why."""
    note = not_reloaded(house().settings.state)
    refused = note.read_text(encoding="utf-8") if note.is_file() else ""
    return flask.Response(f"ready {house().data.version}\n{refused}", content_type="text/plain; charset=utf-8")


@blueprint.get("/version")
def version() -> flask.typing.ResponseReturnValue:
    """Give the versions of software and data, and the number of triples."""
    data = house().data
    return flask.jsonify(software=__version__, data=data.version, triples=len(data.store))


@blueprint.get("/metrics")
def metrics() -> flask.typing.ResponseReturnValue:
    """Give the size and version of the data as Prometheus text."""
    data = house().data
    text = (
        "# HELP kierre_triples Triples in the graph that is served.\n# TYPE kierre_triples gauge\n"
        f"kierre_triples {len(data.store)}\n"
        "# HELP kierre_info Versions that are served.\n# TYPE kierre_info gauge\n"
        f'kierre_info{{software="{__version__}",data="{data.version}"}} 1\n'
    )
    return flask.Response(text, content_type="text/plain; version=0.0.4; charset=utf-8")
