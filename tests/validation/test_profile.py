"""The check of a file of a team check."""

from __future__ import annotations

import json
import os
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from portal.analysis import team_file
from portal.analysis.team import Answers, Filler, Presence, questions, understand
from portal.analysis.team_file import LONGEST, write
from portal.analysis.view import Analysis
from portal.graph.load import Data
from portal.namespaces import ID
from validation.profile import check_team
from validation.report import Level, Report

ANSWERS = Answers(
    Filler.TEAM,
    {ID + "group-and-community-work": Presence.PARTLY},
    frozenset({ID + "queues-grow"}),
    {ID + "in-depth-clients-on-average": Decimal("42.5")},
)


def report(folder: Path, data: Data, version: str = "", **changes: Any) -> Report:
    """The report on a good file with other values."""
    document = {**json.loads(write(ANSWERS, date(2026, 11, 21), version or data.version)), **changes}
    file = folder / "check.jsonld"
    file.write_text(json.dumps(document, indent=1), encoding="utf-8")
    return check_team(file, data)


def test_a_good_file_is_clean(tmp_path: Path, real: Data) -> None:
    """Not even an info."""
    assert report(tmp_path, real).findings == ()


def number(about: str, value: object) -> dict[str, Any]:
    return {"numbers": [{"about": f"id:{about}", "number": value}]}


@pytest.mark.parametrize(
    ("changes", "rule", "word"),
    [
        ({"filledBy": "club"}, "team-filled-by", "club"),
        ({"answers": [{"about": "id:nothing", "presence": "yes"}]}, "team-answer-about", "id:nothing"),
        ({"answers": [{"about": "id:calling-a-halt", "presence": "yes"}]}, "team-answer-about", "calling-a-halt"),
        ({"answers": [{"about": "not an <iri>", "presence": "yes"}]}, "team-no-name", "not an <iri>"),
        ({"answers": [{"about": "id:group-and-community-work", "presence": "maybe"}]}, "team-answer-presence", "maybe"),
        ({"obstacles": ["id:wars"]}, "team-felt-barrier", "id:wars"),
        (number("queues-grow", 3), "team-number-about", "queues-grow"),
        (number("in-depth-clients-on-average", -3), "team-number", "-3"),
        (number("eight-hours-a-month-outside-the-office", 9999), "team-number", "9999"),
        (number("in-depth-clients-on-average", "many"), "team-number", "many"),
        (number("in-depth-clients-on-average", "NaN"), "team-number", "NaN"),
        ({"name": "Team North"}, "team-unknown-field", "name"),
        ({"@context": "https://example.org/c.jsonld"}, "team-other-context", "ever fetched"),
        ({"answers": "good"}, "team-wrong-type", "answers"),
    ],
)
def test_what_is_wrong_is_said_once(tmp_path: Path, real: Data, changes: dict[str, Any], rule: str, word: str) -> None:
    """By one error, with the word that is meant."""
    found = report(tmp_path, real, **changes).findings
    assert [(each.level, each.rule) for each in found] == [(Level.ERROR, rule)]
    assert word in found[0].message
    assert found[0].message.endswith(".")


@pytest.mark.parametrize("name", ["//[x", "http://[", "https://example.org/x", "queues-grow", "id:", "id:a b", "id:x\n"])
def test_what_is_no_name_of_ours_is_told(tmp_path: Path, real: Data, name: str) -> None:
    """Before anything is made of it."""
    assert [each.rule for each in report(tmp_path, real, obstacles=[name]).findings] == ["team-no-name"]


def test_a_list_that_is_too_long_is_told_once(tmp_path: Path, real: Data) -> None:
    """It is not gone through."""
    found = report(tmp_path, real, obstacles=[f"id:x{n}" for n in range(7000)]).findings
    assert [(each.rule, "obstacles" in each.message) for each in found] == [("team-too-long", True)]


def test_of_many_unknown_things_some_are_told(tmp_path: Path, real: Data) -> None:
    """And how many more there are."""
    found = report(tmp_path, real, obstacles=[f"id:x{n}" for n in range(LONGEST)]).findings
    assert len(found) == 21
    assert any("has 480 more faults" in each.message for each in found)


def test_of_many_unknown_fields_some_are_told(tmp_path: Path, real: Data) -> None:
    """And how many more there are."""
    found = report(tmp_path, real, **{f"x{n}": 1 for n in range(3000)}).findings
    assert len(found) == 21


