"""Whether what an address asks for besides its page is there: the items of a basket, the questions of a bank."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import flask

from portal.learning.basket import Basket, Item, Sort, read_basket
from portal.namespaces import ID, STATEMENT
from portal.web.bank import read
from portal.web.chosen import settled, told
from portal.web.house import house, view_parameter
from portal.web.item_address import meant

_BASES = {Sort.THING: ID, Sort.STATEMENT: STATEMENT}


@dataclass(frozen=True)
class Held:
    """What is wrong with what an address asks for, in English.

    lost: a sentence for each item that is not there, or did not arrive; old: one for each that is used no more;
    question: what to ask for instead, "" when nothing is left, or nobody knows.
    """

    lost: list[str] = field(default_factory=list)
    old: list[str] = field(default_factory=list)
    question: str = ""


def _of_basket() -> Held:
    basket = read_basket(flask.request.args, meant)
    items = settled(basket, "en")
    arrived = _whole(basket)
    lost = [each.note for each in items if not each.there and not each.inferred]
    old = [said for asked, each in zip(basket.items, items, strict=True) if (said := _old(asked, each.item))]
    left = basket.with_items(tuple(each.item for each in items if each.there or each.inferred))
    mended = left.question(**view_parameter()) if left.items and arrived else ""
    return Held([*([] if arrived else told(basket, "en")), *lost], old, mended)


def _whole(basket: Basket) -> bool:
    """Return whether all items of a basket arrived; those that are there twice do no harm."""
    return not (basket.missing or basket.short or basket.unread or basket.over or basket.cut)


def _old(asked: Item, shown: Item) -> str:
    if asked != shown:
        return f"{asked} is used no more: {shown} takes its place."
    base = _BASES.get(asked.sort)
    deprecated = base is not None and house().catalogue[base + asked.name].deprecated
    return f"{asked} is used no more, and nothing takes its place." if deprecated else ""


def _of_bank() -> Held:
    asked = read(flask.request.args)
    none = [] if asked.problems or asked.draw() else ["There are no such questions (any more)."]
    return Held([*asked.problems, *none])


# What reads the address of the request that is being made, by its endpoint.
HOLDING: dict[str, Callable[[], Held]] = {
    "course.course": _of_basket,
    "course.file": _of_basket,
    "questions.file": _of_bank,
}
