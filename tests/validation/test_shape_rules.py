"""The shapes as values."""

from __future__ import annotations

from portal.namespaces import ID, KIERRE, SKOS, XSD
from validation.rules import Rule, all_rules


def rule(name: str) -> Rule:
    (found,) = [each for each in all_rules() if each.name == name]
    return found


def test_a_rule_has_a_target_and_a_number() -> None:
    """One level for each configuration."""
    found = rule("configuration-level")
    assert (found.classes, found.path) == ((KIERRE + "Configuration",), KIERRE + "atLevel")
    assert (found.least, found.most, found.module) == (1, 1, "realism")


def test_a_rule_of_a_part_holds_for_what_its_whole_holds_for() -> None:
    """Labels of things are asked for by another shape."""
    found = rule("label-in-finnish")
    assert (found.path, found.least) == (SKOS + "prefLabel", 1)
    assert {KIERRE + "Barrier", KIERRE + "Update"} <= set(found.classes)


def test_alternatives_are_gathered() -> None:
    """Any of them will do."""
    assert rule("counters-barrier").kinds == (KIERRE + "Barrier", KIERRE + "Circle")


def test_allowed_values_stand_in_their_order() -> None:
    """As the list has them."""
    assert rule("level-is-known").one_of == (ID + "level-macro", ID + "level-meso", ID + "level-micro")


def test_a_datatype_is_told() -> None:
    """A whole number."""
    assert rule("position-from-one").datatype == XSD + "integer"


def test_every_shape_that_holds_for_something_says_what_is_wrong() -> None:
    """Those without a message only gather others."""
    assert all(each.message or not each.path for each in all_rules())
