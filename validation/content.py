"""Rules over guidance pages: languages, links by name, and what the front matter names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path

from portal.languages import LANGUAGES
from portal.namespaces import ID, PAGE
from portal.pages.markdown import links
from portal.pages.read import SOURCE_LANGUAGE, Page
from validation.report import Finding, Level

# A link whose target is neither a name nor an address of the web: the parser would show it as plain text.
_ADDRESS = re.compile(r"\]\(((?!id:|page:|https://|http://|mailto:|#)[^)\s]*)\)")


def run(root: Path, pages: Collection[Page], things: Collection[str]) -> Iterator[Finding]:
    """Yield the findings of all pages; `things` are the IRIs that the graph defines, root is the data folder."""
    known = {
        *(("id:" + iri.removeprefix(ID)) for iri in things if iri.startswith(ID)),
        *("page:" + page.slug for page in pages),
    }
    for page in pages:
        home = page.texts[SOURCE_LANGUAGE].file.relative_to(root).as_posix()
        for language in LANGUAGES:
            if language not in page.texts:
                message = f"the page has no {language} file; add {page.slug}.{language}.md beside it."
                yield Finding(Level.ERROR, "page-in-three-languages", PAGE + page.slug, message, home, 1)
        for slug in page.about:
            if "id:" + slug not in known:
                message = f"`about` names {slug!r}, which nothing is called{_nearest('id:' + slug, known)}."
                yield Finding(Level.ERROR, "page-about-known-thing", PAGE + page.slug, message, home, 1)
        yield from _same_in_languages(root, page)
        for text in page.texts.values():
            file = text.file.relative_to(root).as_posix()
            for number, line_text in enumerate(text.markdown.split("\n"), start=text.first_line):
                address = _ADDRESS.search(line_text)
                if address:
                    message = f"links to {address[1]}; a link goes by name (id:… or page:…), or begins with https://, mailto: or #."
                    yield Finding(Level.ERROR, "page-links-by-name", PAGE + page.slug, message, file, number)
            for link in links(text.markdown):
                if link.target not in known:
                    message = f"links to {link.target}, which nothing is called{_nearest(link.target, known)}."
                    line = text.first_line + link.line - 1
                    yield Finding(Level.ERROR, "page-links-to-known-name", PAGE + page.slug, message, file, line)


def _same_in_languages(root: Path, page: Page) -> Iterator[Finding]:
    """Yield a finding for each language of a page that does not lead to what the Finnish one leads to."""
    wanted = {link.target for link in links(page.texts[SOURCE_LANGUAGE].markdown)}
    for language, text in page.texts.items():
        missing = wanted - {link.target for link in links(text.markdown)}
        if missing:
            message = f"does not lead to {', '.join(sorted(missing))}, as the Finnish page does; add the link."
            file = text.file.relative_to(root).as_posix()
            yield Finding(
                Level.WARNING, "page-same-links", f"{PAGE}{page.slug}", f"the {language} page {message}", file, text.first_line
            )


def _nearest(name: str, known: Collection[str]) -> str:
    """Return a hint at the most similar known name, or nothing."""
    near = get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]}?" if near else ""
