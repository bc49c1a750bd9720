"""Words to keys: what a word is filed under in the index of its language, so that all its forms meet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from threading import Lock

import Stemmer

from portal.languages import Language
from portal.search.finnish import Finnish

PART = 0.5
_STEMMERS = {"fi": "finnish", "sv": "swedish", "en": "english"}
_SHORTEST = 4
_SWEDISH_ENDINGS = ("et", "en", "na", "n", "t", "s", "a", "e")  # that the stemmer leaves in many a compound
_IRREGULAR = {
    "children": "child", "people": "person", "men": "man", "women": "woman", "left": "leave", "lost": "lose", "losing": "lose",
    "told": "tell", "met": "meet", "manniskor": "manniska", "bocker": "bok", "battre": "bra",
}  # fmt: skip


@dataclass(frozen=True)
class Keys:
    """The keys of a word: whole (any one of them is the word itself), and parts (of which it is made)."""

    whole: tuple[str, ...]
    parts: tuple[str, ...] = ()


@dataclass
class Keyring:
    """Gives the keys of the words of one language; words are folded."""

    language: Language
    finnish: Finnish
    known: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._stemmer = Stemmer.Stemmer(_STEMMERS[self.language], 0)
        self._lock = Lock()  # the stemmer keeps a buffer of its own
        self.of = lru_cache(maxsize=20_000)(self._of)

    def learn(self, words: Iterable[str]) -> None:
        """Take note of the words of the data, of which compounds may be made."""
        self.known = {stem for word in words if len(word) >= _SHORTEST for stem in (self._stem(word),) if len(stem) >= _SHORTEST}
        self.of.cache_clear()

    def _of(self, word: str) -> Keys:
        if word.isdigit():
            return Keys((word,))
        if self.language == "fi":
            return self._finnish(word)
        stem = self._stem(word)
        if self.language == "en":
            return Keys((stem,))
        shorter = (self._stem(stem.removesuffix(ending)) for ending in _SWEDISH_ENDINGS if stem.endswith(ending))
        whole = dict.fromkeys((stem, *(each for each in shorter if each in self.known)))
        return Keys(tuple(whole), tuple(self._split(stem)))

    def _finnish(self, word: str) -> Keys:
        readings = self.finnish.readings(word)
        if not readings:
            return Keys((self._stem(word),))
        whole = tuple(dict.fromkeys(reading.lemma for reading in readings))
        parts = dict.fromkeys(part for reading in readings for part in reading.parts)
        return Keys(whole, tuple(part for part in parts if part not in whole))

    def _stem(self, word: str) -> str:
        with self._lock:
            return intern(self._stemmer.stemWord(_IRREGULAR.get(word, word)))

    def _split(self, stem: str) -> list[str]:
        """Return the two known words that a Swedish compound is made of, those with the longest last word; none when it is none."""
        for place in range(_SHORTEST, len(stem) - _SHORTEST + 1):
            tail = stem[place:]
            if tail not in self.known:
                continue
            head = stem[:place]
            for shorter in (head, head.removesuffix("s"), self._stem(head), self._stem(head.removesuffix("s"))):
                if shorter in self.known:
                    return [shorter, tail]
        return []
