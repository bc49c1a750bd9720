"""The agreed words: a thing of ours with an agreed Finnish name has the agreed Swedish and English ones; some words are avoided.

The table is terms.tsv: fi, sv, en, and words to avoid in labels and definitions (separated by |).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

import rdflib
from rdflib.namespace import RDFS, SKOS

from portal.namespaces import BASE
from validation.folders import HERE
from validation.report import Finding, Level
from validation.turtle import Sources

TABLE = HERE / "terms.tsv"
_NAMES = (SKOS.prefLabel, RDFS.label)
_TEXTS = (*_NAMES, SKOS.altLabel, SKOS.definition, SKOS.note)


@dataclass(frozen=True)
class Term:
    """An agreed term in three languages, and words to avoid."""

    fi: str
    sv: str
    en: str
    avoid: tuple[str, ...]


def table() -> list[Term]:
    """Return the agreed terms."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Term(row["fi"], row["sv"], row["en"], tuple(filter(None, row["avoid"].split("|")))) for row in rows]


def run(sources: Sources) -> Iterator[Finding]:
    """Yield a finding for each name that differs from the table, and for each use of a word to avoid."""
    terms = table()
    agreed = {term.fi: term for term in terms}
    for property_ in _NAMES:
        for subject, name in sources.graph.subject_objects(property_):
            ours = str(subject).startswith(BASE) and isinstance(name, rdflib.Literal) and name.language == "fi"
            if not ours or str(name) not in agreed:
                continue
            for other in sources.graph.objects(subject, property_):
                wanted = getattr(agreed[str(name)], str(other.language), "") if isinstance(other, rdflib.Literal) else ""
                if wanted and str(other).casefold() != wanted.casefold():
                    message = (
                        f"is called {other!s}, but the agreed name of {name} is {wanted}; use it, or change validation/terms.tsv."
                    )
                    yield _finding(sources, "term-as-agreed", message, (str(subject), str(property_), str(other)))
    yield from _avoided(sources, [word for term in terms for word in term.avoid])


def _avoided(sources: Sources, words: list[str]) -> Iterator[Finding]:
    pattern = re.compile("|".join(rf"\b{re.escape(word)}" for word in words), re.IGNORECASE)
    for property_ in _TEXTS:
        for subject, text in sources.graph.subject_objects(property_):
            used = pattern.search(str(text))
            if used:
                message = f"uses {used[0]!r}, a word to avoid (validation/terms.tsv says what to write instead)."
                yield _finding(sources, "word-to-avoid", message, (str(subject), str(property_), str(text)))


def _finding(sources: Sources, rule: str, message: str, triple: tuple[str, str, str]) -> Finding:
    subject, path, value = triple
    place = sources.place(subject, path, value)
    return Finding(Level.ERROR, rule, subject, message, place.file, place.line, path, value)
