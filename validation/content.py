"""Rules over guidance pages: languages, headings, names, footnotes, drawn blocks, and how long sentences are."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from portal.languages import LANGUAGES, Language
from portal.namespaces import ID, PAGE, STATEMENT
from portal.pages.directives import near
from portal.pages.markdown import LOCAL_LINK, citations, directives, links, list_lengths, sentences
from portal.pages.plans import KINDS, plan
from portal.pages.read import SOURCE_LANGUAGE, Page, PageText
from portal.sections import SECTIONS
from validation import learning
from validation.directives import Known, breaches, replaced_by
from validation.report import Finding, Level

MOST_WORDS = 30
CARD, QUESTIONS = "cards", 3
# A link whose target is neither a name nor an address of the web: the parser would show it as plain text.
_ADDRESS = re.compile(r"\]\(((?!id:|page:|st:|section:|local:|https://|http://|mailto:|#)[^)\s]*)\)")


@dataclass(frozen=True)
class _Names:
    """Everything a link can name."""

    known: Known
    targets: Collection[str]

    def parts(self, target: str) -> tuple[str, ...]:
        """Return the sections of a page (`page:slug`); none for anything else."""
        page = next((each for each in self.known.data.pages if "page:" + each.slug == target), None)
        return tuple(page.anchors(SOURCE_LANGUAGE)) if page else ()


@dataclass(frozen=True)
class _Spoken:
    """A page in one language, and how a finding about it is made."""

    page: Page
    language: Language
    text: PageText
    file: str

    def finding(self, rule: str, message: str, line: int = 0, level: Level = Level.ERROR) -> Finding:
        """Return a finding; line: in the Markdown, from 1, or 0 for the front matter."""
        number = self.text.first_line + line - 1 if line else 1
        return Finding(level, rule, PAGE + self.page.slug, message, self.file, number)


def run(known: Known) -> Iterator[Finding]:
    """Yield the findings of all pages of a data version."""
    pages = known.data.pages
    places = {source.path: source.relative for source in known.data.sources}
    targets = {
        *("id:" + slug for slug in known.slugs),
        *("st:" + iri.removeprefix(STATEMENT) for iri in known.things if iri.startswith(STATEMENT)),
        *("page:" + page.slug for page in pages),
        *("section:" + name for name in SECTIONS),
        *(LOCAL_LINK + slug for slug in known.local),
    }
    names = _Names(known, targets)
    for page in pages:
        finnish = page.texts[SOURCE_LANGUAGE]
        home = _Spoken(page, SOURCE_LANGUAGE, finnish, places[finnish.file])
        for language in LANGUAGES:
            if language not in page.texts:
                message = f"the page has no {language} file; add {page.slug}.{language}.md beside it."
                yield home.finding("page-in-three-languages", message)
        yield from _front_matter(home, names)
        for language, text in page.texts.items():
            spoken = _Spoken(page, language, text, places[text.file])
            yield from _links(spoken, names)
            yield from _drawn(spoken, names)
            yield from _headings(spoken)
            yield from _sentences(spoken)
            for fault in learning.in_language(page, language):
                yield spoken.finding(fault.rule, fault.message, fault.line)
            if language != SOURCE_LANGUAGE:
                yield from _as_in_finnish(spoken)
            if page.kind == CARD:
                yield from _card(spoken)


def _front_matter(home: _Spoken, names: _Names) -> Iterator[Finding]:
    """Yield what is wrong with what the front matter names."""
    page, matter = home.page, home.page.matter
    if page.kind not in KINDS:
        yield home.finding("page-kind-known", f"stands in {page.kind!r}, which is no kind of page{near(page.kind, KINDS)}.")
    for field, slugs in (("about", page.about), ("obstacle", (matter.obstacle,)), ("lever", (matter.lever,))):
        for slug in filter(None, slugs):
            if "id:" + slug not in names.targets:
                hint = near("id:" + slug, tuple(names.targets))
                yield home.finding("page-about-known-thing", f"`{field}` names {slug!r}, which nothing is called{hint}.")
            elif ID + slug in names.known.replaced:
                hint = replaced_by(ID + slug, names.known)
                yield home.finding("page-names-nothing-deprecated", f"`{field}` names {slug!r}, which is deprecated{hint}.")
    for slug in matter.see:
        if "page:" + slug not in names.targets:
            hint = near("page:" + slug, tuple(names.targets))
            yield home.finding("page-links-to-known-name", f"`see` names {slug!r}, which no page is called{hint}.")
    for fault in learning.of_page(page, names.known):
        yield home.finding(fault.rule, fault.message, fault.line)
    if [bool(matter.obstacle), bool(matter.lever)] != [page.kind == CARD] * 2:
        message = "names an obstacle and a lever in its front matter when it is a card, and only then; add or remove them."
        yield home.finding("card-names-obstacle-and-lever", message)


def _links(spoken: _Spoken, names: _Names) -> Iterator[Finding]:
    """Yield the links and footnote marks that lead nowhere, or to what is deprecated."""
    for number, line in enumerate(spoken.text.markdown.split("\n"), start=1):
        address = _ADDRESS.search(line)
        if address:
            ways = "by name (id:, page:, st:, section:, local:), or begins with https://, mailto: or #"
            message = f"links to {address[1]}; a link goes {ways}."
            yield spoken.finding("page-links-by-name", message, number)
    for link in links(spoken.text.markdown):
        iri = ID + link.target.removeprefix("id:")
        if link.target not in names.targets:
            hint = near(link.target, tuple(names.targets))
            message = f"links to {link.target}, which nothing is called{hint}."
            yield spoken.finding("page-links-to-known-name", message, link.line)
        elif iri in names.known.replaced:
            message = f"links to {link.target}, which is deprecated{replaced_by(iri, names.known)}."
            yield spoken.finding("page-names-nothing-deprecated", message, link.line)
        elif link.part and link.part not in names.parts(link.target):
            hint = near(link.part, names.parts(link.target))
            message = f"links to {link.target}#{link.part}; that page has no such part{hint}."
            yield spoken.finding("page-links-to-known-name", message, link.line)
    for mark in citations(spoken.text.markdown):
        if mark.target not in names.targets:
            label = mark.target.removeprefix("st:")
            message = f"has a footnote [^{label}] that is neither a statement of a source nor given a text; add one, or mend it."
            yield spoken.finding("page-cites-known-statement", message, mark.line)


def _drawn(spoken: _Spoken, names: _Names) -> Iterator[Finding]:
    for directive in directives(spoken.text.markdown):
        for breach in breaches(directive, names.known):
            yield spoken.finding("page-draws-what-there-is", f"the block :::{directive.name} {breach}", directive.line)


def _headings(spoken: _Spoken) -> Iterator[Finding]:
    """Yield a heading of the first level, and, where the kind has a plan, the first heading that is not as planned."""
    found = spoken.text.headings
    for heading in found:
        if heading.level == 1:
            message = "has a heading of the first level; the title is one already: begin sections with ##."
            yield spoken.finding("page-has-one-title", message, heading.line)
    planned = plan(spoken.page.kind, spoken.language)
    if not planned:
        return
    sections = [each for each in found if each.level == 2]
    for heading, wanted in zip_longest(sections, planned):
        if heading is None or heading.text != wanted:
            what = f"has the section {heading.text!r}" if heading else "ends"
            then = f"the plan of its kind wants {wanted!r}" if wanted else "the plan of its kind has no more sections"
            yield spoken.finding("page-follows-plan", f"{what} where {then}.", heading.line if heading else 0)
            return


def _sentences(spoken: _Spoken) -> Iterator[Finding]:
    for sentence, line in sentences(spoken.text.markdown):
        count = len(re.findall(r"\w[\w’'-]*", sentence))
        if count > MOST_WORDS:
            message = f"has a sentence of {count} words ({sentence[:40].strip()} …); {MOST_WORDS} are the most: make two of it."
            yield spoken.finding("page-sentences-short", message, line)


def _card(spoken: _Spoken) -> Iterator[Finding]:
    if list_lengths(spoken.text.markdown) != [QUESTIONS]:
        message = f"asks its questions in one numbered list of {QUESTIONS}; mend the list."
        yield spoken.finding("card-asks-three-questions", message)


def _as_in_finnish(spoken: _Spoken) -> Iterator[Finding]:
    """Yield what a translation has otherwise than the Finnish page: what it leads to, cites and draws, and its headings."""
    finnish = spoken.page.texts[SOURCE_LANGUAGE]
    kinds: dict[str, Callable[[str], set[str]]] = {
        "lead to": lambda text: {link.target for link in links(text)},
        "cite": lambda text: {mark.target.removeprefix("st:") for mark in citations(text)},
        "draw": lambda text: {f":::{each.name} {dict(each.parameters)}" for each in directives(text)},
    }
    for verb, of in kinds.items():
        missing = of(finnish.markdown) - of(spoken.text.markdown)
        if missing:
            message = f"does not {verb} {', '.join(sorted(missing))}, as the Finnish page does; add it."
            yield spoken.finding("page-same-in-languages", f"the {spoken.language} page {message}", 1)
    own, theirs = ([each.level for each in text.headings] for text in (spoken.text, finnish))
    if own != theirs:
        message = (
            f"has {len(own)} headings where the Finnish page has {len(theirs)}, or of other levels; they must go side by side."
        )
        yield spoken.finding("page-same-headings", f"the {spoken.language} page {message}", 1)
