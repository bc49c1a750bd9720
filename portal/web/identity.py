"""What an address stands for: the lasting name of a thing of ours, where this portal answers for it, and in which forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from portal.graph.formats import GRAPH_FORMATS, Format, by_ending
from portal.languages import LANGUAGES, Language
from portal.namespaces import BASE, DATASET, GRAPH, ID, ONTOLOGY, PAGE, STATEMENT
from portal.sections import SECTIONS
from portal.web.addresses import address, of_iri
from portal.web.house import house

BASES = {"id": ID, "statement": STATEMENT, "page": PAGE, "graph": GRAPH}
MARKDOWN = Format("Markdown", "text/markdown", "md")
_WHOLE = {"ontology": ONTOLOGY, "dataset": DATASET}
_FRAMED = re.compile(r"(?:embed|lti(?:/cartridge)?)/[a-z]{2}/(?:(statement|page)/)?([^/]+?)(?:\.xml)?")
_SECTIONS = {"thing": ID, "statement": STATEMENT, "guide": PAGE}


@dataclass(frozen=True)
class Identity:
    """A thing of ours as addresses know it. iri: its lasting name; forms: what it is given as, besides its page."""

    iri: str
    forms: Sequence[Format] = GRAPH_FORMATS

    @property
    def path(self) -> str:
        """Return the path at which this portal answers for the name, with the page or the data, by what the request accepts."""
        return quote("/" + self.iri.removeprefix(BASE))

    def data(self, form: Format) -> str:
        """Return the path of one form."""
        return f"{self.path}.{form.ending}"

    def page(self, language: Language) -> str:
        """Return the path of the page for a reader of a language; a named graph is shown by a query."""
        if self.iri.startswith(GRAPH):
            query = f"SELECT ?s ?p ?o WHERE {{ GRAPH <{self.iri}> {{ ?s ?p ?o }} }} LIMIT 100"
            return f"{address('sparql', language)}?query={quote(query, safe='')}"
        if self.iri == DATASET:
            return address("dataset", language)
        return of_iri(self.iri, language)


def identity(iri: str) -> Identity | None:
    """Return what we know by a lasting name, or None."""
    if iri.startswith(GRAPH):
        return Identity(iri) if iri in house().data.store.graphs() else None
    if iri in house().catalogue or iri in _WHOLE.values():
        return Identity(iri)
    return Identity(iri, ()) if iri.removeprefix(PAGE) in house().guides else None


def of_path(path: str) -> tuple[Identity | None, Format | None]:
    """Return what a path stands for, as a page or as data, and the form of data that it names; None for what is no name."""
    first, _, rest = path.strip("/").partition("/")
    section, _, name = rest.partition("/")
    if first in LANGUAGES:
        wanted = next((each for each, words in SECTIONS.items() if words[first] == section), "")
        if wanted in _WHOLE and not name:
            return identity(_WHOLE[wanted]), None
        return (identity(_SECTIONS[wanted] + name), None) if wanted in _SECTIONS and name else (None, None)
    stem, _, ending = path.strip("/").rpartition(".")
    form = by_ending(ending)
    if (first in _WHOLE and not rest) or (stem in _WHOLE and form in GRAPH_FORMATS):
        return identity(_WHOLE[stem or first]), form
    if first not in BASES:
        return None, None
    named, _, _ = rest.rpartition(".")
    if named and form in GRAPH_FORMATS:
        return identity(BASES[first] + named), form
    return identity(BASES[first] + rest), None


def named_by(path: str) -> str:
    """Return the lasting name that a path would stand for, whether there is such a thing or not; "" for what is no name."""
    first, _, rest = unquote(path).strip("/").partition("/")
    if first in BASES:
        stem, _, ending = rest.rpartition(".")
        return BASES[first] + (stem if stem and by_ending(ending) in GRAPH_FORMATS else rest)
    if framed := _FRAMED.fullmatch(unquote(path).strip("/")):
        return BASES[framed[1] or "id"] + framed[2]
    section, _, name = rest.partition("/")
    base = next((base for each, base in _SECTIONS.items() if first in LANGUAGES and SECTIONS[each][first] == section), "")
    return base + name if base and name else ""
