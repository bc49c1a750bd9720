"""Counts and logs each request, from outside: by the rule of its address, never by the address itself."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import flask
from werkzeug.exceptions import HTTPException

from portal.log import REQUESTS
from portal.measure import UNSEEN
from portal.web.kept import NOTED, Kept
from portal.web.measures import Measures

Environ = dict[str, Any]
UNKNOWN = "unknown"
_ENDPOINT = "/sparql"
log = logging.getLogger(REQUESTS)


class Observed:
    """A WSGI application that counts and logs what another answers."""

    def __init__(self, application: Callable[..., Iterable[bytes]], app: flask.Flask, kept: Kept, measures: Measures) -> None:
        self._application, self._kept, self._measures = application, kept, measures
        self._rules = app.url_map.bind("localhost")
        self._version = app.extensions["kierre"].version

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request, and count it when it is made."""
        if UNSEEN in environ:
            return self._application(environ, start_response)
        began = time.perf_counter()
        noted = environ[NOTED] = {}
        status: list[str] = []

        def start(said: str, headers: list[tuple[str, str]], *more: object) -> object:
            status.append(said)
            return start_response(said, headers, *more)

        asks = environ.get("PATH_INFO", "").endswith(_ENDPOINT)
        if asks:
            self._measures.queries.inc()
        try:
            chunks = self._application(environ, start)
        finally:
            if asks:
                self._measures.queries.dec()

        def done(size: int) -> None:
            self._note(environ, noted, int(status[-1][:3]), size, time.perf_counter() - began)

        if isinstance(chunks, list):  # finished
            done(sum(map(len, chunks)))
            return chunks
        return _Counted(chunks, done)

    def _note(self, environ: Environ, noted: dict[str, str], status: int, size: int, seconds: float) -> None:
        rule, kind = self._rule(environ)
        self._measures.requests.labels(kind, f"{status // 100}xx").inc()
        self._measures.seconds.labels(kind).observe(seconds)
        if "kept" in noted:
            self._measures.kept.labels(noted["kept"]).inc()
            self._measures.kept_bytes.set(self._kept.size)
        if "limit" in noted:
            self._measures.limits.labels(noted["limit"]).inc()
        if log.isEnabledFor(logging.INFO):
            method = environ["REQUEST_METHOD"] if rule != UNKNOWN else UNKNOWN  # a method may be any word
            fields = {"event": "request", "method": method, "route": rule, "status": status, "bytes": size}
            fields |= {"milliseconds": round(seconds * 1000, 1), "data": self._version}
            log.info("%s %s %d %d B %.1f ms", method, rule, status, size, seconds * 1000, extra={"fields": fields})

    def _rule(self, environ: Environ) -> tuple[str, str]:
        """Return the rule of a request's address, and the kind of answer that it names: that of the view."""
        try:
            rule, _ = self._rules.match(environ.get("PATH_INFO", ""), environ["REQUEST_METHOD"], return_rule=True)
        except HTTPException:
            return UNKNOWN, UNKNOWN
        return rule.rule, str(rule.endpoint).split(".")[0]


class _Counted:
    """Hands chunks on, and tells their size once: after the last, or when nobody wants more."""

    def __init__(self, chunks: Iterable[bytes], done: Callable[[int], None]) -> None:
        self._chunks, self._done, self._size, self._told = chunks, done, 0, False

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self._size += len(chunk)
            yield chunk
        self._tell()

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            self._done(self._size)

    def close(self) -> None:
        """End the answer."""
        close = getattr(self._chunks, "close", None)
        if close:
            close()
        self._tell()
