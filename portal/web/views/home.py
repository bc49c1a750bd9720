"""The way in: the language of a newcomer, and the home page."""

from __future__ import annotations

from dataclasses import dataclass

import flask

from portal.languages import LANGUAGES, Language
from portal.namespaces import ID, KIERRE
from portal.web.addresses import DOORS
from portal.web.facts import page_links
from portal.web.guidance import card_of_the_week
from portal.web.house import house
from portal.web.language import chosen
from portal.web.negotiation import answer
from portal.web.pages import Named, named
from portal.web.today import today, week

blueprint = flask.Blueprint("home", __name__)


_SECTIONS = (
    "model", "mechanisms", "why", "loops", "whatif", "compare", "explorer", "gaps", "methods", "process", "domains", "values",
    "services", "interfaces", "instruments", "structural", "community", "lifecourse", "recommendations", "significance", "parties",
    "team", "learning", "class",
)  # fmt: skip


@dataclass(frozen=True)
class Home:
    """The home page: the doors, this week's team card, the two circles with their sections, the other parts, how much there is."""

    doors: list[str]
    card: Named | None
    circles: list[tuple[Named, str]]
    sections: tuple[str, ...]
    things: int
    statements: int


@blueprint.get("/")
def choose_language() -> flask.typing.ResponseReturnValue:
    """Send a newcomer to the home page in their language."""
    response = flask.redirect(f"/{chosen()}/", 302)
    response.headers["Vary"] = "Accept-Language"
    return response


def home(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the home page; it changes with the week."""
    catalogue, day = house().catalogue, today()
    card = card_of_the_week(house().data.pages, day)
    page = Home(
        list(DOORS),
        page_links([card], language)[0] if card else None,
        [(named(catalogue[ID + section + "-circle"], language, defined=True), section) for section in ("vicious", "virtuous")],
        _SECTIONS,
        sum(entry.iri.startswith(ID) for entry in catalogue),
        len(catalogue.of_class(KIERRE + "SourceStatement")),
    )
    return answer(flask.render_template("home/home.html", page=page), "text/html; charset=utf-8", of=f"week{week(day)}")


for _language in LANGUAGES:
    blueprint.add_url_rule(f"/{_language}/", "home", home, defaults={"language": _language})
