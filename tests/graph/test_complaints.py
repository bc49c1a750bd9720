"""What is said of a query that the engine cannot read."""

from __future__ import annotations

import io

import pytest

from portal.errors import QuerySyntaxError
from portal.graph.complaints import syntax_error
from portal.graph.formats import RESULT_JSON
from portal.graph.store import Store


def complaint(query: str) -> QuerySyntaxError:
    """The error that a query meets."""
    with pytest.raises(QuerySyntaxError) as caught:
        Store().answer(query, RESULT_JSON, io.BytesIO(), 10, (), (), union=True)
    return caught.value


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("SELECT * {\n ?s foo:bar 1 }", "Line 2, column 12: a prefix stands there (foo:) that the query does not declare"),
        ("SELECT ?x (1 AS ?x) {}", "column 23: duplicated variable name in SELECT."),
        ("SELECT ?x { ?x ?y ?z } GROUP BY ?y", "the SELECT contains a variable that is unbound."),
        ("SELECT * { ?s ?p } # end", "Line 1, column 20: the query cannot be read from “# end” on."),
        ("SELECT * {", "Line 1, column 11: something is missing or wrong before this place."),
    ],
)
def test_the_sentence_says_where_and_why(query: str, sentence: str) -> None:
    """In the words of one who writes queries."""
    assert sentence in str(complaint(query))


def test_place_and_paragraph_are_told_to_programs() -> None:
    """An editor can mark the place."""
    error = complaint("SELECT *\n{ ?s ?p }")
    assert error.members == {"line": 2, "column": 10}
    assert error.about == "the-query-cannot-be-read"


def test_a_complaint_without_a_place_comes_through() -> None:
    """As it is."""
    assert str(syntax_error("strange thing.", "ASK {}")) == "The query cannot be read: strange thing."


def test_a_prefix_at_the_end_of_a_long_line_is_found_in_a_moment() -> None:
    """What stands before it is not searched again and again."""
    query = 'ASK { ?s ?p "' + "a" * 90_000 + '" . ?s nowhere:b ?o }'
    place = query.index("nowhere:") + len("nowhere:") + 1
    assert "(nowhere:)" in str(syntax_error(f"error at 1:{place}: Prefix not found", query))
