"""The kinds of questions, read from families.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from portal.languages import LANGUAGES, Language
from portal.namespaces import DCTERMS, KIERRE

LEADS_TO = KIERRE + "leadsTo"  # a causal link of the sources, read as one step; no property of the vocabulary
_FILE = Path(__file__).parent / "families.toml"
_ELSEWHERE = {"isPartOf": DCTERMS + "isPartOf"}


@dataclass(frozen=True)
class Family:
    """A kind of questions.

    title: the kind in words; stem: the question in each language, with {subject}, {number} or {unit} in it; difficulty: 1 to 3.
    subject, answer: classes (IRIs) of what is asked about and of what may be chosen; property: the IRI that joins them, read
    backwards when `inverse`; said_by_subject: the source stands at the subject, else at the answer; single: a subject has one
    answer, so that its name alone is the lasting name of the question.
    A family without property asks for the place of a thing in a numbered list (`answer` alone), for the order of such a list
    (`ordered`), or for a number (`indicator`).
    """

    name: str
    title: dict[Language, str]
    stem: dict[Language, str]
    difficulty: int
    subject: str = ""
    property: str = ""
    answer: str = ""
    inverse: bool = False
    said_by_subject: bool = False
    single: bool = False
    ordered: bool = False
    indicator: bool = False


@cache
def families() -> tuple[Family, ...]:
    """Return the kinds of questions in the order of the file."""
    return tuple(_family(name, row) for name, row in _table().items() if isinstance(row, dict))


@cache
def overlaps() -> frozenset[frozenset[str]]:
    """Return pairs of things (slugs) that one who knows the field may take for one another, though the graph does not join them."""
    return frozenset(frozenset(pair) for pair in _table()["overlaps"])


@cache
def limits() -> dict[str, dict[Language, str]]:
    """Return how a number is meant, in words, by the code of the data: at least, at most, on average."""
    return cast(dict[str, dict[Language, str]], _table()["number-of-indicator"]["limits"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _titles(row: dict[str, Any]) -> dict[Language, str]:
    return {language: row["title"][language] for language in LANGUAGES}


def _family(name: str, row: dict[str, Any]) -> Family:
    joined = str(row.get("property", ""))
    property_ = joined.removeprefix("^")
    answer = row.get("answer") or row.get("numbered") or row.get("ordered") or ""
    return Family(
        name,
        _titles(row),
        {language: str(row[language]) for language in LANGUAGES},
        int(str(row["difficulty"])),
        KIERRE + str(row["subject"]) if "subject" in row else "",
        _ELSEWHERE.get(property_, KIERRE + property_) if property_ else "",
        KIERRE + str(answer) if answer else "",
        joined.startswith("^"),
        row.get("said_by") == "subject",
        bool(row.get("single")),
        "ordered" in row,
        bool(row.get("indicator")),
    )
