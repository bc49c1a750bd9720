"""What makes a page, a picture or data pinned: takes `v` off the address, finds the house, keeps `v` on every link, adds the bar.

Views, templates and guidance pages know nothing of it: addresses within the portal get `v` when the answer is made, as they get
the path below which the portal stands (see `prefix`).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable
from typing import Any

import flask
from flask_babel import gettext

from portal.errors import PinError, UnknownName
from portal.graph.releases import NUMBER, Release
from portal.web import pins
from portal.web.house import PINNED
from portal.web.pin_bar import absent, bar
from portal.web.public import absolute

_LONGEST = 40  # characters of a wrong number that are repeated
_ATTRIBUTE = re.compile(
    r"""(?<!rel="canonical")(?<!latest-version")(\s(?:href|src|action|formaction|data-[a-z-]+)=")([^"]+)(?=")"""
)
_FORM = re.compile(r"""<form\b(?=[^>]*\saction="([^"]*)")(?![^>]*\smethod="post")[^>]*>""")
_IN_JSON = re.compile(r"""("(?:url|address|href|next|previous)"\s*:\s*")([^"]+)(?=")""")
_IN_MARKDOWN = re.compile(r"(?<=[(<])(https?://[^\s()<>]+)(?=[)>])")
_MARKUP = {"text/html", "image/svg+xml"}
_JSON = {"application/json", "application/ld+json"}
_LINK = re.compile(r"<([^>]*)>(?=((?:;[^,<]*)?))")
_UNPINNED = re.compile(r'rel="(?:[^"]* )?(?:canonical|cite-as|license|type|successor-version|collection|author)(?: [^"]*)?"')
Application = Callable[..., Iterable[bytes]]


