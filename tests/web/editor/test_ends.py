"""Which rows can be drawn as arrows."""

from __future__ import annotations

import pytest

from portal.terms import Iri, Row, Text
from portal.web.editor.ends import ends, triple_columns

A, B, P, T = Iri("https://x.test/A"), Iri("https://x.test/B"), Iri("https://x.test/p"), Text("t")


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (["s", "p", "o"], {"s": A, "p": P, "o": B}),
        (["Object", "more", "subject", "property"], {"Object": B, "more": T, "subject": A, "property": P}),
        (["one", "by", "other"], {"one": A, "by": P, "other": B}),
    ],
)
def test_a_table_of_triples_is_drawn(columns: list[str], row: Row) -> None:
    """By the names of its columns, in any order, or because the middle one holds properties."""
    assert list(ends(triple_columns(columns), [row])) == [(A.value, P.value, B.value)]


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (["s", "p", "o"], {"s": A, "p": P, "o": T}),
        (["s", "p", "o"], {"s": A, "p": P}),
        (["s", "p"], {"s": A, "p": P}),
        (["one", "two", "three"], {"one": A, "two": B, "three": B}),
        (["one", "two", "three"], {"one": A, "two": T, "three": B}),
        (["one", "two", "three"], {"one": A, "two": Iri("https://w3id.org/kierre/id/queues-grow"), "three": B}),
    ],
)
def test_other_rows_are_not(columns: list[str], row: Row) -> None:
    """Texts, what is unbound, and columns that are no triples."""
    assert not list(ends(triple_columns(columns), [row]))
