"""Text to words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.words import fold, pieces, spans, stop_words, tokens


@pytest.mark.parametrize(("text", "folded"), [("TYÖ", "tyo"), ("Åbo", "abo"), ("café", "cafe"), ("Straße", "strasse"), ("", "")])
def test_dots_and_accents_do_not_count(text: str, folded: str) -> None:
    """So that a missing dot hides nothing."""
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("te-toimisto", ["te", "toimisto", "tetoimisto"]),
        ("THL:n", ["thl"]),
        ("18–64-vuotiaat", ["18", "64", "vuotiaat", "1864vuotiaat"]),
    ],
)
def test_a_word_with_hyphens_is_its_pieces_and_the_whole(word: str, found: list[str]) -> None:
    """And what follows a colon is an ending."""
    assert pieces(word) == found


def test_a_text_is_its_words() -> None:
    """Without signs."""
    assert tokens("Miksi asiakkaat palaavat – aina?") == ["miksi", "asiakkaat", "palaavat", "aina"]


def test_words_that_say_nothing_are_known_in_three_languages() -> None:
    """As they are compared: folded."""
    assert {"mita", "vad", "what", "ar"} <= stop_words()


@given(st.text())
def test_any_text_has_words(text: str) -> None:
    """None of them empty, none with a blank."""
    assert all(text[begin:end] for begin, end in spans(text))
    assert all(word and not word.isspace() for word in tokens(text))
