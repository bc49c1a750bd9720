"""The causal network and its loops."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from portal.analysis.network import Kind, Network, Step, link_steps, links_on_loops, network
from portal.graph.queries import LinkEnd
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
