"""Headers that say what a client would like are read up to a length only: a list of thousands of wishes would take a second."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

LONGEST = 4000  # characters; browsers and libraries send a few hundred
_WISHES = ("HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE", "HTTP_IF_NONE_MATCH")


class Bounded:
    """A WSGI application that gives another only what can be read in a moment: a longer wish is as none, as HTTP allows."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request without those of these headers that are too long."""
        long = [name for name in _WISHES if len(environ.get(name, "")) > LONGEST]
        return self._application({name: value for name, value in environ.items() if name not in long}, start_response)
