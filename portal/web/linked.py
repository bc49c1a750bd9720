"""Whether addresses of this portal still lead where they led: asked of the portal itself, in this process."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote

import flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import Client, TestResponse

from portal.errors import BadQuestion, UnknownName
from portal.graph.changes import Changed, compare
from portal.graph.releases import NUMBER
from portal.languages import LANGUAGES, Language
from portal.measure import UNSEEN
from portal.namespaces import shorten
from portal.web import pins
from portal.web.addresses import in_language, of_iri
from portal.web.house import House
from portal.web.identity import named_by
from portal.web.linked_items import HOLDING, Held
from portal.web.pin_bar import told
from portal.web.shelf import Shelf

_NOT_ASKED = {"sparql", "editor"}  # their addresses hold a query, which is not run
_PLACE = re.compile(r'\s(?:id|name)="([^"]+)"')
_CARTRIDGE = re.compile(r"^(/lti/)cartridge/([^?]*)\.xml")
_HEADERS = {"Accept": "text/html, */*;q=0.5", "Accept-Language": "fi"}
FINE = ("valid", "changed")


@dataclass(frozen=True)
class Verdict:
    """What has become of a link.

    state: valid, changed, deprecated, gone, later (not yet in the release that it names), unknown release, or refused
    (the address shows no releases); said: what to do, a sentence; instead: paths that take its place; changed: what has.
    """

    state: str
    said: str = ""
    instead: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


class Linked:
    """Answers for the links of a course, over one version of the data."""

    def __init__(self, app: flask.Flask, house: House, since: str, language: Language) -> None:
        """Look at changes since a release ("" for none) where a link names none; raises BadQuestion when there is none such."""
        self._app, self._house, self._language = app, house, language
        self._shelf = app.extensions[pins.SHELF] = Shelf(house.settings, rest=0)  # nobody else waits here
        self._since = since
        self._base = ""
        self._changes: dict[str, dict[str, Changed]] = {}
        if since:
            self._check(since)

    def _check(self, number: str) -> None:
        try:
            _ = self._shelf.releases[number]
        except UnknownName as error:
            raise BadQuestion(str(error)) from None

    @cached_property
    def _client(self) -> Client:
        return Client(self._app.wsgi_app)

    def verdict(self, address: str, base: str) -> Verdict:
        """Return what has become of an address: a path of the portal, with its question and its place on the page.

        base: the address of the portal as readers of the course reach it.
        """
        self._base = base
        place, _, fragment = address.partition("#")
        path, _, question = place.partition("?")
        number = next((part[2:] for part in question.split("&") if part.partition("=")[0] == pins.PIN), None)
        if number is not None and (wrong := self._wrong(number)):
            return wrong
        endpoint = self._endpoint(path)
        if endpoint.partition(".")[0] in _NOT_ASKED:
            return Verdict("valid", "Its query was not run.")
        if endpoint in HOLDING and (wrong := self._held(endpoint, path, question, number)):
            return wrong
        answer = self._ask(place)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            return Verdict("valid", "It is for programs that send something; nothing was sent.")
        if answer.status_code >= HTTPStatus.BAD_REQUEST:
            return self._missing(place, path, number, answer.status_code)
        if fragment and not fragment.startswith(":~:") and unquote(fragment) not in _places(answer):
            return Verdict(
                "gone", f"The page is there, its part #{fragment} is not: link to the page, or to another part.", [place]
            )
        return self._deprecated(path, question) or self._compared(place, path, number or "", answer)

    def _wrong(self, number: str) -> Verdict | None:
        if not NUMBER.fullmatch(number):
            return Verdict(
                "unknown release", f"v={number} names no release: it seems to be cut off. A release is named as in v=2026.1."
            )
        try:
            self._check(number)
        except BadQuestion as error:
            return Verdict("unknown release", str(error))
        return None

    def _endpoint(self, path: str) -> str:
        try:
            return str(self._app.url_map.bind("localhost").match(unquote(path))[0])
        except HTTPException:
            return ""

    def _held(self, endpoint: str, path: str, question: str, number: str | None) -> Verdict | None:
        """Return what is wrong with the items or questions that an address asks for, now or in its release, or None."""
        place = _without(f"{in_language(unquote(path), 'en')}?{question}")
        now = self._read(endpoint, place)
        instead = [f"{path}?{now.question}"] if now.question else []
        if now.lost:
            return Verdict("gone", " ".join(now.lost), instead)
        if number is not None and (then := self._read(endpoint, place, number)).lost:
            return Verdict("later", f"Release {number} does not have all of it: leave v out. {' '.join(then.lost)}", instead)
        return Verdict("deprecated", " ".join(now.old), instead) if now.old else None

    def _read(self, endpoint: str, place: str, number: str = "") -> Held:
        asked = {UNSEEN: True, **({pins.ASKED: number} if number else {})}
        with self._app.test_request_context(place, base_url=self._base, environ_overrides=asked):
            self._app.preprocess_request()
            return HOLDING[endpoint]()

    def _ask(self, place: str) -> TestResponse:
        """Return the answer to an address; to that of a cartridge, the card which it opens."""
        place = _CARTRIDGE.sub(r"\1\2", place)
        return self._client.get(
            place, headers=_HEADERS, base_url=self._base, follow_redirects=True, environ_overrides={UNSEEN: True}
        )

    def _missing(self, place: str, path: str, number: str | None, status: int) -> Verdict:
        if number is None:
            iri = named_by(path)
            ended = next((each.number for each in reversed(list(self._shelf.releases)) if iri in each.log.removed), "")
            known = f"It was taken out in release {ended}." if ended else "There is nothing at this address (any more)."
            advice = "Look in the search for what takes its place, or check the address."
            return Verdict(
                "gone", f"{known} {advice}" if status == HTTPStatus.NOT_FOUND else f"The portal answers {status}. {advice}"
            )
        if status == HTTPStatus.BAD_REQUEST:
            return Verdict("refused", "This address shows no releases: leave v out.", [_without(place)])
        now = self._ask(_without(place))
        if now.status_code < HTTPStatus.BAD_REQUEST:
            return Verdict(
                "later", f"Release {number} does not have it yet: leave v out, or name a newer release.", [_without(place)]
            )
        return self._missing(_without(place), path, None, now.status_code)

    def _deprecated(self, path: str, question: str) -> Verdict | None:
        entry = self._house.catalogue[named_by(path)]
        if not entry.deprecated:
            return None
        language = _language(path, question) or self._language
        instead = [of_iri(iri, language) for iri in self._house.catalogue.successors(entry.iri)]
        said = (
            "It is used no more: link to what takes its place." if instead else "It is used no more, and nothing takes its place."
        )
        return Verdict("deprecated", said, instead)

    def _compared(self, place: str, path: str, number: str, answer: TestResponse) -> Verdict:
        """Return whether what an address tells has changed since its release, or since the one that is asked about."""
        old = number or self._since
        if not old or self._shelf.releases[old].data == self._house.ours or "html" not in answer.content_type:
            return Verdict("valid")
        now, then = (self._ask(_without(place)), answer) if number else (answer, self._ask(pins.under(place, old)))
        if now.status_code >= HTTPStatus.BAD_REQUEST:
            return Verdict("gone", f"Release {number} still shows it, but it is no longer there now.", [])
        if then.status_code >= HTTPStatus.BAD_REQUEST:
            return Verdict("changed", f"It is new since release {old}.")
        if told(now.text) == told(then.text):
            return Verdict("valid")
        return Verdict(
            "changed", f"What it tells has changed since release {old}.", [_without(place)] if number else [], self._what(path, old)
        )

    def _what(self, path: str, old: str) -> list[str]:
        """Return which properties of what an address names have changed since a release."""
        if old not in self._changes:
            found = compare(self._shelf.releases.snapshot(old), self._house.current)
            self._changes[old] = {each.item.iri: each for each in found.changed}
        changed = self._changes[old].get(named_by(path))
        names = [each.property for each in changed.differences] if changed else []
        return [
            self._house.catalogue[name].label(self._language)[0] if name in self._house.catalogue else shorten(name)
            for name in names
        ]


def _language(path: str, question: str) -> Language | None:
    """Return the language in which an address is: of its path, or that it asks for; None for a name in no language."""
    words = [*path.split("/")[1:4], dict(parse_qsl(question)).get("lang", "")]
    return next((each for word in words for each in LANGUAGES if each == word), None)


def _without(place: str) -> str:
    path, _, question = place.partition("?")
    parts = [part for part in question.split("&") if part.partition("=")[0] != pins.PIN]
    return f"{path}?{'&'.join(parts)}" if any(parts) else path


def _places(answer: TestResponse) -> set[str]:
    return set(_PLACE.findall(answer.text)) if "html" in answer.content_type else set()
