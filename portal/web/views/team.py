"""The team check: a form by POST, the result of its answers, and the answers as a file. Nothing of it is kept or written down."""

from __future__ import annotations

import flask

from portal.analysis import team_file
from portal.analysis.team import Answers, Given, understand
from portal.analysis.team_result import result
from portal.languages import Language
from portal.web.house import house
from portal.web.localised import page
from portal.web.negotiation import answer
from portal.web.team_circle import rings
from portal.web.team_form import BUTTON, LARGEST, Unread, given, team_form, unread
from portal.web.team_page import result_page
from portal.web.today import today

blueprint = flask.Blueprint("team", __name__)


@page(blueprint, "team", methods=("GET", "POST"))
def team(language: Language) -> flask.typing.ResponseReturnValue:
    """Show the form; with answers, what follows from them, or the same as a file."""
    if flask.request.method != "POST":
        return answer(_form(Given(), language), "text/html; charset=utf-8")
    why = unread(LARGEST)
    if why:
        return _unkept(_form(Given(), language, why), why.status)
    came = given(flask.request.form)
    answers, faults = understand(came, house().questions)
    if faults:
        return _unkept(_form(came, language), 400)
    if flask.request.form.get(BUTTON) == "download":
        return _file(answers)
    return _unkept(_form(came, language), 200)


def _form(came: Given, language: Language, why: Unread | None = None) -> str:
    """Return the page: the form as it was filled in, after the result of the answers when there are any and none is wrong."""
    answers, faults = understand(came, house().questions)
    shown = None
    if answers and not faults:
        shown = result_page(answers, result(answers, house().questions, house().analysis), today().isoformat(), language)
    form = team_form(came, answers, faults, language)
    asked = flask.request.method == "POST"
    circle = rings(shown.rows) if shown else []
    return flask.render_template("team/team.html", form=form, result=shown, circle=circle, unread=why, sent=asked)


def _unkept(body: str, status: int) -> flask.Response:
    """Return an answer that nobody may keep."""
    response = flask.Response(body, status, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def _file(answers: Answers) -> flask.Response:
    day = today()
    text = team_file.write(answers, day, house().data.version)
    response = flask.Response(text, content_type="application/ld+json")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Disposition"] = f'attachment; filename="kierre-{day.isoformat()}.jsonld"'
    return response
