"""Guidance pages."""

from __future__ import annotations

import flask
from flask_babel import gettext

from portal.errors import UnknownName
from portal.languages import Language
from portal.pages import plans
from portal.pages.read import Page
from portal.pages.writing import Writer, to_markdown
from portal.web.addresses import address
from portal.web.facts import page_links
from portal.web.guide_page import guide_page, note, on_this_machine, to_address_in
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.public import absolute

blueprint = flask.Blueprint("guides", __name__)


@page(blueprint, "guide")
def guides(language: Language) -> flask.typing.ResponseReturnValue:
    """List the guidance pages by kind; those about the portal itself come last."""
    found = [(kind, page_links([each for each in house().data.pages if each.kind == kind], language)) for kind in plans.KINDS]
    groups = [(kind, links) for kind, links in found if links]
    return answer(flask.render_template("guides/guides.html", groups=groups), "text/html; charset=utf-8")


@page(blueprint, "guide", "/<slug>")
def guide(language: Language, slug: str) -> flask.typing.ResponseReturnValue:
    """Show a guidance page, in the reader's language where it has one."""
    page_ = guide_page(_known(slug), language)
    return answer(flask.render_template("guides/guide.html", page=page_), "text/html; charset=utf-8")


@page(blueprint, "guide", "/<slug>.md")
def guide_as_text(language: Language, slug: str) -> flask.typing.ResponseReturnValue:
    """Give a guidance page as Markdown, for programs that read text."""
    found = _known(slug)
    in_language, text = found.in_language(language)
    place = absolute(address("guide", language, slug))
    drawn = gettext("This part is drawn from the graph. It stands on the page")
    to_address = to_address_in(language)
    writer = Writer(
        address=lambda target: absolute(to_address(target)),
        note=lambda statement: note(statement, language),
        draw=lambda _: f"*{drawn}: <{place}>*",
        code=on_this_machine,
        anchors=found.anchors(in_language),
        back="",
        here="",
    )
    body, version = to_markdown(text.markdown, writer), house().data.version
    shown = flask.render_template("guides/markdown.txt", text=text, place=place, body=body, checked=found.checked, version=version)
    return answer(shown, "text/markdown; charset=utf-8")


def _known(slug: str) -> Page:
    found = house().guides.get(slug)
    if found is None:
        raise UnknownName(f"There is no page called {slug}.")
    return found
