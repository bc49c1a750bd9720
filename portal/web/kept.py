"""Finished answers, kept in front of Flask: a page that was made once for a data version is sent again without being made again.

An answer is kept when it says so itself, by an ETag: then it depends only on data version, software version, path, query string,
accepted type and encoding, and at most on the day: pages, data, and answers to queries sent by GET. Redirects, errors and numbers
of the moment have none and pass through.
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
from werkzeug.http import parse_accept_header, parse_etags

from portal.web.today import today

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Headers = list[tuple[str, str]]

_MEGABYTE = 1024 * 1024
_COMPRESSED = (
    "text/",
    "application/ld+json",
    "application/n-",
    "application/rdf+xml",
    "application/json",
    "application/xml",
    "application/gexf+xml",
    "application/graphml+xml",
    "image/svg+xml",
)
_NEGOTIATED = ("/id/", "/statement/", "/ontology", "/sparql", "/api/")
_SMALL = 500
_LONGEST_KEY = 1000  # characters: an answer to a longer question is not kept, so that questions cannot fill the store


@dataclass(frozen=True)
class Answer:
    """A finished answer in one encoding."""

    status: str
    headers: Headers
    body: bytes
    etag: str


class Kept:
    """A WSGI application that keeps the finished answers of another, the least recently asked out first."""

    def __init__(self, application: Callable[..., Iterable[bytes]], megabytes: int) -> None:
        self._application = application
        self._answers: LRUCache[tuple[str, ...], Answer] = LRUCache(
            megabytes * _MEGABYTE, getsizeof=lambda answer: len(answer.body) + 2 * _LONGEST_KEY
        )
        self._lock = Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request: from what is kept, or by asking the application."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._application(environ, start_response)
        encoding = _encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        key = (today().isoformat(), *_key(environ, encoding))
        with self._lock:
            answer = self._answers.get(key)
        if answer is None:
            made = self._make(environ, encoding)
            if not made.etag:
                return _send(made, environ, start_response)
            answer = made
            with self._lock:
                if len(answer.body) < self._answers.maxsize // 4 and sum(map(len, key)) <= _LONGEST_KEY:
                    self._answers[key] = answer
        return _send(answer, environ, start_response)

    def _make(self, environ: Environ, encoding: str) -> Answer:
        """Return the answer of the application, compressed; its `etag` is empty when it must not be kept."""
        caught: list[tuple[str, Headers]] = []
        asked = {
            name: value
            for name, value in environ.items()
            if name not in {"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"}
        }
        chunks = self._application(
            {**asked, "REQUEST_METHOD": "GET"}, lambda status, headers, _error=None: caught.append((status, headers))
        )
        try:
            body = b"".join(chunks)
        finally:
            close = getattr(chunks, "close", None)
            if close:
                close()
        status, headers = caught[-1]
        named = {name.lower(): value for name, value in headers}
        etag = named.get("etag", "").strip('"') if status.startswith("200") else ""
        if encoding and len(body) > _SMALL and named.get("content-type", "").startswith(_COMPRESSED):
            body = brotli.compress(body, quality=5) if encoding == "br" else gzip.compress(body, 6, mtime=0)
            etag = f"{etag}-{encoding}" if etag else ""
            headers = [*headers, ("Content-Encoding", encoding)]
        left = [(name, value) for name, value in headers if name.lower() not in {"content-length", "etag", "vary"}]
        vary = {part.strip() for part in named.get("vary", "").split(",") if part.strip()} | {"Accept-Encoding"}
        left += [("Vary", ", ".join(sorted(vary))), *([("ETag", f'"{etag}"')] if etag else [])]
        left.append(("Content-Length", str(len(body))))
        return Answer(status, left, body, etag)


@lru_cache(maxsize=256)
def _encoding(header: str) -> str:
    """Return the encoding to send for an Accept-Encoding header: br, gzip or none."""
    accepted = parse_accept_header(header)
    return next((each for each in ("br", "gzip") if accepted.quality(each) > 0), "")


def _key(environ: Environ, encoding: str) -> tuple[str, ...]:
    path = environ.get("PATH_INFO", "")
    accept = environ.get("HTTP_ACCEPT", "") if path.startswith(_NEGOTIATED) else ""
    return path, environ.get("QUERY_STRING", ""), encoding, accept


def _send(answer: Answer, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Send an answer; only its headers to HEAD, only 304 to a client that has it."""
    has = environ.get("HTTP_IF_NONE_MATCH")
    if has and answer.etag and answer.etag in parse_etags(has):
        kept = {"etag", "vary", "cache-control", "content-security-policy", "access-control-allow-origin"}
        start_response("304 NOT MODIFIED", [(name, value) for name, value in answer.headers if name.lower() in kept])
        return []
    start_response(answer.status, answer.headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]
