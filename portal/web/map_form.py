"""The form of the map: what was filled in, its choices, and the part of the network that it lets a walk pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

import flask

from portal.analysis.network import Kind, Network
from portal.analysis.walk import LONGEST, Direction, Walk, narrowed, shortest
from portal.languages import Language, sort_key
from portal.namespaces import ID, LEVELS, local_name
from portal.web.arrows import thing_named
from portal.web.house import house

START = "queues-grow"
NO_LEVEL = "none"
USUAL = "1"
MOST_ALSO = 20
CHOICES = {
    "direction": tuple(Direction),
    "view": ("", "source", "hypothesis"),
    "depth": tuple(str(number) for number in range(1, LONGEST + 1)),
    "kinds": tuple(Kind),
    "levels": (*map(local_name, LEVELS), NO_LEVEL),
}


@dataclass(frozen=True)
class Form:
    """What was filled in, as it was, right or wrong; what was left empty is filled with what is usual."""

    around: str
    direction: str
    to: str
    depth: str
    view: str
    kinds: list[str]
    levels: list[str]
    also: list[str]

    def address(self, path: str, **changes: object) -> str:
        """Return an address with this filled in, and some of it changed; what is usual is left out."""
        filled = {**asdict(self), **changes}
        usual = {"direction": Direction.BOTH, "depth": "" if filled["direction"] == Direction.BETWEEN else USUAL}
        kept = {name: value for name, value in filled.items() if value and value != usual.get(name)}
        return f"{path}?{urlencode(kept, doseq=True)}"

    @property
    def exported(self) -> dict[str, str]:
        """Return what an export of the same arrows is asked for; levels and surroundings of other things it does not know."""
        asked = {"around": self.around, "direction": self.direction, "depth": self.depth, "to": self.to if self.between else ""}
        return {name: value for name, value in {**asked, "kinds": ",".join(self.kinds)}.items() if value}

    @property
    def between(self) -> bool:
        """Return whether the way from one thing to another is asked for."""
        return self.direction == Direction.BETWEEN

    def walk(self, network: Network) -> Walk:
        """Return what is asked; every value must be one of the choices."""
        to = network.thing(ID + self.to) if self.between else ""
        also = tuple(ID + slug for slug in self.also)
        return Walk(network.thing(ID + self.around), Direction(self.direction), int(self.depth), to, also)


@dataclass(frozen=True)
class Option:
    """A choice of a thing."""

    value: str
    name: str
    chosen: bool


def read_form(network: Network) -> Form:
    """Return what the request has filled in; things may be named by slug, id:slug or IRI.

    Without a number of steps: one, or between two things as many as the shortest way takes.
    """
    given = flask.request.args
    direction = given.get("direction") or Direction.BOTH

    def slug(text: str) -> str:
        return text.strip().removeprefix(ID).removeprefix("id:")

    def several(name: str) -> list[str]:
        return list(dict.fromkeys(part.strip() for text in given.getlist(name) for part in text.split(",") if part.strip()))

    around, to = slug(given.get("around") or START), slug(given.get("to") or "")
    depth = USUAL if direction != Direction.BETWEEN else str(min(shortest(network, ID + around, ID + to) or LONGEST, LONGEST))
    return Form(
        around,
        direction,
        to,
        (given.get("depth") or depth).strip(),
        given.get("view") or "",
        several("kinds"),
        several("levels"),
        [slug(each) for each in several("also")],
    )


def wrong_choices(form: Form) -> list[str]:
    """Return the values that are none of the choices, the number of steps and the things aside."""
    given = {"direction": [form.direction], "view": [form.view], "kinds": form.kinds, "levels": form.levels}
    return [value for name, values in given.items() for value in values if value not in CHOICES[name]]


def options(things: Iterable[str], network: Network, chosen: str, language: Language) -> list[Option]:
    """Return things as choices, by name."""
    thing = network.thing(ID + chosen)
    names = [thing_named(each, language) for each in things]
    return sorted((Option(n.slug, n.name.text, ID + n.slug == thing) for n in names), key=lambda each: sort_key(each.name))


def options_by_kind(network: Network, chosen: str, language: Language) -> list[tuple[str, list[Option]]]:
    """Return every thing of the network as a choice, by kind."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for thing in network.graph:
        kinds[thing_named(thing, language).kind].append(thing)
    return [(kind, options(kinds[kind], network, chosen, language)) for kind in sorted(kinds, key=sort_key)]


def let_pass(form: Form, network: Network) -> Network:
    """Return the part of the network that the form lets a walk pass; what it asks about is never hidden."""
    asked = {network.thing(ID + form.around), network.thing(ID + form.to)}
    hidden = {thing for thing in network.graph if form.levels and thing not in asked and not _at(thing, form.levels)}
    return narrowed(
        network, [kind for kind in Kind if kind in form.kinds or not form.kinds], hidden, only_inferred=form.view == "hypothesis"
    )


def _at(thing: str, levels: list[str]) -> bool:
    own = [local_name(level) for level in house().catalogue[thing].levels]
    return not set(levels).isdisjoint(own or [NO_LEVEL])
