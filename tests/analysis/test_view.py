"""The analysis of a store, with hypotheses and without, on a model small enough to work out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.analysis.loops import Feedback
from portal.analysis.network import Kind
from portal.analysis.view import Analysis
from portal.analysis.whatif import Change
from portal.graph.store import Store
from portal.namespaces import GRAPH, ID, LEVELS

STATED, HYPOTHESES = GRAPH + "model", GRAPH + "hypotheses-model"


@pytest.fixture(scope="module")
def store(data_folder: Path) -> Store:
    """The small model and the hypotheses on it."""
    made = Store()
    made.add_turtle(data_folder / "model.ttl", STATED)
    made.add_turtle(data_folder / "hypotheses-model.ttl", HYPOTHESES)
    return made


@pytest.fixture(scope="module")
def everything(store: Store) -> Analysis:
    """With hypotheses."""
    return Analysis(store)


@pytest.fixture(scope="module")
def stated(store: Store) -> Analysis:
    """Only what the sources say."""
    return Analysis(store, [STATED])


def short(*iris: str) -> list[str]:
    """Names without the base address of ours."""
    return [iri.removeprefix(ID) for iri in iris]


def arrows(analysis: Analysis) -> list[str]:
    """The arrows of the network as `cause sign effect kind carriers basis`."""
    signs = {1: "+", -1: "-", 0: "?"}
    return sorted(
        " ".join(
            [*short(step.cause), signs[step.sign], *short(step.effect), step.kind, *short(*step.carriers), "?" * step.inferred]
        ).strip()
        for step in analysis.network.steps
    )


ARROWS = [
    "barrier - outcome link link",
    "intervention + part part",
    "method + intervention method",
    "part - barrier counter relation",
]
INFERRED = [
    "intervention + mechanism configuration configuration ?",
    "intervention + other-outcome configuration configuration ?",
    "outcome - barrier link closing ?",
]


def test_the_sources_say_some_arrows(stated: Analysis) -> None:
    """Links, counters, parts of the model and methods; a chapter of a book is no arrow, and one cause has one name."""
    assert arrows(stated) == ARROWS


def test_hypotheses_add_arrows(everything: Analysis) -> None:
    """Each marked as an inference."""
    assert arrows(everything) == sorted(ARROWS + INFERRED)


def test_causal_arrows_are_links_and_counters(everything: Analysis) -> None:
    """The loops are found among these."""
    assert {step.kind for step in everything.causal.steps} == {Kind.LINK, Kind.COUNTER}


def test_a_loop_closed_by_a_hypothesis_is_none_of_the_sources(everything: Analysis, stated: Analysis) -> None:
    """Two decreases make it reinforcing."""
    (loop,) = everything.loops.found
    assert (short(*loop.things), loop.feedback, loop.inferred) == (["barrier", "outcome"], Feedback.REINFORCING, 1)
    assert stated.loops.found == ()


def test_strong_parts_are_those_of_the_view(everything: Analysis, stated: Analysis) -> None:
    """Of two things or more."""
    assert ([short(*part) for part in everything.strong_parts], stated.strong_parts) == ([["barrier", "outcome"]], [])


def test_arrows_to_cut(everything: Analysis, stated: Analysis) -> None:
    """Either arrow of the loop; without a loop, none."""
    assert (everything.arrow_cuts.size, len(everything.arrow_cuts.sets), stated.arrow_cuts.size) == (1, 2, 0)


def test_barriers_to_cut(everything: Analysis) -> None:
    """The outcome on the loop is no barrier."""
    assert [short(*each) for each in everything.barrier_cuts.sets] == [["barrier"]]


def test_configurations_of_the_view(everything: Analysis, stated: Analysis) -> None:
    """The sources join nothing into configurations."""
    assert [short(each.iri) for each in everything.configurations] == [["configuration"]]
    assert stated.configurations == []


def test_coverage_of_the_view(everything: Analysis, stated: Analysis) -> None:
    """A mechanism of the model is covered where a configuration fires it; in both views it is asked for."""
    assert [each.gaps for each in everything.coverage] == [LEVELS[:2]]
    assert [each.gaps for each in stated.coverage] == [LEVELS]


def test_gaps_with_hypotheses(everything: Analysis) -> None:
    """The part is in no configuration, but its whole is; both names of the barrier are countered."""
    found = everything.gaps
    assert [(short(gap.thing), short(*gap.through)) for gap in found.interventions] == [(["part"], ["intervention"])]
    assert (found.outcomes, found.barriers) == ((), ())


def test_gaps_of_the_sources(stated: Analysis) -> None:
    """No configuration leads to the other outcome, and none has the intervention."""
    found = stated.gaps
    assert [short(gap.thing)[0] for gap in (*found.interventions, *found.outcomes)] == ["intervention", "part", "other-outcome"]


def test_influence_is_that_of_barriers(everything: Analysis) -> None:
    """One cause with two names stands once."""
    assert [(short(each.thing), each.loops, each.feeds) for each in everything.influence] == [(["barrier"], 1, 1)]


def test_chains_begin_at_what_one_can_do(stated: Analysis) -> None:
    """Methods, interventions and recommendations; the shortest first."""
    assert [short(*(step.cause for step in each.steps)) for each in stated.chains(ID + "obstacle")] == [
        ["part"],
        ["intervention", "part"],
        ["method", "intervention", "part"],
    ]


def test_chains_may_begin_at_some_kinds_alone(stated: Analysis) -> None:
    """Those of the classes asked for."""
    assert [short(each.lever) for each in stated.chains(ID + "obstacle", ["Method"])] == [["method"]]


def test_chains_say_what_was_not_searched(stated: Analysis) -> None:
    """Nothing, here; and they are those of the plain answer."""
    found = stated.find_chains(ID + "obstacle")
    assert (list(found.found), found.unsearched) == (stated.chains(ID + "obstacle"), ())


def test_what_if_a_method_is_used_more(everything: Analysis) -> None:
    """The part grows stronger, the barrier weaker, and the outcome, which the barrier weakens, stronger."""
    found = {short(each.thing)[0]: each.change for each in everything.what_if(ID + "method", Change.MORE)}
    assert found == {
        "intervention": Change.MORE,
        "part": Change.MORE,
        "mechanism": Change.MORE,
        "other-outcome": Change.MORE,
        "barrier": Change.LESS,
        "outcome": Change.MORE,
    }


def test_what_if_a_mechanism_fires_more(everything: Analysis) -> None:
    """The outcome of its own configuration grows stronger; by an inference, which carries the arrow."""
    (found,) = everything.what_if(ID + "mechanism", Change.MORE)
    ((step,),) = found.why
    assert (short(found.thing), found.change, short(*step.carriers), step.inferred) == (
        ["other-outcome"],
        Change.MORE,
        ["configuration"],
        True,
    )


def test_a_mechanism_drives_nothing_that_the_sources_say(stated: Analysis) -> None:
    """They have no configuration of it."""
    assert stated.what_if(ID + "mechanism", Change.MORE) == []


def test_a_loop_has_its_given_name(everything: Analysis) -> None:
    """That of the thing with exactly its links; other names are none of a loop."""
    (loop,) = everything.loops.found
    assert everything.loop_names == {loop.identifier: ID + "loop"}


def test_a_loop_is_found_by_each_of_its_names(everything: Analysis) -> None:
    """Identifier, IRI and slug."""
    (loop,) = everything.loops.found
    assert [everything.loop(each) for each in (loop.identifier, ID + "loop", "loop", "half")] == [loop, loop, loop, None]


def test_the_sources_name_no_loop(stated: Analysis) -> None:
    """The names are among the hypotheses."""
    assert (stated.loop_names, stated.loop("loop")) == ({}, None)
