"""Finding things by name."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient


def found(client: FlaskClient, path: str) -> list[str]:
    listed = client.get(path).text.partition("<ol")[2].partition("</ol>")[0]
    return re.findall(r'<li>.*?href="/\w\w/\w+/([^"]+)"', listed)


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("/fi/haku?q=jonot", "queues-grow"),
        ("/fi/haku?q=Talous", "financial-social-work"),
        ("/sv/sok?q=ekonomiskt+socialt+arbete", "financial-social-work"),
        ("/en/search?q=enabling+leadership", "enabling-leadership"),
        ("/fi/haku?q=lasu", "child-protection"),
    ],
)
def test_a_name_finds_its_thing(client: FlaskClient, path: str, slug: str) -> None:
    """Among the first five; whatever the case of the letters."""
    assert slug in found(client, path)[:5]


def test_a_hidden_label_finds_but_is_not_shown(client: FlaskClient) -> None:
    """Slang is searched with and never printed."""
    page = client.get("/fi/haku?q=toimari")
    assert found(client, "/fi/haku?q=toimari")
    assert "toimari" not in page.text.partition("<ol")[2]
    assert all("toimari" not in client.get(f"/fi/asiat/{slug}").text for slug in found(client, "/fi/haku?q=toimari"))


@pytest.mark.parametrize("query", ["", "q=", "q=%00", "q=" + "x" * 10_000, "q=%ff", "q=<script>", "q=%F0%9F%8C%80"])
def test_odd_questions_give_a_page(client: FlaskClient, query: str) -> None:
    """Nothing found, said plainly; nothing of the question runs."""
    page = client.get("/fi/haku?" + query)
    assert page.status_code == 200
    assert "<script>" not in page.text
