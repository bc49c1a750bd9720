"""The front matter of a guidance page: YAML text to a typed record, with the line of each mistake."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.errors import BadValues, SourceError
from portal.pages.values import read_values

FENCE = "---"
DOORS = ("team-meeting", "new-worker", "student", "client-situation", "decision-makers", "partner", "teach", "data")
_HALF = re.compile(r"[\ud800-\udfff]")  # half of a character: it cannot be written
ROLES = ("student", "professional")  # of LRMI's educational roles, those for whom there are paths
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class FrontMatter:
    """What stands in front of a page; all but title and summary stand once, in the Finnish file.

    about: slugs of things; checked: day of the last check of facts; doors: front doors behind which the page is found;
    words: what people also say of its topic, searched but never shown, in each file;
    order: its place in the list of its kind; see: slugs of pages; obstacle, lever: slugs of the two things of a card.
    Of a learning path: minutes: how long it takes; audience: for whom, in each file; roles: the same in words of LRMI;
    teaches: slugs of things; skills: identifiers of skills of ESCO; cases: slugs of pages.
    """

    title: str
    summary: str
    about: tuple[str, ...] = ()
    checked: datetime.date = datetime.date.min
    doors: tuple[str, ...] = ()
    order: int | None = None
    see: tuple[str, ...] = ()
    obstacle: str = ""
    lever: str = ""
    words: tuple[str, ...] = ()
    minutes: int | None = None
    audience: str = ""
    roles: tuple[str, ...] = ()
    teaches: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()


def _text(value: object) -> str | None:
    good = isinstance(value, str) and value.strip() and not _HALF.search(value)
    return value if good else None  # type: ignore[return-value]  # a text, by the line above


def _texts(value: object) -> tuple[str, ...] | None:
    good = isinstance(value, list) and value and all(map(_text, value)) and len(set(value)) == len(value)
    return tuple(value) if good else None  # type: ignore[arg-type]  # a list, by the line above


def _slug(value: object) -> str | None:
    return value if isinstance(value, str) and SLUG.fullmatch(value) else None


def _slugs(value: object) -> tuple[str, ...] | None:
    good = isinstance(value, list) and value and all(map(_slug, value)) and len(set(value)) == len(value)
    return tuple(value) if good else None  # type: ignore[arg-type]  # a list, by the line above


def _doors(value: object) -> tuple[str, ...] | None:
    found = _slugs(value)
    return found if found and set(found) <= set(DOORS) else None


def _roles(value: object) -> tuple[str, ...] | None:
    found = _slugs(value)
    return found if found and set(found) <= set(ROLES) else None


def _day(value: object) -> datetime.date | None:
    return value if type(value) is datetime.date else None


def _number(value: object) -> int | None:
    return value if type(value) is int and value > 0 else None


@dataclass(frozen=True)
class Field:
    """A field: how its value is read (None when it is of a wrong kind), what it must be, what it is for.

    needed: a file may not lack it; everywhere: it stands in every language's file, else in the Finnish one only.
    """

    read: Callable[[object], Any]
    must: str
    use: str
    needed: bool = False
    everywhere: bool = False


_NAMES = "a list of different names in small letters and hyphens, such as [queues-grow]"
_NAME = "a name in small letters and hyphens, such as queues-grow"
FIELDS = {
    "title": Field(_text, "text", "what the page is called, in its language", needed=True, everywhere=True),
    "summary": Field(_text, "text", "one or two sentences for lists, in its language", needed=True, everywhere=True),
    "words": Field(
        _texts,
        "a list of different words, such as [perehdytys, uusi työntekijä]",
        "what people also say of its topic: searched, never shown",
        everywhere=True,
    ),
    "about": Field(_slugs, _NAMES, "slugs of the things the page is about; left out by pages about the portal itself"),
    "checked": Field(_day, "a day such as 2026-11-21", "day on which the facts were last checked", needed=True),
    "doors": Field(_doors, f"a list of {', '.join(DOORS)}", "front doors behind which the page is found"),
    "order": Field(_number, "a whole number from 1", "the page's place in the list of its kind"),
    "see": Field(_slugs, _NAMES, "slugs of pages to read next"),
    "obstacle": Field(_slug, _NAME, "slug of the obstacle of a card"),
    "lever": Field(_slug, _NAME, "slug of the thing that weakens the obstacle of a card"),
    "minutes": Field(_number, "a whole number from 1", "how long a learning path takes: the sum of its steps"),
    "audience": Field(_text, "text", "for whom a learning path is, in its language", everywhere=True),
    "roles": Field(_roles, f"a list of {', '.join(ROLES)}", "for whom a learning path is, in words that programs know"),
    "teaches": Field(_slugs, _NAMES, "slugs of the things that a learning path teaches"),
    "skills": Field(_slugs, "a list of identifiers of skills of ESCO", "skills of ESCO that a learning path serves"),
    "cases": Field(_slugs, _NAMES, "slugs of the cases that a learning path uses"),
}


def split(file: Path, text: str) -> tuple[str, str, int]:
    """Return the YAML, the Markdown and the line (from 1) on which the Markdown begins; raises SourceError without a fence."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise SourceError(file, 1, "must begin with front matter: a line ---, the fields, a line ---.")
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == FENCE:
            return "\n".join(lines[1 : number - 1]), "\n".join(lines[number:]), number + 1
    raise SourceError(file, 1, "the front matter does not end; put a line --- after its last field.")


def parse(file: Path, text: str, *, source_language: bool) -> FrontMatter:
    """Return the record; raises SourceError with the line of the first field that is unknown, missing or of a wrong kind."""
    try:
        values = read_values(text)
    except BadValues as error:
        raise SourceError(file, error.line + 1, f"the front matter {error.message}") from None
    allowed = {name: field for name, field in FIELDS.items() if source_language or field.everywhere}
    read: dict[str, Any] = {}
    for name, given in values.items():
        if name not in allowed:
            raise SourceError(file, given.line + 1, f"the field {name!r} does not belong here; known are {', '.join(allowed)}.")
        read[name] = allowed[name].read(given.value)
        if read[name] is None:
            raise SourceError(file, given.line + 1, f"the field {name!r} must be {allowed[name].must}.")
    for name, field in allowed.items():
        if field.needed and name not in values:
            raise SourceError(file, 1, f"the front matter lacks the field {name!r}: {field.use}.")
    return FrontMatter(**read)
