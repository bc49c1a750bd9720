"""One function for each question that can be asked of the analysis: reads its parameters and gives the plain answer."""

from __future__ import annotations

from portal.analysis.chains import LONGEST, Chain
from portal.analysis.cuts import Cuts
from portal.analysis.hands import Hands, hands
from portal.analysis.loops import Loop
from portal.analysis.network import Kind
from portal.analysis.realist import Gap
from portal.analysis.whatif import Change, Prediction
from portal.errors import BadQuestion, UnknownName
from portal.namespaces import local_name
from portal.web.house import house
from portal.web.language import current
from portal.web.plain import asked
from portal.web.plain.naming import Naming, hands_label
from portal.web.plain.parameters import CHANGE, KIND, KINDS, LEVEL, LEVEL_HANDS, MOST_LOOPS, MOST_THINGS, OBSTACLE, THING, THROUGH
from portal.web.plain.shapes import (
    ArrowCuts,
    BarrierCuts,
    ChainsAnswer,
    ChainShape,
    CoverageAnswer,
    CutBarrier,
    CutsAnswer,
    GapsAnswer,
    GapShape,
    InfluenceAnswer,
    InfluenceShape,
    LevelCover,
    LevelGap,
    LoopAnswer,
    LoopsAnswer,
    MechanismCover,
    PredictionShape,
    WhatIfAnswer,
)


def loops() -> LoopsAnswer:
    """Return the feedback loops, up to `limit`; with `through`, those on which a thing lies."""
    naming = Naming(current())
    every = naming.analysis.loops
    found: list[Loop] | tuple[Loop, ...] = every.found
    if THROUGH.given:
        found = every.through(naming.analysis.network.thing(asked.thing(THROUGH)))
    given = found[: MOST_LOOPS.read()]
    cut = every.cut or len(given) < len(found)
    return LoopsAnswer(naming.about(), every.complete, every.longest, cut, len(found), tuple(map(naming.loop, given)))


def loop(identifier: str) -> LoopAnswer:
    """Return one loop; raises UnknownName when this view has none of that name."""
    naming = Naming(current())
    return LoopAnswer(naming.about(), naming.loop(find_loop(naming, identifier)))


def find_loop(naming: Naming, name: str) -> Loop:
    """Return the loop of an identifier or a given name; raises UnknownName when this view has none."""
    found = naming.analysis.loop(name)
    if found is None:
        hint = " With view=all there are more loops." if house().graphs() is not None else ""
        raise UnknownName(f"There is no loop {name[:200]!r} in this view. /api/v1/loops lists them.{hint}")
    return found


def chains() -> ChainsAnswer:
    """Return the shortest chain to an obstacle from each thing of some kinds, parted by whose hands it is in.

    Raises BadQuestion for a thing that is no obstacle.
    """
    naming = Naming(current())
    obstacle, level, kinds = asked.thing(OBSTACLE), LEVEL.read(), KIND.read()
    if obstacle not in naming.analysis.obstacles:
        raise BadQuestion(f"{local_name(obstacle)} is no obstacle. Ask for a barrier, or for the vicious circle.")
    found = naming.analysis.find_chains(obstacle, [class_ for kind in kinds for class_ in KINDS[kind]])
    holders = [(chain, _holders(naming, chain)) for chain in found.found]
    wanted = LEVEL_HANDS.get(level)
    return ChainsAnswer(
        naming.about(),
        naming.thing(obstacle),
        level or None,
        kinds,
        not found.unsearched,
        LONGEST,
        tuple(map(naming.ref, found.unsearched)),
        tuple(_chain(naming, *each) for each in holders if wanted is None or wanted in each[1]),
        tuple(_chain(naming, *each) for each in holders if wanted and each[1] and wanted not in each[1]),
        tuple(_chain(naming, *each) for each in holders if wanted and not each[1]),
    )


def _holders(naming: Naming, chain: Chain) -> tuple[Hands, ...]:
    return hands(chain, lambda iri: naming.catalogue[iri].levels, naming.analysis.recommendations)


