"""What a guidance page shows: its text with footnotes and drawn blocks, what it is about, what has changed since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from portal.errors import KierreError
from portal.graph import queries
from portal.graph.drawn import updates
from portal.languages import Language
from portal.namespaces import ID, KIERRE, PAGE, STATEMENT
from portal.pages import plans
from portal.pages.directives import Directive
from portal.pages.learning import key
from portal.pages.markdown import directives
from portal.pages.read import Page
from portal.pages.writing import Writer, Written, folded, plain, to_html
from portal.sections import SECTIONS
from portal.web.addresses import address, of_iri
from portal.web.bank import on
from portal.web.exhibits import exhibit
from portal.web.facts import Change, change, page_links
from portal.web.house import house
from portal.web.lessons import Lesson, lesson
from portal.web.pages import Named, named
from portal.web.public import absolute

CARD = "cards"
_OWN_MACHINE = "http://127.0.0.1:8000"  # as authors write it: the default of `kierre serve`
_BASES = {"id": ID, "page": PAGE, "st": STATEMENT}


@dataclass(frozen=True)
class GuidePage:
    """A guidance page in one language: its text, what it is about, what has changed since, what to read next.

    language: tag of the text; drawn: whether parts of it depend on the view; obstacle, lever: the two things of a card, or None;
    own: whether it is an organisation's own; lesson: what stands over a learning path, or None; questions: how many there are on
    what it is about.
    """

    slug: str
    kind: str
    title: str
    summary: str
    language: str
    text: Written
    drawn: bool
    about: list[Named]
    see: list[Named]
    changes: list[Change]
    obstacle: Named | None
    lever: Named | None
    checked: str
    own: bool
    lesson: Lesson | None
    questions: int


def guide_page(found: Page, language: Language, draw: Callable[[Directive], str] | None = None) -> GuidePage:
    """Return what a guidance page shows; draw: what makes markup of a drawn block, where it is not to be as on a page."""
    in_language, text = found.in_language(language)
    catalogue = house().catalogue
    about = [catalogue[ID + slug] for slug in found.about]
    blocks = directives(text.markdown)
    writer = Writer(
        address=to_address_in(language),
        note=lambda statement: note(statement, language),
        draw=draw or drawn,
        code=on_this_machine,
        anchors=found.anchors(in_language),
        back=gettext("Back to the text at mark"),
        here=gettext("Address of the section"),
    )
    bearing = dict.fromkeys(each for slug in found.about for each in updates(catalogue, house().data.store, ID + slug))
    told = found.kind in {CARD, plans.PLAIN} or any(each.name in {"changes", "numbers"} for each in blocks)
    obstacle, lever = (
        named(catalogue[ID + slug], language) if slug else None for slug in (found.matter.obstacle, found.matter.lever)
    )
    return GuidePage(
        slug=found.slug,
        kind=found.kind,
        title=text.title,
        summary=text.summary,
        language=plans.tag(found.kind, in_language),
        text=folded(to_html(text.markdown, writer), key(found, in_language)),
        drawn=bool(blocks) and found.kind != plans.PLAIN,
        about=[named(each, language) for each in about if not (house().view and each.inferred)],
        see=page_links([each for each in house().data.pages if each.slug in found.matter.see], language),
        changes=[] if told else [change(iri, language) for iri in bearing],
        obstacle=obstacle,
        lever=lever,
        checked=found.checked.isoformat(),
        own=found.is_own,
        lesson=lesson(found, language),
        questions=on(found.slug),
    )


def to_address_in(language: Language) -> Callable[[str], str]:
    """Return what makes an address of a name in a page, such as `id:slug`, for readers of a language."""

    def to_address(target: str) -> str:
        prefix, _, name = target.partition(":")
        if prefix == "section" and name in SECTIONS:
            return address(name, language) + house().view
        if prefix == "local":
            return address("local", language, name) + house().view
        return of_iri(_BASES.get(prefix, ID) + name, language) + house().view

    return to_address


def note(statement: str, language: Language) -> str:
    """Return the footnote of a statement as Markdown: where it stands, and what it says; nothing for one that is not known."""
    entry = house().catalogue[STATEMENT + statement]
    if not entry.classes:
        return ""
    document = house().catalogue[next(whole for whole in entry.wholes)]
    place = queries.locators(house().data.store, entry.iri)[0]
    content = entry.one(KIERRE + "paraphrase", language)
    return f"[{plain(document.label(language)[0])}, {plain(place)}](st:{statement})" + (f": {plain(content[0])}" if content else "")


def on_this_machine(code: str) -> str:
    """Return an example of code with the address of this portal in place of the one at which it runs on one's own machine."""
    return code.replace(_OWN_MACHINE, absolute("").rstrip("/"))


def drawn(directive: Directive) -> str:
    """Return a drawn block as markup; a sentence in its place where this view has nothing to draw."""
    try:
        return exhibit(directive.name, **directive.parameters)
    except KierreError as error:
        missing = gettext("The source itself does not say. Our hypotheses are in the other view.")
        return Markup('<p class="empty">{}</p>').format(missing if house().view else str(error))
