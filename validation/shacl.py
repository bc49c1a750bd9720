"""Runs the shapes in shapes/ over the plain rdflib graph of the sources (pyshacl)."""

from __future__ import annotations

from collections.abc import Iterator

import pyshacl
import rdflib
from rdflib.namespace import SH

from portal.namespaces import local_name, shorten
from validation.folders import SHAPES
from validation.report import SEVERITY_LEVEL, Finding
from validation.turtle import Sources

# What a shape can say of one file without knowing the others: used when some file could not be read.
_LOCAL = {
    SH.MinCountConstraintComponent,
    SH.MaxCountConstraintComponent,
    SH.UniqueLangConstraintComponent,
    SH.LanguageInConstraintComponent,
    SH.DatatypeConstraintComponent,
    SH.InConstraintComponent,
    SH.PatternConstraintComponent,
    SH.QualifiedMinCountConstraintComponent,
}


def shapes() -> rdflib.Graph:
    """Return all shapes as one graph."""
    graph = rdflib.Graph()
    for file in sorted(SHAPES.glob("*.ttl")):
        graph.parse(file)
    return graph


def run(sources: Sources, *, complete: bool) -> Iterator[Finding]:
    """Yield a finding for each validation result; with `complete` false only those that no unread file can explain away."""
    _, report, _ = pyshacl.validate(sources.graph, shacl_graph=shapes(), inplace=True, advanced=False, js=False)
    assert isinstance(report, rdflib.Graph)  # noqa: S101 - pyshacl gives text only when asked to
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        component = report.value(result, SH.sourceConstraintComponent)
        path = report.value(result, SH.resultPath)
        if not complete and (component not in _LOCAL or isinstance(path, rdflib.BNode)):
            continue
        focus = str(report.value(result, SH.focusNode))
        value = report.value(result, SH.value)
        iri = str(path) if isinstance(path, rdflib.URIRef) else ""
        place = sources.place(focus, iri, "" if value is None else str(value))
        yield Finding(
            level=SEVERITY_LEVEL[report.value(result, SH.resultSeverity)],  # type: ignore[index]
            rule=local_name(str(report.value(result, SH.sourceShape))),
            subject=focus,
            message=_fill(str(report.value(result, SH.resultMessage)), value),
            file=place.file,
            line=place.line,
            path=iri,
            value="" if value is None else str(value),
        )


def _fill(message: str, value: rdflib.term.Node | None) -> str:
    """Return a shape's message with {value} filled in."""
    return message.replace("{value}", "" if value is None else shorten(str(value)))