def taken_off(application: Application) -> Application:
    """Return an application that is told the release of each request apart from its address.

    What a letter or a page escaped once more (`&amp;`) is read as it was meant: the release would be lost, and a basket empty.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        question = environ.get("QUERY_STRING", "")
        parts = question.replace("&amp;", "&").split("&")
        asked = [part.partition("=")[2] for part in parts if part.partition("=")[0] == pins.PIN]
        left = "&".join(part for part in parts if part.partition("=")[0] != pins.PIN)
        if left != question:
            environ = {**environ, "QUERY_STRING": left}
        if asked:
            environ = {**environ, pins.ASKED: ", ".join(dict.fromkeys(asked))}
        return application(environ, start_response)

    return answer


def install_links(app: flask.Flask) -> None:
    """Let the Link headers of a pinned answer lead to the same release, and to what there is now; installed before `links`."""

    @app.after_request
    def _add(response: flask.Response) -> flask.Response:
        if pins.held() is None:
            return response
        keep = _keeper(app)
        links = [_LINK.sub(lambda found: f"<{found[1] if _UNPINNED.search(found[2]) else keep(found[1])}>", each)
                 for each in response.headers.getlist("Link")]  # fmt: skip
        response.headers.setlist("Link", [*links, f'<{absolute(pins.here())}>; rel="latest-version"'])
        response.headers["X-Robots-Tag"] = "noindex"
        return response


def install(app: flask.Flask) -> None:
    """Let the app answer in the release that an address names; installed after everything that looks at answers."""

    @app.before_request
    def _pin() -> None:
        environ = flask.request.environ
        asked, endpoint = environ.get(pins.ASKED), flask.request.endpoint or ""
        blueprint = endpoint.partition(".")[0]
        if asked is None or not endpoint or blueprint in pins.FREE:
            return
        if not pins.shows(endpoint):
            raise PinError(
                f"This address shows no release: leave {pins.PIN} out. The files of the releases: /api/v1/releases.",
                400,
                gettext("This address always shows what there is now, and no release. Leave v out of the address."),
            )
        release = _release(asked[:_LONGEST])
        if release.data != app.extensions["kierre"].version:
            environ[PINNED] = app.extensions[pins.SHELF].house(release.number)
        environ[pins.HELD] = release

    @app.after_request
    def _keep(response: flask.Response) -> flask.Response:
        release = pins.held()
        if release is None:
            return response
        if response.status_code == 404:
            return absent(response, release)
        keep = _keeper(app)
        if "Location" in response.headers:
            response.headers["Location"] = keep(response.headers["Location"])
        if not response.direct_passthrough:
            _rewrite(response, keep, release)
        return response


def _release(asked: str) -> Release:
    if not NUMBER.fullmatch(asked):
        raise PinError(
            f"{pins.PIN}={asked} names no release. A release is named by year and number, as in {pins.PIN}=2026.1.",
            404,
            gettext(
                "The end of this address, “v=%(asked)s”, names no release. Perhaps it was cut off on its way to you.", asked=asked
            ),
        )
    try:
        return pins.releases()[asked]
    except UnknownName as error:
        raise PinError(str(error), 404, gettext("There is no data release %(asked)s here.", asked=asked)) from None


def _keeper(app: flask.Flask) -> Callable[[str], str]:
    """Return what gives an address of this portal under the release of this request, where a release can be shown there."""
    known: dict[str, bool] = {}
    rules, roots = app.url_map.bind("localhost"), (absolute(""), flask.request.url_root.rstrip("/"))

    def keep(place: str) -> str:
        if place.startswith("?"):  # the page itself with another question
            return pins.kept(place)
        root = next((each for each in roots if place.startswith(each + "/")), "")
        path = place.removeprefix(root).partition("#")[0].partition("?")[0]
        if not path.startswith("/") or path.startswith("//"):
            return place
        if path not in known:
            known[path] = pins.leads(rules, path)
        return pins.kept(place) if known[path] else place

    return keep


def _rewrite(response: flask.Response, keep: Callable[[str], str], release: Release) -> None:
    """Keep the release on the addresses and forms of an answer, and say on a page which release it shows."""
    if response.mimetype in _MARKUP:
        text = response.get_data(as_text=True)
        text = _ATTRIBUTE.sub(lambda found: found[1] + _escaped(keep, found[2]), text)
        text = _FORM.sub(lambda found: found[0] + _field(keep, found[1]), text)
        if response.status_code == 200 and response.mimetype == "text/html":
            text = bar(text, release)
        response.set_data(text)
    elif response.mimetype in _JSON:
        response.set_data(_IN_JSON.sub(lambda found: found[1] + keep(found[2]), response.get_data(as_text=True)))
    elif response.mimetype == "application/linkset+json":
        response.set_data(_kept_set(keep, response.get_data(as_text=True)))
    elif response.mimetype == "text/markdown":
        response.set_data(_IN_MARKDOWN.sub(lambda found: keep(found[1]), response.get_data(as_text=True)))


def _kept_set(keep: Callable[[str], str], text: str) -> str:
    """Return a set of links (RFC 9264) that leads from and to what stands in the release, as the Link headers do."""
    found = json.loads(text)
    for each in found["linkset"]:
        each["anchor"] = keep(each["anchor"])
        for relation, targets in each.items():
            if relation != "anchor" and not _UNPINNED.search(f'rel="{relation}"'):
                for target in targets:
                    target["href"] = keep(target["href"])
    return json.dumps(found, ensure_ascii=False, indent=1)


def _escaped(keep: Callable[[str], str], found: str) -> str:
    place = html.unescape(found)
    there = keep(place)
    return found if there == place else html.escape(there)


def _field(keep: Callable[[str], str], action: str) -> str:
    """Return the hidden field of a form that asks for a pinned page: what its address says is not sent."""
    found = pins.held()
    place = html.unescape(action) or flask.request.path
    asks = found and f"{pins.PIN}={found.number}" in keep(place).partition("?")[2]
    return f'<input type="hidden" name="{pins.PIN}" value="{found.number}">' if found and asks else ""
