"""What if something gets stronger or weaker? Where each thing is driven, by sign alone, and along which arrows."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from flask_babel import gettext

from portal.analysis.whatif import Change, Prediction
from portal.languages import Language, sort_key
from portal.namespaces import ID, KIERRE
from portal.web.arrows import ShownStep, shown_steps, thing_named
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Named, Said

blueprint = flask.Blueprint("whatif", __name__)
_KINDS = ("Barrier", "Intervention", "Mechanism", "Context", "Actor", "Outcome", "Method", "Recommendation", "Factor")


@dataclass(frozen=True)
class Shown:
    """A thing that is driven: where, whether that is better, and the shortest walks that drive it."""

    thing: Named
    change: Change
    better: bool | None
    ways: list[list[ShownStep]]

    @property
    def inferred(self) -> bool:
        """Return whether some arrow on the way is our hypothesis."""
        return any(step.inferred for way in self.ways for step in way)


@dataclass(frozen=True)
class WhatIfPage:
    """The form as filled, what is wrong with it, and what is driven where; `still` counts the things that nothing drives."""

    groups: list[tuple[Said, list[Named]]]
    asked: str
    change: Change | None
    problem: str
    thing: Named | None
    better: list[Shown]
    worse: list[Shown]
    unclear: list[Shown]
    other: list[Shown]
    still: int


@page(blueprint, "whatif")
def whatif(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the form, and the answer when a thing is chosen."""
    slug = flask.request.args.get("thing", "").strip()
    wish = flask.request.args.get("change", "")
    known = house().analysis.network.graph
    problem, change = "", None
    if wish in {"", Change.MORE, Change.LESS}:
        change = Change(wish) if wish else house().analysis.better(ID + slug)
    else:
        problem = gettext("A change is “stronger” or “weaker”, not “%(name)s”. Choose one.", name=wish[:50])
    if slug and house().analysis.network.thing(ID + slug) not in known:
        problem = gettext("“%(name)s” is not in the network of this view. Choose from the list.", name=slug[:100])
    found = house().analysis.what_if(ID + slug, change) if slug and change and not problem else []
    shown = _page(slug, change, problem, found, language)
    html = flask.render_template("whatif/whatif.html", page=shown)
    return flask.make_response(html, 400) if problem else answer(html, "text/html; charset=utf-8")


def _page(slug: str, change: Change | None, problem: str, found: list[Prediction], language: Language) -> WhatIfPage:
    shown = [_shown(each, language) for each in found]
    signed = [each for each in shown if each.change is not Change.AMBIGUOUS]
    known = bool(slug) and ID + slug in house().catalogue
    return WhatIfPage(
        _groups(language),
        slug,
        change,
        problem,
        thing_named(ID + slug, language, defined=True) if known else None,
        [each for each in signed if each.better is True],
        [each for each in signed if each.better is False],
        [each for each in shown if each.change is Change.AMBIGUOUS],
        [each for each in signed if each.better is None],
        len(house().analysis.network.graph.nodes - {each.thing for each in found} - {house().analysis.network.thing(ID + slug)}),
    )


def _shown(found: Prediction, language: Language) -> Shown:
    better = (
        None
        if KIERRE + "Factor" in house().catalogue[found.thing].classes
        else found.change is house().analysis.better(found.thing)
    )
    return Shown(thing_named(found.thing, language), found.change, better, [shown_steps(way, language) for way in found.why if way])


def _groups(language: Language) -> list[tuple[Said, list[Named]]]:
    """Return the things of the network by kind, each once."""
    catalogue, graph, seen = house().catalogue, house().analysis.network.graph, set[str]()
    groups = []
    for kind in _KINDS:
        things = [each.iri for each in catalogue.of_class(KIERRE + kind) if each.iri in graph and each.iri not in seen]
        seen.update(things)
        members = sorted((thing_named(iri, language) for iri in things), key=lambda each: sort_key(each.name.text))
        if members:
            groups.append((Said(*catalogue[KIERRE + kind].label(language)), members))
    return groups
