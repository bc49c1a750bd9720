"""What an address that leads nowhere may have meant."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from portal.web import near
from portal.web.language import read_catalogue
from portal.web.near import words


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/fi/oppaat/velkojen-jarjestely", "velkojen jarjestely"),
        ("/en/guides/housing", "housing"),
        ("/sv/sok_efter_boende", "sok efter boende"),
        ("/fi/", ""),
        ("/", ""),
        ("/fi/asiat/<script>", "script"),
        ("/en/" + "x" * 300, "x" * 100),
    ],
)
def test_the_words_of_a_path_are_what_one_would_search_for(path: str, asked: str) -> None:
    """Without languages, sections and signs."""
    assert words(path) == asked


def test_a_missing_page_searches_for_its_words(client: FlaskClient) -> None:
    """The field is filled, and what is near is there."""
    page = client.get("/fi/oppaat/oma-velkaneuvonta").text
    assert 'value="oma velkaneuvonta"' in page
    assert 'href="/fi/asiat/interface-financial-and-debt-counselling"' in page


def test_a_path_that_is_near_nothing_suggests_nothing(client: FlaskClient) -> None:
    """Rather than anything at all."""
    assert read_catalogue("fi").gettext("Did you mean:") not in client.get("/fi/asiat/ihmeellinen-tyyppi").text


def test_a_misspelt_page_of_ours_is_near_too(client: FlaskClient) -> None:
    """Guidance pages as well as things."""
    assert 'href="/en/guides/reading-the-model"' in client.get("/en/guides/reading-the-modell").text


def test_a_missing_page_is_searched_for_a_few_times(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many words there are: by some of them together, and by the first."""
    asked: list[str] = []
    ask = near.ask
    monkeypatch.setattr(near, "ask", lambda text, language: asked.append(text) or ask(text, language))
    client.get("/en/" + "-".join(f"word{number}" for number in range(500)))
    assert 1 < len(asked) <= 5
    assert max(map(len, asked)) <= near.LONGEST
