"""What if something grows stronger or weaker? Signs only: the sources give no amounts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from portal.analysis.chains import Signed
from portal.analysis.network import LESS, MORE, UNSIGNED, Network, Step


class Change(StrEnum):
    """Where a thing is driven."""

    MORE = "more"
    LESS = "less"
    AMBIGUOUS = "ambiguous"  # some paths drive it up and some down, or a step on the way has no one direction
    NONE = "none"  # nothing leads there


@dataclass(frozen=True)
class Prediction:
    """Where a thing is driven by a change, and why.

    distance: the number of arrows of the shortest walk; last: the last arrow of the shortest walk to each thing in each
    direction, with the direction that it comes from (nothing for the change itself).
    """

    thing: str
    change: Change
    distance: int
    last: dict[Signed, tuple[Step, int] | None] = field(repr=False, compare=False)

    @property
    def why(self) -> tuple[tuple[Step, ...], ...]:
        """Return, for each direction that some walk leads to (MORE first), the shortest walk there from what was changed."""
        return tuple(self._walk(sign) for sign in (MORE, LESS) if (self.thing, sign) in self.last)

    def _walk(self, sign: int) -> tuple[Step, ...]:
        walk, thing = [], self.thing
        while found := self.last[thing, sign]:
            step, sign = found
            walk.append(step)
            thing = step.cause
        return tuple(reversed(walk))


def what_if(network: Network, start: str, change: Change, *, depth: int | None = None) -> list[Prediction]:
    """Return where each thing that a change leads to is driven, nearest first; what is missing is not driven anywhere (NONE).

    Walks may pass a thing twice, so that a loop works back on where the change began: a balancing loop makes it ambiguous.
    change: MORE or LESS; depth: the most arrows that are followed (default: all that there are).
    Raises ValueError for another change.
    """
    if change not in {Change.MORE, Change.LESS}:
        raise ValueError(f"A change is more or less, not {change}.")
    begin = (network.thing(start), MORE if change is Change.MORE else LESS)
    last, distances = _walked(network, begin, depth)
    turned = (begin[0], -begin[1])
    found = [
        Prediction(thing, _change(thing, last), distance, last)
        for thing, distance in distances.items()
        if thing != begin[0] or turned in last
    ]
    return sorted(found, key=lambda each: (each.distance, each.thing))


def _walked(network: Network, begin: Signed, depth: int | None) -> tuple[dict[Signed, tuple[Step, int] | None], dict[str, int]]:
    """Return the last arrow of the shortest walk to each (thing, direction), and how many arrows lead to each thing."""
    steps: dict[str, list[Step]] = defaultdict(list)
    for step in network.steps:
        steps[step.cause].append(step)
    last: dict[Signed, tuple[Step, int] | None] = {begin: None}
    distances, edge = {begin[0]: 0}, [begin]
    distance = 0
    while edge and distance != depth:
        distance += 1
        further = []
        for thing, sign in edge:
            for step in steps[thing]:
                for after in (MORE, LESS) if step.sign == UNSIGNED else (sign * step.sign,):
                    if (step.effect, after) not in last:
                        last[step.effect, after] = step, sign
                        further.append((step.effect, after))
                        distances.setdefault(step.effect, distance)
        edge = further
    return last, distances


def _change(thing: str, last: dict[Signed, tuple[Step, int] | None]) -> Change:
    if (thing, MORE) in last and (thing, LESS) in last:
        return Change.AMBIGUOUS
    return Change.MORE if (thing, MORE) in last else Change.LESS
