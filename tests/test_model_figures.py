"""The figures of the analysis on the real data, worked out a second time: rdflib reads the files, plain dictionaries do the rest.

Nothing of portal.analysis is used but the answers that are compared; what is computed is said in portal/analysis/README.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import rdflib

from portal.analysis.view import Analysis
from portal.graph.load import Data
from portal.paths import data_root

KIERRE = "https://w3id.org/kierre/ontology#"
LEVELS = ["macro", "meso", "micro"]
LONGEST = 12
Triples = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Arrow:
    """An arrow: its sign, whether it is an inference, and whether it is a link or a counter."""

    sign: int
    inferred: bool
    causal: bool


def read(hypotheses: bool) -> Triples:
    """Each property with its pairs of subject and object, by what stands after the last # or /, in the files of one view."""
    found: Triples = defaultdict(list)
    for file in sorted((data_root() / "ontology").rglob("*.ttl")):
        if hypotheses or not file.name.startswith("hypotheses-"):
            for subject, property_, object_ in rdflib.Graph().parse(file):
                if not isinstance(object_, rdflib.Literal):
                    found[name(property_)].append((name(subject), name(object_)))
    return found


def name(iri: object) -> str:
    """What stands after the last # or /."""
    return str(iri).replace("#", "/").rsplit("/", 1)[-1]


@dataclass
class Figures:
    """What is counted in one view."""

    triples: Triples

    def __post_init__(self) -> None:
        """Build the arrows, one from thing to thing."""
        self.first = {other: min(pair) for pair in self.triples["sameCauseAs"] for other in pair}
        found: dict[tuple[str, str], list[Arrow]] = defaultdict(list)
        for cause, effect, arrow in self.said():
            found[self.first.get(cause, cause), self.first.get(effect, effect)].append(arrow)
        self.arrows = {pair: joined(arrows) for pair, arrows in found.items()}
        self.causal = {pair: joined(kept) for pair, arrows in found.items() if (kept := [each for each in arrows if each.causal])}

    def of(self, thing: str, property_: str) -> list[str]:
        """The values of a property of a thing."""
        return [object_ for subject, object_ in self.triples[property_] if subject == thing]

    def things(self, *classes: str) -> list[str]:
        """The things of some classes."""
        return sorted({thing for thing, class_ in self.triples["type"] if class_ in classes})

    def inferred(self, thing: str) -> bool:
        """Whether a link, relation or configuration is an inference."""
        return self.of(thing, "basis") == ["EditorialInference"]

    def said(self) -> Iterator[tuple[str, str, Arrow]]:
        """Every cause and effect that some link, counter, configuration, part or method says."""
        signs = {"Increases": 1, "Decreases": -1}
        for link in self.things("CausalLink"):
            (polarity,) = self.of(link, "polarity")
            arrow = Arrow(signs.get(polarity, 0), self.inferred(link), causal=True)
            yield from ((cause, effect, arrow) for cause in self.of(link, "cause") for effect in self.of(link, "effect"))
        for relation, property_ in self.triples["predicate"]:
            if property_ == "counters":
                (cause,), (effect,) = self.of(relation, "subject"), self.of(relation, "object")
                yield cause, effect, Arrow(-1, self.inferred(relation), causal=True)
        for each in self.things("Configuration"):
            before = [piece for part in ("inContext", "byActor", "withIntervention") for piece in self.of(each, part)]
            after = [piece for part in ("firesMechanism", "leadsToOutcome") for piece in self.of(each, part)]
            yield from ((one, other, Arrow(1, self.inferred(each), causal=False)) for one in before for other in after)
        model = set(self.things("Context", "Actor", "Intervention", "Mechanism", "Outcome", "Recommendation"))
        stated = Arrow(1, inferred=False, causal=False)
        yield from ((whole, part, stated) for part, whole in self.triples["isPartOf"] if whole in model)
        yield from ((method, intervention, stated) for intervention, method in self.triples["appliesMethod"])

    def loops(self) -> dict[tuple[str, ...], tuple[str, int]]:
        """Each loop from its first thing in the alphabet: reinforcing, balancing or unclear, and how many inferences."""
        found = {}
        after = defaultdict(list)
        for cause, effect in self.causal:
            after[cause].append(effect)
        walks = [(thing,) for thing in after]
        while walks:
            walk = walks.pop()
            for thing in after[walk[-1]]:
                if thing == walk[0]:
                    found[walk] = self.told([self.causal[pair] for pair in zip(walk, (*walk[1:], thing), strict=True)])
                elif thing > walk[0] and thing not in walk:
                    walks.append((*walk, thing))
        return found

    @staticmethod
    def told(arrows: list[Arrow]) -> tuple[str, int]:
        """What the signs of a loop make of it, and how many of its arrows are inferences."""
        signs = [each.sign for each in arrows]
        kind = "unclear" if 0 in signs else "balancing" if signs.count(-1) % 2 else "reinforcing"
        return kind, sum(each.inferred for each in arrows)

    def chains(self, obstacle: str) -> dict[str, tuple[int, int]]:
        """Each lever with the fewest arrows, and of those the fewest inferences, of the ways that weaken an obstacle."""
        before = defaultdict(list)
        for (cause, effect), arrow in self.arrows.items():
            if arrow.sign and cause != effect:
                before[effect].append((cause, arrow))
        levers = set(self.things("Method", "Intervention", "Recommendation"))
        found: dict[str, tuple[int, int]] = {}
        end = self.first.get(obstacle, obstacle)
        ways = [((end,), 1, 0)]
        while ways:
            way, sign, inferences = ways.pop()
            if sign == -1 and way[-1] in levers:
                found[way[-1]] = min(found.get(way[-1], (99, 0)), (len(way) - 1, inferences))
            if len(way) <= LONGEST:
                on = [(cause, arrow) for cause, arrow in before[way[-1]] if cause not in way]
                ways += [((*way, cause), sign * arrow.sign, inferences + arrow.inferred) for cause, arrow in on]
        return found

    def coverage(self) -> dict[tuple[str, str], list[str]]:
        """The configurations of each mechanism that is no part of another, at each level."""
        every = self.things("Mechanism")
        mechanisms = [thing for thing in every if not set(self.of(thing, "isPartOf")) & set(every)]
        return {
            (mechanism, level): [
                each
                for each in self.things("Configuration")
                if mechanism in self.of(each, "firesMechanism") and f"level-{level}" in self.of(each, "atLevel")
            ]
            for mechanism in mechanisms
            for level in LEVELS
        }

    def gaps(self) -> tuple[list[str], list[str], list[str]]:
        """Interventions in no configuration, outcomes that nothing leads to, barriers that nothing counters."""
        used = {each for _, each in self.triples["withIntervention"]}
        produced = {each for property_ in ("leadsToOutcome", "effect") for _, each in self.triples[property_]}
        countered = {self.first.get(effect, effect) for _, effect in self.triples["counters"]}
        return (
            [each for each in self.things("Intervention") if each not in used],
            [each for each in self.things("Outcome") if each not in produced],
            [each for each in self.things("Barrier") if self.first.get(each, each) not in countered],
        )


