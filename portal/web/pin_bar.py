"""The bar above a pinned page: which release it shows, whether there is something newer, and whether the page has changed.

Whether it does is not guessed: the page is made as it is now, and what both tell is compared.
"""

from __future__ import annotations

import html
import re
from contextvars import Context
from dataclasses import dataclass

import flask
from flask_babel import gettext
from werkzeug.test import Client, TestResponse

from portal.graph.releases import Release
from portal.measure import UNSEEN
from portal.web import pins
from portal.web.embeds import FRAMED
from portal.web.errors import problem
from portal.web.house import PINNED
from portal.web.identity import named_by
from portal.web.outward import missing
from portal.web.public import absolute

TOLD, END = "<!--told-->", "<!--/told-->"  # between these stands in each page what it tells (base.html)
_NEWER = re.compile(r'<p class="newer.*?</p>', re.DOTALL)  # what a card in a frame says of releases, which have no bar there
_TAG = re.compile(r"<[^>]*>")
_PINNED = re.compile(rf"[?&]{pins.PIN}=\d{{4}}\.\d+|\b[0-9a-f]{{16}}\b")  # which version it is, which always differs
_THERE = {200, 301, 302, 303, 308}


@dataclass(frozen=True)
class Bar:
    """What the bar says. newer: whether there is something newer; now: the address of that; address: of this page, whole.

    state: `same` or `changed`, by what the page tells now, `gone` when it is no more, or "" when that is not known.
    """

    release: Release
    newer: bool
    now: str
    address: str
    state: str


def bar(page: str, release: Release) -> str:
    """Return a page with its bar; what stands in a frame has none."""
    if flask.request.path.startswith(FRAMED):
        return page
    newer = release.data != flask.current_app.extensions["kierre"].ours
    state = _state(page) if newer and TOLD in page else ""
    found = Bar(release, newer, pins.here(), absolute(pins.kept(pins.here())), state)
    return page.replace(TOLD, flask.render_template("parts/pin.html", pin=found) + TOLD, 1)


def told(page: str) -> str:
    """Return what a page tells: the words between its marks."""
    words = html.unescape(_TAG.sub(" ", _NEWER.sub("", page.partition(TOLD)[2].partition(END)[0])))
    return " ".join(_PINNED.sub("", words).split())


def _state(page: str) -> str:
    if flask.request.method != "GET":
        return ""
    now = as_now()
    if now.status_code in {404, 410}:
        return "gone"
    if now.status_code != 200:
        return ""
    return "same" if told(page) == told(now.text) else "changed"


def as_now() -> TestResponse:
    """Return the answer to this request without its release: made here, and counted by nobody."""
    request, app = flask.request, flask.current_app
    client = Client(app.extensions["unpinned"])
    headers = [(name, value) for name, value in request.headers if name in {"Accept", "Accept-Language"}]
    return Context().run(
        client.get, request.path, base_url=request.url_root, headers=headers,
        environ_overrides={UNSEEN: True, "QUERY_STRING": request.environ["QUERY_STRING"]},
    )  # fmt: skip


def absent(response: flask.Response, release: Release) -> flask.Response:
    """Return what is said of something that is not in a release: that it came later, else what is said of it now."""
    now = as_now()
    if now.status_code not in _THERE:
        return flask.Response(now.get_data(), now.status_code, content_type=now.content_type)
    environ = flask.request.environ
    for name in (PINNED, pins.HELD):
        environ.pop(name, None)  # what leads on leads to what there is now
    since = _since(release)
    if response.mimetype != "text/html":
        said = f"It came with release {since}." if since else "It came later."
        return problem(404, "Not in this release", f"Release {release.number} does not have this yet. {said} Leave {pins.PIN} out.")
    text = gettext("This was not yet there in data release %(number)s.", number=release.number)
    if since:
        text += " " + gettext("It came with release %(number)s.", number=since)
    if flask.request.path.startswith(FRAMED):
        return missing(404, text, pins.here())
    came = (since, pins.under(pins.here(), since)) if since else None
    page = flask.render_template("pins/refused.html", status=404, said=text, ways=pins.Ways(pins.here(), None, []), came=came)
    return flask.make_response(page, 404)


def _since(release: Release) -> str:
    """Return the first release after one that has what stands at this address, as far as the releases say so."""
    iri = named_by(flask.request.path)
    later = sorted((each for each in pins.releases() if each.order > release.order), key=lambda each: each.order)
    return next((each.number for each in later if iri in each.log.added), "")
