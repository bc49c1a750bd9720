"""The analysis of one data version in one view: everything, or only what the sources say. Each answer is worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from portal.analysis.around import Influence, influence
from portal.analysis.chains import Chain, Chains, find_chains
from portal.analysis.cuts import Arrow, Cuts, cut_arrows, cut_things
from portal.analysis.loops import Loop, Loops, find_loops, named_loop, strong_parts
from portal.analysis.narrowing import Narrowing
from portal.analysis.network import MORE, Kind, Network, Step, network, read_network
from portal.analysis.realist import Configuration, Coverage, Gaps, configurations, coverage, gaps
from portal.analysis.ways import Ways
from portal.analysis.whatif import Change, Prediction, what_if
from portal.graph import queries
from portal.graph.engine import Engine
from portal.namespaces import DCTERMS, KIERRE, LEVELS, local_name

LEVERS = ("Method", "Intervention", "Recommendation")
CONDITIONS = ("Context", "Actor")


@dataclass(frozen=True, eq=False)
class Analysis:
    """What can be worked out from a store; `graphs` are those that are looked at (None: all, hypotheses included)."""

    store: Engine
    graphs: Sequence[str] | None = None

    def work_out(self) -> None:
        """Work out what pages show most, so that the first reader does not wait for it."""
        _ = self.network, self.causal, self.loops, self.loop_names, self.barrier_cuts, self.arrow_cuts, self.coverage

    @cached_property
    def network(self) -> Network:
        """Return every arrow: links, counters, configurations, parts, methods."""
        return read_network(self.store, self.graphs)

    @cached_property
    def causal(self) -> Network:
        """Return the arrows of cause and effect alone: links and counters."""
        return self.network.only(Kind.LINK, Kind.COUNTER)

    @cached_property
    def loops(self) -> Loops:
        """Return the feedback loops."""
        return find_loops(self.causal)

    @cached_property
    def loop_names(self) -> dict[str, str]:
        """Return the given names of loops: identifier -> the thing (IRI) that names it."""
        links: dict[str, list[str]] = defaultdict(list)
        for name, link in queries.pairs(self.store, KIERRE + "hasLink", self.graphs):
            links[name].append(link)
        found = {name: named_loop(self.loops.found, each) for name, each in sorted(links.items())}
        return {loop.identifier: name for name, loop in found.items() if loop}

    def loop(self, name: str) -> Loop | None:
        """Return the loop with this identifier, or with a given name of this IRI or slug; None when there is none."""
        given = {each: identifier for identifier, iri in self.loop_names.items() for each in (iri, local_name(iri))}
        return next((loop for loop in self.loops.found if loop.identifier == given.get(name, name)), None)

    @cached_property
    def strong_parts(self) -> list[list[str]]:
        """Return the parts of the causal network in which everything leads to everything else, of two things or more."""
        return [part for part in strong_parts(self.causal.graph) if len(part) > 1]

    @cached_property
    def arrow_cuts(self) -> Cuts[Arrow]:
        """Return the smallest sets of arrows that break every loop."""
        return cut_arrows(self.causal.graph)

    @cached_property
    def barrier_cuts(self) -> Cuts[str]:
        """Return the smallest sets of barriers that break every loop."""
        return cut_things(self.causal.graph, self.things("Barrier"))

    @cached_property
    def configurations(self) -> list[Configuration]:
        """Return the configurations."""
        places = queries.configuration_places(self.store, self.graphs)
        return configurations(queries.configuration_pieces(self.store, self.graphs), places)

    def configurations_of(self, thing: str) -> list[Configuration]:
        """Return the configurations of a thing (IRI): of itself, of what it is part of, or of what applies it as a method."""
        through = {thing, *(intervention for intervention, method in self._applied if method == thing)}
        wanted = through | {whole for part, whole in self._wholes if part in through}
        found = [each for each in self.configurations if wanted.intersection(each.pieces)]
        return sorted(found, key=lambda each: ((*LEVELS, each.level).index(each.level), each.iri))

    @cached_property
    def _applied(self) -> list[tuple[str, str]]:
        return queries.pairs(self.store, KIERRE + "appliesMethod", self.graphs)

    @cached_property
    def _wholes(self) -> list[tuple[str, str]]:
        return queries.pairs(self.store, DCTERMS + "isPartOf", self.graphs)

    @cached_property
    def coverage(self) -> list[Coverage]:
        """Return the configurations of each mechanism by level."""
        places = queries.configuration_places(self.store, self.graphs)
        return coverage(queries.top_mechanisms(self.store), LEVELS, places)

    @cached_property
    def gaps(self) -> Gaps:
        """Return what is missing in the model."""
        interventions, outcomes, barriers = (self.things(each) for each in ("Intervention", "Outcome", "Barrier"))
        return gaps(interventions, outcomes, barriers, self._wholes, self.configurations, self.network, self.coverage)

    @cached_property
    def influence(self) -> list[Influence]:
        """Return how much hangs on each barrier."""
        return influence(self.causal, self.loops, map(self.causal.thing, self.things("Barrier")))

    @cached_property
    def narrowing(self) -> Narrowing:
        """Return the ways in: what choices of readers lead to, alone and together."""
        return Narrowing(Ways(self.store, self.graphs))

    @cached_property
    def recommendations(self) -> frozenset[str]:
        """Return the recommendations and their claims."""
        return frozenset([*self.things("Recommendation"), *self.things("RecommendationClaim")])

    def things(self, class_: str) -> list[str]:
        """Return the things of a class of ours (its local name)."""
        return queries.instances(self.store, KIERRE + class_, self.graphs)

    def chains(self, obstacle: str, kinds: Iterable[str] = LEVERS) -> list[Chain]:
        """Return the shortest chain to an obstacle from each thing of some classes (local names)."""
        return list(self.find_chains(obstacle, kinds).found)

    def find_chains(self, obstacle: str, kinds: Iterable[str] = LEVERS) -> Chains:
        """Return the same chains, and from which things of these classes the search for one met its bound."""
        return find_chains(self.network, obstacle, [iri for kind in kinds for iri in self.things(kind)])

    @cached_property
    def obstacles(self) -> frozenset[str]:
        """Return what stands in the way: the barriers, and the vicious circle as a whole."""
        return frozenset([*self.things("Barrier"), *(step.effect for step in self.network.steps if step.kind is Kind.COUNTER)])

    def better(self, thing: str) -> Change:
        """Return the change for the better: an obstacle weakens, anything else grows stronger."""
        return Change.LESS if thing in self.obstacles else Change.MORE

    def what_if(self, thing: str, change: Change) -> list[Prediction]:
        """Return where a change in a thing drives the others.

        A change in a mechanism also drives the outcomes of the configurations that fire it.
        """
        fired = [each for each in self.configurations if thing in each.mechanisms]
        outcomes = [Step(thing, o, MORE, Kind.CONFIGURATION, (each.iri,), each.inferred) for each in fired for o in each.outcomes]
        return what_if(network([*self.network.steps, *outcomes], self.network.pairs), thing, change)
