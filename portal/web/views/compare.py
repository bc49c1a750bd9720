"""Two methods, or two levels, side by side: what only one has, and what both have."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from flask_babel import gettext

from portal.graph import queries
from portal.graph.catalogue import Entry
from portal.languages import Language, sort_key
from portal.namespaces import KIERRE, LEVELS
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Named, Said, heading, named

blueprint = flask.Blueprint("compare", __name__)
_OF_METHODS = (
    "inFamily", "hasActivity", "usesTool", "takesPlaceIn", "involves", "aimsAt", "addresses", "usedInStage", "embodiesValue",
    "counters",
)  # fmt: skip
_OF_LEVELS = ("Context", "Actor", "Intervention", "Mechanism", "Outcome", "Barrier")


@dataclass(frozen=True)
class Row:
    """One thing that is compared: what only the first has, what both have, what only the second has; each may be a hypothesis."""

    heading: Said
    first: list[tuple[Named, bool]]
    both: list[tuple[Named, bool]]
    second: list[tuple[Named, bool]]


@dataclass(frozen=True)
class ComparePage:
    """What can be compared, what was asked, what is wrong with it, and the rows."""

    methods: list[Named]
    levels: list[Named]
    asked: tuple[str, str]
    problem: str
    first: Named | None
    second: Named | None
    rows: list[Row]


@page(blueprint, "compare")
def compare(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the form, and the comparison when two things of one kind are chosen."""
    catalogue = house().catalogue
    asked = tuple(flask.request.args.get(name, "").strip()[:100] for name in ("a", "b"))
    methods = catalogue.of_class(KIERRE + "Method")
    levels = [catalogue[level] for level in LEVELS]
    known = {each.slug: each for each in (*methods, *levels)}
    first, second = (known.get(slug) for slug in asked)
    problem = _problem(asked, first, second)
    rows = _rows(first, second, language) if first and second and not problem else []
    shown = ComparePage(
        [named(each, language) for each in methods],
        [named(each, language) for each in levels],
        (asked[0], asked[1]),
        problem,
        named(first, language, defined=True) if first else None,
        named(second, language, defined=True) if second else None,
        rows,
    )
    html = flask.render_template("compare/compare.html", page=shown)
    return flask.make_response(html, 400) if problem else answer(html, "text/html; charset=utf-8")


def _problem(asked: tuple[str, ...], first: Entry | None, second: Entry | None) -> str:
    """Return what is wrong with what was asked, or nothing."""
    unknown = [slug for slug, found in zip(asked, (first, second), strict=True) if slug and found is None]
    problem: str = ""
    if unknown:
        problem = gettext("There is no method or level called %(names)s. Choose from the lists.", names=", ".join(unknown))
    elif first and second and first == second:
        problem = gettext("These are the same. Choose two different ones.")
    elif first and second and _is_level(first) != _is_level(second):
        problem = gettext("A method and a level cannot be compared. Choose two methods or two levels.")
    return problem


def _is_level(entry: Entry) -> bool:
    return entry.iri in LEVELS


def _rows(first: Entry, second: Entry, language: Language) -> list[Row]:
    return _level_rows(first, second, language) if _is_level(first) else _method_rows(first, second, language)


def _row(heading_: Said, first: dict[str, bool], second: dict[str, bool], language: Language) -> Row:
    """Return a row of things (IRI -> whether the relation is our hypothesis)."""

    def shown(found: dict[str, bool], iris: set[str]) -> list[tuple[Named, bool]]:
        things = [(named(house().catalogue[iri], language), found[iri]) for iri in iris]
        return sorted(things, key=lambda pair: (pair[1], sort_key(pair[0].name.text)))

    both = set(first) & set(second)
    either = {iri: first[iri] or second[iri] for iri in both}
    return Row(heading_, shown(first, set(first) - both), shown(either, both), shown(second, set(second) - both))


def _method_rows(first: Entry, second: Entry, language: Language) -> list[Row]:
    store, graphs, catalogue = house().data.store, house().graphs(), house().catalogue

    def found(entry: Entry) -> dict[str, dict[str, bool]]:
        judged = {(each.property, each.object): each.inferred for each in queries.judgements(store, entry.iri, graphs)}
        relations: dict[str, dict[str, bool]] = {}
        for each in queries.outgoing(store, entry.iri, graphs):
            relations.setdefault(each.property, {})[each.other] = judged.get((each.property, each.other), False)
        return relations

    left, right = found(first), found(second)
    rows = [
        _row(heading(catalogue[iri], language, inverse=False), left.get(iri, {}), right.get(iri, {}), language)
        for iri in (KIERRE + name for name in _OF_METHODS)
    ]
    fired = Said(gettext("Mechanisms it may fire"), language)
    rows.append(_row(fired, _fired(first), _fired(second), language))
    return [row for row in rows if row.first or row.both or row.second]


def _fired(method: Entry) -> dict[str, bool]:
    """Return the mechanisms of the configurations that have an intervention, or its whole, in which the method is applied."""
    analysis = house().analysis
    applied = house().pairs(KIERRE + "appliesMethod", house().graphs())
    through = {intervention for intervention, each in applied if each == method.iri}
    through |= {whole for iri in through for whole in house().catalogue[iri].wholes}
    return {
        mechanism: each.inferred
        for each in analysis.configurations
        if through.intersection(each.interventions)
        for mechanism in each.mechanisms
    }


def _level_rows(first: Entry, second: Entry, language: Language) -> list[Row]:
    catalogue = house().catalogue

    def at(level: Entry, class_: str) -> dict[str, bool]:
        return {each.iri: each.inferred for each in catalogue.of_class(KIERRE + class_) if level.iri in each.levels}

    return [
        _row(Said(*catalogue[KIERRE + class_].label(language)), at(first, class_), at(second, class_), language)
        for class_ in _OF_LEVELS
    ]
