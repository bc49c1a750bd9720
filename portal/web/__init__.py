"""The portal over HTTP: `create_app` makes the Flask application from settings and data."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable

import flask
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.graph.load import Data, load
from portal.graph.turns import WAITING
from portal.graph.worker import end_with_parent
from portal.languages import ENDONYMS, LANGUAGES
from portal.memory import give_back
from portal.settings import Settings, read_settings
from portal.web import (
    addresses,
    bodies,
    bounded,
    checks,
    cited,
    citing,
    crowd,
    errors,
    filing,
    frames,
    head,
    headers,
    language,
    links,
    opening,
    pinning,
    prefix,
    public,
)
from portal.web.exhibits import exhibit
from portal.web.exports.table import EXPORTS
from portal.web.house import House, view
from portal.web.item_address import this_item
from portal.web.kept import Kept
from portal.web.measures import Measures
from portal.web.observed import Observed
from portal.web.opening import Opening
from portal.web.pictures import draw
from portal.web.pins import SHELF
from portal.web.report import report_address
from portal.web.shelf import Shelf
from portal.web.views import (
    api,
    begin,
    circles,
    compare,
    course,
    data,
    dataset,
    discovery,
    doors,
    downloads,
    editor,
    embed,
    explorer,
    facets,
    find,
    gaps,
    guides,
    home,
    kinds,
    learning,
    loops,
    model,
    oembed,
    ontology,
    pictures,
    queries,
    questions,
    reference,
    releases,
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
    home, doors, search, terms, kinds, ontology, model, circles, loops, find, begin, why, whatif, compare, gaps, pictures,
    explorer, facets, subjects, work, team, teamchange, sources, guides, questions, learning, queries, sparql, editor, data,
    dataset, downloads, releases, discovery, api, reference, status, embed, oembed, course,
)  # fmt: skip


def create_app(settings: Settings | None = None, loaded: Data | None = None) -> flask.Flask:
    """Return the application over the data that the settings name (or over data that is already loaded).

    Raises SourceError when a source cannot be read.
    """
    settings = settings or read_settings()
    app = flask.Flask(__name__)
    app.url_map.strict_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["kierre"] = _opened(settings, loaded)
    app.extensions[SHELF] = Shelf(settings)
    language.install(app)
    errors.install(app)
    headers.install(app)
    opening.install(app)
    pinning.install_links(app)
    links.install(app)
    citing.install(app)
    draw.install(app)
    for each in VIEWS:
        app.register_blueprint(each.blueprint)
    app.jinja_env.globals.update(
        languages=LANGUAGES,
        endonyms=ENDONYMS,
        current_language=language.current,
        address=addresses.address,
        door_address=addresses.door_address,
        home_of=addresses.home_of,
        contact=settings.contact,
        head=head.head,
        citation=cited.citation,
        this_page=language.this_page,
        in_view=language.in_view,
        view=view,
        checks=checks.checks,
        course_item=this_item,
        report=_report(settings),
        public_address=public.shown,
        exhibit=exhibit,
        embed_box=frames.box,
        network_endings=[each.ending for each in EXPORTS],
    )
    prefix.install(app, settings.public_url)
    pinning.install(app)
    app.extensions["unpinned"] = app.wsgi_app
    told = pinning.taken_off(citing.taken_off(app.wsgi_app))
    kept = Kept(told, settings.kept_megabytes, by_host=not settings.public_url)
    asked = crowd.Crowd(bodies.Bodies(kept), settings.query_workers + WAITING)
    below = prefix.taken_off(bounded.Bounded(asked), settings.public_url)
    believed = ProxyFix(below, 0, settings.proxies, settings.proxies)
    app.extensions["measures"] = measures = Measures()
    app.wsgi_app = Observed(believed, app, kept, measures)  # type: ignore[method-assign]
    app.config["MAX_CONTENT_LENGTH"] = bodies.MOST_BYTES
    return app


def _opened(settings: Settings, loaded: Data | None) -> House | Opening:
    """Return the house over data in memory, or what opens one when an engine far away is ready."""
    if loaded is None and settings.store:
        return Opening(settings)
    return House(settings, loaded or load(settings.sources, settings.data))


def _report(settings: Settings) -> Callable[[str], str]:
    """Return what gives the address at which a problem with the page that is being shown is reported, by the page's title."""

    def report(title: str) -> str:
        return report_address(settings.report, settings.contact, public.shown(), f"Kierre: {title}")

    return report


def serve_app() -> flask.Flask:
    """Return the application for a serving process; its search index and its files are made meanwhile, so that nobody need wait.

    The process ends with the one that started it, so that none is left when that is killed.
    """
    end_with_parent()
    app = create_app()
    held = app.extensions["kierre"]
    if isinstance(held, Opening):
        held.prepare(_prepare)
    else:
        held.dumps.apart = filing.make_apart
        threading.Thread(target=_prepare, args=[held], name="preparing", daemon=True).start()
    return app


def _prepare(house: House) -> None:
    """Make what takes long: the search index, the questions, then the files of the graph."""
    _ = house.search, house.bank, house.dumps.all
    gc.unfreeze()  # of a house over an engine far away that was opened before
    gc.collect()
    gc.freeze()  # looking through what stays until the end would hold up pages for a tenth of a second, again and again
    give_back()
