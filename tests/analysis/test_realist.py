"""The rule of three levels, configurations whole, and what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.analysis.network import Kind, Step, network
from portal.analysis.realist import Configuration, Coverage, Gap, Gaps, configurations, coverage, gaps
from portal.graph.queries import ConfigurationPiece, ConfigurationPlace
from portal.namespaces import KIERRE

LEVELS = ["macro", "meso", "micro"]


def places(*texts: str) -> list[ConfigurationPlace]:
    """A place for each `configuration mechanism level`."""
    return [ConfigurationPlace(*text.split()) for text in texts]


def test_configurations_stand_at_their_level() -> None:
    """Several at one level stand in the order of their names."""
    (found,) = coverage(["m"], LEVELS, places("c2 m macro", "c1 m macro", "c3 m micro"))
    assert found == Coverage("m", {"macro": ("c1", "c2"), "meso": (), "micro": ("c3",)})


def test_a_level_without_configuration_is_a_gap() -> None:
    """A mechanism must permeate all three levels."""
    (found,) = coverage(["m"], LEVELS, places("c m meso"))
    assert found.gaps == ("macro", "micro")


def test_a_mechanism_that_permeates_all_levels_has_no_gap() -> None:
    """The order of the places does not matter."""
    (found,) = coverage(["m"], LEVELS, places("c3 m micro", "c1 m macro", "c2 m meso"))
    assert found.gaps == ()


def test_mechanisms_and_levels_keep_their_order() -> None:
    """What is asked for is answered in the order of asking, and nothing else is."""
    found = coverage(["n", "m"], reversed(LEVELS), places("c m macro", "d other macro", "e m elsewhere"))
    assert [each.mechanism for each in found] == ["n", "m"]
    assert list(found[1].configurations.items()) == [("micro", ()), ("meso", ()), ("macro", ("c",))]


def test_nothing_covers_nothing() -> None:
    """Without mechanisms there is no coverage."""
    assert coverage([], LEVELS, places("c m macro")) == []


PLACES = st.lists(
    st.builds(ConfigurationPlace, st.sampled_from("123"), st.sampled_from("mn"), st.sampled_from(LEVELS)), unique=True, max_size=9
)


@given(PLACES)
def test_coverage_is_a_table_of_mechanisms_and_levels(places: list[ConfigurationPlace]) -> None:
    """In each cell stand the configurations that say both."""
    found = {
        (each.mechanism, level): set(iris) for each in coverage("mn", LEVELS, places) for level, iris in each.configurations.items()
    }
    rows = [(each.configuration, each.mechanism, each.level) for each in places]
    assert found == {(m, level): {c for c in "123" if (c, m, level) in rows} for m in "mn" for level in LEVELS}


def piece(configuration: str, part: str, thing: str) -> ConfigurationPiece:
    """A piece of an inferred configuration."""
    return ConfigurationPiece(configuration, KIERRE + part, thing, inferred=True)


WHOLE = [
    piece("c", "inContext", "k"),
    piece("c", "byActor", "a"),
    piece("c", "withIntervention", "i"),
    piece("c", "withIntervention", "j"),
    piece("c", "firesMechanism", "m"),
    piece("c", "leadsToOutcome", "o"),
]


def test_a_configuration_is_put_together() -> None:
    """Each piece in its part of the model, with the level and the basis."""
    wanted = Configuration("c", "micro", ("k",), ("a",), ("i", "j"), ("m",), ("o",), inferred=True)
    assert configurations(WHOLE, places("c m micro")) == [wanted]


def test_a_configuration_at_two_levels_stands_at_each() -> None:
    """Once for each, however many mechanisms it fires."""
    assert [each.level for each in configurations(WHOLE, places("c m micro", "c n micro", "c m macro"))] == ["macro", "micro"]


def test_a_configuration_without_place_is_left_out() -> None:
    """It fires no mechanism, or has no level; and a place without pieces is none."""
    assert configurations(WHOLE, places("d m micro")) == []


def test_the_pieces_of_a_configuration_are_all_of_them() -> None:
    """In the order of the model."""
    (found,) = configurations(WHOLE, places("c m micro"))
    assert found.pieces == ("k", "a", "i", "j", "m", "o")


def arrow(text: str, kind: Kind, sign: int = 1) -> Step:
    """An arrow such as `a b`."""
    cause, effect = text.split()
    return Step(cause, effect, sign, kind, (), inferred=False)


def missing(steps: list[Step], wholes: list[tuple[str, str]] | None = None) -> Gaps:
    """What is missing in a model of interventions i, j and n, outcomes o and p, barriers b and d (another name of it: e)."""
    found = configurations(WHOLE, places("c m micro"))
    return gaps("ijn", "op", "bde", wholes or [], found, network(steps, [("d", "e")]), coverage("m", LEVELS, places("c m micro")))


def test_an_intervention_in_no_configuration_is_a_gap() -> None:
    """Those in one are none."""
    assert missing([]).interventions == (Gap("n", ()),)


@pytest.mark.parametrize(("kind", "open_"), [(Kind.LINK, "p"), (Kind.CONFIGURATION, "p"), (Kind.PART, "op"), (Kind.COUNTER, "op")])
def test_an_outcome_is_a_gap_unless_a_configuration_or_a_link_leads_to_it(kind: Kind, open_: str) -> None:
    """Being a part of something does not produce it."""
    assert [each.thing for each in missing([arrow("i o", kind)]).outcomes] == list(open_)


@pytest.mark.parametrize(("kind", "open_"), [(Kind.COUNTER, "de"), (Kind.LINK, "bde"), (Kind.PART, "bde")])
def test_a_barrier_is_a_gap_unless_something_counters_it(kind: Kind, open_: str) -> None:
    """A link that strengthens it does not."""
    assert [each.thing for each in missing([arrow("x b", kind)]).barriers] == list(open_)


def test_a_barrier_countered_under_one_name_is_countered_under_the_other() -> None:
    """It is the same cause."""
    assert [each.thing for each in missing([arrow("x e", Kind.COUNTER, -1)]).barriers] == ["b"]


def test_a_barrier_both_countered_and_fed_by_one_thing_is_countered() -> None:
    """The link between the same two does not hide the counter."""
    assert "b" not in {each.thing for each in missing([arrow("x b", Kind.COUNTER, -1), arrow("x b", Kind.LINK)]).barriers}


def test_a_gap_names_the_kin_for_which_it_is_none() -> None:
    """Its wholes and parts that are reached."""
    assert missing([], [("n", "i"), ("j", "n"), ("n", "other")]).interventions == (Gap("n", ("i", "j")),)


def test_levels_at_which_a_mechanism_is_not_fired_are_gaps() -> None:
    """In the order of the levels."""
    assert missing([]).levels == (("m", ("macro", "meso")),)


def test_nothing_missing_is_nothing_said() -> None:
    """A whole model has no gap."""
    whole = coverage("m", LEVELS, places("c m macro", "c m meso", "c m micro"))
    assert gaps("ij", "o", "", [], configurations(WHOLE, places("c m micro")), network([arrow("i o", Kind.LINK)]), whole) == Gaps(
        (), (), (), ()
    )
