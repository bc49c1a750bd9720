"""Searching: the page, the answers for programs, and suggestions."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import flask
import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.languages import Language
from portal.namespaces import ID, PAGE, STATEMENT
from portal.search.index import Index
from portal.web.language import read_catalogue


def found(client: FlaskClient, path: str) -> list[str]:
    listed = client.get(path).text.partition("<ol")[2].partition("</ol>")[0]
    return re.findall(r'<li>.*?href="/\w\w/[\w-]+/([^"?]+)', listed)


def given_to_programs(client: FlaskClient, path: str) -> dict[str, Any]:
    answer = client.get("/api/v1/" + path)
    assert answer.mimetype == "application/json"
    return dict(json.loads(answer.data))


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("/fi/haku?q=jonot", "queues-grow"),
        ("/fi/haku?q=Talous", "financial-social-work"),
        ("/sv/sok?q=ekonomiskt+socialt+arbete", "financial-social-work"),
        ("/en/search?q=enabling+leadership", "enabling-leadership"),
        ("/fi/haku?q=lasu", "child-protection"),
        ("/fi/haku?q=mallin+lukeminen", "reading-the-model"),
        ("/fi/haku?q=tietosuoja", "privacy"),
    ],
)
def test_words_find_what_they_mean(client: FlaskClient, path: str, slug: str) -> None:
    """Things, guidance pages and pages about the portal, among the first ten."""
    assert slug in found(client, path)


def test_a_hidden_label_finds_but_is_not_shown(client: FlaskClient) -> None:
    """Slang is searched with and never printed."""
    page = client.get("/fi/haku?q=toimari")
    assert found(client, "/fi/haku?q=toimari")
    assert said("fi", "an everyday word for this") in page.text
    assert "toimari" not in re.sub("<[^>]+>", "", page.text.partition("<ol")[2].partition('<div class="take">')[0])
    things = [slug for slug in found(client, "/fi/haku?q=toimari") if client.get(f"/fi/asiat/{slug}").status_code == 200]
    assert all("toimari" not in client.get(f"/fi/asiat/{slug}").text for slug in things)


def test_matching_words_are_marked(client: FlaskClient) -> None:
    """In names and in texts."""
    assert "<mark>jonojen</mark> kasvu" in client.get("/fi/haku?q=jonot").text


def said(language: Language, text: str, **words: str) -> str:
    """A text of the interface in a language."""
    return read_catalogue(language).gettext(text) % words


@pytest.mark.parametrize(
    ("path", "text", "word"),
    [
        ("/fi/haku?q=asiakassuunnitelmasta", "a form of the word “%(word)s”", "asiakassuunnitelma"),
        ("/fi/haku?q=velka", "part of the word “%(word)s”", "velkaneuvonnan"),
        ("/fi/haku?q=taloussosialityö", "spelt nearly as “%(word)s”", "taloussosiaalityö"),
        ("/sv/sok?q=barnskyddet", "the same word as “%(word)s”", "barnskydd"),
        ("/en/search?q=understaffed", "nearly the same as “%(word)s”", "shortage"),
    ],
)
def test_a_match_that_is_not_literal_says_why(client: FlaskClient, path: str, text: str, word: str) -> None:
    """In the reader's language."""
    language: Language = path[1:3]  # type: ignore[assignment]
    assert said(language, text, word=word).casefold() in client.get(path).text.casefold()


def test_what_is_not_among_the_best_is_grouped_by_kind(client: FlaskClient) -> None:
    """With the number of each kind."""
    page = client.get("/fi/haku?q=kiire").text
    assert 'id="by-kind"' in page
    assert re.search(r"<h3>\w+ \(\d+\)</h3>", page)


def test_a_page_of_results_stays_short(client: FlaskClient) -> None:
    """Ten stand open; the rest is folded, at most five of a kind."""
    page = client.get("/fi/haku?q=asiakas").text
    assert len(found(client, "/fi/haku?q=asiakas")) == 10
    folded = page.partition('<details id="by-kind">')[2].partition("</details>")[0]
    assert max(section.count("<li>") for section in folded.split("<h3>")) <= 5


def test_the_next_results_have_an_address(client: FlaskClient) -> None:
    """In the same view; beyond the last the first are shown."""
    page = client.get("/fi/haku?q=asiakas&view=source").text
    assert "/fi/haku?q=asiakas&amp;after=10&amp;view=source" in page
    first = found(client, "/fi/haku?q=asiakas")
    assert not set(first) & set(found(client, "/fi/haku?q=asiakas&after=40"))
    assert all(found(client, f"/fi/haku?q=asiakas&after={odd}") == first for odd in ("99999", "9000", "x", "-1", "²"))


def test_what_the_sources_do_not_speak_of_is_told(client: FlaskClient) -> None:
    """Above what is near."""
    near = said("fi", "The sources do not speak of this word for word; these are nearest.")
    assert near in client.get("/fi/haku?q=motivoiva+haastattelu").text
    assert near not in client.get("/fi/haku?q=velat").text


@pytest.mark.parametrize("letters", ["kiir", "uupu", "velk"])
def test_a_guide_stands_among_the_first_suggestions(client: FlaskClient, letters: str) -> None:
    """Where one fits what is being typed."""
    urls = [each["url"] for each in given_to_programs(client, f"suggest?q={letters}&lang=fi")["suggestions"][:3]]
    assert any(url.startswith("/fi/oppaat/") for url in urls)


def test_nothing_found_says_what_to_try(client: FlaskClient) -> None:
    """And where else to look."""
    page = client.get("/en/search?q=xyzzyq").text
    assert said("en", "Nothing was found.") in page
    assert said("en", "What you can try") in page
    assert 'href="/en/glossary"' in page