def _chain(naming: Naming, chain: Chain, holders: tuple[Hands, ...]) -> ChainShape:
    return ChainShape(
        naming.thing(chain.lever),
        tuple(each.value for each in holders),
        tuple(map(hands_label, holders)),
        chain.inferred,
        tuple(map(naming.arrow, chain.steps)),
    )


def coverage() -> CoverageAnswer:
    """Return the configurations of each mechanism by level."""
    naming = Naming(current())
    return CoverageAnswer(
        naming.about(),
        tuple(
            MechanismCover(
                naming.thing(each.mechanism),
                tuple(
                    LevelCover(naming.ref(level), not found, tuple(map(naming.carrier, found)))
                    for level, found in each.configurations.items()
                ),
            )
            for each in naming.analysis.coverage
        ),
    )


def gaps() -> GapsAnswer:
    """Return what the model leaves open."""
    naming = Naming(current())
    found = naming.analysis.gaps

    def shapes(open_: tuple[Gap, ...]) -> tuple[GapShape, ...]:
        return tuple(GapShape(naming.thing(each.thing), tuple(map(naming.ref, each.through))) for each in open_)

    levels = tuple(LevelGap(naming.thing(mechanism), tuple(map(naming.ref, missing))) for mechanism, missing in found.levels)
    return GapsAnswer(naming.about(), shapes(found.interventions), shapes(found.outcomes), shapes(found.barriers), levels)


def cuts() -> CutsAnswer:
    """Return the smallest sets of arrows, and of barriers, without which no loop is left."""
    naming = Naming(current())
    network = naming.analysis.network
    by_arrow, by_barrier = naming.analysis.arrow_cuts, naming.analysis.barrier_cuts
    arrows = {pair: naming.arrow(network.step(*pair)) for each in by_arrow.sets for pair in each}
    barriers = {iri: _cut_barrier(naming, iri) for each in by_barrier.sets for iri in each}
    return CutsAnswer(
        naming.about(),
        ArrowCuts(*_searched(by_arrow), tuple(tuple(arrows[pair] for pair in each) for each in by_arrow.sets)),
        BarrierCuts(*_searched(by_barrier), tuple(tuple(barriers[iri] for iri in each) for each in by_barrier.sets)),
    )


def _searched(cuts: Cuts[str] | Cuts[tuple[str, str]]) -> tuple[int | None, int, bool]:
    return cuts.size, cuts.searched, cuts.cut


def _cut_barrier(naming: Naming, barrier: str) -> CutBarrier:
    counters = (each for each in naming.analysis.network.steps if each.effect == barrier and each.kind is Kind.COUNTER)
    return CutBarrier(naming.thing(barrier), tuple(map(naming.arrow, counters)))


def influence() -> InfluenceAnswer:
    """Return how much hangs on each barrier."""
    naming = Naming(current())
    found = naming.analysis.influence
    shapes = (InfluenceShape(naming.thing(i.thing), i.causes, i.effects, i.fed_by, i.feeds, i.loops) for i in found)
    return InfluenceAnswer(naming.about(), tuple(shapes))


def what_if() -> WhatIfAnswer:
    """Return where a change in a thing drives the others: those nearest to it, up to `limit`."""
    naming = Naming(current())
    start = asked.thing(THING)
    change = CHANGE.read() or naming.analysis.better(start)
    found = naming.analysis.what_if(start, Change(change))
    given = found[: MOST_THINGS.read()]
    shapes = tuple(_prediction(naming, each) for each in given)
    return WhatIfAnswer(naming.about(), naming.thing(start), change, len(found), len(given) < len(found), shapes)


def _prediction(naming: Naming, found: Prediction) -> PredictionShape:
    return PredictionShape(
        naming.thing(found.thing), found.change.value, tuple(tuple(map(naming.arrow, walk)) for walk in found.why if walk)
    )
