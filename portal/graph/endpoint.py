"""The one place where the graph layer speaks HTTP: a SPARQL endpoint and its graph store, pooled connections, time limits."""

from __future__ import annotations

import io
import time
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode, urlsplit

import urllib3
from urllib3.exceptions import HTTPError, ResponseError

from portal.errors import EngineError, EngineRefusal, EngineTooLarge, EngineTooSlow
from portal.settings import Settings

_CHUNK = 65_536
_CONNECTIONS = 32  # kept open: one for each thread of a serving process
_STORES = {"/query": "/store"}  # Oxigraph; for other engines, what their address must contain is below
_REPOSITORY = "/repositories/"  # RDF4J and GraphDB
_SAID = 2000  # characters of an engine's own words that are passed on
_AGAIN = (502, 503, 504)


@dataclass(frozen=True)
class Address:
    """Where an engine is, how one is let in, and how long one waits for it.

    query: its SPARQL endpoint; store: its graph store (guessed where it is empty); connect: seconds to reach it; read: seconds
    for a whole answer to a query of ours.
    """

    query: str = field(repr=False)
    store: str = field(default="", repr=False)
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    header: str = field(default="", repr=False)
    connect: float = 2.0
    read: float = 10.0

    @property
    def shown(self) -> str:
        """Return the address for people: without a user, a password or parameters in it."""
        parts = urlsplit(self.query)
        return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}{parts.path}"

    @property
    def graphs(self) -> str:
        """Return the address of the graph store: as it is set, else beside the endpoint; raises EngineError where none is known."""
        if self.store:
            return self.store
        base = self.query.partition("?")[0].rstrip("/")
        if _REPOSITORY in base:
            return base + "/rdf-graphs/service"
        for ending, instead in _STORES.items():
            if base.endswith(ending):
                return base.removesuffix(ending) + instead
        raise EngineError(f"Where the graph store of {self.shown} is cannot be guessed. Set KIERRE_STORE_GRAPHS to its address.")


def address_of(settings: Settings) -> Address:
    """Return the address that the settings name."""
    return Address(
        settings.store,
        settings.store_graphs,
        settings.store_user,
        settings.store_password,
        settings.store_header,
        settings.store_connect_seconds,
        settings.store_seconds,
    )


class Stream(io.RawIOBase):
    """The body of an answer, read as it comes; raises EngineError at the time limit, at too many bytes, or when it is cut off."""

    def __init__(self, response: urllib3.BaseHTTPResponse, until: float, most: int, shown: str) -> None:
        super().__init__()
        self._response, self._until, self._left, self._shown = response, until, most, shown

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer with what has come, at least one byte; 0 at the end."""
        if time.monotonic() > self._until:
            raise EngineTooSlow(_slow(self._shown))
        try:
            data = self._response.read1(min(len(buffer), _CHUNK))
        except (HTTPError, OSError) as error:
            raise _failed(error, self._shown) from None
        self._left -= len(data)
        if self._left < 0:
            raise EngineTooLarge(f"The engine at {self._shown} sends more than is read.")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Give the connection back to the pool when all was read, else end it."""
        if not self.closed:
            if self._response.closed or not getattr(self._response, "length_remaining", None):
                self._response.release_conn()
            self._response.close()
        super().close()


