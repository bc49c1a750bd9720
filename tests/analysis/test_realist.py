"""The rule of three levels."""

from __future__ import annotations

from portal.analysis.realist import Coverage, coverage
from portal.graph.queries import ConfigurationPlace

LEVELS = ["macro", "meso", "micro"]


def places(*texts: str) -> list[ConfigurationPlace]:
    """A place for each `configuration mechanism level`."""
    return [ConfigurationPlace(*text.split()) for text in texts]


def test_configurations_stand_at_their_level() -> None:
    """Several at one level stand in the order of their names."""
    (found,) = coverage(["m"], LEVELS, places("c2 m macro", "c1 m macro", "c3 m micro"))
    assert found == Coverage("m", {"macro": ("c1", "c2"), "meso": (), "micro": ("c3",)})


def test_a_level_without_configuration_is_a_gap() -> None:
    """A mechanism must permeate all three levels."""
    (found,) = coverage(["m"], LEVELS, places("c m meso"))
    assert found.gaps == ("macro", "micro")


def test_a_mechanism_that_permeates_all_levels_has_no_gap() -> None:
    """The order of the places does not matter."""
    (found,) = coverage(["m"], LEVELS, places("c3 m micro", "c1 m macro", "c2 m meso"))
    assert found.gaps == ()


def test_mechanisms_and_levels_keep_their_order() -> None:
    """What is asked for is answered in the order of asking, and nothing else is."""
    found = coverage(["n", "m"], reversed(LEVELS), places("c m macro", "d other macro", "e m elsewhere"))
    assert [each.mechanism for each in found] == ["n", "m"]
    assert list(found[1].configurations.items()) == [("micro", ()), ("meso", ()), ("macro", ("c",))]


def test_nothing_covers_nothing() -> None:
    """Without mechanisms there is no coverage."""
    assert coverage([], LEVELS, places("c m macro")) == []
