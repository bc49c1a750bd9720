"""The picture in columns: order, room for words, arrows that keep out of boxes."""

from __future__ import annotations

import re
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.web.columns import LINE, Box, Picture, columns

THINGS = "abcdefgh"
DISTANCES = st.dictionaries(st.sampled_from(THINGS), st.integers(-3, 3), min_size=1)


def drawn(distances: dict[str, int], *arrows: str) -> Picture:
    """The picture of things named by letters."""
    return columns(distances, {thing: f"thing {thing}" for thing in distances}, [(arrow[0], arrow[1]) for arrow in arrows])


def box(picture: Picture, thing: str) -> Box:
    return next(each for each in picture.boxes if each.thing == thing)


def test_causes_stand_left_of_effects() -> None:
    """By distance."""
    picture = drawn({"a": -1, "b": 0, "c": 1}, "ab", "bc")
    assert box(picture, "a").x < box(picture, "b").x < box(picture, "c").x


def test_distances_that_nothing_has_take_no_room() -> None:
    """Columns stand side by side."""
    assert drawn({"a": -3, "b": 0}).width == drawn({"a": -1, "b": 0}).width


def test_a_long_name_is_broken_between_words() -> None:
    """And the box grows with its lines."""
    picture = columns({"a": 0}, {"a": "kokonaisvaltainen työskentely asiakkaan elinympäristössä"}, [])
    assert [" ".join(each.lines) for each in picture.boxes] == ["kokonaisvaltainen työskentely asiakkaan elinympäristössä"]
    assert picture.boxes[0].height > LINE * len(picture.boxes[0].lines) > LINE


def test_no_word_is_broken_however_many_columns() -> None:
    """Boxes are as wide as the longest word."""
    picture = columns({each: number for number, each in enumerate(THINGS)}, dict.fromkeys(THINGS, "sysselsättningsåtgärder"), [])
    assert {each.lines for each in picture.boxes} == {("sysselsättningsåtgärder",)}


def test_arrows_have_places_of_their_own() -> None:
    """No two enter a box at the same point."""
    picture = drawn({"a": -1, "b": -1, "c": -1, "d": 0}, "ad", "bd", "cd")
    assert len({curve.points[-1] for curve in picture.curves}) == 3


def test_arrows_cross_less_when_boxes_are_in_order() -> None:
    """What belongs together stands side by side."""
    picture = drawn({"a": 0, "b": 0, "c": 1, "d": 1}, "ad", "bc")
    assert (box(picture, "a").y < box(picture, "b").y) == (box(picture, "d").y < box(picture, "c").y)


def test_an_arrow_back_enters_from_the_right() -> None:
    """So that it is seen to lead back."""
    picture = drawn({"a": 0, "b": 1}, "ba")
    assert picture.curves[0].points[-1][0] == box(picture, "a").x + box(picture, "a").width


def test_an_arrow_to_itself_leaves_and_comes_back() -> None:
    """At two places of the same side."""
    start, end = drawn({"a": 0}, "aa").curves[0].points
    assert (start[0], start != end) == (end[0], True)


def test_nothing_makes_an_empty_picture() -> None:
    """Without boxes or arrows."""
    assert (drawn({}).boxes, drawn({}).curves) == ([], [])


@settings(max_examples=60)
@given(DISTANCES, st.data())
def test_boxes_never_overlap_and_stay_inside(distances: dict[str, int], data: st.DataObject) -> None:
    """Whatever the network."""
    pairs = st.tuples(st.sampled_from(sorted(distances)), st.sampled_from(sorted(distances)))
    picture = columns(distances, {each: f"thing {each}" * 4 for each in distances}, data.draw(st.lists(pairs, unique=True)))
    for one, other in combinations(picture.boxes, 2):
        assert (
            one.x + one.width <= other.x
            or other.x + other.width <= one.x
            or one.y + one.height <= other.y
            or other.y + other.height <= one.y
        )
    assert all(each.x >= 0 and each.y >= 0 for each in picture.boxes)
    assert all(each.x + each.width <= picture.width and each.y + each.height <= picture.height for each in picture.boxes)


@settings(max_examples=60)
@given(DISTANCES, st.data())
def test_long_arrows_pass_between_boxes(distances: dict[str, int], data: st.DataObject) -> None:
    """The places where an arrow goes through a column lie in no box."""
    pairs = st.tuples(st.sampled_from(sorted(distances)), st.sampled_from(sorted(distances)))
    picture = columns(distances, dict.fromkeys(distances, "thing"), data.draw(st.lists(pairs, unique=True)))
    for curve in picture.curves:
        for x, y in curve.points[1:-1]:
            assert not any(each.x <= x <= each.x + each.width and each.y < y < each.y + each.height for each in picture.boxes)


def test_a_path_begins_and_ends_where_its_arrow_does() -> None:
    """In whole points."""
    curve = drawn({"a": 0, "b": 1, "c": 2}, "ac", "ab").curves[0]
    numbers = [tuple(map(int, pair)) for pair in re.findall(r"(-?\d+),(-?\d+)", curve.path)]
    assert numbers[0] == tuple(round(each) for each in curve.points[0])
    assert numbers[-1] == tuple(round(each) for each in curve.points[-1])
