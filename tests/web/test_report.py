"""Where a problem with a page is reported."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from portal.web.report import report_address

ISSUE = "https://example.org/issues/new?title={title}&body={url}"


def test_the_places_of_a_template_are_filled_in() -> None:
    """Escaped, so that nothing of a title is a part of the address."""
    assert report_address(ISSUE, "", "/fi/", "A & B") == "https://example.org/issues/new?title=A%20%26%20B&body=%2Ffi%2F"


def test_a_plain_mail_address_gets_subject_and_text() -> None:
    """Title and address of the page."""
    assert report_address("mailto:a@b.fi", "", "/fi/", "T") == "mailto:a@b.fi?subject=T&body=%2Ffi%2F"


def test_without_a_template_a_letter_goes_to_the_contact() -> None:
    """To the first mail address in it."""
    assert report_address("", "Kierre team, kierre@example.fi, Helsinki", "/", "T").startswith("mailto:kierre@example.fi?subject=T")


@pytest.mark.parametrize("contact", ["", "Kierre team, Helsinki", "@"])
def test_without_either_there_is_no_address(contact: str) -> None:
    """And no link."""
    assert report_address("", contact, "/", "T") == ""


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_the_page_is_called_its_words_come_back(url: str, title: str) -> None:
    """Also those that look like places of a template."""
    asked = parse_qs(urlsplit(report_address(ISSUE, "", url, title)).query, keep_blank_values=True)
    assert (asked["body"], asked["title"]) == ([url], [title])


def test_a_very_long_address_is_cut() -> None:
    """Mail programs cut them anyway."""
    assert len(report_address(ISSUE, "", "/" + "x" * 10_000, "T")) < 700


def test_each_page_has_the_link_with_its_own_address(make_client: Callable[..., FlaskClient]) -> None:
    """As readers reach it; a question in the address is kept."""
    page = make_client(report=ISSUE, public_url="https://kierre.example.fi/").get("/en/things?class=Barrier").text
    link = unescape(page.split('href="https://example.org')[1].split('"')[0])
    asked = parse_qs(urlsplit(link).query)
    assert asked["body"] == ["https://kierre.example.fi/en/things?class=Barrier"]
    assert asked["title"][0].startswith("Kierre: ")


def test_without_a_public_address_the_path_is_told(make_client: Callable[..., FlaskClient]) -> None:
    """Never the name by which one reader happened to ask."""
    page = make_client(report=ISSUE).get("/en/", headers={"Host": "elsewhere.example"}).text
    link = unescape(page.split('href="https://example.org')[1].split('"')[0])
    assert parse_qs(urlsplit(link).query)["body"] == ["/en/"]


def test_no_setting_no_link(make_client: Callable[..., FlaskClient]) -> None:
    """Nothing that leads nowhere."""
    assert "Report a problem" not in make_client().get("/en/").text
