"""What is searched: each thing, statement and page with its names and texts, gathered from the graph and the pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from portal.graph import queries
from portal.graph.catalogue import Catalogue, Entry
from portal.graph.load import Data
from portal.languages import LANGUAGES, Language
from portal.namespaces import ID, KIERRE, PAGE, PROV, RDFS, SKOS, STATEMENT
from portal.pages.read import Page


class Part(IntEnum):
    """Which part of a document a text is."""

    NAME = 0
    OTHER_NAME = 1
    HIDDEN_NAME = 2
    DEFINITION = 3
    SOURCE = 4
    NOTE = 5
    BODY = 6
    SUBJECT = 7
    OTHER_SUBJECT = 8


WEIGHTS: dict[int, float] = {
    Part.NAME: 1.0,
    Part.OTHER_NAME: 0.97,
    Part.HIDDEN_NAME: 0.93,
    Part.DEFINITION: 1.0,
    Part.SOURCE: 0.8,
    Part.NOTE: 0.5,
    Part.BODY: 0.6,
    Part.SUBJECT: 0.8,
    Part.OTHER_SUBJECT: 0.4,
}
NAMES = (Part.NAME, Part.OTHER_NAME, Part.HIDDEN_NAME)
BORROWED = (Part.SUBJECT, Part.OTHER_SUBJECT)  # names of the things that a page is about: searched, not shown


@dataclass(frozen=True)
class Text:
    """One text of a document, its language, and which part of the document it is."""

    text: str
    language: Language
    part: Part


@dataclass
class Document:
    """A thing, statement or page that can be found.

    kind: local name of its class; inferred: whether no source says it; sources: the statements that it is derived from (IRIs);
    prior: how likely people mean it.
    """

    iri: str
    kind: str
    inferred: bool
    sources: tuple[str, ...]
    prior: float
    texts: list[Text] = field(default_factory=list)


# What people seldom mean when they search, by class; all others count as 1.
_PRIORS = {
    "SourceStatement": 0.62,
    "CausalLink": 0.66,
    "Configuration": 0.7,
    "DocumentPart": 0.66,
    "Document": 0.85,
    "Update": 0.85,
    "Background": 0.86,
    "Characteristic": 0.95,
    "FeedbackLoop": 0.9,
    "Notion": 0.95,
}
_PAGE_PRIORS = {
    "methods": 0.95,
    "work": 0.95,
    "model": 0.93,
    "tasks": 0.92,
    "cards": 0.86,
    "cases": 0.86,
    "learning": 0.86,
    "selko": 0.84,
    "site": 0.75,
}
_NAMES = ((SKOS + "prefLabel", Part.NAME), (SKOS + "altLabel", Part.OTHER_NAME), (SKOS + "hiddenLabel", Part.HIDDEN_NAME))
_TEXTS = ((SKOS + "definition", Part.DEFINITION), (SKOS + "note", Part.NOTE))
_MOST_SOURCES = 4
_MARKUP = re.compile(
    r"^:::.*?^:::\s*$|^```.*?^```\s*$|https?://\S+|\]\([^)]*\)|`[^`]*`|^\s*(?:[-*+>|#]+|\d+\.|\[\^[^\]]+\]:?)|\[\^[^\]]+\]|\\$|[*_\[\]|{}<>]",
    re.MULTILINE | re.DOTALL,
)
_LOOSE = re.compile(r"\s+([.,;:!?)”’…])")


class Library:
    """Gives everything that can be found, with its texts: all at once for the index, or one by one to show it."""

    def __init__(self, data: Data, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._pages = {PAGE + page.slug: page for page in data.pages}
        self._sources: dict[str, list[str]] = defaultdict(list)
        for thing, statement in queries.pairs(data.store, PROV + "wasDerivedFrom"):
            self._sources[thing].append(statement)

    def documents(self) -> Iterator[Document]:
        """Yield everything that can be found: what is used no more cannot."""
        for entry in self._catalogue:
            found = entry.iri.startswith((ID, STATEMENT)) and entry.in_use and KIERRE + "Relation" not in entry.classes
            if found or entry.is_own:
                yield self[entry.iri]
        yield from map(self.__getitem__, self._pages)

    def __getitem__(self, iri: str) -> Document:
        sources = tuple(self._sources.get(iri, ()))
        if iri in self._pages:
            return self._of_page(iri, self._pages[iri], sources)
        return self._of_entry(self._catalogue[iri], sources)

    def _of_entry(self, entry: Entry, sources: tuple[str, ...]) -> Document:
        kinds = [iri.removeprefix(KIERRE) for iri in entry.classes if iri.startswith(KIERRE)]
        kind = max(kinds, key=lambda each: _PRIORS.get(each, 1.0), default="")
        found = Document(entry.iri, kind, not entry.is_sourced, sources, _PRIORS.get(kind, 1.0))
        if entry.iri.startswith(STATEMENT):
            found.texts += [Text(text, "fi", Part.NAME) for text in entry.many(RDFS + "label", "fi")]
            found.texts += _said(entry, KIERRE + "paraphrase", Part.DEFINITION)
            return found
        for property_, part in (*_NAMES, *_TEXTS):
            found.texts += _said(entry, property_, part)
        for statement in sources if len(sources) <= _MOST_SOURCES else ():
            found.texts += _said(self._catalogue[statement], KIERRE + "paraphrase", Part.SOURCE)
            found.texts += [Text(text, "fi", Part.SOURCE) for text in self._catalogue[statement].many(RDFS + "label", "fi")]
        return found

    def _of_page(self, iri: str, page: Page, sources: tuple[str, ...]) -> Document:
        texts = [
            Text(text, language, part)
            for language, found in page.texts.items()
            for text, part in ((found.title, Part.NAME), (found.summary, Part.DEFINITION), (plain(found.markdown), Part.BODY))
        ]
        texts += [Text(words, language, Part.HIDDEN_NAME) for language, found in page.texts.items() for words in found.words]
        texts += self._subjects(page)
        return Document(iri, "GuidancePage", False, sources, _PAGE_PRIORS.get(page.kind, 0.9), texts)

    def _subjects(self, page: Page) -> Iterator[Text]:
        """Yield the names of the things that a page is about: of the main ones, and of the others."""
        main = {page.matter.obstacle or next(iter(page.about), ""), page.matter.lever}
        for slug in page.about:
            part = Part.SUBJECT if slug in main else Part.OTHER_SUBJECT
            for property_, _ in _NAMES:
                yield from _said(self._catalogue[ID + slug], property_, part)


def _said(entry: Entry, property_: str, part: Part) -> list[Text]:
    return [Text(text, language, part) for language in LANGUAGES for text in entry.many(property_, language)]


def plain(markdown: str) -> str:
    """Return the words of a Markdown text without its marks, addresses and directives."""
    return _LOOSE.sub(r"\1", " ".join(_MARKUP.sub(" ", markdown).split()))
