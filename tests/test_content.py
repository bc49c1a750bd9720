"""The real guidance pages: each in three languages, and every link leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from itertools import cycle

import flask
import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data
from portal.languages import LANGUAGES, Language
from portal.pages.markdown import citations, directives, links
from portal.pages.read import Page, read_pages
from portal.paths import data_root
from portal.web.addresses import address

MOST_BYTES = 100_000
FOLDER = data_root() / "content"
PAGES = read_pages(FOLDER, [file for file in sorted(FOLDER.rglob("*.md")) if file.name != "README.md"])
ONE_OF_EACH = list({page.kind: page for page in PAGES}.values())
IN_TURN = list(zip(PAGES, cycle(("fi", "sv")), strict=False))


@pytest.fixture(scope="module")
def answers(app: flask.Flask) -> Callable[[str], bool]:
    """Tells whether what an address shows answers; it is asked for once, in the languages in turn, whatever its place is.

    The guidance pages themselves are not asked for: each is, in every language, by a case of its own.
    """
    client, rules, turns = app.test_client(), app.url_map.bind("localhost"), cycle(LANGUAGES)
    known = {(address("guide", "fi", page.slug), ""): True for page in PAGES}

    def asked(target: str) -> bool:
        path, _, query = target.partition("#")[0].partition("?")
        endpoint, of = rules.match(path)
        places = {each: rules.build(endpoint, {**of, "language": each}) for each in LANGUAGES} if "language" in of else {"fi": path}
        shown = (places["fi"], query)
        if shown not in known:
            known[shown] = client.get(f"{places.get(next(turns), path)}?{query}").status_code in {200, 302}
        return known[shown]

    return asked


def leads_to(markup: str) -> set[str]:
    """The addresses of this portal that links in a piece of a page lead to."""
    return {unescape(target) for target in re.findall(r'href="(/[^"]+)"', markup)}


def test_there_are_pages(real: Data) -> None:
    """And the graph knows as many."""
    assert len(real.pages) == len(PAGES) > 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_a_page_is_rendered_with_all_links(
    client: FlaskClient, answers: Callable[[str], bool], page: Page, language: Language
) -> None:
    """Every link of the text has become an address that answers; so do those of what it is about and what to read next."""
    text = page.texts[language]
    answer = client.get(address("guide", language, page.slug))
    assert answer.status_code == 200
    assert text.title in unescape(answer.text)
    assert len(answer.data) <= MOST_BYTES
    article = answer.text.partition("<article")[2].partition('<p class="small imprint">')[0]
    targets = leads_to(article)
    assert len(targets) >= len({link.target for link in (*links(text.markdown), *citations(text.markdown))})
    assert [target for target in sorted(targets) if not answers(target)] == []
    assert 'class="drawn"><p class="empty">' not in article
    assert "[^" not in article


@pytest.mark.parametrize("page", ONE_OF_EACH, ids=lambda page: page.kind)
def test_what_stands_around_a_page_answers(client: FlaskClient, answers: Callable[[str], bool], page: Page) -> None:
    """Its citations, its frame and its place in a basket, which are made alike for all pages: tried on one of each kind."""
    answer = client.get(address("guide", "sv", page.slug))
    around = answer.text.partition('<p class="small imprint">')[2]
    assert {"cite=bib", "items=guide:" + page.slug} <= {part for target in leads_to(around) for part in re.split("[?&]", target)}
    assert [target for target in sorted(leads_to(around)) if not answers(target)] == []


@pytest.mark.parametrize(("page", "language"), IN_TURN, ids=lambda each: getattr(each, "slug", each))
def test_a_page_holds_without_hypotheses(client: FlaskClient, page: Page, language: Language) -> None:
    """What the source does not say is told in a sentence of the reader's language: what is drawn is the same in all three."""
    answer = client.get(address("guide", language, page.slug) + "?view=source")
    assert answer.status_code == 200
    assert "in this view." not in answer.text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_translations_link_to_the_same_things(page: Page) -> None:
    """A translation loses no link."""
    found = {language: {link.target for link in links(text.markdown)} for language, text in page.texts.items()}
    assert found["fi"] == found["sv"] == found["en"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.slug)
def test_translations_draw_the_same(page: Page) -> None:
    """The same blocks in the same order, of the same things."""
    found = {
        language: [(each.name, each.parameters) for each in directives(text.markdown)] for language, text in page.texts.items()
    }
    assert found["fi"] == found["sv"] == found["en"]
