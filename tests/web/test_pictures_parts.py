"""The parts that pictures are made with: letters, grids, crossings, tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.web.pictures.crossings import crossings, untangled
from portal.web.pictures.grid import course, grid
from portal.web.pictures.letters import width, wrapped
from portal.web.pictures.shapes import Box
from portal.web.pictures.tables import breaks, layout, palette

WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyzåäö", min_size=1, max_size=24), min_size=1, max_size=8)


@given(WORDS)
def test_every_line_fits(words: list[str]) -> None:
    """Whatever the words."""
    assert all(width(line, 13) <= 110 for line in wrapped(" ".join(words), 110, 13) if "-" not in line)


@given(WORDS)
def test_wrapping_loses_no_letter(words: list[str]) -> None:
    """Hyphens at the ends of lines aside."""
    text = " ".join(words)
    assert "".join(line.rstrip("-") for line in wrapped(text, 110, 13)).replace(" ", "") == text.replace(" ", "")


def test_a_long_word_breaks_where_the_table_says() -> None:
    """Compounds break between their parts."""
    assert wrapped("Paikallisyhteisöjen", 90, 12.5) == ("Paikallis-", "yhteisöjen")


def test_lines_are_even() -> None:
    """No lonely short word on the last line where it can be helped."""
    first, second = wrapped("Increasing ill-being among citizens", 190, 15)
    assert abs(len(first) - len(second)) < 12


def test_every_break_is_inside_a_word() -> None:
    """No empty piece."""
    assert all(all(pieces) and len(pieces) > 1 for pieces in breaks().values())


def test_a_straight_arrow_gives_way_at_its_end() -> None:
    """It stays upright though the boxes are not in line."""
    upper, lower = Box("a", 0, 0, 100, 40, (), 12, ""), Box("b", 20, 80, 100, 40, (), 12, "")
    assert course({"from": "bottom", "to": "top"}, upper, lower, grid(100, (20, 40), 0, 1, [40, 40])) == ((50, 40), (50, 80))


def test_an_arrow_runs_along_its_lane() -> None:
    """Through the gap between the columns."""
    left, right = Box("a", 0, 0, 100, 40, (), 12, ""), Box("b", 140, 80, 100, 40, (), 12, "")
    found = course({"from": "right", "via": ["0.5"], "to": "left"}, left, right, grid(100, (40, 40), 0, 2, [40, 40]))
    assert found == ((100, 20), (120, 20), (120, 100), (140, 100))


def test_what_is_no_lane_is_named() -> None:
    """A slip in the layout is found."""
    with pytest.raises(ValueError, match="is no lane"):
        grid(100, (40, 40), 0, 2, [40]).lane("1", "x")


def test_columns_are_untangled() -> None:
    """Two lines that cross no longer do."""
    left, right = untangled((("a", "b"),), (("c", "d"),), (("a", "d"), ("b", "c")))
    assert crossings(left, right, [("a", "d"), ("b", "c")]) == 0


def test_rows_are_kept_when_columns_are_untangled() -> None:
    """A thing stays at its level."""
    left, _ = untangled((("a",), ("b",)), (("c",), ("d",)), (("a", "d"), ("b", "c")))
    assert left == [["a"], ["b"]]


def test_both_layouts_of_the_circle_know_the_same_loops() -> None:
    """What the narrow one places, the wide one places too."""
    plans = layout("vicious-circle")
    assert set(plans["narrow"]["arrows"]) <= set(plans["wide"]["arrows"])


def test_every_look_has_colours_for_a_file() -> None:
    """Each row of the palette paints something."""
    assert all({"fill", "stroke"} & set(attributes) for attributes in palette().values())
