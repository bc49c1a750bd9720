"""Where to cut, against trying every set."""

from __future__ import annotations

import random
from collections.abc import Collection
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.analysis.cuts import Arrow, Cuts, cut_arrows, cut_things

THINGS = "abcdef"
PAIRS = st.sets(st.tuples(st.sampled_from(THINGS), st.sampled_from(THINGS)), max_size=12)


def loops_remain(pairs: Collection[Arrow]) -> bool:
    """Whether something is left when what nothing leads to is taken away, again and again; loops of one thing do not count."""
    left = {(cause, effect) for cause, effect in pairs if cause != effect}
    while left:
        effects = {effect for _, effect in left}
        kept = {(cause, effect) for cause, effect in left if cause in effects}
        if kept == left:
            return True
        left = kept
    return False


def without(pairs: set[Arrow], things: Collection[str]) -> set[Arrow]:
    """The arrows that neither begin nor end at some things."""
    return {pair for pair in pairs if not set(pair) & set(things)}


def graph(pairs: Collection[Arrow]) -> nx.DiGraph[str]:
    """The graph of some arrows."""
    return nx.DiGraph(sorted(pairs))


def big(things: int) -> nx.DiGraph[str]:
    """A graph of 10,000 arrows between so many things, the same every time."""
    chance = random.Random(things)  # noqa: S311 - no secret
    names = [f"t{number:04}" for number in range(things)]
    pairs: set[Arrow] = set()
    while len(pairs) < 10_000:
        pairs.add((chance.choice(names), chance.choice(names)))
    return graph(pairs)


def rings(number: int, length: int) -> nx.DiGraph[str]:
    """A graph of so many loops that have nothing in common."""
    return graph([(f"{ring}-{place}", f"{ring}-{(place + 1) % length}") for ring in range(number) for place in range(length)])


@given(PAIRS)
def test_arrow_cuts_are_all_the_smallest_sets(pairs: set[Arrow]) -> None:
    """Of every set of arrows, those of the least size without which no loop is left."""
    for size in range(7):
        wanted = [each for each in combinations(sorted(pairs), size) if not loops_remain(pairs - set(each))]
        if wanted:
            break
    assert cut_arrows(graph(pairs), most=1_000) == (Cuts(tuple(wanted), size, cut=False) if wanted else Cuts((), 6, cut=False))


@given(PAIRS)
def test_thing_cuts_are_all_the_smallest_sets(pairs: set[Arrow]) -> None:
    """Of every set of things, those of the least size without which no loop is left."""
    for size in range(len(THINGS)):
        wanted = [each for each in combinations(THINGS, size) if not loops_remain(without(pairs, each))]
        if wanted:
            break
    assert cut_things(graph(pairs)) == Cuts(tuple(wanted), size, cut=False)


@given(PAIRS, st.sets(st.sampled_from(THINGS)))
def test_only_things_among_some_are_cut(pairs: set[Arrow], among: set[str]) -> None:
    """The same, of every set of these; no set when they cannot break every loop."""
    for size in range(len(among) + 1):
        wanted = [each for each in combinations(sorted(among), size) if not loops_remain(without(pairs, each))]
        if wanted:
            break
    assert cut_things(graph(pairs), among).sets == tuple(wanted)


@given(PAIRS, st.integers(1, 5))
def test_more_sets_than_asked_are_cut_off(pairs: set[Arrow], most: int) -> None:
    """The first in the order of names are given, and that there are more is said."""
    every, some = cut_arrows(graph(pairs), most=1_000), cut_arrows(graph(pairs), most=most)
    assert some == Cuts(every.sets[:most], every.searched, cut=len(every.sets) > most)


@given(PAIRS, st.integers(0, 1_500))
def test_a_bounded_search_gives_only_true_cuts(pairs: set[Arrow], looks: int) -> None:
    """However little it may look at, what it gives are smallest sets, and when it is all of them it says so."""
    every, some = cut_arrows(graph(pairs), most=1_000), cut_arrows(graph(pairs), most=1_000, looks=looks)
    assert set(some.sets) <= set(every.sets)
    assert not some.sets or some.cut or some == every


@given(PAIRS, st.integers(0, 1_500))
def test_a_bounded_search_says_how_far_it_came(pairs: set[Arrow], looks: int) -> None:
    """Without a set, there is none of the sizes that it names."""
    every, some = cut_arrows(graph(pairs)), cut_arrows(graph(pairs), looks=looks)
    assert some.sets or every.size is None or some.searched < every.size


def test_no_loop_needs_no_cut() -> None:
    """One set, an empty one."""
    assert cut_arrows(graph([("a", "b"), ("b", "c")])) == Cuts(((),), 0, cut=False)


def test_a_loop_of_one_thing_needs_no_cut() -> None:
    """It says only that the thing feeds itself."""
    assert cut_things(graph([("a", "a")])).size == 0


def test_many_apart_need_more_than_is_looked_for() -> None:
    """Seven loops with nothing in common need seven cuts: no set is given, and up to which size is said."""
    assert cut_arrows(rings(7, 3)) == Cuts((), 6, cut=False)


def test_sets_found_before_the_bound_are_given() -> None:
    """Of the millions of sets that break six loops some are given, and that there are more is said."""
    found = cut_things(rings(6, 12), looks=100_000)
    assert (found.size, found.cut) == (6, True)


def test_a_search_without_effort_says_that_it_looked_for_none() -> None:
    """Not even whether there is a loop."""
    assert cut_arrows(rings(1, 3), looks=1) == Cuts((), -1, cut=False)


@pytest.mark.parametrize(("things", "searched"), [(120, 6), (1000, 6), (3000, 6), (9000, 5)])
def test_ten_thousand_links_need_more_cuts_than_are_looked_for(things: int, searched: int) -> None:
    """It ends, and says up to which size it knows that there is no set; the same every time."""
    assert cut_arrows(big(things)) == Cuts((), searched, cut=False)


@pytest.mark.parametrize(("things", "searched"), [(120, 6), (1000, 6), (3000, 6), (9000, 5)])
def test_things_of_ten_thousand_links(things: int, searched: int) -> None:
    """The same for things, of which every other may go."""
    wide = big(things)
    assert cut_things(wide, sorted(wide)[::2]) == Cuts((), searched, cut=False)
