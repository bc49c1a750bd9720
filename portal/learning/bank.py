"""Every question of one data version, made once and found by name, by kind and by what it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from portal.languages import Language
from portal.learning.facts import Facts
from portal.learning.families import Family, families
from portal.learning.questions import Question, drawn, questions
from portal.learning.worded import Worded, worded

# The category of a course's question bank under which ours stand.
TITLES: dict[Language, str] = {
    "fi": "Kierre – aikuissosiaalityö",
    "sv": "Kierre – vuxensocialarbete",
    "en": "Kierre – adult social work",
}


@dataclass(frozen=True)
class Wish:
    """Which questions are wanted, and how many.

    kinds: names of families, none for all; about: things (IRIs) of which a question has at least one, None for any;
    difficulty: 1 to 3, 0 for any; seed: the same gives the same.
    """

    kinds: tuple[str, ...] = ()
    about: Collection[str] | None = None
    difficulty: int = 0
    count: int = 10
    seed: int = 1


class Bank:
    """The questions that the data allows."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.questions = questions(facts)
        facts.forget()
        self._by_name = {question.slug: question for question in self.questions}
        self._about: dict[str, int] = Counter(thing for question in self.questions for thing in _things(question))

    def kinds(self) -> list[tuple[Family, int]]:
        """Return the kinds, and how many questions each has."""
        counted = Counter(question.family.name for question in self.questions)
        return [(family, counted[family.name]) for family in families() if counted[family.name]]

    def subjects(self) -> dict[str, int]:
        """Return the things (IRIs) that questions are about, and how many there are on each."""
        return dict(self._about)

    def on(self, thing: str) -> int:
        """Return how many questions are about a thing."""
        return self._about.get(thing, 0)

    def question(self, name: str) -> Question | None:
        """Return the question of a lasting name, or None."""
        return self._by_name.get(name)

    def fitting(self, wish: Wish) -> list[Question]:
        """Return every question that fits a wish, however many are wanted."""
        return [
            each
            for each in self.questions
            if (not wish.kinds or each.family.name in wish.kinds)
            and wish.difficulty in (0, each.family.difficulty)
            and (wish.about is None or not _things(each).isdisjoint(wish.about))
        ]

    def drawn(self, wish: Wish) -> list[Question]:
        """Return so many of the questions that fit, picked and ordered by the seed."""
        return drawn(self.fitting(wish), wish.count, wish.seed)

    def told(self, found: Iterable[Question], language: Language, seed: int, address: Callable[[str], str]) -> tuple[Worded, ...]:
        """Return questions in a language; address: from the IRI of a thing or statement to where a reader finds it."""
        return tuple(worded(self._facts, each, language, seed, address) for each in found)


def _things(question: Question) -> set[str]:
    return {question.subject, *question.rights, question.carrier}


def by_kind(found: Sequence[Worded]) -> list[tuple[str, list[Worded]]]:
    """Return questions by kind, each kind in words, in the order of the kinds."""
    places = {family.name: place for place, family in enumerate(families())}
    ordered = sorted(found, key=lambda question: places.get(question.family, len(places)))
    return [(heading, list(group)) for heading, group in groupby(ordered, key=lambda question: question.heading)]
