"""The rules for an organisation's own folders: they add things of their own beside Kierre's and change nothing that Kierre says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rdflib import BNode, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from portal.graph.load import Source
from portal.namespaces import BASE, FOLLOWED, KIERRE, OWL, PAGE, PROV, RDFS, SCHEMA, SH, followed, shorten
from portal.pages.frontmatter import SLUG
from portal.pages.read import LOCAL, SOURCE_LANGUAGE, Page
from validation.report import Finding, Level
from validation.turtle import Sources

CLASSES = ("Service", "Organisation", "Place", "Project", "Party")
RELATIONS = ("addresses", "usedInStage", "embodiesValue", "cooperatesWith", "inServiceClass", "carriedOutBy", "exampleOf")
# Rules on what the sources say: an organisation's own things come from none, and are marked as local instead.
_NOT_FOR_OWN = {
    "basis-of-thing",
    "source-of-thing",
    "direct-triple-has-relation",
    "borrowed-property-known",
    "outside-links-only-in-alignments",
}
_CLOSED = (str(RDF), RDFS, OWL, SH, PROV)
_OPEN = {str(RDF.type), RDFS + "label", RDFS + "comment", RDFS + "seeAlso"}
_WEB = re.compile(r"https?://[^/]+/.+")


def run(files: Sequence[Source], pages: Iterable[Page], sources: Sources) -> Iterator[Finding]:
    """Yield a finding for each triple or page of an own folder that is more than an addition; before pages stand in `sources`."""
    own = {source.relative for source in files if source.is_own}
    yield from _page_names(files, pages)
    if not own:
        return
    ours = {
        term
        for triple, places in sources.places.items()
        for term in triple
        if isinstance(term, URIRef) and any(place.file not in own for place in places)
    }
    for (node, path, value), places in sources.places.items():
        fault = _fault(node, str(path), value, ours)
        for place in places if fault else ():
            if place.file in own:
                yield Finding(Level.ERROR, "own-folder-only-adds", str(node), fault, place.file, place.line, str(path), str(value))


def fitting(findings: Iterable[Finding], files: Iterable[Source]) -> list[Finding]:
    """Return the findings without those of rules that an organisation's own things need not follow."""
    own = {source.relative for source in files if source.is_own}
    return [each for each in findings if not (each.file in own and each.rule in _NOT_FOR_OWN)]


def _fault(node: Node, path: str, value: Node, ours: set[URIRef]) -> str:
    """Return what is wrong with a triple of an own folder, or nothing."""
    name = shorten(str(node))
    if isinstance(node, URIRef):
        if str(node).startswith(BASE) or node in ours:
            return (
                f"says {shorten(path)} of {name}, which is not of this folder; speak of things of your own, which may lead to it."
            )
        if not _WEB.fullmatch(str(node)) or not SLUG.fullmatch(str(node).rstrip("/").replace("#", "/").rsplit("/", 1)[-1]):
            return (
                "is no name for a thing of your own; write a web address of yours that ends in small letters, digits and hyphens."
            )
    if isinstance(value, URIRef) and not followed(value):
        allowed = ", ".join(f"{scheme}:" for scheme in FOLLOWED)
        return f"leads to {value}, which no page may link to; write an address that begins with one of {allowed}."
    if path == str(RDF.type):
        fits = str(value).startswith(SCHEMA) or str(value).removeprefix(KIERRE) in CLASSES
        known = ", ".join(CLASSES)
        return "" if fits else f"is a {shorten(str(value))}, which a folder of your own cannot add; it can add {known}."
    if path.startswith(KIERRE) and path.removeprefix(KIERRE) not in RELATIONS:
        return f"uses {shorten(path)}, which says what the sources say; from a thing of your own lead {', '.join(RELATIONS)}."
    if path.startswith(_CLOSED) and path not in _OPEN:
        return f"uses {shorten(path)}, which a folder of your own cannot say; leave it out."
    return "is written without a name; give it a web address of your own." if isinstance(node, BNode) else ""


def _page_names(files: Sequence[Source], pages: Iterable[Page]) -> Iterator[Finding]:
    """Yield the pages of an own folder that are not named as its own, and those of ours that are."""
    found = {source.path: source for source in files}
    for page in pages:
        source = found[page.texts[SOURCE_LANGUAGE].file]
        if source.is_own != page.is_own:
            message = (
                f"stands in a folder of your own, whose pages are named {LOCAL}…; name it {LOCAL}{page.slug}."
                if source.is_own
                else f"is named {LOCAL}…, as only pages of an organisation's own folder are; rename it."
            )
            yield Finding(Level.ERROR, "own-page-name", PAGE + page.slug, message, source.relative, 1)
