"""Plain answers told in words for a terminal: sentences and arrows, a hypothesis marked as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from flask_babel import gettext

from portal.web.plain import shapes
from portal.web.plain.pieces import Arrow, Carrier, Ref
from portal.web.plain.shapes import Answer

MINUS, _SHAFT = "−", "—("
Lines = Iterator[str]


def tell(answer: Answer) -> str:
    """Return an answer as text; its last lines say how to read it and where it comes from."""
    about = answer.about
    view = gettext("with hypotheses") if about.view == "all" else gettext("only what the source says")
    lines = list(_TELLERS[type(answer)](answer))
    legend = _legend() if any(_SHAFT in line for line in lines) else []
    return "\n".join([*lines, "", *legend, f"{view} · data {about.data} · {about.address}"]) + "\n"


def _legend() -> list[str]:
    return [gettext("How to read the arrows: + more leads to more, − more leads to less, ? no one direction.")]


def _mark(inferred: bool, implied: bool = False) -> str:
    word = gettext("hypothesis") if inferred else gettext("read from the order in the source")
    return f"   [{word}]" if inferred or implied else ""


def _arrow(arrow: Arrow, indent: str) -> Lines:
    yield f"{indent}{_short(arrow)}"
    yield f"{indent}    {arrow.words}"


def _short(arrow: Arrow) -> str:
    sign = arrow.sign.replace("-", MINUS)
    return f"{arrow.cause.label} —({sign})→ {arrow.effect.label}{_mark(arrow.inferred, arrow.implied)}"


def _loops(answer: shapes.LoopsAnswer) -> Lines:
    heading = gettext("Feedback loops")
    yield f"{heading}: {answer.total}"
    if answer.longest is not None:
        yield gettext("Loops of more than %(count)s arrows were not looked for.", count=answer.longest)
    if answer.cut:
        yield gettext("There are more than these %(count)s.", count=len(answer.loops))
    for each in answer.loops:
        yield ""
        yield from _told_loop(each)


def _told_loop(loop: shapes.LoopShape) -> Lines:
    yield f"{loop.name} ({loop.id})"
    yield f"  {loop.reading}"
    yield f"  {loop.feedback_label}"
    for arrow in loop.arrows:
        yield from _arrow(arrow, "  ")


def _loop(answer: shapes.LoopAnswer) -> Lines:
    yield from _told_loop(answer.loop)


def _chains(answer: shapes.ChainsAnswer) -> Lines:
    yield gettext("What weakens this: %(thing)s", thing=answer.obstacle.label)
    if not (answer.chains or answer.elsewhere or answer.unplaced):
        yield gettext("No chain was found. Chains of more than %(count)s arrows were not looked for.", count=answer.longest)
        if answer.about.view == "source":
            yield gettext("The sources do not say more. With our hypotheses there may be chains.")
    if answer.unsearched:
        yield gettext("The search was stopped before it was done for: %(things)s.", things=_list(answer.unsearched))
    yield from _told_chains(gettext("In your hands") if answer.level else "", answer.chains)
    yield from _elsewhere(answer.elsewhere)
    yield from _told_chains(gettext("The source does not say in whose hands these are"), answer.unplaced)


def _told_chains(heading: str, chains: Iterable[shapes.ChainShape]) -> Lines:
    whose = gettext("In whose hands:")
    for number, chain in enumerate(chains, 1):
        if number == 1 and heading:
            yield from ("", heading.upper())
        holders = ", ".join(chain.hands_labels)
        yield ""
        yield f"{number}. {chain.lever.label} ({chain.lever.kind_label})"
        if holders:
            yield f"   {whose} {holders}"
        for arrow in chain.arrows:
            yield from _arrow(arrow, "   ")


def _elsewhere(chains: Iterable[shapes.ChainShape]) -> Lines:
    """Tell what is in others' hands by name alone: the chains themselves are told to those who hold them."""
    for number, chain in enumerate(chains):
        if number == 0:
            yield from ("", gettext("This is not in your hands").upper(), "")
        yield f"  {chain.lever.label} ({chain.lever.kind_label}): {', '.join(chain.hands_labels)}"


def _coverage(answer: shapes.CoverageAnswer) -> Lines:
    yield gettext("Mechanisms at the three levels")
    for each in answer.mechanisms:
        yield from ("", each.mechanism.label)
        for at in each.levels:
            if at.gap:
                yield f"  {at.level.label}: " + gettext("a gap, no configuration fires it here")
            yield from (f"  {at.level.label}: {_carrier(found)}" for found in at.configurations)


def _carrier(carrier: Carrier) -> str:
    return carrier.label + _mark(carrier.inferred)


