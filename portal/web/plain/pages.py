"""The shapes of guidance pages for programs, learning paths among them."""

from __future__ import annotations

from dataclasses import dataclass

from portal.languages import Language
from portal.web.plain.records import Name, Origin, Paged, Wording


@dataclass(frozen=True)
class Lesson:
    """What a learning path says of itself: how many minutes it takes, for whom it is, in words and in those of LRMI (roles).

    teaches: things; skills: IRIs of skills of ESCO; cases: guidance pages that it works with.
    """

    minutes: int
    audience: Wording
    roles: tuple[str, ...]
    teaches: tuple[Name, ...]
    skills: tuple[str, ...]
    cases: tuple[Name, ...]


@dataclass(frozen=True)
class PageItem:
    """A guidance page. iri: its name in the graph (null for a page about the portal itself); subjects: the things it is about.

    languages: in which it is written; checked: the day on which its facts were last checked; lesson: null where it is no learning
    path.
    """

    iri: str | None
    id: str
    type: tuple[str, ...]
    title: Wording
    summary: Wording
    kind: str
    languages: tuple[str, ...]
    subjects: tuple[Name, ...]
    checked: str
    url: str
    api: str
    lesson: Lesson | None


@dataclass(frozen=True)
class Heading:
    """A heading of a page: its level (2 for a section), its text, and the id of the place on the page."""

    level: int
    text: str
    id: str


@dataclass(frozen=True)
class PageRecord(PageItem):
    """A guidance page with its headings, its text without marks, and its Markdown; sources: the statements that it cites."""

    headings: tuple[Heading, ...] | dict[Language, tuple[Heading, ...]]
    text: Wording
    markdown: Wording
    sources: tuple[str, ...]
    about: Origin


@dataclass(frozen=True)
class Pages(Paged):
    """Guidance pages, by the last part of their IRI."""

    items: tuple[PageItem, ...]
