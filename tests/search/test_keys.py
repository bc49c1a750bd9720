"""Words to the keys under which they are filed."""

from __future__ import annotations

from portal.languages import Language
from portal.search.finnish import Finnish
from portal.search.keys import Keyring


def keyring(language: Language) -> Keyring:
    return Keyring(language, Finnish())


def test_forms_of_a_word_share_a_key() -> None:
    """In each language."""
    assert keyring("fi").of("jonoissa").whole == keyring("fi").of("jonoa").whole
    assert keyring("sv").of("klienterna").whole == keyring("sv").of("klienter").whole
    assert keyring("en").of("children").whole == keyring("en").of("child").whole


def test_a_swedish_compound_is_made_of_words_of_the_data() -> None:
    """Of two that are known, with an s between them or without."""
    swedish = keyring("sv")
    swedish.learn({"skuld", "radgivning", "behov", "arbete"})
    assert swedish.of("skuldradgivning").parts == ("skuld", "radgivning")
    assert swedish.of("klientplan").parts == ()
    assert swedish.of("behovsarbete").parts == ("behov", "arbet")


def test_an_unknown_finnish_word_is_filed_by_its_stem() -> None:
    """So that it is found again in the same form, and in some others."""
    assert keyring("fi").of("xyzzyssa").whole == keyring("fi").of("xyzzyssa").whole != ()


def test_a_number_is_its_own_key() -> None:
    """As it is written."""
    assert keyring("fi").of("35").whole == ("35",)
