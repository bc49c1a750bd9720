"""The index: under each key the names and the documents that hold it, in flat arrays. Built once for a data version."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from portal.languages import LANGUAGES, Language
from portal.search.finnish import Finnish
from portal.search.keys import PART, Keyring
from portal.search.texts import WEIGHTS, Document, Part
from portal.search.words import stop_words, tokens

_LEVELS = 255  # a weight is kept in one byte beside the number of its name or document
_BITS = 8
_NAMES = (Part.NAME, Part.OTHER_NAME, Part.HIDDEN_NAME)
_AVERAGE, _LENGTH, _SATURATION = 45.0, 0.6, 1.1
_MOST_PREFIXED = 60


@dataclass
class Shelf:
    """What one language holds: key -> names and key -> texts (number and weight in one), and all keys in order."""

    keyring: Keyring
    names: dict[str, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("I")))
    texts: dict[str, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("I")))
    rarity: dict[str, float] = field(default_factory=dict)
    ordered: list[str] = field(default_factory=list)

    def beginning_with(self, start: str) -> list[str]:
        """Return the first keys, in order, that begin with some letters."""
        place = bisect_left(self.ordered, start)
        found: list[str] = []
        while place < len(self.ordered) and self.ordered[place].startswith(start) and len(found) < _MOST_PREFIXED:
            found.append(self.ordered[place])
            place += 1
        return found

    def __contains__(self, key: str) -> bool:
        return key in self.rarity


def unpack(postings: Iterable[int]) -> Iterator[tuple[int, float]]:
    """Yield each number with its weight."""
    for each in postings:
        yield each >> _BITS, (each & _LEVELS) / _LEVELS


@dataclass(frozen=True)
class Card:
    """What is kept of a document besides its words."""

    iri: str
    kind: str
    inferred: bool
    sources: tuple[str, ...]
    prior: float


class Index:
    """Everything that can be found, by key."""

    def __init__(self, documents: Iterable[Document]) -> None:
        gathered = list(documents)
        finnish = Finnish()
        self.cards = [Card(each.iri, each.kind, each.inferred, each.sources, each.prior) for each in gathered]
        self.shelves: dict[Language, Shelf] = {language: Shelf(Keyring(language, finnish)) for language in LANGUAGES}
        self.name_card, self.name_part, self.name_mass = array("H"), array("B"), array("f")
        for language, shelf in self.shelves.items():
            self._fill(gathered, language, shelf)

    def _fill(self, documents: list[Document], language: Language, shelf: Shelf) -> None:
        words = [[(text.part, tokens(text.text)) for text in each.texts if text.language == language] for each in documents]
        shelf.keyring.learn({word for texts in words for _, text in texts for word in text})
        holders: Counter[str] = Counter()
        names: list[list[str]] = []
        for number, texts in enumerate(words):
            held: dict[str, float] = defaultdict(float)
            for part, text in texts:
                said = [word for word in text if word not in stop_words()] or text
                if part in _NAMES:
                    self._name(shelf, number, part, said, names)
                self._weigh(shelf, part, said, held)
            holders.update(held)
            for key, weight in held.items():
                level = round(weight / (weight + _SATURATION) * _LEVELS)
                shelf.texts[key].append(number << _BITS | max(level, 1))
        total = len(documents)
        shelf.rarity = {key: math.log(1 + total / (0.5 + count)) for key, count in holders.items()}
        self.name_mass.extend(sum(shelf.rarity.get(key, 0.0) for key in name) for name in names)
        shelf.ordered = sorted(shelf.rarity)
        shelf.names, shelf.texts = dict(shelf.names), dict(shelf.texts)

    def _name(self, shelf: Shelf, number: int, part: Part, words: list[str], names: list[list[str]]) -> None:
        """File a name under its keys."""
        place = len(self.name_card)
        self.name_card.append(number)
        self.name_part.append(part)
        firsts = []
        weights: dict[str, float] = {}
        for word in words:
            keys = shelf.keyring.of(word)
            firsts.append(keys.whole[0])
            weights.update(dict.fromkeys(keys.whole, 1.0))
            weights.update({part_: max(weights.get(part_, 0.0), PART) for part_ in keys.parts})
        for key, weight in weights.items():
            shelf.names[key].append(place << _BITS | round(weight * _LEVELS))
        names.append(firsts)

    @staticmethod
    def _weigh(shelf: Shelf, part: Part, words: list[str], held: dict[str, float]) -> None:
        """Add what the words of a text weigh, by key; a word in a long text weighs less."""
        weight = WEIGHTS[part] / (1 - _LENGTH + _LENGTH * max(len(words), 8) / _AVERAGE)
        for word in words:
            keys = shelf.keyring.of(word)
            for key in keys.whole:
                held[key] += weight
            for key in keys.parts:
                held[key] += weight * PART
