"""Those who teach find the learning paths and what takes Kierre to a course, in the words that they would use."""

from __future__ import annotations

import pytest

from portal.languages import Language
from portal.namespaces import PAGE
from portal.search.ask import Search

COURSE, HOUR, FOUR = "taking-to-a-course", "an-hour-on-the-realist-model", "the-four-methods"
VALUES, WORKSHOP, PROPOSAL = "values-and-ethics", "vicious-circle-workshop", "from-observation-to-proposal"
PATHS = {HOUR, FOUR, VALUES, WORKSHOP, PROPOSAL}


def first(search: Search, question: str, language: Language, count: int = 3) -> list[str]:
    """The slugs of what is found first."""
    return [found.card.iri.removeprefix(PAGE) for found in search.ask(question, language).found[:count]]


@pytest.mark.parametrize(
    ("language", "question", "expected"),
    [
        ("fi", "opetusmateriaali", {COURSE, *PATHS}),
        ("fi", "oppimispolku", PATHS),
        ("fi", "oppitunti realistisesta mallista", {HOUR}),
        ("fi", "neljä menetelmää oppitunti", {FOUR}),
        ("fi", "arvot ja etiikka oppitunti", {VALUES}),
        ("fi", "työpaja noidankehä", {WORKSHOP}),
        ("fi", "rakenteellisen sosiaalityön oppitunti", {PROPOSAL}),
        ("fi", "tentti kysymykset", {COURSE}),
        ("fi", "kysymyspankki", {COURSE}),
        ("fi", "tietovisa", {COURSE}),
        ("fi", "moodle", {COURSE}),
        ("fi", "vie kurssille", {COURSE}),
        ("fi", "tallennetut kyselyt", {"query-endpoint"}),
        ("sv", "undervisningsmaterial", {COURSE, *PATHS}),
        ("sv", "lärstig", PATHS),
        ("sv", "lektion om den realistiska modellen", {HOUR}),
        ("sv", "tentfrågor", {COURSE}),
        ("sv", "frågebank", {COURSE}),
        ("sv", "sparade frågor", {"query-endpoint"}),
        ("en", "teaching material", {COURSE, *PATHS}),
        ("en", "learning path", PATHS),
        ("en", "lesson on the realist model", {HOUR}),
        ("en", "exam questions", {COURSE}),
        ("en", "question bank", {COURSE}),
        ("en", "quiz", {COURSE}),
        ("en", "saved queries", {"query-endpoint"}),
    ],
)
def test_it_is_among_the_first_three(search: Search, language: Language, question: str, expected: set[str]) -> None:
    """Or one of several that fit."""
    assert expected & set(first(search, question, language))


@pytest.mark.parametrize(("language", "question"), [("fi", "oppimispolku"), ("sv", "lärstig"), ("en", "learning path")])
def test_their_own_word_finds_all_of_them(search: Search, language: Language, question: str) -> None:
    """Those who know that there are some see which."""
    assert set(first(search, question, language, 8)) >= PATHS
