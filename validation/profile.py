"""The check of one file of a team: read strictly, then the shapes of profiles/team.ttl, then what only the data can tell."""

from __future__ import annotations

import json
import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyshacl
import rdflib
from rdflib.namespace import SH

from portal.analysis import team_file
from portal.analysis.team import Fault, Questions, Wrong, questions, understand
from portal.analysis.team_file import Problem, Unreadable
from portal.analysis.view import Analysis
from portal.graph.load import Data
from portal.namespaces import KIERRE, local_name, shorten
from validation.folders import PROFILES
from validation.report import SEVERITY_LEVEL, Finding, Level, Report, sort

_BASE = "https://w3id.org/kierre/file/"  # what names that nobody knows are read against
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_UNREADABLE = {
    Unreadable.TOO_LARGE: f"is larger than {team_file.LARGEST} bytes, so it is no team check; name another file.",
    Unreadable.NOT_JSON: "is not JSON; name the file that the team check gave.",
    Unreadable.OTHER_CONTEXT: "has another @context than team checks have; it was not read, since no context is ever fetched.",
    Unreadable.NO_CHECK: "is JSON but no team check; name the file that the team check gave.",
    Unreadable.UNKNOWN_FIELD: "holds {field}, which does not belong in a team check; take it away.",
    Unreadable.MISSING_FIELD: "lacks {field}; write it.",
    Unreadable.WRONG_TYPE: "has {field} of a wrong type; write it as the team check does.",
}
_CONTRADICTIONS = {
    Wrong.ABSENT_BUT_REACHED: "reaches the number of the source, but what it measures is answered to be missing; change one.",
    Wrong.PRESENT_BUT_ZERO: "is zero, but what it measures is answered to be in place; change one.",
}


def check_team(file: Path, data: Data) -> Report:
    """Return the report on a file of a team check; raises OSError when it cannot be opened."""
    with file.open("rb") as opened:
        content = opened.read(team_file.LARGEST + 1)
    read = team_file.read(content)
    if isinstance(read, tuple):
        found = [_unreadable(file, problem) for problem in read]
        return Report(sort(found), data.version, 1, 0)
    asked = questions(Analysis(data.store))
    with _quiet():
        graph = rdflib.Graph().parse(data=_as_texts(read.text), format="json-ld", base=_BASE)
        findings = [*_shaped(graph, asked, file, read.text)]
    _, faults = understand(read.given, asked)
    findings += [_contradiction(fault, file, read.text) for fault in faults if fault.wrong in _CONTRADICTIONS]
    if read.version != data.version:
        message = f"answers data version {read.version[:40]}, and this is {data.version}: some questions may be other ones now."
        findings.append(Finding(Level.INFO, "team-data-version", "", message, str(file), _line(read.text, "dataVersion")))
    return Report(sort(findings), data.version, 1, len(graph))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from logging values that are not of their type, which the shapes say in a sentence, and old names of its own."""
    log = logging.getLogger("rdflib.term")
    before, log.disabled = log.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        log.disabled = before


def _as_texts(text: str) -> str:
    """Return the document with its numbers as texts, which the context makes decimals; what is none gets quotation marks.

    Python takes more for a decimal than the Web does: NaN, for one, on which the shapes would stumble.
    """
    document = json.loads(text)
    for row in document.get("numbers", []):
        number = str(row["number"])
        row["number"] = number if _DECIMAL.fullmatch(number) else f"“{number}”"
    return json.dumps(document)


def _unreadable(file: Path, problem: Problem) -> Finding:
    message = _UNREADABLE[problem.why].replace("{field}", problem.field)
    return Finding(Level.ERROR, f"team-{problem.why}", "", message, str(file), 0)


def _contradiction(fault: Fault, file: Path, text: str) -> Finding:
    place = _line(text, local_name(fault.about))
    return Finding(Level.ERROR, f"team-{fault.wrong}", fault.about, _CONTRADICTIONS[fault.wrong], str(file), place)


def _shaped(graph: rdflib.Graph, asked: Questions, file: Path, text: str) -> Iterator[Finding]:
    """Yield a finding for each result of the shapes over a file, with the classes of what is asked beside it."""
    known = _asked(asked)
    whole = graph + known
    shapes = rdflib.Graph().parse(PROFILES / "team.ttl")
    _, report, _ = pyshacl.validate(whole, shacl_graph=shapes, advanced=False, js=False)
    assert isinstance(report, rdflib.Graph)  # noqa: S101 - pyshacl gives text only when asked to
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        node, value = (report.value(result, part) for part in (SH.focusNode, SH.value))
        about = node if isinstance(node, rdflib.URIRef) else whole.value(node, rdflib.URIRef(KIERRE + "asksAbout"))
        subject = str(about) if about is not None and (about, None, None) in known else ""
        shown = "" if value is None else shorten(str(value).removeprefix(_BASE))
        yield Finding(
            SEVERITY_LEVEL[report.value(result, SH.resultSeverity)],  # type: ignore[index]
            local_name(str(report.value(result, SH.sourceShape))),
            subject,
            str(report.value(result, SH.resultMessage)).replace("{value}", shown or "missing"),
            str(file),
            _line(text, local_name(subject or shown).removeprefix("id:")),
            value=shown,
        )


def _asked(asked: Questions) -> rdflib.Graph:
    """Return the class of each thing that is asked about."""
    classes = [(iri, part) for parts in asked.pieces.values() for part, things in parts.items() for iri in things]
    classes += [(iri, "Barrier") for iri in asked.barriers] + [(each.iri, "Indicator") for each in asked.indicators]
    graph = rdflib.Graph()
    for iri, class_ in classes:
        graph.add((rdflib.URIRef(iri), rdflib.RDF.type, rdflib.URIRef(KIERRE + class_)))
    return graph


def _line(text: str, wanted: str) -> int:
    """Return the first line that holds a text, or 0."""
    lines = text.split("\n")
    return next((number for number, line in enumerate(lines, 1) if wanted and wanted in line), 0)
