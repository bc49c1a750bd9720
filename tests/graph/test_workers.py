"""Workers: real processes that answer a stranger's query within limits, and can reach nothing."""

from __future__ import annotations

import contextlib
import io
import json
import multiprocessing
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from multiprocessing import util
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from portal.errors import NotWritable, QueryBusy, QueryError, QueryRefused, QuerySyntaxError, QueryTooLarge, QueryTooSlow
from portal.graph import turns
from portal.graph import workers as pool
from portal.graph.formats import (
    GRAPH_FORMATS,
    N_TRIPLES,
    RDF_XML,
    RESULT_CSV,
    RESULT_JSON,
    RESULT_TSV,
    RESULT_XML,
    TABLE_FORMATS,
    TURTLE,
    Format,
)
from portal.graph.guard import Form, Guarded, guard
from portal.graph.load import Data
from portal.graph.workers import Dataset, Limits, Workers, _Worker
from portal.namespaces import GRAPH

ROWS = 50
PATIENCE = 120
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GREEDY = 'SELECT ?x0 { BIND("0123456789" AS ?a0) ' + "".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1}) " for n in range(28)) + "}"
VALUES = "VALUES ?x { " + "1 " * ROWS


@pytest.fixture(scope="module", autouse=True)
def patient() -> Iterator[None]:
    """Processes may take long to start and to end, as on a busy machine."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pool, "_START", PATIENCE)
        patched.setattr(pool, "_END", PATIENCE)
        yield


@pytest.fixture(scope="module")
def workers(small: Data) -> Iterator[Workers]:
    """One worker over the small world, with small limits but enough time."""
    made = Workers(small.store, Limits(seconds=PATIENCE, megabytes=150, rows=ROWS, answer_megabytes=1), processes=1)
    yield made
    made.close()


@pytest.fixture
def hasty(small: Data) -> Iterator[Workers]:
    """One worker that has little time."""
    made = Workers(small.store, Limits(seconds=0.3, megabytes=150, rows=ROWS, answer_megabytes=1), processes=1)
    yield made
    made.close()


def ask(workers: Workers, text: str, form: Format = RESULT_JSON, dataset: Dataset | None = None) -> bytes:
    """The answer to a query that the guard lets through."""
    return workers.answer(guard(text, characters=100_000, depth=100), dataset or Dataset(), form)


def still_works(workers: Workers) -> bool:
    """Whether a query after the one that failed is answered."""
    return bool(json.loads(ask(workers, "ASK { ?s ?p ?o }"))["boolean"])


def works_in_the_end(workers: Workers) -> bool:
    """The same where there is little time, which a busy machine may need for other things."""
    while True:
        with contextlib.suppress(QueryTooSlow):
            return still_works(workers)


def test_a_query_that_runs_too_long_is_stopped(hasty: Workers) -> None:
    """The sentence says the limit and what to change, and the next query works."""
    with pytest.raises(QueryTooSlow, match=r"longer than 0\.3 seconds .* LIMIT"):
        ask(hasty, ENDLESS)
    assert works_in_the_end(hasty)


def test_large_answers_come_in_files(small: Data) -> None:
    """One after the other, each its own, also when the one before was refused half way."""
    workers = Workers(small.store, Limits(seconds=PATIENCE, megabytes=150, rows=20_000, answer_megabytes=1), processes=1)
    texts = ["SELECT ?x { VALUES ?x { " + f"{digit} " * 9000 + "} }" for digit in (1, 2)]
    found = [ask(workers, text, RESULT_CSV) for text in texts]
    with pytest.raises(QueryTooLarge, match="1 MB"):
        ask(workers, "SELECT * { " + " ".join(f"VALUES ?{name} {{ {'1 ' * 100} }}" for name in "xy") + " }", RESULT_XML)
    found += [ask(workers, text, RESULT_CSV) for text in texts]
    workers.close()
    assert [(each[:4], len(each)) for each in found] == [(b"x\r\n1", 27_003), (b"x\r\n2", 27_003)] * 2


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
def test_a_worker_calls_nobody(workers: Workers, listener: tuple[str, list[str]], call: str) -> None:
    """SERVICE given to a worker past the guard is refused there, also SILENT, and reaches nobody."""
    url, calls = listener
    past_the_guard = Guarded("SELECT * { " + call.format(url) + " }", Form.SELECT, names_dataset=False)
    with pytest.raises(QueryRefused, match="SERVICE"):
        workers.answer(past_the_guard, Dataset(), RESULT_JSON)
    assert calls == []
    assert still_works(workers)


@pytest.mark.parametrize("call", SERVICES)
def test_nothing_goes_out_of_a_process_whose_doors_are_shut(listener: tuple[str, list[str]], call: str) -> None:
    """Were the guard and the second look both passed, nobody would be reached."""
    url, calls = listener
    shut = (
        "import sys; from portal.graph import store, worker as w; w._open_no_more(); store.Store().reads(sys.argv[1]); print('ran')"
    )
    query = "ASK { " + call.format(url) + " }"
    run = subprocess.run([sys.executable, "-c", shut, query], capture_output=True, text=True, check=True)
    assert (run.stdout, calls) == ("ran\n", [])


def process(workers: Workers) -> Any:
    """The process of the worker that waits."""
    (waiting,) = workers._crew._idle
    return waiting._process


def begin(workers: Workers, query: str) -> tuple[threading.Thread, list[Exception]]:
    """Ask in a thread of its own; the list will hold the error that this ends with."""
    errors: list[Exception] = []

    def asking() -> None:
        try:
            ask(workers, query)
        except QueryError as error:
            errors.append(error)

    thread = threading.Thread(target=asking)
    thread.start()
    return thread, errors


def asked(workers: Workers) -> _Worker:
    """The worker that has been given the query that another thread asks."""
    while True:
        for worker in tuple(workers._crew._away):
            return worker
        threading.Event().wait(0.005)


def test_a_worker_that_is_killed_amid_a_query_is_replaced(workers: Workers) -> None:
    """The asker is told to ask again, and the next query works."""
    assert still_works(workers)
    thread, errors = begin(workers, ENDLESS)
    asked(workers)._process.kill()
    thread.join()
    assert [type(error) for error in errors] == [QueryBusy]
    assert "Send the query again" in str(errors[0])
    assert still_works(workers)


def test_a_query_that_finds_no_free_worker_is_told_so(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not after the query before it; when that is done, it is answered."""
    monkeypatch.setattr(turns, "_PATIENCE", 0.01)
    assert still_works(workers)
    thread, _ = begin(workers, ENDLESS)
    worker = asked(workers)
    with pytest.raises(QueryBusy, match="Every worker is busy"):
        ask(workers, "ASK {}")
    worker._process.kill()
    thread.join()
    assert still_works(workers)


