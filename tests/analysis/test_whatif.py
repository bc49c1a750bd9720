"""What if, against following every walk."""

from __future__ import annotations

import random
from itertools import pairwise
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.analysis.network import Kind, Network, Step, network
from portal.analysis.whatif import Change, Prediction, what_if

THINGS = "abcdef"
ARROWS = st.dictionaries(st.tuples(st.sampled_from(THINGS), st.sampled_from(THINGS)), st.sampled_from((1, -1, 0)), max_size=12)
CHANGES = st.sampled_from((Change.MORE, Change.LESS))
SIGNS = {Change.MORE: 1, Change.LESS: -1}
Arrows = dict[tuple[str, str], int]


def made(arrows: Arrows) -> Network:
    """The network of some arrows."""
    return network(Step(*pair, sign, Kind.LINK, ("-".join(pair),), inferred=False) for pair, sign in arrows.items())


def driven(arrows: Arrows, start: str, sign: int, depth: int) -> dict[str, set[int]]:
    """Where each thing is driven at the end of some walk of at most so many arrows; of none, where the start is driven."""
    ends = {(start, sign)}
    for _ in range(depth):
        ends |= {
            (effect, after)
            for thing, before in ends
            for (cause, effect), step in arrows.items()
            if cause == thing
            for after in ([before * step] if step else [1, -1])
        }
    return {thing: {sign for each, sign in ends if each == thing} for thing, _ in ends}


def changes(found: list[Prediction]) -> dict[str, Change]:
    """Each thing with where it is driven."""
    return {each.thing: each.change for each in found}


def wanted(signs: dict[str, set[int]], start: str) -> dict[str, Change]:
    """The same from the signs of all walks; the start itself only when something turns it round."""
    words = {(1,): Change.MORE, (-1,): Change.LESS, (-1, 1): Change.AMBIGUOUS}
    return {thing: words[tuple(sorted(each))] for thing, each in signs.items() if thing != start or len(each) == 2}


@given(ARROWS, CHANGES)
def test_predictions_are_the_signs_of_all_walks(arrows: Arrows, change: Change) -> None:
    """Walks of up to twice as many arrows as there are things meet every thing in every direction that any walk does."""
    found = what_if(made(arrows), "a", change)
    assert changes(found) == wanted(driven(arrows, "a", SIGNS[change], 2 * len(THINGS)), "a")


@given(ARROWS, CHANGES, st.integers(0, 4))
def test_predictions_to_a_depth(arrows: Arrows, change: Change, depth: int) -> None:
    """The same of walks of at most so many arrows."""
    found = what_if(made(arrows), "a", change, depth=depth)
    assert changes(found) == wanted(driven(arrows, "a", SIGNS[change], depth), "a")


@given(ARROWS, CHANGES)
def test_each_direction_is_explained_by_a_shortest_walk(arrows: Arrows, change: Change) -> None:
    """As many arrows as the first depth at which some walk drives the thing there."""
    sign, wrong = SIGNS[change], []
    by_depth = [driven(arrows, "a", sign, depth) for depth in range(2 * len(THINGS) + 1)]
    for each in what_if(made(arrows), "a", change):
        shortest = [
            next(depth for depth, signs in enumerate(by_depth) if direction in signs.get(each.thing, set()))
            for direction in (1, -1)
            if direction in by_depth[-1][each.thing]
        ]
        if [len(walk) for walk in each.why] != shortest or each.distance != min(shortest):
            wrong.append(each)
    assert wrong == []


@given(ARROWS, CHANGES)
def test_each_walk_leads_from_the_change_to_the_thing(arrows: Arrows, change: Change) -> None:
    """Over arrows of the network; and where no arrow is unsigned, its signs give the direction that it explains."""
    wrong = []
    for each in what_if(made(arrows), "a", change):
        directions = [1, -1] if each.change is Change.AMBIGUOUS else [SIGNS[each.change]]
        for direction, walk in zip(directions, each.why, strict=True):
            things = ["a", *(step.effect for step in walk)]
            sign = SIGNS[change] * prod(arrows[pair] for pair in pairwise(things))
            if things[-1] != each.thing or [step.arrow for step in walk] != list(pairwise(things)) or sign not in {0, direction}:
                wrong.append(walk)
    assert wrong == []


@given(ARROWS)
def test_less_is_the_mirror_of_more(arrows: Arrows) -> None:
    """What more drives up less drives down."""
    mirror = {Change.MORE: Change.LESS, Change.LESS: Change.MORE, Change.AMBIGUOUS: Change.AMBIGUOUS}
    more, less = (changes(what_if(made(arrows), "a", change)) for change in (Change.MORE, Change.LESS))
    assert {thing: mirror[change] for thing, change in more.items()} == less


@given(ARROWS)
def test_the_nearest_comes_first(arrows: Arrows) -> None:
    """Then by name."""
    keys = [(each.distance, each.thing) for each in what_if(made(arrows), "a", Change.MORE)]
    assert keys == sorted(keys)


def test_a_balancing_loop_makes_its_things_ambiguous() -> None:
    """The change comes back turned round, so that signs alone do not tell which way is stronger."""
    found = changes(what_if(made({("a", "b"): 1, ("b", "a"): -1}), "a", Change.MORE))
    assert found == {"a": Change.AMBIGUOUS, "b": Change.AMBIGUOUS}


def test_a_reinforcing_loop_agrees_with_the_change() -> None:
    """It comes back as it was: the start is not listed, and nothing is ambiguous."""
    found = changes(what_if(made({("a", "b"): -1, ("b", "a"): -1}), "a", Change.MORE))
    assert found == {"b": Change.LESS}


def test_two_names_of_one_cause_drive_the_same() -> None:
    """Whichever is changed."""
    joined = network([Step("a", "b", 1, Kind.LINK, (), inferred=False)], [("a", "z")])
    assert changes(what_if(joined, "z", Change.MORE)) == changes(what_if(joined, "a", Change.MORE)) == {"b": Change.MORE}


def test_a_thing_outside_the_network_drives_nothing() -> None:
    """There is nothing to follow."""
    assert what_if(made({("a", "b"): 1}), "nothing", Change.MORE) == []


@pytest.mark.parametrize("change", [Change.AMBIGUOUS, Change.NONE])
def test_only_more_and_less_are_changes(change: Change) -> None:
    """The other words are answers."""
    with pytest.raises(ValueError, match="more or less"):
        what_if(made({}), "a", change)


@pytest.mark.parametrize("things", [120, 1000, 3000, 9000])
def test_ten_thousand_links_are_followed_to_the_end(things: int) -> None:
    """As many things are driven as plain walking reaches."""
    chance = random.Random(things)  # noqa: S311 - no secret
    names = [f"t{number:04}" for number in range(things)]
    arrows = {(chance.choice(names), chance.choice(names)): chance.choice((1, -1)) for _ in range(10_000)}
    start = min(cause for cause, _ in arrows)
    after: dict[str, list[str]] = {}
    for cause, effect in arrows:
        after.setdefault(cause, []).append(effect)
    met, edge = {start}, [start]
    while edge:
        edge = [each for thing in edge for each in after.get(thing, []) if each not in met and not met.add(each)]
    assert {each.thing for each in what_if(made(arrows), start, Change.MORE)} | {start} == met


def test_a_line_of_thousands_is_followed_to_its_end() -> None:
    """The walk to the last thing has an arrow less than there are things."""
    line = made(dict.fromkeys(pairwise(f"t{number:04}" for number in range(9_000)), 1))
    assert len(what_if(line, "t0000", Change.MORE)[-1].why[0]) == 8_999
