"""The index: under each key the names and the documents that hold it, in flat arrays. Built once for a data version."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from sys import intern

from portal.languages import LANGUAGES, Language
from portal.search.finnish import Finnish
from portal.search.keys import PART, Keyring
from portal.search.texts import WEIGHTS, Document, Part
from portal.search.words import stop_words, tokens

_LEVELS = 255  # a weight is kept in one byte beside the number of its name or document
_BITS = 8
_NAMES = (Part.NAME, Part.OTHER_NAME, Part.HIDDEN_NAME)
_AVERAGE, _LENGTH, _SATURATION = 45.0, 0.6, 1.1
_SHORTEST_TEXT = 8
_MOST_PREFIXED = 60
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


class Shelf:
    """What one language holds: its keys in order, how much each tells, and under each the names and the documents that hold it."""

    def __init__(self, keyring: Keyring, names: Postings, texts: Postings, total: int) -> None:
        self.keyring = keyring
        self.keys = sorted(texts)
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
    """Everything that can be found, by key. Takes the documents once for each language, so that none is held in memory."""

    def __init__(self, documents: Callable[[], Iterable[Document]]) -> None:
        finnish = Finnish()
        self.cards = [Card(each.iri, intern(each.kind), each.inferred, each.sources, each.prior) for each in documents()]
        self.name_card, self.name_part, self.name_mass = array("H"), array("B"), array("f")
        self.shelves = {language: self._shelf(documents, Keyring(language, finnish)) for language in LANGUAGES}
        finnish.readings.cache_clear()

    def _shelf(self, documents: Callable[[], Iterable[Document]], keyring: Keyring) -> Shelf:
        language, stops = keyring.language, stop_words()
        if language == "sv":
            keyring.learn(_vocabulary(documents(), language))
        names: Postings = defaultdict(lambda: array("I"))
        texts: Postings = defaultdict(lambda: array("I"))
        heads: list[list[str]] = []
        for number, document in enumerate(documents()):
            held: dict[str, float] = defaultdict(float)
            for text in document.texts:
                if text.language != language:
                    continue
                words = tokens(text.text)
                words = [word for word in words if word not in stops] or words
                if text.part in _NAMES:
                    heads.append(self._name(names, keyring, number, text.part, words))
                _weigh(held, keyring, text.part, words)
            for key, weight in held.items():
                level = round(weight / (weight + _SATURATION) * _LEVELS)
                texts[key].append(number << _BITS | max(level, 1))
        shelf = Shelf(keyring, names, texts, len(self.cards))
        self.name_mass.extend(sum(map(shelf.rarity, head)) for head in heads)
        keyring.of.cache_clear()
        return shelf

    def _name(self, names: Postings, keyring: Keyring, number: int, part: Part, words: list[str]) -> list[str]:
        """File a name under its keys, and return the first key of each of its words."""
        place = len(self.name_card)
        self.name_card.append(number)
        self.name_part.append(part)
        weights: dict[str, float] = {}
        for word in words:
            keys = keyring.of(word)
            weights.update(dict.fromkeys(keys.whole, 1.0))
            weights.update({each: max(weights.get(each, 0.0), PART) for each in keys.parts})
        for key, weight in weights.items():
            names[key].append(place << _BITS | round(weight * _LEVELS))
        return [keyring.of(word).whole[0] for word in words]


def _weigh(held: dict[str, float], keyring: Keyring, part: Part, words: list[str]) -> None:
    """Add what the words of a text weigh, by key; a word in a long text weighs less."""
    weight = WEIGHTS[part] / (1 - _LENGTH + _LENGTH * max(len(words), _SHORTEST_TEXT) / _AVERAGE)
    for word in words:
        keys = keyring.of(word)
        for key in keys.whole:
            held[key] += weight
        for key in keys.parts:
            held[key] += weight * PART


def _vocabulary(documents: Iterable[Document], language: Language) -> set[str]:
    return {word for each in documents for text in each.texts if text.language == language for word in tokens(text.text)}
