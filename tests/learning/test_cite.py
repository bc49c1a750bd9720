"""Citations, read back by independent readers: pybtex, rispy and citeproc."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from datetime import date

import pybtex.database
import pytest
import rispy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pybtex.richtext import Text

from portal.languages import LANGUAGES, Language
from portal.learning.cite import FORMS, Reference, as_bibtex, as_csl, as_ris, as_text

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # citeproc says which of its own parts it does without
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

SOURCE = Reference(
    "aikumetod", "AIKUMETOD-tutkimushanke", "Kohti vaikuttavaa aikuissosiaalityötä hyvinvointialueilla", place="4 / kuvio 3"
)
BROCHURE = Reference("prosos", "PRO SOS -hanke", "PRO SOS -esite aikuissosiaalityöstä", publisher="PRO SOS -hanke")
OURS = Reference(
    "kierre-queues-grow",
    "Kierre contributors",
    "Jonot kasvavat",
    (2026, 11, 20),
    "Kierre",
    edition="aineisto 2026.1, 20.11.2026",
    address="https://kierre.example.fi/fi/asiat/queues-grow?v=2026.1",
    read=date(2026, 11, 22),
    note="Perustuu: AIKUMETOD & muut",
)
TITLES = st.text(st.characters(blacklist_categories=["C", "Zl", "Zp", "M"]), min_size=1, max_size=60).filter(
    lambda text: text.strip()
)
AWKWARD = "Hän sanoi: \"50 % & {kaikki} #1_2 $3 ~^\\ -- ``ei''\" <b>ÄÖÅ</b>\n?`"


def in_unicode(value: str) -> str:
    """What LaTeX makes of a field: read by pybtex, but for four signs of LaTeX that it does not know."""
    signs = {r"{\textbraceleft}": "{", r"{\textbraceright}": "}", r"{\textasciicircum}": "^", r"\$": "$"}
    for place, command in enumerate(signs):
        value = value.replace(command, chr(0xE000 + place))
    value = str(Text.from_latex(value))
    for place, sign in enumerate(signs.values()):
        value = value.replace(chr(0xE000 + place), sign)
    return value


def from_bibtex(reference: Reference) -> dict[str, str]:
    """The fields of an entry as a reader that knows LaTeX has them."""
    entry = pybtex.database.parse_string(as_bibtex([reference], "fi"), "bibtex").entries[reference.key]
    return {name: in_unicode(value) for name, value in entry.fields.items()}


def from_ris(reference: Reference) -> dict[str, object]:
    """The entry as rispy reads it."""
    return dict(rispy.loads(as_ris([reference], "fi"))[0])


def test_a_line_in_finnish() -> None:
    """Author, year, title with its version, publisher, address, day of reading."""
    address = "https://kierre.example.fi/fi/asiat/queues-grow?v=2026.1"
    wanted = f"Kierre contributors 2026. Jonot kasvavat (aineisto 2026.1, 20.11.2026). Kierre. {address} Luettu 22.11.2026."
    assert as_text(OURS, "fi") == wanted


@pytest.mark.parametrize(
    ("language", "end"), [("fi", "Luettu 22.11.2026."), ("sv", "Hämtad 22.11.2026."), ("en", "(Accessed: 22 November 2026).")]
)
def test_the_day_of_reading_is_written_as_in_the_language(language: Language, end: str) -> None:
    """At the end of the line."""
    assert as_text(OURS, language).endswith(end)


@pytest.mark.parametrize(
    ("language", "year"), [("fi", "hanke s.a. Kohti"), ("sv", "hanke u.å. Kohti"), ("en", "hanke (n.d.) Kohti")]
)
def test_a_year_that_nobody_published_is_left_open(language: Language, year: str) -> None:
    """As each language writes it."""
    assert year in as_text(SOURCE, language)


def test_without_an_author_the_title_comes_first() -> None:
    """No author is made up."""
    assert as_text(replace(OURS, author="", publisher=""), "en").startswith("Jonot kasvavat (aineisto 2026.1, 20.11.2026) (2026).")


def test_a_body_that_is_author_and_publisher_is_named_once() -> None:
    """As lists of sources have it."""
    assert as_text(BROCHURE, "fi") == "PRO SOS -hanke s.a. PRO SOS -esite aikuissosiaalityöstä."


def test_the_place_follows_the_publication() -> None:
    """Where there is just one."""
    assert as_text(SOURCE, "fi").endswith("Kohta: 4 / kuvio 3.")


def test_bibtex_is_read_back() -> None:
    """By pybtex: a report of a body, without what is not known."""
    entries = pybtex.database.parse_string(as_bibtex([SOURCE, OURS], "fi"), "bibtex").entries
    source, ours = entries["aikumetod"], entries["kierre-queues-grow"]
    assert (source.type, str(source.persons["author"][0])) == ("techreport", "{AIKUMETOD-tutkimushanke}")
    assert {"year", "institution"}.isdisjoint(source.fields)
    assert (ours.fields["year"], ours.fields["month"], ours.fields["note"]) == ("2026", "11", r"Perustuu: AIKUMETOD \& muut")


def test_ris_is_read_back() -> None:
    """By rispy: reports, with address, day of the version and day of reading."""
    source, ours = rispy.loads(as_ris([SOURCE, OURS], "fi"))
    assert (source["type_of_reference"], source["authors"]) == ("RPRT", ["AIKUMETOD-tutkimushanke,"])
    assert (ours["year"], ours["date"], ours["access_date"]) == ("2026", "2026/11/20", "2026/11/22")
    assert ours["urls"] == [OURS.address]


def test_csl_says_that_the_author_is_a_body() -> None:
    """A literal name, as CSL-JSON calls it; what is not known is not there."""
    source, ours = json.loads(as_csl([SOURCE, OURS], "fi"))
    assert source["author"] == [{"literal": "AIKUMETOD-tutkimushanke"}]
    assert {"issued", "publisher", "URL"}.isdisjoint(source)
    assert ours["accessed"] == {"date-parts": [[2026, 11, 22]]}


def test_csl_is_rendered_in_a_real_style() -> None:
    """By citeproc, in the Harvard style that it has with it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the style has parts that citeproc does without, and says so
        source = CiteProcJSON(json.loads(as_csl([OURS], "fi")))
        listed = CitationStylesBibliography(CitationStylesStyle("harvard-cite-them-right"), source, formatter.plain)
        listed.register(Citation([CitationItem(OURS.key)]))
        line = str(listed.bibliography()[0])
    assert line.startswith("Kierre contributors (2026)")
    assert "Jonot kasvavat (aineisto 2026.1, 20.11.2026)" in line


@given(TITLES)
@example(AWKWARD)
@example("Sana " * 400)
@settings(max_examples=150)
def test_every_form_reads_back_the_same_title(title: str) -> None:
    """Whatever marks of BibTeX or RIS stand in it; line breaks are spaces."""
    reference = replace(OURS, title=title)
    wanted = reference.whole_title
    assert from_bibtex(reference)["title"] == wanted
    assert from_ris(reference)["title"] == wanted
    assert json.loads(as_csl([reference], "fi"))[0]["title"] == wanted
    assert all(wanted in as_text(reference, language) for language in LANGUAGES)


def test_each_form_has_its_registered_type() -> None:
    """By which reference managers know a file."""
    assert [form.media_type for form, _ in FORMS.values()] == [
        "application/x-bibtex",
        "application/x-research-info-systems",
        "application/vnd.citationstyles.csl+json",
        "text/plain",
    ]
