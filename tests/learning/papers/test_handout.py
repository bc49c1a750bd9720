"""Handouts are tagged PDFs that say all that the package says."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import pairwise

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from portal.learning.handout import write_handout
from portal.learning.package import LinkEntry, Package, PageEntry


@pytest.fixture(scope="module")
def pdf(handout: bytes) -> Iterator[pikepdf.Pdf]:
    """The handout, opened."""
    with pikepdf.open(io.BytesIO(handout)) as opened:
        yield opened


@pytest.fixture(scope="module")
def text(handout: bytes) -> str:
    """All its text, as a reader copies it."""
    return said(handout)


def said(handout: bytes) -> str:
    """Return the text of a PDF with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(handout)).pages).split())


def tags(pdf: pikepdf.Pdf) -> list[tuple[str, pikepdf.Object]]:
    """Return the structure elements in reading order, each with its tag."""

    def within(element: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
        if isinstance(element, pikepdf.Array):
            for child in element:  # type: ignore[attr-defined]
                yield from within(child)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                yield str(element["/S"])[1:], element
            if "/K" in element:
                yield from within(element["/K"])

    return list(within(pdf.Root.StructTreeRoot))


def test_it_is_tagged(pdf: pikepdf.Pdf) -> None:
    """The file says that it is tagged."""
    assert bool(pdf.Root.MarkInfo.Marked)


def test_it_says_that_it_is_accessible(pdf: pikepdf.Pdf) -> None:
    """The metadata claims PDF/UA-1, which the library has checked."""
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_it_has_a_language(pdf: pikepdf.Pdf) -> None:
    """A screen reader reads it in Finnish."""
    assert str(pdf.Root.Lang) == "fi"


def test_its_title_is_shown(pdf: pikepdf.Pdf, package: Package) -> None:
    """The window is named after the package, not after the file."""
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.docinfo["/Title"]) == package.title


def test_its_date_is_that_of_the_version(pdf: pikepdf.Pdf) -> None:
    """No clock is looked at."""
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261122")


