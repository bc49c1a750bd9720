"""Where to cut: the smallest sets of arrows, or of things, without which a network has no loop left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

import networkx as nx

from portal.analysis.effort import Effort, Exhausted
from portal.analysis.loops import strong_parts

MOST = 50  # most sets that are given
LARGEST = 6  # sets up to this size are looked for
LOOKS = 3_000_000  # most arrows that a search looks at
_PARTING = 10  # what finding the strong parts costs, in looks at each arrow

Arrow = tuple[str, str]
Part = TypeVar("Part", str, Arrow)
Arrows = dict[str, list[str]]


@dataclass(frozen=True)
class Cuts(Generic[Part]):
    """The smallest sets whose removal breaks every loop, in the order of their names.

    sets: one empty set when there is no loop; none at all when no set was found; searched: sets of up to this size were looked
    for (-1: none were, the network is too large); cut: there are, or may be, more sets of this size than were given.
    """

    sets: tuple[tuple[Part, ...], ...]
    searched: int
    cut: bool

    @property
    def size(self) -> int | None:
        """Return how many must go: 0 when there is no loop, None when it is not known."""
        return len(self.sets[0]) if self.sets else None


def cut_arrows(graph: nx.DiGraph[str], most: int = MOST, looks: int = LOOKS) -> Cuts[Arrow]:
    """Return the smallest sets of arrows that break all loops of two things or more (minimum feedback arc sets)."""

    def arrows(cycle: list[str]) -> list[Arrow]:
        return list(pairwise([*cycle, cycle[0]]))

    return _Search(_looping(graph), arrows, looks).smallest(most)


def cut_things(graph: nx.DiGraph[str], among: Iterable[str] | None = None, most: int = MOST, looks: int = LOOKS) -> Cuts[str]:
    """Return the smallest sets of things that break all loops of two things or more (minimum feedback vertex sets).

    among: only these may go (default: any); when they cannot break every loop, there is no set.
    """
    allowed = None if among is None else set(among)

    def things(cycle: list[str]) -> list[str]:
        return [thing for thing in cycle if allowed is None or thing in allowed]

    return _Search(_looping(graph), things, looks).smallest(most)


class _Search(Generic[Part]):
    """A search for the smallest sets of parts that hit every cycle; it ends when its effort is spent."""

    def __init__(self, after: Arrows, parts_of: Callable[[list[str]], list[Part]], looks: int) -> None:
        self.after = after
        self.parts_of: Callable[[list[str]], list[Part]] = parts_of
        self.effort = Effort(looks)
        self.found: list[frozenset[Part]] = []
        self.cycles: dict[frozenset[Part], list[str]] = {}

    def smallest(self, most: int) -> Cuts[Part]:
        """Return the smallest sets, at most so many of them."""
        for size in range(LARGEST + 1):
            try:
                self.hit(frozenset(), frozenset(), size)
            except Exhausted:
                if not self.found:
                    return Cuts((), size - 1, False)
            if self.found:
                sets = sorted(tuple(sorted(each)) for each in self.found)
                return Cuts(tuple(sets[:most]), size, self.effort.left < 0 or len(sets) > most)
        return Cuts((), LARGEST, False)

    def hit(self, gone: frozenset[Part], kept: frozenset[Part], left: int) -> None:
        """Find each set that has these parts and so many others, but none of those kept: it must hit some cycle that is left."""
        disjoint = self.disjoint(gone, kept, left + 1)
        if not disjoint:
            self.found.append(gone)
        elif len(disjoint) <= left:
            for part in disjoint[0]:
                self.hit(gone | {part}, kept, left - 1)
                kept |= {part}

    def disjoint(self, gone: frozenset[Part], kept: frozenset[Part], most: int) -> list[list[Part]]:
        """Return what may go of some cycles that have nothing of it in common: as many parts must go, or more."""
        found: list[list[Part]] = []
        while len(found) < most and (cycle := self.cycle(gone)):
            parts = [part for part in self.parts_of(cycle) if part not in kept]
            found += [parts] if parts else [[]] * most
            gone |= frozenset(parts)
        return found

    def cycle(self, gone: frozenset[Part]) -> list[str]:
        """Return a cycle without these parts, the shortest of the smallest strong part; nothing when there is none."""
        if gone not in self.cycles:
            self.effort.spend(_PARTING * sum(map(len, self.after.values())))
            rest: nx.DiGraph[str] = nx.DiGraph(
                (thing, each)
                for thing, after in self.after.items()
                for each in after
                if thing not in gone and each not in gone and (thing, each) not in gone
            )
            parts = strong_parts(rest)
            self.cycles[gone] = _shortest_cycle(_within(rest, parts[-1]), self.effort) if parts else []
        return self.cycles[gone]


def _looping(graph: nx.DiGraph[str]) -> Arrows:
    """Return where the arrows lead that can lie on loops of two things or more."""
    found: Arrows = {}
    for part in strong_parts(graph):
        if len(part) > 1:
            found |= _within(graph, part)
    return found


def _within(graph: nx.DiGraph[str], part: list[str]) -> Arrows:
    members = set(part)
    return {thing: sorted(each for each in graph[thing] if each in members and each != thing) for thing in part}


def _shortest_cycle(after: Arrows, effort: Effort) -> list[str]:
    """Return a cycle of the fewest things in a strong part: looks among those of two things, then of four, eight and so on."""
    best: list[str] = []
    longest = 1
    while not best:
        longest *= 2
        for first in after:
            best = _cycle_through(first, after, len(best) - 1 if best else longest, effort) or best
            if len(best) == longest // 2 + 1:
                break
    return best


def _cycle_through(first: str, after: Arrows, longest: int, effort: Effort) -> list[str]:
    """Return the shortest cycle through a thing, nothing when it has more things than `longest`."""
    walks = {first: [first]}
    edge = [first]
    for _ in range(longest):
        further = []
        for thing in edge:
            effort.spend(1 + len(after[thing]))
            if first in after[thing]:
                return walks[thing]
            new = [each for each in after[thing] if each not in walks]
            walks |= {each: [*walks[thing], each] for each in new}
            further += new
        edge = further
    return []
