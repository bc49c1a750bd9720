"""The check of a file of a team check."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from portal.analysis.team import Answers, Filler, Presence
from portal.analysis.team_file import write
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
        ({"answers": [{"about": "not an <iri>", "presence": "yes"}]}, "team-answer-about", "does not ask"),
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
    assert "team-answer-about" in found.as_text()
    assert json.loads(found.as_json())["counts"]["error"] == 1
    assert "sh:conforms false" in found.as_turtle()


def test_a_file_that_cannot_be_opened_is_no_finding(tmp_path: Path, real: Data) -> None:
    """The command says so with exit code 2."""
    with pytest.raises(OSError, match="nothing"):
        check_team(tmp_path / "nothing", real)
