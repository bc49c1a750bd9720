"""The rule of the realist model: does each mechanism permeate the macro, meso and micro level?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from portal.graph.queries import ConfigurationPlace


@dataclass(frozen=True)
class Coverage:
    """The configurations of one mechanism by level (IRI -> configuration IRIs); a level without any is a gap."""

    mechanism: str
    configurations: dict[str, tuple[str, ...]]

    @property
    def gaps(self) -> tuple[str, ...]:
        """Return the levels at which no configuration fires the mechanism."""
        return tuple(level for level, found in self.configurations.items() if not found)


def coverage(mechanisms: Iterable[str], levels: Iterable[str], places: Iterable[ConfigurationPlace]) -> list[Coverage]:
    """Return the coverage of each mechanism, in the given order of mechanisms and levels."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for place in places:
        found[place.mechanism, place.level].append(place.configuration)
    order = list(levels)
    return [Coverage(mechanism, {level: tuple(sorted(found[mechanism, level])) for level in order}) for mechanism in mechanisms]