def test_a_worker_that_is_killed_before_it_has_read_the_data_is_told(real: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though there is more to read than a pipe holds, nobody waits for a process that is no more."""
    start = util.spawnv_passfds

    def start_and_kill(path: bytes, arguments: list[Any], files: list[int]) -> int:
        started = start(path, arguments, files)
        os.kill(started, signal.SIGKILL)
        os.waitid(os.P_PID, started, os.WEXITED | os.WNOWAIT)  # only now it has surely ended
        return started

    workers = Workers(real.store, Limits(seconds=PATIENCE, megabytes=150, rows=ROWS, answer_megabytes=1), processes=1)
    monkeypatch.setattr(util, "spawnv_passfds", start_and_kill)
    with pytest.raises(QueryBusy, match="No process"):
        ask(workers, "ASK {}")
    monkeypatch.undo()
    assert still_works(workers)
    workers.close()


def test_a_worker_that_is_killed_while_it_waits_is_replaced(workers: Workers) -> None:
    """Nobody notices."""
    assert still_works(workers)
    killed = process(workers)
    killed.kill()
    killed.join()
    assert still_works(workers)


def test_a_worker_that_stands_still_is_ended_at_the_time_limit(hasty: Workers) -> None:
    """Though it can do nothing for that itself."""
    assert works_in_the_end(hasty)
    os.kill(process(hasty).pid, signal.SIGSTOP)
    with pytest.raises(QueryTooSlow):
        ask(hasty, "ASK {}")
    assert works_in_the_end(hasty)


def test_a_worker_that_cannot_start_is_told(small: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    """The asker may come again; when there is memory again, the query works."""

    def no_memory(_: object) -> None:
        raise OSError(12, "Cannot allocate memory")

    made = Workers(small.store, Limits(PATIENCE, 100, 10, 1), processes=1)
    with monkeypatch.context() as patched:
        patched.setattr(multiprocessing.get_context("spawn").Process, "start", no_memory)
        with pytest.raises(QueryBusy, match="No process can be started"):
            ask(made, "ASK {}")
    assert still_works(made)
    made.close()


def test_a_worker_that_fails_to_load_is_told(small: Data) -> None:
    """It ends before it is ready: no query waits for it."""
    made = Workers(small.store, Limits(PATIENCE, 100, 10, 1), processes=1)
    made._crew._make = partial(_Worker, b"no quads", Limits(PATIENCE, 100, 10, 1))
    with pytest.raises(QueryBusy, match="No process can be started"):
        ask(made, "ASK {}")
    made.close()


def test_a_query_that_ends_the_engine_is_refused(workers: Workers) -> None:
    """Past the guard, brackets without end overflow the stack of the worker, not of the portal."""
    with pytest.raises(QueryRefused, match="too deep"):
        workers.answer(Guarded("ASK " + "{" * 400_000, Form.ASK, names_dataset=False), Dataset(), RESULT_JSON)
    assert still_works(workers)


STARTS = """
import sys
from pathlib import Path
from portal.graph.formats import RESULT_JSON
from portal.graph import turns
from portal.graph import workers as pool
from portal.graph.guard import guard
from portal.graph.store import Store
from portal.graph.workers import Dataset, Limits, Workers
if __name__ == "__main__":
    workers = Workers(Store(), Limits(60, 100, 10, 1), 1)
    workers.answer(guard("ASK {}", characters=99, depth=9), Dataset(), RESULT_JSON)
    print(workers._crew._idle[0]._process.pid, flush=True)
    sys.stdin.read()
"""


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    """However the server ends, no process is left."""
    script = tmp_path / "starts.py"
    script.write_text(STARTS, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        worker = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()
    ended, _, _ = select.select([worker], [], [], PATIENCE)
    os.close(worker)
    assert ended


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT ?x { BIND('a\\rb' AS ?x) }", RESULT_XML),
        ("CONSTRUCT { <a:s> <a:p#q> ?x } { BIND('a\\rb' AS ?x) }", RDF_XML),
    ],
)
def test_a_carriage_return_stays_one_in_xml(workers: Workers, query: str, form: Format) -> None:
    """A reader of XML takes a bare one for a line end."""
    root = ElementTree.fromstring(ask(workers, query, form))  # noqa: S314 - our own text
    assert "a\rb" in {each.text for each in root.iter()}


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("CONSTRUCT { <a:s> <http://a.test/1> 1 } {}", RDF_XML),
        ("CONSTRUCT { <a:s> <a:p> ?x } { BIND('\\u0001' AS ?x) }", RDF_XML),
        ("SELECT ?x { BIND('\\uFFFE' AS ?x) }", RESULT_XML),
    ],
)
def test_what_cannot_be_written_as_xml_is_said(workers: Workers, query: str, form: Format) -> None:
    """No broken file goes out; another format is named, and has it."""
    with pytest.raises(NotWritable, match="Ask for application/"):
        ask(workers, query, form)
    assert ask(workers, query, N_TRIPLES if form is RDF_XML else RESULT_JSON)


def test_chance_and_time_are_told(workers: Workers) -> None:
    """Their answers must not be kept."""
    formats = {Form.SELECT: RESULT_JSON}
    assert workers.ask("SELECT (NOW() AS ?n) {}", Dataset(), formats).changing
    assert not workers.ask("SELECT ('NOW()' AS ?n) {}", Dataset(), formats).changing


def test_a_worker_gives_way_to_pages(workers: Workers) -> None:
    """The system gives it a tenth where others want the processor too."""
    assert still_works(workers)
    assert os.getpriority(os.PRIO_PROCESS, process(workers).pid) == min(19, os.getpriority(os.PRIO_PROCESS, 0) + 10)


PROBE = """
import socket, sys
from portal.graph import worker
worker._open_no_more()
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
    found = subprocess.run([sys.executable, "-c", PROBE, str(file)], capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert found.stdout.splitlines() == ["Too many open files"] * 2


def test_workers_end_when_they_are_closed(small: Data) -> None:
    """No process is left, and closing twice does no harm."""
    before = set(multiprocessing.active_children())
    made = Workers(small.store, Limits(PATIENCE, 100, 10, 1), processes=1)
    assert still_works(made)
    mine = set(multiprocessing.active_children()) - before
    made.close()
    made.close()
    assert mine
    assert not any(process.is_alive() for process in mine)


def test_turtle_carries_our_prefixes(workers: Workers) -> None:
    """A graph is written for people."""
    assert b"@prefix kierre:" in ask(workers, "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", TURTLE)


def test_a_time_limit_that_is_met_with_the_answer_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is being ended is not given back as one that lives: the next query would be told that it is too slow."""

    class Late:
        """As a timer that has begun its work when it is cancelled."""

        def __init__(self, _: float, act: Any) -> None:
            self.join = act

        def start(self) -> None:
            """Begin to wait."""

        cancel = start

    worker = _Worker.__new__(_Worker)
    worker.stopped, worker._process = False, multiprocessing.Process()
    monkeypatch.setattr(worker._process, "kill", lambda: None)
    monkeypatch.setattr(pool, "Timer", Late)
    with worker._at_most(PATIENCE):
        pass
    assert worker.stopped


def test_an_end_that_another_thread_has_just_seen_is_waited_for() -> None:
    """With what the process ended is known a moment later; else a query that met the memory limit is told to come again."""
    codes = iter([None, None])

    class Ended:
        """As a process that another thread has waited for."""

        def join(self, _: float) -> None:
            """Say nothing."""

        @property
        def exitcode(self) -> int | None:
            """What is known."""
            return next(codes, -signal.SIGABRT)

    worker = _Worker.__new__(_Worker)
    worker._process = Ended()  # type: ignore[assignment]
    assert worker.exit_code == -signal.SIGABRT


def test_who_waits_for_a_new_worker_takes_one_that_becomes_free(workers: Workers) -> None:
    """A new one may take long to start."""
    assert still_works(workers)
    crew, taken = workers._crew, list[_Worker]()
    free = crew.take()
    crew._replacing = 1
    waiting = threading.Thread(target=lambda: taken.append(crew.take()))
    waiting.start()
    while not crew._changed._waiters:  # type: ignore[attr-defined]
        threading.Event().wait(0.005)
    crew.give_back(free)
    waiting.join()
    crew._replacing = 0
    assert taken == [free]
    crew.give_back(free)
