"""The form of the basket: what its buttons do to it, and what they could not read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from portal.languages import Language
from portal.learning.basket import Basket, Item, read_basket, read_item, tidy
from portal.web.chosen import settled
from portal.web.course_sets import items_of
from portal.web.item_address import meant

_SPACE = re.compile(r"\s+")
_MOVE = re.compile(r"(up|down|remove)-(\d{1,3})", re.ASCII)
_LONGEST_PASTE = 20_000  # characters


@dataclass(frozen=True)
class Sent:
    """What the form makes of a basket: the basket, what is searched for, and pasted texts that are no address of ours."""

    basket: Basket
    searched: str
    unread: tuple[str, ...]


def sent(form: MultiDict[str, str], language: Language) -> Sent:
    """Return the basket after what the form asks for: moved, removed, added, named anew."""
    old = read_basket(form, meant)
    items = [each.item for each in settled(old, language)]
    items = _moved(items, form.get("move", ""))
    pasted = [each for each in _SPACE.split(form.get("paste", "")[:_LONGEST_PASTE]) if each]
    read = {each: meant(each) for each in pasted}
    added = [*map(read_item, form.getlist("add")), *items_of(form.get("set", ""), language), *read.values()]
    if form.get("move") == "empty":
        items, added = [], []
    kept = tuple(items + [each for each in added if each and each not in items])
    basket = Basket(title=tidy(form.get("title", "")), key=form.get("key") == "1").with_items(tuple(dict.fromkeys(kept)))
    return Sent(basket, " ".join(form.get("q", "").split()), tuple(text for text, item in read.items() if item is None))


def _moved(items: list[Item], asked: str) -> list[Item]:
    """Return the items with one of them moved by a place, or removed; as they were for what cannot be done."""
    found = _MOVE.fullmatch(asked)
    place = int(found[2]) if found else len(items)
    if not found or place >= len(items):
        return items
    rest = [*items[:place], *items[place + 1 :]]
    if found[1] == "remove":
        return rest
    to = max(0, place - 1) if found[1] == "up" else place + 1
    return [*rest[:to], items[place], *rest[to:]]
