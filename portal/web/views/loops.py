"""The feedback loops: all of them with where to cut them, one of them with what breaks it, and how much hangs on each barrier."""

from __future__ import annotations

from dataclasses import dataclass

import flask

from portal.analysis.around import Influence
from portal.analysis.network import Kind
from portal.errors import UnknownName
from portal.languages import Language
from portal.web.arrows import ShownLoop, ShownStep, shown_loop, shown_step, shown_steps, thing_named
from portal.web.cited import rest_on
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Named

blueprint = flask.Blueprint("loops", __name__)


@dataclass(frozen=True)
class Target:
    """A barrier that loops hang on, and what counters it."""

    thing: Named
    counters: list[ShownStep]


@dataclass(frozen=True)
class LoopsPage:
    """Every loop; the smallest sets of barriers and of arrows that break all of them; how much hangs on each barrier.

    together: the things that all lead to each other; longest, cut: what the search for loops left out.
    """

    loops: list[ShownLoop]
    longest: int | None
    cut: bool
    barrier_sets: list[list[Named]]
    targets: list[Target]
    arrow_sets: list[list[ShownStep]]
    together: list[list[Named]]
    influence: list[tuple[Named, Influence]]


@page(blueprint, "loops")
def loops(language: Language) -> flask.typing.ResponseReturnValue:
    """Show every loop, and where to cut."""
    analysis = house().analysis
    network = analysis.causal
    rest_on(carrier for each in analysis.loops.found for step in each.steps for carrier in step.carriers)
    barrier_sets = analysis.barrier_cuts.sets if analysis.barrier_cuts.size else ()
    arrow_sets = analysis.arrow_cuts.sets if analysis.arrow_cuts.size else ()
    shown = LoopsPage(
        [shown_loop(loop, language) for loop in analysis.loops.found],
        analysis.loops.longest,
        analysis.loops.cut,
        [[thing_named(thing, language) for thing in each] for each in barrier_sets],
        [_target(thing, language) for thing in sorted({thing for each in barrier_sets for thing in each})],
        [[shown_step(network.step(*arrow), language) for arrow in each] for each in arrow_sets],
        [[thing_named(thing, language) for thing in part] for part in analysis.strong_parts],
        [(thing_named(each.thing, language), each) for each in analysis.influence if each.feeds],
    )
    return answer(flask.render_template("loops/loops.html", page=shown), "text/html; charset=utf-8")


def _target(thing: str, language: Language) -> Target:
    steps = [step for step in house().analysis.causal.steps if step.effect == thing and step.kind is Kind.COUNTER]
    return Target(thing_named(thing, language), shown_steps(steps, language))


@dataclass(frozen=True)
class LoopPage:
    """One loop, what counters each thing on it, and the other loops that share an arrow with it.

    closed: all its arrows are in the reader's view; else the source does not close it.
    """

    loop: ShownLoop
    identifier: str
    targets: list[Target]
    neighbours: list[ShownLoop]
    closed: bool


@page(blueprint, "loops", "/<name>")
def loop(language: Language, name: str) -> flask.typing.ResponseReturnValue:
    """Show one loop, by its given name or its identifier."""
    analysis = house().analysis
    closed = analysis.loop(name)
    found = closed or house().whole.loop(name)
    if found is None:
        raise UnknownName(f"There is no loop called {name}.")
    rest_on(carrier for step in found.steps for carrier in step.carriers)
    arrows = {step.arrow for step in found.steps}
    near = [each for each in analysis.loops.found if each != found and arrows & {step.arrow for step in each.steps}]
    shown = LoopPage(
        shown_loop(found, language),
        found.identifier,
        [target for target in (_target(thing, language) for thing in found.things) if target.counters],
        [shown_loop(each, language) for each in near],
        closed is not None,
    )
    return answer(flask.render_template("loops/loop.html", page=shown), "text/html; charset=utf-8")