def test_headings_leave_out_no_level(pdf: pikepdf.Pdf) -> None:
    """Each heading is at most one level deeper than the one before."""
    levels = [int(tag[1:]) for tag, _ in tags(pdf) if tag[0] == "H" and tag[1:].isdigit()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("tag", ["Table", "TH", "TD", "L", "LI", "Link", "Figure", "Caption", "Code", "TOC", "Strong"])
def test_it_has_the_tags_of_what_is_in_it(pdf: pikepdf.Pdf, tag: str) -> None:
    """Lists, tables with heads, links and drawings are what they are to a screen reader too."""
    assert tag in {found for found, _ in tags(pdf)}


def test_every_drawing_has_words(pdf: pikepdf.Pdf) -> None:
    """The description of a drawing stands in its tag."""
    described = [str(element.get("/Alt", "")) for tag, element in tags(pdf) if tag == "Figure"]
    assert described == ["Kehän selitys sanoin", "Kehän selitys sanoin"]


def test_links_lead_where_they_led(handout: bytes) -> None:
    """Links of the page, of the entries and of the licence are there."""
    found = set()
    for page in pypdf.PdfReader(io.BytesIO(handout)).pages:
        for note in page.get("/Annots", []):
            action = note.get_object().get("/A", {})
            found.add(str(action.get("/URI", "")))
    assert {"https://kierre.example.fi/fi/jonot", "https://kierre.example.fi/fi/keha"} < found


def test_it_has_bookmarks(handout: bytes, package: Package) -> None:
    """Each entry is a bookmark."""
    marks = [mark.title for mark in pypdf.PdfReader(io.BytesIO(handout)).outline if not isinstance(mark, list)]
    assert [entry.title for entry in package.entries] == [mark for mark in marks if mark in {e.title for e in package.entries}]


@pytest.mark.parametrize(
    "words",
    [
        "Kehän purkaminen #1 $a$ *b*", "AIKUMETOD: politiikkasuositus.", "CC BY 4.0", "Versio 2026.1", "22.11.2026",
        "Sivua vanha ei enää ole.", "Esteistä muodostuu itseään ruokkiva kehä.", "Merkit # $ * _ @ `x` \\ <jäävät> ennalleen.",
        "sisempi", "3. kolmas", "Asiakastyön kiire", "Olosuhteet.", "Kysymys tiimille", "SELECT ?x", "Kehän kuvateksti",
        "AIKUMETOD, luku 4.", "Kaksonen", "Piirretty uudelleen", "Este ensin.", "Mihin kiire johtaa?", "b) Tukeen",
        "Palaute kiireestä", "35", "1. Eka", "Jonojen kasvu", "https://kierre.example.fi/fi/kurssille?take=kiire",
    ],
)  # fmt: skip
def test_nothing_is_lost(text: str, words: str) -> None:
    """All that the package says can be read and copied."""
    assert words in text


def test_a_page_that_begins_with_its_lead_says_it_once(package: Package) -> None:
    """The lead stands above the page in larger letters, not twice."""
    page = PageEntry("a", "A", "https://a.fi/", "<p>Sama lause.</p><p>Muu.</p>", "Sama lause.")
    assert said(write_handout(replace(package, entries=(page,)))).count("Sama lause.") == 1


def test_an_address_that_nobody_would_type_is_shown_short(package: Package) -> None:
    """Its link is whole, and there is no code that no telephone could read."""
    long = "https://a.fi/" + "x" * 3000
    written = write_handout(replace(package, address=long, entries=package.entries[2:3]))
    links = [note.get_object()["/A"]["/URI"] for note in pypdf.PdfReader(io.BytesIO(written)).pages[0]["/Annots"]]
    assert long in links
    assert "x" * 200 not in said(written).replace(" ", "")


def test_pages_are_numbered(handout: bytes) -> None:
    """Each page says which of how many it is."""
    pages = pypdf.PdfReader(io.BytesIO(handout)).pages
    assert all(f"{number}/{len(pages)}" in page.extract_text() for number, page in enumerate(pages, start=1))


def test_answers_are_not_told_unless_asked_for(keyless: Package) -> None:
    """Without the key neither answers nor feedback are on paper."""
    assert "Vastaukset" not in said(write_handout(keyless))


def test_a_page_needs_no_fonts_of_the_machine(pdf: pikepdf.Pdf) -> None:
    """All letters are inside the file."""
    fonts = {str(font.DescendantFonts[0].BaseFont) for page in pdf.pages for font in page.Resources.get("/Font", {}).values()}
    assert any("KierreSans" in font for font in fonts)


def test_the_same_package_gives_the_same_bytes_anywhere(handout: bytes, elsewhere: Callable[[str], bytes]) -> None:
    """Another process, folder, time zone and order of hashing change nothing."""
    assert elsewhere("pdf") == handout


def small(package: Package, title: str) -> Package:
    """Return a package with one link of a title."""
    return replace(package, title=title, entries=(LinkEntry("a", title, "https://a.fi/", title),), omitted=(title,))


def test_characters_without_letters_stand_as_their_numbers(package: Package) -> None:
    """A sign that no letters of ours can show is not lost."""
    assert "[U+1F600]" in said(write_handout(small(package, "Iloa 😀")))


@settings(deadline=None, max_examples=25)
@given(title=some.text(some.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_title_can_be_anything(package: Package, title: str) -> None:
    """What a stranger writes is text, never markup, and never stops the handout."""
    assert write_handout(small(package, title)).startswith(b"%PDF")


@settings(deadline=None, max_examples=25)
@given(title=some.text(some.sampled_from("#$*_`@\\\"'<>[]{}()=-+/~^&%:;,.!?ab1"), min_size=1, max_size=40))
def test_signs_of_markup_are_letters(package: Package, title: str) -> None:
    """Each sign is printed as it is."""
    shown = said(write_handout(small(package, title))).replace(" ", "")
    assert shown.count(title) >= 3
