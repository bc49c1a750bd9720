"""What a trainer has chosen, as it stands in an address: how many items, which, in which order, under which title.

`?n=2-53&items=thing:queues-grow,picture:loop:loop.loop-4d7c72db`: no mark in it needs escaping. How many items there are, and of
how many letters, comes first, so that an address that was cut off in a letter is noticed, and what a letter added at its end is
not read. Addresses of other hands may leave the letters out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypedDict
from unicodedata import category
from urllib.parse import quote, unquote

MOST = 60  # items
LONGEST = 3000  # characters of all items as they stand in the address; proxies refuse much longer headers
LONGEST_TITLE = 120
EVERY_KIND = "all"
_NAME = re.compile(r"[\w-]+", re.ASCII)
_KINDS = re.compile(r"[\w-]+(\.[\w-]+)*", re.ASCII)
_MORE = re.compile(r"\d+:\d+(:(?![1-3](:|$))[\w-]+)?(:[1-3])?", re.ASCII)  # how many, seed, about what, difficulty
_DIFFICULTY = re.compile(r"[1-3]")
_PROMISED = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?", re.ASCII)  # items, and letters of them all
_PARAMETER = re.compile(r"[\w-]+\.[\w.-]*", re.ASCII)
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs without ink


class Draw(TypedDict):
    """How questions are drawn: kinds (all, when none is named), how many, by which seed, about what, how difficult (0: any)."""

    kinds: tuple[str, ...]
    count: int
    seed: int
    about: str
    difficulty: int


class Sort(StrEnum):
    """What an item is; the word that it begins with in an address."""

    THING = "thing"
    STATEMENT = "statement"
    GUIDE = "guide"
    PICTURE = "picture"
    LOOP = "loop"
    QUERY = "query"
    QUESTIONS = "questions"
    QUESTION = "question"
    PART = "part"


ASKING = {Sort.QUESTIONS, Sort.QUESTION}  # what goes into a question bank
_KEYED = {Sort.PICTURE, Sort.QUERY, Sort.PART}  # with parameters: `loop.loop-4d7c72db`
_PARAMETERS = 8  # most of one item


@dataclass(frozen=True, order=True)
class Item:
    """An item: its sort, its name, and what else it is asked for with.

    A picture, a query and a part of the portal have parameters (`loop.loop-4d7c72db`); questions have kinds
    (`next-stage.order-of-values`), how many and a seed, and may have the name of a thing or page that they are about, and a
    difficulty, which is a digit.
    """

    sort: Sort
    name: str
    more: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the item as it stands in an address."""
        return ":".join((self.sort, self.name, *self.more))

    @property
    def parameters(self) -> dict[str, str]:
        """Return the parameters by name."""
        return dict(each.split(".", 1) for each in self.more) if self.sort in _KEYED else {}

    @property
    def draw(self) -> Draw:
        """Return how questions are drawn."""
        count, seed, *more = self.more
        kinds = () if self.name == EVERY_KIND else tuple(self.name.split("."))
        about = next((each for each in more if not _DIFFICULTY.fullmatch(each)), "")
        difficulty = next((int(each) for each in more if _DIFFICULTY.fullmatch(each)), 0)
        return {"kinds": kinds, "count": int(count), "seed": int(seed), "about": about, "difficulty": difficulty}


@dataclass(frozen=True)
class Basket:
    """What was chosen, and what is wrong with how it arrived.

    key: whether right answers go along; promised: how many items there were to be, or None; short: whether letters of them did
    not arrive; unread: pieces that are no items; twice: items that were there more than once; over: items for which there was no
    room; cut: whether the text was too long.
    """

    items: tuple[Item, ...] = ()
    title: str = ""
    key: bool = False
    promised: int | None = None
    short: bool = False
    unread: tuple[str, ...] = ()
    twice: tuple[Item, ...] = ()
    over: tuple[Item, ...] = ()
    cut: bool = False

    @property
    def missing(self) -> int:
        """Return how many items were promised and did not arrive."""
        return max(0, (self.promised or 0) - len(self.items) - len(self.unread) - len(self.twice) - len(self.over))

    def with_items(self, items: tuple[Item, ...]) -> Basket:
        """Return the basket with other items, each once and as many as there is room for; what is wrong is told anew."""
        return replace(_bounded(items), title=self.title, key=self.key)

    def question(self, **more: str) -> str:
        """Return what stands after the question mark of its address; more: further parameters, before the items."""
        items = ",".join(map(str, self.items))
        count, key = f"{len(self.items)}-{len(items)}", "1" if self.key else ""
        asked = {"n": count, "title": self.title, "key": key, **more, "items": items}
        return "&".join(f"{name}={quote(value, safe=':,.~')}" for name, value in asked.items() if value)


def read_item(text: str) -> Item | None:
    """Return the item that a text is, or None when it is none."""
    word, _, rest = text.partition(":")
    if word not in set(Sort):
        return None
    sort, (name, *more) = Sort(word), rest.split(":")
    if sort is Sort.QUESTIONS:
        fits = _KINDS.fullmatch(name) and _MORE.fullmatch(":".join(more)) and all(map(_is_number, more[:2]))
        return Item(sort, name, tuple(more)) if fits else None
    if not _NAME.fullmatch(name):
        return None
    if sort in _KEYED:
        fits = len(more) <= _PARAMETERS and all(_PARAMETER.fullmatch(each) for each in more)
        return Item(sort, name, tuple(sorted(more))) if fits else None
    return None if more else Item(sort, name)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def read_basket(asked: Mapping[str, str], read: Callable[[str], Item | None] = read_item) -> Basket:
    """Return the basket that the parameters of an address hold, and what is wrong with it; read: makes an item of a piece of it."""
    text = _healed(asked.get("items", ""))
    promised = _PROMISED.fullmatch(asked.get("n", "").strip())
    letters = int(promised[2]) if promised and promised[2] else len(text)
    if not any(map(str.isalnum, text[letters:])):  # a full stop or a bracket of the letter; what somebody added by hand stays
        text = text[:letters]
    pieces = [each for each in text[:LONGEST].split(",") if each]
    items = [(piece, read(piece)) for piece in pieces]
    found = _bounded(tuple(item for _, item in items if item))
    return replace(
        found,
        title=tidy(asked.get("title", "")),
        key=asked.get("key") == "1",
        promised=int(promised[1]) if promised else None,
        short=len(text) < letters,
        unread=tuple(piece for piece, item in items if not item),
        cut=len(text) > LONGEST,
    )


def _healed(text: str) -> str:
    """Return items without what letters do to them: broken into lines, escaped once more. No item has a space or a `%`."""
    return "".join(unquote(text).split())


def tidy(title: str) -> str:
    """Return a title on one line, without marks that steer a screen or a file, and not too long; "" when nothing of it is seen."""
    tidied = " ".join(_CONTROL.sub(" ", title).split())[:LONGEST_TITLE].strip()
    return tidied if any(map(_is_seen, tidied)) else ""


def _is_seen(letter: str) -> bool:
    return category(letter)[0] not in "CMZ" and letter not in _BLANK  # no control, mark on another letter, or space


def _bounded(items: tuple[Item, ...]) -> Basket:
    """Return a basket of the items, each once, as many as there is room for."""
    kept: list[Item] = []
    twice: list[Item] = []
    over: list[Item] = []
    length = 0
    for item in items:
        if item in kept:
            twice.append(item)
        elif len(kept) == MOST or length + len(str(item)) > LONGEST:
            over.append(item)
        else:
            kept.append(item)
            length += len(str(item)) + 1
    return Basket(tuple(kept), twice=tuple(twice), over=tuple(over))
