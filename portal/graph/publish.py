"""Loads a data version into an engine far away, graph by graph, and says last that it is there: readers never see half of it.

A publish that dies leaves no marker, so nobody reads what it has begun; the next one begins anew. While one is at work it gives a
sign of life every second or two; another that finds the sign waits, and takes over when the sign stays away.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from portal.errors import EngineError
from portal.graph.endpoint import Endpoint
from portal.graph.engine import Engine
from portal.graph.formats import N_TRIPLES
from portal.graph.store import write_triples
from portal.graph.versions import Marker, Names, is_hypothesis, read_marker, read_markers, rows
from portal.namespaces import GRAPH
from portal.terms import Iri, Node, Triple

Say = Callable[[str], None]
_COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_TRIPLES = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_FORGOTTEN = timedelta(hours=1)  # what was begun and gave no sign for so long is removed


@dataclass(frozen=True)
class Patience:
    """How long one waits, in seconds: for one graph to be written, between two signs of life, for a sign to come."""

    graph: float = 600.0
    sign: float = 2.0
    silence: float = 10.0


class TakenOver(EngineError):
    """Another publish has taken this one for dead and goes on in its place."""


def publish(  # noqa: PLR0913 - what is loaded, where, and how
    endpoint: Endpoint, store: Engine, version: str, keep: int, say: Say, patience: Patience | None = None
) -> bool:
    """Load a data version into an engine unless it is there, and remove all but the newest `keep`; return whether it was loaded.

    Raises EngineError when the engine fails or holds something else than was sent; readers then notice nothing.
    """
    work = _Work(endpoint, Names(version), patience or Patience())
    marker = _wait_for_others(work, say)
    loaded = not (marker and marker.issued and _holds(work, marker, store))
    if loaded:
        mine = Marker(version, tuple(store.graphs()), len(store), owner=f"{socket.gethostname()}:{os.getpid()}:{uuid4()}")
        with work.signs_of_life(mine) as living:
            _load(work, store, living, say)
    else:
        say(f"Data version {version} is there already, whole.")
    _remove_old(work, keep, say)
    return loaded


@dataclass
class _Work:
    endpoint: Endpoint
    names: Names
    patience: Patience

    def put(self, graph: str, triples: bytes) -> None:
        self.endpoint.put(graph, triples, self.patience.graph)

    def delete(self, graph: str) -> None:
        self.endpoint.delete(graph, self.patience.graph)

    def count(self, graph: str) -> int:
        """Return the number of triples of a graph, by its name in the engine."""
        return int(rows(self.endpoint, _COUNT, graph)[0]["n"]["value"])

    def mark(self, marker: Marker) -> None:
        """Write the marker, with the time of now."""
        self.put(self.names.marker, replace(marker, modified=_now()).as_triples())

    def mine(self, marker: Marker) -> None:
        """Raise TakenOver unless the engine names this publish as the one at work."""
        found = read_marker(self.endpoint, marker.version)
        if found is None or found.owner != marker.owner:
            raise TakenOver(f"Another publish of data version {marker.version} has taken over; leave it to that one.")

    @contextmanager
    def signs_of_life(self, marker: Marker) -> Iterator[Callable[[], None]]:
        """Write the marker now and every few seconds, as long as it is ours; gives what raises TakenOver when it is no longer."""
        self.mark(marker)
        ended = threading.Event()

        def beat() -> None:
            while not ended.wait(self.patience.sign):
                try:
                    self.mine(marker)
                    self.mark(marker)
                except TakenOver:
                    return
                except EngineError:
                    continue  # the publish itself meets it too, and says so

        thread = threading.Thread(target=beat, name="signs of life", daemon=True)
        thread.start()
        try:
            yield lambda: self.mine(marker)
        finally:
            ended.set()
            thread.join()
        self.mine(marker)
        self.mark(replace(marker, issued=_now()))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _wait_for_others(work: _Work, say: Say) -> Marker | None:
    """Return the marker of this version once nobody is at work on it."""
    marker, since = read_marker(work.endpoint, work.names.version), time.monotonic()
    if marker and not marker.issued:
        say("Another publish of this version has begun; waiting for it to end, or to give no more signs of life.")
    while marker and not marker.issued and time.monotonic() - since < work.patience.silence:
        time.sleep(work.patience.sign / 2)
        found = read_marker(work.endpoint, work.names.version)
        if found != marker:
            marker, since = found, time.monotonic()
    return marker


def _holds(work: _Work, marker: Marker, store: Engine) -> bool:
    """Return whether all graphs of a finished version have as many triples as they must."""
    if (marker.triples, list(marker.graphs)) != (len(store), store.graphs()):
        return False
    return all(work.count(name) == len(triples) for name, triples in _graphs(work.names, store))


def _graphs(names: Names, store: Engine) -> Iterator[tuple[str, list[Triple]]]:
    """Give each graph of a version, by its name in the engine, with its triples: the named ones, then the two unions."""
    for graph in store.graphs():
        yield names.of(graph), _renamed(store.construct(_TRIPLES, [graph]), names)
    for name, graphs in (
        (names.sources, [each for each in store.graphs() if not is_hypothesis(each)]),
        (names.union, store.graphs()),
    ):
        yield name, _renamed(list(dict.fromkeys(store.construct(_TRIPLES, graphs))), names)


def _renamed(triples: list[Triple], names: Names) -> list[Triple]:
    """Return triples in which graphs have the names that they have in the engine, for what the data says of them."""

    def renamed(node: Node) -> Node:
        return Iri(names.of(node.value)) if isinstance(node, Iri) and node.value.startswith(GRAPH) else node

    return [(renamed(s), p, renamed(o)) for s, p, o in triples]


def _load(work: _Work, store: Engine, living: Callable[[], None], say: Say) -> None:
    """Write all graphs and see that each has as many triples as were sent."""
    number = len(store.graphs()) + 2
    for place, (name, triples) in enumerate(_graphs(work.names, store), 1):
        living()
        work.put(name, write_triples(triples, N_TRIPLES))
        held = work.count(name)
        if held != len(triples):
            raise EngineError(f"The engine holds {held} triples of the {len(triples)} of {name}. Publish again.")
        say(f"{place} of {number}: {held} triples in {name}")


def _remove_old(work: _Work, keep: int, say: Say) -> None:
    """Remove the oldest versions but the newest `keep`, and what was begun and forgotten; this version stays."""
    others = [marker for marker in read_markers(work.endpoint) if marker.version != work.names.version]
    whole = [marker for marker in others if marker.issued]
    before = (datetime.now(UTC) - _FORGOTTEN).isoformat()
    forgotten = [marker for marker in others if not marker.issued and marker.modified < before]
    for marker in (*whole[: max(0, len(whole) - (keep - 1))], *forgotten):
        old = _Work(work.endpoint, Names(marker.version), work.patience)
        old.put(old.names.marker, replace(marker, issued="", owner="", modified="").as_triples())  # nobody reads it from now on
        for name in (old.names.union, old.names.sources, *map(old.names.of, marker.graphs), old.names.marker):
            old.delete(name)
        say(f"Removed data version {marker.version}.")
