"""Guidance pages."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from markupsafe import Markup

from portal.errors import UnknownName
from portal.languages import Language, fallbacks
from portal.namespaces import ID, KIERRE, PAGE
from portal.pages.markdown import to_html
from portal.pages.read import Page
from portal.web.addresses import of_iri
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Named, named

blueprint = flask.Blueprint("guides", __name__)
_BASES = {"id:": ID, "page:": PAGE}


@dataclass(frozen=True)
class GuidePage:
    """A guidance page in one language, and the things it is about."""

    title: str
    summary: str
    language: str
    body: Markup
    about: list[Named]
    checked: str


@page(blueprint, "guide")
def guides(language: Language) -> flask.typing.ResponseReturnValue:
    """List the guidance pages."""
    found = [named(entry, language, defined=True) for entry in house().catalogue.of_class(KIERRE + "GuidancePage")]
    return answer(flask.render_template("guides/guides.html", guides=found), "text/html; charset=utf-8")


@page(blueprint, "guide", "/<slug>")
def guide(language: Language, slug: str) -> flask.typing.ResponseReturnValue:
    """Show a guidance page, in the reader's language where it has one."""
    found = next((each for each in house().data.pages if each.slug == slug), None)
    if found is None:
        raise UnknownName(f"There is no page called {slug}.")
    return answer(flask.render_template("guides/guide.html", page=_guide_page(found, language)), "text/html; charset=utf-8")


def _guide_page(found: Page, language: Language) -> GuidePage:
    in_language = next(each for each in fallbacks(language) if each in found.texts)
    text = found.texts[in_language]

    def to_address(target: str) -> str:
        prefix, _, name = target.partition(":")
        return of_iri(_BASES[prefix + ":"] + name, language)

    # Raw HTML is off in the parser and everything else it escapes, so its output is safe to show.
    body = Markup(to_html(text.markdown, to_address))  # noqa: S704
    about = [named(house().catalogue[ID + slug], language) for slug in found.about]
    return GuidePage(text.title, text.summary, in_language, body, about, found.checked.isoformat())
