"""The portal over HTTP: `create_app` makes the Flask application from settings and data."""

from __future__ import annotations

import threading
from collections.abc import Callable

import flask

from portal.graph.load import Data, load
from portal.languages import ENDONYMS, LANGUAGES
from portal.settings import Settings, read_settings
from portal.web import addresses, checks, errors, headers, language
from portal.web.exhibits import exhibit
from portal.web.exports.table import EXPORTS
from portal.web.house import House, house
from portal.web.kept import Kept
from portal.web.pictures import draw
from portal.web.report import report_address
from portal.web.views import (
    api,
    begin,
    circles,
    compare,
    data,
    doors,
    explorer,
    facets,
    find,
    gaps,
    guides,
    home,
    kinds,
    loops,
    model,
    pictures,
    search,
    sources,
    sparql,
    status,
    subjects,
    team,
    teamchange,
    terms,
    whatif,
    why,
    work,
)

VIEWS = (
    home, doors, search, terms, kinds, model, circles, loops, find, begin, why, whatif, compare, gaps, pictures, explorer, facets,
    subjects, work, team, teamchange, sources, guides, sparql, data, api, status,
)  # fmt: skip


def create_app(settings: Settings | None = None, loaded: Data | None = None) -> flask.Flask:
    """Return the application over the data that the settings name (or over data that is already loaded).

    Raises SourceError when a source cannot be read.
    """
    settings = settings or read_settings()
    app = flask.Flask(__name__)
    app.url_map.strict_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["kierre"] = House(settings, loaded or load(settings.data))
    language.install(app)
    errors.install(app)
    headers.install(app)
    draw.install(app)
    for view in VIEWS:
        app.register_blueprint(view.blueprint)
    app.jinja_env.globals.update(
        languages=LANGUAGES,
        endonyms=ENDONYMS,
        current_language=language.current,
        address=addresses.address,
        door_address=addresses.door_address,
        home_of=addresses.home_of,
        contact=settings.contact,
        this_page=language.this_page,
        in_view=language.in_view,
        view=lambda: house().view,
        checks=checks.checks,
        report=_report(settings),
        public_address=lambda: _public_address(settings),
        exhibit=exhibit,
        network_endings=[each.ending for each in EXPORTS],
    )
    app.wsgi_app = Kept(app.wsgi_app, settings.kept_megabytes)  # type: ignore[method-assign]
    return app


def _report(settings: Settings) -> Callable[[str], str]:
    """Return what gives the address at which a problem with the page that is being shown is reported, by the page's title."""

    def report(title: str) -> str:
        return report_address(settings.report, settings.contact, _public_address(settings), f"Kierre: {title}")

    return report


def serve_app() -> flask.Flask:
    """Return the application for a serving process; its search index is built meanwhile, so that the first search need not wait."""
    app = create_app()
    threading.Thread(target=lambda: app.extensions["kierre"].search, name="search index", daemon=True).start()
    return app


def _public_address(settings: Settings) -> str:
    """Return the address of the page that is being shown: whole where the settings know it, else its path."""
    return settings.public_url.rstrip("/") + flask.request.full_path.rstrip("?")
