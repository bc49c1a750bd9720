"""What several choices leave together, how much each further one would leave, and which to give up when nothing is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from portal.analysis.ways import KINDS, Path, Ways, length
from portal.namespaces import LEVELS

# What can be asked, in the order in which it stands in an address: name -> the plans by which one walks from what is chosen.
# `level` and `kind` have none: they are what a thing itself is.
ASKED: dict[str, tuple[str, ...]] = {
    "domain": ("domain",),
    "need": ("need",),
    "stage": ("stage",),
    "method": ("method", "family"),
    "service": ("service", "class"),
    "obstacle": ("obstacle",),
    "interface": ("interface",),
    "level": (),
    "value": ("value",),
    "instrument": ("instrument",),
    "kind": (),
}
Chosen = Mapping[str, str]  # name -> what is chosen: an IRI, or the name of a kind


@dataclass(frozen=True)
class Loosening:
    """Choices that one could give up (names), and what would then be left."""

    given_up: tuple[str, ...]
    left: frozenset[str]


@dataclass(frozen=True, eq=False)
class Narrowing:
    """The choices over one set of walks."""

    ways: Ways

    @cached_property
    def everything(self) -> frozenset[str]:
        """Return all that can be found."""
        return frozenset(self.ways.kinds)

    @cached_property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return what can be chosen under each name."""
        walked = {name: tuple(iri for plan in plans for iri in self.ways.choices(plan)) for name, plans in ASKED.items()}
        return {**walked, "level": LEVELS, "kind": tuple(KINDS)}

    def paths(self, name: str, value: str) -> dict[str, Path]:
        """Return what a choice leads to, with the path to each."""
        plans = [plan for plan in ASKED[name] if value in self.ways.choices(plan)]
        return self.ways.found(plans[0], value) if plans else {}

    def fits(self, name: str, value: str) -> frozenset[str]:
        """Return what one choice leaves of everything."""
        if name == "kind":
            return frozenset(iri for iri, kinds in self.ways.kinds.items() if value in kinds)
        if name == "level":
            return frozenset(iri for iri in self.ways.kinds if value in self.ways.levels.get(iri, ()))
        return frozenset(self.paths(name, value))

    def left(self, chosen: Chosen) -> frozenset[str]:
        """Return what all choices leave together."""
        return self.everything.intersection(*(self.fits(name, value) for name, value in chosen.items()))

    def counts(self, chosen: Chosen, name: str) -> dict[str, int]:
        """Return how many things each value of a name would leave beside the other choices."""
        others = self.left({each: value for each, value in chosen.items() if each != name})
        return {value: len(others & self.fits(name, value)) for value in self.choices[name]}

    def reasons(self, thing: str, chosen: Chosen) -> list[tuple[str, Path]]:
        """Return the path from each choice to a thing that was found, by the name of the choice."""
        return [(name, self.paths(name, value)[thing]) for name, value in chosen.items() if ASKED[name]]

    def nearness(self, thing: str, chosen: Chosen) -> tuple[int, int, tuple[str, ...]]:
        """Return what things are ordered by: the fewest relations from the choices, of these the fewest inferences."""
        return length(tuple(hop for _, path in self.reasons(thing, chosen) for hop in path))

    def loosenings(self, chosen: Chosen) -> list[Loosening]:
        """Return the fewest choices to give up so that something is left, those that leave most first; none for a single choice."""
        fits = {name: self.fits(name, value) for name, value in chosen.items()}
        for size in range(1, len(chosen)):
            tried = [
                Loosening(names, self.everything.intersection(*(fits[name] for name in chosen if name not in names)))
                for names in combinations(chosen, size)
            ]
            if found := [each for each in tried if each.left]:
                return sorted(found, key=lambda each: -len(each.left))
        return []
