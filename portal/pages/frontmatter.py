"""The front matter of a guidance page: YAML text to a typed record, with the line of each mistake."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import yaml

from portal.errors import SourceError

FENCE = "---"
FIELDS = {
    "title": (str, "what the page is called, in its language"),
    "summary": (str, "one or two sentences for lists, in its language"),
    "about": (list, "slugs of the things the page is about; left out by pages about the portal itself (Finnish file only)"),
    "checked": (datetime.date, "day on which the facts were last checked (Finnish file only)"),
}


@dataclass(frozen=True)
class FrontMatter:
    """What stands in front of a page; `about` and `checked` stand once, in the Finnish file."""

    title: str
    summary: str
    about: tuple[str, ...] = ()
    checked: datetime.date | None = None


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
        values = yaml.safe_load(text) or {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise SourceError(file, line, f"the front matter is not YAML: {error.problem}.") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 2
        raise SourceError(file, line, f"the front matter holds a character that YAML does not allow: {error.reason}.") from None
    except ValueError as error:
        raise SourceError(file, _line(text, "checked"), f"the front matter holds a day that there is not: {error}.") from None
    if not isinstance(values, dict):
        raise SourceError(file, 2, "the front matter must be fields of the form `name: value`.")
    allowed = tuple(FIELDS) if source_language else ("title", "summary")
    for name, value in values.items():
        if name not in allowed:
            raise SourceError(file, _line(text, name), f"the field {name!r} does not belong here; known are {', '.join(allowed)}.")
        if not isinstance(value, FIELDS[name][0]):
            raise SourceError(file, _line(text, name), f"the field {name!r} must be a {FIELDS[name][0].__name__}.")
    for name in allowed:
        if not values.get(name) and (name != "about" or name in values):
            raise SourceError(file, 1, f"the front matter lacks the field {name!r}: {FIELDS[name][1]}.")
    about = tuple(str(slug) for slug in values.get("about", ()))
    return FrontMatter(values["title"], values["summary"], about, values.get("checked"))


def _line(text: str, name: object) -> int:
    """Return the line in the file of a field's name."""
    for number, line in enumerate(text.split("\n"), start=2):
        if line.startswith(f"{name}:"):
            return number
    return 2
