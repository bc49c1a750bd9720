"""Rules over guidance pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.namespaces import ID
from portal.pages.read import read_pages
from validation import content
from validation.report import Finding

THINGS = [ID + "queues-grow", ID + "constant-hurry"]


@pytest.fixture
def guides(world: Path) -> Path:
    return world / "content" / "guides"


def findings(guides: Path, things: list[str] = THINGS) -> list[Finding]:
    """What is found in the pages of the small world."""
    root = guides.parents[1]
    return list(content.run(root, read_pages(guides.parent, sorted(guides.glob("*.md"))), things))


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
    (found,) = findings(guides, [ID + "constant-hurry"])
    assert (found.rule, found.file) == ("page-about-known-thing", "content/guides/queues.fi.md")
    assert "'queues-grow'" in found.message


def test_a_link_by_address_is_named_with_its_line(guides: Path) -> None:
    """It would be shown as plain text."""
    file = guides / "queues.sv.md"
    file.write_text(file.read_text(encoding="utf-8") + "\n[x](/sv/saker/queues-grow)\n", encoding="utf-8")
    (found,) = findings(guides)
    assert (found.rule, found.file) == ("page-links-by-name", "content/guides/queues.sv.md")
    assert found.line == len(file.read_text(encoding="utf-8").splitlines())


def test_a_language_that_leads_to_less_is_a_warning(guides: Path) -> None:
    """What the Finnish page leads to, the others lead to."""
    file = guides / "queues.fi.md"
    file.write_text(file.read_text(encoding="utf-8") + "\n[jonot](id:queues-grow)\n", encoding="utf-8")
    assert {found.rule for found in findings(guides)} == {"page-same-links"}
    assert {Path(found.file).name for found in findings(guides)} <= {"queues.sv.md", "queues.en.md"}
