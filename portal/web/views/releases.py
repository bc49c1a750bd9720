"""The releases of the data, and what has changed between two versions of it: pages and a feed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import flask
from flask_babel import gettext

from portal.errors import BadQuestion, ReleaseError, UnknownName
from portal.graph.changes import Changes, Difference, Item
from portal.graph.description import release_iri
from portal.graph.releases import Release
from portal.languages import LANGUAGES, Language
from portal.namespaces import RDF, RDFS, SCHEMA, SKOS, shorten
from portal.terms import Node, Text
from portal.web.addresses import address, of_iri
from portal.web.history import Between, asked_between, changes_between, class_of, name_of, sort_of
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Said
from portal.web.public import absolute

blueprint = flask.Blueprint("releases", __name__)
SORTS = ("things", "links", "statements", "pages", "terms")
_MOST = 40  # changes of one sort on one page; the JSON has them all
_LONGEST = 400  # characters of a value on the page
_MARKUP = 60  # characters of HTML around a value
_ALL = 30_000  # characters of values on a page; when they are used up, only the names of the properties are told
_ATOM = "application/atom+xml"


@dataclass(frozen=True)
class Shown:
    """A value on the page: a text, where it leads, if it does, and its language, if it has one."""

    text: Said
    address: str = ""
    language: str = ""


@dataclass(frozen=True)
class Row:
    """One item on the page: its name, its kind, where it leads ("" when it is no more), what replaces it, what has changed."""

    name: Said
    kind: Said | None
    address: str
    replaced_by: list[Shown]
    differences: list[tuple[Said, list[Shown], list[Shown]]]


@dataclass(frozen=True)
class Part:
    """Added, changed, deprecated or removed: how many there are in all, and the first of each sort."""

    name: str
    total: int
    sorts: list[tuple[str, int, list[Row]]]


@dataclass(frozen=True)
class ChangesPage:
    """The choice, what is wrong with it, and what has changed."""

    asked: Between
    releases: list[Release]
    problem: str
    parts: list[Part] | None
    most: int


@page(blueprint, "releases")
def releases(language: Language) -> flask.typing.ResponseReturnValue:  # noqa: ARG001 - every page is given its language
    """List the releases."""
    found = house().releases
    served = found.of(house().data.version)
    html = flask.render_template("releases/releases.html", releases=list(found), served=served, data=house().data)
    return answer(html, "text/html; charset=utf-8", of=house().releases.latest)


@page(blueprint, "differences")
def differences(language: Language) -> flask.typing.ResponseReturnValue:
    """Show what has changed between two versions; a choice that cannot be compared is kept, with a sentence on what to do."""
    asked, problem, parts, status = asked_between(), "", None, 200
    if asked.old:
        try:
            parts = _parts(changes_between(asked), language)
        except UnknownName:
            problem, status = gettext("There is no such release. Choose two from the list."), 404
        except BadQuestion:
            problem, status = gettext("The first version must be older than the second. Change them round."), 400
        except ReleaseError:
            problem, status = gettext("The file of this release is missing or damaged. Choose another one."), 503
    shown = ChangesPage(asked, list(house().releases), problem, parts, _MOST)
    html = flask.render_template("releases/changes.html", page=shown)
    if status != 200:
        return flask.Response(html, status, content_type="text/html; charset=utf-8")
    return answer(html, "text/html; charset=utf-8", of=house().releases.latest)


class _Room:
    """How many characters of values still fit on the page."""

    def __init__(self) -> None:
        self._left = _ALL

    def take(self, nodes: Iterable[Node]) -> bool:
        """Return whether values fit, and take their room."""
        self._left -= sum(min(len(str(node)), _LONGEST) + _MARKUP for node in nodes)
        return self._left > 0


def _parts(found: Changes, language: Language) -> list[Part]:
    lists: list[tuple[str, list[tuple[Item, tuple[Difference, ...]]]]] = [
        ("added", [(item, ()) for item in found.added]),
        ("changed", [(each.item, each.differences) for each in found.changed]),
        ("deprecated", [(item, ()) for item in found.deprecated]),
        ("removed", [(item, ()) for item in found.removed]),
    ]
    room = _Room()
    return [_part(name, items, language, room) for name, items in lists]


def _part(name: str, items: list[tuple[Item, tuple[Difference, ...]]], language: Language, room: _Room) -> Part:
    sorts = []
    for sort in SORTS:
        of_sort = [each for each in items if sort_of(each[0]) == sort]
        if of_sort:
            rows = [_row(item, found, language, room, gone=name == "removed") for item, found in of_sort[:_MOST]]
            sorts.append((sort, len(of_sort), rows))
    return Part(name, len(items), sorts)


def _row(item: Item, found: tuple[Difference, ...], language: Language, room: _Room, *, gone: bool) -> Row:
    catalogue, kind = house().catalogue, class_of(item)
    if not room.take(node for each in found for node in (*each.gone, *each.new)):
        found = tuple(Difference(each.property, (), ()) for each in found)
    return Row(
        Said(*name_of(item, language)),
        Said(*catalogue[kind].label(language)) if kind else None,
        "" if gone or item.iri not in catalogue else of_iri(item.iri, language),
        [_shown(iri, language) for iri in item.replaced_by],
        [(_property(each.property, language), _values(each.gone, language), _new(each, language)) for each in found],
    )


def _property(iri: str, language: Language) -> Said:
    words = _borrowed().get(iri)
    if words:
        return Said(words, language)
    text, tag = house().catalogue[iri].label(language)
    return Said(text, tag) if tag != "zxx" else Said(shorten(iri), "zxx")


def _borrowed() -> dict[str, str]:
    """Return how readers call the properties that the vocabulary borrows without naming them."""
    return {
        RDF + "type": gettext("kind"),
        RDFS + "label": gettext("name"),
        SKOS + "prefLabel": gettext("name"),
        SKOS + "altLabel": gettext("other names"),
        SKOS + "hiddenLabel": gettext("words that only the search knows"),
        SKOS + "definition": gettext("the definition"),
        SKOS + "note": gettext("note"),
        SCHEMA + "text": gettext("the text of the page"),
    }


def _shown(iri: str, language: Language) -> Shown:
    entry = house().catalogue[iri]
    if iri in house().catalogue:
        return Shown(Said(*entry.label(language)), of_iri(iri, language))
    return Shown(Said(shorten(iri), "zxx"))


def _new(found: Difference, language: Language) -> list[Shown]:
    """Return the new values; the text of a page is too long to be shown."""
    if found.property == SCHEMA + "text" and not found.new:
        return [Shown(Said(gettext("another text"), language))]
    return _values(found.new, language)


def _values(nodes: Iterable[Node], language: Language) -> list[Shown]:
    return [_value(node, language) for node in nodes]


def _value(node: Node, language: Language) -> Shown:
    if isinstance(node, Text):
        text = node.value if len(node.value) <= _LONGEST else node.value[:_LONGEST] + "…"
        return Shown(Said(text, node.language or language), language=node.language or "")
    return _shown(str(node), language)


def _feed(language: Language) -> flask.typing.ResponseReturnValue:
    """Give the releases as an Atom feed: one entry each, dated by the day of the release."""
    entries = [
        {
            "release": each,
            "iri": release_iri(each.number),
            "page": absolute(f"{address('differences', language)}?from={each.previous}&to={each.number}" if each.previous
                             else f"{address('releases', language)}#{each.number}"),
        }
        for each in house().releases
    ]  # fmt: skip
    newest = house().releases.newest
    body = flask.render_template(
        "releases/changes.xml",
        entries=entries,
        updated=newest.date if newest else _begun(),
        own=absolute(f"/{language}/changes.atom"),
        page=absolute(address("differences", language)),
    )
    return answer(body, f"{_ATOM}; charset=utf-8", of=house().releases.latest)


def _begun() -> str:
    """Return the day on which the vocabulary was made: before the first release nothing has changed since."""
    rows = house().data.store.select("SELECT ?day { <https://w3id.org/kierre/ontology> dcterms:created ?day }")
    return str(rows[0]["day"]) if rows else "2026-11-21"


for _language in LANGUAGES:
    blueprint.add_url_rule(f"/{_language}/changes.atom", "feed", _feed, defaults={"language": _language})
