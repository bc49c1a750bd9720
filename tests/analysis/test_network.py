"""The causal network and its loops."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from portal.analysis.network import causal_network, links_on_loops
from portal.graph.queries import LinkEnd

NODES = "abcde"
EDGES = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=12)


def ends(*pairs: tuple[str, str]) -> list[LinkEnd]:
    """A link for each pair, named by its number."""
    return [LinkEnd(str(number), cause, effect, "more", inferred=False) for number, (cause, effect) in enumerate(pairs)]


def test_each_pair_of_cause_and_effect_is_an_edge() -> None:
    """Two links between the same two things are two edges; each carries what is known of it."""
    network = causal_network([LinkEnd("1", "a", "b", "more", inferred=True), LinkEnd("2", "a", "b", "less", inferred=False)])
    assert network.edges["a", "b", "1"] == {"inferred": True, "polarity": "more"}
    assert network.number_of_edges() == 2


def test_a_chain_has_no_loop() -> None:
    """Nothing leads back."""
    assert links_on_loops(causal_network(ends(("a", "b"), ("b", "c")))) == set()


def test_a_link_to_itself_is_no_loop() -> None:
    """A loop has two things or more."""
    assert links_on_loops(causal_network(ends(("a", "a"), ("a", "b"), ("b", "a")))) == {"1", "2"}


def test_a_link_between_two_loops_is_on_none() -> None:
    """Only what leads back counts."""
    assert links_on_loops(causal_network(ends(("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "c")))) == {"0", "1", "3", "4"}


def test_a_link_with_several_ends_is_on_a_loop_when_one_of_them_is() -> None:
    """A link may have many causes."""
    split = [LinkEnd("1", "a", "b", "more", inferred=False), LinkEnd("1", "z", "b", "more", inferred=False)]
    assert links_on_loops(causal_network([*split, LinkEnd("2", "b", "a", "more", inferred=False)])) == {"1", "2"}


@given(EDGES)
def test_loops_are_those_that_walking_finds(pairs: list[tuple[str, str]]) -> None:
    """The same links as listing every simple cycle and taking those on it."""
    network = causal_network(ends(*pairs))
    walked = set()
    for cycle in nx.simple_cycles(nx.DiGraph(network)):
        steps = set(zip(cycle, [*cycle[1:], cycle[0]], strict=True)) if len(cycle) > 1 else set()
        walked |= {str(number) for number, pair in enumerate(pairs) if pair in steps}
    assert links_on_loops(network) == walked
