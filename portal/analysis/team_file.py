"""The team check as a file: JSON-LD with a context of our own, which is never fetched and never anyone else's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import cast

from portal.analysis.team import Answers, Given
from portal.namespaces import ID

LARGEST = 100_000  # bytes
_FIELDS: dict[str, tuple[str, ...]] = {
    "": ("@context", "type", "filledBy", "created", "dataVersion", "answers", "obstacles", "numbers"),
    "answers": ("type", "about", "presence"),
    "numbers": ("type", "about", "number"),
}
_REQUIRED = {
    "": ("@context", "type", "filledBy", "created", "dataVersion"),
    "answers": ("about", "presence"),
    "numbers": ("about", "number"),
}


class Unreadable(StrEnum):
    """What can keep a file from being read at all."""

    TOO_LARGE = "too-large"
    NOT_JSON = "not-json"
    OTHER_CONTEXT = "other-context"
    NO_CHECK = "no-check"
    UNKNOWN_FIELD = "unknown-field"
    MISSING_FIELD = "missing-field"
    WRONG_TYPE = "wrong-type"


@dataclass(frozen=True)
class Problem:
    """Why a file cannot be read, and which field is meant."""

    why: Unreadable
    field: str = ""


@dataclass(frozen=True)
class Check:
    """A file that was read: what was given in it, when it was made, against which version of the data, and its text."""

    given: Given
    created: date
    version: str
    text: str


@cache
def context() -> dict[str, object]:
    """Return the one context that we write and accept."""
    text = Path(__file__).with_name("team.jsonld").read_text(encoding="utf-8")
    return cast("dict[str, object]", json.loads(text))


def write(answers: Answers, created: date, version: str) -> str:
    """Return answers as JSON-LD."""
    document = {
        "@context": context(),
        "type": "TeamCheck",
        "filledBy": answers.filler,
        "created": created.isoformat(),
        "dataVersion": version,
        "answers": [
            {"type": "TeamAnswer", "about": _short(iri), "presence": answer} for iri, answer in sorted(answers.presence.items())
        ],
        "obstacles": [_short(iri) for iri in sorted(answers.felt)],
        "numbers": [
            {"type": "OwnNumber", "about": _short(iri), "number": format(number, "f")}
            for iri, number in sorted(answers.numbers.items())
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _short(iri: str) -> str:
    return "id:" + iri.removeprefix(ID)


def _long(name: str) -> str:
    return ID + name.removeprefix("id:") if name.startswith("id:") else name


def read(data: bytes) -> Check | tuple[Problem, ...]:
    """Return the check that a file holds, or every reason why it cannot be read; values are not judged here."""
    if len(data) > LARGEST:
        return (Problem(Unreadable.TOO_LARGE),)
    try:
        text = data.decode("utf-8-sig")
        document = json.loads(text)
        json.dumps(document, ensure_ascii=False).encode()  # half a character, which no page could show
    except (ValueError, RecursionError):
        return (Problem(Unreadable.NOT_JSON),)
    if not isinstance(document, dict):
        return (Problem(Unreadable.NO_CHECK),)
    if "@context" in document and document["@context"] != context():
        return (Problem(Unreadable.OTHER_CONTEXT),)
    problems = _problems(document)
    return tuple(problems) if problems else _check(document, text)


def _check(document: dict[str, object], text: str) -> Check:
    def rows(name: str, value: str) -> tuple[tuple[str, str], ...]:
        found = cast("list[dict[str, object]]", document.get(name, []))
        return tuple((_long(str(row["about"])), str(row[value])) for row in found)

    felt = tuple(_long(each) for each in cast("list[str]", document.get("obstacles", [])))
    given = Given((str(document["filledBy"]),), rows("answers", "presence"), felt, rows("numbers", "number"))
    return Check(given, date.fromisoformat(str(document["created"])), str(document["dataVersion"]), text)


def _problems(document: dict[str, object]) -> list[Problem]:
    """Return what is wrong with the form of a document: fields that are unknown, missing, or of another type."""
    found = _fields("", document)
    if not found and document["type"] != "TeamCheck":
        found.append(Problem(Unreadable.NO_CHECK))
    for name in ("filledBy", "created", "dataVersion"):
        if name in document and not isinstance(document[name], str):
            found.append(Problem(Unreadable.WRONG_TYPE, name))
    if isinstance(document.get("created"), str) and not _is_date(str(document["created"])):
        found.append(Problem(Unreadable.WRONG_TYPE, "created"))
    for name in ("answers", "numbers", "obstacles"):
        rows = document.get(name, [])
        if not isinstance(rows, list):
            found.append(Problem(Unreadable.WRONG_TYPE, name))
        elif name == "obstacles":
            found += [Problem(Unreadable.WRONG_TYPE, name) for row in rows if not isinstance(row, str)]
        else:
            found += [problem for row in rows for problem in _row(name, row)]
    return list(dict.fromkeys(found))


def _row(name: str, row: object) -> list[Problem]:
    if not isinstance(row, dict):
        return [Problem(Unreadable.WRONG_TYPE, name)]
    kinds = {"about": str, "presence": str, "number": str | int | float | Decimal}
    wrong = [
        Problem(Unreadable.WRONG_TYPE, key)
        for key, kind in kinds.items()
        if key in row and (not isinstance(row[key], kind) or isinstance(row[key], bool))
    ]
    return _fields(name, row) + wrong


def _fields(name: str, row: dict[str, object]) -> list[Problem]:
    unknown = [Problem(Unreadable.UNKNOWN_FIELD, key[:50]) for key in row if key not in _FIELDS[name]]
    return unknown + [Problem(Unreadable.MISSING_FIELD, key) for key in _REQUIRED[name] if key not in row]


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
