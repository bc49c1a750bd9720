"""The zip of pages that Moodle's Book takes in."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import html

from portal.learning.book import write_book
from portal.learning.package import Package


@pytest.fixture(scope="module")
def files(package: Package) -> dict[str, bytes]:
    """The files of the book by name."""
    with zipfile.ZipFile(io.BytesIO(write_book(package))) as archive:
        assert all(each.date_time == (1980, 1, 1, 0, 0, 0) for each in archive.infolist())
        return {name: archive.read(name) for name in archive.namelist()}


def test_chapters_come_in_the_order_of_their_names(files: dict[str, bytes]) -> None:
    """As Moodle sorts them; the words of a figure are a chapter below it."""
    assert sorted(name for name in files if name.endswith(".html")) == [
        "001-hurry.html",
        "002-figure.html",
        "003-figure-words_sub.html",
        "004-quiz.html",
        "005-links.html",
        "006-sources.html",
    ]


def test_a_chapter_has_its_title_once(files: dict[str, bytes]) -> None:
    """Moodle shows that of the head."""
    page = html.document_fromstring(files["001-hurry.html"])
    assert page.findtext(".//title") == "Viheliäinen kehä"
    assert page.findall(".//h1") == []


def test_every_image_is_in_the_zip(files: dict[str, bytes]) -> None:
    """At the place that the chapter names, seen from it, as a picture that is none of a stranger's."""
    shown = {
        str(each) for data in files.values() if data[:9] == b"<!DOCTYPE" for each in html.document_fromstring(data).xpath("//@src")
    }
    assert shown == {"files/loops.png"}
    assert files["files/loops.png"].startswith(b"\x89PNG")


def test_answers_stand_apart(files: dict[str, bytes], package: Package) -> None:
    """After the questions, where they go along at all."""
    said = html.document_fromstring(files["004-quiz.html"]).text_content()
    assert said.index("Montako?") < said.index(package.words.answers) < said.index("Palaute kiireestä")


def test_without_a_key_there_are_no_answers(keyless: Package) -> None:
    """Nor feedback that gives them away."""
    with zipfile.ZipFile(io.BytesIO(write_book(keyless))) as archive:
        said = archive.read("004-quiz.html").decode()
    assert keyless.words.answers not in said
    assert "Palaute kiireestä" not in said


def test_the_same_package_gives_the_same_bytes(package: Package) -> None:
    """On any day."""
    assert write_book(package) == write_book(package)
