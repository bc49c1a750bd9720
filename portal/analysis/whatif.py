"""What if something grows stronger or weaker? Signs only: the sources give no amounts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

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

    why: for each direction that some path leads to (MORE first), the shortest walk of arrows there from what was changed.
    """

    thing: str
    change: Change
    why: tuple[tuple[Step, ...], ...]

    @property
    def distance(self) -> int:
        """Return the number of arrows of the shortest walk."""
        return min((len(walk) for walk in self.why), default=0)


def what_if(network: Network, start: str, change: Change, *, depth: int | None = None) -> list[Prediction]:
    """Return where each thing that a change leads to is driven, nearest first; what is missing is not driven anywhere (NONE).

    Walks may pass a thing twice, so that a loop works back on where the change began: a balancing loop makes it ambiguous.
    change: MORE or LESS; depth: the most arrows that are followed (default: all that there are).
    Raises ValueError for another change.
    """
    if change not in {Change.MORE, Change.LESS}:
        raise ValueError(f"A change is more or less, not {change}.")
    sign = MORE if change is Change.MORE else LESS
    begin = (network.thing(start), sign)
    graph = _both_ways(network)
    if begin not in graph:
        return []
    walks: dict[Signed, list[Signed]] = nx.single_source_shortest_path(graph, begin, cutoff=depth)
    things = {thing for thing, _ in walks}
    found = [_prediction(network, thing, walks) for thing in things if thing != begin[0] or (thing, -sign) in walks]
    return sorted(found, key=lambda each: (each.distance, each.thing))


def _both_ways(network: Network) -> nx.DiGraph[Signed]:
    """Return the graph of (thing, sign so far); a step without one sign leads to both."""
    graph: nx.DiGraph[Signed] = nx.DiGraph()
    for step in network.steps:
        for sign in (MORE, LESS):
            for after in (MORE, LESS) if step.sign == UNSIGNED else (sign * step.sign,):
                graph.add_edge((step.cause, sign), (step.effect, after))
    return graph


def _prediction(network: Network, thing: str, walks: dict[Signed, list[Signed]]) -> Prediction:
    ways = [walks[thing, sign] for sign in (MORE, LESS) if (thing, sign) in walks]
    change = Change.AMBIGUOUS if len(ways) == 2 else Change.MORE if (thing, MORE) in walks else Change.LESS
    return Prediction(thing, change, tuple(network.along([each for each, _ in walk]) for walk in ways))
