"""Slides are few lines each, with titles, notes and descriptions, and lose nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec.structs import replace
from pptx import Presentation

from portal.learning.package import LinkEntry, Package, PageEntry
from portal.learning.slides import write_slides

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.fixture(scope="module")
def deck(slides: bytes) -> Any:
    """The slides, read back."""
    return Presentation(io.BytesIO(slides))


def notes(deck: Any) -> str:
    """Return all notes."""
    return "\n".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)


def test_it_is_wide(deck: Any) -> None:
    """Slides are 16:9."""
    assert round(deck.slide_width / deck.slide_height, 2) == 1.78


def test_every_slide_has_a_title_of_its_own(deck: Any) -> None:
    """No slide is without a title, and no two have the same."""
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_the_title_is_read_first(deck: Any) -> None:
    """In the order in which a screen reader goes, the title comes first."""
    assert all(slide.shapes[0].shape_id == slide.shapes.title.shape_id for slide in deck.slides)


def test_no_slide_is_a_wall_of_text(deck: Any) -> None:
    """A slide has a lead, six points and an address at most."""
    bodies = [slide.placeholders[1].text_frame.paragraphs for slide in deck.slides]
    assert max(map(len, bodies[1:-1])) <= 8


def test_points_that_do_not_fit_go_on_the_next_slide(deck: Any) -> None:
    """Eight points are on two slides, the second with a number in its title."""
    assert [slide.shapes.title.text for slide in deck.slides][1:3] == ["Viheliäinen kehä", "Viheliäinen kehä (2)"]


def test_every_picture_has_words(deck: Any) -> None:
    """The description of a drawing goes along."""
    described = [
        shape._element.nvPicPr.cNvPr.get("descr") for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13
    ]
    assert described == ["Kehän selitys sanoin", "Kehän selitys sanoin"]


def test_every_picture_has_a_drawing_too(slides: bytes) -> None:
    """PowerPoint shows the SVG, and can make shapes of it."""
    with zipfile.ZipFile(io.BytesIO(slides)) as archive:
        shown = [name for name in archive.namelist() if name.startswith("ppt/slides/slide") and b"svgBlip" in archive.read(name)]
        drawings = [name for name in archive.namelist() if name.endswith(".svg")]
    assert len(shown) == len(drawings) == 2


def test_caption_and_source_stand_on_the_slide(deck: Any) -> None:
    """Who sees the drawing sees where it comes from."""
    slide = next(slide for slide in deck.slides if slide.shapes.title.text == "Kuvio 3 uudelleen")
    assert slide.placeholders[1].text_frame.text.startswith("Kuvateksti\nPiirretty uudelleen")


@pytest.mark.parametrize(
    "words",
    [
        "Esteistä muodostuu itseään ruokkiva kehä.", "Mistä on kyse?", "sisempi", "3. kolmas", "Mikro | Asiakastyön kiire",
        "Olosuhteet.", "Kysymys tiimille", "SELECT ?x", "Kehän kuvateksti",
        "<https://kierre.example.fi/fi/jonot>",
        "Kaksonen", "Kohta 8 on lyhyt.", "Este ensin.",
        "Vastaukset: Kaavoihin",
        "Palaute kiireestä", "Eka; Toka",
    ],
)  # fmt: skip
def test_nothing_is_lost(deck: Any, words: str) -> None:
    """What slides leave out stands in their notes."""
    assert words in notes(deck)


LESSON = """<p>Alku ennen otsikoita.</p><h2>Mitä opit</h2><p>Ensin jotain muuta. Tunnin jälkeen osallistuja</p>
<ul><li>kertoo <a href="https://kierre.example.fi/x">mallista</a><sup>1</sup></li><li>kysyy näyttöä</li></ul><h2>Näin etenet</h2>
<h3>Arvaa (5 min)</h3><p>Lue nimet. Jokainen kirjoittaa virkkeen.</p><h2>Pohdi</h2><ol><li>Mikä on tuttua?</li></ol>
<p><strong>Vastauksia</strong></p><ul><li>Salainen vastaus</li></ul><h2>Lähteet</h2><ol><li>Luku 6</li></ol>"""


def test_each_section_of_a_page_is_a_slide(package: Package) -> None:
    """With its list, or what it says first; answers, and what is no point of the page, stand in notes alone."""
    points = ("Mitä opit", "Näin etenet", "Pohdi")
    page = PageEntry("01-tunti", "Tunti", "https://kierre.example.fi/fi/tunti", LESSON, "Johdanto.", points)
    found = Presentation(io.BytesIO(write_slides(replace(package, entries=(page,)))))
    shown = {slide.shapes.title.text: slide.placeholders[1].text_frame.text.split("\n")[:-1] for slide in found.slides}
    assert list(shown)[1:-1] == ["Tunti", "Mitä opit", "Arvaa (5 min)", "Pohdi"]
    assert shown["Mitä opit"] == ["Tunnin jälkeen osallistuja", "kertoo mallista", "kysyy näyttöä"]
    assert shown["Arvaa (5 min)"] == ["Tunti", "Lue nimet.", "Jokainen kirjoittaa virkkeen."]
    assert shown["Pohdi"] == ["Tunti", "Mikä on tuttua?"]
    told = {slide.shapes.title.text: slide.notes_slide.notes_text_frame.text for slide in found.slides}
    assert "Salainen vastaus" in told["Pohdi"]
    assert "Ensin jotain muuta" in told["Mitä opit"]
    assert all(words in told["Tunti"] for words in ("Alku ennen otsikoita.", "Luku 6"))


FIGURE = """<h2>Katsokaa (15 min)</h2><p>Heijasta tämä kuva.</p><figure><img src="files/loops.png" alt="Kehä">
<figcaption>Kuvion selitys</figcaption></figure><p>Sanoin:</p><ul><li>Kun on kiire, jonot kasvavat.</li></ul>
<h2>Etsikää</h2><ul><li>pysäyttäminen (keino)<br>Kenen käsissä: tiimin</li></ul>"""


def test_a_drawing_stands_where_it_is_spoken_of(package: Package) -> None:
    """Behind the slide of its section, with its own source; the words that say the same stand in the notes."""
    drawing = replace(package.entries[0].drawings[0], source="Piirretty uudelleen kuvion 3 pohjalta.")
    points, place = ("Katsokaa (15 min)", "Etsikää"), "https://kierre.example.fi/fi/tunti"
    page = PageEntry("01-tunti", "Tunti", place, FIGURE, "", points, ("Luku 6",), (drawing,))
    found = Presentation(io.BytesIO(write_slides(replace(package, entries=(page,)))))
    shown = {slide.shapes.title.text: slide.placeholders[1].text_frame.text.split("\n") for slide in found.slides}
    assert list(shown)[1:-1] == ["Tunti", "Katsokaa (15 min)", "Katsokaa (15 min) (2)", "Etsikää"]
    assert shown["Katsokaa (15 min)"][:-1] == ["Tunti", "Heijasta tämä kuva."]
    assert shown["Katsokaa (15 min) (2)"] == ["Kuvion selitys", "Piirretty uudelleen kuvion 3 pohjalta."]
    assert [shape.shape_type for shape in found.slides[3].shapes].count(13) == 1
    assert shown["Etsikää"][1] == "pysäyttäminen (keino) – Kenen käsissä: tiimin"
    assert "Kun on kiire, jonot kasvavat." in notes(found)


def test_answers_are_not_told_unless_asked_for(keyless: Package) -> None:
    """Without the key the notes hold no answers."""
    assert "Vastaukset" not in notes(Presentation(io.BytesIO(write_slides(keyless))))


def test_the_last_slide_says_where_it_comes_from(deck: Any) -> None:
    """Sources, licence, version, what is left out, and the address."""
    said = deck.slides[len(deck.slides) - 1].placeholders[1].text_frame.text
    assert said.split("\n") == [
        "AIKUMETOD: politiikkasuositus.",
        "Kierre (2026.1).",
        "CC BY 4.0",
        "Versio 2026.1 (22.11.2026)",
        "Sivua vanha ei enää ole.",
        "https://kierre.example.fi/fi/kurssille?take=kiire",
        "https://creativecommons.org/licenses/by/4.0/deed.fi",
    ]


def test_every_run_has_its_language(deck: Any) -> None:
    """A screen reader and the spelling check know that it is Finnish, in notes too."""
    parts = [part for slide in deck.slides for part in (slide._element, slide.notes_slide._element)]
    found = {run.find(f"{_DRAWN}rPr").get("lang") for part in parts for run in part.iter(f"{_DRAWN}r")}
    assert found == {"fi-FI"}


def test_the_file_says_what_it_is(deck: Any, package: Package) -> None:
    """Title, language and day are in the properties, and no clock is looked at."""
    said = deck.core_properties
    assert (said.title, said.language, said.modified.date().isoformat()) == (package.title, "fi-FI", package.date)


def test_a_property_holds_a_whole_address_or_none(package: Package) -> None:
    """Half of one would be a basket that was cut off."""
    place = package.address + "x" * 255
    short, long = (Presentation(io.BytesIO(write_slides(each))) for each in (package, replace(package, address=place)))
    assert (short.core_properties.comments, long.core_properties.comments) == (package.address, "")


def test_letters_are_those_of_every_machine(slides: bytes) -> None:
    """The theme asks for Arial."""
    with zipfile.ZipFile(io.BytesIO(slides)) as archive:
        assert b'<a:latin typeface="Arial"' in archive.read("ppt/theme/theme1.xml")


def test_ids_of_shapes_are_different(deck: Any) -> None:
    """No two shapes of a slide share a number, or PowerPoint would mend the file."""
    assert all(len({shape.shape_id for shape in slide.shapes}) == len(slide.shapes) for slide in deck.slides)


def test_the_same_package_gives_the_same_bytes_anywhere(slides: bytes, elsewhere: Callable[[str], bytes]) -> None:
    """Another process, folder, time zone and order of hashing change nothing."""
    assert elsewhere("pptx") == slides


@settings(deadline=None, max_examples=20)
@given(title=some.text(some.characters(exclude_categories=["Cs"]), max_size=200))
def test_a_title_can_be_anything(package: Package, title: str) -> None:
    """What a stranger writes never stops the slides, and they can be read back."""
    written = write_slides(replace(package, title=title, entries=(LinkEntry("a", title, "https://a.fi/", title),)))
    assert len(Presentation(io.BytesIO(written)).slides) == 3
