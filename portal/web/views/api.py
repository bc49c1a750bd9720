"""The interface for programs: its operations, the list and the description of them, and the network as files."""

from __future__ import annotations

from functools import partial

import flask
from werkzeug.exceptions import NotFound

from portal import __version__
from portal.errors import BadQuestion
from portal.graph.formats import JSON_LD, Format
from portal.languages import LANGUAGES
from portal.namespaces import LICENCE
from portal.web.addresses import address
from portal.web.contract.openapi import Information, openapi
from portal.web.contract.operation import BASE, Operation, describe, registered
from portal.web.contract.parameters import check, hint
from portal.web.contract.table import OPERATIONS
from portal.web.exports.drawn import write_dot
from portal.web.exports.objects import as_text, write_cytoscape, write_json
from portal.web.exports.table import DOT, EXPORTS, JSON, TEXT, by_ending
from portal.web.house import house
from portal.web.negotiation import answer, best
from portal.web.plain import parts
from portal.web.plain.drawable import Drawable, as_network
from portal.web.plain.linked import ADDRESS, write_linked
from portal.web.plain.parameters import NETWORK, ONE_LANG
from portal.web.plain.recording import Recorder
from portal.web.plain.records import Contents, Entrance, Paged
from portal.web.plain.shapes import NetworkAnswer
from portal.web.plain.telling import tell
from portal.web.public import absolute

blueprint = flask.Blueprint("api", __name__)
describe(blueprint, OPERATIONS)

_FORMS: dict[str, Format] = {"json": JSON, "jsonld": JSON_LD, "text": TEXT, "dot": DOT, "cytoscape": JSON}
_DESCRIPTION = (
    "Texts are in Finnish, Swedish and English; `lang` chooses. `view=source` leaves out our own inferences: only what the two "
    "publications say. Every answer names its data version and licence in `about`. Errors are RFC 9457 problems whose `detail` "
    "says what to change. Within v1 nothing is taken away or changes its meaning; parameters, members and addresses may be added."
)
Answer = flask.typing.ResponseReturnValue


def _route(operation: Operation) -> None:
    """Put an operation at its address."""
    path = operation.address.replace("{", "<").replace("}", ">")
    blueprint.add_url_rule(path, operation.name, partial(_ask, operation), methods=["GET"])


def _ask(operation: Operation, **places: str) -> Answer:
    """Answer an operation: check what is asked, ask, and write what is found."""
    check(operation.parameters)
    found = operation.answer(**places)
    response = _written(operation, found)
    if isinstance(found, Paged) and found.next:
        response.headers["Link"] = f'<{found.next}>; rel="next"'
    return response


def _written(operation: Operation, found: object) -> flask.Response:
    """Return an answer in the form that the address names, else in the one that the request accepts."""
    name = flask.request.args.get("format")
    if name is None and len(set(operation.forms.values())) > 1:
        form = best(list(dict.fromkeys(_FORMS[each] for each in operation.forms)))
        name = next(each for each in operation.forms if _FORMS[each] is form)
    name = name or "json"
    if not operation.kept:
        return _fresh(as_text(found))
    if name == "dot":
        body = write_dot(as_network(found)) if isinstance(found, Drawable) else ""
    elif name == "cytoscape" and isinstance(found, NetworkAnswer):
        body = write_cytoscape(found)
    elif name == "text":
        body = tell(found)  # type: ignore[arg-type]
    elif operation.linked:
        body = write_linked(found, absolute(ADDRESS), ONE_LANG.read() or None)  # type: ignore[arg-type]
    else:
        body = write_json(found)
    return answer(body, _FORMS[name].content_type)


def _fresh(body: str) -> flask.Response:
    """Return an answer that is not kept: questions never end, and each is answered in a moment."""
    response = flask.Response(body, content_type=JSON.content_type)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    return response


for _each in OPERATIONS:
    if _each.ask:
        _route(_each)


@blueprint.after_request
def show(response: flask.Response) -> flask.Response:
    """Let scripts of any origin see the headers that they need to go on and to ask again."""
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link"
    return response


@blueprint.get(f"{BASE}/")
def contents() -> Answer:
    """List what there is."""
    check(())
    listed = registered(flask.current_app)
    found = Contents(
        Recorder(None).origin(),
        absolute(f"{BASE}/openapi.json"),
        absolute(address("api", LANGUAGES[-1])),
        absolute(ADDRESS),
        tuple(Entrance(each.name, each.summary, each.address, absolute(BASE + each.example)) for each in listed),
    )
    return answer(write_json(found), JSON.content_type)


@blueprint.get(f"{BASE}/openapi.json")
def description() -> Answer:
    """Give the description of every operation as OpenAPI 3.1."""
    check(())
    information = Information(__version__, absolute(""), house().settings.contact, LICENCE)
    return answer(as_text(openapi(registered(flask.current_app), information, _DESCRIPTION)), JSON.content_type)


@blueprint.route(f"{BASE}/<path:unknown>", methods=["GET"])
def nothing(unknown: str) -> Answer:
    """Say that there is nothing at an address, and where to look."""
    asked = f"{BASE}/{unknown[:200]}"
    near = hint(asked, (each.address for each in registered(flask.current_app)))
    raise NotFound(f"There is nothing at {asked}.{near} {BASE}/ lists what there is.")


@blueprint.get("/download/network.<path:ending>")
def download(ending: str) -> Answer:
    """Give a part of the network as a file; the parameters are those of /api/v1/network."""
    export = by_ending(ending)
    if export is None:
        raise NotFound(f"The network is given as {', '.join('.' + each.ending for each in EXPORTS)}, not as .{ending}.")
    if "format" in flask.request.args:
        raise BadQuestion("format does not go with a file: the end of the address says it. Leave format out.")
    check(NETWORK)
    found = parts.network()
    response = answer(export.write(found), export.form.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="kierre-network-{house().data.version}.{export.ending}"'
    response.headers["Link"] = f'<{found.about.licence}>; rel="license"'
    return response
