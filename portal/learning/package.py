"""What a trainer takes into a course: pages, figures, links and questions, in their order; writers make files of it.

A package travels as JSON to the process that makes a file of it, so it holds all that the file shows, and nothing of this machine.
"""

from __future__ import annotations

from typing import ClassVar

import msgspec

from portal.errors import KierreError
from portal.languages import Language
from portal.learning.worded import Worded


class PackageError(KierreError):
    """What should be a package cannot be read."""


class Struct(msgspec.Struct, frozen=True):
    """A value that travels as JSON."""


class Drawing(Struct, frozen=True):
    """A drawing without title, legend and source: its name in files (letters, digits, hyphens), in two shapes of SVG, in words.

    alt: what it shows; legend: what its lines mean; source: where it comes from.
    """

    name: str
    wide: str
    narrow: str
    alt: str
    legend: str = ""
    source: str = ""


class Tagged(Struct, frozen=True, tag_field="kind"):
    """An entry of a package: a name of its own in files, its title, and the lasting address of what it shows."""

    slug: str
    title: str
    address: str


class PageEntry(Tagged, frozen=True, tag="page"):
    """A page that goes along.

    body: HTML of the elements in ELEMENTS, with headings from h2 and without a heading of its own; a drawing of it stands there
    as `<figure><img src="files/NAME.png" alt="…"><figcaption>…</figcaption></figure>` with NAME in `drawings`; lead: the same in
    a sentence or two, as plain text; points: what it says in short, as plain text; sources: where it stands in the original
    publications, as plain text (the body says it too); hypothesis: whether it is our inference.
    """

    ELEMENTS: ClassVar[frozenset[str]] = frozenset(
        {"h2", "h3", "h4", "p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr", "figure", "img", "figcaption"}
        | {"table", "caption", "thead", "tbody", "tr", "th", "td", "a", "strong", "em", "code", "sup", "br"}
    )

    body: str
    lead: str = ""
    points: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    hypothesis: bool = False


class FigureEntry(Tagged, frozen=True, tag="figure"):
    """A figure: its drawing, a caption and where it comes from as plain text, and its twin, which says the same as HTML."""

    drawing: Drawing
    caption: str
    source: str
    twin: str


class LinkEntry(Tagged, frozen=True, tag="link"):
    """A link to a page that stays where it is, with a sentence on what is there."""

    summary: str = ""


class QuizEntry(Tagged, frozen=True, tag="quiz"):
    """Questions with, for each by its slug, what is told after answering (HTML); key: whether a handout shows the right answers."""

    questions: tuple[Worded, ...]
    feedback: dict[str, str] = {}
    key: bool = False


Entry = PageEntry | FigureEntry | LinkEntry | QuizEntry


class Words(Struct, frozen=True):
    """The words that files show beside their entries, in the language of the package."""

    contents: str
    sources: str
    licence: str
    version: str
    address: str
    read: str
    omitted: str
    hypothesis: str
    words_too: str
    questions: str
    answers: str
    formless: str


class Package(Struct, frozen=True):
    """Entries under one title, in one language, of one version of the data; their slugs are different.

    slug: name in files; version: number of the release, else the data version; date: its day (YYYY-MM-DD), or nothing when it has
    not been released; licence: in a sentence; licence_address: where it stands; attribution: whom to name, original publications
    first, a line each; address: of the basket, whole; omitted: what was asked for and is replaced or not there, each in a
    sentence.
    """

    slug: str
    title: str
    language: Language
    version: str
    date: str
    licence: str
    licence_address: str
    attribution: tuple[str, ...]
    address: str
    words: Words
    entries: tuple[Entry, ...]
    omitted: tuple[str, ...] = ()

    @property
    def day(self) -> str:
        """Return its day as the language writes it, or nothing."""
        if self.language == "en" or not self.date:
            return self.date
        year, month, day = self.date.split("-")
        return f"{int(day)}.{int(month)}.{year}"


def to_json(package: Package) -> bytes:
    """Return a package as JSON; the same package gives the same bytes."""
    return msgspec.json.encode(package, order="sorted")


def from_json(data: bytes) -> Package:
    """Return the package that JSON holds; raises PackageError for what is none."""
    try:
        return msgspec.json.decode(data, type=Package)
    except msgspec.DecodeError as error:
        raise PackageError(f"This is no package: {error}.") from None
