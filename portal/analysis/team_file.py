"""The team check as a file: JSON-LD with a context of our own, which is never fetched and never anyone else's."""

from __future__ import annotations

import json
import re
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
LONGEST = 500  # items of a list
_NAME = re.compile(f"(id:|{re.escape(ID)})[A-Za-z0-9][A-Za-z0-9._-]{{0,199}}")
_CLASSES = {"answers": "TeamAnswer", "numbers": "OwnNumber"}
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
    TWICE = "twice"
    TOO_LONG = "too-long"
    NO_NAME = "no-name"


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


class _TwiceError(ValueError):
    """A field that stands twice in one place, of which only one could be kept."""


def printable(text: str) -> str:
    """Return a text on one line, without characters that steer a screen."""
    return "".join(each if each.isprintable() else " " if each.isspace() else "�" for each in text)


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
        document = json.loads(text, object_pairs_hook=_once)
        json.dumps(document, ensure_ascii=False).encode()  # half a character, which no page could show
    except _TwiceError as error:
        return (Problem(Unreadable.TWICE, str(error)),)
    except (ValueError, RecursionError):
        return (Problem(Unreadable.NOT_JSON),)
    if not isinstance(document, dict):
        return (Problem(Unreadable.NO_CHECK),)
    if "@context" in document and document["@context"] != context():
        return (Problem(Unreadable.OTHER_CONTEXT),)
    problems = _problems(document)
    return tuple(problems) if problems else _check(document, text)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise _TwiceError(_shown(name))
        found[name] = value
    return found


def _shown(name: str) -> str:
    return printable(name.encode(errors="replace").decode()[:50])


def _check(document: dict[str, object], text: str) -> Check:
    def rows(name: str, value: str) -> tuple[tuple[str, str], ...]:
        found = cast("list[dict[str, object]]", document.get(name, []))
        return tuple((_long(str(row["about"])), str(row[value])) for row in found)

    felt = tuple(_long(each) for each in cast("list[str]", document.get("obstacles", [])))
    given = Given((str(document["filledBy"]),), rows("answers", "presence"), felt, rows("numbers", "number"))
    return Check(given, date.fromisoformat(str(document["created"])), printable(str(document["dataVersion"])), text)


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
        elif len(rows) > LONGEST:
            found.append(Problem(Unreadable.TOO_LONG, name))
        elif name == "obstacles":
            found += [problem for row in rows for problem in _thing(name, row)]
        else:
            found += [problem for row in rows for problem in _row(name, row)]
    return list(dict.fromkeys(found))


def _row(name: str, row: object) -> list[Problem]:
    if not isinstance(row, dict):
        return [Problem(Unreadable.WRONG_TYPE, name)]
    kinds = {"presence": str, "number": str | int | float | Decimal}
    wrong = [
        Problem(Unreadable.WRONG_TYPE, key)
        for key, kind in kinds.items()
        if key in row and (not isinstance(row[key], kind) or isinstance(row[key], bool))
    ]
    about = _thing("about", row["about"]) if "about" in row else []
    other = [] if row.get("type", _CLASSES[name]) == _CLASSES[name] else [Problem(Unreadable.WRONG_TYPE, "type")]
    return _fields(name, row) + wrong + about + other


def _thing(field: str, name: object) -> list[Problem]:
    """Return what is wrong with the name of a thing, which must be one of ours; whether it is asked about is not judged here."""
    if not isinstance(name, str):
        return [Problem(Unreadable.WRONG_TYPE, field)]
    return [] if _NAME.fullmatch(name) else [Problem(Unreadable.NO_NAME, _shown(name))]


def _fields(name: str, row: dict[str, object]) -> list[Problem]:
    unknown = [Problem(Unreadable.UNKNOWN_FIELD, _shown(key)) for key in row if key not in _FIELDS[name]]
    return unknown + [Problem(Unreadable.MISSING_FIELD, key) for key in _REQUIRED[name] if key not in row]


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
