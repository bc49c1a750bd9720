"""Rows of ours in the formats of SPARQL results, read back by readers that are not ours."""

from __future__ import annotations

import io

import pytest
from rdflib import BNode, Literal, URIRef
from rdflib.query import Result

from portal.graph.formats import RESULT_CSV, RESULT_JSON, RESULT_TSV, RESULT_XML, TABLE_FORMATS, Format
from portal.graph.results import write
from portal.namespaces import XSD
from portal.terms import Blank, Iri, Row, Text

ROWS: list[Row] = [
    {"thing": Iri("https://example.org/a"), "name": Text('jono "1"\n<&>', "fi"), "many": Text("3", datatype=XSD + "integer")},
    {"thing": Blank("b"), "name": Text("plain, \\ text")},
    {"name": Text("2026-11-21", datatype=XSD + "date")},
]
COLUMNS = ("thing", "name", "many")
TERMS = [
    [URIRef("https://example.org/a"), Literal('jono "1"\n<&>', "fi"), Literal(3)],
    ["blank", Literal("plain, \\ text"), None],
    [None, Literal("2026-11-21", datatype=URIRef(XSD + "date")), None],
]


@pytest.mark.parametrize("form", [RESULT_JSON, RESULT_XML, RESULT_TSV], ids=lambda form: form.name)
def test_a_reader_finds_the_same_terms(form: Format) -> None:
    """IRIs, blank nodes, texts with their language or datatype, and cells that hold nothing."""
    read = Result.parse(io.BytesIO(write(COLUMNS, ROWS, form)), format={"srj": "json", "srx": "xml", "tsv": "tsv"}[form.ending])
    found = [["blank" if isinstance(each, BNode) else each for each in row] for row in read]
    assert found == TERMS
    assert [*map(str, read.vars or ())] == list(COLUMNS)


def test_csv_holds_texts_only() -> None:
    """As its specification says: lines that end in CR and LF, values as they are."""
    text = write(COLUMNS, ROWS, RESULT_CSV).decode()
    assert text.startswith('thing,name,many\r\nhttps://example.org/a,"jono ""1""\n<&>",3\r\n_:b,"plain, \\ text",\r\n')


@pytest.mark.parametrize("form", TABLE_FORMATS, ids=lambda form: form.name)
def test_no_rows_are_a_table_with_columns(form: Format) -> None:
    """So that a program sees what it asked for."""
    assert b"thing" in write(COLUMNS, [], form)
