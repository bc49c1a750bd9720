"""Feedback loops, against trying every order of things."""

from __future__ import annotations

import random
from itertools import pairwise, permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.analysis.loops import Feedback, Loop, Loops, find_loops, named_loop, strong_parts
from portal.analysis.network import Kind, Network, Step, network
from portal.namespaces import ID

THINGS = "abcde"
PAIRS = list(product(THINGS, THINGS))
WHAT = st.none() | st.tuples(st.sampled_from((1, -1, 0)), st.sampled_from([*Kind, Kind.LINK, Kind.COUNTER]), st.booleans())
ARROWS = st.lists(WHAT, min_size=len(PAIRS), max_size=len(PAIRS)).map(
    lambda found: {pair: what for pair, what in zip(PAIRS, found, strict=True) if what}
)
Arrows = dict[tuple[str, str], tuple[int, Kind, bool]]


def made(arrows: Arrows) -> Network:
    """The network of some arrows, each carried by `cause-effect`."""
    return network(Step(*pair, sign, kind, ("-".join(pair),), inferred) for pair, (sign, kind, inferred) in arrows.items())


def plain(*texts: str) -> Network:
    """The network of arrows such as `a+b`."""
    signs = {"+": 1, "-": -1, "?": 0}
    return network(Step(text[0], text[2], signs[text[1]], Kind.LINK, (f"{text[0]}-{text[2]}",), inferred=False) for text in texts)


def causal(arrows: Arrows) -> Arrows:
    """The links and counters among some arrows."""
    return {pair: what for pair, what in arrows.items() if what[1] in {Kind.LINK, Kind.COUNTER}}


def cycles(arrows: Arrows) -> list[tuple[str, ...]]:
    """Every order of some things, the least first, in which each leads to the next and the last to the first."""
    orders = [order for number in range(1, len(THINGS) + 1) for order in permutations(THINGS, number) if order[0] == min(order)]
    return [order for order in orders if all(pair in arrows for pair in pairwise((*order, order[0])))]


def big(things: int) -> Network:
    """A network of 10,000 links between so many things, the same every time."""
    chance = random.Random(things)  # noqa: S311 - no secret
    names = [f"t{number:04}" for number in range(things)]
    pairs: set[tuple[str, str]] = set()
    while len(pairs) < 10_000:
        pairs.add((chance.choice(names), chance.choice(names)))
    return network(Step(*pair, chance.choice((1, -1)), Kind.LINK, ("-".join(pair),), inferred=False) for pair in sorted(pairs))


@given(ARROWS)
def test_loops_are_those_of_every_order_of_things(arrows: Arrows) -> None:
    """Each stands once, from its least thing, the shortest first; other kinds of arrow make none."""
    assert [loop.things for loop in find_loops(made(arrows)).found] == cycles(causal(arrows))


@given(ARROWS)
def test_a_small_network_is_searched_whole(arrows: Arrows) -> None:
    """Nothing is left out."""
    assert find_loops(made(arrows)).complete


@given(ARROWS)
def test_feedback_is_the_product_of_signs(arrows: Arrows) -> None:
    """An odd number of decreases balances, an even number reinforces, an arrow without one sign makes it unclear."""
    wrong = []
    for loop in find_loops(made(arrows)).found:
        signs = [arrows[pair][0] for pair in pairwise((*loop.things, loop.things[0]))]
        wanted = Feedback.BALANCING if signs.count(-1) % 2 else Feedback.REINFORCING
        if loop.feedback is not (Feedback.UNCLEAR if 0 in signs else wanted):
            wrong.append(loop)
    assert wrong == []


@given(ARROWS)
def test_inferences_of_a_loop_are_counted(arrows: Arrows) -> None:
    """As many as arrows on it are inferences."""
    found = find_loops(made(arrows)).found
    wanted = [sum(arrows[pair][2] for pair in pairwise((*loop.things, loop.things[0]))) for loop in found]
    assert [loop.inferred for loop in found] == wanted


@given(ARROWS, st.integers(1, 12))
def test_the_first_loops_are_given_when_there_are_more(arrows: Arrows, most: int) -> None:
    """In the order of length and names; it is said that there are more."""
    found, wanted = find_loops(made(arrows), most=most), cycles(causal(arrows))
    assert ([loop.things for loop in found.found], found.cut) == (wanted[:most], len(wanted) > most)


@given(ARROWS, st.integers(0, 60))
def test_a_bounded_search_gives_all_loops_up_to_its_length(arrows: Arrows, looks: int) -> None:
    """However little it may look at, what it gives is whole up to the length that it names."""
    found, wanted = find_loops(made(arrows), looks=looks), cycles(causal(arrows))
    longest = len(THINGS) if found.longest is None else found.longest
    assert [loop.things for loop in found.found] == [order for order in wanted if len(order) <= longest]


@given(ARROWS)
def test_the_same_loop_has_the_same_identifier_in_another_network(arrows: Arrows) -> None:
    """It depends on the things alone; different loops have different ones."""
    turned = {pair: (-sign, kind, not inferred) for pair, (sign, kind, inferred) in reversed(arrows.items())}
    first, second = ({loop.identifier: loop.things for loop in find_loops(made(each)).found} for each in (arrows, turned))
    assert first == second
    assert len(first) == len(cycles(causal(arrows)))


