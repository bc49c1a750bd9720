"""The list of learning paths."""

from __future__ import annotations

import flask

from portal.languages import Language
from portal.web.house import house
from portal.web.lessons import lessons
from portal.web.localised import page
from portal.web.negotiation import answer

blueprint = flask.Blueprint("learning", __name__)


@page(blueprint, "learning")
def paths(language: Language) -> flask.typing.ResponseReturnValue:
    """List the learning paths with their time, for whom they are and what they teach."""
    found = lessons(house().data.pages, language)
    return answer(flask.render_template("learning/paths.html", lessons=found), "text/html; charset=utf-8")
