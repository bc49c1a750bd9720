"""Pages on one subject each: the things of a class or two, grouped and nested by how they belong together.

What differs between them stands in the table SUBJECTS; the words stand in the template of the same name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import flask

from portal.graph import queries
from portal.graph.catalogue import Entry
from portal.languages import Language
from portal.namespaces import DCTERMS, KIERRE
from portal.web.cited import rest_on_classes
from portal.web.finding import find_from
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Branch, Named, named

blueprint = flask.Blueprint("subjects", __name__)

PART_OF = DCTERMS + "isPartOf"


@dataclass(frozen=True)
class Shelf:
    """Things of one class; `by` leads to the heading they stand under, `under` to what they are part of;
    `holds` are properties that lead to what each holds, shown under it by name only;
    `statements` is how the identifiers begin of the statements that its things come from, when not all of the class are meant.
    """

    class_: str
    by: str = ""
    under: tuple[str, ...] = (PART_OF,)
    parts: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    statements: str = ""


SUBJECTS: dict[str, tuple[Shelf, ...]] = {
    "methods": (
        Shelf("Method", by=KIERRE + "inFamily", holds=tuple(KIERRE + name for name in ("usesTool", "takesPlaceIn", "hasActivity"))),
    ),
    "services": (Shelf("Service", by=KIERRE + "inServiceClass"),),
    "values": (Shelf("Value"), Shelf("Principle"), Shelf("Goal")),
    "recommendations": (Shelf("Recommendation", parts=("RecommendationClaim", "Indicator")),),
    "instruments": (Shelf("Instrument"), Shelf("InstrumentPurpose")),
    "structural": (Shelf("StructuralTask", under=(PART_OF, KIERRE + "exampleOf"), parts=("StructuralExample",)),),
    "community": tuple(Shelf(name, statements="prosos-community") for name in ("Method", "Goal", "Characteristic", "EffectClaim")),
    "lifecourse": (Shelf("ClientGroup"), Shelf("Service", statements="prosos-neighbour"), Shelf("Need")),
    "significance": (Shelf("SocietalSignificance"), Shelf("EffectClaim")),
    "domains": (Shelf("LifeDomain"), Shelf("Need")),
    "parties": (Shelf("Party"), Shelf("Profession"), Shelf("Organisation"), Shelf("Project")),
}


@dataclass(frozen=True)
class Section:
    """Things under one heading."""

    heading: Named
    branches: list[Branch]


@dataclass(frozen=True)
class SubjectPage:
    """A subject: its sections."""

    sections: list[Section]


def _view(key: str) -> Callable[[Language], flask.typing.ResponseReturnValue]:
    def show(language: Language) -> flask.typing.ResponseReturnValue:
        sections = [section for shelf in SUBJECTS[key] for section in _sections(shelf, language)]
        shown = SubjectPage(sections)
        rest_on_classes(*(name for shelf in SUBJECTS[key] for name in (shelf.class_, *shelf.parts)))
        return answer(flask.render_template(f"subjects/{key}.html", page=shown), "text/html; charset=utf-8")

    show.__name__ = key
    show.__doc__ = f"Show the page on {key}."
    return show


for _key in SUBJECTS:
    page(blueprint, _key)(_view(_key))


def _sections(shelf: Shelf, language: Language) -> list[Section]:
    """Return the things of a shelf: under the headings that `by` leads to, the others under the name of their class."""
    catalogue, found = house().catalogue, _found(shelf)
    wholes, held, over = _joined(shelf.under), _joined(shelf.holds), _joined([shelf.by] if shelf.by else [])
    inside = {entry.iri for entry in found}

    def branch(entry: Entry) -> Branch:
        inner = [branch(each) for each in found if entry.iri in wholes[each.iri] and each is not entry]
        holds = [Branch(named(catalogue[iri], language), []) for iri in held[entry.iri]]
        return Branch(named(entry, language, defined=True), [*inner, *holds], find_from(entry, language))

    headings: dict[str, list[Branch]] = defaultdict(list)
    for entry in found:
        if KIERRE + shelf.class_ in entry.classes and inside.isdisjoint(wholes[entry.iri]):
            headings[next(iter(over[entry.iri]), KIERRE + shelf.class_)].append(branch(entry))
    order = sorted(headings, key=lambda iri: (iri.startswith(KIERRE), catalogue[iri].label(language)[0]))
    return [Section(named(catalogue[iri], language, defined=True), headings[iri]) for iri in order]


def _found(shelf: Shelf) -> list[Entry]:
    """Return the things of a shelf; in the view of the sources without an organisation's own."""
    found = [entry for name in (shelf.class_, *shelf.parts) for entry in house().catalogue.of_class(KIERRE + name)]
    if shelf.statements:
        derived = queries.derived_from(house().data.store, shelf.statements)
        found = [entry for entry in found if entry.iri in derived]
    return [entry for entry in found if not (entry.is_own and house().view)]


def _joined(properties: Iterable[str]) -> dict[str, list[str]]:
    """Return by subject the objects that some properties join to it: of the first property first, those of one in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for property_ in properties:
        for subject, object_ in sorted({*house().pairs(property_)}):
            found[subject].append(object_)
    return found
