"""What the model leaves open: interventions in no configuration, outcomes that nobody produces, barriers that nothing counters."""

from __future__ import annotations

from dataclasses import dataclass

import flask

from portal.analysis.realist import Gap
from portal.languages import Language
from portal.web.arrows import thing_named
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Named, named

blueprint = flask.Blueprint("gaps", __name__)


@dataclass(frozen=True)
class ShownGap:
    """A thing that the model leaves open, and its wholes or parts for which it does not."""

    thing: Named
    through: list[Named]


@dataclass(frozen=True)
class GapsPage:
    """Each list of gaps, and the mechanisms with the levels at which no configuration fires them."""

    interventions: list[ShownGap]
    outcomes: list[ShownGap]
    barriers: list[ShownGap]
    levels: list[tuple[Named, list[Named]]]


@page(blueprint, "gaps")
def gaps(language: Language) -> flask.typing.ResponseReturnValue:
    """Show what is missing in the model."""
    found, catalogue = house().analysis.gaps, house().catalogue

    def shown(each: tuple[Gap, ...]) -> list[ShownGap]:
        return [
            ShownGap(thing_named(gap.thing, language), [named(catalogue[iri], language) for iri in gap.through]) for gap in each
        ]

    levels = [
        (named(catalogue[mechanism], language), [named(catalogue[level], language) for level in missing])
        for mechanism, missing in found.levels
    ]
    shown_page = GapsPage(shown(found.interventions), shown(found.outcomes), shown(found.barriers), levels)
    return answer(flask.render_template("gaps/gaps.html", page=shown_page), "text/html; charset=utf-8")
