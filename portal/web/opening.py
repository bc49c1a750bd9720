"""The house over an engine far away: opened when the engine holds the data version of our sources, closed when it no longer does.

An answer goes out only when the engine said after it was made that it still holds the whole version: what is made of an engine
that was emptied, or loaded anew meanwhile, is never shown.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from threading import Lock
from typing import cast

import flask

from portal.errors import EngineError, VersionMissing
from portal.graph.endpoint import Endpoint, address_of
from portal.graph.load import load
from portal.graph.remote import Remote, find
from portal.graph.store import Store
from portal.settings import Settings
from portal.web.errors import not_ready
from portal.web.house import OPENED, House

_PATIENCE = 1.0  # seconds that a request waits for another that is opening
_REST = 1.0  # seconds after a failure in which nobody tries again


class Opening:
    """What opens the house, one request at a time, and says to the others that it is not open."""

    def __init__(self, settings: Settings) -> None:
        """Read our own sources, of which the engine must hold the same version; raises SourceError."""
        self.settings = settings
        self._sources = load(settings.sources, settings.data, Store())
        self._prepare: Callable[[House], object] | None = None
        self._endpoint = Endpoint(address_of(settings))
        self._house: House | None = None
        self._lock = Lock()
        self._failed, self._until = "", 0.0

    @property
    def version(self) -> str:
        """Return the data version of our own sources, the only one that is shown."""
        return self._sources.version

    @property
    def ours(self) -> str:
        """Return the data version without what an organisation has added, by which a release knows its data."""
        return self._sources.published or self._sources.version

    def prepare(self, make: Callable[[House], object]) -> None:
        """Have something made of each house as soon as it is open, beside what readers ask; open it now if that can be."""
        self._prepare = make
        threading.Thread(target=self._try, name="opening", daemon=True).start()

    def _try(self) -> None:
        with suppress(EngineError):  # an engine that is not there yet: the first request tries again
            self.house()

    def house(self, patience: float | None = None) -> House:
        """Return the house; raises EngineError while there is none. patience: seconds to wait for another who is opening it."""
        found = self._house
        if found is not None:
            return found
        if time.monotonic() < self._until:
            raise EngineError(self._failed)
        if not self._lock.acquire(timeout=_PATIENCE if patience is None else patience):
            raise EngineError("The data is being read from the engine.")
        try:
            self._house = self._house or self._open()
            return self._house
        except EngineError as error:
            self._failed, self._until = str(error), time.monotonic() + _REST
            raise
        finally:
            self._lock.release()

    def _open(self) -> House:
        remote = Remote(self._endpoint, find(self._endpoint, self._sources.version))
        opened = House(self.settings, replace(self._sources, store=remote))
        remote.assure()
        if self._prepare:
            threading.Thread(target=_made, args=[self._prepare, opened], name="preparing", daemon=True).start()
        return opened

    def check(self) -> None:
        """Raise EngineError unless the engine holds the version now; opens the house where it is not open yet."""
        find(self._endpoint, self._sources.version)
        self.house()

    def assure(self, opened: House) -> None:
        """Raise EngineError unless what this thread asked was asked of the whole version; closes the house when it was not."""
        try:
            cast(Remote, opened.data.store).assure()
        except VersionMissing:
            if self._house is opened:
                self._house = None
            raise


def _made(make: Callable[[House], object], opened: House) -> None:
    with suppress(EngineError):  # the engine is gone again: what is not made now is made when it is asked for
        make(opened)


def install(app: flask.Flask) -> None:
    """Let no answer out that was made of half a version."""
    opening = app.extensions["kierre"]
    if not isinstance(opening, Opening):
        return

    @app.after_request
    def _assured(response: flask.Response) -> flask.Response:
        opened = flask.g.get(OPENED)
        if response.status_code == 503 or opened is None:
            return response
        try:
            opening.assure(opened)
        except EngineError as error:
            return not_ready(error)
        return response
