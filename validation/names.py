"""Rules that need the text of the sources: one home for each thing and triple, and no undeclared name of ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rdflib import URIRef

from portal.namespaces import BASE, GRAPH, ONTOLOGY, PAGE, SHAPES, shorten
from portal.pages.directives import near
from validation.report import Finding, Level, Place
from validation.turtle import Sources

_FREE = (GRAPH, PAGE, SHAPES)


def duplicates(sources: Sources) -> Iterator[Finding]:
    """Yield a finding for each thing that is defined twice, and for each triple that stands twice."""
    for subject in sources.defined():
        first, *others = sources.definitions(subject)
        for place in others:
            message = f"is defined a second time; it is first defined in {first.file}:{first.line}. Join the two or rename one."
            yield Finding(Level.ERROR, "one-definition", subject, message, place.file, place.line)
    twice = {URIRef(subject) for subject in sources.defined() if len(sources.definitions(subject)) > 1}
    for (node, path, _), (first, *others) in sources.places.items():
        for place in others:
            if isinstance(node, URIRef) and node not in twice and place != first:
                message = f"says the same of {shorten(str(path))} as {first.file}:{first.line}. Remove one of the two."
                yield Finding(Level.ERROR, "one-place-for-a-triple", str(node), message, place.file, place.line)


def undeclared(sources: Sources) -> Iterator[Finding]:
    """Yield a finding for each name below our base address that nothing defines: where it is first used, and how often in all."""
    known = {*sources.defined(), ONTOLOGY}
    uses: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    for (node, path, value), (place, *_) in sources.places.items():
        for term in (node, path, value):
            name = str(term)
            if isinstance(term, URIRef) and name.startswith(BASE) and name not in known and not name.startswith(_FREE):
                uses[name].append((str(node), place))
    short = tuple(map(shorten, known))
    for name, ((subject, place), *others) in uses.items():
        hint = near(shorten(name), short) or "."
        often = f" It is used {len(others) + 1} times." if others else ""
        message = f"uses {shorten(name)}, which is defined nowhere{hint}{often}"
        yield Finding(Level.ERROR, "declared-names", subject, message, place.file, place.line, value=name)
