"""The example queries of the editor: the saved queries with the values that they have unless told."""

from __future__ import annotations

from dataclasses import dataclass

from portal.graph.saved import defaults, saved
from portal.languages import Language


@dataclass(frozen=True)
class Example:
    """A query that runs with our prefixes in front, what it asks, its name, and its theme."""

    title: str
    query: str
    name: str
    theme: str


def names() -> tuple[str, ...]:
    """Return the names of the examples, in their order."""
    return tuple(each.name for each in saved())


def examples(language: Language) -> list[Example]:
    """Return the examples in their order, titled in a language, and with names in it."""
    return [Example(each.title[language], each.written(defaults(each, language)), each.name, each.theme) for each in saved()]
