"""Configurations as cards: who does what in which context, which mechanism that may fire, and what it may lead to."""

from __future__ import annotations

from dataclasses import dataclass

from portal.analysis.realist import Configuration
from portal.graph import queries
from portal.languages import Language
from portal.namespaces import KIERRE
from portal.web.arrows import thing_named
from portal.web.house import house
from portal.web.pages import Named, Said, named, said


@dataclass(frozen=True)
class Card:
    """A configuration: in these contexts, these actors with these interventions fire the mechanism; it leads to these outcomes."""

    thing: Named
    level: Named
    contexts: list[Named]
    actors: list[Named]
    interventions: list[Named]
    mechanisms: list[Named]
    outcomes: list[Named]
    rationale: Said | None
    sources: list[Named]


def card(found: Configuration, language: Language) -> Card:
    """Return a configuration in words."""
    catalogue = house().catalogue

    def things(iris: tuple[str, ...]) -> list[Named]:
        return [thing_named(iri, language) for iri in iris]

    return Card(
        named(catalogue[found.iri], language, defined=True),
        named(catalogue[found.level], language),
        things(found.contexts),
        things(found.actors),
        things(found.interventions),
        things(found.mechanisms),
        things(found.outcomes),
        said(catalogue[found.iri], KIERRE + "rationale", language),
        [named(catalogue[each.iri], language) for each in queries.statements_of(house().data.store, found.iri)],
    )
