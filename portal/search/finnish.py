"""Finnish words to their basic forms and to the words that they are made of, by a lexicon of the data and a table of endings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from portal.search.words import DATA

_LONGEST_ENDING = 11
_SHORTEST_STEM, _SHORTEST_PART, _SHORTEST_TAIL = 1, 3, 5
_CLITICS = ("kin", "kaan", "ko", "han", "pa")
_OWNERS = ("nsa", "ni", "si", "mme", "nne", "an", "en")
_NONE: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


@dataclass(frozen=True)
class Reading:
    """One way to read a word: its basic form, and the basic forms of the words that it is made of."""

    lemma: str
    parts: tuple[str, ...]


class Finnish:
    """Reads words. A word that is in no table is read by its ending, or as a compound of known words, or not at all."""

    def __init__(self) -> None:
        self.lexicon = _whole_parts(dict(_rows("lexicon.fi.tsv")))
        self._endings = {old: (bases, roots) for old, bases, roots in _endings()}
        self.readings = lru_cache(maxsize=20_000)(self._readings)

    def _readings(self, word: str) -> tuple[Reading, ...]:
        """Return the ways to read a folded word, none when it is unknown."""
        for shape in _shapes(word):
            known = [Reading(lemma, self.lexicon[lemma]) for lemma in self._inflections(shape)]
            known = known or list(self._compounds(shape))
            if known:
                return tuple(known)
        return ()

    def _inflections(self, word: str) -> Iterable[str]:
        """Return the words of the lexicon that this may be a form of: itself when it is one; else what it is derived from."""
        if word in self.lexicon:
            return [word]
        found: dict[str, None] = {}
        for rank in (0, 1):
            for length in range(min(_LONGEST_ENDING, len(word) - _SHORTEST_STEM) + 1):
                stem, ending = word[: len(word) - length], word[len(word) - length :]
                for new in self._endings.get(ending, _NONE)[rank]:
                    if stem + new in self.lexicon:
                        found[stem + new] = None
            if found:
                break
        return _likest(word, found)

    def _compounds(self, word: str) -> Iterator[Reading]:
        """Yield the reading of an unknown word as a known word after a known word, else after anything: the longest that fits."""
        for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            heads = self._first_words(word[:place])
            tails = list(self._inflections(word[place:])) if heads else []
            tails = [tail for tail in tails if len(tail) >= _SHORTEST_PART]
            if tails:
                for tail in tails:
                    parts = (*heads, tail, *self.lexicon[tail])
                    yield Reading(intern(word[:place] + tail), parts)
                return
        for place in range(_SHORTEST_PART, len(word) - _SHORTEST_TAIL + 1):
            for tail in self._inflections(word[place:]):
                if len(tail) >= _SHORTEST_TAIL:
                    yield Reading(word, (tail, *self.lexicon[tail]))
                    return

    def _first_words(self, word: str) -> list[str]:
        """Return the known words that may stand first in a compound in this shape: as they are, or in the genitive."""
        if word in self.lexicon:
            return [word]
        if word.endswith("n") or word.endswith("s"):
            return list(self._inflections(word))[:2]
        return []


def _whole_parts(lexicon: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return a lexicon in which a word is made of the largest words: lähisuhdeväkivalta of väkivalta, not of väki, valta."""
    found = {}
    for word, parts in lexicon.items():
        joined = {first + last: (first, last) for first in parts for last in parts if first + last in word}
        larger = {each: pieces for each, pieces in joined.items() if each in lexicon and each != word}
        pieces = {piece for each in larger.values() for piece in each}
        pieces |= {piece for part in parts if part != word for piece in lexicon.get(part, ()) if len(lexicon[part]) > 1}
        found[word] = tuple(dict.fromkeys((*(part for part in parts if part not in pieces), *larger)))
    return found


def _likest(word: str, bases: Iterable[str]) -> list[str]:
    """Return the basic forms of a word that begin as it does, or all when none does: velat is of velka, not of vetää."""
    near = [base for base in bases if base[:_SHORTEST_PART] == word[:_SHORTEST_PART]]
    return near or list(bases)


def _shapes(word: str) -> Iterator[str]:
    """Yield a word, then what is left without a clitic (heille-kin) and without a mark of its owner (asioihi-nsa)."""
    yield word
    bare = next((word.removesuffix(each) for each in _CLITICS if word.endswith(each)), word)
    if bare != word:
        yield bare
    for each in _OWNERS:
        if bare.endswith(each):
            yield bare.removesuffix(each)
            yield bare.removesuffix(each) + "n"


def _endings() -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    for line in (DATA / "endings.fi.tsv").read_text(encoding="utf-8").splitlines():
        old, bases, roots = line.split("\t")
        yield old, *(tuple(intern(new.replace("-", "")) for new in column.split()) for column in (bases, roots))  # type: ignore[misc]


def _rows(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        yield intern(key), tuple(map(intern, rest.split()))
