"""An answer as it is written: counted, compressed where its reader can read that, and in a file without a name once it is large.

The process that makes an answer does all of this, so that the one that sends it never holds it whole.
"""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from xml.parsers import expat

import brotli

from portal.errors import NotWritable, QueryTooLarge
from portal.graph.formats import N_TRIPLES, RDF_XML, RESULT_JSON, Format

MEGABYTE = 1024 * 1024
LARGE = 64 * 1024  # bytes: a longer answer goes through a file
_GZIP = 16 + zlib.MAX_WBITS


def no_name() -> int:
    """Return the descriptor of a new file in memory, which is gone when nobody holds it any more."""
    return os.memfd_create("answer")


@dataclass(frozen=True)
class Part:
    """One page of an answer: its number, from 1, and how many rows or triples a page has."""

    page: int
    size: int


class To(Protocol):
    """What bytes can be written to."""

    def write(self, data: bytes) -> int:
        """Take bytes."""


class Written:
    """What is written, in memory while it is short. One that is longer is in a file, in the encoding: br, gzip or none."""

    def __init__(self, megabytes: int, encoding: str = "", file: Callable[[], int] = no_name) -> None:
        """Take so many MB, before they are compressed; file: gives an empty file, by its descriptor."""
        self._megabytes, self._left = megabytes, megabytes * MEGABYTE
        self._encoding, self._make_file = encoding, file
        self._buffer, self._file, self._packer = io.BytesIO(), -1, _packer("")
        self.size = 0

    def write(self, data: bytes) -> int:
        """Add bytes; raises QueryTooLarge when they are too many."""
        length = len(memoryview(data))
        self._left -= length
        if self._left < 0:
            raise too_large(self._megabytes)
        self._buffer.write(data)
        if self._buffer.tell() > LARGE:
            if self._file < 0:
                self._file, self._packer = self._make_file(), _packer(self._encoding)
            self._empty()
        return length

    def _empty(self) -> None:
        data = self._buffer.getvalue()
        self._buffer.seek(0)
        self._buffer.truncate()
        self._keep(self._packer.pack(data))

    def _keep(self, packed: bytes) -> None:
        self.size += len(packed)
        while packed:
            packed = packed[os.write(self._file, packed) :]

    def end(self) -> tuple[bytes, int]:
        """Return what was written: the bytes, or none and the file that holds them."""
        if self._file < 0:
            body = self._buffer.getvalue()
            self.size = len(body)
            return body, -1
        self._empty()
        self._keep(self._packer.end())
        return b"", self._file

    def drop(self) -> None:
        """Let go of what was written."""
        if self._file >= 0:
            os.close(self._file)

    @property
    def encoding(self) -> str:
        """Return how the bytes are compressed."""
        return self._encoding if self._file >= 0 else ""


class _Plain:
    """Leaves bytes as they are."""

    def pack(self, data: bytes) -> bytes:
        return data

    def end(self) -> bytes:
        return b""


class _Brotli:
    def __init__(self) -> None:
        self._packer = brotli.Compressor(quality=1)

    def pack(self, data: bytes) -> bytes:
        return bytes(self._packer.process(data))

    def end(self) -> bytes:
        return bytes(self._packer.finish())


class _Gzip:
    def __init__(self) -> None:
        self._packer = zlib.compressobj(1, zlib.DEFLATED, _GZIP)

    def pack(self, data: bytes) -> bytes:
        return self._packer.compress(data)

    def end(self) -> bytes:
        return self._packer.flush()


def _packer(encoding: str) -> _Plain | _Brotli | _Gzip:
    return _Brotli() if encoding == "br" else _Gzip() if encoding == "gzip" else _Plain()


class Xml:
    """Passes XML on in which a carriage return stays one; readers of XML take one that stands bare for a line end."""

    rows, page = 0, 1

    def __init__(self, to: To, form: Format) -> None:
        self._to, self._form = to, form
        self._parser = expat.ParserCreate(namespace_separator=" ")

    def write(self, data: bytes) -> int:
        """Pass bytes on; raises NotWritable for what is no XML: not every IRI names an element, nor can every character stand."""
        self._parse(bytes(data), last=False)
        self._to.write(bytes(data).replace(b"\r", b"&#13;"))
        return len(data)

    def end(self) -> None:
        """Raise NotWritable when what was written is not whole."""
        self._parse(b"", last=True)

    def flush(self) -> None:
        """Do nothing: what is passed on is somebody else's."""

    def _parse(self, data: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError:
            other = N_TRIPLES if self._form == RDF_XML else RESULT_JSON
            raise NotWritable(
                f"The answer cannot be written as {self._form.name}: a property is no XML name, or a text has a character that XML "
                f"does not know. Ask for {other.media_type} instead.",
                "formats",
            ) from None


class Page:
    """Passes on one page of a table in TSV, under its line of names, or of the sorted lines of a graph in N-Triples.

    It is the last page when there are fewer. rows: how many rows or triples there are in all; page: which one it is.
    """

    def __init__(self, to: To, part: Part, *, graph: bool) -> None:
        self._to, self._part, self._graph = to, part, graph
        self._begun, self._names = b"", b""
        self._lines: list[bytes] = []
        self.rows, self.page = -1 if not graph else 0, 1

    def write(self, data: bytes) -> int:
        """Take bytes."""
        *lines, self._begun = (self._begun + bytes(data)).split(b"\n")
        for line in lines:
            self._take(line)
        return len(data)

    def _take(self, line: bytes) -> None:
        self.rows += 1
        if self.rows == 0:
            self._names = line + b"\n"
        elif self._graph or self.page < self._part.page or len(self._lines) < self._part.size:
            if not self._graph and len(self._lines) == self._part.size:
                self._lines.clear()
                self.page += 1
            self._lines.append(line)

    def flush(self) -> None:
        """Do nothing: a page is passed on at the end."""

    def end(self) -> None:
        """Pass the page on."""
        if self._graph:
            size = self._part.size
            self.page = max(1, min(self._part.page, -(-len(self._lines) // size)))
            self._lines = sorted(self._lines)[(self.page - 1) * size : self.page * size]
        self._to.write(self._names + b"".join(line + b"\n" for line in self._lines))


class Whole:
    """Passes on everything."""

    rows, page = 0, 1

    def __init__(self, to: To) -> None:
        self.write = to.write

    def flush(self) -> None:
        """Do nothing: what is passed on is somebody else's."""

    def end(self) -> None:
        """Do nothing: everything is passed on."""


def too_large(megabytes: int) -> QueryTooLarge:
    """Return what is said of an answer that met its limit."""
    return QueryTooLarge(
        f"The answer is larger than {megabytes} MB. Ask for less: add LIMIT, or fewer variables.",
        "size-of-the-answer",
        limit="answer_megabytes",
        value=megabytes,
    )
