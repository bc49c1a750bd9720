"""Searching for programs: what a question finds, and suggestions to what has been typed so far."""

from __future__ import annotations

from dataclasses import dataclass

from portal.languages import Language
from portal.namespaces import PAGE, STATEMENT
from portal.search.ask import Found
from portal.web.found import ask, results
from portal.web.house import house
from portal.web.language import current
from portal.web.plain.parameters import MOST_RESULTS, QUESTION

_SUGGESTIONS, _FIRST_SEEN = 8, 3
_FITTING = 0.5  # of the score of the best: a page that is worse is no guide to what is being typed


@dataclass(frozen=True)
class Result:
    """What was found: a thing, a guidance page or a statement.

    url: its page; type: its kind in words; snippet: where the words stand; score: from 0 to 1, compares results of one question;
    local: said by those who run this portal: it has a page, but stands in no list of the published data.
    """

    iri: str
    url: str
    type: str
    label: str
    snippet: str
    score: float
    local: bool


@dataclass(frozen=True)
class SearchAnswer:
    """What a question finds, best first. query: what was asked of it; total: how much there is in all."""

    query: str
    lang: Language
    total: int
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Suggestion:
    """A thing or page that fits what has been typed; url: its page."""

    label: str
    type: str
    url: str


@dataclass(frozen=True)
class SuggestAnswer:
    """Up to eight suggestions."""

    query: str
    lang: Language
    suggestions: tuple[Suggestion, ...]


def search() -> SearchAnswer:
    """Return what a question finds."""
    language = current()
    answer = ask(_question(), language)
    base = house().settings.public_url.rstrip("/")
    found = [
        Result(
            each.iri,
            base + each.thing.address,
            each.kind,
            each.thing.name.text,
            each.snippet.text if each.snippet else "",
            each.score,
            each.thing.own,
        )
        for each in results(answer, answer.found[: MOST_RESULTS.read()], language)
    ]
    return SearchAnswer(answer.asked, language, len(answer.found), tuple(found))


def suggest() -> SuggestAnswer:
    """Return a few things that fit what has been typed so far."""
    language = current()
    answer = ask(_question(), language, unfinished=True)
    things = _with_a_page([each for each in answer.found if not each.card.iri.startswith(STATEMENT)])[:_SUGGESTIONS]
    found = [Suggestion(each.thing.name.text, each.thing.kind, each.thing.address) for each in results(answer, things, language)]
    return SuggestAnswer(answer.asked, language, tuple(found))


def _with_a_page(found: list[Found]) -> list[Found]:
    """Return results with the best guidance page among the first that are seen, where one fits."""
    pages = [each for each in found if each.card.iri.startswith(PAGE)]
    if not pages or pages[0].score < _FITTING * found[0].score or pages[0] in found[:_FIRST_SEEN]:
        return found
    others = [each for each in found if each is not pages[0]]
    return [*others[: _FIRST_SEEN - 1], pages[0], *others[_FIRST_SEEN - 1 :]]


def _question() -> str:
    return " ".join(QUESTION.read().split())
