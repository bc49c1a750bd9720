"""Feedback loops of a network: which there are, whether they reinforce or balance, and how large a search was made for them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from math import prod

import networkx as nx

from portal.analysis.network import LESS, MORE, Kind, Network, Step
from portal.namespaces import ID, local_name

WALKS = 200_000  # most walks of one length that a search looks through
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


def find_loops(network: Network, *, most: int = MOST, walks: int = WALKS) -> Loops:
    """Return the simple cycles of the causal links and counters of a network, those of one thing included.

    The search is bounded by the network itself and not by a clock, so that it gives the same every time: the length of loops
    is bounded where a strongly connected part has more than `walks` walks of that length, the number of loops by `most`.
    """
    graph = network.only(Kind.LINK, Kind.COUNTER).graph
    cycles: list[list[str]] = []
    longest: int | None = None
    for part in strong_parts(graph):
        inner = graph.subgraph(part)
        bound = _bound(inner, walks)
        if bound is not None:
            longest = min(bound, longest or bound)
        cycles += islice(nx.simple_cycles(inner, length_bound=bound), most + 1 - len(cycles))
        if len(cycles) > most:
            break
    loops = sorted((_loop(network, cycle) for cycle in cycles), key=lambda loop: (len(loop.steps), loop.things))
    return Loops(tuple(loops[:most]), longest, len(loops) > most)


def strong_parts(graph: nx.DiGraph[str]) -> list[list[str]]:
    """Return the strongly connected parts in which something leads back to itself, largest first, each in the order of names."""
    parts = [sorted(part) for part in nx.strongly_connected_components(graph)]
    return sorted(
        (part for part in parts if len(part) > 1 or graph.has_edge(part[0], part[0])), key=lambda part: (-len(part), part)
    )


def _bound(graph: nx.DiGraph[str], walks: int) -> int | None:
    """Return the longest length with no more than so many walks, or None when that holds for every length a loop can have."""
    count = dict.fromkeys(graph, 1)
    for length in range(1, len(graph) + 1):
        count = {node: sum(count[after] for after in graph[node]) for node in graph}
        if sum(count.values()) > walks:
            return max(length - 1, 2)
    return None


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
