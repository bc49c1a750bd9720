"""Guidance pages from the outside: which stand behind a front door, which is this week's card, which speak of a thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from portal.languages import LANGUAGES, Language
from portal.pages.plans import KINDS
from portal.pages.read import SOURCE_LANGUAGE, Page, in_order
from portal.web.today import week

CARDS = "cards"
_FIRST = {"teach": ("learning", "tasks", "cases"), "client-situation": ("cases", "tasks"), "data": ("site", "model", "tasks")}


def behind(door: str, pages: Iterable[Page], language: Language) -> list[tuple[str, list[Page]]]:
    """Return the pages that name a front door, by kind: first the kinds that matter most behind it, then in the order of kinds."""
    found: dict[str, list[Page]] = defaultdict(list)
    for page in in_order((each for each in pages if door in each.doors), language):
        found[page.kind].append(page)
    order = dict.fromkeys((*_FIRST.get(door, ("tasks",)), *KINDS, *found))
    return [(kind, found[kind]) for kind in order if kind in found]


def card_of_the_week(pages: Iterable[Page], day: date) -> Page | None:
    """Return the team card whose turn it is: one a week, in their order, and round again; None when there are no cards."""
    cards = in_order((each for each in pages if each.kind == CARDS), LANGUAGES[0])
    return cards[week(day) % len(cards)] if cards else None


def mentions(pages: Iterable[Page]) -> dict[str, tuple[Page, ...]]:
    """Return the pages that speak of each thing (slug): those that are about it first, then those whose text leads to it."""
    about: dict[str, list[Page]] = defaultdict(list)
    leading: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        for slug in page.about:
            about[slug].append(page)
        targets = dict.fromkeys(link.target for link in page.texts[SOURCE_LANGUAGE].links)
        for slug in (target.removeprefix("id:") for target in targets if target.startswith("id:")):
            if slug not in page.about:
                leading[slug].append(page)
    return {slug: (*in_order(about[slug], LANGUAGES[0]), *in_order(leading[slug], LANGUAGES[0])) for slug in {*about, *leading}}
