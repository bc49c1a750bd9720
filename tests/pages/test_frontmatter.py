"""The front matter of a page."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from portal.errors import SourceError
from portal.pages.frontmatter import FrontMatter, parse, split

FILE = Path("page.fi.md")
WHOLE = "title: Jonot\nsummary: Mistä jonot syntyvät.\nabout: [queues-grow]\nchecked: 2026-11-21\n"


def fault(text: str, *, source_language: bool = True) -> tuple[int, str]:
    """Line and message of what is wrong with a front matter."""
    with pytest.raises(SourceError) as caught:
        parse(FILE, text, source_language=source_language)
    assert caught.value.file == FILE
    return caught.value.line, caught.value.message


def test_split_gives_fields_text_and_the_line_of_the_text() -> None:
    """The Markdown begins after the second fence; a blank after a fence does no harm."""
    assert split(FILE, "--- \na: 1\nb: 2\n---\n\nText\n") == ("a: 1\nb: 2", "\nText\n", 5)


@pytest.mark.parametrize("text", ["", "# Title\n", "\n---\na: 1\n---\n", "title: x\n---\n"])
def test_a_page_without_front_matter_is_told_how_to_begin(text: str) -> None:
    """The fault stands in the first line."""
    with pytest.raises(SourceError, match="must begin with front matter") as caught:
        split(FILE, text)
    assert caught.value.line == 1


def test_front_matter_that_does_not_end_is_told_so() -> None:
    """A missing second fence is named."""
    with pytest.raises(SourceError, match="does not end"):
        split(FILE, "---\ntitle: x\n")


def test_the_record_of_a_whole_front_matter() -> None:
    """Texts, slugs and a date."""
    wanted = FrontMatter("Jonot", "Mistä jonot syntyvät.", ("queues-grow",), datetime.date(2026, 11, 21))
    assert parse(FILE, WHOLE, source_language=True) == wanted


def test_a_translation_has_title_and_summary_only() -> None:
    """What is said once stands in the Finnish file."""
    assert parse(FILE, "title: A\nsummary: B", source_language=False) == FrontMatter("A", "B")
    line, message = fault(WHOLE, source_language=False)
    assert (line, "'about' does not belong here" in message) == (4, True)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("title:", "titel:", 2, "'titel' does not belong here; known are title, summary, words, about, checked, doors"),
        ("2026-11-21", "soon", 5, "'checked' must be a day such as 2026-11-21"),
        ("2026-11-21", "2026-11-31", 5, "'checked' with a value that there is not: day"),
        ("syntyvät", "synty\x00vät", 3, "a character that YAML does not allow"),
        ("[queues-grow]", "queues-grow", 4, "'about' must be a list of different names"),
        ("title: Jonot", "title: no", 2, "'title' must be text"),
        ("summary: Mistä jonot syntyvät.\n", "", 1, "lacks the field 'summary'"),
        ("[queues-grow]", "[]", 4, "'about' must be a list"),
        ("[queues-grow]", "[no]", 4, "'about' must be a list"),
        ("[queues-grow]", "[a-b, a-b]", 4, "different names"),
        ("Jonot\n", "Jonot\ntitle: Jono\n", 3, "has 'title' twice"),
        ("Jonot\n", 'Jonot\n"title": Jono\n', 3, "has 'title' twice"),
        ("Jonot", "'  '", 2, "'title' must be text"),
        ("Jonot", '"\\ud800"', 2, "'title' must be text"),
        ("Jonot", '"\\U00110000"', 2, "is not YAML"),
        ("2026-11-21", "!!timestamp soon", 5, "'checked' with a value that there is not"),
        ("Jonot", "!!int soon", 2, "'title' with a value that there is not"),
        ("Jonot", "[" * 3000, 2, "is nested too deeply"),
        ("Jonot", "a: b", 2, "is not YAML"),
        ("checked", " checked", 4, "is not YAML"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(old: str, new: str, line: int, words: str) -> None:
    """Unknown, missing, of a wrong kind, or no YAML."""
    found, message = fault(WHOLE.replace(old, new))
    assert words in message
    assert abs(found - line) <= (words == "is not YAML")


@pytest.mark.parametrize("source_language", [True, False])
def test_each_language_may_have_words_of_its_own(source_language: bool) -> None:
    """Searched, never shown."""
    text = (WHOLE if source_language else "title: A\nsummary: B\n") + "words: [ruuhka, pitkä odotus]\n"
    assert parse(FILE, text, source_language=source_language).words == ("ruuhka", "pitkä odotus")


@pytest.mark.parametrize("words", ["ruuhka", "[]", "[3]", "[ruuhka, ruuhka]"])
def test_words_are_a_list_of_different_words(words: str) -> None:
    """Nothing else will do."""
    assert fault(f"{WHOLE}words: {words}\n") == (
        6,
        "the field 'words' must be a list of different words, such as [perehdytys, uusi työntekijä].",
    )


@pytest.mark.parametrize("text", ["- a\n- b", "just words", "3"])
def test_what_is_no_record_is_told_so(text: str) -> None:
    """A list or a word is no front matter."""
    assert "holds no lines of the form `name: value`" in fault(text)[1]


@pytest.mark.parametrize("text", ["a: \x00", "!!python/object:os.system {}", "title: &a [*a]"])
def test_odd_yaml_is_our_own_error(text: str) -> None:
    """Forbidden characters and tags do not get further than the reader."""
    assert fault(text)[0] >= 1


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("doors: [kitchen]", "must be a list of team-meeting, new-worker"),
        ("doors: student", "must be a list of team-meeting"),
        ("order: 0", "must be a whole number from 1"),
        ("order: true", "must be a whole number from 1"),
        ("see: Queues", "must be a list of different names"),
        ("obstacle: [queues-grow]", "must be a name in small letters"),
        ("lever: Beating Hurry", "must be a name in small letters"),
        ("checked: 2026-11-21 10:00:00", "has 'checked' twice"),
        ("minutes: an hour", "must be a whole number from 1"),
        ("roles: [teacher]", "must be a list of student, professional"),
        ("skills: [Empower users]", "must be a list of identifiers of skills of ESCO"),
        ("teaches: queues-grow", "must be a list of different names"),
        ("audience: [students]", "must be text"),
    ],
)
def test_a_field_that_may_be_left_out_has_its_kind_too(field: str, words: str) -> None:
    """In the line where it stands."""
    line, message = fault(WHOLE + field)
    assert words in message
    assert line == 6


def test_what_may_be_left_out_is_read() -> None:
    """Doors, order, pages to read next, and the two things of a card."""
    found = parse(FILE, WHOLE + "doors: [student, teach]\norder: 3\nsee: [a-b]\nobstacle: a\nlever: b\n", source_language=True)
    assert (found.doors, found.order, found.see, found.obstacle, found.lever) == (("student", "teach"), 3, ("a-b",), "a", "b")
