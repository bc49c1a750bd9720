"""The realist model as one table: five parts by three levels; and the rule that a mechanism permeates all levels."""

from __future__ import annotations

from dataclasses import dataclass

import flask

from portal.analysis.realist import coverage
from portal.graph import queries
from portal.languages import Language
from portal.namespaces import ID, KIERRE
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Named, named

blueprint = flask.Blueprint("model", __name__)
PARTS = ("Context", "Actor", "Intervention", "Mechanism", "Outcome")
LEVELS = ("level-macro", "level-meso", "level-micro")


@dataclass(frozen=True)
class PartRow:
    """One of the five parts, with its things at each level."""

    part: Named
    cells: list[list[Named]]


@dataclass(frozen=True)
class CoverageRow:
    """A mechanism, with the configurations that fire it at each level."""

    mechanism: Named
    cells: list[list[Named]]


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
    catalogue, store, graphs = house().catalogue, house().data.store, house().graphs()
    levels = [ID + level for level in LEVELS]
    places = queries.configuration_places(store, graphs)
    covered = coverage(queries.top_mechanisms(store), levels, places)
    shown = ModelPage(
        [named(catalogue[level], language, defined=True) for level in levels],
        [_part(KIERRE + part, levels, language) for part in PARTS],
        named(catalogue[ID + "rule-of-three-levels"], language, defined=True),
        [
            CoverageRow(
                named(catalogue[each.mechanism], language),
                [[named(catalogue[iri], language) for iri in each.configurations[level]] for level in levels],
            )
            for each in covered
        ],
        graphs is not None,
    )
    return answer(flask.render_template("model/model.html", page=shown), "text/html; charset=utf-8")


def _part(part: str, levels: list[str], language: Language) -> PartRow:
    catalogue = house().catalogue
    things = catalogue.of_class(part)
    cells = [[named(thing, language) for thing in things if level in thing.levels] for level in levels]
    return PartRow(named(catalogue[part], language), cells)
