"""What every view shares: the settings, the data of one version, its catalogue, and the workers for strangers' queries."""

from __future__ import annotations

from functools import cached_property
from typing import cast

import flask

from portal import __version__
from portal.graph.catalogue import Catalogue
from portal.graph.load import Data
from portal.graph.workers import Limits, Workers
from portal.settings import Settings


class House:
    """One version of the data, ready to be shown."""

    def __init__(self, settings: Settings, data: Data) -> None:
        self.settings, self.data = settings, data
        self.catalogue = Catalogue(data)

    @cached_property
    def workers(self) -> Workers:
        """Return the processes that answer strangers' queries; they start with the first of these."""
        settings = self.settings
        limits = Limits(settings.query_seconds, settings.query_megabytes, settings.query_rows, settings.query_answer_megabytes)
        return Workers(self.data.store, limits, settings.query_workers)

    @property
    def etag(self) -> str:
        """Return what answers depend on besides their address: data version and software version."""
        return f"{self.data.version}-{__version__}"

    def graphs(self) -> list[str] | None:
        """Return the graphs that this request looks at: those of the sources alone for `?view=source`, else all (None)."""
        return self.catalogue.source_graphs if flask.request.args.get("view") == "source" else None


def house() -> House:
    """Return the house of the running app."""
    return cast(House, flask.current_app.extensions["kierre"])
