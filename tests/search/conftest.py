"""What the tests of the search share: the search over the real data, and over a few documents of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal.graph.catalogue import Catalogue
from portal.graph.load import Data
from portal.search.ask import Search
from portal.search.index import Index
from portal.search.texts import Document, Library, Part, Text


@pytest.fixture(scope="session")
def library(real: Data) -> Library:
    """Everything of the real data that can be found."""
    return Library(real, Catalogue(real))


@pytest.fixture(scope="session")
def search(library: Library) -> Search:
    """The search over the real data."""
    return Search(Index(library.documents))


@pytest.fixture
def make_search() -> Callable[..., Search]:
    """Makes a search over documents of a Finnish name each, with more texts where they are given."""

    def make(*names: str, texts: dict[str, list[Text]] | None = None, inferred: str = "") -> Search:
        documents = [
            Document(f"id:{name}", "Thing", name == inferred, (), 1.0, [Text(name, "fi", Part.NAME), *(texts or {}).get(name, [])])
            for name in names
        ]
        return Search(Index(lambda: documents))

    return make
