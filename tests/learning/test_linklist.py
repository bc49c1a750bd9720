"""Links in what courses are made of."""

from __future__ import annotations

import io
import tarfile
import zipfile

import pytest

from portal.errors import BadQuestion
from portal.learning import linklist
from portal.learning.linklist import links_in, parted

A = "https://kierre.example.fi/fi/kehat"
LASTING, INTRA = "https://w3id.org/kierre/", "https://intra.example.fi/kierre"


@pytest.mark.parametrize(
    "text",
    [
        f"See {A}.",
        f"({A})",
        f"[loops]({A})",
        f"**{A}**",
        f'<a href="{A}">x</a>',
        f"<a href='{A}'>x</a>",
        f"week 1;{A};x",
        f'"loops","{A}"',
        f"&lt;a href=&quot;{A}&quot;&gt;",
        f"<url><![CDATA[{A}]]></url>",
        '{"url": "https:\\/\\/kierre.example.fi\\/fi\\/kehat"}',
        f"{A}\tx",
        '<a href="//kierre.example.fi/fi/kehat">x</a>',
        "&lt;a href='//kierre.example.fi/fi/kehat'&gt;",
    ],
)
def test_a_link_is_found_without_what_is_around_it(text: str) -> None:
    """In running text, Markdown, HTML, tables, Moodle's XML and JSON."""
    assert [each.address for each in links_in(text.encode(), "x")] == [A]


@pytest.mark.parametrize("short", ["kehat", "/fi/kehat", "../fi/kehat", "//kierre.example.fi/fi/kehat", A])
def test_a_short_link_stands_below_the_base_of_its_page(short: str) -> None:
    """When the page says one."""
    page = f'<head><base target="_top" href="https://kierre.example.fi/fi/"></head>\n<a class="x" href="{short}">x</a><a href="#x">'
    assert [(each.line, each.address) for each in links_in(page.encode(), "x")][1:] == [(2, A)]


def test_a_short_link_of_a_page_without_base_is_nobodys() -> None:
    """But a link within it is found."""
    found = links_in(f'<a href="kehat">x</a><a href="/go?to={A}">x</a><a href="//[">x</a>'.encode(), "x")
    assert [each.address for each in found] == [A]


@pytest.mark.parametrize("joined", ["&", "&amp;", "&amp;amp;"])
def test_a_question_is_read_as_it_is_meant(joined: str) -> None:
    """However often it was escaped."""
    [found] = links_in(f'"{A}?a=1{joined}v=2026.1"'.encode(), "x")
    assert found.address == f"{A}?a=1&v=2026.1"


def test_brackets_of_a_link_are_its_own() -> None:
    """When it opens them."""
    [found] = links_in(b"(https://fi.wikipedia.org/wiki/Kierre_(x))", "x")
    assert found.address == "https://fi.wikipedia.org/wiki/Kierre_(x)"


def test_each_link_has_its_line() -> None:
    """Counted from 1."""
    found = links_in(f"one\n{A}\n\n{A}#x {A}?y\n".encode(), "x")
    assert [(each.line, each.address) for each in found] == [(2, A), (4, A + "#x"), (4, A + "?y")]


@pytest.mark.parametrize("row", ["a,{},b", '"a","{}","b"', "a;{};b", '"a;b";"{}";"b"'])
def test_a_link_ends_with_its_cell(row: str) -> None:
    """In a table a comma may part cells; one within quotes is of the link."""
    text = f"{row.format('address')}\n{row.format(A + '?v=2026.1')}\n"
    assert [(each.line, each.address) for each in links_in(text.encode(), "list.csv")] == [(2, A + "?v=2026.1")]


def test_a_comma_within_quotes_is_of_the_link() -> None:
    """As in the address of a basket."""
    [found] = links_in(f'n,link\n1,"{A}?items=thing:a,page:b&v=2026.1"\n'.encode(), "https://kierre.example.fi/kierre.csv?n=2")
    assert found.address == f"{A}?items=thing:a,page:b&v=2026.1"


