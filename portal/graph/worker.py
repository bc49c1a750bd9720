"""The inside of a process that answers strangers' queries: it loads the data, shuts its doors, and answers one query at a time."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import socket
import threading
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, cast

from portal.errors import QueryError, QuerySyntaxError, QueryTooLarge, QueryTooSlow
from portal.graph.calls import refuse_calls
from portal.graph.formats import RDF_XML, RESULT_XML, Format
from portal.graph.guard import Form, Guarded, guard
from portal.graph.store import Store
from portal.graph.written import MEGABYTE, Page, Part, Whole, Written, Xml, no_name

GRAPHS = {Form.CONSTRUCT, Form.DESCRIBE}
_NICE = 10  # a tenth of the processor where pages want it too
_STACK = 64 * MEGABYTE  # the engine goes a level deeper for each link of a chain; this bears all that the guard lets through


@dataclass(frozen=True)
class Limits:
    """What a query may use: seconds, MB above the worker's start, rows or triples of the answer, MB of the answer.

    characters, depth: the longest text and deepest nesting that is read.
    """

    seconds: float
    megabytes: int
    rows: int
    answer_megabytes: int
    characters: int = 100_000
    depth: int = 100


@dataclass(frozen=True)
class Dataset:
    """The graphs that the request names (SPARQL protocol): the default graph is their union; empty means all graphs."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A query with its dataset, and the format to answer each form of query in; None where none fits.

    query: a text, or what the guard has let through; encoding: br, gzip or none, in which a large answer is wanted; part: what is
    wanted of it, where not all is.
    """

    query: str | Guarded
    dataset: Dataset
    formats: Mapping[Form, Format | None]
    encoding: str = ""
    part: Part | None = None


@dataclass(frozen=True)
class Answer:
    """The whole answer in a format; None where none fits the form of the query. changing: whether the next may differ.

    body: its bytes; of a large one there are none here but in a file, which whoever takes the answer must close: so many bytes
    (size), compressed (encoding). rows, page: of a part, how much there is in all, and which page it is.
    """

    form: Form
    format: Format | None
    changing: bool
    body: bytes = b""
    file: int = -1
    size: int = 0
    encoding: str = ""
    rows: int = 0
    page: int = 1


def read(answer: Answer) -> bytes:
    """Return the bytes of an answer that is not compressed, and close its file."""
    if answer.file < 0:
        return answer.body
    with os.fdopen(answer.file, "rb") as file:
        file.seek(0)
        return file.read()


def work(connection: Connection, limits: Limits) -> None:
    """Load the data that comes first (N-Quads, compressed), say so, and answer the questions that come until there are no more."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the engine gives no turn to Python's own handler while it runs
    store = Store()
    try:
        store.add_quads(zlib.decompress(connection.recv_bytes()))
    except (EOFError, OSError):
        return
    sending = socket.socket(fileno=connection.fileno())
    file = no_name()  # for the next large answer; while a query runs, there is no descriptor to be had
    _bound(limits)
    os.nice(_NICE)  # pages come first; only now, so that a worker starts soon also on a busy machine
    connection.send(None)
    while True:
        try:
            question = connection.recv()
        except (EOFError, OSError):
            return
        found = _tried(store, limits, question, file)
        connection.send(found)
        if isinstance(found, Answer) and found.file >= 0:
            socket.send_fds(sending, [b"f"], [found.file])
        with suppress(OSError):
            os.close(file)
        no_name()  # takes the lowest free number, which is the same again


def end_with_parent() -> None:
    """End this process as soon as the one that started it has ended, however that was."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, name="end with parent", daemon=True).start()


def _bound(limits: Limits) -> None:
    """Take away this process's memory, files and connections."""
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    ceiling = size + limits.megabytes * MEGABYTE
    hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
    resource.setrlimit(resource.RLIMIT_STACK, (_STACK if hard == resource.RLIM_INFINITY else min(_STACK, hard), hard))
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a worker that meets the memory limit says so at length, to nobody's use
    _open_no_more()


def _open_no_more() -> None:
    """Let this process open no further file or connection.

    A new descriptor takes the lowest free number and that must lie below the limit, so the lowest free number is the limit. It is
    no lower than 8, because poll(2) fails for more descriptors than the limit, and this process waits for its own few with poll.
    """
    spare = [os.open(os.devnull, os.O_RDONLY) for _ in range(8)]
    limit = spare[-1] + 1
    for number in range(limit):
        try:
            os.fstat(number)
        except OSError:
            os.dup2(spare[0], number)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))


def _tried(store: Store, limits: Limits, question: Question, file: int) -> Answer | QueryError:
    """Return the answer, or what is wrong with the question."""
    try:
        return _answer(store, limits, question, file)
    except QueryError as error:
        return error
    except MemoryError:
        return too_much_memory(limits)
    except RuntimeError as error:  # the engine's word for a function that it does not know
        return unknown_function(str(error))
    except OSError as error:  # the doors are shut: past the guard, a query wanted to call somebody
        return QueryError(f"The query cannot be answered here: {error.strerror or error}.")


def _answer(store: Store, limits: Limits, question: Question, file: int) -> Answer:
    query, dataset = question.query, question.dataset
    if isinstance(query, str):
        query = guard(query, characters=limits.characters, depth=limits.depth)
    refuse_calls(query.text)
    text, union = query.text, not query.names_dataset

    def write(to: IO[bytes], form: Format) -> None:
        store.answer(text, form, to, limits.rows, dataset.default, dataset.named, union=union)

    return answered(query, question, limits, write, lambda: file)


def answered(
    query: Guarded,
    question: Question,
    limits: Limits,
    write: Callable[[IO[bytes], Format], None],
    file: Callable[[], int] = no_name,
) -> Answer:
    """Return the answer that `write` writes in a format, in a new file where it is large."""
    form = question.formats.get(query.form)
    if form is None:
        return Answer(query.form, None, query.changing)
    written = Written(limits.answer_megabytes, question.encoding, file)
    through = _through(written, question.part, form, graph=query.form in GRAPHS)
    try:
        write(cast(IO[bytes], through), form)
        through.end()
        body, end = written.end()
    except BaseException:
        written.drop()
        raise
    return Answer(query.form, form, query.changing, body, end, written.size, written.encoding, through.rows, through.page)


def _through(written: Written, part: Part | None, form: Format, *, graph: bool) -> Page | Xml | Whole:
    if form in {RDF_XML, RESULT_XML}:
        return Xml(written, form)
    return Page(written, part, graph=graph) if part else Whole(written)


def too_much_memory(limits: Limits) -> QueryTooLarge:
    """Return what is said of a query that met the memory limit."""
    return QueryTooLarge(
        f"The query needed more than {limits.megabytes} MB of memory and was stopped. Ask for less at a time.",
        "memory",
        limit="megabytes",
        value=limits.megabytes,
    )


def too_slow(limits: Limits) -> QueryTooSlow:
    """Return what is said of a query that met the time limit."""
    return QueryTooSlow(
        f"The query ran longer than {limits.seconds:g} seconds and was stopped. Add a more selective pattern, or LIMIT.",
        "time",
        limit="seconds",
        value=limits.seconds,
    )


def unknown_function(said: str) -> QuerySyntaxError:
    """Return what is said of a function that the engine does not know; it names the function between < and >."""
    name = said.partition("<")[2].partition(">")[0]
    if not name:
        return QuerySyntaxError(f"The query cannot be evaluated: {said}.", "the-query-cannot-be-read")
    return QuerySyntaxError(
        f"The function <{name}> is not known here. Use the functions of SPARQL 1.1.", "the-query-cannot-be-read", function=name
    )
