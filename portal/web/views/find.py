"""Find guidance: choices that combine, what they lead to along the graph, and why each thing is there."""

from __future__ import annotations

from dataclasses import dataclass

import flask

from portal.analysis.narrowing import ASKED, Chosen
from portal.analysis.ways import KINDS, Hop
from portal.graph.catalogue import Entry
from portal.languages import Language
from portal.namespaces import ID, KIERRE, PAGE
from portal.pages.read import in_order
from portal.web.addresses import of_iri
from portal.web.finding import Question, asking, find_address, offered, understood
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Named, Said, named, said

blueprint = flask.Blueprint("find", __name__)
MOST, MOST_OF_A_KIND = 5, 60  # most things shown of each kind; of the only kind, when one is chosen


@dataclass(frozen=True)
class Option:
    """A value that can be chosen: its name (None for a kind), its word in the address, how much it leaves, its own address."""

    name: Said | None
    slug: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True)
class Select:
    """What can be chosen under one name, under headings (None: without)."""

    name: str
    groups: list[tuple[Said | None, list[Option]]]


@dataclass(frozen=True)
class Choice:
    """A choice that was made: under which name, what (None for a kind, whose word is `slug`), and the address without it."""

    name: str
    thing: Named | None
    slug: str
    without: str


@dataclass(frozen=True)
class ShownHop:
    """A relation of a path in words; `rationale` says why we think so, `judgement` is its own page."""

    subject: Said
    property: str
    object: Said
    inferred: bool
    rationale: Said | None
    judgement: str


@dataclass(frozen=True)
class Result:
    """A thing that was found, and the path from each choice to it; an empty path when it is the choice itself."""

    thing: Named
    reasons: list[tuple[str, list[ShownHop]]]


@dataclass(frozen=True)
class Results:
    """The things of one kind, nearest first: so many in all, and the address of all of them."""

    kind: str
    shown: list[Result]
    total: int
    all_address: str


@dataclass(frozen=True)
class Advice:
    """Choices that one could give up, how much would then be left and what of it comes first, and its address."""

    given_up: list[Choice]
    count: int
    first: list[Named]
    address: str


@dataclass(frozen=True)
class FindPage:
    """The lists to choose from, what is wrong with the choices made, and what they lead to.

    more: how many things more there are with hypotheses.
    """

    selects: list[Select]
    chosen: list[Choice]
    problems: list[str]
    groups: list[Results]
    total: int
    advice: list[Advice]
    more: int


@page(blueprint, "find")
def find(language: Language) -> flask.typing.ResponseReturnValue:
    """Show what can be chosen, and what the choices lead to; an address in another order leads to the one that is shared."""
    question = understood(flask.request.args, language)
    if not question.problems and flask.request.query_string.decode("latin-1") != asking(question.chosen):
        return flask.redirect(find_address(question.chosen, language))
    html = flask.render_template("find/find.html", page=_find_page(question, language))
    return flask.make_response(html, 400) if question.problems else answer(html, "text/html; charset=utf-8")


def _find_page(question: Question, language: Language) -> FindPage:
    narrowing, chosen = house().analysis.narrowing, question.chosen
    left = narrowing.left(chosen) if chosen else frozenset()
    empty = bool(chosen) and not left
    return FindPage(
        [_select(name, chosen, language) for name in ASKED],
        [_choice(name, chosen, language) for name in chosen],
        question.problems,
        [each for each in (_results(kind, left, chosen, language) for kind in KINDS) if each.total],
        len(left),
        _advice(chosen, language) if empty else [],
        len(house().whole.narrowing.left(chosen) - left) if chosen and house().view else 0,
    )


def _select(name: str, chosen: Chosen, language: Language) -> Select:
    counts = house().analysis.narrowing.counts(chosen, name)

    def option(entry: Entry | None, value: str) -> Option:
        label = Said(*entry.label(language)) if entry else None
        slug = entry.slug if entry else value
        return Option(label, slug, counts.get(value, 0), chosen.get(name) == value, find_address({**chosen, name: value}, language))

    if name == "kind":
        return Select(name, [(None, [option(None, kind) for kind in KINDS])])
    groups = offered(name, language)
    return Select(
        name,
        [
            (Said(*heading.label(language)) if heading else None, [option(each, each.iri) for each in group])
            for heading, group in groups
        ],
    )


def _choice(name: str, chosen: Chosen, language: Language) -> Choice:
    value = chosen[name]
    without = find_address({each: other for each, other in chosen.items() if each != name}, language)
    thing = named(house().catalogue[value], language) if value.startswith(ID) else None
    return Choice(name, thing, value if thing is None else thing.slug, without)


def _results(kind: str, left: frozenset[str], chosen: Chosen, language: Language) -> Results:
    """Return what is left of a kind, nearest first, pages as near in their own order.

    A thing of two kinds stands under the first, or under the one that is chosen.
    """
    narrowing = house().analysis.narrowing
    wanted = chosen.get("kind")
    here = [iri for iri in left if kind in ([wanted] if wanted else narrowing.ways.kinds[iri][:1])]
    ranks = {PAGE + each.slug: rank for rank, each in enumerate(in_order(house().data.pages, language))}
    here.sort(key=lambda iri: (narrowing.nearness(iri, chosen)[:2], ranks.get(iri, 0), narrowing.nearness(iri, chosen)))
    shown = [_result(iri, chosen, language) for iri in here[: MOST_OF_A_KIND if wanted else MOST]]
    return Results(kind, shown, len(here), find_address({**chosen, "kind": kind}, language))


def _result(iri: str, chosen: Chosen, language: Language) -> Result:
    reasons = house().analysis.narrowing.reasons(iri, chosen)
    shown = [(name, [_hop(hop, language) for hop in path]) for name, path in reasons]
    return Result(named(house().catalogue[iri], language, defined=True), shown)


def _hop(hop: Hop, language: Language) -> ShownHop:
    catalogue = house().catalogue
    names = [Said(*catalogue[iri].label(language)) for iri in (hop.subject, hop.object)]
    rationale = said(catalogue[hop.judgement], KIERRE + "rationale", language) if hop.inferred else None
    judgement = of_iri(hop.judgement, language) + house().view if hop.judgement else ""
    return ShownHop(names[0], hop.property, names[1], hop.inferred, rationale, judgement)


def _advice(chosen: Chosen, language: Language) -> list[Advice]:
    narrowing = house().analysis.narrowing
    found = []
    for each in narrowing.loosenings(chosen)[:4]:
        kept = {name: value for name, value in chosen.items() if name not in each.given_up}
        first = sorted(each.left, key=lambda iri: narrowing.nearness(iri, kept))[:3]
        names = [named(house().catalogue[iri], language) for iri in first]
        given_up = [_choice(name, chosen, language) for name in each.given_up]
        found.append(Advice(given_up, len(each.left), names, find_address(kept, language)))
    return found
