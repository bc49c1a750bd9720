"""The front matter of a guidance page: YAML text to a typed record, with the line of each mistake."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from portal.errors import SourceError

FENCE = "---"
DOORS = ("team-meeting", "new-worker", "student", "client-situation", "decision-makers", "partner", "teach", "data")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class FrontMatter:
    """What stands in front of a page; all but title and summary stand once, in the Finnish file.

    about: slugs of things; checked: day of the last check of facts; doors: front doors behind which the page is found;
    words: what people also say of its topic, searched but never shown, in each file;
    order: its place in the list of its kind; see: slugs of pages; obstacle, lever: slugs of the two things of a card.
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


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _texts(value: object) -> tuple[str, ...] | None:
    good = isinstance(value, list) and value and all(map(_text, value)) and len(set(value)) == len(value)
    return tuple(value) if good else None  # type: ignore[arg-type]  # a list, by the line above


def _slug(value: object) -> str | None:
    return value if isinstance(value, str) and _SLUG.fullmatch(value) else None


def _slugs(value: object) -> tuple[str, ...] | None:
    good = isinstance(value, list) and value and all(map(_slug, value)) and len(set(value)) == len(value)
    return tuple(value) if good else None  # type: ignore[arg-type]  # a list, by the line above


def _doors(value: object) -> tuple[str, ...] | None:
    found = _slugs(value)
    return found if found and set(found) <= set(DOORS) else None


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
    values = _values(file, text)
    allowed = {name: field for name, field in FIELDS.items() if source_language or field.everywhere}
    read: dict[str, Any] = {}
    for name, value in values.items():
        if name not in allowed:
            raise SourceError(
                file, line_of(text, name), f"the field {name!r} does not belong here; known are {', '.join(allowed)}."
            )
        read[str(name)] = allowed[name].read(value)
        if read[str(name)] is None:
            raise SourceError(file, line_of(text, name), f"the field {name!r} must be {allowed[name].must}.")
    for name, field in allowed.items():
        if field.needed and name not in values:
            raise SourceError(file, 1, f"the front matter lacks the field {name!r}: {field.use}.")
    return FrontMatter(**read)


def _values(file: Path, text: str) -> dict[Any, object]:
    """Return the fields as YAML gives them; raises SourceError when they are no YAML or no fields, or one stands twice."""
    try:
        values = yaml.safe_load(text) or {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise SourceError(file, line, f"the front matter is not YAML: {error.problem}.") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 2
        raise SourceError(file, line, f"the front matter holds a character that YAML does not allow: {error.reason}.") from None
    except ValueError as error:
        raise SourceError(file, line_of(text, "checked"), f"the front matter holds a day that there is not: {error}.") from None
    if not isinstance(values, dict):
        raise SourceError(file, 2, "the front matter must be fields of the form `name: value`.")
    names = [line.partition(":")[0] for line in text.split("\n")]
    for number, name in enumerate(names, start=2):
        if name in values and name in names[: number - 2]:
            raise SourceError(file, number, f"the field {name!r} stands twice; keep one of them.")
    return values


def line_of(text: str, name: object) -> int:
    """Return the line in the file on which a field stands, given the text of the front matter."""
    for number, line in enumerate(text.split("\n"), start=2):
        if line.startswith(f"{name}:"):
            return number
    return 2
