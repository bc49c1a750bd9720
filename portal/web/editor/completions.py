"""What a query may be completed with: classes, properties and things, by their short names and their names in a language."""

from __future__ import annotations

from collections.abc import Iterator

from portal.graph.catalogue import Entry
from portal.graph.queries import properties
from portal.languages import Language
from portal.namespaces import ID, KIERRE, OWL, PREFIXES, SKOS, shorten
from portal.web.house import house

_MADE = ("link-", "relation-", "configuration-")  # things whose names are made of those of others
Completion = tuple[str, str, str, str]


def completions(language: Language) -> Iterator[Completion]:
    """Give short name, name, what it is (class, property or thing), and the words of its definition or class."""
    catalogue = house().catalogue
    for entry in catalogue:
        if entry.iri.startswith(KIERRE) and entry.classes:
            what = "class" if OWL + "Class" in entry.classes else "property" if _property(entry) else "thing"
            definition = entry.one(SKOS + "definition", language)
            yield shorten(entry.iri), entry.label(language)[0], what, definition[0] if definition else ""
        elif entry.iri.startswith(ID) and entry.classes and not entry.slug.startswith(_MADE):
            kind = next((iri for iri in entry.classes if iri.startswith(KIERRE)), "")
            yield shorten(entry.iri), entry.label(language)[0], "thing", catalogue[kind].label(language)[0] if kind else ""
    for short in map(shorten, properties(house().data.store)):
        if not short.startswith("kierre:") and short.partition(":")[0] in PREFIXES:
            yield short, "", "property", ""


def _property(entry: Entry) -> bool:
    return any(iri.startswith(OWL) and iri.endswith("Property") for iri in entry.classes)
