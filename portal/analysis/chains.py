"""From an obstacle to what one can do about it: the shortest explained chain from each lever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush

import networkx as nx

from portal.analysis.effort import Effort, Exhausted
from portal.analysis.network import LESS, MORE, UNSIGNED, Network, Step

LONGEST = 12  # most arrows of a chain
LOOKS = 1_000_000  # most arrows that are looked at for chains that meet nothing twice
_ARROW = 1_000_000  # an inferred arrow is longer by a millionth: of two chains with as many arrows, the better founded one counts
_MEASURING = 10  # what measuring the distances of things costs, in looks at each

Signed = tuple[str, int]


@dataclass(frozen=True)
class Chain:
    """A chain of arrows from a lever to an obstacle, which on the whole weakens the obstacle.

    obstacle: as it was asked for; steps: from the lever to the obstacle, each leading on from where the one before ends.
    """

    obstacle: str
    steps: tuple[Step, ...]

    @property
    def lever(self) -> str:
        """Return what one can do (IRI)."""
        return self.steps[0].cause

    @property
    def inferred(self) -> int:
        """Return how many of the arrows are inferences."""
        return sum(step.inferred for step in self.steps)


@dataclass(frozen=True)
class Chains:
    """The chains found, shortest first, then by inferences and by name.

    unsearched: the levers for which the search met its bound: there may be a chain from them.
    """

    found: tuple[Chain, ...]
    unsearched: tuple[str, ...]


def signed_graph(network: Network, *, reverse: bool = False) -> nx.DiGraph[Signed]:
    """Return the graph of (thing, sign so far), in which a walk's end tells the product of its signs.

    A step without one sign leads to neither: see `what_if` for what can be said of those.
    """
    graph: nx.DiGraph[Signed] = nx.DiGraph()
    for step in network.steps:
        if step.sign == UNSIGNED or step.cause == step.effect:
            continue
        start, end = (step.effect, step.cause) if reverse else (step.cause, step.effect)
        weight = _ARROW + step.inferred
        graph.add_weighted_edges_from(((start, sign), (end, sign * step.sign), weight) for sign in (MORE, LESS))
    return graph


def chains(network: Network, obstacle: str, levers: Iterable[str], *, longest: int = LONGEST) -> list[Chain]:
    """Return the chains that `find_chains` finds."""
    return list(find_chains(network, obstacle, levers, longest=longest).found)


def find_chains(network: Network, obstacle: str, levers: Iterable[str], *, longest: int = LONGEST, looks: int = LOOKS) -> Chains:
    """Return the shortest chain from each lever that weakens the obstacle.

    A chain meets nothing twice. Of two of the same length the one with fewer inferences counts. Levers without a chain of at
    most `longest` arrows are left out. The shortest walk is the chain when it meets nothing twice; else one that does not is
    looked for, at the cost of `looks` arrows for all levers together.
    """
    end = (network.thing(obstacle), MORE)
    graph = signed_graph(network, reverse=True)
    if end not in graph:
        return Chains((), ())
    walks: dict[Signed, list[Signed]] = nx.single_source_dijkstra_path(graph, end, cutoff=_reach(longest))
    starts = sorted((lever, LESS) for lever in {network.thing(each) for each in levers} if lever != end[0])
    found = {start: walks[start] for start in starts if start in walks}
    turning = [start for start, walk in found.items() if _repeats(walk)]
    search = _Straight(graph, signed_graph(network) if turning else graph, end, longest, Effort(looks))
    unsearched = []
    for start in turning:
        del found[start]
        try:
            walk = search.walk(start)
        except Exhausted:
            unsearched.append(start[0])
        else:
            found |= {start: walk} if walk else {}
    made = [Chain(obstacle, network.along([thing for thing, _ in reversed(walk)])) for walk in found.values()]
    ordered = sorted(made, key=lambda chain: (len(chain.steps), chain.inferred, chain.lever))
    return Chains(tuple(ordered), tuple(unsearched))


def _reach(longest: int) -> int:
    return longest * _ARROW + _ARROW - 1


def _repeats(walk: list[Signed]) -> bool:
    return len({thing for thing, _ in walk}) < len(walk)


@dataclass
class _Straight:
    """A search for walks that meet nothing twice, in either sign: from the obstacle back to levers, the most promising first."""

    back: nx.DiGraph[Signed]
    forth: nx.DiGraph[Signed]
    end: Signed
    longest: int
    effort: Effort

    def walk(self, start: Signed) -> list[Signed] | None:
        """Return the shortest walk, or None when there is none; raises Exhausted."""
        self.effort.spend()
        far: dict[Signed, float] = nx.single_source_dijkstra_path_length(self.forth, start, cutoff=_reach(self.longest))
        self.effort.spend(_MEASURING * len(far))
        waiting: list[tuple[float, tuple[Signed, ...]]] = [(far[self.end], (self.end,))]
        while waiting:
            total, walk = heappop(waiting)
            last = walk[-1]
            if last == start:
                return list(walk)
            met = {thing for thing, _ in walk}
            for each, arrow in self.back[last].items():
                self.effort.spend()
                length = total - far[last] + arrow["weight"] + far.get(each, _reach(self.longest))
                if each[0] not in met and length <= _reach(self.longest):
                    heappush(waiting, (length, (*walk, each)))
        return None
