"""Plain answers as a network that can be drawn: the arrows of loops, chains, walks, and of mechanisms over the levels."""

from __future__ import annotations

from collections.abc import Iterable

from portal.web.plain.naming import Naming
from portal.web.plain.pieces import Arrow
from portal.web.plain.shapes import ChainsAnswer, CoverageAnswer, LoopAnswer, LoopsAnswer, NetworkAnswer, WhatIfAnswer

Drawable = NetworkAnswer | LoopsAnswer | LoopAnswer | ChainsAnswer | WhatIfAnswer | CoverageAnswer


def as_network(answer: Drawable) -> NetworkAnswer:
    """Return what an answer draws."""
    if isinstance(answer, NetworkAnswer):
        return answer
    if isinstance(answer, LoopsAnswer):
        return _of(answer, "", (arrow for loop in answer.loops for arrow in loop.arrows))
    if isinstance(answer, LoopAnswer):
        return _of(answer, answer.loop.name, answer.loop.arrows)
    if isinstance(answer, ChainsAnswer):
        every = (*answer.chains, *answer.elsewhere, *answer.unplaced)
        return _of(answer, answer.obstacle.label, (arrow for chain in every for arrow in chain.arrows))
    if isinstance(answer, WhatIfAnswer):
        return _of(answer, answer.thing.label, (arrow for each in answer.predictions for walk in each.why for arrow in walk))
    return _of(answer, "", _covering(answer))


def _of(answer: Drawable, title: str, arrows: Iterable[Arrow]) -> NetworkAnswer:
    found = {arrow.id: arrow for arrow in arrows}
    naming = Naming(answer.about.language)  # type: ignore[arg-type]
    things = dict.fromkeys(ref.iri for arrow in found.values() for ref in (arrow.cause, arrow.effect))
    return NetworkAnswer(answer.about, title or answer.about.address, tuple(map(naming.thing, things)), tuple(found.values()))


def _covering(answer: CoverageAnswer) -> Iterable[Arrow]:
    """Return an arrow from each mechanism to each level at which a configuration fires it; it has no sign."""
    for each in answer.mechanisms:
        for at in each.levels:
            if not at.gap:
                yield Arrow(
                    f"{each.mechanism.id}--{at.level.id}",
                    each.mechanism,
                    at.level,
                    "",
                    "",
                    "level",
                    "",
                    all(carrier.inferred for carrier in at.configurations),
                    False,
                    " ".join(carrier.words for carrier in at.configurations),
                    at.configurations[0].address,
                    at.configurations,
                )