def test_what_is_only_called_a_table_is_read_as_text() -> None:
    """As with a quotation mark that never ends."""
    [found] = links_in(f'n,link\n"{A}"\n"{"x" * 200_000}\n'.encode(), "list.csv")
    assert (found.line, found.address) == (2, A)


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_coding_is_read(coding: str) -> None:
    """Excel and old programs write others than UTF-8."""
    [found] = links_in(f"Jonot – työ: {A}".encode(coding), "x")
    assert found.address == A


def test_a_package_is_looked_into() -> None:
    """Its texts, and no others."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("wiki/a.html", f"\n{A}")
        package.writestr("picture.png", A)
    assert [(each.file, each.line) for each in links_in(buffer.getvalue(), "x.imscc")] == [("wiki/a.html", 2)]


def test_a_link_in_gift_is_whole() -> None:
    """There `:` and `=` stand behind a backslash."""
    [found] = links_in(rf'####<a href\="{A.replace(":", chr(92) + ":")}?v\=2026.1">x</a>'.encode(), "a.gift.txt")
    assert found.address == A + "?v=2026.1"


def test_an_address_that_slides_show_short_is_no_link() -> None:
    """It stands whole beside them; in a text of another kind it was cut off."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("ppt/slides/slide1.xml", f"<a:t>{A}?n=2…</a:t>")
        package.writestr("list.txt", f"{A}?n=3…")
    assert [each.address for each in links_in(buffer.getvalue(), "x.pptx")] == [A + "?n=3…"]


def test_links_of_a_document_stand_beside_its_text() -> None:
    """In docx and pptx; what only names a format is no link."""
    form = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        relation = f'<Relationship Id="rId1" Type="{form}" Target="{A}?n=1&amp;items=thing:a" TargetMode="External"/>'
        package.writestr("word/_rels/document.xml.rels", f"<Relationships>{relation}</Relationships>")
    found = links_in(buffer.getvalue(), "x.docx")
    assert [(each.file, each.address) for each in found] == [("word/_rels/document.xml.rels", A + "?n=1&items=thing:a")]


def test_a_backup_of_moodle_is_looked_into() -> None:
    """A compressed tar file."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as package:
        entry = tarfile.TarInfo("activities/url.xml")
        entry.size = len(A)
        package.addfile(entry, io.BytesIO(A.encode()))
    assert [each.file for each in links_in(buffer.getvalue(), "x.mbz")] == ["activities/url.xml"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\0\1", b"PK\x03\x04broken", b"\x1f\x8bbroken"])
def test_what_is_no_list_of_links_is_said(data: bytes) -> None:
    """With its name."""
    with pytest.raises(BadQuestion, match=r"x\.bin"):
        links_in(data, "x.bin")


def test_a_package_that_unpacks_to_too_much_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before it fills the memory."""
    monkeypatch.setattr(linklist, "MOST_BYTES", 1000)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.html", "x" * 2000)
    with pytest.raises(BadQuestion, match="holds more than"):
        links_in(buffer.getvalue(), "x.zip")


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("https://w3id.org/kierre/id/queues-grow", (LASTING, "/id/queues-grow")),
        ("http://W3ID.org/kierre/ontology#Barrier", (LASTING, "/ontology#Barrier")),
        ("https://intra.example.fi/kierre?v=2026.1", (INTRA, "/?v=2026.1")),
        ("https://intra.example.fi/kierre", (INTRA, "/")),
        ("https://intra.example.fi/kierres/x", None),
        ("https://intra.example.fi/", None),
        ("https://w3id.org/other", None),
    ],
)
def test_whose_link_it_is(address: str, parts: tuple[str, str] | None) -> None:
    """By where it begins, whatever the scheme."""
    assert parted(address, [LASTING, INTRA]) == parts