def test_an_identifier_stays_as_it_is() -> None:
    """Addresses lead to it: it may never change; the base address of ours is no part of it."""
    found = [
        find_loops(network(Step(*pair, 1, Kind.LINK, (), inferred=False) for pair in pairs)).found[0]
        for pairs in (
            [("a", "b"), ("b", "a")],
            [(ID + "a", ID + "b"), (ID + "b", ID + "a")],
        )
    ]
    assert [loop.identifier for loop in found] == ["loop-7e18f737", "loop-7e18f737"]


@given(ARROWS)
def test_strong_parts_are_things_that_lead_to_each_other(arrows: Arrows) -> None:
    """By walking from each thing: two stand in one part when each leads to the other; largest first."""
    reach = {thing: walked(arrows, thing) for thing in THINGS}
    parts = {tuple(each for each in THINGS if each in reach[thing] and thing in reach[each]) for thing in THINGS}
    wanted = sorted((part for part in parts if part), key=lambda part: (-len(part), part))
    assert [tuple(part) for part in strong_parts(made(arrows).graph)] == wanted


def walked(arrows: Arrows, start: str) -> set[str]:
    """What can be reached from a thing over one arrow or more."""
    met: set[str] = set()
    for _ in THINGS:
        met |= {effect for cause, effect in arrows if cause == start or cause in met}
    return met


@given(ARROWS, st.sampled_from(THINGS))
def test_loops_through_a_thing(arrows: Arrows, thing: str) -> None:
    """Those that have it among their things."""
    assert [loop.things for loop in find_loops(made(arrows)).through(thing)] == [c for c in cycles(causal(arrows)) if thing in c]


@given(ARROWS)
def test_loops_of_two_or_more(arrows: Arrows) -> None:
    """Without those of one thing."""
    assert [len(loop.things) > 1 for loop in find_loops(made(arrows)).of_two_or_more()] == [
        True for order in cycles(causal(arrows)) if len(order) > 1
    ]


@given(ARROWS, st.sets(st.sampled_from(["a-b", "b-a", "b-c", "c-a", "c-b", "a-a"]), max_size=4))
def test_a_named_loop_has_exactly_these_links(arrows: Arrows, links: set[str]) -> None:
    """With one link to an arrow, the links are those of its arrows."""
    loops = find_loops(made(arrows)).found
    wanted = [loop for loop in loops if {carrier for step in loop.steps for carrier in step.carriers} == links]
    assert named_loop(loops, links) == (wanted[0] if wanted else None)


def test_an_arrow_of_two_links_is_named_by_either() -> None:
    """Two sources may say the same; a loop is named when each arrow is, and no link stands outside it."""
    steps = [("a", "b", "1"), ("a", "b", "2"), ("b", "a", "3")]
    loops = find_loops(network(Step(cause, effect, 1, Kind.LINK, (link,), inferred=False) for cause, effect, link in steps)).found
    named = [named_loop(loops, links) is not None for links in ("13", "23", "123", "12", "3", "134")]
    assert named == [True, True, True, False, False, False]


def test_other_kinds_of_arrow_leave_a_loop_as_it_is() -> None:
    """A configuration beside a link changes neither its sign nor what it rests on."""
    link = Step("a", "b", -1, Kind.LINK, ("1",), inferred=True)
    both = network(
        [link, Step("a", "b", 1, Kind.CONFIGURATION, ("2",), inferred=False), Step("b", "a", 1, Kind.LINK, ("3",), inferred=False)]
    )
    assert find_loops(both).found[0].steps[0] == link


@pytest.mark.parametrize("things", [120, 1000, 3000, 9000])
def test_loops_of_ten_thousand_links_are_loops(things: int) -> None:
    """Each leads from thing to thing over arrows of the network and meets none twice."""
    wide = big(things)
    arrows, found = set(wide.graph.edges), find_loops(wide).found
    loops = [loop for loop in found if arrows.issuperset(pairwise((*loop.things, loop.things[0])))]
    assert [len(set(loop.things)) for loop in loops] == [len(loop.steps) for loop in found]


@pytest.mark.parametrize(("things", "longest", "cut"), [(120, 2, True), (1000, 4, True), (3000, 6, False), (9000, None, False)])
def test_what_is_left_out_of_ten_thousand_links_is_said(things: int, longest: int | None, cut: bool) -> None:
    """The length up to which loops were looked for, and whether there are more; the same every time."""
    found = find_loops(big(things))
    assert (found.longest, found.cut) == (longest, cut)


def test_a_dense_network_gives_as_many_loops_as_asked() -> None:
    """Among 120 things there are more of two than are given."""
    assert len(find_loops(big(120)).found) == 1_000


def test_a_ring_of_thousands_is_one_loop() -> None:
    """The length of a loop does not matter when there are few."""
    names = [f"t{number:04}" for number in range(5_000)]
    found = find_loops(network(Step(*pair, 1, Kind.LINK, (), inferred=False) for pair in pairwise([*names, names[0]])))
    assert (len(found.found), found.complete) == (1, True)


def test_no_arrow_makes_no_loop() -> None:
    """An empty network is searched whole."""
    assert find_loops(network([])) == Loops((), None, cut=False)


def test_a_loop_knows_its_things() -> None:
    """The causes of its arrows, in order."""
    assert Loop(plain("a+b", "b-c", "c+a").along("abca")).things == ("a", "b", "c")
