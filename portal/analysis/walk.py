"""A walk through the network from a thing: what is asked, and the part of the network that answers."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from portal.analysis.around import Around, between, both_ways, downstream, upstream
from portal.analysis.network import Kind, Network, Step

LONGEST = 6


class Direction(StrEnum):
    """Where a walk goes."""

    BOTH = "both"
    UP = "up"  # to what leads to the thing
    DOWN = "down"  # to what the thing leads to
    BETWEEN = "between"  # from the thing to another


@dataclass(frozen=True)
class Walk:
    """What is asked.

    around, to: the thing and, for BETWEEN, the other one (IRIs); depth: the most arrows; also: things whose own surroundings are
    shown too, when they are found.
    """

    around: str
    direction: Direction = Direction.BOTH
    depth: int = 1
    to: str = ""
    also: tuple[str, ...] = ()


def narrowed(network: Network, kinds: Container[Kind], hidden: Container[str], *, only_inferred: bool = False) -> Network:
    """Return the arrows of some kinds between things that are not hidden; when `only_inferred`, the hypotheses among them."""
    steps = (step for step in network.steps if step.kind in kinds and (step.inferred or not only_inferred))
    return Network(tuple(s for s in steps if s.cause not in hidden and s.effect not in hidden), network.names)


def walk(network: Network, asked: Walk) -> Around:
    """Return the part of a network that a walk reaches."""
    if asked.direction is Direction.BETWEEN:
        found = between(network, asked.around, asked.to, asked.depth)
    else:
        ways = {Direction.UP: upstream, Direction.DOWN: downstream, Direction.BOTH: both_ways}
        found = ways[asked.direction](network, asked.around, asked.depth)
    for thing in asked.also:
        found = _widened(network, found, network.thing(thing))
    return found


def _widened(network: Network, found: Around, thing: str) -> Around:
    """Return a part of a network with what surrounds one of its things; unchanged when the thing is not in it."""
    if thing not in found.distances:
        return found
    place = found.distances[thing]
    nearby = {each: place + distance for each, distance in both_ways(network, thing, 1).distances.items()}
    distances = dict(sorted((nearby | found.distances).items(), key=lambda pair: (pair[1], pair[0])))
    fresh = {thing, *(nearby.keys() - found.distances.keys())}
    there = {step.arrow for step in found.steps}

    def kept(step: Step) -> bool:
        return step.arrow in there or (distances.keys() >= set(step.arrow) and not fresh.isdisjoint(step.arrow))

    return Around(distances, tuple(filter(kept, network.steps)))


def nearest(found: Around, most: int) -> Around:
    """Return at most so many arrows of a part of a network, those nearest to what was asked, and the things they join."""
    if len(found.steps) <= most:
        return found

    def far(step: Step) -> tuple[int, int]:
        ends = sorted(abs(found.distances[end]) for end in step.arrow)
        return ends[1], ends[0]

    kept = {step.arrow for step in sorted(found.steps, key=far)[:most]}
    things = {thing for arrow in kept for thing in arrow}
    distances = {thing: at for thing, at in found.distances.items() if at == 0 or thing in things}
    return Around(distances, tuple(step for step in found.steps if step.arrow in kept))


def shortest(network: Network, start: str, end: str) -> int:
    """Return the number of arrows of the shortest walk from one thing to another; 0 when there is none."""
    start, end = network.thing(start), network.thing(end)
    if start not in network.graph or end not in network.graph or not nx.has_path(network.graph, start, end):
        return 0
    return int(nx.shortest_path_length(network.graph, start, end))
