"""The realist model: its configurations, the rule that a mechanism permeates all three levels, and what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from portal.analysis.network import Kind, Network
from portal.graph.queries import ConfigurationPiece, ConfigurationPlace
from portal.namespaces import KIERRE


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


@dataclass(frozen=True)
class Configuration:
    """A configuration: its pieces by part of the model (IRIs), its level, and whether it is an inference."""

    iri: str
    level: str
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    interventions: tuple[str, ...]
    mechanisms: tuple[str, ...]
    outcomes: tuple[str, ...]
    inferred: bool

    @property
    def pieces(self) -> tuple[str, ...]:
        """Return everything that it is made of."""
        return (*self.contexts, *self.actors, *self.interventions, *self.mechanisms, *self.outcomes)


def configurations(pieces: Iterable[ConfigurationPiece], places: Iterable[ConfigurationPlace]) -> list[Configuration]:
    """Return the configurations whole, in the order of their names; one at several levels stands once for each."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    inferred: dict[str, bool] = {}
    for piece in pieces:
        found[piece.configuration][piece.property.removeprefix(KIERRE)].append(piece.piece)
        inferred[piece.configuration] = piece.inferred
    at = sorted({(place.configuration, place.level) for place in places if place.configuration in found})
    return [
        Configuration(
            iri,
            level,
            contexts=tuple(found[iri]["inContext"]),
            actors=tuple(found[iri]["byActor"]),
            interventions=tuple(found[iri]["withIntervention"]),
            mechanisms=tuple(found[iri]["firesMechanism"]),
            outcomes=tuple(found[iri]["leadsToOutcome"]),
            inferred=inferred[iri],
        )
        for iri, level in at
    ]


@dataclass(frozen=True)
class Gap:
    """Something that the model leaves open; `through` are its wholes or parts for which it does not."""

    thing: str
    through: tuple[str, ...]


@dataclass(frozen=True)
class Gaps:
    """What is missing in the model, each list in the order given.

    interventions: in no configuration; outcomes: no configuration and no causal link leads to them; barriers: nothing counters
    them; levels: mechanisms with the levels at which no configuration fires them.
    """

    interventions: tuple[Gap, ...]
    outcomes: tuple[Gap, ...]
    barriers: tuple[Gap, ...]
    levels: tuple[tuple[str, tuple[str, ...]], ...]


def gaps(  # noqa: PLR0913 - the parts of the model
    interventions: Iterable[str],
    outcomes: Iterable[str],
    barriers: Iterable[str],
    wholes: Iterable[tuple[str, str]],
    configurations: Iterable[Configuration],
    network: Network,
    covered: Iterable[Coverage],
) -> Gaps:
    """Return what no configuration, link or counter reaches; `wholes` are pairs of a thing and what it is part of."""
    kin: dict[str, set[str]] = defaultdict(set)
    for part, whole in wholes:
        kin[part].add(whole)
        kin[whole].add(part)
    used = {piece for each in configurations for piece in each.interventions}

    def led_to(*kinds: Kind) -> set[str]:
        effects = {step.effect for step in network.only(*kinds).steps}
        return {name for thing in effects for name in network.names.get(thing, (thing,))}

    def open_ones(things: Iterable[str], reached: set[str]) -> tuple[Gap, ...]:
        return tuple(Gap(thing, tuple(sorted(kin[thing] & reached))) for thing in things if thing not in reached)

    return Gaps(
        open_ones(interventions, used),
        open_ones(outcomes, led_to(Kind.CONFIGURATION, Kind.LINK)),
        open_ones(barriers, led_to(Kind.COUNTER)),
        tuple((each.mechanism, each.gaps) for each in covered if each.gaps),
    )
