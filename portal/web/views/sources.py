"""The sources: the two publications, their sections and figures, and what Kierre derives from each; and the glossary."""

from __future__ import annotations

from dataclasses import dataclass

import flask

from portal.errors import UnknownName
from portal.graph.catalogue import Entry
from portal.languages import Language, sort_key
from portal.namespaces import DOCUMENTS, ID, KIERRE, SKOS
from portal.web.addresses import address
from portal.web.facts import change
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Branch, Named, Said, named

blueprint = flask.Blueprint("sources", __name__)
DIGITS = "0–9"


@dataclass(frozen=True)
class SourceDocument:
    """A publication: its sections and figures nested, the address of its statements, and how many there are."""

    document: Named
    parts: list[Branch]
    statements: str
    count: int


@page(blueprint, "sources")
def sources(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the two publications with their sections and figures."""
    catalogue = house().catalogue
    parts = catalogue.of_class(KIERRE + "DocumentPart")
    found = [_document(catalogue[iri], parts, language) for iri in DOCUMENTS]
    return answer(flask.render_template("sources/sources.html", documents=found), "text/html; charset=utf-8")


def _document(document: Entry, parts: list[Entry], language: Language) -> SourceDocument:
    def branch(entry: Entry) -> Branch:
        inner = sorted((each for each in parts if entry.iri in each.wholes), key=lambda each: each.slug)
        return Branch(named(entry, language, defined=True), [branch(each) for each in inner])

    statements = [each for each in house().catalogue.of_class(KIERRE + "SourceStatement") if document.iri in each.wholes]
    whole = branch(document)
    return SourceDocument(whole.thing, whole.parts, address("statement", language, document.slug), len(statements))


@page(blueprint, "changes")
def changes(language: Language) -> flask.typing.ResponseReturnValue:
    """Show what has changed since the sources were written."""
    found = [change(entry.iri, language) for entry in house().catalogue.of_class(KIERRE + "Update")]
    return answer(flask.render_template("sources/changes.html", changes=found), "text/html; charset=utf-8")


@page(blueprint, "statement")
def statements(language: Language) -> flask.typing.ResponseReturnValue:
    """Send on from the beginning of all statements to the sources that they stand in."""
    return flask.redirect(address("sources", language), 302)


@dataclass(frozen=True)
class Letter:
    """The words of the glossary that begin with one letter; each leads to a thing, some under another name."""

    letter: str
    words: list[tuple[Said, Named]]


_LEFT_OUT = ("SourceStatement", "Relation", "CausalLink", "Configuration", "Document", "DocumentPart", "Update", "Background")


@dataclass(frozen=True)
class GlossaryPage:
    """The letters that there are, and the words of one of them."""

    letters: list[str]
    shown: Letter


@page(blueprint, "glossary")
def glossary(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the words of the first letter."""
    return glossary_letter(language, "")


@page(blueprint, "glossary", "/<letter>")
def glossary_letter(language: Language, letter: str) -> flask.typing.ResponseReturnValue:
    """Show every thing whose name, or another name, begins with a letter; raises UnknownName for a letter without words."""
    out = {KIERRE + name for name in _LEFT_OUT}
    letters: dict[str, list[tuple[Said, Named]]] = {}
    for entry in house().catalogue:
        if not entry.iri.startswith(ID) or not entry.in_use or out.intersection(entry.classes):
            continue
        thing = named(entry, language, defined=True)
        for word in (thing.name.text, *entry.many(SKOS + "altLabel", language)):
            letters.setdefault(word[0].upper() if word[0].isalpha() else DIGITS, []).append(
                (Said(word, thing.name.language), thing)
            )
    order = sorted(letters, key=lambda each: (each == DIGITS, sort_key(each)))
    chosen = letter.upper() or order[0]
    if chosen not in letters and len(chosen) == 1 and chosen.isalpha():
        return flask.redirect(address("glossary", language), 302)
    if chosen not in letters:
        raise UnknownName(f"No word begins with {chosen[:20]}.")
    words = sorted(letters[chosen], key=lambda pair: sort_key(pair[0].text))
    shown = GlossaryPage(order, Letter(chosen, words))
    return answer(flask.render_template("sources/glossary.html", page=shown), "text/html; charset=utf-8")
