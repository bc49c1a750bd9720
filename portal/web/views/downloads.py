"""Files to keep: the whole graph, its releases, the shapes, and the checksums of all. Interrupted downloads can be resumed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, BinaryIO

import flask
from werkzeug.exceptions import NotFound

from portal.graph.dumps import PACKED
from portal.graph.formats import DOWNLOAD_FORMATS, TURTLE
from portal.namespaces import LICENCE
from portal.web.house import house
from portal.web.negotiation import answer, sent_on
from portal.web.public import absolute
from portal.web.streamed import Streamed
from validation.folders import shapes_text

blueprint = flask.Blueprint("downloads", __name__)
_MOVED = {"ontology.ttl": "/ontology.ttl", "context.jsonld": "/context/v1.jsonld"}


def version() -> str:
    """Return how files of this data are named: by the number of the release, else by the data version."""
    released = house().releases.of(house().data.version)
    return released.number if released else house().data.version


@blueprint.get("/download/kierre.<path:ending>")
def graph(ending: str) -> flask.typing.ResponseReturnValue:
    """Give the whole graph in one file; one that is not asked for in parts travels compressed where the client can read that."""
    dumps, request = house().dumps, flask.request
    known = [form.ending for form in DOWNLOAD_FORMATS]
    if ending.removesuffix(".gz") not in known:
        raise NotFound(f"The graph is given as {', '.join('.' + each for each in known)}, each also with .gz, not as .{ending}.")
    dump = dumps.named(f"kierre.{ending}")
    packed = None if dump is None or dump.packed else dumps.named(f"{dump.name}.gz")
    if dump is None:
        raise NotFound()
    name = f"kierre-{version()}.{ending}"
    if packed and "Range" not in request.headers and request.accept_encodings.quality("gzip") > 0:
        response = _file(lambda: dumps.open(packed), packed.size, packed.sha256, dump.content_type, name)
        response.headers["Content-Encoding"] = "gzip"
        return response
    return _file(lambda: dumps.open(dump), dump.size, dump.sha256, dump.content_type, name)


@blueprint.get("/download/releases/<name>")
def release(name: str) -> flask.typing.ResponseReturnValue:
    """Give a file of a release: its graph, or the texts of its pages."""
    releases = house().releases
    files = {name: (each, form) for each in releases for name, form in ((each.file, PACKED), (each.pages.file, "application/zip"))}
    if name not in files:
        raise NotFound(f"There is no release with a file {name}. All releases: /api/v1/releases.")
    found, form = files[name]
    file = releases.folder / name
    if not file.is_file():
        raise NotFound(f"The file {name} of release {found.number} is missing here.")
    size, sha256 = (found.size, found.sha256) if name == found.file else (found.pages.size, found.pages.sha256)
    return _file(lambda: file.open("rb"), size, sha256, form, f"kierre-{name}")


def _file(opened: Callable[[], BinaryIO], size: int, sha256: str, content_type: str, name: str) -> flask.Response:
    """Return a file as a download that can be kept, asked about again, and resumed.

    Raises ServiceUnavailable when too many are under way.
    """
    response = flask.Response(Streamed(opened, size), content_type=content_type)
    response.content_length = size
    response.set_etag(sha256[:32])
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Link"] = f'<{absolute("/dataset")}>; rel="describedby", <{LICENCE}>; rel="license"'
    return response.make_conditional(_conditions(sha256[:32]), accept_ranges=True, complete_length=size)  # type: ignore[return-value]


def _conditions(etag: str) -> dict[str, Any]:
    """Return what a request asks, without `Range` where it has no say (RFC 9110, 13.2.2 and 14.2): the whole is then meant.

    So it is for all but GET, for other units than bytes, for several parts at once, which need not be given, when the client
    has the file already or wants another only, and when its part is of another file, or of one that a weak tag names.
    """
    request, environ = flask.request, dict(flask.request.environ)
    unit, _, parts = environ.get("HTTP_RANGE", "").partition("=")
    if (
        request.method != "GET"
        or unit.strip().lower() != "bytes"
        or "," in parts
        or request.if_none_match.contains_weak(etag)
        or (request.if_match and not request.if_match.contains(etag))
        or environ.get("HTTP_IF_RANGE", f'"{etag}"') != f'"{etag}"'
    ):
        environ.pop("HTTP_RANGE", None)
    return environ


@blueprint.get("/download/shapes.ttl")
def shapes() -> flask.typing.ResponseReturnValue:
    """Give the SHACL shapes that the graph is checked against."""
    return answer(shapes_text(), TURTLE.content_type)


@blueprint.get("/download/SHA256SUMS")
def checksums() -> flask.typing.ResponseReturnValue:
    """Give the checksum of each file, as `sha256sum -c` reads them."""
    lines = [f"{dump.sha256}  {dump.name}" for dump in house().dumps.all]
    lines.append(f"{hashlib.sha256(shapes_text().encode()).hexdigest()}  shapes.ttl")
    return answer("\n".join(lines) + "\n", "text/plain; charset=utf-8")


@blueprint.get("/download/<any('ontology.ttl', 'context.jsonld'):name>")
def moved(name: str) -> flask.typing.ResponseReturnValue:
    """Send on to what has an address of its own."""
    return sent_on(_MOVED[name], 308)
