"""Searching: the page of results, and for programs and for suggestions while typing the same as JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass

import flask

from portal.errors import BadQuestion
from portal.languages import Language
from portal.namespaces import STATEMENT
from portal.search.ask import LONGEST_QUESTION
from portal.web.found import Result, ask, results
from portal.web.house import house
from portal.web.localised import page
from portal.web.plain.asked import check, number

blueprint = flask.Blueprint("search", __name__)
BEST, MOST = 10, 60
_SUGGESTIONS, _MOST_GIVEN = 8, 100


@dataclass(frozen=True)
class Kind:
    """Results of one kind, best first."""

    name: str
    results: list[Result]


@dataclass(frozen=True)
class SearchPage:
    """What was asked, the best results, all others by kind, how many there are, and whether the question was cut."""

    asked: str
    best: list[Result]
    kinds: list[Kind]
    total: int
    cut: bool


@page(blueprint, "search")
def search(language: Language) -> flask.typing.ResponseReturnValue:
    """Show what answers a question: the best first, then the rest by kind."""
    given = " ".join(flask.request.args.get("q", "").split())
    answer = ask(given, language)
    found = results(answer, answer.found[:MOST], language)
    best = _best(found)
    kinds: dict[str, list[Result]] = defaultdict(list)
    for result in found:
        if result not in best:
            kinds[result.thing.kind].append(result)
    shown = SearchPage(
        answer.asked, best, [Kind(name, each) for name, each in kinds.items()], len(answer.found), len(given) > LONGEST_QUESTION
    )
    return _fresh(flask.render_template("search/search.html", page=shown), "text/html; charset=utf-8")


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
    things = [each for each in answer.found if not each.card.iri.startswith(STATEMENT)][:_SUGGESTIONS]
    found = [
        {"label": each.thing.name.text, "type": each.thing.kind, "url": each.thing.address}
        for each in results(answer, things, language)
    ]
    return _json({"query": answer.asked, "lang": language, "suggestions": found})


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
