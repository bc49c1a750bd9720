"""Searching: the page of results."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

import flask

from portal.languages import Language
from portal.namespaces import STATEMENT
from portal.search.ask import LONGEST_QUESTION
from portal.web.addresses import address
from portal.web.found import Result, ask, results
from portal.web.house import house, view_parameter
from portal.web.localised import page

blueprint = flask.Blueprint("search", __name__)
BEST, MOST, OF_A_KIND = 10, 40, 5


@dataclass(frozen=True)
class Kind:
    """Results of one kind: the best, and how many there are."""

    name: str
    results: list[Result]
    count: int


@dataclass(frozen=True)
class SearchPage:
    """What was asked, the best results, the others by kind, how many there are, whether all of them are only near, whether the
    question was cut, at which place the best stand, and the address of the next, if there are more.
    """

    asked: str
    best: list[Result]
    kinds: list[Kind]
    rest: int
    total: int
    weak: bool
    cut: bool
    start: int
    next: str


@page(blueprint, "search")
def search(language: Language) -> flask.typing.ResponseReturnValue:
    """Show what answers a question: the best first, then the rest by kind; on further pages the next best."""
    given = " ".join(flask.request.args.get("q", "").split())
    answer = ask(given, language)
    after = _after(len(answer.found))
    if after:
        best, kinds = results(answer, answer.found[after : after + BEST], language), []
    else:
        found = results(answer, answer.found[:MOST], language)
        best = _best(found)
        kinds = _kinds([result for result in found if result not in best])
    total, following = len(answer.found), after + BEST
    shown = SearchPage(
        answer.asked,
        best,
        kinds,
        min(total, MOST) - len(best),
        total,
        answer.weak,
        len(given) > LONGEST_QUESTION,
        after + 1,
        _address_of(given, following, language) if following < total else "",
    )
    return _fresh(flask.render_template("search/search.html", page=shown), "text/html; charset=utf-8")


def _after(total: int) -> int:
    """Return how many results stand on the pages before; none when the address asks for a page that there is not."""
    text = flask.request.args.get("after", "")
    after = int(text) if text.isdecimal() and len(text) < 5 else 0
    return after if after < total else 0


def _address_of(question: str, after: int, language: Language) -> str:
    asked = {"q": question[:LONGEST_QUESTION], "after": str(after), **view_parameter()}
    return f"{address('search', language)}?{urlencode(asked)}"


def _kinds(found: list[Result]) -> list[Kind]:
    """Return results by kind, of each the best."""
    kinds: dict[str, list[Result]] = defaultdict(list)
    for result in found:
        kinds[result.thing.kind].append(result)
    return [Kind(name, each[:OF_A_KIND], len(each)) for name, each in kinds.items()]


def _best(found: list[Result]) -> list[Result]:
    """Return the best results, without statements of the source of which a thing is shown already."""
    covered: set[str] = set()
    best: list[Result] = []
    for result in found:
        if len(best) < BEST and not (result.iri.startswith(STATEMENT) and result.iri in covered):
            best.append(result)
            covered.update(house().library[result.iri].sources)
    return best


def _fresh(body: str, content_type: str) -> flask.Response:
    """Return an answer that is not kept: questions never end, and each is answered in a moment."""
    response = flask.Response(body, content_type=content_type)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    return response
