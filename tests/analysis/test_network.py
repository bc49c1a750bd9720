"""The causal network and its loops."""

from __future__ import annotations

from itertools import product

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.analysis.network import Kind, Network, Step, configuration_steps, link_steps, links_on_loops, network
from portal.graph.queries import ConfigurationPiece, LinkEnd
from portal.namespaces import KIERRE

NODES = "abcde"
EDGES = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=12)


def made(*pairs: tuple[str, str]) -> Network:
    """The network of a link for each pair, named by its number."""
    return network(
        link_steps(LinkEnd(str(number), cause, effect, "more", inferred=False) for number, (cause, effect) in enumerate(pairs))
    )


def test_links_between_the_same_two_things_are_one_arrow() -> None:
    """It carries both, is inferred only when both are, and has no sign when they disagree."""
    more, less = KIERRE + "Increases", KIERRE + "Decreases"
    ends = [LinkEnd("1", "a", "b", more, inferred=True), LinkEnd("2", "a", "b", less, inferred=False)]
    assert network(link_steps(ends)).steps == (Step("a", "b", 0, Kind.LINK, ("1", "2"), inferred=False),)


def test_a_chain_has_no_loop() -> None:
    """Nothing leads back."""
    assert links_on_loops(made(("a", "b"), ("b", "c"))) == set()


def test_a_link_to_itself_is_no_loop() -> None:
    """A loop has two things or more."""
    assert links_on_loops(made(("a", "a"), ("a", "b"), ("b", "a"))) == {"1", "2"}


def test_a_link_between_two_loops_is_on_none() -> None:
    """Only what leads back counts."""
    assert links_on_loops(made(("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "c"))) == {"0", "1", "3", "4"}


def test_a_link_with_several_ends_is_on_a_loop_when_one_of_them_is() -> None:
    """A link may have many causes."""
    split = [LinkEnd("1", "a", "b", "more", inferred=False), LinkEnd("1", "z", "b", "more", inferred=False)]
    assert links_on_loops(network(link_steps([*split, LinkEnd("2", "b", "a", "more", inferred=False)]))) == {"1", "2"}


@given(EDGES)
def test_loops_are_those_that_walking_finds(pairs: list[tuple[str, str]]) -> None:
    """The same links as listing every simple cycle and taking those on it."""
    found = made(*pairs)
    walked = set()
    for cycle in nx.simple_cycles(found.graph):
        steps = set(zip(cycle, [*cycle[1:], cycle[0]], strict=True)) if len(cycle) > 1 else set()
        walked |= {str(number) for number, pair in enumerate(pairs) if pair in steps}
    assert links_on_loops(found) == walked


NAMES = "abcdefg"
STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
        st.sampled_from((1, -1, 0)),
        st.sampled_from(Kind),
        st.lists(st.sampled_from("12345"), max_size=2).map(tuple),
        st.booleans(),
    ),
    max_size=12,
)
SAME = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=3)
ORDER = [Kind.LINK, Kind.COUNTER, Kind.CONFIGURATION, Kind.PART, Kind.METHOD]


def first_names(same: list[tuple[str, str]]) -> dict[str, str]:
    """Each name with the first of those that are the same cause: pairs hand the lesser name on until nothing changes."""
    found = {name: name for name in NAMES}
    for _ in NAMES:
        for one, other in same:
            found[one] = found[other] = min(found[one], found[other])
    return found


def joined(steps: list[Step], same: list[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, Kind, set[str], bool]]:
    """Each pair of causes with the sign, the kind, the carriers and the basis of the arrows between any of their names."""
    name, found = first_names(same), {}
    for pair in product(NAMES, NAMES):
        group = [step for step in steps if (name[step.cause], name[step.effect]) == pair]
        if group:
            signs, kinds = {step.sign for step in group}, {step.kind for step in group}
            sign = 1 if signs == {1} else -1 if signs == {-1} else 0
            carriers = {carrier for step in group for carrier in step.carriers}
            found[pair] = (sign, next(k for k in ORDER if k in kinds), carriers, False not in {step.inferred for step in group})
    return found


def as_table(found: Network) -> dict[tuple[str, str], tuple[int, Kind, set[str], bool]]:
    """A network in the same form."""
    return {step.arrow: (step.sign, step.kind, set(step.carriers), step.inferred) for step in found.steps}