class Endpoint:
    """An engine at an address."""

    def __init__(self, address: Address) -> None:
        self.address = address
        headers = {"User-Agent": "kierre"}
        if address.user:
            headers["Authorization"] = "Basic " + b64encode(f"{address.user}:{address.password}".encode()).decode()
        name, colon, value = address.header.partition(":")
        if colon:
            headers[name.strip()] = value.strip()
        self._pool = urllib3.PoolManager(maxsize=_CONNECTIONS, headers=headers, retries=False)

    def query(  # noqa: PLR0913 - what the SPARQL protocol lets a request say, and its two limits
        self,
        text: str,
        accept: str,
        default: Sequence[str],
        named: Sequence[str] = (),
        *,
        seconds: float | None = None,
        most: int = 2**31,
    ) -> Stream:
        """Return the answer to a query over exactly these graphs; raises EngineError."""
        fields = [
            ("query", text),
            *(("default-graph-uri", each) for each in default),
            *(("named-graph-uri", each) for each in named),
        ]
        until = time.monotonic() + (seconds or self.address.read)
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        response = self._send("POST", self.address.query, urlencode(fields).encode(), headers, until)
        if response.headers.get("X-SQL-State"):  # Virtuoso says so when it gives a part of an answer only
            response.close()
            raise EngineTooSlow(_slow(self.address.shown))
        return Stream(response, until, most, self.address.shown)

    def put(self, graph: str, triples: bytes, seconds: float) -> None:
        """Replace a graph by triples (N-Triples); raises EngineError."""
        headers = {"Content-Type": "application/n-triples"}
        self._send("PUT", self._graph(graph), triples, headers, time.monotonic() + seconds).drain_conn()

    def delete(self, graph: str, seconds: float) -> None:
        """Remove a graph, if it is there; raises EngineError."""
        self._send("DELETE", self._graph(graph), None, {}, time.monotonic() + seconds, missing=True).drain_conn()

    def _graph(self, graph: str) -> str:
        address = self.address.graphs
        return f"{address}{'&' if '?' in address else '?'}graph={quote(graph, safe='')}"

    def _send(  # noqa: PLR0913
        self, method: str, url: str, body: bytes | None, headers: dict[str, str], until: float, *, missing: bool = False
    ) -> urllib3.BaseHTTPResponse:
        """Return the answer, its head read: sent a second time when a kept connection turns out to be dead."""
        shown = self.address.shown
        for last in (False, True):
            left = max(0.01, until - time.monotonic())
            timeout = urllib3.Timeout(connect=min(self.address.connect, left), read=left)
            try:
                response = self._pool.urlopen(
                    method,
                    url,
                    body=body,
                    headers={**self._pool.headers, **headers},
                    timeout=timeout,
                    redirect=False,
                    preload_content=False,
                    decode_content=True,
                )
            except (HTTPError, OSError) as error:
                if last or not isinstance(error, urllib3.exceptions.ProtocolError):
                    raise _failed(error, shown) from None
                continue
            if response.status < 300 or (missing and response.status == 404):
                return response
            raise _refused(response, shown)
        raise AssertionError  # the second turn returns or raises


def _slow(shown: str) -> str:
    return f"The engine at {shown} did not answer in time."


def _failed(error: Exception, shown: str) -> EngineError:
    """Return what is said when no answer came, or only a part of one; without what the libraries say, which may name secrets."""
    if isinstance(error, urllib3.exceptions.ConnectTimeoutError | urllib3.exceptions.NewConnectionError):
        return EngineError(f"The engine at {shown} cannot be reached.")
    if isinstance(error, urllib3.exceptions.ReadTimeoutError | TimeoutError):
        return EngineTooSlow(_slow(shown))
    return EngineError(f"The engine at {shown} broke off ({type(error).__name__}).")


def _refused(response: urllib3.BaseHTTPResponse, shown: str) -> EngineError:
    """Return what is said of an answer that is none."""
    try:
        data = response.read1(_SAID * 4) or b""
    except (HTTPError, OSError, ResponseError):
        data = b""
    finally:
        response.close()
    plain = response.headers.get("Content-Type", "").startswith("text/plain")
    said = " ".join(data.decode("utf-8", "replace").split())[:_SAID] if plain else ""
    if response.status in {401, 403}:
        return EngineError(
            f"The engine at {shown} does not let the portal in ({response.status}). Look at KIERRE_STORE_USER, "
            "KIERRE_STORE_PASSWORD and KIERRE_STORE_HEADER."
        )
    if response.status in _AGAIN:
        return EngineError(f"The engine at {shown} answers {response.status}.")
    return EngineRefusal(f"The engine at {shown} answers {response.status}.", response.status, said)
