"""What every view shares: the settings, the data of one version, its catalogue, and the workers for strangers' queries."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, cast

import flask

from portal import __version__
from portal.analysis.network import Kind, Step
from portal.analysis.team import Questions, questions
from portal.analysis.view import Analysis
from portal.graph import queries
from portal.graph.catalogue import Catalogue
from portal.graph.changes import Snapshot
from portal.graph.dumps import Dumps
from portal.graph.engine import Strangers
from portal.graph.load import Data
from portal.graph.queries import Publication
from portal.graph.releases import Releases, current
from portal.graph.statistics import Statistics, statistics
from portal.graph.store import Store
from portal.graph.vocabulary import Term, vocabulary_of
from portal.graph.workers import Limits, Workers
from portal.learning.bank import Bank
from portal.learning.facts import Facts
from portal.namespaces import GRAPH, KIERRE
from portal.pages.read import LOCAL, Page
from portal.search.ask import Search
from portal.search.index import Index
from portal.search.texts import Library
from portal.settings import Settings
from portal.web.guidance import mentions
from portal.web.press import Press

if TYPE_CHECKING:
    from portal.graph.remote import Remote
    from validation.report import Finding

_PORTAL = Path(__file__).resolve().parent.parent
_MADE_WITH = {".py", ".rq", ".html", ".po", ".css", ".svg", ".toml", ".ttl", ".xml", ".js", ".jsonld", ".tsv", ".txt"}

PINNED = "kierre.pinned"  # name under which the environment of a request holds the house of the release that its address names
OPENED = "opened_house"  # name under which a request holds the house over an engine far away
_DOWNLOADS = 8  # large files on their way at once: each holds a thread of the server until it has been read


class House:
    """One version of the data, ready to be shown."""

    def __init__(self, settings: Settings, data: Data) -> None:
        self.settings, self.data = settings, data
        self.catalogue = Catalogue(data)
        self.library = Library(data, self.catalogue)
        self._joined: dict[tuple[str, tuple[str, ...] | None], Sequence[tuple[str, str]]] = {}
        self._search: Search | None = None
        self._searching = Lock()
        self.downloads = BoundedSemaphore(_DOWNLOADS)
        self.mentions = mentions(data.pages)
        for analysis in self._analyses:
            analysis.work_out()

    @cached_property
    def software(self) -> str:
        """Return a hash (8 hexadecimal digits) of the version, the public address, and every file that pages are made with."""
        digest = hashlib.sha256(f"{__version__}\0{self.settings.public_url}".encode())
        for file in sorted(path for path in _PORTAL.rglob("*") if path.suffix in _MADE_WITH):
            digest.update(file.read_bytes())
        return digest.hexdigest()[:8]

    @cached_property
    def workers(self) -> Strangers:
        """Return the processes that answer strangers' queries; they start with the first of these."""
        settings = self.settings
        limits = Limits(
            settings.query_seconds,
            settings.query_megabytes,
            settings.query_rows,
            settings.query_answer_megabytes,
            settings.query_characters,
            settings.query_depth,
        )
        if isinstance(self.data.store, Store):
            return Workers(self.data.store, limits, settings.query_workers)
        from portal.graph.strangers import RemoteStrangers  # noqa: PLC0415 - not every portal has an engine far away

        return RemoteStrangers(cast("Remote", self.data.store), limits, settings.query_workers)

    @cached_property
    def bank(self) -> Bank:
        """Return the questions that trainers take along: the same in both views, since none rests on a hypothesis."""
        return Bank(Facts(self.data, self.catalogue))

    @cached_property
    def dumps(self) -> Dumps:
        """Return the whole graph as files."""
        return Dumps(self.data.store, self.settings.state / "dumps", self.etag)

    @cached_property
    def press(self) -> Press:
        """Return what makes files for courses."""
        return Press(self.settings.state / "press", self.software)

    @cached_property
    def releases(self) -> Releases:
        """Return the data releases."""
        return Releases(self.settings.sources / self.settings.releases)

    @cached_property
    def guides(self) -> dict[str, Page]:
        """Return the guidance pages by the last part of their address, an organisation's own among them."""
        return {page.slug: page for page in self.data.pages}

    @cached_property
    def publications(self) -> dict[str, Publication]:
        """Return the publications in which statements stand, as they are cited."""
        return queries.publications(self.data.store)

    @cached_property
    def current(self) -> Snapshot:
        """Return this version of the data, for comparing."""
        return current(self.data)

    @cached_property
    def statistics(self) -> Statistics:
        """Return how much there is to be asked: an organisation's own data too."""
        return statistics(self.data.store)

    @cached_property
    def published(self) -> Statistics:
        """Return how much the published dataset holds: without an organisation's own data."""
        graphs = self.data.store.graphs()
        ours = [graph for graph in graphs if not graph.startswith(GRAPH + LOCAL)]
        return self.statistics if ours == graphs else statistics(self.data.store, ours)

    @cached_property
    def vocabulary(self) -> dict[str, Term]:
        """Return the terms of the vocabulary by IRI."""
        return vocabulary_of(self.data.store, self.catalogue, self.statistics)

    @cached_property
    def findings(self) -> tuple[Finding, ...] | None:
        """Return what the check of this data version found; None when it was not checked under today's rules."""
        from validation import stamp  # noqa: PLC0415 - rdflib is slow to import, and only editors look at findings

        return stamp.findings(self.settings.state, self.data.version)

    @cached_property
    def _analyses(self) -> tuple[Analysis, Analysis]:
        return Analysis(self.data.store), Analysis(self.data.store, self.catalogue.source_graphs)

    @property
    def search(self) -> Search:
        """Return what answers searches; its index is built once: beside the start of a server, else with the first search."""
        with self._searching:
            if self._search is None:
                self._search = Search(Index(self.library.documents))
            return self._search

    @property
    def analysis(self) -> Analysis:
        """Return the analysis of this request's view: everything, or only what the sources say."""
        everything, only_sources = self._analyses
        return everything if self.graphs() is None else only_sources

    @cached_property
    def questions(self) -> Questions:
        """Return what the team check asks: the same in both views, so that no answer is lost between them."""
        return questions(self._analyses[0])

    @property
    def whole(self) -> Analysis:
        """Return the analysis of everything, hypotheses included, whatever the view."""
        return self._analyses[0]

    @cached_property
    def _explicit(self) -> frozenset[str]:
        return frozenset(link for link, how in self.pairs(KIERRE + "explicitness") if how == KIERRE + "Explicit")

    def implied(self, step: Step) -> bool:
        """Return whether an arrow is a causal link that no source says outright: it is read from the order of what one says."""
        return step.kind is Kind.LINK and not step.inferred and not self._explicit.intersection(step.carriers)

    def pairs(self, property_: str, graphs: Sequence[str] | None = None) -> Sequence[tuple[str, str]]:
        """Return every pair of subject and object that a property joins (IRIs); asked for once, since the data does not change."""
        asked = property_, None if graphs is None else tuple(graphs)
        if asked not in self._joined:
            self._joined[asked] = tuple(queries.pairs(self.data.store, property_, graphs))
        return self._joined[asked]

    @property
    def version(self) -> str:
        """Return the data version."""
        return self.data.version

    @property
    def ours(self) -> str:
        """Return the data version without what an organisation has added, by which a release knows its data."""
        return self.data.published or self.data.version

    @property
    def etag(self) -> str:
        """Return what answers depend on besides their address: data version and software version."""
        return f"{self.data.version}-{self.software}"

    @property
    def view(self) -> str:
        """Return what an address must end with to keep the reader's view: nothing, or `?view=source`."""
        return view()

    def graphs(self) -> list[str] | None:
        """Return the graphs that this request looks at: those of the sources alone for `?view=source`, else all (None)."""
        return self.catalogue.source_graphs if view() else None


def view() -> str:
    """Return what an address must end with to keep the reader's view: nothing, or `?view=source`."""
    return "?view=source" if flask.request.args.get("view") == "source" else ""


def view_parameter() -> dict[str, str]:
    """Return the parameter with which an address keeps the reader's view: none, or `view=source`."""
    return {"view": "source"} if view() else {}


def house() -> House:
    """Return the house of this request: of the release that its address names, else what is served."""
    pinned = flask.request.environ.get(PINNED) if flask.has_request_context() else None
    return cast(House, pinned) if pinned else served()


def served() -> House:
    """Return the house of the running app; raises EngineError as long as an engine far away does not hold its data."""
    found = flask.current_app.extensions["kierre"]
    if isinstance(found, House):
        return found
    if OPENED not in flask.g:  # one request, one house: what it asked is assured at its end
        setattr(flask.g, OPENED, found.house())
    return cast(House, flask.g.get(OPENED))


def settings() -> Settings:
    """Return the settings of the running app, also where there is no house yet."""
    return cast(Settings, flask.current_app.extensions["kierre"].settings)
