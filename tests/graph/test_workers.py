"""Workers: real processes that answer a stranger's query within limits, and can reach nothing."""

from __future__ import annotations

import contextlib
import io
import json
import multiprocessing
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.errors import QueryBusy, QueryError, QuerySyntaxError, QueryTooLarge, QueryTooSlow
from portal.graph.formats import GRAPH_FORMATS, RESULT_CSV, RESULT_JSON, RESULT_TSV, TABLE_FORMATS, TURTLE, Format
from portal.graph.guard import Form, Guarded, guard
from portal.graph.load import Data
from portal.graph.workers import Dataset, Limits, Workers
from portal.namespaces import GRAPH

ROWS = 50
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GREEDY = 'SELECT ?x0 { BIND("0123456789" AS ?a0) ' + "".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1}) " for n in range(28)) + "}"
VALUES = "VALUES ?x { " + "1 " * ROWS


@pytest.fixture(scope="module")
def workers(small: Data) -> Iterator[Workers]:
    """One worker over the small world, with small limits but enough time."""
    made = Workers(small.store, Limits(seconds=30, megabytes=150, rows=ROWS, answer_megabytes=1), processes=1)
    yield made
    made.close()


@pytest.fixture
def hasty(small: Data) -> Iterator[Workers]:
    """One worker that has little time."""
    made = Workers(small.store, Limits(seconds=1.5, megabytes=150, rows=ROWS, answer_megabytes=1), processes=1)
    yield made
    made.close()


def ask(workers: Workers, text: str, form: Format = RESULT_JSON, dataset: Dataset | None = None) -> bytes:
    """The answer to a query that the guard lets through."""
    return workers.answer(guard(text, characters=100_000, depth=100), dataset or Dataset(), form)


def still_works(workers: Workers) -> bool:
    """Whether a query after the one that failed is answered."""
    return bool(json.loads(ask(workers, "ASK { ?s ?p ?o }"))["boolean"])


def test_a_query_that_runs_too_long_is_stopped(hasty: Workers) -> None:
    """The sentence says the limit and what to change, and the next query works."""
    with pytest.raises(QueryTooSlow, match=r"longer than 1\.5 seconds .* LIMIT"):
        ask(hasty, ENDLESS)
    assert still_works(hasty)


def test_a_query_that_finds_no_free_worker_is_told_so(hasty: Workers) -> None:
    """At once, not after the queries before it; when these are done, it is answered."""

    def ask_endlessly() -> None:
        while True:
            try:
                ask(hasty, ENDLESS)
            except QueryBusy:  # the other came first
                continue
            except QueryTooSlow:
                return

    slow = threading.Thread(target=ask_endlessly)
    slow.start()
    busy = 0
    while slow.is_alive():
        with contextlib.suppress(QueryTooSlow):
            try:
                ask(hasty, "ASK {}")
            except QueryBusy:
                busy += 1
    assert busy > 0
    assert ask(hasty, "ASK {}")


def test_a_query_that_needs_too_much_memory_is_stopped(workers: Workers) -> None:
    """The worker dies, not the portal; the sentence says the limit, and the next query works."""
    with pytest.raises(QueryTooLarge, match="150 MB of memory"):
        ask(workers, GREEDY)
    assert still_works(workers)


@pytest.mark.parametrize("form", TABLE_FORMATS, ids=lambda form: form.ending)
def test_as_many_rows_as_the_limit_are_given(workers: Workers, form: Format) -> None:
    """Exactly the limit is no breach."""
    assert ask(workers, f"SELECT ?x {{ {VALUES} }} }}", form)


@pytest.mark.parametrize("form", TABLE_FORMATS, ids=lambda form: form.ending)
def test_a_row_more_than_the_limit_is_refused(workers: Workers, form: Format) -> None:
    """One over the limit is a breach, in any format."""
    with pytest.raises(QueryTooLarge, match=f"more than {ROWS} rows"):
        ask(workers, f"SELECT ?x {{ {VALUES} 2 }} }}", form)


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.ending)
def test_triples_have_the_same_limit(workers: Workers, form: Format) -> None:
    """A graph of exactly the limit is given, one of one triple more is not."""
    query = "CONSTRUCT {{ ?s ?p ?o }} {{ SELECT DISTINCT ?s ?p ?o {{ ?s ?p ?o }} LIMIT {} }}"
    assert ask(workers, query.format(ROWS), form)
    with pytest.raises(QueryTooLarge, match=f"more than {ROWS} triples"):
        ask(workers, query.format(ROWS + 1), form)


