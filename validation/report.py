"""Findings and reports: what is wrong, where, and what to do; as text, as JSON, as a SHACL report in Turtle."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, SH

from portal.namespaces import SHAPES, shorten


class Level(StrEnum):
    """How grave a finding is: errors stop the build, warnings may only become fewer, infos are for reading."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_SEVERITY = {Level.ERROR: SH.Violation, Level.WARNING: SH.Warning, Level.INFO: SH.Info}
SEVERITY_LEVEL = {severity: level for level, severity in _SEVERITY.items()}


@dataclass(frozen=True)
class Place:
    """Where a finding is: a file inside the data folder, and a line from 1 (0 when the whole file is meant)."""

    file: str
    line: int


@dataclass(frozen=True)
class Finding:
    """One breach of one rule.

    level: how grave; rule: name of the shape or query; subject: IRI of the thing, or "" for a file; message: what is wrong and
    what to do; file, line: where (line from 1, 0 = whole file); path, value: the property and value that are meant, or "".
    """

    level: Level
    rule: str
    subject: str
    message: str
    file: str
    line: int
    path: str = ""
    value: str = ""

    def as_text(self) -> str:
        """Return the finding as one line `file:line: level: thing: message [rule]`."""
        thing = shorten(self.subject) + ": " if self.subject else ""
        place = f"{self.file}:{self.line}: " if self.file else ""
        return f"{place}{self.level}: {thing}{self.message} [{self.rule}]"


@dataclass(frozen=True)
class Report:
    """What a check found.

    findings: gravest first, then by place; data: content hash of the sources; files, triples: how much was read.
    """

    findings: tuple[Finding, ...]
    data: str
    files: int
    triples: int

    def count(self, level: Level) -> int:
        """Return how many findings have this level."""
        return sum(finding.level is level for finding in self.findings)

    def as_text(self) -> str:
        """Return one line for each finding and a line of sums."""
        sums = ", ".join(f"{self.count(level)} {level}{'' if self.count(level) == 1 else 's'}" for level in Level)
        lines = [finding.as_text() for finding in self.findings]
        return "\n".join([*lines, f"{self.files} files, {self.triples} triples, data {self.data}: {sums}"])

    def as_json(self) -> str:
        """Return the report as JSON: data, files, triples, counts, findings."""
        counts = {str(level): self.count(level) for level in Level}
        whole = {"data": self.data, "files": self.files, "triples": self.triples, "counts": counts}
        return json.dumps({**whole, "findings": [asdict(finding) for finding in self.findings]}, ensure_ascii=False, indent=2)

    def as_turtle(self) -> str:
        """Return the report as a SHACL validation report; each result also has file and line as prov:atLocation."""
        graph, report, shapes = Graph(), BNode(), Namespace(SHAPES)
        graph.bind("sh", SH)
        graph.bind("shapes", shapes)
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, Literal(not self.count(Level.ERROR))))
        for finding in self.findings:
            result = BNode()
            graph.add((report, SH.result, result))
            graph.add((result, RDF.type, SH.ValidationResult))
            graph.add((result, SH.resultSeverity, _SEVERITY[finding.level]))
            graph.add((result, SH.sourceShape, shapes[finding.rule]))
            graph.add((result, SH.resultMessage, Literal(finding.message, lang="en")))
            place = Literal(f"{finding.file}:{finding.line}")
            graph.add((result, URIRef("http://www.w3.org/ns/prov#atLocation"), place))
            if finding.subject:
                graph.add((result, SH.focusNode, URIRef(finding.subject)))
            if finding.path:
                graph.add((result, SH.resultPath, URIRef(finding.path)))
        return graph.serialize(format="turtle")


_ORDER = list(Level)


def sort(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return the findings without repetitions, gravest first, then by file, line, rule and message."""
    return tuple(sorted(set(findings), key=lambda each: (_ORDER.index(each.level), each.file, each.line, each.rule, each.message)))