@given(STEPS, SAME)
def test_one_cause_counts_once(steps: list[Step], same: list[tuple[str, str]]) -> None:
    """Arrows between names of the same causes are one: unsigned when they disagree, inferred when all are."""
    assert as_table(network(steps, same)) == joined(steps, same)


@given(STEPS, SAME)
def test_names_of_one_cause_lead_to_it(steps: list[Step], same: list[tuple[str, str]]) -> None:
    """The first in the alphabet stands for all."""
    found = network(steps, same)
    assert {name: found.thing(name) for name in NAMES} == first_names(same)


@given(STEPS, SAME, st.sets(st.sampled_from(Kind)))
def test_only_some_kinds_are_as_if_there_were_no_other(steps: list[Step], same: list[tuple[str, str]], kinds: set[Kind]) -> None:
    """An arrow of another kind beside one of these changes nothing about it."""
    found = network(steps, same).only(*kinds)
    assert as_table(found) == joined([step for step in steps if step.kind in kinds], same)


@given(STEPS, SAME)
def test_the_order_of_arrows_does_not_matter(steps: list[Step], same: list[tuple[str, str]]) -> None:
    """The same network comes of them in any order."""
    one, other = network(steps, same), network(steps[::-1], same[::-1])
    assert (one.steps, one.names, list(one.graph)) == (other.steps, other.names, list(other.graph))


@given(STEPS, SAME)
def test_a_network_can_be_made_again_of_its_own(steps: list[Step], same: list[tuple[str, str]]) -> None:
    """Its arrows and pairs of names give the same arrows."""
    found = network(steps, same)
    assert network(found.steps, found.pairs).steps == found.steps


def test_an_arrow_between_two_names_of_one_cause_leads_back_to_it() -> None:
    """It is kept as a loop of one thing."""
    (step,) = network([Step("a", "b", 1, Kind.LINK, ("1",), inferred=False)], [("b", "a")]).steps
    assert step.arrow == ("a", "a")


def test_steps_along_things() -> None:
    """Each from one thing to the next."""
    found = made(("a", "b"), ("b", "c"))
    assert [step.carriers for step in found.along("abc")] == [("0",), ("1",)]


def test_no_step_is_made_up() -> None:
    """There is none where no arrow leads."""
    with pytest.raises(KeyError):
        made(("a", "b")).step("b", "a")


@pytest.mark.parametrize(("polarity", "sign"), [("Increases", 1), ("Decreases", -1), ("Varies", 0)])
def test_a_polarity_is_a_sign(polarity: str, sign: int) -> None:
    """What varies has none."""
    assert link_steps([LinkEnd("1", "a", "b", KIERRE + polarity, inferred=False)])[0].sign == sign


PIECES = {"inContext": "ab", "byActor": "c", "withIntervention": "de", "firesMechanism": "m", "leadsToOutcome": "xy"}


def test_a_configuration_leads_from_its_pieces_to_mechanism_and_outcomes() -> None:
    """From each context, actor and intervention to each of those, and on from none of them."""
    pieces = [ConfigurationPiece("1", KIERRE + part, piece, inferred=True) for part, all_ in PIECES.items() for piece in all_]
    assert sorted(step.arrow for step in configuration_steps(pieces)) == list(product("abcde", "mxy"))


def test_one_configuration_does_not_lead_to_the_outcomes_of_another() -> None:
    """Though both fire the same mechanism, it fires in other circumstances."""
    parts = [("inContext", "{}"), ("firesMechanism", "m"), ("leadsToOutcome", "to {}")]
    pieces = [ConfigurationPiece(each, KIERRE + part, form.format(each), inferred=True) for each in "12" for part, form in parts]
    ways = dict(nx.all_pairs_shortest_path_length(network(configuration_steps(pieces)).graph))
    assert set(ways["1"]) == {"1", "m", "to 1"}


@given(EDGES)
def test_links_on_loops_are_those_whose_effect_leads_back(pairs: list[tuple[str, str]]) -> None:
    """By walking on from the effect until nothing new is met."""
    wanted = set()
    for number, (cause, effect) in enumerate(pairs):
        met = {effect}
        for _ in NODES:
            met |= {after for before, after in pairs if before in met}
        if cause in met and cause != effect:
            wanted.add(str(number))
    assert links_on_loops(made(*pairs)) == wanted
