"""What lies around a thing, against plain walking."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from portal.analysis.around import Around, Influence, between, both_ways, downstream, influence, upstream
from portal.analysis.loops import Loops, find_loops
from portal.analysis.network import Kind, Network, Step, network

THINGS = "abcdefg"
PAIRS = st.sets(st.tuples(st.sampled_from(THINGS), st.sampled_from(THINGS)), max_size=14)
DEPTHS = st.integers(0, 5)
Pairs = set[tuple[str, str]]


def made(pairs: Pairs) -> Network:
    """The network of some links."""
    return network(Step(*pair, 1, Kind.LINK, (), inferred=False) for pair in pairs)


def turned(pairs: Pairs) -> Pairs:
    """Every arrow the other way round."""
    return {(effect, cause) for cause, effect in pairs}


def walks(pairs: Pairs, start: str, depth: int) -> list[list[str]]:
    """Every walk of at most so many arrows from a thing that stands in the network; walks may meet a thing twice."""
    if not any(start in pair for pair in pairs):
        return []
    found = edge = [[start]]
    for _ in range(depth):
        edge = [[*walk, effect] for walk in edge for cause, effect in sorted(pairs) if cause == walk[-1]]
        found = found + edge
    return found


def distances(pairs: Pairs, start: str, depth: int) -> dict[str, int]:
    """The length of the shortest walk to each thing, spreading from arrow to arrow."""
    found = {start: 0} if any(start in pair for pair in pairs) else {}
    for distance in range(1, depth + 1):
        for each in {effect for cause, effect in pairs if found.get(cause) == distance - 1}:
            found.setdefault(each, distance)
    return found


def arrows(around: Around) -> Pairs:
    """The arrows of an answer as pairs."""
    return {step.arrow for step in around.steps}


def among(pairs: Pairs, things: dict[str, int]) -> Pairs:
    """The arrows between some things."""
    return {pair for pair in pairs if set(pair) <= set(things)}


@given(PAIRS, DEPTHS)
def test_downstream_is_what_can_be_walked_to(pairs: Pairs, depth: int) -> None:
    """Each thing at its distance, with every arrow between them."""
    found, wanted = downstream(made(pairs), "a", depth), distances(pairs, "a", depth)
    assert (found.distances, arrows(found)) == (wanted, among(pairs, wanted))


@given(PAIRS, DEPTHS)
def test_upstream_is_the_same_backwards(pairs: Pairs, depth: int) -> None:
    """Distances are negative."""
    found, wanted = upstream(made(pairs), "a", depth), distances(turned(pairs), "a", depth)
    assert (found.distances, arrows(found)) == ({thing: -each for thing, each in wanted.items()}, among(pairs, wanted))


@given(PAIRS, DEPTHS)
def test_both_ways_is_either(pairs: Pairs, depth: int) -> None:
    """What lies on both sides stands on the nearer one, on the downstream side when both are as near."""
    after, before = distances(pairs, "a", depth), distances(turned(pairs), "a", depth)
    wanted = {thing: after[thing] if after.get(thing, 9) <= before.get(thing, 9) else -before[thing] for thing in {*after, *before}}
    found = both_ways(made(pairs), "a", depth)
    assert (found.distances, arrows(found)) == (wanted, among(pairs, wanted))


@given(st.sets(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=9), st.integers(0, 4), st.sampled_from("ab"))
def test_between_is_what_lies_on_walks(pairs: Pairs, depth: int, end: str) -> None:
    """Things and arrows on some walk of at most so many arrows from one to the other."""
    on = [walk for walk in walks(pairs, "a", depth) if walk[-1] == end]
    found = between(made(pairs), "a", end, depth)
    assert set(found.distances) == {thing for walk in on for thing in walk}
    assert arrows(found) == {pair for walk in on for pair in pairwise(walk)}


@given(PAIRS, DEPTHS)
def test_between_counts_from_the_start(pairs: Pairs, depth: int) -> None:
    """The distances are those downstream of the first thing."""
    after = distances(pairs, "a", depth)
    assert all(after[thing] == each for thing, each in between(made(pairs), "a", "b", depth).distances.items())


@given(PAIRS)
def test_the_nearest_stands_first(pairs: Pairs) -> None:
    """By distance, then by name."""
    found = list(downstream(made(pairs), "a", 9).distances.items())
    assert found == sorted(found, key=lambda pair: (pair[1], pair[0]))


def test_another_name_of_the_same_cause_has_the_same_around_it() -> None:
    """The answer speaks of the name that stands in the network."""
    joined = network([Step("a", "b", 1, Kind.LINK, (), inferred=False)], [("a", "z")])
    assert downstream(joined, "z") == downstream(joined, "a")


def test_nothing_lies_around_what_is_not_in_the_network() -> None:
    """An empty answer, not an error."""
    assert both_ways(made({("a", "b")}), "nothing") == Around({}, ())


@given(PAIRS)
def test_influence_counts_what_plain_walking_meets(pairs: Pairs) -> None:
    """Others directly and at all, on both sides; a thing does not count for itself."""
    wanted = {
        thing: (
            len({cause for cause, effect in pairs if effect == thing != cause}),
            len({effect for cause, effect in pairs if cause == thing != effect}),
            len(distances(turned(pairs), thing, 9)) - 1,
            len(distances(pairs, thing, 9)) - 1,
        )
        for thing in {thing for pair in pairs for thing in pair}
    }
    found = influence(made(pairs), Loops((), None, cut=False), THINGS)
    assert {each.thing: (each.causes, each.effects, each.fed_by, each.feeds) for each in found} == wanted


@given(PAIRS)
def test_influence_counts_loops_of_two_or_more(pairs: Pairs) -> None:
    """Those that the thing lies on."""
    loops = find_loops(made(pairs))
    wanted = {thing: sum(len(each.steps) > 1 for each in loops.through(thing)) for pair in pairs for thing in pair}
    assert {each.thing: each.loops for each in influence(made(pairs), loops, THINGS)} == wanted


@given(PAIRS)
def test_most_loops_come_first(pairs: Pairs) -> None:
    """Then what leads to most, then by name; each once."""
    found = influence(made(pairs), find_loops(made(pairs)), THINGS * 2)
    keys = [(-each.loops, -each.feeds, each.thing) for each in found]
    assert keys == sorted(set(keys))


def test_influence_of_ten_thousand_links() -> None:
    """In a ring with as many chords everything feeds everything else."""
    chance = random.Random(1)  # noqa: S311 - no secret
    names = [f"t{number:04}" for number in range(5_000)]
    pairs = {*zip(names, [*names[1:], names[0]], strict=True), *((chance.choice(names), chance.choice(names)) for _ in names)}
    found = influence(made(pairs), Loops((), None, cut=False), names)
    assert {(each.feeds, each.fed_by) for each in found} == {(4_999, 4_999)}


def test_influence_of_a_line() -> None:
    """The first feeds all, the last is fed by all."""
    line = made({("a", "b"), ("b", "c")})
    assert influence(line, Loops((), None, cut=False), "ac") == [Influence("a", 0, 1, 0, 2, 0), Influence("c", 1, 0, 2, 0, 0)]
