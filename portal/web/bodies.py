"""Request bodies, read in front of Flask: few at a time, each in bounded time and size, so that pages always find a thread."""

from __future__ import annotations

import contextlib
import io
import json
import threading
from collections.abc import Callable, Iterable
from threading import BoundedSemaphore
from typing import Any

Environ = dict[str, Any]
StartResponse = Callable[..., Any]

MOST_BYTES = 1024 * 1024
_AT_ONCE = 8  # bodies that threads of the server wait for
_LINGERING = (
    64  # bodies that are waited for at all: one whose sender falls silent is given up, but keeps its reader until it hangs up
)
_SECONDS = 10
_PASSED_OVER = 4  # so many times what is read is taken in and thrown away, so that the sender hears why


class Bodies:
    """A WSGI application that gives another only requests whose body has arrived whole."""

    def __init__(
        self, application: Callable[..., Iterable[bytes]], most_bytes: int = MOST_BYTES, seconds: float = _SECONDS
    ) -> None:
        self._application, self._most, self._seconds = application, most_bytes, seconds
        self._at_once, self._lingering = BoundedSemaphore(_AT_ONCE), BoundedSemaphore(_LINGERING)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request; 408 or 503 when its body is too slow or one too many. One that is too large Flask itself refuses."""
        length, chunked = environ.get("CONTENT_LENGTH") or "0", "HTTP_TRANSFER_ENCODING" in environ
        if not chunked and length == "0":
            return self._application(environ, start_response)
        if environ["REQUEST_METHOD"] in {"GET", "HEAD", "OPTIONS"}:  # what is no question of ours is not waited for
            return self._application({**environ, "wsgi.input": io.BytesIO(), "CONTENT_LENGTH": "0"}, start_response)
        if not chunked and not (length.isascii() and length.isdigit()):
            return refuse(start_response, "400 Bad Request", "The header Content-Length holds no number.")
        if int(length if not chunked else 0) > self._most:
            if int(length) <= _PASSED_OVER * self._most:  # most senders listen only when they have sent all
                self._pass_over(environ["wsgi.input"])
            return self._application({**environ, "wsgi.input": io.BytesIO()}, start_response)
        if not self._at_once.acquire(blocking=False):
            return _busy(start_response)
        try:
            body = self._read(environ["wsgi.input"])
        except BlockingIOError:
            return _busy(start_response)
        except TimeoutError:
            return refuse(
                start_response, "408 Request Timeout", f"The request did not arrive whole within {self._seconds:g} seconds."
            )
        finally:
            self._at_once.release()
        if not chunked and len(body) < int(length):  # the sender has hung up; half a query is none
            return refuse(start_response, "400 Bad Request", "The request did not arrive whole.")
        # granian does not tell when a body in chunks was cut off or malformed, unless it is read without bounds: it passes as whole
        whole = {**environ, "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        whole.pop("HTTP_TRANSFER_ENCODING", None)
        return self._application(whole, start_response)

    def _pass_over(self, stream: Any) -> None:  # noqa: ANN401
        """Take in a body that is too large, in the same bounds as one that is read."""
        if self._at_once.acquire(blocking=False):
            try:
                with contextlib.suppress(BlockingIOError, TimeoutError):
                    self._read(stream, _PASSED_OVER * self._most)
            finally:
                self._at_once.release()

    def _read(self, stream: Any, most: int = 0) -> bytes:  # noqa: ANN401 - the server's own kind of stream
        """Return the body, at most a byte more than allowed, or `most` bytes.

        Raises TimeoutError, and BlockingIOError when too many linger.
        """
        if not self._lingering.acquire(blocking=False):
            raise BlockingIOError
        found: list[bytes] = []

        def read() -> None:
            try:
                found.append(stream.read(most or self._most + 1))
            except OSError:  # the sender hung up: nobody waits for an answer
                found.append(b"")
            finally:
                self._lingering.release()

        reader = threading.Thread(target=read, name="request body", daemon=True)
        reader.start()
        reader.join(self._seconds)
        if not found:
            raise TimeoutError
        return found[0]


def _busy(start_response: StartResponse) -> Iterable[bytes]:
    said = "Too many requests are being received. Send yours again in a few seconds."
    return refuse(start_response, "503 Service Unavailable", said, ("Retry-After", "3"))


def refuse(start_response: StartResponse, status: str, sentence: str, *headers: tuple[str, str]) -> Iterable[bytes]:
    """Answer a request that nobody looks into further with a problem (RFC 9457), and hang up: what is left of it is not read."""
    code, _, title = status.partition(" ")
    body = json.dumps({"type": "about:blank", "title": title, "status": int(code), "detail": sentence}).encode()
    start_response(
        status,
        [
            ("Content-Type", "application/problem+json"),
            ("Content-Length", str(len(body))),
            ("Connection", "close"),
            ("Access-Control-Allow-Origin", "*"),
            ("X-Content-Type-Options", "nosniff"),
            *headers,
        ],
    )
    return [body]
