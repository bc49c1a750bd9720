"""Everything in one list, narrowed by class, level, source and basis; the choice stands in the address."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import flask

from portal.graph.catalogue import Entry
from portal.languages import Language, sort_key
from portal.namespaces import DOCUMENTS, ID, KIERRE, LEVELS, local_name
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Named, named

blueprint = flask.Blueprint("facets", __name__)
PAGE_SIZE = 100


@dataclass(frozen=True)
class Choice:
    """A value of a facet: its name, the value that stands in the address, how many things it leaves, and whether it is chosen."""

    name: str
    value: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class FacetsPage:
    """The choices of each facet, the things that are left, and where in them the reader is."""

    classes: list[Choice]
    levels: list[Choice]
    sources: list[Choice]
    bases: list[Choice]
    members: list[Named]
    total: int
    number: int
    pages: int
    kept: dict[str, str]


Values = dict[str, set[str]]


def _values(entry: Entry) -> Values:
    """Return the values of a thing in each facet."""
    return {
        "class": {iri.removeprefix(KIERRE) for iri in entry.classes if iri.startswith(KIERRE)},
        "level": {iri.removeprefix(ID) for iri in entry.levels},
        "source": {iri.removeprefix(ID) for iri in entry.documents},
        "basis": {"hypothesis" if entry.inferred else "source"},
    }


_LINKS = {"Relation", "CausalLink"}


def _matches(values: Values, wanted: dict[str, str], but: str = "") -> bool:
    """Return whether a thing has the wanted values; links and judged relations only where a class or a basis is asked for."""
    unasked = but != "class" and not wanted["class"] and not wanted["basis"]
    if unasked and values["class"] & _LINKS:
        return False
    return all(value in values[facet] for facet, value in wanted.items() if value and facet != but)


@page(blueprint, "thing")
def things(language: Language) -> flask.typing.ResponseReturnValue:
    """List things, narrowed by what the address asks for; values that do not exist leave nothing."""
    wanted = {facet: flask.request.args.get(facet, "") for facet in ("class", "level", "source", "basis")}
    catalogue = house().catalogue
    all_values = {entry.iri: _values(entry) for entry in catalogue if entry.iri.startswith(ID) and entry.in_use}
    left = [catalogue[iri] for iri, values in all_values.items() if _matches(values, wanted)]
    left.sort(key=lambda entry: sort_key(entry.label(language)[0]))
    pages = max(1, -(-len(left) // PAGE_SIZE))
    number = min(max(flask.request.args.get("page", 1, int), 1), pages)

    def choices(facet: str, names: dict[str, str]) -> list[Choice]:
        counts = Counter(value for values in all_values.values() if _matches(values, wanted, but=facet) for value in values[facet])
        return [Choice(names[value], value, counts[value], wanted[facet] == value) for value in names if counts[value]]

    classes = sorted((entry.label(language)[0], entry.slug) for entry in catalogue.classes())
    shown = FacetsPage(
        choices("class", {slug: name for name, slug in classes}),
        choices("level", {iri.removeprefix(ID): catalogue[iri].label(language)[0] for iri in LEVELS}),
        choices("source", {slug: catalogue[ID + slug].label(language)[0] for slug in map(local_name, DOCUMENTS)}),
        choices("basis", {"source": "", "hypothesis": ""}),
        [named(entry, language, defined=True) for entry in left[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]],
        len(left),
        number,
        pages,
        {facet: value for facet, value in wanted.items() if value},
    )
    return answer(flask.render_template("facets/things.html", page=shown), "text/html; charset=utf-8")
