"""Folder of Markdown files -> pages, the languages of each together."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from portal.errors import SourceError
from portal.languages import LANGUAGES, Language, fallbacks, sort_key
from portal.namespaces import GRAPH
from portal.pages.frontmatter import SLUG, FrontMatter, parse, split
from portal.pages.markdown import Heading, Link, anchors, citations, headings, links
from portal.pages.plans import KINDS
from portal.pages.timed import untimed

PAGE_GRAPH = GRAPH + "pages"
LOCAL = "local-"  # what the names of an organisation's own pages and graphs begin with, and none of ours
SOURCE_LANGUAGE: Language = "fi"
ANCHOR_LANGUAGE: Language = "en"


@dataclass(frozen=True)
class PageText:
    """A page in one language: its file, title, summary, Markdown, the line on which that begins, words that only find it, and,
    of a learning path, for whom it is.
    """

    file: Path
    title: str
    summary: str
    markdown: str
    first_line: int
    words: tuple[str, ...] = ()
    audience: str = ""

    @cached_property
    def _names(self) -> tuple[list[Link], list[Link]]:
        return links(self.markdown), citations(self.markdown)  # together, since the text is then read once

    @property
    def links(self) -> list[Link]:
        """Return every link by name, in the order of the text."""
        return self._names[0]

    @property
    def citations(self) -> list[Link]:
        """Return every footnote mark that names a statement, as a link to it."""
        return self._names[1]

    @cached_property
    def headings(self) -> list[Heading]:
        """Return the headings of the text, in their order."""
        return headings(self.markdown)


@dataclass(frozen=True)
class Page:
    """A guidance page: its slug, its kind (the name of its folder), its front matter, and its texts by language."""

    slug: str
    kind: str
    matter: FrontMatter
    texts: dict[Language, PageText]

    @property
    def is_own(self) -> bool:
        """Return whether the page is an organisation's own, and none of Kierre's."""
        return self.slug.startswith(LOCAL)

    @property
    def about(self) -> tuple[str, ...]:
        """Return the slugs of the things that the page is about."""
        return self.matter.about

    @property
    def checked(self) -> datetime.date:
        """Return the day on which the facts were last checked."""
        return self.matter.checked

    @property
    def doors(self) -> tuple[str, ...]:
        """Return the front doors behind which the page is found."""
        return self.matter.doors

    @property
    def order(self) -> int | None:
        """Return the page's place in the list of its kind."""
        return self.matter.order

    def in_language(self, language: Language) -> tuple[Language, PageText]:
        """Return the text for a reader and the language it is in."""
        return next((each, self.texts[each]) for each in fallbacks(language) if each in self.texts)

    def anchors(self, language: Language) -> list[str]:
        """Return an id for each heading, the same in each language: made of the English headings where there are as many."""
        own, english = self.texts[language].headings, self.texts.get(ANCHOR_LANGUAGE)
        whose = english.headings if english and len(english.headings) == len(own) else own
        return anchors(untimed(each.text) for each in whose)

    @property
    def digest(self) -> str:
        """Return what differs when a reader would read something else, in whichever language."""
        texts = [(language, text.title, text.summary, text.markdown) for language, text in sorted(self.texts.items())]
        return hashlib.sha256(repr(texts).encode()).hexdigest()[:16]


def in_order(pages: Iterable[Page], language: Language) -> list[Page]:
    """Return pages in the order of their kinds, then their own; those without one after the others, by title."""

    def place(page: Page) -> tuple[int, bool, int, str]:
        title = page.in_language(language)[1].title
        return KINDS.index(page.kind) if page.kind in KINDS else len(KINDS), page.order is None, page.order or 0, sort_key(title)

    return sorted(pages, key=place)


@dataclass(frozen=True)
class Written:
    """A file of a page: its place, its kind (the name of its folder), and its bytes."""

    file: Path
    kind: str
    data: bytes


def read_file(file: Path, data: bytes | None = None) -> tuple[str, Language, PageText, FrontMatter]:
    """Return slug, language, text and front matter of one file named <slug>.<language>.md; raises SourceError.

    data: its bytes, where they are at hand already.
    """
    parts = file.name.split(".")
    if len(parts) != 3 or parts[1] not in LANGUAGES or not SLUG.fullmatch(parts[0]):
        wanted = f"a slug of small letters, digits and hyphens, and a language of {', '.join(LANGUAGES)}"
        raise SourceError(file, 0, f"must be named <slug>.<language>.md with {wanted}.")
    language: Language = parts[1]
    data = file.read_bytes() if data is None else data
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceError(file, line, "is not UTF-8 text; save it in the encoding UTF-8.") from None
    head, body, first_line = split(file, text)
    matter = parse(file, head, source_language=language == SOURCE_LANGUAGE)
    return parts[0], language, PageText(file, matter.title, matter.summary, body, first_line, matter.words, matter.audience), matter


def read_pages(roots: Path | Sequence[Path], files: Iterable[Path]) -> tuple[Page, ...]:
    """Return the pages of the files, sorted by slug; roots: the folders below which a file's folder is the page's kind.

    Raises SourceError for a file that cannot be read or has no Finnish one.
    """
    below = [roots] if isinstance(roots, Path) else list(roots)

    def kind(file: Path) -> str:
        root = next(each for each in below if file.is_relative_to(each))
        return file.parent.relative_to(root).as_posix()

    return pages_of(Written(file, kind(file), file.read_bytes()) for file in files)


def pages_of(files: Iterable[Written]) -> tuple[Page, ...]:
    """Return the pages of files that have been read, sorted by slug; raises SourceError."""
    found: dict[str, dict[Language, PageText]] = {}
    heads: dict[str, tuple[str, FrontMatter]] = {}
    for each in files:
        slug, language, text, matter = read_file(each.file, each.data)
        if language in found.setdefault(slug, {}):
            raise SourceError(each.file, 0, f"the page {slug!r} has a second {language} file: {found[slug][language].file}.")
        found[slug][language] = text
        if language == SOURCE_LANGUAGE:
            heads[slug] = each.kind, matter
    for slug, texts in found.items():
        if slug not in heads:
            raise SourceError(next(iter(texts.values())).file, 0, f"the page {slug!r} lacks its Finnish file {slug}.fi.md.")
    return tuple(Page(slug, *heads[slug], found[slug]) for slug in sorted(found))
