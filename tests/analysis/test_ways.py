"""Walks from what readers choose, on a few things that can be walked by hand, and on the real data."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.analysis.ways import KINDS, PLANS, Hop, Ways
from portal.graph.load import Data
from portal.graph.store import Store
from portal.namespaces import ADULT_SOCIAL_WORK, GRAPH, ID, KIERRE, PAGE

STATED = GRAPH + "ways"


@pytest.fixture(scope="module")
def store(data_folder: Path) -> Store:
    """A few things and one inference."""
    made = Store()
    made.add_turtle(data_folder / "ways.ttl", STATED)
    made.add_turtle(data_folder / "hypotheses-ways.ttl", GRAPH + "hypotheses-ways")
    return made


@pytest.fixture(scope="module")
def ways(store: Store) -> Ways:
    """With hypotheses."""
    return Ways(store)


def short(iri: str) -> str:
    """The last part of a name."""
    return iri.removeprefix(ID).removeprefix(PAGE)


def told(ways: Ways, way: str, chosen: str) -> dict[str, str]:
    """Each thing found with its path, each relation as the graph says it."""
    found = ways.found(way, ID + chosen)
    return {
        short(thing): "; ".join(f"{short(hop.subject)} {hop.property} {short(hop.object)}" for hop in path)
        for thing, path in found.items()
    }


def test_a_matter_of_life_leads_to_what_answers_to_it(ways: Ways) -> None:
    """Also over the same theme under another name, on to a tool, and to the page about what was found."""
    assert told(ways, "domain", "money") == {
        "lending": "lending addresses money",
        "talking": "talking addresses money",
        "counting": "question-of-money sameThemeAs money; counting addresses question-of-money",
        "on-counting": "question-of-money sameThemeAs money; counting addresses question-of-money; on-counting about counting",
        "table": "question-of-money sameThemeAs money; counting addresses question-of-money; counting usesTool table",
    }


def test_only_the_sources_leave_inferences_out(store: Store) -> None:
    """The talking was said to answer to money by us alone."""
    assert ID + "talking" not in Ways(store, [STATED]).found("domain", ID + "money")


def test_an_inference_on_a_path_is_said_to_be_one(ways: Ways) -> None:
    """With the judgement that carries it, whose rationale can be shown."""
    judgement = ID + "relation-talking-money"
    hop = Hop(ID + "talking", "addresses", ID + "money", judgement, True, ID + "talking")
    assert ways.found("domain", ID + "money")[ID + "talking"] == (hop,)


def test_a_method_leads_to_itself_first(ways: Ways) -> None:
    """By no relation at all."""
    assert told(ways, "method", "counting") == {
        "counting": "",
        "table": "counting usesTool table",
        "on-counting": "on-counting about counting",
    }


def test_a_family_leads_to_its_methods_and_their_tools(ways: Ways) -> None:
    """One relation further."""
    assert list(told(ways, "family", "old")) == ["counting", "table", "on-counting"]


def test_a_stage_leads_to_what_belongs_to_it(ways: Ways) -> None:
    """And to nothing else."""
    assert set(told(ways, "stage", "beginning")) == {"lending", "talking"}


def test_what_is_not_in_the_data_leads_nowhere(ways: Ways) -> None:
    """Without an error."""
    assert ways.found("domain", ID + "nothing") == {}


def test_every_path_of_the_real_data_holds_together(real: Data) -> None:
    """It begins at the choice, each relation begins where the last one ended, and it ends at the thing; it meets nothing twice."""
    ways = Ways(real.store)
    for way in PLANS:
        for chosen in ways.choices(way):
            for thing, path in ways.found(way, chosen).items():
                ends = [chosen, *(hop.end for hop in path)]
                assert ends[-1] == thing
                assert len(set(ends)) == len(ends)
                assert all({here, hop.end} == {hop.subject, hop.object} for here, hop in zip(ends, path, strict=False))


def test_every_relation_on_a_path_stands_in_the_graph(real: Data) -> None:
    """In the view that is looked at; a sample of the paths of each way."""
    sources = [graph for graph in real.store.graphs() if not graph.startswith(GRAPH + "hypotheses-")]
    for graphs in (None, sources):
        ways = Ways(real.store, graphs)
        paths = [path for way in PLANS for chosen in list(ways.choices(way))[:2] for path in ways.found(way, chosen).values()]
        for hop in {hop for path in paths for hop in path if hop.property not in {"isPartOf", "about", "related", "closeMatch"}}:
            query = f"SELECT ?yes {{ <{hop.subject}> <{KIERRE}{hop.property}> <{hop.object}> BIND(1 AS ?yes) }}"
            assert real.store.select(query, graphs)


def test_an_obstacle_leads_to_exactly_what_counters_it_or_its_like(real: Data) -> None:
    """Of the paths of one relation, those with the relation itself are all there are."""
    ways = Ways(real.store)
    wanted = {str(row["x"]) for row in real.store.select("SELECT ?x { ?x kierre:counters id:constant-hurry }")}
    found = ways.found("obstacle", ID + "constant-hurry")
    assert {thing for thing, path in found.items() if len(path) == 1 and path[0].property == "counters"} == wanted & set(ways.kinds)


def test_adult_social_work_as_a_whole_is_no_answer(real: Data) -> None:
    """It answers to everything, so it says nothing."""
    ways = Ways(real.store)
    assert not any(ADULT_SOCIAL_WORK in ways.found("domain", each) for each in ways.choices("domain"))


def test_every_class_that_can_be_found_is_declared(real: Data) -> None:
    """By its name in the vocabulary."""
    for name in {name for classes in (*KINDS.values(), *(plan.classes for plan in PLANS.values())) for name in classes}:
        assert real.store.select(f"SELECT ?c {{ kierre:{name} a ?c }}"), name
