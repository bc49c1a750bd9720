"""IRI <-> address."""

from __future__ import annotations

import pytest

from portal.languages import LANGUAGES, Language
from portal.namespaces import ID, KIERRE, ONTOLOGY, PAGE, STATEMENT
from portal.pages import frontmatter
from portal.web.addresses import DOORS, SECTIONS, address, door_address, in_language, of_iri


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (ID + "queues-grow", "/sv/saker/queues-grow"),
        (STATEMENT + "prosos-doc", "/sv/kallstallen/prosos-doc"),
        (PAGE + "reading-the-model", "/sv/guider/reading-the-model"),
        (KIERRE + "counters", "/sv/ontologi#counters"),
        (ONTOLOGY, "/sv/ontologi"),
        ("http://www.yso.fi/onto/yso/p1", "http://www.yso.fi/onto/yso/p1"),
    ],
)
def test_an_iri_of_ours_has_an_address(iri: str, path: str) -> None:
    """Things, statements, pages and terms; other people's IRIs are their own address."""
    assert of_iri(iri, "sv") == path


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("other", LANGUAGES)
def test_every_address_has_its_other_languages(section: str, language: Language, other: Language) -> None:
    """There and back again."""
    for name in ("", "some-thing"):
        there = in_language(address(section, language, name), other)
        assert there == address(section, other, name)
        assert in_language(there, language) == address(section, language, name)


@pytest.mark.parametrize("door", DOORS)
def test_every_door_has_its_address_in_the_other_languages(door: str) -> None:
    """Both words of it."""
    for language in LANGUAGES:
        assert {in_language(door_address(door, language), other) for other in LANGUAGES} == {
            door_address(door, other) for other in LANGUAGES
        }


def test_the_doors_are_those_that_pages_name() -> None:
    """In their order."""
    assert tuple(DOORS) == frontmatter.DOORS


@pytest.mark.parametrize("path", ["/", "/fi", "/fi/", "/nowhere", ""])
def test_an_address_without_section_leads_to_the_home_page(path: str) -> None:
    """Whatever it is, the other language has a page for it."""
    assert in_language(path, "en").rstrip("/") == "/en"


def test_words_of_addresses_are_not_ambiguous() -> None:
    """Within a language no two sections share a word."""
    for language in LANGUAGES:
        words = [section[language] for section in SECTIONS.values()]
        assert len(words) == len(set(words))


def test_odd_letters_are_escaped() -> None:
    """An address is always an address."""
    assert address("thing", "fi", 'a"b<ä') == "/fi/asiat/a%22b%3C%C3%A4"
    assert in_language('/fi/asiat/"ä', "en") == "/en/things/%22%C3%A4"
