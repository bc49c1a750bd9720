"""The whole check over a small world that a test spoils: every fault is named with file and line, and the rest is still checked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from portal.errors import SourceError
from validation.check import check
from validation.report import Finding, Level, Report

THINGS = "ontology/model/things.ttl"
FINNISH = "content/guides/queues.fi.md"


def errors(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.level is Level.ERROR]


def spoil(world: Path, name: str, old: str = "", new: str = "", *, encoding: str = "utf-8") -> int:
    """Replace the first `old` in a file (append `new` without one), write it in an encoding; gives the line of the change."""
    text = (world / name).read_text(encoding="utf-8")
    at = text.index(old) if old else len(text)
    (world / name).write_bytes((text[:at] + new + text[at + len(old) :]).encode(encoding, "replace"))
    return text.count("\n", 0, at) + 1


def faults(world: Path) -> list[tuple[str, str, int]]:
    """Rule, file and line of each error."""
    return [(finding.rule, finding.file, finding.line) for finding in errors(check(world))]


def test_the_small_world_is_clean(world: Path) -> None:
    """No error and no warning; the report says how much was read."""
    report = check(world)
    assert [finding.as_text() for finding in report.findings if finding.level is not Level.INFO] == []
    assert report.files == len(list(world.rglob("*.ttl"))) + 3
    assert report.triples > 1500


def test_every_step_is_told(world: Path) -> None:
    """Whoever waits hears what is being done."""
    steps: list[str] = []
    check(world, steps.append)
    assert steps == [
        "reading the sources",
        "checking what things come from",
        "checking the shapes",
        "checking the rules across things",
    ]


def test_turtle_that_does_not_parse_is_named_and_the_rest_is_checked(world: Path) -> None:
    """A fault of grammar in one file, a missing label in another: both are named."""
    line = spoil(world, "ontology/model/hypotheses-joins.ttl", "kierre:cause id:queues-grow", "kierre:cause id:queues grow")
    other = spoil(world, THINGS, '"växande köer"@sv , ', "") - 1
    found = faults(world)
    assert ("readable-file", "ontology/model/hypotheses-joins.ttl", line) in found
    assert {(file, place) for rule, file, place in found if rule != "readable-file"} == {(THINGS, other)}


def test_two_files_that_do_not_parse_are_both_named(world: Path) -> None:
    """The first broken file does not hide the second."""
    one = spoil(world, THINGS, "a kierre:Barrier ;", "a kierre:Barrier")
    two = spoil(world, "ontology/statements/statements-world.ttl", " .\n\nst:", "\n\nst:")
    files = {file: line for rule, file, line in faults(world) if rule == "readable-file"}
    assert files.keys() == {THINGS, "ontology/statements/statements-world.ttl"}
    assert one <= files[THINGS] <= one + 2
    assert files["ontology/statements/statements-world.ttl"] >= two


def test_an_unreadable_file_keeps_rules_across_files_silent(world: Path) -> None:
    """What only an unread file could explain is no finding; the report says that not everything was checked."""
    spoil(world, THINGS, new="broken")
    report = check(world)
    assert {finding.rule for finding in errors(report)} == {"readable-file"}
    assert [finding.rule for finding in report.findings if finding.level is Level.INFO] == ["complete-data"]


def test_markdown_without_front_matter_is_named(world: Path) -> None:
    """A page that begins with its text."""
    (world / "content/guides/queues.en.md").write_text("# Queues\n", encoding="utf-8")
    found = errors(check(world))
    assert {(finding.rule, finding.file, finding.line) for finding in found} == {
        ("readable-file", "content/guides/queues.en.md", 1)
    }
    assert "must begin with front matter" in found[0].message


@pytest.mark.parametrize("name", [THINGS, FINNISH])
def test_latin_1_is_named_with_its_line(world: Path, name: str) -> None:
    """The line of the first letter that is not UTF-8."""
    spoil(world, name, encoding="latin-1")
    text = (world / name).read_text(encoding="latin-1")
    line = next(number for number, each in enumerate(text.split("\n"), start=1) if not each.isascii())
    assert faults(world) == [("readable-file", name, line)]


@pytest.mark.parametrize("name", [THINGS, FINNISH])
def test_a_byte_order_mark_does_not_matter(world: Path, name: str) -> None:
    """A file with a mark before its text is as clean as without."""
    (world / name).write_bytes(b"\xef\xbb\xbf" + (world / name).read_bytes())
    assert faults(world) == []


def test_an_unknown_name_is_named_with_a_hint(world: Path) -> None:
    """A misspelt thing: the line, and what may be meant."""
    line = spoil(world, THINGS, "kierre:effect id:queues-grow", "kierre:effect id:queue-grows")
    found = [finding for finding in errors(check(world)) if finding.rule == "declared-names"]
    assert [(finding.file, finding.line) for finding in found] == [(THINGS, line)]
    assert "did you mean id:queues-grow?" in found[0].message


def test_an_unknown_property_is_named(world: Path) -> None:
    """A misspelt property of ours too."""
    line = spoil(world, THINGS, "kierre:position 1", "kierre:posision 1")
    assert ("declared-names", THINGS, line) in faults(world)


def test_a_thing_that_is_defined_twice_is_named(world: Path) -> None:
    """The second definition is the fault, the first is told."""
    (world / "ontology/model/twice.ttl").write_text(
        "@prefix id: <https://w3id.org/kierre/id/> .\n@prefix kierre: <https://w3id.org/kierre/ontology#> .\n\n"
        "id:queues-grow a kierre:Factor .\n"
    )
    found = [finding for finding in errors(check(world)) if finding.rule == "one-definition"]
    assert [(finding.file, finding.line) for finding in found] == [("ontology/model/twice.ttl", 4)]
    assert f"first defined in {THINGS}:" in found[0].message


def test_a_triple_that_stands_twice_is_named(world: Path) -> None:
    """The same triple in another file would count twice."""
    (world / "ontology/model/twice.ttl").write_text(
        "@prefix id: <https://w3id.org/kierre/id/> .\n@prefix kierre: <https://w3id.org/kierre/ontology#> .\n\n"
        "id:queues-grow\n  kierre:partOfCircle id:vicious-circle .\n"
    )
    assert ("one-place-for-a-triple", "ontology/model/twice.ttl", 5) in faults(world)


def test_an_empty_folder_holds_no_data(tmp_path: Path) -> None:
    """The check cannot run, and says which folder is meant."""
    with pytest.raises(SourceError, match="no ontology/ folder"):
        check(tmp_path)


def test_a_folder_that_is_not_there_holds_no_data(tmp_path: Path) -> None:
    """So does a name that leads nowhere."""
    with pytest.raises(SourceError, match="nowhere"):
        check(tmp_path / "nowhere")


def test_pages_are_not_needed(world: Path) -> None:
    """A data folder without content/ is whole."""
    shutil.rmtree(world / "content")
    assert faults(world) == []


def test_a_page_that_fits_no_other_is_named(world: Path) -> None:
    """A translation without its Finnish page."""
    (world / FINNISH).unlink()
    assert [(rule, file) for rule, file, _ in faults(world)] == [("readable-file", "content/guides/queues.en.md")]


def test_an_empty_turtle_file_is_fine(world: Path) -> None:
    """Nothing is said in it, and nothing is wrong."""
    (world / "ontology/model/empty.ttl").write_text("")
    assert faults(world) == []
