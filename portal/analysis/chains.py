"""From an obstacle to what one can do about it: the shortest explained chain from each lever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import networkx as nx

from portal.analysis.network import LESS, MORE, UNSIGNED, Network, Step

LONGEST = 12  # most arrows of a chain
_TRIES = 200  # walks looked through for one that meets nothing twice
_INFERENCE = 1 / 1000  # an inferred arrow is longer by this: of two chains with as many arrows, the better founded one counts

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


def signed_graph(network: Network, *, reverse: bool = False) -> nx.DiGraph[Signed]:
    """Return the graph of (thing, sign so far), in which a walk's end tells the product of its signs.

    A step without one sign leads to neither: see `what_if` for what can be said of those.
    """
    graph: nx.DiGraph[Signed] = nx.DiGraph()
    for step in network.steps:
        if step.sign == UNSIGNED or step.cause == step.effect:
            continue
        start, end = (step.effect, step.cause) if reverse else (step.cause, step.effect)
        weight = 1 + _INFERENCE * step.inferred
        graph.add_weighted_edges_from(((start, sign), (end, sign * step.sign), weight) for sign in (MORE, LESS))
    return graph


def chains(network: Network, obstacle: str, levers: Iterable[str], *, longest: int = LONGEST) -> list[Chain]:
    """Return the shortest chain from each lever that weakens the obstacle; shortest first, then by inferences and by name.

    A chain meets nothing twice. Of two of the same length the one with fewer inferences counts. Levers without a chain of at
    most `longest` arrows are left out.
    """
    end = network.thing(obstacle)
    graph = signed_graph(network, reverse=True)
    if (end, MORE) not in graph:
        return []
    walks: dict[Signed, list[Signed]] = nx.single_source_dijkstra_path(graph, (end, MORE), cutoff=longest + 1 - _INFERENCE)
    found = []
    for lever in sorted({network.thing(each) for each in levers} - {end}):
        walk = walks.get((lever, LESS))
        if walk and _repeats(walk):
            walk = _without_repeats(graph, (end, MORE), (lever, LESS))
        if walk and len(walk) - 1 <= longest:
            found.append(Chain(obstacle, network.along([thing for thing, _ in reversed(walk)])))
    return sorted(found, key=lambda chain: (len(chain.steps), chain.inferred, chain.lever))


def _repeats(walk: list[Signed]) -> bool:
    return len({thing for thing, _ in walk}) < len(walk)


def _without_repeats(graph: nx.DiGraph[Signed], start: Signed, end: Signed) -> list[Signed] | None:
    """Return the shortest walk that meets no thing twice, in either sign, or None when a bounded search finds none."""
    walks: Iterable[list[Signed]] = nx.shortest_simple_paths(graph, start, end, weight="weight")
    return next((walk for walk in islice(walks, _TRIES) if not _repeats(walk)), None)
