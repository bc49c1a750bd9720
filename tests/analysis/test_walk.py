"""Walks through a network: directions, what is hidden on the way, what is shown besides, and what is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.analysis.network import LESS, MORE, Kind, Network, Step, network
from portal.analysis.walk import Direction, Walk, narrowed, nearest, shortest, walk

PAIRS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=16)


def made(pairs: str, kind: Kind = Kind.LINK, *, inferred: bool = False) -> Network:
    """The network of arrows like "ab bc"."""
    return network(Step(cause, effect, MORE, kind, (cause + effect,), inferred) for cause, effect in pairs.split())


def things(found: Network, asked: Walk) -> str:
    return "".join(sorted(walk(found, asked).distances))


@pytest.mark.parametrize(
    ("direction", "depth", "wanted"),
    [(Direction.UP, 1, "bc"), (Direction.UP, 2, "abc"), (Direction.DOWN, 1, "cd"), (Direction.BOTH, 1, "bcd")],
)
def test_a_walk_goes_where_it_is_asked_to(direction: Direction, depth: int, wanted: str) -> None:
    """Up, down or both ways, so many steps."""
    assert things(made("ab bc cd de"), Walk("c", direction, depth)) == wanted


def test_a_walk_between_two_things_holds_only_ways() -> None:
    """A blind alley is none."""
    assert things(made("ab bc bx"), Walk("a", Direction.BETWEEN, 3, to="c")) == "abc"


def test_what_surrounds_a_thing_stands_beside_it() -> None:
    """Its cause one column before, its effect one after."""
    found = walk(made("ab bc cd xc"), Walk("b", depth=1, also=("c",)))
    assert found.distances == {"a": -1, "b": 0, "x": 0, "c": 1, "d": 2}


def test_only_what_is_found_gets_its_surroundings() -> None:
    """Nothing floats apart."""
    assert things(made("ab yz"), Walk("a", also=("y",))) == "ab"


def test_surroundings_keep_the_ways_between_two_things() -> None:
    """An arrow that was left out of them because it is on no way stays out."""
    found = walk(made("ab bc ca bx"), Walk("a", Direction.BETWEEN, 2, to="c", also=("b",)))
    assert [step.arrow for step in found.steps] == [("a", "b"), ("b", "c"), ("b", "x")]


def test_kinds_and_hidden_things_are_not_passed() -> None:
    """What lies behind them is not reached."""
    both = network([*made("ab bc").steps, *made("bd", Kind.PART).steps])
    assert things(narrowed(both, [Kind.LINK], "c"), Walk("a", depth=3)) == "ab"


def test_hypotheses_can_be_seen_alone() -> None:
    """Stated arrows are left out."""
    both = network([*made("ab").steps, *made("bc", inferred=True).steps])
    assert [step.arrow for step in narrowed(both, list(Kind), "", only_inferred=True).steps] == [("b", "c")]


def test_what_is_too_much_is_left_out_from_afar() -> None:
    """The nearest arrows are kept, and the things that they join."""
    kept = nearest(walk(made("ab bc cd"), Walk("a", Direction.DOWN, 3)), 2)
    assert kept.distances == {"a": 0, "b": 1, "c": 2}


def test_the_shortest_way_is_counted() -> None:
    """Zero when there is none, or when a thing is not there."""
    found = made("ab bc ac cd")
    assert [shortest(found, *ends) for ends in ("ad", "da", "az")] == [2, 0, 0]


@given(PAIRS, st.sampled_from("abcdef"), st.integers(1, 4), st.sampled_from(list(Direction)[:3]))
def test_every_thing_found_is_joined_to_what_was_asked(
    pairs: list[tuple[str, str]], thing: str, depth: int, way: Direction
) -> None:
    """Each is as many arrows away as it says, by the arrows that are shown."""
    found = network(Step(cause, effect, LESS, Kind.LINK, (), inferred=False) for cause, effect in pairs)
    answer = walk(found, Walk(thing, way, depth))
    for other, distance in answer.distances.items():
        assert distance == 0 or any(
            other in step.arrow and any(abs(answer.distances[end]) < abs(distance) for end in step.arrow) for step in answer.steps
        )
