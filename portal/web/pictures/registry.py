"""The pictures by name: what each is called in addresses, what it can be asked for, and what makes it. The one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from portal.languages import Language
from portal.web.pictures import errors
from portal.web.pictures.configuration import configuration
from portal.web.pictures.figure import Figure
from portal.web.pictures.mechanisms import mechanisms
from portal.web.pictures.source_figures import figure_3, figure_4
from portal.web.pictures.steps import chain, loop
from portal.web.pictures.two_circles import two_circles
from portal.web.pictures.vicious_loops import vicious_loops

Maker = Callable[[Language, Mapping[str, str]], Figure]


@dataclass(frozen=True)
class Recipe:
    """What makes a picture, the parameters it must be given, and those it may be given, of which only one at a time."""

    make: Maker
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


PICTURES: dict[str, Recipe] = {
    "vicious-loops": Recipe(vicious_loops, may=("loop", "focus")),
    "two-circles": Recipe(two_circles, may=("thing", "level")),
    "loop": Recipe(loop, needs=("loop",)),
    "chain": Recipe(chain, needs=("obstacle", "lever")),
    "configuration": Recipe(configuration, needs=("thing",)),
    "mechanisms-by-level": Recipe(mechanisms),
    "figure-3": Recipe(figure_3),
    "figure-4": Recipe(figure_4, may=("part",)),
}


def figure(name: str, language: Language, parameters: Mapping[str, str]) -> Figure:
    """Return a picture with its twin, in the view of the request; raises PictureError when it cannot be made."""
    recipe = PICTURES.get(name)
    if recipe is None:
        raise errors.unknown_picture(name)
    given = {key: value for key, value in parameters.items() if value}
    for key in given:
        if key not in {*recipe.needs, *recipe.may}:
            raise errors.unknown_parameter(key)
    for key in recipe.needs:
        if key not in given:
            raise errors.missing_parameter(key)
    chosen = [key for key in recipe.may if key in given]
    if len(chosen) > 1:
        raise errors.contradiction(", ".join(chosen))
    return recipe.make(language, given)
