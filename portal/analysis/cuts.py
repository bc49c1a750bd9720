"""Where to cut: the smallest sets of arrows, or of things, without which a network has no loop left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import networkx as nx

from portal.analysis.loops import strong_parts

MOST = 50  # most sets that are given
LARGEST = 6  # sets up to this size are looked for
TRIES = 20_000  # most branches of the search
ARROWS = 500  # most arrows on loops in a network that is searched at all

Arrow = tuple[str, str]
Part = TypeVar("Part", str, Arrow)


@dataclass(frozen=True)
class Cuts(Generic[Part]):
    """The smallest sets whose removal breaks every loop, in the order of their names.

    sets: one empty set when there is no loop; none at all when no set was found; searched: sets of up to this size were looked
    for (-1: none were, the network is too large); cut: there are more sets of this size than were given.
    """

    sets: tuple[tuple[Part, ...], ...]
    searched: int
    cut: bool

    @property
    def size(self) -> int | None:
        """Return how many must go: 0 when there is no loop, None when it is not known."""
        return len(self.sets[0]) if self.sets else None


def cut_arrows(graph: nx.DiGraph[str], most: int = MOST) -> Cuts[Arrow]:
    """Return the smallest sets of arrows that break all loops of two things or more (minimum feedback arc sets)."""

    def arrows(cycle: list[str]) -> list[Arrow]:
        return list(zip(cycle, [*cycle[1:], cycle[0]], strict=True))

    return _smallest(_looping(graph), arrows, lambda rest, arrow: rest.remove_edge(*arrow), most)


def cut_things(graph: nx.DiGraph[str], among: Iterable[str] | None = None, most: int = MOST) -> Cuts[str]:
    """Return the smallest sets of things that break all loops of two things or more (minimum feedback vertex sets).

    among: only these may go (default: any); when they cannot break every loop, there is no set.
    """
    allowed = None if among is None else set(among)

    def things(cycle: list[str]) -> list[str]:
        return [thing for thing in cycle if allowed is None or thing in allowed]

    return _smallest(_looping(graph), things, lambda rest, thing: rest.remove_node(thing), most)


def _looping(graph: nx.DiGraph[str]) -> nx.DiGraph[str]:
    """Return the part of a graph that can lie on loops of two things or more."""
    kept: nx.DiGraph[str] = graph.subgraph({thing for part in strong_parts(graph) if len(part) > 1 for thing in part}).copy()
    kept.remove_edges_from(list(nx.selfloop_edges(kept)))
    return kept


def _shortest_cycle(graph: nx.DiGraph[str]) -> list[str]:
    """Return a cycle of the fewest things, or nothing when there is none."""
    best: list[str] = []
    for part in strong_parts(graph):
        inner = graph.subgraph(part)
        for start in part:
            paths = nx.single_source_shortest_path(inner, start, len(best) - 2 if best else None)
            back = [paths[before] for before in inner.predecessors(start) if before in paths]
            best = min([*([best] if best else []), *back], key=len)
            if len(best) == 2:
                return best
    return best


class _TooMany(Exception):
    """The search has met its bound."""


def _smallest(
    graph: nx.DiGraph[str],
    parts_of: Callable[[list[str]], list[Part]],
    remove: Callable[[nx.DiGraph[str], Part], None],
    most: int,
) -> Cuts[Part]:
    """Return the smallest sets of parts that hit every cycle: each must hit the shortest cycle that the others leave."""
    if graph.number_of_edges() > ARROWS:
        return Cuts((), -1, False)
    tries, found = 0, set[frozenset[Part]]()

    def search(rest: nx.DiGraph[str], left: int, chosen: frozenset[Part]) -> None:
        nonlocal tries
        tries += 1
        if tries > TRIES:
            raise _TooMany
        cycle = _shortest_cycle(rest)
        if not cycle:
            found.add(chosen)
        elif left:
            for part in parts_of(cycle):
                without = rest.copy()
                remove(without, part)
                search(without, left - 1, chosen | {part})

    for size in range(LARGEST + 1):
        try:
            search(graph, size, frozenset())
        except _TooMany:
            return Cuts((), size - 1, False)
        if found:
            sets = sorted(tuple(sorted(each)) for each in found)
            return Cuts(tuple(sets[:most]), size, len(sets) > most)
    return Cuts((), LARGEST, False)
