"""How well the search answers: questions with the statements that a good answer is derived from, and how high it stands."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import cast

from portal.errors import SourceError
from portal.languages import LANGUAGES, Language
from portal.namespaces import STATEMENT
from portal.search.ask import Search

_DEEPEST = 50


@dataclass(frozen=True)
class Question:
    """A question, the language of who asks, and the identifiers of statements of which an answer must be derived from one."""

    language: Language
    text: str
    expected: frozenset[str]
    half: str = ""


@dataclass(frozen=True)
class Outcome:
    """At which place the first right answer stood (from 1; 0: not among the first 50), how long it took, and what stood first."""

    question: Question
    place: int
    milliseconds: float
    first: str


@dataclass(frozen=True)
class Marks:
    """The figures of a set of outcomes: shares from 0 to 1, and milliseconds."""

    questions: int
    first: float
    five: float
    mean_reciprocal: float
    middle: float
    slowest: float


def read_questions(file: Path) -> list[Question]:
    """Return the questions of a table with the columns lang, query, expected and perhaps half; raises SourceError."""
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(file, 0, f"cannot be read: {error}.") from None
    found = []
    for line, row in enumerate(rows, start=2):
        if row.get("lang") not in LANGUAGES or not row.get("query") or not row.get("expected"):
            raise SourceError(
                file, line, "must be lang (fi, sv or en), query and expected, with tabs between, as the first line says."
            )
        expected = frozenset(each.strip() for each in row["expected"].split(","))
        found.append(Question(cast(Language, row["lang"]), row["query"], expected, row.get("half") or ""))
    return found


def ask_all(search: Search, questions: Iterable[Question], clock: Callable[[], float] = time.perf_counter) -> list[Outcome]:
    """Return what became of each question; clock: what its time is told by."""
    return [_ask(search, question, clock) for question in questions]


def _ask(search: Search, question: Question, clock: Callable[[], float]) -> Outcome:
    began = clock()
    answer = search.ask(question.text, question.language)
    took = (clock() - began) * 1000
    wanted = {STATEMENT + each for each in question.expected}
    shown = [each.card for each in answer.found[:_DEEPEST]]
    hits = (place for place, card in enumerate(shown, 1) if card.iri in wanted or not wanted.isdisjoint(card.sources))
    return Outcome(question, next(hits, 0), took, shown[0].iri if shown else "")


def marks(outcomes: Sequence[Outcome]) -> Marks:
    """Return the figures of outcomes, of which there must be some."""
    places = [each.place for each in outcomes]
    times = [each.milliseconds for each in outcomes]
    return Marks(
        len(places),
        sum(place == 1 for place in places) / len(places),
        sum(0 < place <= 5 for place in places) / len(places),
        sum(1 / place for place in places if place) / len(places),
        median(times),
        quantiles(times, n=20)[-1] if len(times) > 1 else times[0],
    )
