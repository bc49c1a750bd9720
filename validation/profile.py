"""The check of one file of a team: read as the portal reads it, then the shapes of profiles/team.ttl, then what data tell."""

from __future__ import annotations

import errno
from collections.abc import Collection, Iterator
from pathlib import Path

import pyshacl
import rdflib
from rdflib import RDF, BNode, Literal, Node, URIRef
from rdflib.namespace import SH, XSD

from portal.analysis import team_file
from portal.analysis.team import Fault, Filler, Given, Presence, Questions, Wrong, questions, read_number, tidied, understand
from portal.analysis.team_file import Check, Problem, Unreadable, printable
from portal.analysis.view import Analysis
from portal.graph.load import Data
from portal.namespaces import DCTERMS, KIERRE, local_name, shorten
from validation.folders import PROFILES
from validation.report import SEVERITY_LEVEL, Finding, Level, Report, sort

Pairs = tuple[tuple[str, str], ...]

_TOLD = 20  # things that nobody knows, of each list, that are told one by one
_LONGEST = 200  # characters of a value that are shown
_FILLERS: dict[str, str] = dict(zip(Filler, ("FilledByTeam", "FilledByCounty"), strict=True))
_PRESENCES: dict[str, str] = dict(zip(Presence, ("InPlace", "PartlyInPlace", "NotInPlace", "NotKnown"), strict=True))
_UNREADABLE = {
    Unreadable.TOO_LARGE: f"is larger than {team_file.LARGEST} bytes, so it is no team check; name another file.",
    Unreadable.NOT_JSON: "is not JSON; name the file that the team check gave.",
    Unreadable.OTHER_CONTEXT: "has another @context than team checks have; it was not read, since no context is ever fetched.",
    Unreadable.NO_CHECK: "is JSON but no team check; name the file that the team check gave.",
    Unreadable.UNKNOWN_FIELD: "holds {field}, which does not belong in a team check; take it away.",
    Unreadable.MISSING_FIELD: "lacks {field}; write it.",
    Unreadable.WRONG_TYPE: "has {field} of a wrong type; write it as the team check does.",
    Unreadable.TWICE: "holds {field} twice in one place, and only one could be read; take one away.",
    Unreadable.TOO_LONG: f"has more than {team_file.LONGEST} items in {{field}}, which is more than is asked; take some away.",
    Unreadable.NO_NAME: "names {field}, which is no name of a thing; write id: and the last part of its address.",
}
_CONTRADICTIONS = {
    Wrong.ABSENT_BUT_REACHED: "reaches the number of the source, but what it measures is answered to be missing; change one.",
    Wrong.PRESENT_BUT_ZERO: "is zero, but what it measures is answered to be in place; change one.",
}


def check_team(file: Path, data: Data) -> Report:
    """Return the report on a file of a team check; raises OSError when it cannot be opened."""
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "it is no ordinary file")
    with file.open("rb") as opened:
        content = opened.read(team_file.LARGEST + 1)
    read = team_file.read(content)
    if isinstance(read, tuple):
        return Report(sort(_bounded([_unreadable(file, problem) for problem in read], file)), data.version, 1, 0)
    asked = questions(Analysis(data.store))
    told, more = _told(tidied(read.given), asked)
    graph = _graph(read, told)
    findings = [*_shaped(graph, asked, file, read.text)]
    if more:
        findings.append(_more(more, file))
    _, faults = understand(read.given, asked)
    findings += [_contradiction(fault, file, read.text) for fault in faults if fault.wrong in _CONTRADICTIONS]
    if read.version != data.version:
        message = f"answers data version {read.version[:40]}, and this is {data.version}: some questions may be other ones now."
        findings.append(Finding(Level.INFO, "team-data-version", "", message, str(file), _line(read.text, "dataVersion")))
    return Report(sort(findings), data.version, 1, len(graph))


def _bounded(findings: list[Finding], file: Path) -> list[Finding]:
    more = len(findings) - _TOLD
    return findings if more <= 0 else [*findings[:_TOLD], _more(more, file)]


def _more(count: int, file: Path) -> Finding:
    message = f"has {count} more faults of these kinds, which are not listed; mend these first."
    return Finding(Level.ERROR, "team-more", "", message, str(file), 0)


def _told(given: Given, asked: Questions) -> tuple[Given, int]:
    """Return the answers with as many unknown things as are told one by one, and how many more there are."""
    presence, more_presence = _few(given.presence, asked.asked)
    numbers, more_numbers = _few(given.numbers, {each.iri for each in asked.indicators})
    felt, more_felt = _few(tuple((iri, "") for iri in given.felt), set(asked.barriers))
    told = Given(given.fillers, presence, tuple(iri for iri, _ in felt), numbers)
    return told, more_presence + more_numbers + more_felt


def _few(pairs: Pairs, known: Collection[str]) -> tuple[Pairs, int]:
    unknown = [pair for pair in pairs if pair[0] not in known]
    dropped = set(unknown[_TOLD:])
    return tuple(pair for pair in pairs if pair not in dropped), len(dropped)


def _graph(check: Check, given: Given) -> rdflib.Graph:
    """Return the statements of what was read from a file; what is no word of ours stays a text, on which the shapes stumble."""
    graph, root = rdflib.Graph(), BNode()

    def word(text: str, words: dict[str, str]) -> Node:
        return URIRef(KIERRE + words[text]) if text in words else Literal(text)

    def add(subject: Node, name: str, value: Node) -> None:
        graph.add((subject, URIRef(name if ":" in name else KIERRE + name), value))

    def answered(name: str, about: str, property_: str, value: Node) -> None:
        row = BNode()
        add(root, name, row)
        add(row, "asksAbout", URIRef(about))
        add(row, property_, value)

    graph.add((root, RDF.type, URIRef(KIERRE + "TeamCheck")))
    add(root, DCTERMS + "created", Literal(check.created))
    add(root, "dataVersion", Literal(check.version, datatype=XSD.string))
    for filler in given.fillers:
        add(root, "filledBy", word(filler, _FILLERS))
    for about, answer in given.presence:
        answered("answer", about, "presence", word(answer, _PRESENCES))
    for barrier in given.felt:
        add(root, "feltBarrier", URIRef(barrier))
    for about, text in given.numbers:
        number = read_number(text)
        answered("ownNumber", about, "number", Literal(text if number is None else number))
    return graph


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
    for result in report.subjects(RDF.type, SH.ValidationResult):
        node, value = (report.value(result, part) for part in (SH.focusNode, SH.value))
        about = node if isinstance(node, URIRef) else whole.value(node, URIRef(KIERRE + "asksAbout"))
        subject = str(about) if about is not None and (about, None, None) in known else ""
        shown = "" if value is None else printable(shorten(str(value))[:_LONGEST])
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
        graph.add((URIRef(iri), RDF.type, URIRef(KIERRE + class_)))
    return graph


def _line(text: str, wanted: str) -> int:
    """Return the first line that holds a text, or 0."""
    return text.count("\n", 0, text.find(wanted)) + 1 if wanted and wanted in text else 0