def _gaps(answer: shapes.GapsAnswer) -> Lines:
    named = (
        (gettext("Interventions in no configuration"), answer.interventions),
        (gettext("Outcomes that nothing is said to produce"), answer.outcomes),
        (gettext("Barriers that nothing counters"), answer.barriers),
    )
    kin = gettext("its parts or its whole")
    for heading, found in named:
        yield f"{heading}: {len(found)}"
        for each in found:
            through = f" ({kin}: {_list(each.through)})" if each.through else ""
            yield f"  {each.thing.label}{through}"
    yield gettext("Mechanisms without a configuration at some level") + f": {len(answer.mechanisms)}"
    for missing in answer.mechanisms:
        yield f"  {missing.mechanism.label}: {_list(missing.levels)}"


def _list(refs: Iterable[Ref]) -> str:
    return ", ".join(each.label for each in refs)


def _cuts(answer: shapes.CutsAnswer) -> Lines:
    yield gettext("Smallest sets of arrows without which no loop is left")
    yield from _told_cuts(answer.arrows)
    for number, arrows in enumerate(answer.arrows.sets if answer.arrows.size else (), 1):
        yield f"  {number}. " + "; ".join(map(_short, arrows))
    yield from ("", gettext("Smallest sets of barriers without which no loop is left"))
    yield from _told_cuts(answer.barriers)
    for number, barriers in enumerate(answer.barriers.sets if answer.barriers.size else (), 1):
        yield f"  {number}. " + "; ".join(each.barrier.label for each in barriers)
    countered = {each.barrier.id: each for found in answer.barriers.sets for each in found}
    yield from ("", gettext("What counters these barriers")) if countered else ()
    for each in countered.values():
        yield from ("  " + _short(arrow) for arrow in each.counters)


def _told_cuts(cuts: shapes.CutSets) -> Lines:
    if cuts.size == 0:
        yield "  " + gettext("There is nothing to cut in this view: it has no loop of two things or more.")
    if cuts.size is None:
        yield "  " + gettext("None was found. Sets of more than %(count)s were not looked for.", count=max(cuts.searched, 0))
    if cuts.cut:
        yield "  " + gettext("There are more such sets than are shown.")


def _influence(answer: shapes.InfluenceAnswer) -> Lines:
    yield gettext("How much hangs on each barrier. The numbers count loops and things, not the strength of an effect.")
    for each in answer.things:
        words = gettext(
            "on %(loops)s loops; leads to %(feeds)s things; %(fed)s things lead to it",
            loops=each.loops,
            feeds=each.feeds,
            fed=each.fed_by,
        )
        yield f"  {each.thing.label}: {words}"


def _what_if(answer: shapes.WhatIfAnswer) -> Lines:
    directions = {"more": gettext("grows stronger"), "less": gettext("grows weaker"), "ambiguous": gettext("cannot be told")}
    change = gettext("The change:")
    yield f"{change} {answer.thing.label}: {directions[answer.change]}"
    yield gettext("The sources give directions only, no amounts.")
    if not answer.predictions:
        yield gettext("No arrow leads on from it in this view.")
    if answer.cut:
        yield gettext("The change reaches %(count)s things; the nearest are shown.", count=answer.total)
    for direction, heading in directions.items():
        found = [each for each in answer.predictions if each.change == direction]
        yield from ("", heading.upper()) if found else ()
        if found and direction == "ambiguous":
            yield gettext("“Cannot be told” means that some paths take a thing up and others down.")
        for each in found:
            yield from ("", each.thing.label)
            yield from (f"   {_walk(walk)}" for walk in each.why)


def _walk(walk: tuple[Arrow, ...]) -> str:
    text = walk[0].cause.label
    for arrow in walk:
        text += f" —({arrow.sign.replace('-', MINUS)})→ {arrow.effect.label}{_mark(arrow.inferred).replace('   ', ' ')}"
    return text


def _network(answer: shapes.NetworkAnswer) -> Lines:
    yield answer.title
    yield from (f"  {_short(arrow)}" for arrow in answer.arrows)


_TELLERS: dict[type, Callable[[Any], Lines]] = {
    shapes.LoopsAnswer: _loops,
    shapes.LoopAnswer: _loop,
    shapes.ChainsAnswer: _chains,
    shapes.CoverageAnswer: _coverage,
    shapes.GapsAnswer: _gaps,
    shapes.CutsAnswer: _cuts,
    shapes.InfluenceAnswer: _influence,
    shapes.WhatIfAnswer: _what_if,
    shapes.NetworkAnswer: _network,
}
