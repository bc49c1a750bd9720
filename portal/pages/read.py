"""Folder of Markdown files -> pages, the languages of each together."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from portal.errors import SourceError
from portal.languages import LANGUAGES, Language
from portal.namespaces import GRAPH
from portal.pages.frontmatter import parse, split

PAGE_GRAPH = GRAPH + "pages"
SOURCE_LANGUAGE: Language = "fi"


@dataclass(frozen=True)
class PageText:
    """A page in one language: its file, title, summary, Markdown, and the line on which the Markdown begins."""

    file: Path
    title: str
    summary: str
    markdown: str
    first_line: int


@dataclass(frozen=True)
class Page:
    """A guidance page: its slug, its type (the name of its folder), what it is about (slugs), and its texts by language."""

    slug: str
    kind: str
    about: tuple[str, ...]
    checked: datetime.date
    texts: dict[Language, PageText]


def read_file(file: Path) -> tuple[str, Language, PageText, tuple[str, ...], datetime.date | None]:
    """Return slug, language, text, `about` and `checked` of one file named <slug>.<language>.md; raises SourceError."""
    parts = file.name.split(".")
    if len(parts) != 3 or parts[1] not in LANGUAGES:
        raise SourceError(file, 0, f"must be named <slug>.<language>.md with a language of {', '.join(LANGUAGES)}.")
    language: Language = parts[1]
    data = file.read_bytes()
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceError(file, line, "is not UTF-8 text; save it in the encoding UTF-8.") from None
    head, body, first_line = split(file, text)
    matter = parse(file, head, source_language=language == SOURCE_LANGUAGE)
    return (
        parts[0],
        language,
        PageText(file, matter.title, matter.summary, body, first_line),
        matter.about,
        matter.checked,
    )


def read_pages(root: Path, files: Iterable[Path]) -> tuple[Page, ...]:
    """Return the pages of the files, sorted by slug; raises SourceError for a file that cannot be read or has no Finnish one."""
    found: dict[str, dict[Language, PageText]] = {}
    heads: dict[str, tuple[str, tuple[str, ...], datetime.date]] = {}
    for file in files:
        slug, language, text, about, checked = read_file(file)
        if language in found.setdefault(slug, {}):
            raise SourceError(file, 0, f"the page {slug!r} has a second {language} file: {found[slug][language].file}.")
        found[slug][language] = text
        if checked is not None:
            heads[slug] = (file.parent.relative_to(root).as_posix(), about, checked)
    for slug, texts in found.items():
        if slug not in heads:
            raise SourceError(next(iter(texts.values())).file, 0, f"the page {slug!r} lacks its Finnish file {slug}.fi.md.")
    return tuple(Page(slug, *heads[slug], found[slug]) for slug in sorted(found))
