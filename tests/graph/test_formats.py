"""The table of formats."""

from __future__ import annotations

import pytest

from portal.graph.formats import (
    BOOLEAN_FORMATS,
    DOWNLOAD_FORMATS,
    GRAPH_FORMATS,
    HTML,
    RESULT_CSV,
    TABLE_FORMATS,
    TRIG,
    TURTLE,
    by_ending,
)

ALL = (*DOWNLOAD_FORMATS, TRIG, *TABLE_FORMATS, HTML)


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.ending)
def test_an_ending_leads_to_its_format(form: object) -> None:
    """Each ending is used once."""
    assert by_ending(form.ending) is form  # type: ignore[attr-defined]


def test_media_types_and_endings_are_unique() -> None:
    """Nothing in the table is ambiguous."""
    assert len({form.ending for form in ALL}) == len({form.media_type for form in ALL}) == len(ALL)


def test_an_unknown_ending_leads_nowhere() -> None:
    """So does an empty one."""
    assert by_ending("exe") is None
    assert by_ending("") is None


def test_text_says_its_character_set() -> None:
    """Types that are no text must not name one."""
    assert TURTLE.content_type == "text/turtle; charset=utf-8"
    assert RESULT_CSV.content_type == "text/csv; charset=utf-8"
    assert GRAPH_FORMATS[1].content_type == "application/ld+json"


def test_what_serves_where() -> None:
    """A thing is given in the formats of the contract, a yes or no like a table, the whole also with its graphs."""
    assert [form.ending for form in GRAPH_FORMATS] == ["ttl", "jsonld", "nt", "rdf"]
    assert [form.ending for form in DOWNLOAD_FORMATS] == ["ttl", "jsonld", "nt", "rdf", "nq"]
    assert BOOLEAN_FORMATS == TABLE_FORMATS
