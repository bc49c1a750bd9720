"""Request bodies: slow, large and many ones harm nobody else."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from portal.web.bodies import Bodies

Environ = dict[str, Any]


def echo(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """An application that says what it received."""
    start_response("200 OK", [])
    return [environ["CONTENT_LENGTH"].encode(), b" ", environ["wsgi.input"].read()]


def ask(application: Bodies, stream: object = None, method: str = "POST", **headers: str) -> tuple[str, bytes]:
    """Status and body of an answer."""
    statuses: list[str] = []
    environ = {"REQUEST_METHOD": method, "wsgi.input": stream or io.BytesIO(), **headers}
    body = b"".join(application(environ, lambda status, _headers: statuses.append(status)))
    return statuses[0], body


class Silent:
    """A sender that has nothing to say until it is let go; `heard` counts those who listen."""

    def __init__(self) -> None:
        self.gone, self.heard = threading.Event(), threading.Semaphore(0)

    def read(self, _: int) -> bytes:
        """Wait."""
        self.heard.release()
        self.gone.wait()
        return b""


@pytest.fixture
def silent() -> Iterator[Silent]:
    """A sender that falls silent, and hangs up at the end of the test."""
    made = Silent()
    yield made
    made.gone.set()


def test_a_body_arrives_whole() -> None:
    """With its length."""
    assert ask(Bodies(echo), io.BytesIO(b"abc"), CONTENT_LENGTH="3") == ("200 OK", b"3 abc")


def test_half_a_body_is_none() -> None:
    """Its sender has hung up; nothing is asked in his name."""
    assert ask(Bodies(echo), io.BytesIO(b"ab"), CONTENT_LENGTH="3")[0] == "400 Bad Request"


def test_a_body_in_chunks_arrives_whole() -> None:
    """Its length is known when it is all there."""
    assert ask(Bodies(echo), io.BytesIO(b"abc"), HTTP_TRANSFER_ENCODING="chunked") == ("200 OK", b"3 abc")


def test_the_body_of_a_get_is_not_waited_for(silent: Silent) -> None:
    """It asks nothing."""
    assert ask(Bodies(echo), silent, "GET", CONTENT_LENGTH="3") == ("200 OK", b"0 ")


def test_a_body_that_is_far_too_large_is_not_read() -> None:
    """The application learns its length, and refuses it."""
    assert ask(Bodies(echo, most_bytes=10), silent_but_empty(), CONTENT_LENGTH="41") == ("200 OK", b"41 ")


def test_a_body_that_is_somewhat_too_large_is_taken_in_and_thrown_away() -> None:
    """So that its sender, who listens only afterwards, hears why it was refused."""
    stream = io.BytesIO(b"x" * 40)
    assert ask(Bodies(echo, most_bytes=10), stream, CONTENT_LENGTH="40") == ("200 OK", b"40 ")
    assert stream.read() == b""


def silent_but_empty() -> io.BytesIO:
    """A stream that must not be read."""
    stream = io.BytesIO()
    stream.close()
    return stream


def test_a_body_in_chunks_is_read_to_a_byte_over_the_limit() -> None:
    """So that the application can refuse it."""
    assert ask(Bodies(echo, most_bytes=3), io.BytesIO(b"abcdefgh"), HTTP_TRANSFER_ENCODING="chunked")[1] == b"4 abcd"


@pytest.mark.parametrize("length", ["abc", "-1", "1e3", "٣"])
def test_a_length_that_is_no_number_is_refused(length: str) -> None:
    """Before anything is read."""
    assert ask(Bodies(echo), silent_but_empty(), CONTENT_LENGTH=length)[0] == "400 Bad Request"


def test_a_sender_that_falls_silent_is_given_up(silent: Silent) -> None:
    """After its time, with a sentence."""
    status, body = ask(Bodies(echo, seconds=0.05), silent, CONTENT_LENGTH="3")
    assert status == "408 Request Timeout"
    assert json.loads(body)["detail"] == "The request did not arrive whole within 0.05 seconds."


def test_only_a_few_bodies_are_waited_for_at_once(silent: Silent) -> None:
    """The ninth is told so at once, and a request without a body is answered."""
    application = Bodies(echo, seconds=60)
    threads = [threading.Thread(target=ask, args=(application, silent), kwargs={"CONTENT_LENGTH": "3"}) for _ in range(8)]
    for thread in threads:
        thread.start()
    for _ in threads:
        silent.heard.acquire()
    assert ask(application, io.BytesIO(b"abc"), CONTENT_LENGTH="3")[0] == "503 Service Unavailable"
    assert ask(application, method="GET", CONTENT_LENGTH="3")[0] == "200 OK"
    silent.gone.set()
    for thread in threads:
        thread.join()


def test_silent_senders_are_bounded_too(silent: Silent) -> None:
    """Those who were given up count until they hang up."""
    application = Bodies(echo, seconds=0.001)
    statuses = [ask(application, silent, CONTENT_LENGTH="3")[0] for _ in range(65)]
    assert statuses[-2:] == ["408 Request Timeout", "503 Service Unavailable"]
