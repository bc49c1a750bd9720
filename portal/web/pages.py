"""The typed values that views hand to templates, and how they are made from the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from portal.graph.catalogue import Entry
from portal.languages import Language
from portal.namespaces import KIERRE, SKOS
from portal.web.addresses import of_iri
from portal.web.house import house


@dataclass(frozen=True)
class Said:
    """A text and the language it is in."""

    text: str
    language: str


@dataclass(frozen=True)
class Named:
    """A thing as a link: its name, its address, what kind of thing it is, and whether it is our hypothesis."""

    name: Said
    address: str
    kind: str
    inferred: bool
    definition: Said | None = None


def named(entry: Entry, language: Language, *, defined: bool = False) -> Named:
    """Return a thing as a link for a reader of a language; with its definition when `defined`."""
    kind = next((iri for iri in entry.classes if iri.startswith(KIERRE)), "")
    kind_name = house().catalogue[kind].label(language)[0] if kind else ""
    definition = entry.one(SKOS + "definition", language) if defined else None
    return Named(
        Said(*entry.label(language)),
        of_iri(entry.iri, language),
        kind_name,
        entry.inferred,
        Said(*definition) if definition else None,
    )


def said(entry: Entry, property_: str, language: Language) -> Said | None:
    """Return a text of a thing for a reader, or None."""
    found = entry.one(property_, language)
    return Said(*found) if found else None
