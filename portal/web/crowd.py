"""Strangers' queries come in one by one: so many at a time, and whoever comes beyond them is told so before anything is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import BoundedSemaphore
from typing import Any

from portal.web.bodies import StartResponse, refuse
from portal.web.kept import note

_ENDPOINT = "/sparql"
_SAID = "Too many queries are being asked at once. Send yours again in a few seconds."


class Crowd:
    """A WSGI application that lets only so many ask the endpoint of another at once; a refusal costs next to nothing."""

    def __init__(self, application: Callable[..., Iterable[bytes]], most: int) -> None:
        self._application, self._inside = application, BoundedSemaphore(most)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request; 503 when it is one too many for the endpoint."""
        if environ.get("PATH_INFO", "").rstrip("/") != _ENDPOINT:
            return self._application(environ, start_response)
        if not self._inside.acquire(blocking=False):
            note(environ, "limit", "busy")
            return refuse(start_response, "503 Service Unavailable", _SAID, ("Retry-After", "3"))
        try:
            return self._application(environ, start_response)
        finally:
            self._inside.release()
