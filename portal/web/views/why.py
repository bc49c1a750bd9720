"""Why does it work? The configurations of a method or a mechanism as cards, with what they rest on, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

import flask

from portal.analysis.network import Kind
from portal.errors import UnknownName
from portal.graph.catalogue import Entry
from portal.languages import Language, sort_key
from portal.namespaces import ID, KIERRE, LEVELS, SKOS
from portal.web.arrows import ShownStep, shown_steps, thing_named
from portal.web.cards import Card, card
from portal.web.cited import rest_on
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Named, named

blueprint = flask.Blueprint("why", __name__)


@dataclass(frozen=True)
class WhyPage:
    """A method or mechanism: its definition, its configurations, the levels without one, what it counters, what is not said of it.

    through: the interventions that apply the method; counters: what it, its parts or these interventions counter.
    """

    thing: Named
    is_method: bool
    through: list[Named]
    cards: list[Card]
    missing: list[Named]
    counters: list[ShownStep]
    notes: list[str]
    others: list[Named]


@page(blueprint, "why")
def every(language: Language) -> flask.typing.ResponseReturnValue:
    """List the mechanisms and methods about which this can be asked."""
    catalogue = house().catalogue
    mechanisms = [named(catalogue[each.mechanism], language, defined=True) for each in house().analysis.coverage]
    methods = [named(each, language, defined=True) for each in catalogue.of_class(KIERRE + "Method")]
    html = flask.render_template("why/every.html", mechanisms=mechanisms, methods=methods)
    return answer(html, "text/html; charset=utf-8")


@page(blueprint, "why", "/<slug>")
def why(language: Language, slug: str) -> flask.typing.ResponseReturnValue:
    """Show why a method or a mechanism works, so far as the model says."""
    entry = house().catalogue[ID + slug]
    if not {KIERRE + "Method", KIERRE + "Mechanism"}.intersection(entry.classes):
        raise UnknownName(f"There is no method or mechanism called {slug}.")
    rest_on([entry.iri])
    return answer(flask.render_template("why/why.html", page=_page(entry, language)), "text/html; charset=utf-8")


def _page(entry: Entry, language: Language) -> WhyPage:
    catalogue, analysis = house().catalogue, house().analysis
    is_method = KIERRE + "Method" in entry.classes
    applied = house().pairs(KIERRE + "appliesMethod", house().graphs())
    through = {intervention for intervention, method in applied if method == entry.iri}
    found = analysis.configurations_of(entry.iri)
    parts = {step.effect for step in analysis.network.steps if step.kind is Kind.PART and step.cause == entry.iri}
    counters = [
        step for step in analysis.network.steps if step.kind is Kind.COUNTER and step.cause in {entry.iri, *through, *parts}
    ]
    covered = {each.level for each in found}
    return WhyPage(
        named(entry, language, defined=True),
        is_method,
        sorted((thing_named(iri, language) for iri in through), key=lambda each: sort_key(each.name.text)),
        [card(each, language) for each in found],
        [named(catalogue[level], language) for level in LEVELS if level not in covered],
        shown_steps(counters, language),
        entry.many(SKOS + "note", language),
        [named(each, language) for each in catalogue.of_class(KIERRE + ("Method" if is_method else "Mechanism")) if each != entry],
    )
