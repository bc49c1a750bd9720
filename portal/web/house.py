"""What every view shares: the settings, the data of one version, its catalogue, and the workers for strangers' queries."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

import flask

from portal import __version__
from portal.analysis.network import Kind, Step
from portal.analysis.team import Questions, questions
from portal.analysis.view import Analysis
from portal.graph import queries
from portal.graph.catalogue import Catalogue
from portal.graph.load import Data
from portal.graph.workers import Limits, Workers
from portal.namespaces import KIERRE
from portal.search.ask import Search
from portal.search.index import Index
from portal.search.texts import Library
from portal.settings import Settings
from portal.web.guidance import mentions

if TYPE_CHECKING:
    from validation.report import Finding

_PORTAL = Path(__file__).resolve().parent.parent
_MADE_WITH = {".py", ".rq", ".html", ".po", ".css", ".svg", ".toml", ".js"}


class House:
    """One version of the data, ready to be shown."""

    def __init__(self, settings: Settings, data: Data) -> None:
        self.settings, self.data = settings, data
        self.catalogue = Catalogue(data)
        self.library = Library(data, self.catalogue)
        self._search: Search | None = None
        self._searching = Lock()
        self.mentions = mentions(data.pages)
        for analysis in self._analyses:
            analysis.work_out()

    @cached_property
    def software(self) -> str:
        """Return a hash (8 hexadecimal digits) of the version and of every file that pages are made with."""
        digest = hashlib.sha256(__version__.encode())
        for file in sorted(path for path in _PORTAL.rglob("*") if path.suffix in _MADE_WITH):
            digest.update(file.read_bytes())
        return digest.hexdigest()[:8]

    @cached_property
    def workers(self) -> Workers:
        """Return the processes that answer strangers' queries; they start with the first of these."""
        settings = self.settings
        limits = Limits(settings.query_seconds, settings.query_megabytes, settings.query_rows, settings.query_answer_megabytes)
        return Workers(self.data.store, limits, settings.query_workers)

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
        """Return what answers searches; its index is built with the first of them, once even when several come together."""
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
        said = queries.pairs(self.data.store, KIERRE + "explicitness")
        return frozenset(link for link, how in said if how == KIERRE + "Explicit")

    def implied(self, step: Step) -> bool:
        """Return whether an arrow is a causal link that no source says outright: it is read from the order of what one says."""
        return step.kind is Kind.LINK and not step.inferred and not self._explicit.intersection(step.carriers)

    @property
    def etag(self) -> str:
        """Return what answers depend on besides their address: data version and software version."""
        return f"{self.data.version}-{self.software}"

    @property
    def view(self) -> str:
        """Return what an address must end with to keep the reader's view: nothing, or `?view=source`."""
        return "?view=source" if self.graphs() is not None else ""

    def graphs(self) -> list[str] | None:
        """Return the graphs that this request looks at: those of the sources alone for `?view=source`, else all (None)."""
        return self.catalogue.source_graphs if flask.request.args.get("view") == "source" else None


def house() -> House:
    """Return the house of the running app."""
    return cast(House, flask.current_app.extensions["kierre"])
