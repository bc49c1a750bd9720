"""The index."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal.search.ask import Search
from portal.search.index import Index
from portal.search.texts import Document, Part, Text


@pytest.fixture
def index() -> Index:
    documents = [
        Document(
            "id:a", "Thing", False, ("st:1",), 1.0, [Text("jono", "fi", Part.NAME), Text("Jonossa odotetaan.", "fi", Part.NOTE)]
        ),
        Document("id:b", "Thing", True, (), 0.5, [Text("jonon kierre", "fi", Part.NAME), Text("kö", "sv", Part.NAME)]),
    ]
    return Index(lambda: documents)


def test_a_name_is_filed_under_each_of_its_words(index: Index) -> None:
    """With the number of its document."""
    assert [index.name_card[name] for name, _ in index.shelves["fi"].names("jono")] == [0, 1]
    assert [index.name_card[name] for name, _ in index.shelves["fi"].names("kierre")] == [1]


def test_each_language_has_a_shelf_of_its_own(index: Index) -> None:
    """What is Swedish is not among the Finnish keys."""
    assert "ko" in index.shelves["sv"]
    assert "ko" not in index.shelves["fi"]


def test_a_rare_key_tells_more(index: Index) -> None:
    """One that no document holds tells nothing."""
    shelf = index.shelves["fi"]
    assert shelf.rarity("kierre") > shelf.rarity("jono") > shelf.rarity("xyzzy") == 0


def test_a_document_that_says_a_word_twice_weighs_more(index: Index) -> None:
    """But not twice as much."""
    weights = dict(index.shelves["fi"].texts("jono"))
    assert weights[1] < weights[0] < 1


def test_nothing_is_under_an_unknown_key(index: Index) -> None:
    """Neither names nor texts."""
    assert list(index.shelves["fi"].names("xyzzy")) == list(index.shelves["fi"].texts("xyzzy")) == []


def test_keys_are_found_by_their_beginning(make_search: Callable[..., Search]) -> None:
    """In order, and no others."""
    shelf = make_search("jono", "jonottaja", "kierre").index.shelves["fi"]
    assert [key for key in shelf.beginning_with("jono") if not key.startswith("jono")] == []
    assert shelf.beginning_with("jono")[0] == "jono"
    assert shelf.beginning_with("x") == []
