"""oEmbed 1.0 (https://oembed.com/): from the address of a page of ours to what another's page may put in its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from urllib.parse import SplitResult, parse_qsl, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

import flask
from werkzeug import exceptions
from werkzeug.exceptions import BadRequest, NotFound

from portal.languages import LANGUAGES
from portal.namespaces import BASE
from portal.web import embeds, pins
from portal.web.embedded import embedded
from portal.web.embeds import Place
from portal.web.frames import code, height, thumbnail
from portal.web.house import house, settings
from portal.web.negotiation import answer
from portal.web.public import absolute

blueprint = flask.Blueprint("oembed", __name__)
_NAMES = ("url", "format", "maxwidth", "maxheight")
_TYPES = {"json": "application/json", "xml": "text/xml; charset=utf-8"}
_DAY, _HOUR = 86400, 3600  # seconds for which an answer may be kept: what is pinned does not change, but its page may
_PORTS = {"http": 80, "https": 443}
WIDTH = 600


@dataclass(frozen=True)
class Rich:
    """An oEmbed answer of the type rich."""

    version: str
    type: str
    title: str
    provider_name: str
    provider_url: str
    cache_age: int
    html: str
    width: int
    height: int
    thumbnail_url: str = ""
    thumbnail_width: int = 0
    thumbnail_height: int = 0


@blueprint.get(embeds.OEMBED)
def oembed() -> flask.typing.ResponseReturnValue:
    """Answer what stands in place of an address of ours."""
    asked = _asked()
    form = asked.get("format", "json")
    if form not in _TYPES:
        raise exceptions.NotImplemented(f"The format {form!r} is not given. Ask for format=json or format=xml.")
    found = _place(asked["url"])
    rich = _rich(found, _number(asked, "maxwidth"), _number(asked, "maxheight"))
    fields = {name: value for name, value in asdict(rich).items() if value}
    body = json.dumps(fields, ensure_ascii=False) if form == "json" else _xml(fields)
    return answer(body, _TYPES[form])


def _asked() -> dict[str, str]:
    """Return what is asked for; raises BadRequest for what is missing, said twice in different words, or fell out of `url`."""
    if pins.ASKED in flask.request.environ:
        raise BadRequest(f"The parameter {pins.PIN} belongs into the address in url. Percent-encode that address as a whole.")
    found = {}
    for name in _NAMES:
        values = set(flask.request.args.getlist(name))
        if len(values) > 1:
            raise BadRequest(f"The parameter {name} is given more than once, with different values. Give it once.")
        if values and (value := values.pop()):
            found[name] = value
    if "url" not in found:
        raise BadRequest("The parameter url is missing. Give it the whole address of a page of this portal, percent-encoded.")
    return found


def _number(asked: dict[str, str], name: str) -> int | None:
    text = asked.get(name, "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 6 or int(text) == 0:
        raise BadRequest(f"The parameter {name} is a whole number of pixels, from 1 to 999999.")
    return int(text)


def _place(url: str) -> Place:
    """Return what can be embedded of an address; raises NotFound for another's address and for what has no embed."""
    try:
        parts = urlsplit(url.strip())
        path = _path(parts)
    except ValueError:  # no address at all, such as a port that is no number
        path = None
    if path is None:
        raise NotFound(
            f"This portal answers for its own pages only. Give an address that begins with {absolute('/')} or {BASE}id/."
        )
    asked = parse_qsl(parts.query)
    languages = [value for name, value in asked if name == "lang" and value in LANGUAGES]
    releases = dict.fromkeys(value for name, value in parse_qsl(parts.query, keep_blank_values=True) if name == pins.PIN)
    release = ", ".join(releases) if releases else None
    with _at(f"{embeds.EMBED}{LANGUAGES[0]}/-", release):
        found = embeds.of_path(path, asked, languages[0] if languages else LANGUAGES[0])
    if found is None:
        raise NotFound("There is nothing at this address that can be embedded. Things, guidance pages, pictures and loops can.")
    return found


def _path(parts: SplitResult) -> str | None:
    """Return the path of an address of ours, below the path at which this portal stands; None for another's address."""
    public = urlsplit(settings().public_url)
    if parts.scheme.lower() not in _PORTS or "@" in parts.netloc:  # nobody has a name and a password here
        return None
    if _host(parts) == "w3id.org":
        base = urlsplit(BASE).path
        return "/" + parts.path.removeprefix(base) if parts.path.startswith(base) else None
    if _host(parts) not in {_host(urlsplit(flask.request.host_url)), _host(public) if public.netloc else ""}:
        return None
    prefix = public.path.rstrip("/") or flask.request.script_root
    return parts.path.removeprefix(prefix) if prefix and parts.path.startswith(prefix + "/") else parts.path


def _host(parts: SplitResult) -> str:
    """Return host and port, without a port that goes without saying; raises ValueError for one that is no number."""
    port = "" if parts.port in {None, *_PORTS.values()} else f":{parts.port}"
    return (parts.hostname or "") + port


def _rich(found: Place, most_width: int | None, most_height: int | None) -> Rich:
    with _at(found.newest.embed, found.release or None):
        shown = embedded(found)
        width = min(WIDTH, most_width or WIDTH)
        tall = height(shown, width)
        high = min(tall, most_height or tall)
        image = thumbnail(shown, most_width, most_height)
    rich = Rich(
        "1.0",
        "rich",
        shown.name,
        "Kierre",
        absolute("/"),
        _DAY if found.release else _HOUR,
        str(code(found, shown.name, width, high)),
        width,
        high,
    )
    return Rich(**{**asdict(rich), **image})


@contextmanager
def _at(path: str, release: str | None) -> Iterator[None]:
    """Let what follows be made as for a request of its own: with that address, language, view and, unless None, release."""
    house()  # opened for this request, since that is asked at its end whether the engine held
    asked = {} if release is None else {pins.ASKED: release}
    with flask.current_app.test_request_context(path, base_url=flask.request.host_url, environ_overrides=asked):
        flask.current_app.preprocess_request()
        yield


def _xml(fields: dict[str, object]) -> bytes:
    root = Element("oembed")
    for name, value in fields.items():
        SubElement(root, name).text = str(value)
    return bytes(tostring(root, encoding="UTF-8", xml_declaration=True))
