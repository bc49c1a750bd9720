"""Questions and answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.languages import LANGUAGES, Language
from portal.namespaces import PAGE
from portal.search.ask import LONGEST_QUESTION, Search
from portal.search.texts import Part, Text


def slugs(search: Search, question: str, language: Language = "fi") -> list[str]:
    return [found.card.iri.rpartition("/")[2] for found in search.ask(question, language).found]


def test_a_whole_name_comes_before_a_part_of_one(make_search: Callable[..., Search]) -> None:
    """And a name before a text."""
    search = make_search("jono", "jonon kasvu", "kierre", texts={"kierre": [Text("Jono kasvaa.", "fi", Part.DEFINITION)]})
    assert [found.card.iri for found in search.ask("jono", "fi").found] == ["id:jono", "id:jonon kasvu", "id:kierre"]


def test_a_rare_word_tells_more_than_a_common_one(make_search: Callable[..., Search]) -> None:
    """Of two words in one question."""
    search = make_search("asiakas ja arki", "asiakas ja työ", "asiakas ja koti", "velka ja ruoka")
    assert search.ask("asiakas velka", "fi").found[0].card.iri == "id:velka ja ruoka"


def test_a_hypothesis_is_left_out_where_only_sources_are_shown(make_search: Callable[..., Search]) -> None:
    """And is there otherwise."""
    search = make_search("jono", "jonon kierre", inferred="jonon kierre")
    assert [found.card.iri for found in search.ask("jono", "fi", hypotheses=False).found] == ["id:jono"]
    assert len(search.ask("jono", "fi").found) == 2


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("asiakassuunnitelmasta", "client-plan"),
        ("velkaneuvojalle", "debt-counselling-expert"),
        ("velka", "clarifying-debts"),
        ("taloussosiaalityo", "financial-social-work"),
        ("taloussosialityö", "financial-social-work"),
        ("talous sosiaalityö", "financial-social-work"),
        ("te-toimisto", "employment-services"),
        ("noidankehä", "vicious-circle"),
        ("kuty", "rehabilitative-work-activity"),
        ("PTA", "service-needs-assessment"),
        ("lasu", "child-protection"),
        ("harkkari", "discretionary-social-assistance"),
        ("rise", "interface-criminal-sanctions"),
        ("burnout", "workers-exhausted"),
        ("miksi asiakkaat palaavat aina takaisin", "clients-return"),
        ("barnskyddet", "child-protection"),
        ("staff turnover", "worker-turnover"),
    ],
)
def test_what_people_say_finds_what_they_mean(search: Search, question: str, slug: str) -> None:
    """Among the first five, whatever the language of the question."""
    assert slug in slugs(search, question)[:5]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_may_be_in_another_language_than_the_readers(search: Search, language: Language) -> None:
    """The same thing stands first."""
    assert slugs(search, "ekonomiskt socialt arbete", language)[0] == "financial-social-work"


def test_while_a_word_is_typed_its_beginning_finds_it(search: Search) -> None:
    """More of what is being typed, fewer forms of it."""
    found = search.ask("taloussos", "fi", unfinished=True).found
    assert "financial-social-work" in found[0].card.iri


def test_a_question_of_words_that_say_nothing_is_asked_as_it_is(search: Search) -> None:
    """Rather than not at all."""
    assert search.ask("mitä", "fi").terms


def test_a_question_without_words_finds_nothing(search: Search) -> None:
    """Nor does it raise."""
    assert search.ask("?! …", "fi").found == ()


def test_a_long_question_is_cut(search: Search) -> None:
    """And is answered all the same."""
    answer = search.ask("jono " * 2000, "fi")
    assert len(answer.asked) <= LONGEST_QUESTION
    assert answer.found


@given(st.text(max_size=400), st.sampled_from(LANGUAGES), st.booleans())
def test_any_question_is_answered(search: Search, question: str, language: Language, unfinished: bool) -> None:
    """With scores from 0 to 1, best first."""
    scores = [found.score for found in search.ask(question, language, unfinished=unfinished).found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1.001 for score in scores)


@pytest.mark.parametrize(
    ("question", "slug"), [("velat", "attractiveness-of-field-weakens"), ("lähisuhdeväkivalta", "card-worker-shortage-in-team")]
)
def test_a_chance_likeness_of_letters_finds_nothing(search: Search, question: str, slug: str) -> None:
    """Velat is no form of vetää, and väkivalta is not made of väki."""
    assert slug not in slugs(search, question)


@pytest.mark.parametrize("question", ["järjestöyhteistyö", "perhetyö", "omatyöntekijä", "työkokeilu"])
def test_a_common_part_of_a_compound_does_not_flood(search: Search, question: str) -> None:
    """The rarer part tells."""
    found = slugs(search, question)
    assert "work" not in found
    assert len(found) < 100


def test_a_common_word_counts_only_beside_a_rarer_one(make_search: Callable[..., Search]) -> None:
    """When the rarer one is found at all."""
    search = make_search(*(f"asiakas {letter}" for letter in "bcdefghijklmnopqrstuvwxyz"), "asiakas ja velka")
    assert [found.card.iri for found in search.ask("asiakas velka", "fi").found] == ["id:asiakas ja velka"]
    assert len(search.ask("asiakas xyzzyq", "fi").found) > 20


@pytest.mark.parametrize("question", ["velkaanntuminen", "velkantuminen"])
def test_a_letter_too_much_or_too_few_is_forgiven(search: Search, question: str) -> None:
    """Also in a word that people say and the data does not."""
    assert "clarifying-debts" in slugs(search, question)[:5]


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("uupumus", "card-workers-exhausted"),
        ("velat", "financial-social-work"),
        ("asiakasmäärä", "three-numbers"),
        ("häätö", "case-debts-and-eviction-threat"),
        ("perehdytys", "new-worker"),
        ("päivystys", "where-to-get-help"),
    ],
)
def test_a_guidance_page_on_the_topic_is_near_the_top(search: Search, question: str, page: str) -> None:
    """By the names of what it is about, or by words of its own."""
    assert PAGE + page in [found.card.iri for found in search.ask(question, "fi").found[:3]]


@pytest.mark.parametrize(("question", "weak"), [("velat", False), ("taloussosiaalityö", False), ("motivoiva haastattelu", True)])
def test_what_is_only_near_is_known_as_such(search: Search, question: str, weak: bool) -> None:
    """So that a reader can be told."""
    assert search.ask(question, "fi").weak is weak
