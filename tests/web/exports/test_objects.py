"""Plain answers as JSON."""

from __future__ import annotations

from portal.web.exports.objects import as_json, camel
from portal.web.plain.pieces import About, Ref, Thing
from portal.web.plain.shapes import CutSets


def test_names_are_camel_case() -> None:
    """As names in JSON are written."""
    assert (camel("kind_label"), camel("fed_by"), camel("iri")) == ("kindLabel", "fedBy", "iri")


def test_a_shape_becomes_a_dictionary() -> None:
    """With all its fields."""
    assert as_json(CutSets(None, 2, cut=False)) == {"size": None, "searched": 2, "cut": False}


def test_shapes_inside_become_dictionaries_too() -> None:
    """In lists."""
    about = About("/a", "all", "fi", "0")
    assert as_json((about, [about]))[1][0]["address"] == "/a"  # type: ignore[index]


def test_a_distance_that_was_not_asked_for_is_left_out() -> None:
    """And kept where it was, also when it is nought."""
    name = Ref("i", "a", "A", "/a")
    placed, free = (Thing("i", "a", "A", "/a", (name,), "", "", "", (), (), inferred=False, distance=each) for each in (0, None))
    assert as_json(placed)["distance"] == 0  # type: ignore[index]
    assert "distance" not in as_json(free)  # type: ignore[operator]
