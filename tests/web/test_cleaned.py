"""Markup of pages becomes the few elements that travel."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from portal.learning.package import PageEntry
from portal.web.cleaned import cleaned


def clean(markup: str, *, key: bool = False) -> str:
    """Markup in the elements that travel, with an address for each path."""
    return cleaned(markup, lambda path: "https://k" + path, prefix="p-", key=key)


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ('<p class="lead">a &amp; b</p>', "<p>a &amp; b</p>"),
        ("<section><div><p>a</p></div></section>", "<p>a</p>"),
        ('<p>a<svg><use href="#x"/><title>t</title></svg>b<script>c</script></p>', "<p>ab</p>"),
        (
            '<a href="/fi/x" class="y">a</a> <a href="#n" id="m">b</a>',
            '<a href="https://k/fi/x">a</a> <a href="#p-n" id="p-m">b</a>',
        ),
        ('<p>a <span class="mark">hypothesis</span></p>', "<p>a (hypothesis)</p>"),
        ('<p class="kind">a <span class="kind">guide</span></p>', "<p>a (guide)</p>"),
        ("<details><summary>a</summary><p>b</p></details>", "<p><strong>a</strong></p>\n<p>b</p>"),
        ('<h2 id="i">A <a class="here" href="#i">#</a></h2>', '<h2 id="p-i">A</h2>'),
        ('<p>a<br>b</p><img src="files/x.png" alt="q&quot;" onerror="x">', '<p>a<br>b</p><img src="files/x.png" alt="q&quot;">'),
        ('<p class="screen">a</p><nav><ul><li>b</li></ul></nav>c', "c"),
        ('<details class="key"><summary><h2>A</h2></summary><p>b</p></details>c', "c"),
        (
            '<p>a<a href="#n1" id="m1">1</a></p><p class="key">b<a href="#n1" id="m1-2">1</a><a href="#n2" id="m2">2</a></p>'
            '<ol><li id="n1">c<a href="#m1" role="doc-backlink">↩</a><a href="#m1-2" role="doc-backlink">↩</a></li>'
            '<li id="n2">d</li></ol>',
            '<p>a<a href="#p-n1" id="p-m1">1</a></p><ol><li id="p-n1">c<a href="#p-m1">↩</a></li></ol>',
        ),
    ],
)
def test_markup_is_cleaned(markup: str, wanted: str) -> None:
    """Words stay; what only looks or moves goes."""
    assert clean(markup) == wanted


def test_answers_stay_for_the_trainer() -> None:
    """When they are asked for."""
    assert "b" in clean('<details class="key"><summary><h2>A</h2></summary><p>b</p></details>', key=True)


@given(st.text(alphabet="<>/apdivsgb \"'=&;", max_size=60))
def test_only_known_elements_come_out(markup: str) -> None:
    """Whatever goes in."""
    found = html.fragments_fromstring("<div>" + clean(markup) + "</div>")
    tags = {each.tag for root in found for each in root.iter()} - {"div"}
    assert tags <= PageEntry.ELEMENTS
