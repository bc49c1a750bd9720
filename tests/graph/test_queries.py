"""Each query file has its function, and each function gives what it says."""

from __future__ import annotations

import pytest

from portal.graph import queries
from portal.graph.load import Data
from portal.graph.queries import ConfigurationPlace, Judgement, LinkEnd, Neighbour, Statement
from portal.namespaces import DCTERMS, GRAPH, ID, KIERRE, PROV, SKOS, STATEMENT
from portal.terms import Text

SOURCES = [GRAPH + "things", GRAPH + "statements-world", GRAPH + "pages"]
FILES = sorted(file.stem for file in queries._FOLDER.glob("*.rq"))
GATHERED = {
    "kinds", "texts",  # by the catalogue
    "statistics", "statistics_whole", "statistics_classes", "statistics_properties", "outside_links",  # by the statistics
    "ends", "example", "terms",  # by the vocabulary
    "working",  # by the errors
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_every_query_says_what_it_asks(name: str) -> None:
    """The first line is a sentence."""
    first = queries.text(name).split("\n")[0]
    assert first.startswith("# ")
    assert first.endswith(".")


@pytest.mark.parametrize("name", FILES)
def test_every_query_has_its_function(name: str) -> None:
    """A file is called by the function of its name, or by what gathers much at once."""
    assert hasattr(queries, name) or name in GATHERED


@pytest.mark.parametrize("name", FILES)
def test_every_query_runs_on_the_real_data(real: Data, name: str) -> None:
    """No file is broken, and none is about nothing."""
    text = queries.text(name)
    first = text if "LIMIT" in text else text + "\nLIMIT 1"
    assert real.store.construct(first) if "CONSTRUCT" in text else real.store.select(first)


def test_outgoing_and_incoming_are_each_other_s_mirror(small: Data) -> None:
    """A relation is seen from both its ends."""
    counters = KIERRE + "counters"
    assert Neighbour(counters, ID + "queues-grow") in queries.outgoing(small.store, ID + "in-depth-work")
    assert Neighbour(counters, ID + "in-depth-work") in queries.incoming(small.store, ID + "queues-grow")


def test_graphs_narrow_what_is_seen(small: Data) -> None:
    """The view of the sources does not hold an inferred relation."""
    seen = queries.outgoing(small.store, ID + "in-depth-work", SOURCES)
    assert KIERRE + "counters" not in {each.property for each in seen}
    assert queries.configuration_places(small.store, SOURCES) == []


def test_judgements_are_found_from_both_ends(small: Data) -> None:
    """Each judged relation says whether it is ours."""
    relation = ID + "relation-in-depth-work-counters-queues-grow"
    wanted = Judgement(relation, ID + "in-depth-work", KIERRE + "counters", ID + "queues-grow", inferred=True)
    assert queries.judgements(small.store, ID + "in-depth-work") == [wanted]
    assert queries.judgements(small.store, ID + "queues-grow") == [wanted]
    assert wanted in queries.relations(small.store)


def test_statements_come_with_their_place(small: Data) -> None:
    """A thing leads to its place in the source."""
    statement = Statement(
        STATEMENT + "aikumetod-queues-grow", "aikumetod-queues-grow", ID + "aikumetod", "Julkaisu / luku 1", "barrier"
    )
    assert queries.statements_of(small.store, ID + "queues-grow") == [statement]


def test_literals_hold_numbers_and_texts(small: Data) -> None:
    """Values keep their language or datatype."""
    found = queries.literals(small.store, ID + "enabling-leadership")
    assert (SKOS + "prefLabel", Text("mahdollistava johtajuus", "fi")) in found
    assert {str(value) for property_, value in found if property_ == KIERRE + "position"} == {"1"}


def test_link_ends_say_whether_a_link_is_ours(small: Data) -> None:
    """The stated and the inferred link of the small loop."""
    hurry, queues, more = ID + "constant-hurry", ID + "queues-grow", KIERRE + "Increases"
    stated = LinkEnd(ID + "link-hurry-queues", hurry, queues, more, inferred=False)
    inferred = LinkEnd(ID + "link-queues-hurry", queues, hurry, more, inferred=True)
    assert queries.link_ends(small.store) == [stated, inferred]
    assert queries.link_ends(small.store, SOURCES) == [stated]


def test_configurations_have_mechanism_and_level(small: Data) -> None:
    """One configuration at each level fires the one mechanism."""
    places = queries.configuration_places(small.store)
    mechanism = ID + "enabling-leadership"
    assert places[0] == ConfigurationPlace(ID + "configuration-enabling-leadership-macro", mechanism, ID + "level-macro")
    assert [place.level for place in places] == [ID + level for level in ("level-macro", "level-meso", "level-micro")]
    assert queries.top_mechanisms(small.store) == [mechanism]


def test_describe_gives_the_thing_its_judgements_and_statements(small: Data) -> None:
    """What a program gets for the name of a thing."""
    subjects = {str(triple[0]) for triple in queries.describe(small.store, ID + "queues-grow")}
    relation = ID + "relation-in-depth-work-counters-queues-grow"
    assert subjects >= {ID + "queues-grow", relation, STATEMENT + "aikumetod-queues-grow"}


def test_describe_gives_what_leads_to_the_thing(small: Data) -> None:
    """The direct triple of a judgement, and the whole of a link, with the name of what stands at its other end."""
    found = {tuple(map(str, triple)) for triple in queries.describe(small.store, ID + "queues-grow")}
    assert (ID + "in-depth-work", KIERRE + "counters", ID + "queues-grow") in found
    assert (ID + "link-hurry-queues", KIERRE + "polarity", KIERRE + "Increases") in found
    assert (ID + "constant-hurry", SKOS + "prefLabel", "constant hurry") in found


def test_a_graph_is_given_whole(small: Data) -> None:
    """Every graph together is the store."""
    assert sum(len(queries.of_graph(small.store, graph)) for graph in small.store.graphs()) == len(small.store)


def test_describe_of_nothing_is_nothing(small: Data) -> None:
    """An unknown name has no triples."""
    assert queries.describe(small.store, ID + "nothing") == []
    assert {each.property for each in queries.outgoing(small.store, ID + "aikumetod")} >= {PROV + "wasDerivedFrom"}
    assert DCTERMS + "isPartOf" in {each.property for each in queries.incoming(small.store, ID + "aikumetod")}


def test_properties_of_the_data(small: Data) -> None:
    """Each once, ours and those of others."""
    found = queries.properties(small.store)
    assert len(found) == len(set(found))
    assert {SKOS + "prefLabel", KIERRE + "basis"} <= set(found)
