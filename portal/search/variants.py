"""What a word of a question may match: itself, its forms, its parts, longer words, synonyms, near spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.languages import LANGUAGES, Language
from portal.search.index import Index, Shelf
from portal.search.thesaurus import lines
from portal.search.words import tokens


class Why(StrEnum):
    """How a word of a document answers a word of the question."""

    SAME = "same"
    FORM = "form"
    OTHER_FORM = "other form"
    PART = "part"
    BEGIN = "begin"
    MEANING = "meaning"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Variant:
    """A key of a language that answers a word of the question, how well (0 to 1), and how."""

    language: Language
    key: str
    weight: float
    why: Why


@dataclass(frozen=True)
class Term:
    """A word of the question: as it was asked, what may answer it, and how much it tells."""

    word: str
    variants: tuple[Variant, ...]
    rarity: float
    common: bool = False


_PARTS, _BEGIN, _MEANING, _SPELLING, _STEM = 0.45, 0.72, 0.7, 0.62, 0.5
_UNFINISHED = 0.95
_SHORTEST_BEGIN, _SHORTEST_SPELLING, _LONGEST_SPELLING, _MOST_SPELLINGS = 3, 4, 40, 6
_LIKE, _LIKE_SHORT, _SHARED, _SHORTEST_SHARED = 0.74, 0.79, 0.62, 5
_OTHER_LANGUAGE = 0.9
_UNKNOWN = 4.0
_SURE, _MEANING_NEAR = 0.53, 0.9
_SPELLING_SURE, _LIKE_SURE = 0.8, 0.88
_LITERAL = frozenset({Why.SAME, Why.FORM, Why.OTHER_FORM, Why.MEANING, Why.BEGIN})


class Variants:
    """Finds what the words of a question may match."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._same: dict[tuple[Language, str], list[str]] = defaultdict(list)
        self._said = {tag: sorted({word for line in lines(tag) for each in line[0] for word in tokens(each)}) for tag in LANGUAGES}
        for language in LANGUAGES:
            keyring = index.shelves[language].keyring
            for said, meant in lines(language):
                targets = [key for word in meant for key in keyring.of(tokens(word)[-1]).whole[:1]]
                for key in {key for word in said for key in keyring.of(tokens(word)[-1]).whole}:
                    self._same[language, key] += [target for target in targets if target != key]

    def term(self, word: str, language: Language, *, unfinished: bool = False) -> Term:
        """Return a folded word of a question of a reader with all that may answer it."""
        found: dict[tuple[Language, str], Variant] = {}
        for each in LANGUAGES:
            self._gather(found, each, word, 1.0 if each == language else _OTHER_LANGUAGE, unfinished=unfinished)
        if all(each.why is Why.PART for each in found.values()):
            near = list(self._misspelt(word, language))
            if any(variant.weight >= _SURE for variant in near):
                found.clear()
            for variant in near:
                _keep(found, variant)
        variants = self._telling(found.values())
        return Term(word, variants, self._rarity(variants), self._common(variants))

    def _telling(self, variants: Iterable[Variant]) -> tuple[Variant, ...]:
        """Return variants without parts of the word that are so common that they tell nothing, unless there is nothing else."""
        found = tuple(variants)
        shelves = self._index.shelves
        return tuple(each for each in found if each.weight > _PARTS or not shelves[each.language].common(each.key)) or found

    def _common(self, variants: Iterable[Variant]) -> bool:
        """Return whether all that answers a word is common."""
        return all(self._index.shelves[each.language].common(each.key) for each in variants if each.why in _LITERAL)

    def _gather(
        self, found: dict[tuple[Language, str], Variant], tag: Language, word: str, weight: float, *, unfinished: bool
    ) -> None:
        shelf = self._index.shelves[tag]
        keys = shelf.keyring.of(word)
        known = [key for key in keys.whole if key in shelf]
        for key in known:
            _keep(found, Variant(tag, key, weight, Why.SAME if key == word else Why.FORM))
        for key in keys.whole:
            for other in self._same.get((tag, key), ()):
                if other in shelf:
                    _keep(found, Variant(tag, other, weight * _MEANING, Why.MEANING))
        for part in keys.parts:
            if part in shelf:
                _keep(found, Variant(tag, part, weight * _PARTS, Why.PART))
            for other in self._same.get((tag, part), ()) if not known else ():
                if other in shelf:
                    _keep(found, Variant(tag, other, weight * _PARTS * _MEANING, Why.MEANING))
        if len(word) >= _SHORTEST_BEGIN:
            for key in shelf.beginning_with(word):
                share = (_UNFINISHED if unfinished else _BEGIN) * (len(word) / len(key)) ** 0.5
                _keep(found, Variant(tag, key, weight * share, Why.BEGIN))

    def _misspelt(self, word: str, language: Language) -> Iterator[Variant]:
        """Yield the keys that are spelt nearly as an unknown word, or that share most of it from its beginning."""
        if not _SHORTEST_SPELLING <= len(word) <= _LONGEST_SPELLING:
            return
        cutoff = _LIKE if len(word) > 6 else _LIKE_SHORT
        for tag in LANGUAGES:
            shelf, weight = self._index.shelves[tag], 1.0 if tag == language else _OTHER_LANGUAGE
            near = process.extract(word, shelf.keys, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=_MOST_SPELLINGS)
            for key, likeness, _ in near:
                yield Variant(tag, key, _spelt(likeness) * weight, Why.SPELLING)
            said = process.extract(word, self._said[tag], scorer=OSA.normalized_similarity, score_cutoff=_LIKE_SHORT, limit=2)
            for spoken, likeness, _ in said:
                for key in self._targets(tag, spoken):
                    yield Variant(tag, key, _spelt(likeness) * weight * _MEANING_NEAR, Why.SPELLING)
            for key, share in _sharing(shelf, word):
                yield Variant(tag, key, _STEM * share * weight, Why.SPELLING)

    def _targets(self, tag: Language, word: str) -> Iterator[str]:
        """Yield what a word that people say leads to, so far as the data holds it."""
        shelf = self._index.shelves[tag]
        for key in shelf.keyring.of(word).whole:
            yield from (each for each in (key, *self._same.get((tag, key), ())) if each in shelf)

    def _rarity(self, found: Sequence[Variant]) -> float:
        """Return how much a word tells: the rarity of its most literal variants, the commonest language deciding.

        A word that nothing answers but parts of it or near spellings tells no less than one that is not known.
        """
        if not found:
            return _UNKNOWN
        best = max(variant.weight for variant in found)
        rarity = min(self._index.shelves[each.language].rarity(each.key) for each in found if each.weight >= best - 0.11)
        return rarity if any(each.why in _LITERAL for each in found) else max(rarity, _UNKNOWN)


def _spelt(likeness: float) -> float:
    """Return how well a near spelling answers: one letter too much or too few in a long word is hardly a doubt."""
    return (_SPELLING_SURE if likeness >= _LIKE_SURE else _SPELLING) * likeness


def _keep(found: dict[tuple[Language, str], Variant], variant: Variant) -> None:
    """Keep the best variant of each key."""
    place = variant.language, variant.key
    if place not in found or found[place].weight < variant.weight:
        found[place] = variant


def _sharing(shelf: Shelf, word: str) -> Iterator[tuple[str, float]]:
    """Yield the keys that share the longest beginning with a word, most of both, and how much."""
    for length in range(len(word), max(_SHORTEST_SHARED, round(_SHARED * len(word))) - 1, -1):
        near = [key for key in shelf.beginning_with(word[:length]) if length >= _SHARED * len(key)]
        if near:
            yield from ((key, 0.5 + 0.5 * length / len(key)) for key in near)
            return