def joined(arrows: list[Arrow]) -> Arrow:
    """One arrow for several: without sign when they disagree, an inference when all are."""
    signs = {each.sign for each in arrows}
    return Arrow(signs.pop() if len(signs) == 1 else 0, all(each.inferred for each in arrows), any(each.causal for each in arrows))


@dataclass(frozen=True)
class View:
    """The same view twice: worked out here, and by the portal."""

    figures: Figures
    analysis: Analysis


@pytest.fixture(scope="module", params=["with-hypotheses", "source"])
def view(request: pytest.FixtureRequest, real: Data) -> View:
    """Both views, one after the other."""
    source = request.param == "source"
    graphs = [each for each in real.store.graphs() if not Path(each).name.startswith("hypotheses-")] if source else None
    return View(Figures(read(hypotheses=not source)), Analysis(real.store, graphs))


def test_arrows(view: View) -> None:
    """The same arrows with the same signs and the same basis."""
    found = {(name(step.cause), name(step.effect)): (step.sign, step.inferred) for step in view.analysis.network.steps}
    assert found == {pair: (arrow.sign, arrow.inferred) for pair, arrow in view.figures.arrows.items()}


def test_loops(view: View) -> None:
    """The same loops, with the same feedback and as many inferences; the portal says that these are all."""
    found = view.analysis.loops
    assert found.complete
    assert {tuple(map(name, each.things)): (each.feedback.value, each.inferred) for each in found.found} == view.figures.loops()


def test_chains(view: View) -> None:
    """From the same levers to each barrier, as long and with as many inferences; none was left unsearched."""
    barriers = view.figures.things("Barrier")
    found = {barrier: view.analysis.find_chains("https://w3id.org/kierre/id/" + barrier) for barrier in barriers}
    measured = {
        barrier: {name(chain.lever): (len(chain.steps), chain.inferred) for chain in each.found} for barrier, each in found.items()
    }
    assert not any(each.unsearched for each in found.values())
    assert measured == {barrier: view.figures.chains(barrier) for barrier in barriers}


def test_coverage(view: View) -> None:
    """The same configurations of each mechanism at each level."""
    found = {
        (name(each.mechanism), name(level).removeprefix("level-")): list(map(name, configurations))
        for each in view.analysis.coverage
        for level, configurations in each.configurations.items()
    }
    assert found == view.figures.coverage()


def test_gaps(view: View) -> None:
    """The same interventions, outcomes and barriers are open."""
    found = view.analysis.gaps
    assert (
        tuple([name(gap.thing) for gap in each] for each in (found.interventions, found.outcomes, found.barriers))
        == view.figures.gaps()
    )


def test_levels_without_configuration(view: View) -> None:
    """The same mechanisms fail the rule of three levels, at the same levels."""
    found = {
        (name(mechanism), name(level).removeprefix("level-")) for mechanism, levels in view.analysis.gaps.levels for level in levels
    }
    assert found == {cell for cell, configurations in view.figures.coverage().items() if not configurations}


def test_the_sources_state_one_loop(view: View) -> None:
    """That the vicious circle feeds itself; every other is closed by an inference."""
    assert [things for things, (_, inferred) in view.figures.loops().items() if not inferred] == [("vicious-circle",)]


def test_each_named_loop_is_a_loop(view: View) -> None:
    """Its links are those of one loop: an arrow for each, and none without; the portal gives that loop the name."""
    wanted = {}
    for each in view.figures.things("FeedbackLoop"):
        links = view.figures.of(each, "hasLink")
        ends = {
            link: {(cause, effect) for cause in view.figures.of(link, "cause") for effect in view.figures.of(link, "effect")}
            for link in links
        }
        first = view.figures.first
        pairs = {(first.get(cause, cause), first.get(effect, effect)) for both in ends.values() for cause, effect in both}
        wanted[each] = [
            things
            for things in view.figures.loops()
            if set(zip(things, (*things[1:], things[0]), strict=True)) <= pairs and len(things) == len(links)
        ]
    found = {
        name(iri): [tuple(map(name, loop.things))] for iri in view.analysis.loop_names.values() if (loop := view.analysis.loop(iri))
    }
    assert found == wanted
