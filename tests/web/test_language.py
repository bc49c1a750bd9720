"""The language of a request, and the interface texts."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import flask
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from portal.languages import LANGUAGES, Language
from portal.web.language import FOLDER, day, read_catalogue

HOME = {"fi": "/fi/", "sv": "/sv/", "en": "/en/"}
HEADERS = [
    (None, "fi"),
    ("", "fi"),
    ("fi", "fi"),
    ("sv-FI,sv;q=0.9,en;q=0.8", "sv"),
    ("en-US,en;q=0.5", "en"),
    ("de,fr;q=0.9", "fi"),
    ("de, en;q=0.1", "en"),
    ("*", "fi"),
    ("sv;q=0, en;q=0.3", "en"),
    ("SV", "sv"),
    ("en-US, *;q=0.5", "en"),
    ("de, sv_FI;q=0.7, *;q=0.1", "sv"),
    ("sv;q=0.1, *;q=0.5", "fi"),
    ("fi;q=0, *", "sv"),
    ("sv;q=0", "fi"),
    ("en, sv, fi", "en"),
    ("sv;q=banana", "fi"),
    (";;;,,,=", "fi"),
    ("\x01\x7f,<script>", "fi"),
    ("x" * 5000, "fi"),
    ("en;q=1;q=0;level=x", "fi"),
]


@pytest.mark.parametrize(("header", "language"), HEADERS)
def test_a_newcomer_is_sent_to_a_home_page(client: FlaskClient, header: str | None, language: Language) -> None:
    """By Accept-Language, however odd it is; Finnish when nothing fits."""
    answer = client.get("/", headers={} if header is None else {"Accept-Language": header})
    assert (answer.status_code, answer.location) == (302, HOME[language])
    assert answer.headers["Vary"] == "Accept-Encoding, Accept-Language"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_is_stronger_than_the_header(client: FlaskClient, language: Language) -> None:
    """Whoever follows a link gets the language of the link."""
    page = client.get(HOME[language], headers={"Accept-Language": "sv" if language != "sv" else "en"}).text
    assert f'<html lang="{language}">' in page


@cache
def texts(language: str) -> dict[str, str]:
    """Interface texts of a language: msgid -> msgstr; of a text with a singular and a plural, both."""
    with (FOLDER / language / "messages.po").open("rb") as file:
        pairs = [(_forms(message.id), _forms(message.string)) for message in read_po(file) if message.id]
    return {key: text for keys, found in pairs for key, text in zip(keys, found, strict=True)}


def _forms(text: object) -> list[str]:
    return list(text) if isinstance(text, list | tuple) else [str(text)]


@cache
def in_templates() -> set[str]:
    """Every text that a template or a module marks for translation."""
    web = FOLDER.parent
    method_map = [("**.html", "jinja2"), ("**.xml", "jinja2"), ("**.svg", "jinja2"), ("**.py", "python")]
    found = extract_from_dir(web, method_map, options_map={"**.html": {"trimmed": "true"}})
    return {form for _, _, message, *_ in found for form in _forms(message)}


def test_the_extraction_finds_texts() -> None:
    """Otherwise the next tests would prove nothing."""
    assert {"Skip to the content", "%(count)s in all."} <= in_templates()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_templates_is_translated(language: Language) -> None:
    """No template shows a text that a language lacks, and no language keeps one that nobody shows."""
    assert texts(language).keys() == in_templates()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_empty_or_fuzzy(language: Language) -> None:
    """Every msgstr says something."""
    assert [key for key, text in texts(language).items() if not text.strip()] == []
    assert "#, fuzzy" not in (FOLDER / language / "messages.po").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_their_placeholders(language: Language) -> None:
    """What is filled in is filled in everywhere."""
    for key, text in texts(language).items():
        assert sorted(re.findall(r"%\(\w+\)s", text)) == sorted(re.findall(r"%\(\w+\)s", key)), key


def test_finnish_and_swedish_differ_from_english() -> None:
    """A text that is left in English is no translation."""
    same = {key for key, text in texts("fi").items() if text == key} | {key for key, text in texts("sv").items() if text == key}
    assert same <= {"Status", "Start"}


def test_the_catalogue_is_read_from_the_po_file() -> None:
    """Nothing needs compiling."""
    assert read_catalogue("fi").gettext("Student") == "Opiskelija"
    assert not list(FOLDER.rglob("*.mo"))


def test_a_language_without_texts_stops_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Better no portal than one without words."""
    monkeypatch.setattr("portal.web.language.FOLDER", tmp_path)
    with pytest.raises(OSError, match=r"messages\.po"):
        read_catalogue("fi")


def test_current_language_outside_pages_is_the_reader_s(app: flask.Flask) -> None:
    """An address without language has that of the header."""
    from portal.web.language import current  # noqa: PLC0415

    with app.test_request_context("/nowhere", headers={"Accept-Language": "sv"}):
        assert current() == "sv"
    with app.test_request_context("/en/things/x", headers={"Accept-Language": "sv"}):
        assert current() == "en"


@pytest.mark.parametrize(("language", "written"), [("fi", "21.11.2026"), ("sv", "21.11.2026"), ("en", "21 Nov 2026")])
def test_a_date_is_written_as_the_language_writes_it(app: flask.Flask, language: Language, written: str) -> None:
    """In Finland."""
    with app.test_request_context(f"/{language}/x"):
        assert day("2026-11-21") == written


def test_no_text_hides_inside_another() -> None:
    """The extraction does not look into the braces of an f-string: a text there would stay in English and nobody would notice."""
    hidden = re.compile(r"""\bf(["'])(?:(?!\1).)*\{[^}]*gettext\((["'])(?P<text>(?:(?!\2).)*)\2""")
    found = {match["text"] for file in FOLDER.parent.rglob("*.py") for match in hidden.finditer(file.read_text(encoding="utf-8"))}
    assert found <= set(texts("fi"))
