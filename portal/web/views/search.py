"""Finding things by name: exact names first, then beginnings of names and of words, then any part."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

import flask

from portal.graph.catalogue import Entry
from portal.languages import LANGUAGES, Language, fallbacks
from portal.namespaces import ID, KIERRE, SKOS
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Named, named

blueprint = flask.Blueprint("search", __name__)
LONGEST, MOST = 100, 50
_NAMES = (SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel")


@dataclass(frozen=True)
class SearchPage:
    """What was asked, the things found, best first, and when there are none, those with the most similar names."""

    asked: str
    found: list[Named]
    total: int
    near: list[Named]


@page(blueprint, "search")
def search(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the things whose names hold what was asked."""
    asked = " ".join(flask.request.args.get("q", "").split())[:LONGEST]
    found = find(asked, language) if asked else []
    near = [] if found or not asked else [named(entry, language) for entry in _near(asked, language)]
    shown = SearchPage(asked, [named(entry, language, defined=True) for entry in found[:MOST]], len(found), near)
    return answer(flask.render_template("search/search.html", page=shown), "text/html; charset=utf-8")


def find(asked: str, language: Language) -> list[Entry]:
    """Return the things that have a name with this text in it, best first: names in the reader's language before others."""
    wanted = asked.casefold()
    ranked = []
    for entry in house().catalogue:
        if not entry.iri.startswith(ID) or KIERRE + "Relation" in entry.classes or not entry.classes:
            continue
        tags = enumerate(fallbacks(language))
        ranks = [_rank(name, wanted) + place for place, tag in tags for name in _names(entry, tag)]
        best = min(ranks, default=_NOTHING)
        if best < _NOTHING:
            ranked.append((best, len(entry.label(language)[0]), entry.iri, entry))
    return [entry for *_, entry in sorted(ranked, key=lambda each: each[:3])]


def _near(asked: str, language: Language) -> list[Entry]:
    """Return up to five things with a name like this text."""
    names: dict[str, Entry] = {}
    for entry in house().catalogue:
        if entry.iri.startswith(ID) and KIERRE + "Relation" not in entry.classes:
            names.update({name.casefold(): entry for name in _names(entry, language)})
    return list({names[name].iri: names[name] for name in get_close_matches(asked.casefold(), names, n=5, cutoff=0.6)}.values())


_NOTHING = 100


def _names(entry: Entry, language: Language) -> list[str]:
    return [name for property_ in _NAMES for name in entry.many(property_, language)]


def _rank(name: str, wanted: str) -> int:
    """Return how well a name fits, in steps of the number of languages: 0 the same, then beginning, beginning of a word, part."""
    step, have = len(LANGUAGES), name.casefold()
    if have == wanted:
        return 0
    if have.startswith(wanted):
        return step
    if " " + wanted in have:
        return 2 * step
    return 3 * step if wanted in have else _NOTHING
