"""The answer to a query as the editor shows it: a sentence, or one page of a table."""

from __future__ import annotations

from dataclasses import dataclass

from portal.graph.formats import (
    BOOLEAN_FORMATS,
    GRAPH_FORMATS,
    N_TRIPLES,
    RESULT_TSV,
    RESULT_XML,
    TABLE_FORMATS,
    TURTLE,
    Format,
)
from portal.graph.guard import Form
from portal.graph.store import read_quads, read_rows, write_triples
from portal.graph.worker import Answer, Dataset, read
from portal.graph.written import Part
from portal.languages import Language
from portal.namespaces import BASE, XSD, shorten
from portal.terms import Iri, Node, Text
from portal.web.editor.ends import TRIPLE, ends, triple_columns
from portal.web.house import house
from portal.web.pages import Named, named

ROWS, COLUMNS, LONGEST = 100, 20, 300  # of one page; characters of a text: so that few pages are over 100 kB
LONGEST_ADDRESS, LONGEST_TURTLE = 2000, 40_000
_WRITTEN = {Form.SELECT: RESULT_TSV, Form.ASK: RESULT_XML, Form.CONSTRUCT: N_TRIPLES, Form.DESCRIBE: N_TRIPLES}
_PLAIN = {XSD + name for name in ("integer", "decimal", "double", "boolean", "date", "gYear")}


@dataclass(frozen=True)
class Cell:
    """One value: a thing that has a name here, or a text with its language or kind; `address` leads on from another IRI."""

    text: str
    thing: Named | None = None
    address: str = ""
    language: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Result:
    """An answer: yes or no, or the rows of one page of it.

    total: rows in all; page: from 1; drawable: whether something joins two things; turtle: what is shown of a graph; cut: long
    texts or many columns are shown in part; formats: in which all can be downloaded.
    """

    formats: tuple[Format, ...]
    yes: bool | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell | None, ...], ...] = ()
    total: int = 0
    page: int = 1
    drawable: bool = False
    turtle: str = ""
    cut: bool = False

    @property
    def most_columns(self) -> int:
        """Return how many columns a page shows at most."""
        return COLUMNS

    @property
    def pages(self) -> int:
        """Return how many pages the answer has: one also when it is empty."""
        return max(1, -(-self.total // ROWS))

    @property
    def first(self) -> int:
        """Return the number of the first row of the page, from 1."""
        return (self.page - 1) * ROWS + 1

    @property
    def last(self) -> int:
        """Return the number of the last row of the page."""
        return self.first + len(self.rows) - 1


def part_of(text: str, page: int, size: int) -> Answer:
    """Return one page of the answer to a query, the last when there are fewer; raises QueryError."""
    return house().workers.ask(text, Dataset(), _WRITTEN, part=Part(page, size))


def columns_of(table: bytes) -> tuple[str, ...]:
    """Return the names of the columns of a table in TSV: its first line."""
    return tuple(name.removeprefix("?") for name in table[: table.find(b"\n")].decode().split("\t") if name)


def ask(text: str, page: int, language: Language) -> Result:
    """Return one page of the answer to a query, the last when there are fewer; raises QueryError when it has none."""
    found = part_of(text, page, ROWS)
    body = read(found)
    if found.form is Form.ASK:
        return Result(BOOLEAN_FORMATS, yes=b"<boolean>true" in body)
    if found.form is Form.SELECT:
        columns = columns_of(body)
        shown, names = columns[:COLUMNS], triple_columns(columns)
        rows = read_rows(body, list(dict.fromkeys((*shown, *names))))
        cut = len(columns) > COLUMNS or any(_is_long(node) for row in rows for node in row.values())
        cells = tuple(tuple(_cell(row.get(name), language) for name in shown) for row in rows)
        return Result(TABLE_FORMATS, None, shown, cells, found.rows, found.page, any(ends(names, rows)), cut=cut)
    triples = read_quads(body)
    cells = tuple(tuple(_cell(node, language) for node in triple) for triple in triples)
    rows = [dict(zip(TRIPLE, triple, strict=True)) for triple in triples]
    turtle = write_triples(triples, TURTLE).decode()
    cut = any(_is_long(node) for triple in triples for node in triple)
    turtle = turtle if len(turtle) <= LONGEST_TURTLE else ""
    return Result(GRAPH_FORMATS, None, TRIPLE, cells, found.rows, found.page, any(ends(TRIPLE, rows)), turtle, cut)


def _is_long(node: Node) -> bool:
    return len(str(node.value)) > LONGEST


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + " …"


def _cell(node: Node | None, language: Language) -> Cell | None:
    if node is None:
        return None
    if isinstance(node, Text):
        datatype = node.datatype or ""
        return Cell(_short(node.value), language=node.language or "", kind="" if datatype in _PLAIN else shorten(datatype))
    if isinstance(node, Iri) and node.value in house().catalogue:
        return Cell(shorten(node.value), named(house().catalogue[node.value], language))
    text = str(node)
    leads_on = text.startswith(("https://", "http://")) and not text.startswith(BASE) and len(text) <= LONGEST_ADDRESS
    return Cell(_short(shorten(text)), address=text if leads_on else "")
