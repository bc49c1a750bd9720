"""Findings and reports, as text, JSON and SHACL."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
import rdflib
from rdflib.namespace import RDF, SH

from portal.namespaces import ID, SHAPES, SKOS
from validation.report import Finding, Level, Report, sort

ERROR = Finding(Level.ERROR, "label", ID + "a", "lacks “å”.", "ontology/a.ttl", 3, SKOS + "prefLabel", "x")
WARNING = Finding(Level.WARNING, "tidy", "", "is untidy.", "content/a.fi.md", 0)


def report(*findings: Finding) -> Report:
    return Report(findings, "0123456789abcdef", 2, 30)


def test_text_is_a_line_for_each_finding_and_a_line_of_sums() -> None:
    """File and line come first, as editors know them; names are short."""
    assert report(ERROR, WARNING).as_text().split("\n") == [
        "ontology/a.ttl:3: error: id:a: lacks “å”. [label]",
        "content/a.fi.md:0: warning: is untidy. [tidy]",
        "2 files, 30 triples, data 0123456789abcdef: 1 error, 1 warning, 0 infos",
    ]


def test_json_has_counts_and_findings() -> None:
    """Its keys are part of the contract; letters stay letters."""
    text = report(ERROR, WARNING).as_json()
    found = json.loads(text)
    assert list(found) == ["data", "files", "triples", "counts", "findings"]
    assert found["counts"] == {"error": 1, "warning": 1, "info": 0}
    assert found["findings"] == [asdict(ERROR), asdict(WARNING)]
    assert list(found["findings"][0]) == ["level", "rule", "subject", "message", "file", "line", "path", "value"]
    assert "å" in text


def test_turtle_is_a_shacl_report() -> None:
    """Each finding is a result with severity, shape, message and place."""
    graph = rdflib.Graph().parse(data=report(ERROR, WARNING).as_turtle(), format="turtle")
    (result,) = graph.subjects(SH.focusNode, rdflib.URIRef(ID + "a"))
    assert graph.value(result, SH.resultSeverity) == SH.Violation
    assert graph.value(result, SH.sourceShape) == rdflib.URIRef(SHAPES + "label")
    assert graph.value(result, SH.resultPath) == rdflib.URIRef(SKOS + "prefLabel")
    assert rdflib.Literal("ontology/a.ttl:3") in set(graph.objects(result))
    assert len(list(graph.objects(None, SH.result))) == 2


@pytest.mark.parametrize(("findings", "conforms"), [((), True), ((WARNING,), True), ((ERROR, WARNING), False)])
def test_a_report_conforms_without_errors(findings: tuple[Finding, ...], *, conforms: bool) -> None:
    """Warnings do not count."""
    graph = rdflib.Graph().parse(data=report(*findings).as_turtle(), format="turtle")
    (node,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(node, SH.conforms) == rdflib.Literal(conforms)


def test_gravest_findings_stand_first_and_none_stands_twice() -> None:
    """Then by file and line, as numbers."""
    later = Finding(Level.ERROR, "label", ID + "b", "x", "ontology/a.ttl", 20)
    assert sort([WARNING, later, ERROR, WARNING]) == (ERROR, later, WARNING)


def test_levels_are_counted() -> None:
    """Each for itself."""
    assert [report(ERROR, ERROR, WARNING).count(level) for level in Level] == [2, 1, 0]
