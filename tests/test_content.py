"""The real guidance pages: each in three languages, and every link leads somewhere."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from portal.graph.load import load
from portal.languages import LANGUAGES, Language
from portal.pages.markdown import links
from portal.pages.read import read_pages
from portal.paths import data_root
from portal.web.addresses import address

FOLDER = data_root() / "content"
PAGES = read_pages(FOLDER, [file for file in sorted(FOLDER.rglob("*.md")) if file.name != "README.md"])


def test_there_are_pages() -> None:
    """And the graph knows as many."""
    assert len(load(data_root()).pages) == len(PAGES) > 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_a_page_is_rendered_with_all_links(client: FlaskClient, page: object, language: Language) -> None:
    """Every link of the text has become an address that answers."""
    text = page.texts[language]  # type: ignore[attr-defined]
    answer = client.get(address("guide", language, page.slug))  # type: ignore[attr-defined]
    assert answer.status_code == 200
    assert text.title in answer.text
    article = answer.text.partition("<article>")[2].partition("</article>")[0]
    targets = [target for target in re.findall(r'href="([^"]+)"', article) if target.startswith("/")]
    assert len(targets) == len(links(text.markdown))
    assert all(client.get(target).status_code == 200 for target in targets)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_translations_link_to_the_same_things(page: object) -> None:
    """A translation loses no link."""
    found = {language: {link.target for link in links(text.markdown)} for language, text in page.texts.items()}  # type: ignore[attr-defined]
    assert found["fi"] == found["sv"] == found["en"]
