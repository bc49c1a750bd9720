"""What pages have drawn from the graph besides pictures and walks: definitions, relations, lists, tables, numbers, changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.analysis.realist import Configuration
from portal.errors import PictureError
from portal.graph import queries, saved
from portal.graph.drawn import BACKWARDS, Tie, members, relation, ties, updates
from portal.languages import Language
from portal.namespaces import DCTERMS, ID, KIERRE, SKOS, local_name
from portal.pages.read import Page, in_order
from portal.terms import Text
from portal.web.addresses import address
from portal.web.cards import card
from portal.web.house import house
from portal.web.pages import Named, Related, Said, heading, named, said
from portal.web.queries_table import table as table_of

Values = dict[str, Any]


def _only_sources() -> bool:
    return house().graphs() is not None


def _related(tie: Tie, language: Language, *, defined: bool) -> Related:
    catalogue = house().catalogue
    thing = named(catalogue[tie.other], language, defined=defined)
    if tie.judgement is None:
        return Related(thing, thing.inferred, None, "")
    node = catalogue[tie.judgement.relation]
    return Related(thing, tie.inferred, said(node, KIERRE + "rationale", language), address("thing", language, node.slug))


def _ties(thing: str, name: str, language: Language, *, inverse: bool = False, defined: bool = False) -> list[Related]:
    found = ties(house().data.store, ID + thing, name, house().graphs(), inverse=inverse)
    return [_related(each, language, defined=defined) for each in found]


def definition(language: Language, *, thing: str) -> Values:
    """Return a thing with its definition and the places in the sources that it comes from."""
    statements = queries.statements_of(house().data.store, ID + thing)
    return {
        "thing": named(house().catalogue[ID + thing], language, defined=True),
        "sources": [named(house().catalogue[each.iri], language) for each in statements],
    }


def related(language: Language, *, thing: str, relation: str, direction: str = "out", definitions: str = "no") -> Values:
    """Return what stands in a relation to a thing."""
    found = _ties(thing, relation, language, inverse=direction == "in", defined=definitions == "yes")
    return {"found": found, "thing": named(house().catalogue[ID + thing], language)}


def things(language: Language, *, definitions: str = "yes", level: str = "", of: str = "", **given: str) -> Values:
    """Return the things of a class in their order."""
    found = members(house().catalogue, given["class"], level=level, of=of, sources_only=_only_sources())
    return {"found": [named(house().catalogue[iri], language, defined=definitions == "yes") for iri in found]}


@dataclass(frozen=True)
class Row:
    """A thing, and what stands in each of the relations of a table to it."""

    thing: Named
    cells: list[list[Related]]


def table(language: Language, *, columns: tuple[str, ...], of: str = "", **given: str) -> Values:
    """Return the things of a class with what stands in some relations to them."""
    catalogue = house().catalogue
    found = [
        Row(
            named(catalogue[iri], language),
            [_ties(local_name(iri), name, language, inverse=name.startswith(BACKWARDS)) for name in columns],
        )
        for iri in members(catalogue, given["class"], of=of, sources_only=_only_sources())
    ]
    headings = [heading(catalogue[relation(name)], language, inverse=name.startswith(BACKWARDS)) for name in columns]
    return {"kind": Said(*catalogue[KIERRE + given["class"]].label(language)), "headings": headings, "rows": found}


def configurations(language: Language, *, of: str, level: str = "") -> Values:
    """Return the configurations of a thing as cards."""
    found: list[Configuration] = house().analysis.configurations_of(ID + of)
    return {"cards": [card(each, language) for each in found if level in {"", local_name(each.level).removeprefix("level-")}]}


@dataclass(frozen=True)
class Number:
    """A number of the model as its place in the source gives it; comparator: a code such as `average` or `>=`."""

    thing: Named
    value: str
    comparator: str
    unit: Said | None
    period: Said | None
    people: list[Named]
    note: Said | None
    sources: list[Named]


def numbers(language: Language, *, things: tuple[str, ...] = ()) -> Values:
    """Return the numbers, and what has changed since on any of them."""
    catalogue, store = house().catalogue, house().data.store
    found = [ID + each for each in things] or members(catalogue, "Indicator")
    bearing = dict.fromkeys(update for iri in found for update in updates(catalogue, store, iri))
    return {"found": [_number(iri, language) for iri in found], "changes": [change(iri, language) for iri in bearing]}


def _number(iri: str, language: Language) -> Number:
    entry, store = house().catalogue[iri], house().data.store
    plain = {property_: value.value for property_, value in queries.literals(store, iri) if isinstance(value, Text)}
    return Number(
        named(entry, language, defined=True),
        plain.get(KIERRE + "indicatorValue", ""),
        plain.get(KIERRE + "comparator", ""),
        said(entry, KIERRE + "unit", language),
        said(entry, KIERRE + "perPeriod", language),
        [named(house().catalogue[each.other], language) for each in ties(store, iri, "appliesTo")],
        said(entry, SKOS + "note", language),
        [named(house().catalogue[each.iri], language) for each in queries.statements_of(store, iri)],
    )


@dataclass(frozen=True)
class Change:
    """What has changed since the sources were written: what it is, what it bears on, where it is told, and when we checked."""

    update: Named
    things: list[Named]
    addresses: list[str]
    checked: str


def change(iri: str, language: Language) -> Change:
    """Return one of the things that have changed."""
    catalogue, store = house().catalogue, house().data.store
    outgoing = queries.outgoing(store, iri)
    checked = next((str(value) for property_, value in queries.literals(store, iri) if property_ == KIERRE + "checkedOn"), "")
    return Change(
        named(catalogue[iri], language, defined=True),
        [named(catalogue[each.other], language) for each in outgoing if each.property == KIERRE + "updates"],
        [each.other for each in outgoing if each.property == DCTERMS + "source"],
        checked,
    )


def changes(language: Language, *, thing: str = "") -> Values:
    """Return what has changed, of all things or of one."""
    found = updates(house().catalogue, house().data.store, ID + thing if thing else "")
    return {"changes": [change(iri, language) for iri in found]}


def recommendation(language: Language, *, thing: str) -> Values:
    """Return a recommendation with its claims, its numbers, and the obstacles that it or a claim counters."""
    catalogue = house().catalogue
    parts = (
        members(catalogue, "RecommendationClaim", of=thing),
        members(catalogue, "Indicator", of=thing),
    )
    against: dict[str, Related] = {}
    for iri in (ID + thing, *parts[0]):
        for each in _ties(local_name(iri), "counters", language):
            against[each.thing.slug] = min(against.get(each.thing.slug, each), each, key=lambda one: one.inferred)
    return {
        "thing": named(catalogue[ID + thing], language, defined=True),
        "claims": [named(catalogue[iri], language, defined=True) for iri in parts[0]],
        "numbers": [_number(iri, language) for iri in parts[1]],
        "obstacles": list(against.values()),
    }


def query(language: Language, *, name: str) -> Values:
    """Return the answer of a saved query to what it asks unless told, as a table; raises PictureError for a name of none."""
    found = saved.find(name)
    if found is None:
        raise PictureError(f"There is no query called {name}.")
    return {"query": found, "title": found.title[language], "table": table_of(found, saved.defaults(found, language), language)}


def pages(language: Language, *, kind: str, door: str = "") -> Values:
    """Return links to the pages of a kind, in their order."""
    found = [each for each in house().data.pages if each.kind == kind and (not door or door in each.doors)]
    return {"pages": page_links(found, language)}


def page_links(found: Iterable[Page], language: Language) -> list[Named]:
    """Return guidance pages as links with their summaries, in their order."""
    return [_page_link(each, language) for each in in_order(found, language)]


def _page_link(page: Page, language: Language) -> Named:
    tag, text = page.in_language(language)
    place = address("guide", language, page.slug) + house().view
    return Named(
        Said(text.title, tag), place, "", False, Said(text.summary, tag), position=page.order, slug=page.slug, own=page.is_own
    )
