"""What lies around a thing of a network, and how much hangs on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from portal.analysis.loops import Loops
from portal.analysis.network import Network, Step

DEPTH = 3


@dataclass(frozen=True)
class Around:
    """A part of a network.

    distances: each thing with its distance in arrows, negative upstream, 0 for what was asked; steps: the arrows between them.
    """

    distances: dict[str, int]
    steps: tuple[Step, ...]


def upstream(network: Network, thing: str, depth: int = DEPTH) -> Around:
    """Return what leads to a thing in at most `depth` arrows."""
    found = _reached(network.graph.reverse(copy=False), network.thing(thing), depth)
    return _around(network, {each: -distance for each, distance in found.items()})


def downstream(network: Network, thing: str, depth: int = DEPTH) -> Around:
    """Return what a thing leads to in at most `depth` arrows."""
    return _around(network, _reached(network.graph, network.thing(thing), depth))


def both_ways(network: Network, thing: str, depth: int = DEPTH) -> Around:
    """Return what leads to a thing and what it leads to; what does both stands at the shorter distance, else downstream."""
    before, after = upstream(network, thing, depth).distances, downstream(network, thing, depth).distances
    joined = {each: min((found[each] for found in (after, before) if each in found), key=abs) for each in {*before, *after}}
    return _around(network, joined)


def between(network: Network, start: str, end: str, depth: int = 2 * DEPTH) -> Around:
    """Return what lies on walks of at most `depth` arrows from one thing to another; empty when there are none."""
    after = _reached(network.graph, network.thing(start), depth)
    before = _reached(network.graph.reverse(copy=False), network.thing(end), depth)
    found = {thing: after[thing] for thing in after if thing in before and after[thing] + before[thing] <= depth}
    kept = _around(network, found)
    on_walks = tuple(s for s in kept.steps if after[s.cause] + 1 + before[s.effect] <= depth)
    return Around(kept.distances, on_walks)


def _reached(graph: nx.DiGraph[str], thing: str, depth: int) -> dict[str, int]:
    return dict(nx.single_source_shortest_path_length(graph, thing, depth)) if thing in graph else {}


def _around(network: Network, distances: dict[str, int]) -> Around:
    ordered = dict(sorted(distances.items(), key=lambda pair: (pair[1], pair[0])))
    return Around(ordered, tuple(step for step in network.steps if step.cause in distances and step.effect in distances))


@dataclass(frozen=True)
class Influence:
    """How much hangs on a thing: how many others it leads to and is led to by, directly and at all, and the loops it lies on."""

    thing: str
    causes: int
    effects: int
    fed_by: int
    feeds: int
    loops: int


def influence(network: Network, loops: Loops, things: Iterable[str]) -> list[Influence]:
    """Return the influence of things that stand in the network: most loops first, then what feeds most."""
    graph = network.graph
    feeds, fed_by = _reach(graph), _reach(graph.reverse(copy=False))
    looped = Counter(thing for loop in loops.of_two_or_more() for thing in loop.things)
    found = [
        Influence(
            thing,
            sum(other != thing for other in graph.predecessors(thing)),
            sum(other != thing for other in graph[thing]),
            fed_by[thing],
            feeds[thing],
            looped[thing],
        )
        for thing in sorted(set(things))
        if thing in graph
    ]
    return sorted(found, key=lambda each: (-each.loops, -each.feeds, each.thing))


def _reach(graph: nx.DiGraph[str]) -> dict[str, int]:
    """Return how many other things each thing leads to; a set of things is a number whose bits they are."""
    parts = nx.condensation(graph)
    bit = {thing: 1 << number for number, thing in enumerate(graph)}
    members = {part: sum(bit[thing] for thing in things) for part, things in parts.nodes(data="members")}
    reached: dict[int, int] = {}
    for part in reversed(list(nx.topological_sort(parts))):
        reached[part] = members[part]
        for after in parts[part]:
            reached[part] |= reached[after]
    return {thing: reached[part].bit_count() - 1 for thing, part in parts.graph["mapping"].items()}
