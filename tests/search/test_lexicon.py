"""The Finnish tables cover the words of the data."""

from __future__ import annotations

from portal.search.finnish import Finnish
from portal.search.texts import Library
from portal.search.thesaurus import lines, words_of
from portal.search.words import stop_words, tokens

MOST_UNKNOWN = 0.07


def test_most_words_of_the_data_are_known(library: Library) -> None:
    """Names and abbreviations are not; when many others are not, the tables are to be remade."""
    finnish = Finnish()
    texts = [text.text for document in library.documents() for text in document.texts if text.language == "fi"]
    words = {word for text in texts for word in tokens(text) if word.isalpha() and len(word) > 2} - stop_words()
    unknown = sorted(word for word in words if not finnish.readings(word))
    remake = (
        f"Remake the tables (portal/search/README.md): {len(unknown)} of {len(words)} words are unknown, such as {unknown[:40]}"
    )
    assert len(unknown) < MOST_UNKNOWN * len(words), remake


def test_each_line_of_near_meanings_joins_words() -> None:
    """Two at least; single words, as the search looks them up one by one."""
    for language in ("fi", "sv", "en"):
        assert words_of(language)
        assert all(said and meant and len({*said, *meant}) > 1 for said, meant in lines(language))
