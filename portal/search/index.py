"""The index: under each key the names and the documents that hold it, in flat arrays. Built once for a data version."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from sys import intern

from portal.languages import LANGUAGES, Language
from portal.search.finnish import Finnish
from portal.search.keys import PART, Keyring
from portal.search.texts import BORROWED, NAMES, WEIGHTS, Document, Part
from portal.search.words import stop_words, tokens

_LEVELS = 255  # a weight is kept in one byte beside the number of its name or document
_BITS = 8
_AVERAGE, _LENGTH, _SATURATION = 45.0, 0.6, 1.1
_SHORTEST_TEXT = 8
_MOST_PREFIXED = 60
_MANY, _MANY_SHARE = 20, 0.11  # a key that more documents hold is common
Postings = dict[str, "array[int]"]


class Flat:
    """Postings by the place of their key, one after the other in one array."""

    def __init__(self, keys: list[str], postings: Postings) -> None:
        self._starts, self._all = array("I", [0]), array("I")
        for key in keys:
            self._all.extend(postings.get(key, ()))
            self._starts.append(len(self._all))

    def at(self, place: int) -> Iterator[tuple[int, float]]:
        """Yield the number and the weight of each posting of a key."""
        for each in self._all[self._starts[place] : self._starts[place + 1]]:
            yield each >> _BITS, (each & _LEVELS) / _LEVELS

    def count(self, place: int) -> int:
        """Return how many postings a key has."""
        return self._starts[place + 1] - self._starts[place]


class Shelf:
    """What one language holds: its keys in order, how much each tells, and under each the names and the documents that hold it."""

    def __init__(self, keyring: Keyring, names: Postings, texts: Postings, total: int) -> None:
        self.keyring = keyring
        self.keys, self._total = sorted(texts), total
        self._rarity = array("f", (math.log(1 + total / (0.5 + len(texts[key]))) for key in self.keys))
        self._names, self._texts = Flat(self.keys, names), Flat(self.keys, texts)

    def _place(self, key: str) -> int:
        place = bisect_left(self.keys, key)
        return place if place < len(self.keys) and self.keys[place] == key else -1

    def __contains__(self, key: str) -> bool:
        return self._place(key) >= 0

    def rarity(self, key: str) -> float:
        """Return how much a key tells: more, the fewer documents hold it; nothing when none does."""
        place = self._place(key)
        return self._rarity[place] if place >= 0 else 0.0

    def common(self, key: str) -> bool:
        """Return whether so many documents hold a key that it hardly tells anything."""
        place = self._place(key)
        held = self._texts.count(place) if place >= 0 else 0
        return held > max(_MANY, _MANY_SHARE * self._total)

    def names(self, key: str) -> Iterator[tuple[int, float]]:
        """Return the number of each name that holds a key, with its weight there."""
        place = self._place(key)
        return self._names.at(place) if place >= 0 else iter(())

    def texts(self, key: str) -> Iterator[tuple[int, float]]:
        """Return the number of each document that holds a key, with its weight there."""
        place = self._place(key)
        return self._texts.at(place) if place >= 0 else iter(())

    def beginning_with(self, start: str) -> list[str]:
        """Return the first keys, in order, that begin with some letters."""
        place = bisect_left(self.keys, start)
        found: list[str] = []
        while place < len(self.keys) and self.keys[place].startswith(start) and len(found) < _MOST_PREFIXED:
            found.append(self.keys[place])
            place += 1
        return found


@dataclass(frozen=True, slots=True)
class Card:
    """What is kept of a document besides its words."""

    iri: str
    kind: str
    inferred: bool
    sources: tuple[str, ...]
    prior: float


class Index:
    """Everything that can be found, by key. Goes through the documents twice, so that they need not be held in memory."""

    def __init__(self, documents: Callable[[], Iterable[Document]]) -> None:
        finnish = Finnish()
        rings = {language: Keyring(language, finnish) for language in LANGUAGES}
        self.cards: list[Card] = []
        swedish: set[str] = set()
        for each in documents():
            self.cards.append(Card(each.iri, intern(each.kind), each.inferred, each.sources, each.prior))
            swedish.update(word for text in each.texts if text.language == "sv" for word in tokens(text.text))
        rings["sv"].learn(swedish)
        self.name_card, self.name_part = array("H"), array("B")
        piles = {language: _Pile() for language in LANGUAGES}
        for number, each in enumerate(documents()):
            self._file(number, each, rings, piles)
        self.shelves = {tag: Shelf(rings[tag], pile.names, pile.texts, len(self.cards)) for tag, pile in piles.items()}
        self.name_mass = array("f", [0.0]) * len(self.name_card)
        for tag, pile in piles.items():
            for name, head in pile.heads.items():
                self.name_mass[name] = sum(map(self.shelves[tag].rarity, head))
            rings[tag].of.cache_clear()
        finnish.readings.cache_clear()

    def _file(self, number: int, document: Document, rings: dict[Language, Keyring], piles: dict[Language, _Pile]) -> None:
        """File the words of a document, each under the keys of its language."""
        stops = stop_words()
        held: dict[Language, dict[str, float]] = {language: defaultdict(float) for language in LANGUAGES}
        for text in document.texts:
            words = tokens(text.text)
            words = [word for word in words if word not in stops] or words
            if text.part in (*NAMES, *BORROWED):
                self._name(piles[text.language], rings[text.language], number, text.part, words)
            _weigh(held[text.language], rings[text.language], text.part, words)
        for language, weights in held.items():
            for key, weight in weights.items():
                level = round(weight / (weight + _SATURATION) * _LEVELS)
                piles[language].texts[key].append(number << _BITS | max(level, 1))

    def _name(self, pile: _Pile, keyring: Keyring, number: int, part: Part, words: list[str]) -> None:
        """File a name under its keys, and note the first key of each of its words."""
        place = len(self.name_card)
        self.name_card.append(number)
        self.name_part.append(part)
        weights: dict[str, float] = {}
        for word in words:
            keys = keyring.of(word)
            weights.update(dict.fromkeys(keys.whole, 1.0))
            weights.update({each: max(weights.get(each, 0.0), PART) for each in keys.parts})
        for key, weight in weights.items():
            pile.names[key].append(place << _BITS | round(weight * _LEVELS))
        pile.heads[place] = [keyring.of(word).whole[0] for word in words]


@dataclass
class _Pile:
    """What is gathered of one language before it is put in order."""

    names: Postings = field(default_factory=lambda: defaultdict(lambda: array("I")))
    texts: Postings = field(default_factory=lambda: defaultdict(lambda: array("I")))
    heads: dict[int, list[str]] = field(default_factory=dict)


def _weigh(held: dict[str, float], keyring: Keyring, part: Part, words: list[str]) -> None:
    """Add what the words of a text weigh, by key; a word in a long text weighs less."""
    weight = WEIGHTS[part] / (1 - _LENGTH + _LENGTH * max(len(words), _SHORTEST_TEXT) / _AVERAGE)
    for word in words:
        keys = keyring.of(word)
        for key in keys.whole:
            held[key] += weight
        for key in keys.parts:
            held[key] += weight * PART
