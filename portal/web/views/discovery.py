"""Where programs look first: the list of all pages, what crawlers may read, whom to tell of a hole, the context of our JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import flask
from werkzeug.exceptions import NotFound

from portal.graph.formats import GRAPH_FORMATS, HTML, JSON_LD
from portal.languages import LANGUAGES, Language
from portal.namespaces import ID, PAGE, STATEMENT
from portal.pages.plans import KINDS
from portal.pages.read import in_order
from portal.sections import SECTIONS
from portal.web.addresses import DOORS, address, door_address, of_iri
from portal.web.house import house
from portal.web.identity import Identity
from portal.web.negotiation import answer, best, see_other
from portal.web.plain import linked
from portal.web.public import absolute
from portal.web.report import security_contact
from portal.web.today import today

blueprint = flask.Blueprint("discovery", __name__)
MOST = 50_000  # addresses in one file of a sitemap, as sitemaps.org says
_NO_PAGES = {"statement", "search", "doors"}  # sections whose own address sends on, or is nothing without a question
_TEXT = "text/plain; charset=utf-8"
_XML = "application/xml"
_DAYS = 180  # that security.txt holds good: RFC 9116 wants less than a year

Places = dict[Language, str]


@dataclass(frozen=True)
class Guide:
    """A guidance page as a list for programs shows it; address: of its text as Markdown."""

    title: str
    address: str
    summary: str


def _pages() -> Iterator[tuple[Places, str]]:
    """Yield the addresses of each page that is to be found, by language, and the one for every other language."""
    served = {rule.rule for rule in flask.current_app.url_map.iter_rules()}
    yield {each: f"/{each}/" for each in LANGUAGES}, "/"
    for name in SECTIONS:
        places = {each: address(name, each) for each in LANGUAGES}
        if name not in _NO_PAGES and served.issuperset(places.values()):
            yield places, places[LANGUAGES[0]]
    for door in DOORS:
        yield {each: door_address(door, each) for each in LANGUAGES}, door_address(door, LANGUAGES[0])
    for entry in house().catalogue.classes():
        yield {each: address("class", each, entry.slug) for each in LANGUAGES}, address("class", LANGUAGES[0], entry.slug)
    for iri in _names():
        yield {each: of_iri(iri, each) for each in LANGUAGES}, Identity(iri).path


def _names() -> list[str]:
    things = [entry.iri for entry in house().catalogue if entry.iri.startswith((ID, STATEMENT)) and entry.in_use]
    return [*(PAGE + page.slug for page in house().data.pages), *sorted(things)]


@blueprint.get("/sitemap.xml")
def sitemap() -> flask.typing.ResponseReturnValue:
    """List every page in three languages; where there are too many for one file, list the files."""
    pages = list(_pages())
    if len(pages) * len(LANGUAGES) <= MOST:
        return _listed(pages)
    files = range(1, -(-len(pages) // _a_file()) + 1)
    return answer(flask.render_template("discovery/sitemaps.xml", files=files, absolute=absolute), _XML)


@blueprint.get("/sitemap.<int:number>.xml")
def sitemap_part(number: int) -> flask.typing.ResponseReturnValue:
    """Give one file of the list."""
    pages = list(_pages())
    part = pages[(number - 1) * _a_file() : number * _a_file()] if number else []
    if not part or len(pages) * len(LANGUAGES) <= MOST:
        raise NotFound("The list of pages has no such part.")
    return _listed(part)


def _a_file() -> int:
    return MOST // len(LANGUAGES)


def _listed(pages: list[tuple[Places, str]]) -> flask.typing.ResponseReturnValue:
    return answer(flask.render_template("discovery/sitemap.xml", pages=pages, root=absolute("")), _XML)


@blueprint.get("/robots.txt")
def robots() -> flask.typing.ResponseReturnValue:
    """Say what crawlers may read: every page and all data, but no searches, queries and filters, which have no end."""
    below = urlsplit(absolute("")).path
    return answer(flask.render_template("discovery/robots.txt", below=below, absolute=absolute), _TEXT)


@blueprint.get("/llms.txt")
def llms() -> flask.typing.ResponseReturnValue:
    """Say to language models what Kierre is, how facts and hypotheses are told apart, and where guides and data are."""
    kinds: dict[str, list[Guide]] = {kind: [] for kind in KINDS}
    for page in in_order(house().data.pages, "en"):
        english, place = page.in_language("en")[1], address("guide", "en", page.slug)
        kinds.setdefault(page.kind, []).append(Guide(english.title, absolute(place + ".md"), english.summary))
    text = flask.render_template("discovery/llms.txt", kinds=kinds, version=house().data.version, absolute=absolute)
    return answer(text, _TEXT)


@blueprint.get("/.well-known/void")
def void() -> flask.typing.ResponseReturnValue:
    """Send on to the description of the dataset."""
    form = best((*GRAPH_FORMATS, HTML))
    return see_other("/dataset" if form is HTML else f"/dataset.{form.ending}", "Accept")


@blueprint.get("/.well-known/security.txt")
def security() -> flask.typing.ResponseReturnValue:
    """Say whom to tell of a security hole (RFC 9116)."""
    settings = house().settings
    contact = security_contact(settings.security, settings.contact)
    if not contact:
        raise NotFound("Nobody is named whom to tell of a security hole: neither KIERRE_SECURITY nor KIERRE_CONTACT is set.")
    expires = today() + timedelta(days=_DAYS)
    text = flask.render_template(
        "discovery/security.txt", contact=contact, expires=expires, canonical=settings.public_url, absolute=absolute
    )
    return answer(text, _TEXT, of=expires.isoformat())


@blueprint.get("/context/v1.jsonld")
def context() -> flask.typing.ResponseReturnValue:
    """Give the JSON-LD context of the interface for programs; the names in it stay as they are."""
    response = answer(json.dumps({"@context": linked.context()}, indent=1), JSON_LD.content_type)
    response.headers["Cache-Control"] = "public, max-age=604800"
    return response
