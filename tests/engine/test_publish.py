"""Loading a version into an engine: whole or not at all, whoever dies or comes second meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from portal.cli import main
from portal.errors import EngineError, VersionMissing
from portal.graph import publish as publishing
from portal.graph.endpoint import Address, Endpoint
from portal.graph.load import Data, load
from portal.graph.publish import Patience, TakenOver, publish
from portal.graph.remote import find
from portal.graph.versions import Marker, Names, read_marker, read_markers, rows

PATIENCE = 120
QUICK = Patience(graph=PATIENCE, sign=0.05, silence=0.1)
SLOW = Patience(graph=PATIENCE, sign=0.05, silence=PATIENCE)
EVERY_GRAPH = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"


def quiet(_: str) -> None:
    """Say nothing."""


def endpoint_of(url: str) -> Endpoint:
    """An engine, for which one waits."""
    return Endpoint(Address(url, connect=PATIENCE, read=PATIENCE))


@pytest.fixture
def engine(start_oxigraph: Callable[[], Any]) -> Endpoint:
    """An engine without data."""
    return endpoint_of(start_oxigraph().url)


def put_in(engine: Endpoint, data: Data, *, keep: int = 2, version: str = "", say: Callable[[str], None] = quiet) -> bool:
    """Publish, without waiting long for others."""
    return publish(engine, data.store, version or data.version, keep, say, QUICK)


def graphs(engine: Endpoint) -> set[str]:
    """The names of all graphs in the engine."""
    return {row["g"]["value"] for row in rows(engine, EVERY_GRAPH)}


class Interrupted(Exception):
    """What ends a publish in a test."""


def interrupted(place: int) -> Callable[[str], None]:
    """Says nothing until so many graphs are in, then dies."""

    def say(text: str) -> None:
        if text.startswith(f"{place} of"):
            raise Interrupted

    return say


def test_a_version_is_there_when_it_was_published(engine: Endpoint, small: Data) -> None:
    """Its graphs under names of its own, their two unions, and the marker; with all triples."""
    assert put_in(engine, small)
    names, marker = Names(small.version), find(engine, small.version)
    assert (marker.triples, list(marker.graphs)) == (len(small.store), small.store.graphs())
    assert graphs(engine) == {names.union, names.sources, names.marker, *map(names.of, small.store.graphs())}


def test_publishing_again_changes_nothing(engine: Endpoint, small: Data) -> None:
    """And says that the version is there."""
    put_in(engine, small)
    marker, said = find(engine, small.version), []
    assert not put_in(engine, small, say=said.append)
    assert find(engine, small.version) == marker
    assert "there already" in said[0]


def test_a_version_that_has_been_damaged_is_loaded_anew(engine: Endpoint, small: Data) -> None:
    """Whatever the marker says: the triples are counted."""
    put_in(engine, small)
    engine.delete(Names(small.version).union, PATIENCE)
    assert put_in(engine, small)


@pytest.mark.parametrize("place", [1, 3, 6])
def test_a_publish_that_dies_leaves_nothing_to_be_read(engine: Endpoint, small: Data, place: int) -> None:
    """And can be run again."""
    with pytest.raises(Interrupted):
        put_in(engine, small, say=interrupted(place))
    with pytest.raises(VersionMissing):
        find(engine, small.version)
    assert put_in(engine, small)
    assert find(engine, small.version)


def test_an_older_version_is_read_until_the_newer_is_in_and_after(engine: Endpoint, small: Data) -> None:
    """Also while one is being loaded, and when that fails."""
    put_in(engine, small)
    with pytest.raises(Interrupted):
        put_in(engine, small, version="f" * 16, say=interrupted(2))
    assert find(engine, small.version)
    put_in(engine, small, version="f" * 16)
    assert find(engine, small.version)


def test_all_but_the_newest_versions_are_removed(engine: Endpoint, small: Data) -> None:
    """With every graph; what is not ours stays."""
    engine.put("http://example.org/g", b"<http://x/s> <http://x/p> <http://x/o> .", PATIENCE)
    for version in ("a" * 16, "b" * 16, "c" * 16):
        put_in(engine, small, version=version, keep=2)
    assert [marker.version[0] for marker in read_markers(engine)] == ["b", "c"]
    assert not [name for name in graphs(engine) if "aaaa" in name]
    assert "http://example.org/g" in graphs(engine)


def test_a_version_that_is_published_again_is_not_removed(engine: Endpoint, small: Data) -> None:
    """Also when it is the oldest: whoever publishes it wants it."""
    for version in ("a" * 16, "b" * 16, "c" * 16):
        put_in(engine, small, version=version, keep=3)
    put_in(engine, small, version="a" * 16, keep=1)
    assert [marker.version[0] for marker in read_markers(engine)] == ["a"]


def test_what_was_begun_and_forgotten_is_removed(engine: Endpoint, small: Data) -> None:
    """After an hour without a sign of life; not earlier."""
    for version, modified in (("a" * 16, "2001-01-01"), ("b" * 16, "9999-01-01")):
        marker = Marker(version, (), modified=modified)
        engine.put(Names(version).marker, marker.as_triples(), PATIENCE)
    put_in(engine, small)
    assert {marker.version[0] for marker in read_markers(engine)} == {"b", small.version[0]}


def test_two_publishes_of_one_version_at_once_end_well(engine: Endpoint, small: Data) -> None:
    """One loads it, the other waits and finds it there."""
    begun, waiting = threading.Event(), threading.Event()
    loaded: dict[str, bool] = {}

    def first(text: str) -> None:
        if text.startswith("1 of"):
            begun.set()
            assert waiting.wait(PATIENCE)

    def second(text: str) -> None:
        if text.startswith("Another publish"):
            waiting.set()

    def run(name: str, say: Callable[[str], None]) -> None:
        loaded[name] = publish(engine, small.store, small.version, 2, say, SLOW)

    threads = [threading.Thread(target=run, args=each) for each in (("first", first), ("second", second))]
    threads[0].start()
    assert begun.wait(PATIENCE)
    threads[1].start()
    for thread in threads:
        thread.join()
    assert loaded == {"first": True, "second": False}


def test_a_publish_that_was_taken_over_ends(engine: Endpoint, small: Data) -> None:
    """It neither writes on nor says that the version is there."""

    def robbed(text: str) -> None:
        if text.startswith("2 of"):
            other = Marker(small.version, (), owner="another", modified="now")
            engine.put(Names(small.version).marker, other.as_triples(), PATIENCE)

    seldom = Patience(graph=PATIENCE, sign=PATIENCE)  # a sign of life in that very moment would take the version back
    with pytest.raises(TakenOver):
        publish(engine, small.store, small.version, 2, robbed, seldom)
    found = read_marker(engine, small.version)
    assert found
    assert not found.issued


def test_an_engine_that_loses_triples_is_no_place_for_a_version(
    engine: Endpoint, small: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are counted graph by graph."""
    write = Endpoint.put

    def forgetful(self: Endpoint, graph: str, triples: bytes, seconds: float) -> None:
        lines = triples.splitlines(keepends=True)
        write(self, graph, triples if graph.endswith("/marker") else b"".join(lines[1:]), seconds)

    monkeypatch.setattr(Endpoint, "put", forgetful)
    with pytest.raises(EngineError, match=r"holds \d+ triples of the"):
        put_in(engine, small)


