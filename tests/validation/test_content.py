"""Rules over guidance pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.graph.load import load
from portal.languages import LANGUAGES
from portal.namespaces import DCTERMS, ID
from portal.pages.plans import plan
from validation import content
from validation.directives import Known
from validation.report import Finding, Level


@pytest.fixture
def guides(world: Path) -> Path:
    return world / "content" / "guides"


def findings(guides: Path) -> list[Finding]:
    """What is found in the pages of the small world."""
    root = guides.parents[1]
    return list(content.run(Known(load(root))))


def append(guides: Path, text: str, *languages: str) -> int:
    """Add a text to the page in some languages (all, when none is named); returns the line on which it begins."""
    for language in languages or LANGUAGES:
        file = guides / f"queues.{language}.md"
        old = file.read_text(encoding="utf-8")
        file.write_text(f"{old}\n{text}\n", encoding="utf-8")
    return old.count("\n") + 2


def head(guides: Path, old: str, new: str) -> None:
    """Change the Finnish file."""
    file = guides / "queues.fi.md"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def rules(guides: Path) -> set[str]:
    """The rules that something breaks."""
    return {found.rule for found in findings(guides)}


def test_good_pages_give_no_finding(guides: Path) -> None:
    """The pages of the small world are good."""
    assert findings(guides) == []


def test_a_link_to_an_unknown_name_is_named_with_line_and_hint(guides: Path) -> None:
    """The line is that of the file, not of the Markdown alone."""
    file = guides / "queues.en.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nSee [it](id:constant-hury).\n", encoding="utf-8")
    (found,) = findings(guides)
    assert (found.rule, found.file, found.line) == ("page-links-to-known-name", "content/guides/queues.en.md", 8)
    assert "links to id:constant-hury, which nothing is called; did you mean id:constant-hurry?" in found.message


def test_a_link_like_nothing_known_has_no_hint(guides: Path) -> None:
    """No guess is better than a bad one."""
    file = guides / "queues.sv.md"
    file.write_text(file.read_text(encoding="utf-8") + "\n[x](page:zzzzzz)\n", encoding="utf-8")
    assert findings(guides)[0].message == "links to page:zzzzzz, which nothing is called."


def test_pages_may_link_to_each_other(guides: Path) -> None:
    """A page is a name too."""
    file = guides / "queues.sv.md"
    file.write_text(file.read_text(encoding="utf-8") + "\n[x](page:queues)\n", encoding="utf-8")
    assert findings(guides) == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_missing_language_is_named(guides: Path, language: str) -> None:
    """At the Finnish file, with the name of the one to add."""
    (guides / f"queues.{language}.md").unlink()
    (found,) = findings(guides)
    assert (found.rule, found.file) == ("page-in-three-languages", "content/guides/queues.fi.md")
    assert f"add queues.{language}.md beside it" in found.message


def test_a_page_about_nothing_known_is_named(guides: Path) -> None:
    """`about` names things that there are."""
    head(guides, "[queues-grow]", "[queue-grows]")
    (found,) = findings(guides)
    assert (found.rule, found.file, found.line) == ("page-about-known-thing", "content/guides/queues.fi.md", 1)
    assert "'queue-grows', which nothing is called; did you mean id:queues-grow?" in found.message


def test_a_link_by_address_is_named_with_its_line(guides: Path) -> None:
    """It would be shown as plain text."""
    file = guides / "queues.sv.md"
    file.write_text(file.read_text(encoding="utf-8") + "\n[x](/sv/saker/queues-grow)\n", encoding="utf-8")
    (found,) = findings(guides)
    assert (found.rule, found.file) == ("page-links-by-name", "content/guides/queues.sv.md")
    assert found.line == len(file.read_text(encoding="utf-8").splitlines())


BLOCK = ":::definition\nthing: queues-grow\n:::"


@pytest.mark.parametrize("text", ["[jonot](id:queues-grow)", "Syy[^prosos-doc].", BLOCK])
def test_a_language_that_has_less_is_named(guides: Path, text: str) -> None:
    """What the Finnish page leads to, cites and draws, the others do too."""
    append(guides, text, "fi", "en")
    (found,) = findings(guides)
    assert (found.rule, Path(found.file).name) == ("page-same-in-languages", "queues.sv.md")
    assert found.level is Level.ERROR


@pytest.mark.parametrize(
    "text", ["[a](section:team) [b](st:prosos-doc) [c](page:queues#part)\n\n## Part", "Syy[^prosos-doc].", BLOCK]
)
def test_what_there_is_can_be_named(guides: Path, text: str) -> None:
    """Parts of the portal, statements, parts of pages; footnotes; blocks."""
    append(guides, text)
    assert findings(guides) == []


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        (
            "[a](section:teams)",
            "page-links-to-known-name",
            "links to section:teams, which nothing is called; did you mean section:team?",
        ),
        ("[a](st:prosos-dok)", "page-links-to-known-name", "did you mean st:prosos-doc?"),
        ("[a](page:queues#hurry)", "page-links-to-known-name", "links to page:queues#hurry; that page has no such part."),
        ("Syy[^prosos-dok].", "page-cites-known-statement", "has a footnote [^prosos-dok] that is neither a statement"),
        ("# Otsikko", "page-has-one-title", "begin sections with ##"),
        ("sana " * 30 + "loppu.", "page-sentences-short", "a sentence of 31 words (sana sana"),
        (
            ":::definitio\nthing: queues-grow\n:::",
            "page-draws-what-there-is",
            ":::definitio is not known; did you mean definition?",
        ),
        (
            ":::definition\nthing: queue-grows\n:::",
            "page-draws-what-there-is",
            "'queue-grows' as 'thing', which nothing is called; did you",
        ),
        (":::definition\nthing: queues-grow\n", "page-draws-what-there-is", "does not end; put a line :::"),
    ],
)
def test_a_breach_is_named_with_its_line(guides: Path, text: str, rule: str, words: str) -> None:
    """In each language that has it."""
    line = append(guides, text)
    found = [each for each in findings(guides) if each.rule == rule]
    assert [(Path(each.file).name, each.line) for each in found][-1] == ("queues.sv.md", line - 4) or len(found) == 3
    assert all(words in each.message for each in found)


def test_headings_go_side_by_side(guides: Path) -> None:
    """As many in each language, of the same levels."""
    append(guides, "## Osa", "fi", "sv")
    append(guides, "### Part", "en")
    (found,) = findings(guides)
    assert (found.rule, Path(found.file).name) == ("page-same-headings", "queues.en.md")


@pytest.mark.parametrize(
    ("old", "new", "rule", "words"),
    [
        ("checked:", "see: [queue]\nchecked:", "page-links-to-known-name", "`see` names 'queue', which no page is called"),
        ("checked:", "obstacle: queues-grow\nchecked:", "card-names-obstacle-and-lever", "when it is a card, and only then"),
        ("checked:", "lever: hurry\nobstacle: queues-grow\nchecked:", "page-about-known-thing", "`lever` names 'hurry'"),
    ],
)
def test_what_the_front_matter_names_is_known(guides: Path, old: str, new: str, rule: str, words: str) -> None:
    """Pages, and the two things of a card."""
    head(guides, old, new)
    assert any(each.rule == rule and words in each.message for each in findings(guides))


def test_a_folder_that_is_no_kind_is_named(guides: Path) -> None:
    """With a hint."""
    guides.rename(guides.with_name("method"))
    found = next(each for each in findings(guides) if each.rule == "page-kind-known")
    assert "stands in 'method', which is no kind of page; did you mean methods?" in found.message


CARD = "## {}\n\n## {}\n\n## {}\n\n1. a\n2. b\n3. c"


def test_a_card_has_its_plan_and_three_questions(guides: Path) -> None:
    """Then nothing is found."""
    head(guides, "checked:", "obstacle: queues-grow\nlever: constant-hurry\nchecked:")
    for language in LANGUAGES:
        append(guides, CARD.format(*plan("cards", language)), language)
    guides.rename(guides.with_name("cards"))
    assert findings(guides) == []


def test_a_card_without_its_plan_is_named(guides: Path) -> None:
    """At the first heading that is another, and at the end when one lacks; and a list of four is no three questions."""
    head(guides, "checked:", "obstacle: queues-grow\nlever: constant-hurry\nchecked:")
    words = {language: plan("cards", language) for language in LANGUAGES}
    append(guides, CARD.format(*words["fi"]) + "\n4. d", "fi")
    append(guides, CARD.format("Hinder", *words["sv"][1:]), "sv")
    append(guides, "## " + "\n\n## ".join(words["en"][:2]) + "\n\n1. a\n2. b\n3. c", "en")
    guides.rename(guides.with_name("cards"))
    found = {(each.rule, Path(each.file).name): each.message for each in findings(guides)}
    assert "'Hinder' where the plan of its kind wants 'Hindret'" in found["page-follows-plan", "queues.sv.md"]
    assert "ends where the plan of its kind wants 'Three questions'" in found["page-follows-plan", "queues.en.md"]
    assert ("card-asks-three-questions", "queues.fi.md") in found


@pytest.mark.parametrize(
    ("text", "rule"),
    [("[a](id:queues-grow)", "page-names-nothing-deprecated"), (BLOCK, "page-draws-what-there-is")],
)
def test_what_is_deprecated_is_named_with_its_replacement(guides: Path, text: str, rule: str) -> None:
    """In a link, in a block, and in the front matter."""
    file = guides.parents[1] / "ontology" / "model" / "more.ttl"
    file.write_text(f"<{ID}queues-grow> <{DCTERMS}isReplacedBy> <{ID}constant-hurry> .\n")
    append(guides, text)
    found = [each for each in findings(guides) if each.rule == rule]
    assert len(found) >= 3
    assert all("which is deprecated; write constant-hurry instead" in each.message for each in found)
    assert "page-names-nothing-deprecated" in rules(guides)
