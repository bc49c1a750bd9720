"""Markdown to HTML, without anything that a page must not hold."""

from __future__ import annotations

import pytest

from portal.pages.markdown import Link, links, to_html


def html(text: str) -> str:
    return to_html(text, lambda target: "/fi/" + target.replace(":", "/"))


@pytest.mark.parametrize("raw", ["<script>alert(1)</script>", "a <b onclick='x'>b</b>", "<!-- c -->", "<img src=x onerror=y>"])
def test_raw_html_is_escaped(raw: str) -> None:
    """What looks like HTML is shown as text."""
    assert "<" not in html(raw).replace("<p>", "").replace("</p>", "")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd", "java&#115;cript:x"],
)
def test_a_dangerous_link_is_no_link(url: str) -> None:
    """Only addresses of the web, mail, parts of the page and names are linked."""
    assert "href" not in html(f"[a]({url}) <{url}>\n\n[b]\n\n[b]: {url}")


@pytest.mark.parametrize("url", ["https://a.test/", "http://a.test/", "mailto:a@b.test", "#part"])
def test_an_ordinary_link_stays(url: str) -> None:
    """It is written as it stands."""
    assert f'<a href="{url}">a</a>' in html(f"[a]({url})")


def test_a_link_by_name_becomes_an_address() -> None:
    """Things and pages are linked by name, wherever the portal puts them."""
    assert '<a href="/fi/id/queues-grow">q</a>' in html("[q](id:queues-grow)")
    assert '<a href="/fi/page/how">h</a>' in html("> - **[h](page:how)**")


def test_an_address_cannot_leave_its_attribute() -> None:
    """Quotes in a target are escaped."""
    assert '"><script' not in html('[a](id:x"><script>)')


def test_tables_are_read() -> None:
    """Pages may have tables."""
    assert "<th>a</th>" in html("| a | b |\n|---|---|\n| 1 | 2 |")


def test_links_are_found_with_their_line() -> None:
    """Only links by name, in the order of the text, with the first line of their block."""
    text = "# A [x](id:x)\n\nText\n\n- [y](page:y)\n- [z](https://z.test/) and [w](id:w)\n"
    assert links(text) == [Link("id:x", 1), Link("page:y", 5), Link("id:w", 6)]


def test_code_holds_no_links() -> None:
    """What is shown as code is not followed."""
    assert links("`[x](id:x)`\n\n    [y](id:y)\n") == []
