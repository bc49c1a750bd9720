"""How a page is cited: the original publications first, Kierre second; our inferences, and what rests on no source, as Kierre's.

What a page rests on is known by its lasting name; a view whose page has none says it with `rest_on`. Zotero and its like read the
page in the browser by the tags of its head and so get the page of Kierre, also where it is about one statement of a source: that is
what they have before them. The publication itself comes with the files, where the note of Kierre's entry names it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import flask
from flask_babel import gettext

from portal.graph import queries
from portal.graph.catalogue import Entry
from portal.graph.formats import Format
from portal.languages import Language, capital
from portal.learning.cite import FORMS, Reference, as_text
from portal.namespaces import ID, KIERRE, PAGE, STATEMENT, local_name
from portal.pages.read import LOCAL
from portal.web.addresses import address
from portal.web.house import house
from portal.web.identity import of_path
from portal.web.language import current, day, this_page
from portal.web.pins import edition, pinned
from portal.web.public import absolute
from portal.web.today import today

ASKED = "cite"  # the parameter of an address that asks for the citation of its page as a file
MAKERS = "Kierre contributors"  # as the licence names them, in every language
_RESTS, _CITED = "rests_on", "cited"
_LONGEST = 500  # characters of an address that is cited with its question
_LONGEST_KEY = 80
_SOURCE_LANGUAGE: Language = "fi"


@dataclass(frozen=True)
class File:
    """The citation as a file: its form, and its address."""

    form: Format
    address: str


@dataclass(frozen=True)
class Cited:
    """How a page is cited.

    references: the publications, then the page; note: what a reader must know of whose words they are; texts: each reference as a
    line, with its language; files: none where the address is too long; day: of the version, YYYY-MM-DD, or "" without a release.
    """

    references: list[Reference]
    note: str
    texts: list[tuple[str, Language]]
    files: list[File]
    day: str

    @property
    def page(self) -> Reference:
        """Return the reference to the page itself."""
        return self.references[-1]


@dataclass(frozen=True)
class _Ground:
    """What a page rests on: the places in each publication (IRI), and whether it is an organisation's own."""

    documents: dict[str, set[str]]
    inferred: bool = False
    own: bool = False
    mixed: bool = False


def rest_on(iris: Iterable[str]) -> None:
    """Say what the page that is being made rests on: the things, links and statements that it shows."""
    setattr(flask.g, _RESTS, list(iris))


def rest_on_classes(*names: str) -> None:
    """Say that the page that is being made rests on the things of some classes."""
    rest_on(each.iri for name in names for each in house().catalogue.of_class(KIERRE + name))


def citation(title: str, *, error: bool = False) -> Cited | None:
    """Return how the page that is being shown is cited, by its title; None for errors and answers to forms."""
    if error or flask.request.method != "GET":
        return None
    language, ground = current(), _ground()
    originals = [_original(document, places) for document, places in sorted(ground.documents.items())]
    lines = [(as_text(each, language), each.language) for each in originals]
    page = _page(capital(title), ground, lines)
    place = _place()
    asked = "&" if "?" in place else "?"
    whole = place == this_page(language)
    files = [File(form, f"{place}{asked}{ASKED}={ending}") for ending, (form, _) in FORMS.items() if whole]
    number = edition()
    found = Cited(
        [*originals, page],
        _note(ground),
        [*lines, (as_text(page, language), language)],
        files,
        house().releases[number].date if number else "",
    )
    setattr(flask.g, _CITED, found)
    return found


def shown() -> Cited | None:
    """Return how the page is cited that this request has made, or None when it has made none."""
    found = flask.g.get(_CITED)
    return found if isinstance(found, Cited) else None


def _place() -> str:
    """Return the address of the page in its language, without a question that is too long to be cited."""
    place = this_page(current())
    return place if len(place) <= _LONGEST else place.partition("?")[0]


def _ground() -> _Ground:
    catalogue, (found, _) = house().catalogue, of_path(flask.request.path)
    iri = found.iri if found else ""
    if iri.startswith(PAGE + LOCAL) or flask.request.path.startswith(address("local", current())):
        return _Ground({}, own=True)
    if iri.startswith((ID, STATEMENT)):
        return _Ground(_documents([catalogue[iri]]), inferred=catalogue[iri].inferred)
    if iri.startswith(PAGE):
        return _Ground(_documents([catalogue[iri]]), mixed=True)
    entries = [catalogue[each] for each in flask.g.get(_RESTS, ())]
    return _Ground(_documents(entries), inferred=bool(entries) and all(each.inferred for each in entries), mixed=True)


def _documents(entries: list[Entry]) -> dict[str, set[str]]:
    """Return the publications that things come from, with the places; of many things without them."""
    known, found = house().publications, dict[str, set[str]]()
    for entry in entries:
        if entry.inferred or entry.is_own:
            continue
        if entry.iri in known:
            found[entry.iri] = set()
        elif len(entries) > 1:
            found |= {each: set() for each in {*entry.documents, *entry.wholes}.intersection(known)}
        else:
            for document, place in _places(entry):
                found.setdefault(document, set()).add(place)
    return found


def _places(entry: Entry) -> list[tuple[str, str]]:
    store = house().data.store
    if not entry.iri.startswith(STATEMENT):
        return [(each.document, each.locator) for each in queries.statements_of(store, entry.iri)]
    return [(whole, locator) for whole in entry.wholes for locator in queries.locators(store, entry.iri)]


def _original(document: str, places: set[str]) -> Reference:
    """Return a publication as it is cited, with the place in it when there is just one."""
    known = house().publications[document]
    return Reference(
        local_name(document),
        known.author or known.publisher,
        known.title or house().catalogue[document].label(_SOURCE_LANGUAGE)[0],
        _parts(known.issued),
        known.publisher,
        next(iter(places)) if len(places) == 1 else "",
        address=known.address,
        language=_SOURCE_LANGUAGE,
    )


def _page(title: str, ground: _Ground, originals: list[tuple[str, Language]]) -> Reference:
    number, place = edition(), _place()
    issued = house().releases[number].date if number else ""
    version: str = (
        gettext("data %(number)s, %(day)s", number=number, day=day(issued))
        if number
        else gettext("data %(version)s, not released", version=house().data.version)
    )
    based: str = gettext("Based on: %(works)s", works=" ".join(text for text, _ in originals)) if originals else ""
    return Reference(
        _key(place),
        "" if ground.own else MAKERS,
        title,
        _parts(issued) if not ground.own else (),
        "" if ground.own else "Kierre",
        edition=version,
        address=absolute(pinned(place)),
        read=today(),
        note=based,
        language=current(),
    )


def _key(place: str) -> str:
    """Return what an address is called in a list of references: its words, without the language."""
    words = re.sub(r"[^a-z0-9]+", "-", place.lower().partition("/")[2].partition("/")[2])
    return f"kierre-{words}"[:_LONGEST_KEY].strip("-")


def _parts(day: str) -> tuple[int, ...]:
    return tuple(map(int, day.split("-"))) if day else ()


def _note(ground: _Ground) -> str:
    if ground.own:
        own: str = gettext("This is an organisation’s own, and not Kierre’s. Kierre does not know who wrote it.")
        return own
    if ground.inferred:
        inferred: str = gettext("This is Kierre’s own inference. Cite Kierre alone.")
        return inferred
    if ground.documents:
        both: str = gettext("Name the original publication first, then Kierre.")
        mixed: str = gettext("What is marked as a hypothesis is Kierre’s own: for that, cite Kierre alone.")
        return f"{both} {mixed}" if ground.mixed else both
    return ""
