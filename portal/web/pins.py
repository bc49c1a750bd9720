"""Lasting addresses: `?v=2026.1` shows the data of a release, in today's templates. Which release that is, and where else to go."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote

import flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from portal.errors import ReleaseError
from portal.graph.releases import Release, Releases
from portal.languages import LANGUAGES
from portal.pages.read import LOCAL
from portal.sections import SECTIONS
from portal.web.again import raw_question

PIN = "v"  # the parameter of an address that names a release
ASKED = "kierre.pin"  # name under which the environment of a request holds what its address says of the release
HELD = "kierre.release"  # and under which it holds the manifest of that, when it is shown
SHELF = "releases"  # name of the extension of the app that knows the releases
FREE = {"static", "status", "discovery", "oembed"}  # what shows no data, or that of an address it is given, and lets `v` pass
_REFUSING = {"search", "sparql", "editor", "api", "reference", "dataset", "downloads", "releases"}
_YET = {"api.download"}  # but this one shows the data of a release
_MOST = 12  # releases that are named to those who asked for one that there is not


def held() -> Release | None:
    """Return the release that this request is pinned to, or None."""
    return cast("Release | None", flask.request.environ.get(HELD)) if flask.has_request_context() else None


def releases() -> Releases:
    """Return the releases; raises ReleaseError for a manifest that cannot be read."""
    return cast(Releases, flask.current_app.extensions[SHELF].releases)


def edition() -> str:
    """Return the number of the release whose data is shown, or "" when what is shown has not been released."""
    found = held()
    if found is None:
        with suppress(ReleaseError):  # a manifest that cannot be read is told where releases are shown, and spoils no other page
            found = releases().of(flask.current_app.extensions["kierre"].ours)
    return found.number if found else ""


def beside() -> str:
    """Return what an answer depends on besides the data that it shows: the newest release, and if pinned what is served."""
    newest = ""
    with suppress(ReleaseError):
        newest = releases().latest
    return f"{newest}-{flask.current_app.extensions['kierre'].version}" if held() else newest


def pinned(path: str) -> str:
    """Return the address that goes on showing what is shown now: a path, with its question, under the number of its release.

    What has not been released has no such address, nor what an organisation has added, nor a page that shows no release (the
    search, the editor); they keep the one they have.
    """
    number, place = edition(), path.partition("#")[0].partition("?")[0]
    fits = number and not _is_own(path) and leads(flask.current_app.url_map.bind("localhost"), place)
    return under(path, number) if fits else path


def shows(endpoint: str) -> bool:
    """Return whether what stands at an endpoint can be shown as a release has it."""
    return endpoint in _YET or endpoint.partition(".")[0] not in _REFUSING | FREE


def leads(rules: MapAdapter, path: str) -> bool:
    """Return whether a release can be shown at a path."""
    for method in ("GET", "POST"):
        try:
            return shows(rules.match(path, method)[0])
        except HTTPException:
            continue
    return False


def kept(path: str) -> str:
    """Return an address in the release that this request is pinned to; the address itself when it is not."""
    found = held()
    return under(path, found.number) if found else path


def under(place: str, number: str) -> str:
    """Return an address with the number of a release."""
    rest, sign, fragment = place.partition("#")
    path, _, question = rest.partition("?")
    parts = [part for part in question.split("&") if part and part.partition("=")[0] != PIN]
    return f"{path}?{'&'.join([*parts, f'{PIN}={number}'])}{sign}{fragment}"


def here() -> str:
    """Return the path of this request with its question, without a release."""
    asked = raw_question()
    return quote(flask.request.path) + (f"?{asked}" if asked else "")


def _is_own(path: str) -> bool:
    first, section, name = (*path.partition("?")[0].strip("/").split("/"), "", "", "")[:3]
    return first in LANGUAGES and (section == SECTIONS["local"][first] or name.startswith(LOCAL))


@dataclass(frozen=True)
class Ways:
    """Where to go when a release cannot be shown at an address: the same now, the same in the newest release, and in others.

    now: an address; newest, others: number, day and address.
    """

    now: str
    newest: tuple[str, str, str] | None
    others: list[tuple[str, str, str]]


def ways() -> Ways:
    """Return where to go instead of this address."""
    found: list[tuple[str, str, str]] = []
    with suppress(ReleaseError):
        found = [(each.number, each.date, under(here(), each.number)) for each in releases()]
    return Ways(here(), found[0] if found else None, found[1:_MOST])
