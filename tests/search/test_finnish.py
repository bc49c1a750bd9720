"""Finnish words to basic forms and parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.finnish import Finnish
from portal.search.words import fold


@pytest.fixture(scope="module")
def finnish() -> Finnish:
    return Finnish()


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("asiakassuunnitelmasta", "asiakassuunnitelma"),
        ("velkaneuvojalle", "velkaneuvoja"),
        ("asiakkaiden", "asiakas"),
        ("työhön", "tyo"),
        ("jonoissa", "jono"),
        ("uupuneet", "uupunut"),
        ("yhteisöissä", "yhteiso"),
        ("edun", "etu"),
        ("asiakkaillammekin", "asiakas"),
        ("suunnitelmaansa", "suunnitelma"),
    ],
)
def test_a_form_has_its_basic_form(finnish: Finnish, word: str, lemma: str) -> None:
    """Whatever its case, number, owner and clitic."""
    assert lemma in {reading.lemma for reading in finnish.readings(fold(word))}


@pytest.mark.parametrize(
    ("word", "parts"),
    [("asiakassuunnitelma", {"asiakas", "suunnitelma"}), ("velkaneuvonta", {"velka"}), ("jonokierrettä", {"jono", "kierre"})],
)
def test_a_compound_has_its_parts(finnish: Finnish, word: str, parts: set[str]) -> None:
    """Also one that is in no table."""
    found = {part for reading in finnish.readings(fold(word)) for part in reading.parts}
    assert parts <= found


def test_an_unknown_word_has_no_reading(finnish: Finnish) -> None:
    """It is filed by its stem instead."""
    assert finnish.readings("xyzzyq") == ()


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=60))
def test_any_word_is_read_or_not(finnish: Finnish, word: str) -> None:
    """Nothing raises; what is read is in the lexicon or made of what is."""
    assert all(reading.lemma in finnish.lexicon or reading.parts for reading in finnish.readings(word))
