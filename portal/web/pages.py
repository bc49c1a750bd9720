"""The typed values that views hand to templates, and how they are made from the catalogue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from portal.graph.catalogue import Entry
from portal.graph.queries import Neighbour
from portal.languages import Language
from portal.namespaces import ID, KIERRE, PAGE, SKOS, local_name, vocabulary
from portal.pages.read import LOCAL
from portal.web.addresses import address, of_iri
from portal.web.house import house


@dataclass(frozen=True)
class Said:
    """A text and the language it is in."""

    text: str
    language: str


@dataclass(frozen=True)
class Named:
    """A thing as a link: its name, its address, what kind of thing it is, and whether it is our hypothesis.

    mark: the name of its sign in static/marks.svg, or ""; levels: slugs of its levels, from macro to micro;
    position: its number in an order of the source, or None; slug: the last part of its IRI;
    own: whether it is an organisation's own.
    """

    name: Said
    address: str
    kind: str
    inferred: bool
    definition: Said | None = None
    mark: str = ""
    levels: tuple[str, ...] = ()
    position: int | None = None
    slug: str = ""
    own: bool = False


_MARKS = {
    "Context": "context",
    "Actor": "actor",
    "Intervention": "intervention",
    "Mechanism": "mechanism",
    "Outcome": "outcome",
    "Barrier": "barrier",
    "CausalLink": "link",
}


def named(entry: Entry, language: Language, *, defined: bool = False) -> Named:
    """Return a thing as a link for a reader of a language; with its definition when `defined`."""
    kind = next((iri for iri in entry.classes if iri.startswith(KIERRE)), "")
    kind_name = house().catalogue[kind].label(language)[0] if kind else vocabulary(entry.iri)
    definition = entry.one(SKOS + "definition", language) if defined else None
    return Named(
        Said(*entry.label(language)),
        address_of(entry, language) + (house().view if entry.iri.startswith(ID) or entry.is_own else ""),
        kind_name,
        entry.inferred,
        Said(*definition) if definition else None,
        next((_MARKS[iri.removeprefix(KIERRE)] for iri in entry.classes if iri.removeprefix(KIERRE) in _MARKS), ""),
        tuple(local_name(level) for level in entry.levels),
        entry.position,
        entry.slug,
        entry.is_own or entry.iri.startswith(PAGE + LOCAL),
    )


def address_of(entry: Entry, language: Language) -> str:
    """Return the path that shows a thing, ours or an organisation's own; for what is neither see `outside`."""
    return address("local", language, entry.slug) if entry.is_own else of_iri(entry.iri, language)


def said(entry: Entry, property_: str, language: Language) -> Said | None:
    """Return a text of a thing for a reader, or None."""
    found = entry.one(property_, language)
    return Said(*found) if found else None


@dataclass(frozen=True)
class Branch:
    """A thing with its own parts; `guidance` is the address of what can be found from it, or nothing."""

    thing: Named
    parts: list[Branch]
    guidance: str = ""


@dataclass(frozen=True)
class Related:
    """A neighbour of a thing, whether the relation is our hypothesis, and why we think so."""

    thing: Named
    inferred: bool
    rationale: Said | None
    relation: str


@dataclass(frozen=True)
class Group:
    """Neighbours that stand in one relation to a thing."""

    heading: Said
    members: list[Related]


@dataclass(frozen=True)
class ListPage:
    """A list of things of one kind, and the query that gives the same."""

    name: Said
    definition: Said | None
    members: list[Named]
    query: str


def heading(entry: Entry, language: Language, *, inverse: bool) -> Said:
    """Return the words over the things at one end of a property; `inverse` for reading it backwards."""
    words = said(entry, KIERRE + "inverseLabel", language) if inverse else None
    return words or Said(*entry.label(language))


def plain_groups(neighbours: Iterable[Neighbour], language: Language) -> list[Group]:
    """Return neighbours by property, for relations that carry no judgement."""
    catalogue = house().catalogue
    groups: dict[str, list[Related]] = defaultdict(list)
    for neighbour in neighbours:
        groups[neighbour.property].append(Related(named(catalogue[neighbour.other], language), False, None, ""))
    return [Group(heading(catalogue[property_], language, inverse=False), members) for property_, members in groups.items()]
