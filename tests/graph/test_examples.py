"""The example queries of the editor."""

from __future__ import annotations

import pytest

from portal.graph import examples
from portal.languages import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_are_titled_and_name_things_in_a_language(language: Language) -> None:
    """Each by its own title."""
    found = examples.examples(language)
    assert len({each.title for each in found}) == len(found)
    assert f'VALUES ?lang {{ "{language}" }}' in found[0].query


def test_an_example_holds_only_what_runs() -> None:
    """The lines about the query are no part of it."""
    assert all(each.query.startswith(("SELECT", "CONSTRUCT")) for each in examples.examples("fi"))


def test_an_example_has_a_name() -> None:
    """By which a guidance page has it drawn."""
    assert tuple(each.name for each in examples.examples("en")) == examples.names()
