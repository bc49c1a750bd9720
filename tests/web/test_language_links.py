"""The same page in the other languages is one link away, and answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape, unescape

import flask
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.languages import LANGUAGES

PAGES = [
    "/fi/",
    "/fi/malli",
    "/fi/luokat",
    "/fi/luokat/Barrier",
    "/fi/asiat/queues-grow",
    "/fi/asiat/link-no-time-clients-return",
    "/fi/lahdekohdat/prosos-doc",
    "/fi/lahdekohdat/aikumetod",
    "/fi/ontologia",
    "/fi/ontologia/realism",
    "/fi/aineisto",
    "/fi/aineistojulkaisut",
    "/fi/aineiston-muutokset",
    "/fi/oppaat/reading-the-model",
    "/fi/kyselyt",
    "/fi/kyselyt/things-at-a-level?class=Barrier&level=",
    "/fi/sparql",
    "/fi/api",
    "/fi/sparql?query=ASK%20%7B%7D",
    "/fi/malli?view=source",
    "/fi/asiat?class=Barrier&level=level-macro",
    "/fi/kartta?around=clients-return&depth=2",
    "/fi/viheliainen-kierre",
    "/fi/hyvan-kierre",
    "/fi/menetelmat",
    "/fi/mekanismit",
    "/fi/yhdyspinnat",
    "/fi/prosessi",
    "/fi/suositukset",
    "/fi/lahteet",
    "/fi/sanasto",
    "/fi/mika-on-muuttunut",
    "/fi/oppaat",
    "/fi/oppaat/an-hour-on-the-realist-model",
    "/fi/oppimispolut",
    "/fi/haku?q=jonot",
    "/fi/oppaat/accessibility",
    "/fi/kehat",
    "/fi/kehat/loop-returning-clients",
    "/fi/mista-aloitan?obstacle=queues-grow&obstacle=worker-turnover&role=team",
    "/fi/miksi-toimii",
    "/fi/miksi-toimii/enabling-leadership",
    "/fi/enta-jos?thing=queues-grow&change=less",
    "/fi/vertaa?a=level-macro&b=level-meso",
    "/fi/aukot?view=source",
    "/fi/kartta?around=queues-grow&direction=up&depth=2",
    "/fi/tiimin-tarkistus",
    "/fi/kysymyspankki?kind=next-stage&seed=3",
    "/fi/kysymyspankki/order-of-stages",
    "/fi/kaksi-tarkistusta",
    "/fi/vie-kurssille",
    "/fi/vie-kurssille?n=2&items=thing:queues-grow,picture:loop:loop.loop-returning-clients",
    "/fi/tiimin-tarkistus?view=source",
    "/fi/ovet/tiimipalaveri",
    "/fi/ovet/puhu-paattajille?view=source",
    "/fi/etsi-tilanteen-mukaan",
    "/fi/etsi-tilanteen-mukaan?domain=housing&stage=contact",
    "/fi/etsi-tilanteen-mukaan?obstacle=constant-hurry&view=source",
]

Ask = Callable[[str], TestResponse]


@pytest.fixture(scope="module")
def ask(app: flask.Flask) -> Ask:
    """Gives the answer of an address, asked for once."""
    return cache(lambda path: app.test_client().get(path))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "fi"])
def test_the_other_languages_are_one_link_away(ask: Ask, path: str, language: str) -> None:
    """The link in the page leads to a page in that language, which links back to this one."""
    page = ask(path)
    assert page.status_code == 200
    target = unescape(re.findall(rf'<a href="([^"]+)" lang="{language}" hreflang="{language}">', page.text)[0])
    other = ask(target)
    assert other.status_code == 200
    assert f'<html lang="{language}">' in other.text
    assert f'<a href="{escape(path)}" lang="fi" hreflang="fi">' in other.text


@pytest.mark.parametrize("path", PAGES)
def test_machines_find_the_other_languages_too(ask: Ask, path: str) -> None:
    """Alternates in the head: each language, and the address for all others."""
    found = re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', ask(path).text)
    assert [language for language, _ in found] == ["fi", "sv", "en", "x-default"]
    assert all(ask(unescape(target)).status_code == 200 for language, target in found if language != "x-default")
    assert ask(unescape(found[-1][1])).status_code in {200, 302, 303}


def test_letters_that_a_program_did_not_encode_stay_the_same(client: FlaskClient) -> None:
    """Such as those that somebody typed into curl."""
    page = client.get("/fi/haku", environ_overrides={"QUERY_STRING": "q=velkä".encode().decode("latin-1")}).text
    assert 'href="/sv/sok?q=velk%C3%A4"' in page


@pytest.mark.parametrize("path", ["/fi/haku?q=", "/fi/etsi-tilanteen-mukaan?domain=", "/fi/malli?x=", "/fi/oppaat/"])
def test_what_is_too_long_is_not_repeated(client: FlaskClient, path: str) -> None:
    """The page stays as small as others."""
    assert len(client.get(path + "%C3%A4" * 10_000).data) < 100_000
