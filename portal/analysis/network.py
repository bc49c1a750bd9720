"""The causal network: arrows between things, each with its sign and what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

import networkx as nx

from portal.graph import queries
from portal.graph.engine import Engine
from portal.graph.queries import ConfigurationPiece, LinkEnd
from portal.namespaces import DCTERMS, KIERRE

MORE, LESS, UNSIGNED = 1, -1, 0
_SIGNS = {KIERRE + "Increases": MORE, KIERRE + "Decreases": LESS}


class Kind(StrEnum):
    """What an arrow is. In the order of how much it says: the first counts when several join the same two things."""

    LINK = "link"  # a causal link: cause -> effect
    COUNTER = "counter"  # what counters -> the barrier
    CONFIGURATION = "configuration"  # a piece of a configuration -> its mechanism, or its outcome
    PART = "part"  # a whole of the model, or a recommendation -> its part or claim
    METHOD = "method"  # a method or service -> the intervention that applies it


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow of the network.

    cause, effect: IRIs; sign: MORE, LESS, or UNSIGNED where the direction varies or its carriers disagree; carriers: the IRIs of
    the links, relations or configurations that say so (none for a part, whose statement is its own); inferred: none of the
    carriers is stated in a source.
    """

    cause: str
    effect: str
    sign: int
    kind: Kind
    carriers: tuple[str, ...]
    inferred: bool

    @property
    def arrow(self) -> tuple[str, str]:
        """Return cause and effect."""
        return self.cause, self.effect


@dataclass(frozen=True)
class Network:
    """Arrows between things; at most one from one thing to another.

    names: a thing -> every name that the sources give the same cause, itself first (hurry and “putting out fires” count once);
    separate: the arrows before those between the same two things were made one (nothing: they are `steps`).
    """

    steps: tuple[Step, ...]
    names: dict[str, tuple[str, ...]]
    separate: tuple[Step, ...] = ()

    @cached_property
    def graph(self) -> nx.DiGraph[str]:
        """Return the arrows as a directed graph, nodes and arrows in the order of their names; the attribute `step` of an arrow."""
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(sorted({thing for step in self.steps for thing in step.arrow}))
        graph.add_edges_from((*step.arrow, {"step": step}) for step in self.steps)
        return graph

    @cached_property
    def _named(self) -> dict[str, str]:
        return {name: thing for thing, names in self.names.items() for name in names}

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return the pairs of names that are the same cause."""
        return [(thing, name) for thing, names in self.names.items() for name in names]

    def thing(self, name: str) -> str:
        """Return the thing that stands in the network for a name: itself, or the one that is the same cause."""
        return self._named.get(name, name)

    def step(self, cause: str, effect: str) -> Step:
        """Return the arrow from one thing to another; raises KeyError when there is none."""
        found: Step = self.graph.edges[cause, effect]["step"]
        return found

    def along(self, things: Sequence[str]) -> tuple[Step, ...]:
        """Return the arrows that lead from each of the things to the next."""
        return tuple(self.step(*pair) for pair in pairwise(things))

    def only(self, *kinds: Kind) -> Network:
        """Return the network of these kinds of arrow alone: arrows of other kinds change neither its signs nor what it rests on."""
        return network((step for step in self.separate or self.steps if step.kind in kinds), self.pairs)


def network(steps: Iterable[Step], same: Iterable[tuple[str, str]] = ()) -> Network:
    """Return the network of some arrows; `same` are pairs of names for one cause, which become one thing.

    Arrows between the same two things become one: it is inferred when all are, and unsigned when they disagree.
    An arrow that then leads from a thing to itself is kept (the source says that the vicious circle feeds itself).
    """
    alike: nx.Graph[str] = nx.Graph(list(same))
    groups: list[list[str]] = sorted(sorted(group) for group in nx.connected_components(alike))
    one = {name: group[0] for group in groups for name in group}
    joined: dict[tuple[str, str], list[Step]] = defaultdict(list)
    separate = tuple(steps)
    for step in separate:
        joined[one.get(step.cause, step.cause), one.get(step.effect, step.effect)].append(step)
    return Network(
        tuple(_join(cause, effect, joined[cause, effect]) for cause, effect in sorted(joined)),
        {group[0]: tuple(group) for group in groups},
        separate,
    )


def _join(cause: str, effect: str, steps: list[Step]) -> Step:
    signs = {step.sign for step in steps}
    return Step(
        cause,
        effect,
        signs.pop() if len(signs) == 1 else UNSIGNED,
        min((step.kind for step in steps), key=list(Kind).index),
        tuple(sorted({carrier for step in steps for carrier in step.carriers})),
        all(step.inferred for step in steps),
    )


def link_steps(ends: Iterable[LinkEnd]) -> list[Step]:
    """Return an arrow for each pair of cause and effect of causal links."""
    return [Step(end.cause, end.effect, _SIGNS.get(end.polarity, UNSIGNED), Kind.LINK, (end.link,), end.inferred) for end in ends]


def configuration_steps(pieces: Iterable[ConfigurationPiece]) -> list[Step]:
    """Return the arrows of configurations: from each context, actor and intervention to the mechanism and to the outcomes.

    No arrow leads on from the mechanism to an outcome: the outcomes of one configuration are not those of another that fires
    the same mechanism in other circumstances.
    """
    parts: dict[str, dict[str, list[ConfigurationPiece]]] = defaultdict(lambda: defaultdict(list))
    for piece in pieces:
        parts[piece.configuration][piece.property.removeprefix(KIERRE)].append(piece)
    return [
        Step(before.piece, after.piece, MORE, Kind.CONFIGURATION, (configuration,), before.inferred)
        for configuration, found in parts.items()
        for before in (*found["inContext"], *found["byActor"], *found["withIntervention"])
        for after in (*found["firesMechanism"], *found["leadsToOutcome"])
    ]


_WHOLES = ("Context", "Actor", "Intervention", "Mechanism", "Outcome", "Recommendation")


def read_network(store: Engine, graphs: Sequence[str] | None = None) -> Network:
    """Return the whole network of the graph: links, counters, configurations, parts and the methods that interventions apply."""
    model = {iri for class_ in _WHOLES for iri in queries.instances(store, KIERRE + class_, graphs)}
    counters = [each for each in queries.relations(store, graphs) if each.property == KIERRE + "counters"]
    parts = queries.pairs(store, DCTERMS + "isPartOf", graphs)
    methods = queries.pairs(store, KIERRE + "appliesMethod", graphs)
    return network(
        [
            *link_steps(queries.link_ends(store, graphs)),
            *(Step(each.subject, each.object, LESS, Kind.COUNTER, (each.relation,), each.inferred) for each in counters),
            *configuration_steps(queries.configuration_pieces(store, graphs)),
            *(Step(whole, part, MORE, Kind.PART, (), False) for part, whole in parts if whole in model),
            *(Step(method, intervention, MORE, Kind.METHOD, (), False) for intervention, method in methods),
        ],
        queries.pairs(store, KIERRE + "sameCauseAs", graphs),
    )


def links_on_loops(network: Network) -> set[str]:
    """Return the links that lie on some directed cycle of two things or more."""
    component = {node: number for number, nodes in enumerate(nx.strongly_connected_components(network.graph)) for node in nodes}
    return {
        carrier
        for step in network.steps
        if step.cause != step.effect and component[step.cause] == component[step.effect]
        for carrier in step.carriers
    }