@pytest.mark.parametrize(
    "changes",
    [
        number("in-depth-clients-on-average", "9,9"),
        number("in-depth-clients-on-average", " 9.9 "),
        number("in-depth-clients-on-average", ""),
        {"answers": [{"about": "id:group-and-community-work", "presence": " yes "}]},
        {"answers": [{"about": ID + "group-and-community-work", "presence": "yes"}]},
        {"answers": [{"about": "id:group-and-community-work", "presence": "yes"}] * 2},
        {"answers": [{"about": "id:group-and-community-work", "presence": "kierre:InPlace"}]},
        {"filledBy": "kierre:FilledByTeam"},
        {"obstacles": ["id:queues-grow", "id:queues-grow"]},
        number("in-depth-clients-on-average", "9 999"),
        number("in-depth-clients-on-average", "+5"),
    ],
)
def test_the_check_and_the_portal_read_alike(tmp_path: Path, real: Data, changes: dict[str, Any]) -> None:
    """What one takes the other takes."""
    findings = report(tmp_path, real, **changes).findings
    read = team_file.read((tmp_path / "check.jsonld").read_bytes())
    assert isinstance(read, team_file.Check)
    _, faults = understand(read.given, questions(Analysis(real.store)))
    assert len(findings) == len(faults)


@pytest.mark.parametrize(
    "changes",
    [
        {"answers": [{"about": "id:group-and-community-work", "presence": "yes\n\x1b[2Jclean"}]},
        {"dataVersion": "1\n\x1b[2Jclean"},
        {"a\n\x1b[2Jclean": 1},
    ],
)
def test_a_file_cannot_write_lines_of_its_own(tmp_path: Path, real: Data, changes: dict[str, Any]) -> None:
    """Nor steer the screen on which the report is read."""
    text = report(tmp_path, real, **changes).as_text()
    assert len(text.splitlines()) == 2
    assert "\x1b" not in text


def test_whole_numbers_and_decimals_are_numbers(tmp_path: Path, real: Data) -> None:
    """As JSON numbers and as texts."""
    for value in (0, 60, 42.5, "999", "0.5"):
        assert report(tmp_path, real, **number("in-depth-clients-on-average", value)).findings == ()


def test_two_answers_about_one_thing_are_found(tmp_path: Path, real: Data) -> None:
    """Whatever they are."""
    answers = [{"about": "id:group-and-community-work", "presence": answer} for answer in ("yes", "no")]
    assert {each.rule for each in report(tmp_path, real, answers=answers).findings} == {"team-one-answer"}


def test_a_number_that_contradicts_an_answer_is_found(tmp_path: Path, real: Data) -> None:
    """Meetings that are missing, twice a year."""
    answers = [{"about": "id:meeting-decision-makers", "presence": "no"}]
    found = report(tmp_path, real, answers=answers, **number("meetings-with-decision-makers-yearly", 2)).findings
    assert [each.rule for each in found] == ["team-absent-but-reached"]


def test_another_version_of_the_data_is_worth_knowing(tmp_path: Path, real: Data) -> None:
    """It is no error."""
    found = report(tmp_path, real, version="0123456789abcdef").findings
    assert [(each.level, each.rule) for each in found] == [(Level.INFO, "team-data-version")]
    assert "0123456789abcdef" in found[0].message


def test_a_finding_names_its_line(tmp_path: Path, real: Data) -> None:
    """Where the thing stands in the file."""
    found = report(tmp_path, real, obstacles=["id:wars"])
    text = (tmp_path / "check.jsonld").read_text(encoding="utf-8").split("\n")
    assert '"id:wars"' in text[found.findings[0].line - 1]


def test_a_report_can_be_written_in_every_form(tmp_path: Path, real: Data) -> None:
    """Also about a name that is no IRI."""
    found = report(tmp_path, real, answers=[{"about": "not an <iri>", "presence": "yes"}])
    assert "team-no-name" in found.as_text()
    assert json.loads(found.as_json())["counts"]["error"] == 1
    assert "sh:conforms false" in found.as_turtle()


def test_a_file_that_cannot_be_opened_is_no_finding(tmp_path: Path, real: Data) -> None:
    """The command says so with exit code 2."""
    with pytest.raises(OSError, match="nothing"):
        check_team(tmp_path / "nothing", real)


def test_a_pipe_is_no_file(tmp_path: Path, real: Data) -> None:
    """It is not waited for."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="no ordinary file"):
        check_team(tmp_path / "pipe", real)
