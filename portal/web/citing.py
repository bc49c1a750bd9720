"""The citation of a page as a file: the address of any page with `cite=bib` (ris, json, txt) gives it in that form.

The parameter is taken off before a view reads the address, so that no form and no link ever meets it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import flask
from flask_babel import gettext

from portal.graph.formats import HTML
from portal.languages import LANGUAGES
from portal.learning.cite import FORMS
from portal.web.cited import ASKED, shown
from portal.web.language import current, this_page
from portal.web.negotiation import answer
from portal.web.public import absolute
from portal.web.today import today

_WANTED = "kierre.cite"
_PAGES = tuple(f"/{each}/" for each in LANGUAGES)


def taken_off(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Return an application in which a request for a page keeps apart in what form its citation is asked for."""

    def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked = environ.get("QUERY_STRING", "")
        if f"{ASKED}=" in asked and environ.get("PATH_INFO", "").startswith(_PAGES):
            parts = asked.split("&")
            wanted = [each.removeprefix(f"{ASKED}=") for each in parts if each.startswith(f"{ASKED}=")]
            left = "&".join(each for each in parts if not each.startswith(f"{ASKED}="))
            environ = {**environ, "QUERY_STRING": left, **({_WANTED: wanted[-1]} if wanted else {})}
        return application(environ, start_response)

    return call


def install(app: flask.Flask) -> None:
    """Let every page of an app answer with its citation where that is asked for."""

    @app.before_request
    def _known() -> flask.Response | None:
        wanted = _wanted()
        if wanted is None or wanted in FORMS:
            return None
        forms = ", ".join(FORMS)
        said = gettext("There is no citation as “%(form)s”. Ask for one of these: %(forms)s.", form=wanted[:20], forms=forms)
        return flask.make_response(flask.render_template("error.html", status=400, near=[], said=said, asked=""), 400)

    @app.after_request
    def _give(response: flask.Response) -> flask.Response:
        wanted, cited = _wanted(), shown()
        if wanted not in FORMS or cited is None or response.status_code != 200 or response.mimetype != HTML.media_type:
            return response
        form, write = FORMS[wanted]
        file = answer(write(cited.references, current()), form.content_type, of=f"{form.ending}-{today()}")
        file.headers["Content-Disposition"] = f'attachment; filename="{cited.page.key}.{form.ending}"'
        file.headers["Link"] = f'<{absolute(this_page(current()))}>; rel="describes"; type="{HTML.media_type}"'
        file.headers["X-Robots-Tag"] = "noindex"
        return file


def _wanted() -> str | None:
    return flask.request.environ.get(_WANTED)
