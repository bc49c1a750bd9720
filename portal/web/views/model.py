"""The realist model as one table: five parts by three levels; and the rule that a mechanism permeates all levels."""

from __future__ import annotations

from dataclasses import dataclass

import flask

from portal.analysis.realist import Coverage, coverage
from portal.graph import queries
from portal.graph.catalogue import Entry
from portal.languages import Language
from portal.namespaces import ID, KIERRE, LEVELS
from portal.web.cited import rest_on_classes
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Branch, Named, named

blueprint = flask.Blueprint("model", __name__)
PARTS = ("Context", "Actor", "Intervention", "Mechanism", "Outcome")


@dataclass(frozen=True)
class PartRow:
    """One of the five parts, with its things at each level."""

    part: Named
    cells: list[list[Branch]]


@dataclass(frozen=True)
class CoverageRow:
    """A mechanism, with the configurations that fire it at each level."""

    mechanism: Named
    cells: list[list[Branch]]


@dataclass(frozen=True)
class ModelPage:
    """The table of the model and the rule of three levels."""

    levels: list[Named]
    parts: list[PartRow]
    rule: Named
    coverage: list[CoverageRow]
    only_sources: bool


@page(blueprint, "model")
def model(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the model by part and level."""
    rest_on_classes("Context", "Actor", "Intervention", "Mechanism", "Outcome")
    catalogue, store, graphs = house().catalogue, house().data.store, house().graphs()
    places = queries.configuration_places(store, graphs)
    covered = coverage(queries.top_mechanisms(store), LEVELS, places)
    shown = ModelPage(
        [named(catalogue[level], language, defined=True) for level in LEVELS],
        [_part(KIERRE + part, language) for part in PARTS],
        named(catalogue[ID + "rule-of-three-levels"], language, defined=True),
        [
            CoverageRow(
                named(catalogue[each.mechanism], language),
                [[Branch(named(catalogue[iri], language), []) for iri in each.configurations[level]] for level in LEVELS],
            )
            for each in covered
        ],
        graphs is not None,
    )
    return answer(flask.render_template("model/model.html", page=shown), "text/html; charset=utf-8")


@dataclass(frozen=True)
class MechanismRow:
    """A mechanism with its parts, the configurations that fire it at each level, and the barriers it counters."""

    mechanism: Branch
    levels: list[tuple[Named, list[Named]]]
    counters: list[tuple[Named, bool]]


@page(blueprint, "mechanisms")
def mechanisms(language: Language) -> flask.typing.ResponseReturnValue:
    """Show each mechanism over the levels."""
    rest_on_classes("Mechanism")
    catalogue, store, graphs = house().catalogue, house().data.store, house().graphs()
    covered = coverage(queries.top_mechanisms(store), LEVELS, queries.configuration_places(store, graphs))
    every = catalogue.of_class(KIERRE + "Mechanism")
    rows = [_mechanism(each, every, language) for each in covered]
    return answer(
        flask.render_template("model/mechanisms.html", rows=rows, only_sources=graphs is not None), "text/html; charset=utf-8"
    )


def _mechanism(covered: Coverage, every: list[Entry], language: Language) -> MechanismRow:
    catalogue = house().catalogue
    entry = catalogue[covered.mechanism]
    parts = [Branch(named(each, language, defined=True), []) for each in every if entry.iri in each.wholes]
    judged = queries.judgements(house().data.store, entry.iri, house().graphs())
    counters = [
        (named(catalogue[each.object], language), each.inferred)
        for each in judged
        if each.subject == entry.iri and each.property == KIERRE + "counters"
    ]
    levels = [
        (
            named(catalogue[level], language),
            [named(catalogue[iri], language, defined=True) for iri in covered.configurations[level]],
        )
        for level in LEVELS
    ]
    return MechanismRow(Branch(named(entry, language, defined=True), parts), levels, sorted(counters, key=lambda pair: pair[1]))


def _part(part: str, language: Language) -> PartRow:
    """Return the things of one part of the model at each level, each with its own parts under it."""
    catalogue = house().catalogue
    things = catalogue.of_class(part)
    cells = []
    for level in LEVELS:
        here = [thing for thing in things if level in thing.levels]
        names = {thing.iri for thing in here}
        cells.append([_branch(thing, here, language) for thing in here if not names.intersection(thing.wholes)])
    return PartRow(named(catalogue[part], language), cells)


def _branch(thing: Entry, others: list[Entry], language: Language) -> Branch:
    return Branch(named(thing, language), [_branch(each, others, language) for each in others if thing.iri in each.wholes])
