"""The real guidance pages: each in three languages, and every link leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import unescape

import flask
import pytest
from flask.testing import FlaskClient

from portal.graph.load import load
from portal.languages import LANGUAGES, Language
from portal.pages.markdown import citations, links
from portal.pages.read import Page, read_pages
from portal.paths import data_root
from portal.web.addresses import address

MOST_BYTES = 100_000
FOLDER = data_root() / "content"
PAGES = read_pages(FOLDER, [file for file in sorted(FOLDER.rglob("*.md")) if file.name != "README.md"])


@pytest.fixture(scope="module")
def answers(app: flask.Flask) -> Callable[[str], bool]:
    """Tells whether an address of the portal answers; each is asked once."""
    client = app.test_client()

    @cache
    def asked(target: str) -> bool:
        return client.get(target.partition("#")[0]).status_code in {200, 302}

    return asked


def test_there_are_pages() -> None:
    """And the graph knows as many."""
    assert len(load(data_root()).pages) == len(PAGES) > 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_a_page_is_rendered_with_all_links(
    client: FlaskClient, answers: Callable[[str], bool], page: Page, language: Language
) -> None:
    """Every link of the text has become an address that answers."""
    text = page.texts[language]
    answer = client.get(address("guide", language, page.slug))
    assert answer.status_code == 200
    assert text.title in unescape(answer.text)
    assert len(answer.data) <= MOST_BYTES
    article = answer.text.partition("<article")[2].partition('<section class="about">')[0]
    targets = {unescape(target) for target in re.findall(r'href="(/[^"]+)"', article)}
    assert len(targets) >= len({link.target for link in (*links(text.markdown), *citations(text.markdown))})
    assert [target for target in targets if not answers(target)] == []
    assert 'class="drawn"><p class="empty">' not in article
    assert "[^" not in article


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_a_page_holds_without_hypotheses(client: FlaskClient, page: Page, language: Language) -> None:
    """What the source does not say is told in a sentence of the reader's language."""
    answer = client.get(address("guide", language, page.slug) + "?view=source")
    assert answer.status_code == 200
    assert "in this view." not in answer.text or language == "en"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_translations_link_to_the_same_things(page: Page) -> None:
    """A translation loses no link."""
    found = {language: {link.target for link in links(text.markdown)} for language, text in page.texts.items()}
    assert found["fi"] == found["sv"] == found["en"]
