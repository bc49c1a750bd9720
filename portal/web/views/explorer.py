"""The map: what leads to a thing and what it leads to, as columns, list and table; the choice stands in the address."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice
from urllib.parse import urlencode

import flask
from flask_babel import gettext, ngettext

from portal.analysis.around import Around, downstream
from portal.analysis.network import Network
from portal.analysis.walk import LONGEST, nearest, shortest, walk
from portal.languages import Language
from portal.namespaces import ID, LEVELS, local_name
from portal.web.addresses import address
from portal.web.arrows import ShownStep, shown_steps, thing_named
from portal.web.columns import Box, Picture, columns
from portal.web.house import house
from portal.web.language import current
from portal.web.localised import page
from portal.web.map_form import (
    CHOICES,
    MOST_ALSO,
    START,
    Form,
    Option,
    let_pass,
    options,
    options_by_kind,
    read_form,
    wrong_choices,
)
from portal.web.negotiation import answer
from portal.web.pages import Named

blueprint = flask.Blueprint("explorer", __name__)

STARTS = (START, "constant-hurry", "worker-turnover", "enabling-leadership", "trust-in-change-and-cooperation", "beating-hurry")
MOST_DRAWN, MOST_LISTED = 36, 42
MOST_TOLD, MOST_NEAR = 20, 3  # of what is wrong, and of unknown things those for which near ones are sought


@dataclass(frozen=True)
class Stop:
    """A thing on the map: how far it is, the arrows that leave it, and addresses: the map around it, and with its surroundings."""

    thing: Named
    distance: int
    leaving: list[ShownStep]
    around: str
    also: str


@dataclass(frozen=True)
class Map:
    """The answer: what was asked, the things by distance, the arrows, and the picture.

    left_out: the number of arrows beyond those listed; tangled: the picture would have too many arrows to be read; shortest: the
    number of steps of the shortest way (between two things), 0 when there is none.
    """

    around: Named
    to: Named | None
    stops: list[Stop]
    arrows: list[ShownStep]
    left_out: int
    picture: Picture
    tangled: bool
    shortest: int

    @property
    def boxes(self) -> list[tuple[Box, Stop]]:
        """Return the boxes of the picture, column by column, each with its thing."""
        stops = {stop.thing.slug: stop for stop in self.stops}
        return [(box, stops[local_name(box.thing)]) for box in self.picture.boxes]


@dataclass(frozen=True)
class ExplorerPage:
    """The form with its choices, what is wrong with what was filled in, and the answer when nothing is.

    unlisted: the thing that was asked for when it is no choice.
    """

    form: Form
    unlisted: str
    things: list[tuple[str, list[Option]]]
    ends: list[Option]
    problems: list[str]
    near: list[tuple[str, str]]
    starts: list[tuple[str, str]]
    map: Map | None
    path: str

    levels: list[Option]


@page(blueprint, "explorer")
def explorer(language: Language) -> flask.typing.ResponseReturnValue:
    """Show what surrounds a thing; a good start when nothing is asked."""
    found = _page(language)
    answered = answer(flask.render_template("explorer/explorer.html", page=found), "text/html; charset=utf-8")
    if found.problems:
        answered.status_code = 400
    return answered


@page(blueprint, "explorer", ".svg")
def picture(language: Language) -> flask.typing.ResponseReturnValue:
    """Give the picture as a file."""
    found = _page(language).map
    if found is None or not found.arrows:
        flask.abort(404)
    answered = answer(flask.render_template("explorer/picture.svg", map=found, file=True), "image/svg+xml")
    answered.headers["Content-Disposition"] = f'attachment; filename="kierre-{found.around.slug}.svg"'
    return answered


@page(blueprint, "explorer", ".json")
def elements(language: Language) -> flask.typing.ResponseReturnValue:
    """Give the map as the elements that Cytoscape draws, in the places of the picture."""
    found = _page(language).map
    body = {"elements": _elements(found) if found else {"nodes": [], "edges": []}}
    return answer(json.dumps(body, ensure_ascii=False), "application/json")


def _page(language: Language) -> ExplorerPage:
    network = house().analysis.network
    form = read_form(network)
    problems, near = _problems(form, network)
    around = network.thing(ID + form.around)
    reached = downstream(network, around, LONGEST).distances.keys() | {network.thing(ID + form.to)}
    path = address("explorer", language)

    def starts(slugs: list[str]) -> list[tuple[str, str]]:
        view = {"view": form.view} if form.view == "source" else {}
        there = [slug for slug in slugs if ID + slug in network.graph]
        return [(thing_named(ID + slug, language).name.text, f"{path}?{urlencode({'around': slug, **view})}") for slug in there]

    return ExplorerPage(
        replace(form, also=form.also[:MOST_ALSO]),
        "" if around in network.graph else form.around[:100],
        options_by_kind(network, form.around, language),
        options((thing for thing in reached if thing in network.graph and thing != around), network, form.to, language),
        problems,
        starts(near),
        starts(list(STARTS)),
        None if problems else _map(form, network, language),
        path,
        [Option(local_name(iri), house().catalogue[iri].label(language)[0], local_name(iri) in form.levels) for iri in LEVELS],
    )


def _problems(form: Form, network: Network) -> tuple[list[str], list[str]]:
    """Return what is wrong with what was filled in, and the slugs of things that are called almost like an unknown one."""
    problems = _some(gettext("“%(name)s” is not one of the choices.", name=value[:100]) for value in wrong_choices(form))
    if form.depth not in CHOICES["depth"]:
        problems.append(gettext("“%(name)s” will not do as the number of steps: choose one from 1 to 6.", name=form.depth[:100]))
    named = [form.around, *([form.to] if form.between and form.to else []), *form.also]
    unknown = [slug for slug in named if network.thing(ID + slug) not in network.graph]
    problems += _some(_unknown(slug) for slug in unknown)
    if len(form.also) > MOST_ALSO:
        problems.append(gettext("The surroundings of at most %(count)s other things can be added.", count=MOST_ALSO))
    if form.between and not form.to:
        problems.append(gettext("Choose also where the way should lead, or another direction."))
    if form.between and network.thing(ID + form.around) == network.thing(ID + form.to):
        problems.append(gettext("Both ends are the same thing. Choose two different ones."))
    slugs = [local_name(thing) for thing in network.graph]
    near = [slug for each in unknown[:MOST_NEAR] for slug in get_close_matches(each[:100].casefold(), slugs, n=3)]
    return problems, list(dict.fromkeys(near))


def _some(sentences: Iterable[str]) -> list[str]:
    """Return the first of many sentences, and how many more there are."""
    all_ = iter(sentences)
    first, more = list(islice(all_, MOST_TOLD)), sum(1 for _ in all_)
    return [*first, ngettext("And one more.", "And %(num)s more.", more)] if more else first


def _unknown(slug: str) -> str:
    """Return the sentence about a thing that is not on the map of this view."""
    catalogue = house().catalogue
    name = catalogue[ID + slug].label(current())[0][:100]
    if ID + slug not in catalogue:
        sentence = gettext("There is nothing called “%(name)s”. Choose a thing from the list.", name=name)
    elif house().graphs() is not None:
        sentence = gettext(
            "The sources do not say what leads to “%(name)s” or what it leads to. Choose “with hypotheses”.", name=name
        )
    else:
        sentence = gettext("“%(name)s” is not on the map: we know nothing that leads to it or that it leads to.", name=name)
    return str(sentence)


def _map(form: Form, whole: Network, language: Language) -> Map:
    network, asked = let_pass(form, whole), form.walk(whole)
    reached = walk(network, asked)
    found = nearest(reached, MOST_LISTED)
    steps = sorted(found.steps, key=lambda step: [found.distances[end] for end in step.arrow])
    arrows = shown_steps(steps, language)
    texts = {thing: thing_named(thing, language).name.text for thing in found.distances}
    return Map(
        thing_named(asked.around, language),
        thing_named(asked.to, language) if asked.to else None,
        _stops(form, found, network, arrows, language),
        arrows,
        len(reached.steps) - len(found.steps),
        columns(found.distances, texts, [step.arrow for step in steps]),
        len(reached.steps) > MOST_DRAWN,
        shortest(network, asked.around, asked.to) if asked.to else 0,
    )


def _stops(form: Form, found: Around, network: Network, arrows: list[ShownStep], language: Language) -> list[Stop]:
    path, graph = address("explorer", language), network.graph
    leaving: dict[str, list[ShownStep]] = defaultdict(list)
    for arrow in arrows:
        leaving[arrow.cause.slug].append(arrow)

    def stop(thing: str, distance: int) -> Stop:
        name = thing_named(thing, language)
        nearby = {*graph.predecessors(thing), *graph.successors(thing)}
        also = form.address(path, also=[*form.also, name.slug]) if nearby - found.distances.keys() else ""
        around = form.address(path, around=name.slug, also=[], to="", direction="both", depth="1")
        return Stop(name, distance, leaving[name.slug], around, also)

    return [stop(thing, distance) for thing, distance in found.distances.items()]


def _elements(found: Map) -> dict[str, list[dict[str, object]]]:
    """Return the nodes, in their places, and the edges; names as in /api/v1/network?format=cytoscape."""
    nodes: list[dict[str, object]] = []
    for box, stop in found.boxes:
        thing = stop.thing
        data = {
            "id": thing.slug,
            "label": "\n".join(box.lines),
            "mark": thing.mark,
            "levels": list(thing.levels),
            "address": thing.address,
            "inferred": thing.inferred,
            "distance": stop.distance,
            "width": box.width,
            "height": box.height,
        }
        place = {"x": box.x + box.width / 2, "y": box.y + box.height / 2}
        nodes.append({"data": data, "position": place})
    edges: list[dict[str, object]] = []
    for arrow, curve in zip(found.arrows, found.picture.curves, strict=True):
        data = {
            "id": arrow.name,
            "source": arrow.cause.slug,
            "target": arrow.effect.slug,
            "sign": arrow.sign.replace("−", "-"),
            "kind": arrow.kind,
            "inferred": arrow.inferred,
            "points": curve.points,
        }
        edges.append({"data": data})
    return {"nodes": nodes, "edges": edges}
