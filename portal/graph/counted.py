"""A table on its way out: its rows are counted as they pass, in each format."""

from __future__ import annotations

from typing import IO

from portal.errors import QueryTooLarge
from portal.graph.formats import RESULT_CSV, RESULT_JSON, RESULT_TSV, RESULT_XML, Format

# What stands between rows (JSON) or once for each row (the others), never outside quotes inside a value; and the count to begin
# with: n rows of JSON have n - 1 marks between them, CSV and TSV have a line of names on top.
_MARKS = {RESULT_JSON: (b",{", 1), RESULT_XML: (b"<result>", 0), RESULT_CSV: (b"\r\n", -1), RESULT_TSV: (b"\n", -1)}
_QUOTED = (RESULT_JSON, RESULT_CSV)  # in which quotes hold a value as it is; the others escape what would be a mark


class RowCounter:
    """Passes bytes on and counts rows by what separates them; refuses when there are too many."""

    def __init__(self, to: IO[bytes], form: Format, most: int) -> None:
        self._to, self._most, self._form = to, most, form
        self._mark, self._rows = _MARKS[form]
        self._tail, self._escape, self._inside = b"", b"", False

    def write(self, data: bytes) -> int:
        """Pass bytes on; raises QueryTooLarge at the row that is one too many."""
        text = bytes(data)
        chunk = self._tail + (self._outside(text) if self._form in _QUOTED else text)
        self._rows += chunk.count(self._mark)
        kept = len(self._mark) - 1
        self._tail = chunk[-kept:] if kept else b""
        if self._rows > self._most:
            raise too_many(self._most, "rows")
        return self._to.write(data)

    def flush(self) -> None:
        """Do nothing: what is passed on is in memory."""

    def _outside(self, text: bytes) -> bytes:
        """Return bytes without what stands in quotes; quotes may begin before them, and end after them."""
        if self._form == RESULT_JSON:
            text = self._escape + text
            self._escape = b"\\" * ((len(text) - len(text.rstrip(b"\\"))) % 2)
            text = text.removesuffix(self._escape).replace(b"\\\\", b"").replace(b'\\"', b"")
        parts = text.split(b'"')
        begin = 0 if self._inside else 1
        parts[begin::2] = [b""] * len(parts[begin::2])
        self._inside ^= len(parts) % 2 == 0
        return b'"'.join(parts)


def too_many(most: int, what: str) -> QueryTooLarge:
    """Return the error for an answer of more rows or triples than are given."""
    return QueryTooLarge(
        f"The answer has more than {most} {what}. Ask for less: add LIMIT and OFFSET, or a more selective pattern.",
        "size-of-the-answer",
        limit="rows",
        value=most,
    )
