"""Runs violations/*.rq: each is a rule, a query that must return nothing; every row is a finding.

The first comment lines of a file give its level and its message; `?subject` is the thing at fault, and `?path` and `?value`, where
a query gives them, are the property and value that are meant. Names in braces in the message are filled from the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.graph.store import Store
from portal.namespaces import shorten
from portal.terms import Iri, Row
from validation.folders import VIOLATIONS
from validation.report import Finding, Level
from validation.turtle import Sources

DERIVED = "prov:wasDerivedFrom"


@dataclass(frozen=True)
class Rule:
    """A rule across things: its name (the name of its file), level, message and query."""

    name: str
    level: Level
    message: str
    query: str


def read_rule(file: Path) -> Rule:
    """Return the rule of a .rq file; its first two lines are `# level: …` and `# message: …`."""
    text = file.read_text(encoding="utf-8")
    level, message = text.split("\n")[:2]
    return Rule(
        file.stem,
        Level(level.removeprefix("# level:").strip()),
        message.removeprefix("# message:").strip(),
        text,
    )


def rules() -> list[Rule]:
    """Return every rule, sorted by name."""
    return [read_rule(file) for file in sorted(VIOLATIONS.glob("*.rq"))]


def of_model() -> list[Rule]:
    """Return the rules about what things are derived from: to be run before pages, which may cite any statement, are added."""
    return [rule for rule in rules() if DERIVED in rule.query]


def of_all() -> list[Rule]:
    """Return the other rules, which look at pages too."""
    return [rule for rule in rules() if DERIVED not in rule.query]


def run(store: Store, sources: Sources, chosen: Iterable[Rule]) -> Iterator[Finding]:
    """Yield a finding for each row of each of these rules."""
    for rule in chosen:
        for row in store.select(rule.query):
            subject, path, value = (str(row.get(name, "")) for name in ("subject", "path", "value"))
            place = sources.place(subject, path, value)
            yield Finding(rule.level, rule.name, subject, _fill(rule.message, row), place.file, place.line, path, value)


def _fill(message: str, row: Row) -> str:
    for name, node in row.items():
        message = message.replace("{" + name + "}", shorten(node.value) if isinstance(node, Iri) else str(node))
    return message
