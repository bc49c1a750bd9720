"""A package with an entry of every kind, and the handout and the slides that are made of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from portal.learning.handout import write_handout
from portal.learning.package import (
    Drawing,
    FigureEntry,
    LinkEntry,
    Package,
    PageEntry,
    QuizEntry,
    Words,
    to_json,
)
from portal.learning.questions import Kind
from portal.learning.slides import write_slides
from portal.learning.worded import Option, Place, Worded

ROOT = Path(__file__).parents[3]
_BODY = """<p>Esteistä muodostuu <strong>itseään ruokkiva</strong> kehä.<sup><a href="#note-1" id="mark-1">1</a></sup>
Lue <a href="https://kierre.example.fi/fi/jonot">jonoista</a>.</p>
<h2 id="what">Mistä on kyse?</h2><p>Merkit # $ * _ @ `x` \\ &lt;jäävät&gt; ennalleen.</p>
<h4>Keinot</h4><ul><li>yksi<ul><li>sisempi</li></ul></li></ul><ol start="3"><li>kolmas</li></ol>
<table><caption>Tasot</caption><thead><tr><th scope="col">Taso</th><th scope="col">Este</th></tr></thead>
<tbody><tr><th scope="row">Mikro</th><td>Asiakastyön kiire</td></tr></tbody></table>
<dl><dt>Konteksti</dt><dd>Olosuhteet.</dd></dl><blockquote><p>Kysymys tiimille</p></blockquote>
<pre><code>SELECT ?x</code></pre>
<figure><img src="files/loops.png" alt="Kehä"><figcaption>Kehän kuvateksti</figcaption></figure>
<ol><li id="note-1">AIKUMETOD, luku 4. <a href="#mark-1">↩</a></li></ol>"""
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}">'
    '<rect x="5" y="5" width="200" height="60" fill="none" stroke="#0f4a52"/>'
    '<text x="20" y="40" font-family="Kierre Sans" font-size="16">Jonojen kasvu</text></svg>'
)
_WORDS = Words(
    "Sisällys",
    "Lähteet",
    "Lisenssi",
    "Versio",
    "Osoite",
    "Luettu",
    "Puuttuu",
    "oletus",
    "Sanoin",
    "Tehtävät",
    "Vastaukset",
    "Ei täällä",
)
_AT = "https://kierre.example.fi/fi/"


def _question(slug: str, kind: Kind, text: str, options: tuple[Option, ...], number: int | None = None) -> Worded:
    place = (Place("AIKUMETOD", "luku 4"),)
    return Worded(slug, kind, "f", 1, "fi", text, options, tuple(each.text for each in options), number, ("Kiire", _AT), place)


@pytest.fixture(scope="session")
def package() -> Package:
    """One of every kind."""
    drawing = Drawing("loops", _SVG.format(900, 300, 900, 300), _SVG.format(300, 900, 300, 900), "Kehän selitys sanoin", "Viivat")
    questions = (
        _question("one", Kind.ONE, "Mihin kiire johtaa?", (Option("Kaavoihin", True), Option("Tukeen", False))),
        _question("order", Kind.ORDER, "Missä järjestyksessä?", (Option("Eka", True), Option("Toka", True))),
        _question("number", Kind.NUMBER, "Montako?", (), 35),
    )
    points = tuple(f"Kohta {number} on lyhyt." for number in range(1, 9))
    lead = "Kiire syö ajan, jolla kehä katkaistaisiin."
    return Package(
        slug="kurssi",
        title="Kehän purkaminen #1 $a$ *b*",
        language="fi",
        version="2026.1",
        date="2026-11-22",
        licence="CC BY 4.0",
        licence_address="https://creativecommons.org/licenses/by/4.0/deed.fi",
        attribution=("AIKUMETOD: politiikkasuositus.", "Kierre (2026.1)."),
        address=f"{_AT}kurssille?take=kiire",
        words=_WORDS,
        entries=(
            PageEntry("hurry", "Viheliäinen kehä", f"{_AT}keha", _BODY, lead, points, ("AIKUMETOD, luku 4",), (drawing,)),
            FigureEntry(
                "figure", "Kuvio 3 uudelleen", f"{_AT}kuvat/3", drawing, "Kuvateksti", "Piirretty uudelleen", "<p>Kaksonen</p>"
            ),
            LinkEntry("link", "Etsi keino", f"{_AT}keino", "Este ensin."),
            QuizEntry("quiz", "Tehtäviä", f"{_AT}tehtavat", questions, {"one": "<p>Palaute kiireestä</p>"}, key=True),
        ),
        omitted=("Sivua vanha ei enää ole.",),
    )


@pytest.fixture(scope="session")
def keyless(package: Package) -> Package:
    """The same without answers."""
    quiz = package.entries[-1]
    return replace(package, entries=(*package.entries[:-1], replace(quiz, key=False)))


@pytest.fixture(scope="session")
def handout(package: Package) -> bytes:
    """The package on paper."""
    return write_handout(package)


@pytest.fixture(scope="session")
def slides(package: Package) -> bytes:
    """The package as slides."""
    return write_slides(package)


@pytest.fixture
def elsewhere(package: Package, tmp_path: Path) -> Callable[[str], bytes]:
    """Makes the package in another process, folder, time zone and order of hashing."""
    code = (
        "import sys; from portal.learning.making import made; sys.stdout.buffer.write(made(sys.argv[1], sys.stdin.buffer.read()))"
    )
    there = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PATH": os.environ["PATH"]}

    def made(ending: str) -> bytes:
        command = [sys.executable, "-c", code, ending]
        return subprocess.run(command, input=to_json(package), env=there, cwd=tmp_path, capture_output=True, check=True).stdout

    return made
