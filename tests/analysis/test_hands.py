"""In whose hands a lever is."""

from __future__ import annotations

import pytest

from portal.analysis.chains import Chain
from portal.analysis.hands import Hands, hands
from portal.analysis.network import Kind, Step
from portal.namespaces import ID

MACRO, MESO, MICRO = (f"{ID}level-{name}" for name in ("macro", "meso", "micro"))
NONE: frozenset[str] = frozenset()


def chain(kind: Kind = Kind.COUNTER) -> Chain:
    """A chain from x over y to b, whose first arrow is of a kind."""
    return Chain("b", (Step("x", "y", 1, kind, (), inferred=False), Step("y", "b", -1, Kind.COUNTER, (), inferred=False)))


@pytest.mark.parametrize(("level", "who"), [(MICRO, Hands.WORKER), (MESO, Hands.TEAM), (MACRO, Hands.ORGANISATION)])
def test_a_level_tells_whose_hands(level: str, who: Hands) -> None:
    """Client work is the worker's, the team the team's, the rest the organisation's."""
    assert hands(chain(), {"x": [level]}.__getitem__, NONE) == (who,)


def test_several_levels_are_in_several_hands() -> None:
    """The nearest to client work first."""
    assert hands(chain(), {"x": [MACRO, MICRO]}.__getitem__, NONE) == (Hands.WORKER, Hands.ORGANISATION)


def test_without_level_it_is_in_nobodys_hands() -> None:
    """Where the source gives none, none is made up."""
    assert hands(chain(), lambda _: (), NONE) == ()


def test_a_recommendation_is_for_those_who_decide() -> None:
    """Whatever levels it speaks of."""
    assert hands(chain(), lambda _: [MICRO], frozenset("x")) == (Hands.DECISION_MAKERS,)


def test_a_method_is_where_the_intervention_is_that_applies_it() -> None:
    """When it has no level of its own."""
    assert hands(chain(Kind.METHOD), {"x": [], "y": [MESO]}.__getitem__, NONE) == (Hands.TEAM,)


def test_a_method_with_levels_keeps_them() -> None:
    """Its own come first."""
    assert hands(chain(Kind.METHOD), {"x": [MICRO], "y": [MESO]}.__getitem__, NONE) == (Hands.WORKER,)


@pytest.mark.parametrize("kind", [Kind.LINK, Kind.COUNTER, Kind.CONFIGURATION, Kind.PART])
def test_only_a_method_takes_levels_from_what_comes_next(kind: Kind) -> None:
    """The level of an effect says nothing about who can act."""
    assert hands(chain(kind), {"x": [], "y": [MESO]}.__getitem__, NONE) == ()


def test_another_level_is_in_nobodys_hands() -> None:
    """Only the three levels of the model tell."""
    assert hands(chain(), lambda _: [ID + "level-other"], NONE) == ()