@pytest.mark.parametrize("form", TABLE_FORMATS, ids=lambda form: form.ending)
def test_an_answer_of_too_many_bytes_is_refused(workers: Workers, form: Format) -> None:
    """Few rows may still be large."""
    doubled = "".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1}) " for n in range(17))
    with pytest.raises(QueryTooLarge, match="larger than 1 MB"):
        ask(workers, f'SELECT ?a17 {{ BIND("0123456789" AS ?a0) {doubled} }}', form)
    assert still_works(workers)


def test_an_unknown_function_is_the_asker_s_mistake(workers: Workers) -> None:
    """The engine's own failure becomes a syntax error that names the function."""
    with pytest.raises(QuerySyntaxError, match=r"http://a\.test/f"):
        ask(workers, "SELECT * { BIND(<http://a.test/f>(1) AS ?x) }")


def test_a_query_that_does_not_parse_is_a_syntax_error(workers: Workers) -> None:
    """The engine's complaint comes through with its place."""
    with pytest.raises(QuerySyntaxError, match="1:"):
        ask(workers, "SELECT { }")


@pytest.mark.parametrize("form", [RESULT_JSON, RESULT_CSV, RESULT_TSV], ids=lambda form: form.ending)
def test_answers_are_those_of_the_store(workers: Workers, small: Data, form: Format) -> None:
    """Another process gives the same bytes."""
    query, out = (
        "SELECT ?s ?name { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } ORDER BY ?s ?name LIMIT 40",
        io.BytesIO(),
    )
    small.store.answer(query, form, out, ROWS, (), (), union=True)
    assert ask(workers, query, form) == out.getvalue()


def test_a_request_may_name_graphs(workers: Workers) -> None:
    """FROM in the query and the parameters of the protocol choose the dataset alike."""
    pages = GRAPH + "pages"
    chosen = ask(workers, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", RESULT_CSV, Dataset(default=(pages,)))
    by_query = ask(workers, "SELECT (COUNT(*) AS ?n) FROM <GRAPH> { ?s ?p ?o }".replace("GRAPH", pages), RESULT_CSV)
    assert chosen == by_query == b"n\r\n12\r\n"


def test_default_graph_sees_all_graphs(workers: Workers, small: Data) -> None:
    """A query that names no graph asks all of them together."""
    assert ask(workers, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", RESULT_CSV) == f"n\r\n{len(small.store)}\r\n".encode()


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and the list of those who have called it."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    connection, place = server.accept()
                except TimeoutError:
                    continue
                calls.append(str(place))
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", calls
        done.set()
        thread.join()


SERVICES = ["SERVICE <{}> {{ ?s ?p ?o }}", "SERVICE SILENT <{}> {{ ?s ?p ?o }}", "SERVICESILENT<{}>{{ ?s ?p ?o }}"]


@pytest.mark.parametrize("call", SERVICES)
def test_the_engine_itself_would_call(small: Data, listener: tuple[str, list[str]], call: str) -> None:
    """Without the walls the listener is called: so the next test proves something."""
    url, calls = listener
    with contextlib.suppress(OSError):
        small.store.select("SELECT * { " + call.format(url) + " }")
    assert calls


@pytest.mark.parametrize("call", SERVICES)
def test_a_worker_can_call_nobody(workers: Workers, listener: tuple[str, list[str]], call: str) -> None:
    """SERVICE given to a worker past the guard reaches nobody."""
    url, calls = listener
    past_the_guard = Guarded("SELECT * { " + call.format(url) + " }", Form.SELECT, names_dataset=False)
    with contextlib.suppress(QueryError, OSError):
        workers.answer(past_the_guard, Dataset(), RESULT_JSON)
    assert calls == []
    assert still_works(workers)


PROBE = """
import socket, sys
from portal.graph import workers
workers._open_no_more()
for attempt in (lambda: open(sys.argv[1]), socket.socket):
    try:
        attempt()
        print("opened")
    except OSError as error:
        print(error.strerror)
"""


def test_a_worker_can_open_no_file_and_no_socket(tmp_path: Path) -> None:
    """Once a process has shut its doors as a worker does, the system refuses to open anything."""
    file = tmp_path / "file"
    file.touch()
    found = subprocess.run([sys.executable, "-c", PROBE, str(file)], capture_output=True, text=True, timeout=30, check=True)
    assert found.stdout.splitlines() == ["Too many open files"] * 2


def test_workers_end_when_they_are_closed(small: Data) -> None:
    """No process is left, and closing twice does no harm."""
    before = set(multiprocessing.active_children())
    made = Workers(small.store, Limits(5, 100, 10, 1), processes=1)
    assert still_works(made)
    mine = set(multiprocessing.active_children()) - before
    made.close()
    made.close()
    assert mine
    assert not any(process.is_alive() for process in mine)


def test_turtle_carries_our_prefixes(workers: Workers) -> None:
    """A graph is written for people."""
    assert b"@prefix kierre:" in ask(workers, "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", TURTLE)