def test_an_engine_that_is_not_there_is_said(small: Data) -> None:
    """At once."""
    with pytest.raises(EngineError, match="cannot be reached"):
        put_in(Endpoint(Address("http://127.0.0.1:1/query")), small)


def test_what_the_data_says_of_a_graph_is_said_of_the_graph_in_the_engine(engine: Endpoint, world: Path) -> None:
    """So that its name joins, wherever it stands."""
    file = next(world.rglob("things.ttl"))
    file.write_text(file.read_text() + "\n<https://w3id.org/kierre/graph/things> a <http://x/Graph> .\n")
    data = load(world)
    put_in(engine, data)
    asked = "SELECT ?g { ?g a <http://x/Graph> . GRAPH ?g { ?s ?p ?o } } LIMIT 1"
    names = Names(data.version)
    with engine.query(asked, "text/csv", [names.union], [names.of(data.store.graphs()[-1])]) as answer:
        assert names.of("https://w3id.org/kierre/graph/things").encode() in (answer.readall() or b"")


@pytest.fixture
def kierre(environment: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command with settings, without waiting long for others."""
    monkeypatch.setattr(publishing, "Patience", lambda: QUICK)

    def run(**settings: object) -> Result:
        given = environment(**settings)
        cleared = dict.fromkeys((name for name in os.environ if name not in given), None)
        return CliRunner().invoke(main, ["publish"], env={**cleared, **given})

    return run


HALTS = """
import sys
import click
from portal.cli import main
say = click.echo
def halting(text, **how):
    say(text, **how)
    if text.startswith("3 of"):
        sys.stdin.read()
click.echo = halting
main(["publish"])
"""


def test_the_command_publishes_after_a_check(
    environment: Any, kierre: Callable[..., Result], start_oxigraph: Any, world: Path, tmp_path: Path
) -> None:
    """It shows how far it is, and ends with the version; killed half-way, where it has been made to halt, it can be run again."""
    settings = {"sources": world, "state": tmp_path / "state", "store": start_oxigraph().url}
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", HALTS], env=environment(**settings), text=True, **pipes) as first:
        assert first.stderr
        while not first.stderr.readline().startswith("3 of"):
            assert first.poll() is None
        first.kill()
    data = load(world)
    with pytest.raises(VersionMissing):
        find(endpoint_of(settings["store"]), data.version)
    again = kierre(**settings)
    assert again.stdout == f"Published data version {data.version}: {len(data.store)} triples.\n"
    assert "no more signs of life" in again.stderr


def test_data_with_errors_is_not_published(
    kierre: Callable[..., Result], oxigraph_server: Any, world: Path, tmp_path: Path
) -> None:
    """The same check as for serving."""
    file = next(world.rglob("things.ttl"))
    file.write_text(file.read_text() + "\nid:queues-grow kierre:noSuchProperty id:nothing .\n")
    ended = kierre(sources=world, state=tmp_path, store=oxigraph_server.url)
    assert "kierre check" in ended.stderr
    assert ended.exit_code == 2


def test_without_an_engine_the_setting_is_named(kierre: Callable[..., Result]) -> None:
    """With an example."""
    ended = kierre()
    assert "KIERRE_STORE" in ended.stderr
    assert ended.exit_code == 2
