"""Guidance pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import flask
from flask_babel import gettext
from markupsafe import Markup

from portal.errors import KierreError, UnknownName
from portal.graph import queries
from portal.graph.drawn import updates
from portal.languages import Language
from portal.namespaces import ID, KIERRE, PAGE, STATEMENT
from portal.pages import plans
from portal.pages.directives import Directive
from portal.pages.markdown import Writer, Written, directives, plain, to_html
from portal.pages.read import Page
from portal.sections import SECTIONS
from portal.web.addresses import address, of_iri
from portal.web.exhibits import exhibit
from portal.web.facts import Change, change, page_links
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Named, named

blueprint = flask.Blueprint("guides", __name__)
CARD = "cards"
_BASES = {"id": ID, "page": PAGE, "st": STATEMENT}
_LOCATOR, _PARAPHRASE = KIERRE + "locator", KIERRE + "paraphrase"


@dataclass(frozen=True)
class GuidePage:
    """A guidance page in one language: its text, what it is about, what has changed since, what to read next.

    language: tag of the text; drawn: whether parts of it depend on the view; obstacle, lever: the two things of a card, or None.
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


@page(blueprint, "guide")
def guides(language: Language) -> flask.typing.ResponseReturnValue:
    """List the guidance pages by kind; those about the portal itself come last."""
    found = [(kind, page_links([each for each in house().data.pages if each.kind == kind], language)) for kind in plans.KINDS]
    groups = [(kind, links) for kind, links in found if links]
    return answer(flask.render_template("guides/guides.html", groups=groups), "text/html; charset=utf-8")


@page(blueprint, "guide", "/<slug>")
def guide(language: Language, slug: str) -> flask.typing.ResponseReturnValue:
    """Show a guidance page, in the reader's language where it has one."""
    found = next((each for each in house().data.pages if each.slug == slug), None)
    if found is None:
        raise UnknownName(f"There is no page called {slug}.")
    return answer(flask.render_template("guides/guide.html", page=_guide_page(found, language)), "text/html; charset=utf-8")


def _guide_page(found: Page, language: Language) -> GuidePage:
    in_language, text = found.in_language(language)
    catalogue = house().catalogue
    about = [catalogue[ID + slug] for slug in found.about]
    blocks = directives(text.markdown)
    writer = Writer(
        address=_to_address(language),
        note=lambda statement: _note(statement, language),
        draw=_draw,
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
        text=to_html(text.markdown, writer),
        drawn=bool(blocks) and found.kind != plans.PLAIN,
        about=[named(each, language) for each in about if not (house().view and each.inferred)],
        see=page_links([each for each in house().data.pages if each.slug in found.matter.see], language),
        changes=[] if told else [change(iri, language) for iri in bearing],
        obstacle=obstacle,
        lever=lever,
        checked=found.checked.isoformat(),
    )


def _to_address(language: Language) -> Callable[[str], str]:
    def to_address(target: str) -> str:
        prefix, _, name = target.partition(":")
        if prefix == "section" and name in SECTIONS:
            return address(name, language) + house().view
        return of_iri(_BASES.get(prefix, ID) + name, language) + house().view

    return to_address


def _note(statement: str, language: Language) -> str:
    """Return the footnote of a statement as Markdown: where it stands, and what it says; nothing for one that is not known."""
    entry = house().catalogue[STATEMENT + statement]
    if not entry.classes:
        return ""
    document = house().catalogue[next(whole for whole in entry.wholes)]
    place = next(str(value) for property_, value in queries.literals(house().data.store, entry.iri) if property_ == _LOCATOR)
    content = entry.one(_PARAPHRASE, language)
    return f"[{plain(document.label(language)[0])}, {plain(place)}](st:{statement})" + (f": {plain(content[0])}" if content else "")


def _draw(directive: Directive) -> str:
    """Return a drawn block as markup; a sentence in its place where this view has nothing to draw."""
    try:
        return exhibit(directive.name, **directive.parameters)
    except KierreError as error:
        missing = gettext("The source itself does not say. Our hypotheses are in the other view.")
        return Markup('<p class="empty">{}</p>').format(missing if house().view else str(error))
