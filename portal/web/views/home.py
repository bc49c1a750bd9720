"""The way in: the language of a newcomer, and the home page."""

from __future__ import annotations

from dataclasses import dataclass

import flask

from portal.languages import LANGUAGES, Language
from portal.namespaces import ID, KIERRE
from portal.web.house import house
from portal.web.language import chosen
from portal.web.negotiation import answer
from portal.web.pages import Named, named

blueprint = flask.Blueprint("home", __name__)


@dataclass(frozen=True)
class Home:
    """The home page: the two circles with their sections, the guides, and how much there is."""

    circles: list[tuple[Named, str]]
    guides: list[Named]
    things: int
    statements: int


@blueprint.get("/")
def choose_language() -> flask.typing.ResponseReturnValue:
    """Send a newcomer to the home page in their language."""
    response = flask.redirect(f"/{chosen()}/", 302)
    response.headers["Vary"] = "Accept-Language"
    return response


def home(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the home page."""
    catalogue = house().catalogue
    guides = {each.slug for each in house().data.pages if each.kind == "guides"}
    page = Home(
        [(named(catalogue[ID + section + "-circle"], language, defined=True), section) for section in ("vicious", "virtuous")],
        [named(entry, language, defined=True) for entry in catalogue.of_class(KIERRE + "GuidancePage") if entry.slug in guides],
        sum(entry.iri.startswith(ID) for entry in catalogue),
        len(catalogue.of_class(KIERRE + "SourceStatement")),
    )
    return answer(flask.render_template("home/home.html", page=page), "text/html; charset=utf-8")


for _language in LANGUAGES:
    blueprint.add_url_rule(f"/{_language}/", "home", home, defaults={"language": _language})
