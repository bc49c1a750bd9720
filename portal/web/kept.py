"""Finished answers, kept in front of Flask: a page that was made once for a data version is sent again without being made again.

An answer is kept when it says so itself, by an ETag: then it depends only on data version, software version, public address or
host, path, query string, accepted type and encoding, and at most on the day: pages, data, and answers to queries sent by GET.
Redirects, errors and numbers of the moment have none and pass through.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

import brotli
from cachetools import LRUCache
from werkzeug.http import parse_accept_header, parse_date, parse_etags

from portal.web.bodies import refuse
from portal.web.streamed import Streamed
from portal.web.today import today

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Headers = list[tuple[str, str]]

NOTED = "kierre.noted"  # where what is to be counted of a request is noted: `kept`, `limit`
_MEGABYTE = 1024 * 1024
_COMPRESSED = (
    "text/",
    "application/ld+json",
    "application/sparql-results+",
    "application/trig",
    "application/n-",
    "application/rdf+xml",
    "application/json",
    "application/xml",
    "application/gexf+xml",
    "application/graphml+xml",
    "image/svg+xml",
)
_NEGOTIATED = ("/id/", "/statement/", "/ontology", "/sparql", "/api/")
_FILES = ("/download/kierre.", "/download/releases/")  # kept as files already, and sent in parts to those who ask
_SMALL, _LARGE = 500, 1_000_000  # bytes
_CONDITIONS = {"HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"}  # asked of the whole answer, here
_ANOTHER = "What you ask for is no longer the version that If-Match names. Ask again without If-Match."
_LONGEST_KEY = 1000  # characters: an answer to a longer question is not kept, so that questions cannot fill the store


def note(environ: Environ, name: str, value: str) -> None:
    """Note something of a request that is to be counted, where somebody counts."""
    if NOTED in environ:
        environ[NOTED][name] = value


@dataclass(frozen=True)
class Answer:
    """A finished answer in one encoding; a large one is no body but sent bit by bit, once, and never kept."""

    status: str
    headers: Headers
    body: bytes
    etag: str
    streamed: Streamed | None = None


class Kept:
    """A WSGI application that keeps the finished answers of another, the least recently asked out first."""

    def __init__(self, application: Callable[..., Iterable[bytes]], megabytes: int, *, by_host: bool = True) -> None:
        """Keep at most so many MB; by_host: answers may name the address by which they were asked for, so each host has its own."""
        self._application, self._by_host = application, by_host
        self._answers: LRUCache[tuple[str, ...], Answer] = LRUCache(
            megabytes * _MEGABYTE, getsizeof=lambda answer: len(answer.body) + 2 * _LONGEST_KEY
        )
        self._lock = Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request: from what is kept, or by asking the application."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or environ.get("PATH_INFO", "").startswith(_FILES):
            return self._application(environ, start_response)
        accepted = encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        host = environ["wsgi.url_scheme"] + "://" + environ.get("HTTP_HOST", "") if self._by_host else ""
        key = (today().isoformat(), host, *_key(environ, accepted))
        with self._lock:
            answer = self._answers.get(key)
        note(environ, "kept", "made" if answer is None else "sent again")
        if answer is None:
            made = self._make(environ, accepted)
            if not made.etag or made.streamed:
                return _send(made, environ, start_response)
            answer = made
            with self._lock:
                if len(answer.body) < self._answers.maxsize // 4 and sum(map(len, key)) <= _LONGEST_KEY:
                    self._answers[key] = answer
        return _send(answer, environ, start_response)

    @property
    def size(self) -> int:
        """Return the bytes that the kept answers take."""
        return int(self._answers.currsize)

    def _make(self, environ: Environ, accepted: str) -> Answer:
        """Return the answer of the application, compressed; its `etag` is empty when it must not be kept."""
        caught: list[tuple[str, Headers]] = []
        asked = {name: value for name, value in environ.items() if name not in _CONDITIONS}
        chunks = self._application(
            {**asked, "REQUEST_METHOD": "GET"}, lambda status, headers, _error=None: caught.append((status, headers))
        )
        if isinstance(chunks, Streamed):
            status, headers = caught[-1]
            return Answer(status, headers, b"", dict(headers).get("ETag", "").strip('"'), chunks)
        try:
            body = b"".join(chunks)
        finally:
            close = getattr(chunks, "close", None)
            if close:
                close()
        status, headers = caught[-1]
        named = {name.lower(): value for name, value in headers}
        etag = named.get("etag", "").strip('"') if status.startswith("200") else ""
        if accepted and len(body) > _SMALL and named.get("content-type", "").startswith(_COMPRESSED):
            body = _compressed(body, accepted)
            etag = f"{etag}-{accepted}" if etag else ""
            headers = [*headers, ("Content-Encoding", accepted)]
        left = [(name, value) for name, value in headers if name.lower() not in {"content-length", "etag", "vary"}]
        vary = {part.strip() for part in named.get("vary", "").split(",") if part.strip()} | {"Accept-Encoding"}
        left += [("Vary", ", ".join(sorted(vary))), *([("ETag", f'"{etag}"')] if etag else [])]
        left.append(("Content-Length", str(len(body))))
        return Answer(status, left, body, etag)


def _compressed(body: bytes, accepted: str) -> bytes:
    """Return a body in an encoding; a large one is no page, and must not keep the processor from pages."""
    hard = len(body) < _LARGE
    if accepted == "br":
        return brotli.compress(body, quality=5 if hard else 1)  # type: ignore[no-any-return]
    return gzip.compress(body, 6 if hard else 1, mtime=0)


@lru_cache(maxsize=256)
def encoding(header: str) -> str:
    """Return the encoding to send for an Accept-Encoding header, the one that it likes best: br, gzip or none."""
    accepted = parse_accept_header(header)
    best = max(("br", "gzip", "identity"), key=accepted.quality)
    return best if best != "identity" and accepted.quality(best) > 0 else ""


def _key(environ: Environ, encoding: str) -> tuple[str, ...]:
    path = environ.get("PATH_INFO", "")
    accept = environ.get("HTTP_ACCEPT", "") if path.startswith(_NEGOTIATED) else ""
    return path, environ.get("QUERY_STRING", ""), encoding, accept


def _send(answer: Answer, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Send an answer; only its headers to HEAD, only 304 to a client that has it, 412 to one that wants another."""
    if _is_another(answer, environ):
        _nothing_of(answer)
        return refuse(start_response, "412 Precondition Failed", _ANOTHER)
    if _is_known(answer, environ):
        kept = {"etag", "vary", "cache-control", "content-security-policy", "link"}
        kept |= {"access-control-allow-origin", "access-control-expose-headers"}
        start_response("304 NOT MODIFIED", [(name, value) for name, value in answer.headers if name.lower() in kept])
        return _nothing_of(answer)
    start_response(answer.status, answer.headers)
    if environ["REQUEST_METHOD"] == "HEAD":
        return _nothing_of(answer)
    return answer.streamed or [answer.body]


def _is_another(answer: Answer, environ: Environ) -> bool:
    wanted = environ.get("HTTP_IF_MATCH")
    return bool(wanted and answer.etag) and not parse_etags(wanted).contains(answer.etag)


def _is_known(answer: Answer, environ: Environ) -> bool:
    """Return whether the client has the answer: by its tag; by its date only where no tag is asked for (RFC 9110, 13.2.2)."""
    if has := environ.get("HTTP_IF_NONE_MATCH"):
        return bool(answer.etag) and parse_etags(has).contains_weak(answer.etag)
    since = parse_date(environ.get("HTTP_IF_MODIFIED_SINCE"))
    changed = parse_date(dict(answer.headers).get("Last-Modified"))
    return bool(since and changed and answer.etag) and changed <= since  # type: ignore[operator]


def _nothing_of(answer: Answer) -> Iterable[bytes]:
    if answer.streamed:
        answer.streamed.close()
    return []
