"""The command `kierre eval`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli import main

TABLE = "lang\tquery\texpected\nfi\tjonojen kasvu\taikumetod-s4-c-03-queues\nen\txyzzyq\taikumetod-s4-c-03-queues\n"


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """What the command says of two questions, one of which finds nothing."""
    file = tmp_path_factory.mktemp("questions") / "questions.tsv"
    file.write_text(TABLE, encoding="utf-8")
    return CliRunner().invoke(main, ["eval", "search", str(file), "--misses"])


def test_the_figures_stand_by_language_and_in_all(result: Result) -> None:
    """One row each, none for a language without questions."""
    rows = {line.split()[0]: line.split()[1:4] for line in result.output.splitlines()[1:4]}
    assert result.exit_code == 0
    assert rows == {"fi": ["1", "100.0%", "100.0%"], "en": ["1", "0.0%", "0.0%"], "all": ["2", "50.0%", "50.0%"]}


def test_misses_are_listed(result: Result) -> None:
    """With what stands first instead."""
    assert result.output.splitlines()[-1] == "en\txyzzyq\tnot found\tfirst: nothing"


@pytest.mark.parametrize(("text", "said"), [("lang\tquery\texpected\n", "holds no questions"), ("nothing", "holds no questions")])
def test_a_file_without_questions_is_told(tmp_path: Path, text: str, said: str) -> None:
    """Exit code 2 and a sentence."""
    file = tmp_path / "empty.tsv"
    file.write_text(text, encoding="utf-8")
    outcome = CliRunner().invoke(main, ["eval", "search", str(file)])
    assert outcome.exit_code == 2
    assert said in outcome.output
