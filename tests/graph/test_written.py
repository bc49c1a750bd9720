"""Answers as they are written: short ones in memory, large ones in a file; parts of them."""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import Callable

import brotli
import pytest

from portal.errors import NotWritable, QueryTooLarge
from portal.graph.formats import RDF_XML, RESULT_XML
from portal.graph.written import LARGE, MEGABYTE, Page, Part, Written, Xml

LINES = b"".join(b"<x:%d>\n" % number for number in range(5))


def written(pieces: list[bytes], encoding: str = "") -> tuple[bytes, int, bytes]:
    """What is left in memory, the size that is told, and what is in the file."""
    to = Written(1, encoding)
    for piece in pieces:
        to.write(piece)
    body, file = to.end()
    if file < 0:
        return body, to.size, b""
    with os.fdopen(file, "rb") as held:
        held.seek(0)
        return body, to.size, held.read()


def test_a_short_answer_stays_in_memory() -> None:
    """As it is, whatever its reader could read."""
    assert written([b"a", b"b"], "br") == (b"ab", 2, b"")


def test_a_large_answer_is_in_a_file() -> None:
    """All of it."""
    assert written([b"a" * LARGE, b"b"]) == (b"", LARGE + 1, b"a" * LARGE + b"b")


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_large_answer_is_compressed(encoding: str, unpack: Callable[[bytes], bytes]) -> None:
    """In the encoding that is wanted; its size is that of the file."""
    _, size, file = written([b"ab" * LARGE] * 3, encoding)
    assert (unpack(file), size) == (b"ab" * LARGE * 3, len(file))


def test_an_answer_that_is_too_large_is_refused() -> None:
    """Counted before it is compressed."""
    to = Written(1, "gzip")
    to.write(b"a" * MEGABYTE)
    with pytest.raises(QueryTooLarge, match="1 MB"):
        to.write(b"a")
    to.drop()


def test_a_carriage_return_stays_one_in_xml() -> None:
    """Readers take a bare one for a line end; wherever the pieces are cut."""
    to = io.BytesIO()
    xml = Xml(to, RESULT_XML)
    for piece in (b"<a>x\r", b"y</a>"):
        xml.write(piece)
    xml.end()
    assert to.getvalue() == b"<a>x&#13;y</a>"


def test_what_is_no_xml_is_refused() -> None:
    """Also when it only ends too soon."""
    xml = Xml(io.BytesIO(), RDF_XML)
    xml.write(b"<a>")
    with pytest.raises(NotWritable, match="n-triples"):
        xml.end()


@pytest.mark.parametrize(
    ("asked", "found", "rows"),
    [(1, 1, b"<x:0>\n<x:1>\n"), (2, 2, b"<x:2>\n<x:3>\n"), (3, 3, b"<x:4>\n"), (9, 3, b"<x:4>\n"), (0, 1, b"<x:0>\n<x:1>\n")],
)
@pytest.mark.parametrize("cut", [1, 7, 1000])
def test_a_page_of_a_table_has_its_names_and_rows(asked: int, found: int, rows: bytes, cut: int) -> None:
    """The last page when there are fewer, the first when there is none so numbered; wherever the pieces are cut."""
    to, table = io.BytesIO(), b"?x\n" + LINES
    page = Page(to, Part(asked, 2), graph=False)
    for begin in range(0, len(table), cut):
        page.write(table[begin : begin + cut])
    page.end()
    assert (to.getvalue(), page.page, page.rows) == (b"?x\n" + rows, found, 5)


def test_a_full_last_page_is_the_last() -> None:
    """No empty one follows."""
    to = io.BytesIO()
    page = Page(to, Part(9, 5), graph=False)
    page.write(b"?x\n" + LINES)
    page.end()
    assert (to.getvalue(), page.page) == (b"?x\n" + LINES, 1)


@pytest.mark.parametrize(("asked", "found", "rows"), [(1, 1, b"<x:0>\n<x:1>\n"), (9, 3, b"<x:4>\n"), (0, 1, b"<x:0>\n<x:1>\n")])
def test_a_page_of_a_graph_is_of_its_sorted_lines(asked: int, found: int, rows: bytes) -> None:
    """The engine gives them in no order."""
    to = io.BytesIO()
    page = Page(to, Part(asked, 2), graph=True)
    page.write(b"".join(reversed(LINES.splitlines(keepends=True))))
    page.end()
    assert (to.getvalue(), page.page, page.rows) == (rows, found, 5)


def test_nothing_is_one_page() -> None:
    """Of a table, its names alone; of a graph, nothing."""
    for graph, empty in ((False, b"?x\n"), (True, b"")):
        to = io.BytesIO()
        page = Page(to, Part(3, 2), graph=graph)
        page.write(empty)
        page.end()
        assert (to.getvalue(), page.page, page.rows) == (empty, 1, 0)
