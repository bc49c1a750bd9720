"""What a request says, as it is passed on: to a host, by one address for one thing, and with wishes that are read in a moment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from portal.web.bodies import refuse

LONGEST = 4000  # characters; browsers and libraries send a few hundred
_WISHES = ("HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE", "HTTP_IF_NONE_MATCH")
_HOST = re.compile(r"[\w.~%!$&'()*+;=:\[\]-]+", re.ASCII)  # without `,`, by which a server joins the values of two headers


class Bounded:
    """A WSGI application that gives another only what can be read in a moment: a longer wish is as none, as HTTP allows."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request without those of these headers that are too long; 400 without a host (RFC 9112, 3.2).

        What is kept and counted goes by the address, so slashes at its beginning are one.
        """
        host, path = environ.get("HTTP_HOST", ""), environ.get("PATH_INFO", "")
        if not _HOST.fullmatch(host) and (host or environ.get("SERVER_PROTOCOL") == "HTTP/1.1"):
            return refuse(start_response, "400 Bad Request", "The header Host holds no name of a host.")
        long = [name for name in _WISHES if len(environ.get(name, "")) > LONGEST]
        short = {name: value for name, value in environ.items() if name not in long}
        return self._application({**short, "PATH_INFO": re.sub("^/+", "/", path)}, start_response)
