"""A question to answers: what is found, best first, and why each is there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from portal.languages import Language
from portal.search.index import Card, Index
from portal.search.texts import BORROWED, WEIGHTS, Part
from portal.search.variants import Term, Variants
from portal.search.words import stop_words, tokens

LONGEST_QUESTION = 300
_MOST_WORDS = 16
_TEXT_SHARE, _NAME_SHARE, _ALL_SHARE = 0.8, 0.6, 0.4
_SHORT_NAME, _BORROWED_NAME = 0.55, 0.2
_NOTHING = (0.0, int(Part.BODY))
_LEAST, _FAR_FROM_BEST = 0.06, 0.2
_WEAK, _FAR_FROM_WEAK, _MOST_NEAR = (
    0.47,
    0.33,
    30,
)  # a best score below which everything is only near; then only what is nearest is given


@dataclass(frozen=True)
class Found:
    """Something that answers: its card, its score (0 to 1), and the part of it that answers best."""

    card: Card
    score: float
    part: Part


@dataclass(frozen=True)
class Answer:
    """What a question found: everything, best first; terms: its words as they were understood."""

    asked: str
    terms: tuple[Term, ...]
    found: tuple[Found, ...]

    @property
    def weak(self) -> bool:
        """Return whether what was found is only near: nothing speaks of the question word for word."""
        return bool(self.found) and self.found[0].score < _WEAK


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
        if not hypotheses:
            scores = {card: score for card, score in scores.items() if not self.index.cards[card].inferred}
        best = max((score for score, _ in scores.values()), default=0.0)
        least = max(_LEAST, best * (_FAR_FROM_BEST if best >= _WEAK else _FAR_FROM_WEAK))
        found = [Found(self.index.cards[card], score, Part(part)) for card, (score, part) in scores.items() if score >= least]
        found.sort(key=lambda each: (-each.score, each.card.iri))
        return Answer(asked, terms, tuple(found if best >= _WEAK else found[:_MOST_NEAR]))

    def _terms(self, asked: str, language: Language, *, unfinished: bool) -> tuple[Term, ...]:
        words = tokens(asked)[:_MOST_WORDS]
        telling = [word for word in words if word not in stop_words()] or words
        terms = [
            self._variants.term(word, language, unfinished=unfinished and place == len(telling) - 1)
            for place, word in enumerate(telling)
        ]
        return tuple({term.word: term for term in terms if term.variants or len(term.word) > 1}.values())

    def _scores(self, terms: tuple[Term, ...]) -> dict[int, tuple[float, int]]:
        """Return the score of each document (by number) that holds a word of the question, and the part that answers best."""
        total = sum(term.rarity for term in terms)
        names, documents = self._weights(terms)
        best = self._best_names(names, total)
        scores = {}
        for card, weight in documents.items():
            named, part = best.get(card, _NOTHING)
            scores[card] = (_NAME_SHARE * named + _ALL_SHARE * weight / total) * self.index.cards[card].prior, part
        return scores

    def _weights(self, terms: tuple[Term, ...]) -> tuple[dict[int, float], dict[int, float]]:
        """Return what the words weigh in each name, and in each document that has a word that is not common, if any has."""
        names: dict[int, float] = defaultdict(float)
        documents: dict[int, float] = defaultdict(float)
        telling: set[int] = set()
        for term in terms:
            best_names, best_cards = self._matches(term)
            for name, match in best_names.items():
                names[name] += term.rarity * match
            for card, match in best_cards.items():
                documents[card] += term.rarity * match
            if not term.common:
                telling.update(best_cards)
        return names, {card: weight for card, weight in documents.items() if card in telling} or documents

    def _best_names(self, names: dict[int, float], total: float) -> dict[int, tuple[float, int]]:
        """Return for each document the score of the name of it that answers best, and the part that this name is."""
        index = self.index
        best: dict[int, tuple[float, int]] = {}
        for name, weight in names.items():
            part = index.name_part[name]
            covered = min(1.0, weight / (index.name_mass[name] or 1.0))
            short = _BORROWED_NAME if part in BORROWED else _SHORT_NAME
            score = WEIGHTS[part] * weight / total * (short + (1 - short) * covered)
            card = index.name_card[name]
            if score > best.get(card, _NOTHING)[0]:
                best[card] = score, part
        return best

    def _matches(self, term: Term) -> tuple[dict[int, float], dict[int, float]]:
        """Return how well each name, and each document as a whole, answers one word."""
        names: dict[int, float] = {}
        cards: dict[int, float] = {}
        for variant in term.variants:
            shelf = self.index.shelves[variant.language]
            for name, share in shelf.names(variant.key):
                match = variant.weight * share
                if match > names.get(name, 0.0):
                    names[name] = match
                card, part = self.index.name_card[name], self.index.name_part[name]
                match *= WEIGHTS[part] if part in BORROWED else 1.0
                if match > cards.get(card, 0.0):
                    cards[card] = match
            for card, share in shelf.texts(variant.key):
                match = variant.weight * share * _TEXT_SHARE
                if match > cards.get(card, 0.0):
                    cards[card] = match
        return names, cards
