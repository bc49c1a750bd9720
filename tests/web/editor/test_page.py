"""The editor as a page: what it loads, and what it tells beforehand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import portal
from portal.languages import LANGUAGES

STATIC = Path(portal.__file__).parent / "web" / "static"


def test_the_vendored_library_is_the_one_that_is_documented() -> None:
    """By its hash; its licence lies beside it."""
    folder = STATIC / "vendor" / "codemirror"
    hashed = hashlib.sha256((folder / "codemirror.min.mjs").read_bytes()).hexdigest()
    assert hashed in (folder / "README.md").read_text(encoding="utf-8")
    assert (folder / "LICENSE").exists()


@pytest.mark.parametrize("script", sorted((STATIC / "js").glob("editor*.js")), ids=lambda path: path.name)
def test_scripts_are_short(script: Path) -> None:
    """At most 100 lines each."""
    assert len(script.read_text(encoding="utf-8").splitlines()) <= 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_other_page_loads_the_library(client: FlaskClient, language: str) -> None:
    """Only the editor has its script."""
    assert "js/editor.js" in client.get(f"/{language}/sparql").text
    assert "js/editor.js" not in client.get(f"/{language}/").text


def test_limits_are_told_beforehand(make_client: Callable[..., FlaskClient]) -> None:
    """Time and rows, as the reader's language writes numbers."""
    page = make_client(query_seconds=5).get("/fi/sparql").text
    assert "5 sekuntia, ja siinä saa olla enintään 100\N{NO-BREAK SPACE}000 riviä" in page


def test_without_a_query_an_example_stands_there(client: FlaskClient) -> None:
    """With its prefixes, and nothing is run."""
    html = client.get("/en/sparql").text
    assert "PREFIX kierre:" in html
    assert "<table" not in html
    assert len(html) < 15_000


def test_an_empty_query_is_none(client: FlaskClient) -> None:
    """Also of blanks."""
    assert client.post("/en/sparql", data={"query": " \r\n "}).location == "/en/sparql"
    assert 'id="fault"' not in client.get("/en/sparql?query=%20").text


def test_line_ends_of_forms_are_ours(client: FlaskClient) -> None:
    """A form sends CR LF; a comment would otherwise differ."""
    assert "query=ASK%0A%7B%7D" in str(client.post("/en/sparql", data={"query": "ASK\r\n{}"}).location)


def test_the_view_is_kept(client: FlaskClient) -> None:
    """From link to link and in the form."""
    html = client.get("/en/sparql?view=source&query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D").text
    assert 'action="/en/sparql?view=source"' in html
    assert re.search(r'rel="next" href="[^"]*&amp;view=source&amp;page=2"', html)
