"""Which part of the network is asked for: all of it, what lies around a thing, a loop, a chain, or a circle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from flask_babel import gettext

from portal.analysis.around import Around, between, both_ways, downstream, upstream
from portal.analysis.chains import chains
from portal.analysis.network import Kind, Network, Step
from portal.errors import BadQuestion, UnknownName
from portal.web.arrows import shown_loop
from portal.web.language import current
from portal.web.plain import asked
from portal.web.plain.answers import find_loop
from portal.web.plain.naming import Naming
from portal.web.plain.parameters import (
    AROUND,
    ARROW_KINDS,
    CIRCLE,
    CIRCLES,
    DEEPEST,
    DEPTH_OF,
    DIRECTION,
    LEVER,
    LOOP,
    OF_OBSTACLE,
    TO,
    USUAL_LIMIT,
)
from portal.web.plain.shapes import NetworkAnswer

WHOLES = (AROUND, LOOP, OF_OBSTACLE, CIRCLE)
WITH = {DIRECTION: AROUND, TO: AROUND, DEPTH_OF: AROUND, LEVER: OF_OBSTACLE}  # a parameter -> the one that it goes with

Distances = dict[str, int]


def network() -> NetworkAnswer:
    """Return the part of the network that the parameters name; raises BadQuestion when they contradict each other."""
    naming = Naming(current())
    whole = _whole()
    among = naming.analysis.network.only(*(Kind(each) for each in ARROW_KINDS.read()))
    title, steps, distances = _PARTS[whole](naming, among)
    things = [*distances, *sorted({each for step in steps for each in step.arrow} - distances.keys())]
    kept = set(steps)
    whole_loops = [each for each in naming.analysis.loops.found if kept.issuperset(each.steps)]
    return NetworkAnswer(
        naming.about(),
        title,
        tuple(naming.thing(each, distances.get(each) if whole == "around" else None) for each in things),
        tuple(map(naming.arrow, steps)),
        tuple(map(naming.loop_mark, whole_loops[:USUAL_LIMIT])),
    )


def _whole() -> str:
    """Return the parameter that says what is asked for, or nothing for the whole network."""
    asked_for = [each.name for each in WHOLES if each.given]
    if len(asked_for) > 1:
        raise BadQuestion(f"{' and '.join(asked_for)} ask for different parts of the network. Give one of them.")
    for each, other in WITH.items():
        if each.given and not other.given:
            raise BadQuestion(f"{each.name} goes with {other.name}. Add {other.name}, or leave {each.name} out.")
    if OF_OBSTACLE.given and not LEVER.given:
        raise BadQuestion("lever is missing. Name the thing from which the chain leads to the obstacle; /api/v1/chains lists them.")
    return asked_for[0] if asked_for else ""


Part = tuple[str, Sequence[Step], Distances]


def _everything(_naming: Naming, among: Network) -> Part:
    return gettext("The whole network"), among.steps, {}


def _around(naming: Naming, among: Network) -> Part:
    start, direction = asked.thing(AROUND), DIRECTION.read()
    if (direction == "between") != TO.given:
        raise BadQuestion("direction=between and to go together: what lies between the one and the other. Give both, or neither.")
    if direction == "between":
        end = asked.thing(TO)
        found = between(among, start, end, DEPTH_OF.read(DEEPEST))
        return f"{naming.label(start)} → {naming.label(end)}", found.steps, _with(found, naming, start, end)
    walk: Callable[[Network, str, int], Around] = {"up": upstream, "down": downstream, "both": both_ways}[direction]
    found = walk(among, start, DEPTH_OF.read())
    return naming.label(start), found.steps, _with(found, naming, start)


def _with(found: Around, naming: Naming, *asked_for: str) -> Distances:
    """Return the distances of a part; it has what was asked for even when no arrow leads there."""
    return found.distances or {naming.analysis.network.thing(each): 0 for each in asked_for}


def _loop(naming: Naming, among: Network) -> Part:
    found = find_loop(naming, LOOP.read())
    return shown_loop(found, naming.language).name.text, _kept(found.steps, among), dict.fromkeys(found.things, 0)


def _chain(naming: Naming, among: Network) -> Part:
    obstacle, lever = asked.thing(OF_OBSTACLE), asked.thing(LEVER)
    found = chains(among, obstacle, [lever])
    if not found:
        raise UnknownName(f"No chain leads from {naming.ref(lever).id!r} to {naming.ref(obstacle).id!r} in this view.")
    steps = found[0].steps
    title = f"{naming.label(lever)} → {naming.label(obstacle)}"
    return title, steps, {step.cause: 0 for step in steps} | {steps[-1].effect: 0}


def _circle(naming: Naming, among: Network) -> Part:
    circle = CIRCLE.read()
    slugs = CIRCLES[:2] if circle == "both" else (circle,)
    members = set().union(*(naming.members(slug) for slug in slugs))
    steps = [step for step in among.steps if step.cause in members and step.effect in members]
    title = " / ".join(naming.label(naming.iri(slug)) for slug in slugs)
    return title, steps, dict.fromkeys(sorted(each for each in members if each in naming.analysis.network.graph), 0)


def _kept(steps: Iterable[Step], among: Network) -> list[Step]:
    kept = set(among.steps)
    return [step for step in steps if step in kept]


_PARTS: dict[str, Callable[[Naming, Network], Part]] = {
    "": _everything,
    "around": _around,
    "loop": _loop,
    "obstacle": _chain,
    "circle": _circle,
}
