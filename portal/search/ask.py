"""A question to answers: what is found, best first, and why each is there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from portal.languages import Language
from portal.search.index import Card, Index
from portal.search.texts import WEIGHTS, Part
from portal.search.variants import Term, Variant, Variants
from portal.search.words import stop_words, tokens

LONGEST_QUESTION = 300
_MOST_WORDS = 16
_TEXT_SHARE, _NAME_SHARE, _ALL_SHARE = 0.7, 0.6, 0.4
_SHORT_NAME = 0.55
_LEAST = 0.12


@dataclass(frozen=True)
class Found:
    """Something that answers: its card, its score (0 to 1), how the best word matched, and whether in a hidden name."""

    card: Card
    score: float
    matches: tuple[Variant, ...]
    part: Part


@dataclass(frozen=True)
class Answer:
    """What a question found: everything, best first; terms: its words as they were understood."""

    asked: str
    terms: tuple[Term, ...]
    found: tuple[Found, ...]


class Search:
    """Answers questions over an index."""

    def __init__(self, index: Index) -> None:
        self.index, self._variants = index, Variants(index)
        self.ask = lru_cache(maxsize=64)(self._ask)

    def _ask(self, question: str, language: Language, *, hypotheses: bool = True, unfinished: bool = False) -> Answer:
        """Return what answers a question of a reader; `unfinished` while its last word is being typed."""
        asked = " ".join(question.split())[:LONGEST_QUESTION]
        terms = self._terms(asked, language, unfinished=unfinished)
        scores = self._scores(terms) if terms else {}
        found = [
            Found(self.index.cards[number], score, matches, part)
            for number, (score, matches, part) in scores.items()
            if hypotheses or not self.index.cards[number].inferred
        ]
        found.sort(key=lambda each: (-each.score, each.card.iri))
        best = found[0].score if found else 0.0
        return Answer(asked, terms, tuple(each for each in found if each.score >= max(_LEAST, 0.25 * best)))

    def _terms(self, asked: str, language: Language, *, unfinished: bool) -> tuple[Term, ...]:
        words = tokens(asked)[:_MOST_WORDS]
        telling = [word for word in words if word not in stop_words()] or words
        terms = [
            self._variants.term(word, language, unfinished=unfinished and place == len(telling) - 1)
            for place, word in enumerate(telling)
        ]
        return tuple({term.word: term for term in terms if term.variants or len(term.word) > 1}.values())

    def _scores(self, terms: tuple[Term, ...]) -> dict[int, tuple[float, tuple[Variant, ...], Part]]:
        """Return the score of each document (by number) that holds a word of the question."""
        total = sum(term.rarity for term in terms)
        names: dict[int, float] = defaultdict(float)
        documents: dict[int, float] = defaultdict(float)
        matches: dict[int, list[Variant]] = defaultdict(list)
        for term in terms:
            best_name, best_card = self._matches(term)
            for name, (match, _) in best_name.items():
                names[name] += term.rarity * match
            for card, (match, variant) in best_card.items():
                documents[card] += term.rarity * match
                matches[card].append(variant)
        best: dict[int, tuple[float, int]] = {}
        for name, weight in names.items():
            card, part = self.index.name_card[name], Part(self.index.name_part[name])
            covered = min(1.0, weight / (self.index.name_mass[name] or 1.0))
            score = WEIGHTS[part] * weight / total * (_SHORT_NAME + (1 - _SHORT_NAME) * covered)
            if score > best.get(card, (0.0, 0))[0]:
                best[card] = score, part
        scores = {}
        for card, weight in documents.items():
            named, part_ = best.get(card, (0.0, Part.BODY))
            score = (_NAME_SHARE * named + _ALL_SHARE * weight / total) * self.index.cards[card].prior
            scores[card] = score, tuple(matches[card]), Part(part_)
        return scores

    def _matches(self, term: Term) -> tuple[dict[int, tuple[float, Variant]], dict[int, tuple[float, Variant]]]:
        """Return how well each name, and each document as a whole, answers one word."""
        names: dict[int, tuple[float, Variant]] = {}
        cards: dict[int, tuple[float, Variant]] = {}
        for variant in sorted(term.variants, key=lambda each: -each.weight):
            shelf = self.index.shelves[variant.language]
            for name, share in shelf.names(variant.key):
                match = variant.weight * share
                if match > names.get(name, (0.0, variant))[0]:
                    names[name] = match, variant
                card = self.index.name_card[name]
                if match > cards.get(card, (0.0, variant))[0]:
                    cards[card] = match, variant
            for card, share in shelf.texts(variant.key):
                match = variant.weight * share * _TEXT_SHARE
                if match > cards.get(card, (0.0, variant))[0]:
                    cards[card] = match, variant
        return names, cards
