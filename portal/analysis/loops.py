"""Feedback loops of a network: which there are, whether they reinforce or balance, and how large a search was made for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from math import prod

import networkx as nx

from portal.analysis.effort import Effort, Exhausted
from portal.analysis.network import LESS, MORE, Kind, Network, Step
from portal.namespaces import ID, local_name

LOOKS = 1_000_000  # most arrows that a search looks at
MOST = 1_000  # most loops that are given


class Feedback(StrEnum):
    """What a loop does to a change in one of its things (the terms of system dynamics)."""

    REINFORCING = "reinforcing"  # the product of its signs is positive: the change comes back larger
    BALANCING = "balancing"  # the product is negative: the change comes back turned round
    UNCLEAR = "unclear"  # a step on it has no one sign


@dataclass(frozen=True)
class Loop:
    """A directed cycle: its arrows in order, the first from the thing whose name comes first in the alphabet."""

    steps: tuple[Step, ...]

    @property
    def things(self) -> tuple[str, ...]:
        """Return the things on the loop, in order (IRIs)."""
        return tuple(step.cause for step in self.steps)

    @property
    def feedback(self) -> Feedback:
        """Return the kind of feedback, by the product of the signs."""
        return {MORE: Feedback.REINFORCING, LESS: Feedback.BALANCING}.get(prod(s.sign for s in self.steps), Feedback.UNCLEAR)

    @property
    def identifier(self) -> str:
        """Return a name (`loop-` and 8 hexadecimal digits) that stays as long as the things on the loop keep theirs."""
        return "loop-" + hashlib.sha256("\n".join(map(_stable, self.things)).encode()).hexdigest()[:8]

    @property
    def inferred(self) -> int:
        """Return how many of its arrows are inferences."""
        return sum(step.inferred for step in self.steps)


def _stable(iri: str) -> str:
    return local_name(iri) if iri.startswith(ID) else iri


@dataclass(frozen=True)
class Loops:
    """The loops found, shortest first; and what the search left out.

    longest: loops of more things than this were not looked for (None: every length was); cut: there are more than were given.
    """

    found: tuple[Loop, ...]
    longest: int | None
    cut: bool

    @property
    def complete(self) -> bool:
        """Return whether these are all loops of the network."""
        return self.longest is None and not self.cut

    def through(self, thing: str) -> list[Loop]:
        """Return the loops that a thing lies on."""
        return [loop for loop in self.found if thing in loop.things]

    def of_two_or_more(self) -> list[Loop]:
        """Return the loops without those of one thing, which say only that it feeds itself."""
        return [loop for loop in self.found if len(loop.steps) > 1]


def find_loops(network: Network, *, most: int = MOST, looks: int = LOOKS) -> Loops:
    """Return the simple cycles of the causal links and counters of a network, those of one thing included.

    A first search looks for loops of every length. When it would look at more than `looks` arrows, or finds more than `most`
    loops, those of one thing are looked for, then of two, and so on, with as many looks again for all lengths together: what is
    given are then all loops of up to `longest` things, or the first `most` of them in the order of length and names.
    """
    causal = network.only(Kind.LINK, Kind.COUNTER)
    parts = strong_parts(causal.graph)
    try:
        cycles = list(islice(_cycles(causal.graph, parts, None, Effort(looks)), most + 1))
    except Exhausted:
        return _by_length(causal, parts, most, Effort(looks))
    if len(cycles) > most:
        return _by_length(causal, parts, most, Effort(looks))
    loops = sorted((_loop(causal, cycle) for cycle in cycles), key=lambda loop: (len(loop.steps), loop.things))
    return Loops(tuple(loops), None, False)


def _by_length(network: Network, parts: list[list[str]], most: int, effort: Effort) -> Loops:
    """Return the loops of one thing, of two, and so on, until there are enough or the effort is spent."""
    found: list[Loop] = []
    largest = max(map(len, parts))
    for length in range(1, largest + 1):
        cycles = (each for each in _cycles(network.graph, parts, length, effort) if len(each) == length)
        try:
            more = list(islice(cycles, most + 1 - len(found)))
        except Exhausted:
            return Loops(tuple(found), length - 1, False)
        found += (_loop(network, cycle) for cycle in more)
        if len(found) > most:
            return Loops(tuple(found[:most]), length if length < largest else None, True)
    return Loops(tuple(found), None, False)


def _cycles(graph: nx.DiGraph[str], parts: list[list[str]], longest: int | None, effort: Effort) -> Iterator[list[str]]:
    """Yield every cycle of at most so many things, each from the thing on it whose name comes first, in the order of names."""
    part_of = {thing: number for number, part in enumerate(parts) for thing in part}
    after = {thing: sorted(each for each in graph[thing] if part_of.get(each) == part_of[thing]) for thing in part_of}
    before: dict[str, list[str]] = {thing: [] for thing in part_of}
    for thing in sorted(after):
        for each in after[thing]:
            before[each].append(thing)
    for first in sorted(part_of):
        most = len(parts[part_of[first]]) if longest is None else longest
        yield from _cycles_from(first, after, _way_home(first, before, most, effort), most, effort)


def _way_home(first: str, before: dict[str, list[str]], longest: int, effort: Effort) -> dict[str, int]:
    """Return how many arrows lead to a thing, over later names alone, from each thing that can lie on a cycle with it."""
    home, edge = {first: 0}, [first]
    for distance in range(1, longest):
        further = []
        for thing in edge:
            effort.spend(1 + len(before[thing]))
            for each in before[thing]:
                if each > first and each not in home:
                    home[each] = distance
                    further.append(each)
        edge = further
        if not edge:
            break
    return home


def _cycles_from(
    first: str, after: dict[str, list[str]], home: dict[str, int], longest: int, effort: Effort
) -> Iterator[list[str]]:
    """Yield the cycles that begin with a thing: every walk is followed as long as it can still be home in time."""
    path, ways = {first: 0}, [iter(after[first])]
    while ways:
        for thing in ways[-1]:
            effort.spend()
            if thing == first:
                yield list(path)
            elif thing in home and len(path) + home[thing] <= longest and thing not in path:
                path[thing] = len(path)
                ways.append(iter(after[thing]))
                break
        else:
            ways.pop()
            path.popitem()


def strong_parts(graph: nx.DiGraph[str]) -> list[list[str]]:
    """Return the strongly connected parts in which something leads back to itself, largest first, each in the order of names."""
    parts = [sorted(part) for part in nx.strongly_connected_components(graph)]
    return sorted(
        (part for part in parts if len(part) > 1 or graph.has_edge(part[0], part[0])), key=lambda part: (-len(part), part)
    )


def _loop(network: Network, cycle: Sequence[str]) -> Loop:
    first = cycle.index(min(cycle))
    turned = [*cycle[first:], *cycle[:first]]
    return Loop(network.along([*turned, turned[0]]))


def named_loop(loops: Iterable[Loop], links: Iterable[str]) -> Loop | None:
    """Return the loop that is made of exactly these links (IRIs): each carries an arrow of it, and each arrow is carried."""
    wanted = set(links)
    for loop in loops:
        carriers = [set(step.carriers) for step in loop.steps]
        if all(each & wanted for each in carriers) and wanted <= set().union(*carriers):
            return loop
    return None
