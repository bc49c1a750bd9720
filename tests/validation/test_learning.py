"""Rules over learning paths."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.graph.load import load
from portal.languages import LANGUAGES
from portal.pages.plans import LEARNING, plan
from validation import content
from validation.directives import Known
from validation.report import Finding

SKILL = "2e62b29d-3aa8-4e58-8aca-f3b48c8deefd"
MATTER = f"""about: [queues-grow]
checked: 2026-11-22
minutes: 15
roles: [student]
teaches: [queues-grow]
skills: [{SKILL}]
cases: [case-a]
"""
STEPS = {2: "### A (10 min)\n\nText.\n\n### B (5 min)\n\nText.", 3: "A [case](page:case-a)."}


def write(file: Path, headings: list[str], head: str, parts: dict[int, str]) -> None:
    """Write a page on a plan."""
    file.parent.mkdir(exist_ok=True)
    body = "".join(f"## {heading}\n\n{parts.get(place, 'Text.')}\n\n" for place, heading in enumerate(headings))
    file.write_text(f"---\ntitle: {file.name}\nsummary: What {file.name} is.\n{head}---\n\n{body}", encoding="utf-8")


@pytest.fixture
def paths(world: Path) -> Path:
    """The folder of a good learning path, which uses a case."""
    alignments = world / "ontology" / "alignments"
    alignments.mkdir()
    label = '<http://www.w3.org/2000/01/rdf-schema#label> "empower social service users"@en'
    (alignments / "esco.ttl").write_text(f"<http://data.europa.eu/esco/skill/{SKILL}> {label} .\n", encoding="utf-8")
    for language in LANGUAGES:
        only, audience = language == "fi", f"audience: For {language}\n"
        case = "about: [queues-grow]\nchecked: 2026-11-22\n" if only else ""
        write(world / f"content/cases/case-a.{language}.md", plan("cases", language), case, {})
        write(world / f"content/learning/p.{language}.md", plan(LEARNING, language), audience + MATTER * only, STEPS)
    return world / "content" / "learning"


def findings(paths: Path) -> list[Finding]:
    """What is found in all pages."""
    return list(content.run(Known(load(paths.parents[1]))))


def change(paths: Path, old: str, new: str, *, language: str = "fi") -> None:
    """Change a file of the path."""
    file = paths / f"p.{language}.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_good_path_gives_no_finding(paths: Path) -> None:
    """Minutes add up, names are known."""
    assert findings(paths) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "words"),
    [
        ("minutes: 15\n", "", "path-has-its-fields", "lacks minutes"),
        ("roles: [student]\n", "", "path-has-its-fields", "lacks roles"),
        ("audience: For fi\n", "", "path-has-its-fields", "lacks `audience`"),
        ("teaches: [queues-grow]", "teaches: [queues-grw]", "page-about-known-thing", "did you mean queues-grow?"),
        (SKILL, "0-0", "path-names-known-skill", "names the skill 0-0, which stands in no alignment to ESCO"),
        ("cases: [case-a]", "cases: [case-b]", "path-uses-known-case", "which no case is called; did you mean case-a?"),
        ("### A (10 min)", "### A", "path-steps-have-minutes", "'A' does not end with its minutes"),
        ("### A (10 min)", "### A (20 min)", "path-minutes-add-up", "the steps take 25 minutes, and `minutes` says 15"),
    ],
)
def test_what_is_wrong_with_a_path_is_named(paths: Path, old: str, new: str, rule: str, words: str) -> None:
    """In the file that has it."""
    change(paths, old, new)
    assert any(each.rule == rule and words in each.message and each.file.endswith("p.fi.md") for each in findings(paths))


def test_minutes_that_do_not_add_up_are_named_with_file_and_line(paths: Path) -> None:
    """Of the last step, in the language that has it otherwise."""
    change(paths, "(5 min)", "(6 min)", language="sv")
    (found,) = findings(paths)
    lines = (paths / "p.sv.md").read_text(encoding="utf-8").split("\n")
    assert (found.file, found.line) == ("content/learning/p.sv.md", lines.index("### B (6 min)") + 1)


def test_a_case_that_the_text_does_not_lead_to_is_named(paths: Path) -> None:
    """In any language."""
    for language in LANGUAGES:
        change(paths, "A [case](page:case-a).", "A case.", language=language)
    assert [each.rule for each in findings(paths)] == ["path-uses-known-case"]


def test_a_path_without_its_plan_is_named(paths: Path) -> None:
    """The answers come last."""
    change(paths, plan(LEARNING, "fi")[-1], "Muuta")
    assert "page-follows-plan" in {each.rule for each in findings(paths)}


@pytest.mark.parametrize(("language", "field"), [("fi", "minutes: 5"), ("en", "audience: For all")])
def test_only_a_path_has_the_fields_of_one(paths: Path, language: str, field: str) -> None:
    """In no language does another page."""
    file = paths.parent / f"cases/case-a.{language}.md"
    file.write_text(file.read_text(encoding="utf-8").replace("---\n\n", f"{field}\n---\n\n"), encoding="utf-8")
    assert [each.rule for each in findings(paths)] == ["path-has-its-fields"]
