"""Ready sets for a basket: the things and pages that courses begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask_babel import gettext

from portal.languages import Language
from portal.learning.basket import Item, Sort
from portal.namespaces import KIERRE
from portal.web.facts import page_links
from portal.web.house import house
from portal.web.pages import Said
from portal.web.pictures.registry import figure
from portal.web.pictures.source_figures import PARTS

_METHODS = (  # the four that the recommendations are about
    "financial-social-work", "strengths-based-social-work", "community-and-nature-based-methods", "network-method-with-immigrants",
)  # fmt: skip
_FIGURES: tuple[tuple[str, dict[str, str]], ...] = (  # figure 4 also part by part, as it fits on slides
    ("figure-3", {}),
    ("figure-4", {}),
    *(("figure-4", {"part": part}) for part in PARTS),
    ("vicious-loops", {}),
    ("two-circles", {}),
    ("mechanisms-by-level", {}),
)
_PATHS = ("paths", "learning")


@dataclass(frozen=True)
class ReadySet:
    """A set: its name, what it is called, and its items by name."""

    name: str
    title: str
    members: list[tuple[Item, Said]]


def ready_sets(language: Language) -> list[ReadySet]:
    """Return the sets that this version of the data has something for."""
    titles = {
        "paths": gettext("Learning paths"),
        "methods": gettext("The four methods"),
        "values": gettext("The ten values"),
        "recommendations": gettext("The ten recommendations"),
        "figures": gettext("Figures of the model"),
        "cards": gettext("Cards: obstacle and lever"),
        "cases": gettext("Cases"),
    }
    found = [ReadySet(name, title, _SETS[name](language)) for name, title in titles.items()]
    return [each for each in found if each.members]


def items_of(name: str, language: Language) -> list[Item]:
    """Return the items of a set; none for a name that is none."""
    return [item for item, _ in _SETS[name](language)] if name in _SETS else []


def _things(class_: str) -> Callable[[Language], list[tuple[Item, Said]]]:
    def members(language: Language) -> list[tuple[Item, Said]]:
        found = [
            each for each in house().catalogue.of_class(KIERRE + class_) if not (each.is_own or (house().view and each.inferred))
        ]
        return [(Item(Sort.THING, each.slug), Said(*each.label(language))) for each in found]

    return members


def _pages(*kinds: str, slugs: Iterable[str] = ()) -> Callable[[Language], list[tuple[Item, Said]]]:
    wanted = set(slugs)

    def members(language: Language) -> list[tuple[Item, Said]]:
        found = [
            each for each in house().data.pages if each.kind in kinds and (not wanted or each.slug in wanted) and not each.is_own
        ]
        return [(Item(Sort.GUIDE, each.slug), each.name) for each in page_links(found, language)]

    return members


def _figures(language: Language) -> list[tuple[Item, Said]]:
    return [
        (
            Item(Sort.PICTURE, name, tuple(f"{key}.{value}" for key, value in given.items())),
            Said(figure(name, language, given).title, language),
        )
        for name, given in _FIGURES
    ]


_SETS: dict[str, Callable[[Language], list[tuple[Item, Said]]]] = {
    "paths": _pages(*_PATHS),
    "methods": _pages("methods", slugs=_METHODS),
    "values": _things("Value"),
    "recommendations": _things("Recommendation"),
    "figures": _figures,
    "cards": _pages("cards"),
    "cases": _pages("cases"),
}
