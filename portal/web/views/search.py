"""Searching: the page of results, and for programs and for suggestions while typing the same as JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

import flask

from portal.errors import BadQuestion
from portal.languages import Language
from portal.namespaces import PAGE, STATEMENT
from portal.search.ask import LONGEST_QUESTION, Found
from portal.web.addresses import address
from portal.web.found import Result, ask, results
from portal.web.house import house
from portal.web.localised import page
from portal.web.plain.asked import check, number

blueprint = flask.Blueprint("search", __name__)
BEST, MOST, OF_A_KIND = 10, 40, 5
_SUGGESTIONS, _MOST_GIVEN, _FIRST_SEEN = 8, 100, 3
_FITTING = 0.5  # of the score of the best: a page that is worse is no guide to what is being typed


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
    asked = {"q": question[:LONGEST_QUESTION], "after": str(after)}
    if flask.request.args.get("view") == "source":
        asked["view"] = "source"
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


@blueprint.get("/api/v1/search")
def for_programs() -> flask.typing.ResponseReturnValue:
    """Give the results as JSON, best first."""
    language = check(("q", "limit"))
    limit = number("limit", 1, _MOST_GIVEN, 20)
    answer = ask(_question(), language)
    found = [
        {
            "iri": each.iri,
            "url": house().settings.public_url.rstrip("/") + each.thing.address,
            "type": each.kind,
            "label": each.thing.name.text,
            "snippet": each.snippet.text if each.snippet else "",
            "score": each.score,
        }
        for each in results(answer, answer.found[:limit], language)
    ]
    return _json({"query": answer.asked, "lang": language, "total": len(answer.found), "results": found})


@blueprint.get("/api/v1/suggest")
def suggest() -> flask.typing.ResponseReturnValue:
    """Give a few things that fit what has been typed so far."""
    language = check(("q",))
    answer = ask(_question(), language, unfinished=True)
    things = _with_a_page([each for each in answer.found if not each.card.iri.startswith(STATEMENT)])[:_SUGGESTIONS]
    found = [
        {"label": each.thing.name.text, "type": each.thing.kind, "url": each.thing.address}
        for each in results(answer, things, language)
    ]
    return _json({"query": answer.asked, "lang": language, "suggestions": found})


def _with_a_page(found: list[Found]) -> list[Found]:
    """Return results with the best guidance page among the first that are seen, where one fits."""
    pages = [each for each in found if each.card.iri.startswith(PAGE)]
    if not pages or pages[0].score < _FITTING * found[0].score or pages[0] in found[:_FIRST_SEEN]:
        return found
    others = [each for each in found if each is not pages[0]]
    return [*others[: _FIRST_SEEN - 1], pages[0], *others[_FIRST_SEEN - 1 :]]


def _question() -> str:
    """Return the question of a program; raises BadQuestion when there is none."""
    text = " ".join(flask.request.args.get("q", "").split())
    if not text:
        raise BadQuestion("q is missing. Write there what to search for, for example q=asiakassuunnitelma.")
    return text


def _json(value: object) -> flask.Response:
    return _fresh(json.dumps(value, ensure_ascii=False), "application/json")


def _fresh(body: str, content_type: str) -> flask.Response:
    """Return an answer that is not kept: questions never end, and each is answered in a moment."""
    response = flask.Response(body, content_type=content_type)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    return response
