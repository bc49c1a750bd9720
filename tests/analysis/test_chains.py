"""Chains from levers to obstacles, against walking every way."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.analysis.chains import Chain, Chains, chains, find_chains
from portal.analysis.network import Kind, Network, Step, network

THINGS = "abcdefg"
ARROWS = st.dictionaries(
    st.tuples(st.sampled_from(THINGS), st.sampled_from(THINGS)),
    st.tuples(st.sampled_from((1, -1, 0)), st.booleans()),
    max_size=22,
)
Arrows = dict[tuple[str, str], tuple[int, bool]]


def made(arrows: Arrows) -> Network:
    """The network of some arrows."""
    return network(Step(*pair, sign, Kind.LINK, ("-".join(pair),), inferred) for pair, (sign, inferred) in arrows.items())


def plain(*texts: str) -> Network:
    """The network of arrows such as `a+b`; a capital sign (`p`, `m`) is an inference."""
    signs = {"+": 1, "-": -1, "?": 0, "p": 1, "m": -1}
    return network(Step(text[0], text[2], signs[text[1]], Kind.LINK, (text,), text[1] in "pm") for text in texts)


def ways(arrows: Arrows, met: tuple[str, ...], end: str) -> Iterator[tuple[str, ...]]:
    """Every way on to the end that meets nothing twice."""
    if met[-1] == end:
        yield met
        return
    for cause, effect in arrows:
        if cause == met[-1] and effect not in met:
            yield from ways(arrows, (*met, effect), end)


def best(arrows: Arrows, lever: str, end: str) -> tuple[int, int] | None:
    """The fewest arrows, and of these the fewest inferences, of the ways that weaken the end."""
    found = [[arrows[pair] for pair in pairwise(way)] for way in ways(arrows, (lever,), end)]
    return min(((len(way), sum(i for _, i in way)) for way in found if prod(sign for sign, _ in way) == -1), default=None)


def measures(found: list[Chain]) -> dict[str, tuple[int, int]]:
    """Each lever with the number of arrows and of inferences of its chain."""
    return {chain.lever: (len(chain.steps), chain.inferred) for chain in found}


def big(things: int, negative: float) -> Network:
    """A network of 10,000 links between so many things, the same every time."""
    chance = random.Random(things)  # noqa: S311 - no secret
    names = [f"t{number:04}" for number in range(things)]
    pairs = sorted({(chance.choice(names), chance.choice(names)) for _ in range(10_000)})
    return network(Step(*pair, -1 if chance.random() < negative else 1, Kind.LINK, (), chance.random() < 0.3) for pair in pairs)


@given(ARROWS)
def test_chains_are_the_shortest_of_all_ways(arrows: Arrows) -> None:
    """From each lever that has a way that weakens the obstacle: as few arrows as can be, and of these as few inferences."""
    wanted = {lever: best(arrows, lever, "a") for lever in THINGS[1:]}
    assert measures(chains(made(arrows), "a", THINGS)) == {lever: each for lever, each in wanted.items() if each}


@given(ARROWS, st.integers(1, 4))
def test_no_chain_is_longer_than_asked(arrows: Arrows, longest: int) -> None:
    """Those of up to so many arrows are found, and no other."""
    wanted = {lever: best(arrows, lever, "a") for lever in THINGS[1:]}
    kept = {lever: each for lever, each in wanted.items() if each and each[0] <= longest}
    assert measures(chains(made(arrows), "a", THINGS, longest=longest)) == kept


@given(ARROWS)
def test_a_chain_is_a_way_that_weakens(arrows: Arrows) -> None:
    """It leads from the lever to the obstacle over arrows of the network, meets nothing twice, and turns more into less."""
    wrong = []
    for chain in chains(made(arrows), "a", THINGS):
        way = (*(step.cause for step in chain.steps), chain.steps[-1].effect)
        signs = [arrows[pair][0] for pair in pairwise(way)]
        if way not in set(ways(arrows, (chain.lever,), "a")) or prod(signs) != -1:
            wrong.append(chain)
    assert wrong == []


@given(ARROWS)
def test_the_shortest_chain_comes_first(arrows: Arrows) -> None:
    """Then the one with fewer inferences, then by name."""
    keys = [(len(chain.steps), chain.inferred, chain.lever) for chain in chains(made(arrows), "a", THINGS)]
    assert keys == sorted(keys)


@given(ARROWS)
def test_a_small_network_is_searched_whole(arrows: Arrows) -> None:
    """No lever is left out."""
    assert find_chains(made(arrows), "a", THINGS).unsearched == ()


@given(ARROWS, st.integers(0, 200))
def test_what_was_not_searched_is_said(arrows: Arrows, looks: int) -> None:
    """However little may be looked at, every lever with a chain has it or is named; and the chains are the shortest."""
    every, some = (find_chains(made(arrows), "a", THINGS, looks=each) for each in (1_000_000, looks))
    wanted = measures([chain for chain in every.found if chain.lever not in some.unsearched])
    assert measures(list(some.found)) == wanted


def test_a_chain_meets_nothing_twice() -> None:
    """The shortest walk from c with the right sign goes round a loop; the chain does not."""
    found = chains(plain("c+b", "b-e", "e+b", "b+a", "c+d", "d+f", "f+g", "g-h", "h+a"), "a", "c")
    assert ["".join(step.cause for step in chain.steps) for chain in found] == ["cdfgh"]


def test_a_way_only_round_a_loop_is_no_chain() -> None:
    """What would have to meet a thing twice is left out."""
    assert find_chains(plain("c+b", "b-e", "e+b", "b+a"), "a", "c") == Chains((), ())


def test_of_two_as_short_the_better_founded_counts() -> None:
    """The names do not matter."""
    (chain,) = chains(plain("cpb", "b-a", "c+d", "d-a"), "a", "c")
    assert chain.inferred == 0


def test_a_shorter_chain_counts_though_it_is_inferred() -> None:
    """Length comes first."""
    (chain,) = chains(plain("cma", "c+d", "d-a"), "a", "c")
    assert len(chain.steps) == 1


def test_an_arrow_without_one_sign_is_on_no_chain() -> None:
    """Nobody knows where it drives."""
    assert chains(plain("b?a", "c?b", "b-a"), "a", "c") == []


def test_an_obstacle_keeps_the_name_it_was_asked_by() -> None:
    """Though its cause is known by another."""
    (chain,) = chains(network([Step("c", "a", -1, Kind.LINK, (), inferred=False)], [("a", "z")]), "z", "c")
    assert (chain.obstacle, chain.steps[-1].effect) == ("z", "a")


def test_an_unknown_obstacle_has_no_chain() -> None:
    """Nothing leads there."""
    assert chains(plain("c-a"), "nothing", "c") == []


@pytest.mark.parametrize("things", [120, 1000, 3000, 9000])
@pytest.mark.parametrize("negative", [0.02, 0.5])
def test_chains_of_ten_thousand_links(things: int, negative: float) -> None:
    """They meet nothing twice and weaken the obstacle; each lever has at most one, or is named as not searched."""
    wide = big(things, negative)
    found = find_chains(wide, "t0000", list(wide.graph))
    levers = [chain.lever for chain in found.found]
    assert len({*levers, *found.unsearched}) == len(levers) + len(found.unsearched)
    assert all(prod(step.sign for step in chain.steps) == -1 for chain in found.found)
    assert all(len({step.cause for step in chain.steps} | {"t0000"}) == len(chain.steps) + 1 for chain in found.found)


def test_a_star_of_thousands_says_what_was_not_searched() -> None:
    """Where every walk turns back through the middle, the search ends at its bound and names the levers."""
    pairs = [pair for number in range(1, 3_000) for pair in (("m", f"t{number}"), (f"t{number}", "m"))]
    star = network(Step(*pair, -1 if pair[1] == "t1" else 1, Kind.LINK, (), inferred=False) for pair in pairs)
    assert len(find_chains(star, "m", list(star.graph)).unsearched) > 1_000
