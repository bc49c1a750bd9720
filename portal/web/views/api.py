"""The interface for programs: the answers of the analysis as JSON, as text, and drawn."""

from __future__ import annotations

from collections.abc import Callable

import flask
from werkzeug.exceptions import NotFound

from portal.errors import BadQuestion
from portal.graph.formats import Format
from portal.web.exports.drawn import write_dot
from portal.web.exports.objects import write_cytoscape, write_json
from portal.web.exports.table import DOT, EXPORTS, JSON, TEXT, by_ending
from portal.web.house import house
from portal.web.negotiation import answer, best
from portal.web.plain import answers, parts
from portal.web.plain.drawable import Drawable, as_network
from portal.web.plain.shapes import Answer, NetworkAnswer
from portal.web.plain.telling import tell

blueprint = flask.Blueprint("api", __name__)

_FORMS: dict[str, Format] = {"json": JSON, "text": TEXT, "dot": DOT, "cytoscape": JSON}

QUESTIONS: dict[str, Callable[[], Answer]] = {
    "loops": answers.loops,
    "chains": answers.chains,
    "coverage": answers.coverage,
    "gaps": answers.gaps,
    "cuts": answers.cuts,
    "influence": answers.influence,
    "whatif": answers.what_if,
    "network": parts.network,
}


@blueprint.get("/api/v1/<any(loops, chains, coverage, gaps, cuts, influence, whatif, network):question>")
def ask(question: str) -> flask.typing.ResponseReturnValue:
    """Answer one of the questions."""
    return _written(QUESTIONS[question]())


@blueprint.get("/api/v1/loops/<path:identifier>")
def loop(identifier: str) -> flask.typing.ResponseReturnValue:
    """Give one loop."""
    return _written(answers.loop(identifier))


def _written(found: Answer) -> flask.typing.ResponseReturnValue:
    """Return an answer in the form that the address names, else in the one that the request accepts."""
    known = [
        "json",
        "text",
        *(["dot"] if isinstance(found, Drawable) else []),
        *(["cytoscape"] if isinstance(found, NetworkAnswer) else []),
    ]
    asked = flask.request.args.get("format")
    if asked is None:
        form = best([_FORMS[name] for name in known if name != "cytoscape"])
        asked = next(name for name in known if _FORMS[name] is form)
    if asked not in known:
        raise BadQuestion(f"format is {' or '.join(known)} here, not {asked!r}.")
    if asked == "text":
        body = tell(found)
    elif asked == "dot" and isinstance(found, Drawable):
        body = write_dot(as_network(found))
    elif asked == "cytoscape" and isinstance(found, NetworkAnswer):
        body = write_cytoscape(found)
    else:
        body = write_json(found)
    return answer(body, _FORMS[asked].content_type)


@blueprint.get("/download/network.<path:ending>")
def download(ending: str) -> flask.typing.ResponseReturnValue:
    """Give a part of the network as a file; the parameters are those of /api/v1/network."""
    export = by_ending(ending)
    if export is None:
        raise NotFound(f"The network is given as {', '.join('.' + each.ending for each in EXPORTS)}, not as .{ending}.")
    if "format" in flask.request.args:
        raise BadQuestion("format does not go with a file: the end of the address says it. Leave format out.")
    found = parts.network()
    response = answer(export.write(found), export.form.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="kierre-network-{house().data.version}.{export.ending}"'
    response.headers["Link"] = f'<{found.about.licence}>; rel="license"'
    return response
