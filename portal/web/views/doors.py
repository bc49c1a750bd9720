"""The front doors by task: behind each stand the guidance pages that name it, and the tools of the portal for that task."""

from __future__ import annotations

from dataclasses import dataclass

import flask

from portal.errors import UnknownName
from portal.languages import Language
from portal.web.addresses import DOORS, address, door_address
from portal.web.facts import page_links
from portal.web.guidance import behind, card_of_the_week
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.pages import Named
from portal.web.today import today, week

blueprint = flask.Blueprint("doors", __name__)

# The tools behind each door: the part of the portal, and what its address ends with.
TOOLS: dict[str, tuple[tuple[str, str], ...]] = {
    "team-meeting": (("begin", "?role=team"), ("team", ""), ("change", ""), ("loops", ""), ("whatif", "")),
    "new-worker": (("process", ""), ("methods", ""), ("interfaces", ""), ("model", ""), ("glossary", "")),
    "student": (("model", ""), ("why", ""), ("compare", ""), ("explorer", ""), ("sources", "")),
    "client-situation": (("find", ""), ("domains", ""), ("process", ""), ("interfaces", ""), ("values", "")),
    "decision-makers": (
        ("recommendations", ""),
        ("begin", "?role=decision-makers"),
        ("significance", ""),
        ("changes", ""),
        ("gaps", ""),
    ),
    "partner": (("interfaces", ""), ("find", ""), ("services", ""), ("parties", ""), ("changes", "")),
    "teach": (("learning", ""), ("course", ""), ("questions", ""), ("pictures", ""), ("guide", "/taking-to-a-course")),
    "data": (("queries", ""), ("sparql", ""), ("api", ""), ("dataset", ""), ("ontology", "")),
}


@dataclass(frozen=True)
class DoorPage:
    """A front door: this week's card where there is a meeting, the guidance behind it by kind, the tools with their addresses."""

    door: str
    card: Named | None
    groups: list[tuple[str, list[Named]]]
    tools: list[tuple[str, str]]


@page(blueprint, "doors")
def doors(language: Language) -> flask.typing.ResponseReturnValue:
    """Lead to the doors, which stand on the home page."""
    return flask.redirect(f"/{language}/{house().view}#doors")


@page(blueprint, "doors", "/<name>")
def door(language: Language, name: str) -> flask.typing.ResponseReturnValue:
    """Show what stands behind a door; its name in another language leads to the one in this."""
    found = next((door for door, words in DOORS.items() if name == door or name in words.values()), None)
    if found is None:
        raise UnknownName(f"There is no door called {name}.")
    if name != DOORS[found][language]:
        return flask.redirect(door_address(found, language) + house().view)
    groups = [(kind, page_links(pages, language)) for kind, pages in behind(found, house().data.pages, language)]
    tools = [(section, address(section, language) + _ending(rest)) for section, rest in TOOLS[found]]
    day = today()
    card = card_of_the_week(house().data.pages, day) if found == "team-meeting" else None
    shown = DoorPage(found, page_links([card], language)[0] if card else None, groups, tools)
    return answer(flask.render_template("doors/door.html", page=shown), "text/html; charset=utf-8", of=f"week{week(day)}")


def _ending(rest: str) -> str:
    """Return the end of an address, with the reader's view kept."""
    return rest + (house().view.replace("?", "&") if rest else house().view)