@pytest.mark.parametrize(
    "query",
    ["", "q=", "q=%00", "q=%00%01%02jono", "q=" + "x" * 10_000, "q=" + "jono+" * 2000, "q=%ff", "q=<script>", "q=%F0%9F%8C%80",
     "q=%25s", "q=a&q=b", "q=%22%27%3C%3E%26"],
)  # fmt: skip
def test_odd_questions_give_a_page(client: FlaskClient, query: str) -> None:
    """An answer or what to try; nothing of the question runs."""
    page = client.get("/fi/haku?" + query)
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert len(page.data) < 100_000


def test_a_long_question_is_told_to_be_cut(client: FlaskClient) -> None:
    """So that nobody wonders."""
    cut = said("fi", "Your question was long. Only its beginning was searched for.")
    assert cut in client.get("/fi/haku?q=" + "jono+" * 2000).text


@settings(max_examples=30)
@given(st.text(max_size=200))
def test_any_question_is_answered(app: flask.Flask, question: str) -> None:
    """By the page and for programs: 200, or 400 with a sentence when there is no question."""
    client = app.test_client()
    assert client.get("/sv/sok?q=" + quote(question)).status_code == 200
    assert client.get("/api/v1/search?q=" + quote(question)).status_code == (200 if question.strip() else 400)


def test_programs_get_results_best_first(client: FlaskClient) -> None:
    """With the fields of the contract, and no more than asked for."""
    answer = given_to_programs(client, "search?q=velkaneuvojalle&lang=fi&limit=2")
    assert (answer["query"], answer["lang"]) == ("velkaneuvojalle", "fi")
    assert len(answer["results"]) == 2 <= answer["total"]
    assert answer["results"][0].keys() == {"iri", "url", "type", "label", "snippet", "score", "local"}
    assert answer["results"][0]["iri"] == ID + "debt-counselling-expert"
    assert answer["results"][0]["url"] == "/fi/asiat/debt-counselling-expert"
    assert answer["results"][0]["score"] >= answer["results"][1]["score"]


def test_a_result_is_a_thing_a_page_or_a_statement(client: FlaskClient) -> None:
    """And its address answers."""
    results = given_to_programs(client, "search?q=jonojen+kasvu&lang=en&limit=50")["results"]
    assert {iri.rpartition("/")[0] + "/" for iri in (each["iri"] for each in results)} == {ID, PAGE, STATEMENT}
    assert {client.get(each["url"]).status_code for each in results} == {200}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("search", "q is missing"),
        ("search?q=+", "q is missing"),
        ("search?q=x&lang=de", "lang is fi or sv or en"),
        ("search?q=x&limit=0", "limit is a whole number"),
        ("search?q=x&limit=1000", "limit is a whole number"),
        ("search?q=x&size=3", "There is no parameter"),
        ("suggest", "q is missing"),
    ],
)
def test_a_bad_question_of_a_program_is_told_what_to_change(client: FlaskClient, path: str, said: str) -> None:
    """As a problem of RFC 9457."""
    answer = client.get("/api/v1/" + path)
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert said in json.loads(answer.data)["detail"]


def test_hypotheses_are_left_out_where_only_sources_are_shown(client: FlaskClient) -> None:
    """By programs, and on the page, whose links keep the view."""
    everything = given_to_programs(client, "search?q=kiireen+kehä&limit=100")["results"]
    stated = given_to_programs(client, "search?q=kiireen+kehä&limit=100&view=source")["results"]
    assert ID + "loop-hurry-and-queues" in {each["iri"] for each in everything}
    assert ID + "loop-hurry-and-queues" not in {each["iri"] for each in stated}
    page = client.get("/fi/haku?q=jonot&view=source").text
    assert 'href="/fi/asiat/queues-grow?view=source"' in page
    assert 'name="view" value="source"' in page


def test_suggestions_are_few_and_lead_somewhere(client: FlaskClient) -> None:
    """Things and pages that begin as what has been typed."""
    suggestions = given_to_programs(client, "suggest?q=taloussos&lang=fi")["suggestions"]
    assert 1 <= len(suggestions) <= 8
    assert suggestions[0]["label"] == "taloussosiaalityö"
    assert client.get(suggestions[0]["url"]).status_code == 200


@pytest.mark.parametrize("path", ["/fi/", "/sv/modell", "/en/things/queues-grow", "/fi/nowhere"])
def test_every_page_has_the_field(client: FlaskClient, path: str) -> None:
    """In its head, or where it is the page's own; as a form that needs no script."""
    assert 'name="q" type="search"' in client.get(path).text


def test_the_index_is_built_once(make_client: Callable[..., FlaskClient], monkeypatch: pytest.MonkeyPatch) -> None:
    """Even when the first searches come together."""
    built: list[object] = []
    monkeypatch.setattr(sys.modules["portal.web.house"], "Index", lambda documents: built.append(documents) or Index(documents))
    house = make_client().application.extensions["kierre"]
    with ThreadPoolExecutor(8) as pool:
        searches = list(pool.map(lambda _: house.search, range(16)))
    assert len(built) == 1
    assert len(set(map(id, searches))) == 1


def test_many_may_search_at_once(app: flask.Flask) -> None:
    """Each gets the answer to its own question."""
    questions = ["jonot", "velka", "barnskyddet", "turnover"] * 10
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda each: given_to_programs(app.test_client(), "search?q=" + each)["query"], questions)
    assert list(answers) == questions


def test_answers_to_searches_are_not_kept(client: FlaskClient) -> None:
    """Questions never end; without an ETag the store in front passes them on."""
    assert "ETag" not in client.get("/fi/haku?q=jonot").headers
