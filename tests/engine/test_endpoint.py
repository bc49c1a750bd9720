"""HTTP to an engine: addresses, ways to be let in, limits, and every way in which an answer can fail."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import IO

import pytest

from portal.errors import EngineError, EngineRefusal, EngineTooLarge, EngineTooSlow
from portal.graph.endpoint import Address, Endpoint, address_of
from portal.settings import Settings

PATIENCE = 120
Make = Callable[[Callable[[IO[bytes]], None]], str]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"


def says(data: bytes) -> Callable[[IO[bytes]], None]:
    """A server that says this and hangs up."""
    return lambda out: out.write(data) and None


def ask(url: str, *, seconds: float = PATIENCE, most: int = 1000) -> bytes:
    """The whole answer of a server to a query."""
    with Endpoint(Address(url, connect=PATIENCE)).query("ASK {}", "*/*", ["http://x/g"], seconds=seconds, most=most) as answer:
        return bytes(answer.readall() or b"")


@pytest.fixture
def held() -> Iterator[threading.Event]:
    """What a server waits for that never answers; it comes at the end of the test."""
    event = threading.Event()
    yield event
    event.set()


STORES = {
    "http://x/query": "http://x/store",
    "http://x/query?timeout=3": "http://x/store",
    "http://x:7200/repositories/kierre": "http://x:7200/repositories/kierre/rdf-graphs/service",
}


@pytest.mark.parametrize("query", STORES)
def test_the_graph_store_is_guessed(query: str) -> None:
    """For Oxigraph, and for RDF4J and GraphDB."""
    assert Address(query).graphs == STORES[query]


def test_what_cannot_be_guessed_names_its_setting() -> None:
    """So that it can be set."""
    with pytest.raises(EngineError, match="KIERRE_STORE_GRAPHS"):
        _ = Address("http://x/sparql").graphs
    assert Address("http://x/sparql", "http://x/crud").graphs == "http://x/crud"


def test_secrets_are_never_shown() -> None:
    """Neither in the settings nor in the address, nor in what is said of it."""
    settings = Settings(store="http://u:secret@x:9/query?key=secret", store_password="secret", store_header="A: secret")  # noqa: S106
    address = address_of(settings)
    assert address.shown == "http://x:9/query"
    assert "secret" not in repr(settings).replace(settings.store, "") + repr(address)


@pytest.mark.parametrize(
    ("settings", "header"),
    [({"user": "anna", "password": "ä"}, "Basic YW5uYTrDpA=="), ({"header": "Authorization: Bearer t"}, "Bearer t")],
)
def test_one_is_let_in_by_password_or_header(settings: dict[str, str], header: str) -> None:
    """Whichever the settings name."""
    assert Endpoint(Address("http://x/query", **settings))._pool.headers["Authorization"] == header


def test_a_whole_answer_is_read(odd_engine: Make) -> None:
    """Of a known length, in chunks, and up to the end of the connection."""
    for tail in (b"Content-Length: 2\r\n\r\nok", b"Transfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n", b"\r\nok"):
        assert ask(odd_engine(says(HEAD + tail))) == b"ok"


@pytest.mark.parametrize(
    "tail",
    [
        b"Content-Length: 20\r\n\r\nhalf",
        b"Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids=["length", "chunks", "garbage"],
)
def test_an_answer_that_is_cut_off_is_an_error(odd_engine: Make, tail: bytes) -> None:
    """Half an answer is none."""
    with pytest.raises(EngineError, match="broke off"):
        ask(odd_engine(says(HEAD + tail)))


def test_no_http_at_all_is_an_error(odd_engine: Make) -> None:
    """A server that hangs up, or speaks something else."""
    for data in (b"", b"\x00\x01garbage\r\n\r\n"):
        with pytest.raises(EngineError):
            ask(odd_engine(says(data)))


def test_an_engine_that_is_not_there_is_an_error() -> None:
    """The sentence names its address, and nothing that is secret."""
    with pytest.raises(EngineError, match=r"The engine at http://127.0.0.1:1/query cannot be reached\."):
        ask("http://127.0.0.1:1/query?key=secret")


def test_an_engine_that_does_not_answer_in_time_is_given_up(odd_engine: Make, held: threading.Event) -> None:
    """Before the head, and after it."""
    for said in (b"", HEAD + b"\r\n{"):

        def stuck(out: IO[bytes], said: bytes = said) -> None:
            out.write(said)
            out.flush()
            held.wait()

        with pytest.raises(EngineTooSlow):
            ask(odd_engine(stuck), seconds=0.1)


def test_an_engine_that_answers_drop_by_drop_is_given_up(odd_engine: Make, held: threading.Event) -> None:
    """The limit is for the whole answer, not for each byte of it."""

    def dripping(out: IO[bytes]) -> None:
        out.write(HEAD + b"\r\n")
        while not held.wait(0.01):
            out.write(b" ")
            out.flush()

    with pytest.raises(EngineTooSlow):
        ask(odd_engine(dripping), seconds=0.1)


def test_an_engine_that_sends_too_much_is_stopped(odd_engine: Make) -> None:
    """While it comes, not after it has filled the memory."""
    with pytest.raises(EngineTooLarge):
        ask(odd_engine(says(HEAD + b"\r\n" + b"x" * 1001)))


@pytest.mark.parametrize("status", [b"401 Unauthorized", b"403 Forbidden"])
def test_an_engine_that_lets_nobody_in_names_the_settings(odd_engine: Make, status: bytes) -> None:
    """For those who run it."""
    with pytest.raises(EngineError, match="KIERRE_STORE_PASSWORD"):
        ask(odd_engine(says(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")))


def test_a_refusal_carries_what_the_engine_said(odd_engine: Make) -> None:
    """Its status, and its own words where they are plain text: a page of HTML is no sentence."""
    for kind, said in ((b"text/plain", "no such thing"), (b"text/html", "")):
        head = b"HTTP/1.1 400 Bad Request\r\nContent-Type: " + kind + b"\r\n\r\n"
        with pytest.raises(EngineRefusal) as caught:
            ask(odd_engine(says(head + b"no such\nthing")))
        assert (caught.value.status, caught.value.said) == (400, said)


def test_an_engine_cannot_send_us_elsewhere(odd_engine: Make) -> None:
    """A redirection is not followed."""
    with pytest.raises(EngineRefusal, match="302"):
        ask(odd_engine(says(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")))


def test_a_part_of_an_answer_that_says_so_is_none(odd_engine: Make) -> None:
    """Virtuoso answers 200 with what it has found in its time, and says so in a header."""
    with pytest.raises(EngineTooSlow):
        ask(odd_engine(says(HEAD + b"X-SQL-State: S1TAT\r\nContent-Length: 2\r\n\r\nok")))


def test_a_connection_is_kept_and_used_again(odd_engine: Make) -> None:
    """The server sees a second request on the same connection only when the first was read to its end."""
    answered: list[int] = []

    def twice(out: IO[bytes]) -> None:
        answered.append(1)
        out.write(HEAD + b"Content-Length: 2\r\n\r\nok")

    endpoint = Endpoint(Address(odd_engine(twice), connect=PATIENCE, read=PATIENCE))
    for _ in range(2):  # the server hangs up after each answer, so the second goes over a connection that is dead
        with endpoint.query("ASK {}", "*/*", ["http://x/g"]) as answer:
            assert answer.readall() == b"ok"
    assert len(answered) == 2
