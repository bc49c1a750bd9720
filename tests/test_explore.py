"""The commands that ask the analysis."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import flask
import pydot
import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

import portal.web
from portal.cli import main
from portal.paths import data_root
from portal.settings import Settings
from portal.web import create_app

Kierre = Callable[..., Result]
COMMANDS = ["loops", "chain queues-grow", "chain queues-grow --level meso --kind method --kind condition", "coverage",
            "whatif queues-grow --change less", "gaps", "cuts"]  # fmt: skip
DRAWN = [each for each in COMMANDS if each not in {"gaps", "cuts"}]
ADDRESSES = {
    "loops --limit 7": ("loops", [("limit", "7")]),
    "loops loop-4d7c72db": ("loops/loop-4d7c72db", []),
    "chain queues-grow --level meso --kind method": (
        "chains",
        [("obstacle", "queues-grow"), ("level", "meso"), ("kind", "method")],
    ),
    "coverage": ("coverage", []),
    "whatif queues-grow --change less --limit 9": ("whatif", [("thing", "queues-grow"), ("change", "less"), ("limit", "9")]),
    "gaps": ("gaps", []),
    "cuts": ("cuts", []),
}


@pytest.fixture(scope="module")
def small_world(make_world: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small world for all tests here."""
    return make_world(tmp_path_factory.mktemp("explored"))


@pytest.fixture(scope="module")
def opened(app: flask.Flask) -> Callable[[Settings], flask.Flask]:
    """Opens a portal, once over each data folder."""
    found = {data_root(): app}

    def once(settings: Settings) -> flask.Flask:
        if settings.sources not in found:
            found[settings.sources] = create_app(settings)
        return found[settings.sources]

    return once


@pytest.fixture
def kierre(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, opened: Callable[[Settings], flask.Flask]) -> Kierre:
    """Runs a command line over a data folder (default: the real data)."""
    monkeypatch.setenv("KIERRE_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(portal.web, "create_app", opened)

    def run(line: str, data: Path | None = None) -> Result:
        monkeypatch.setenv("KIERRE_SOURCES", str(data or data_root()))
        return CliRunner().invoke(main, shlex.split(line))

    return run


@pytest.fixture(params=["real", "small"])
def folder(request: pytest.FixtureRequest, small_world: Path) -> Path:
    """The real data, and the small world."""
    return data_root() if request.param == "real" else small_world


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_answers_in_words(kierre: Kierre, folder: Path, command: str) -> None:
    """With where the answer comes from at the end."""
    result = kierre(f"{command} --lang en", folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "with hypotheses · data " in result.stdout.splitlines()[-1]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_answers_as_json(kierre: Kierre, folder: Path, command: str) -> None:
    """In the view that was asked for."""
    result = kierre(f"{command} --format json --view source", folder)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["about"]["view"] == "source"


@pytest.mark.parametrize("command", DRAWN)
def test_each_command_with_arrows_draws_them(
    kierre: Kierre, folder: Path, command: str, read_dot: Callable[[str], pydot.Dot]
) -> None:
    """In DOT."""
    assert read_dot(kierre(f"{command} --format dot", folder).stdout).get_type() == "digraph"


@pytest.mark.parametrize("command", ADDRESSES)
@pytest.mark.parametrize("view", ["all", "source"])
def test_a_command_prints_what_the_interface_answers(kierre: Kierre, client: FlaskClient, command: str, view: str) -> None:
    """Byte for byte, or the same sentence when there is no answer."""
    question, asked = ADDRESSES[command]
    query = urlencode([*asked, ("view", view), ("lang", "sv"), ("format", "json")])
    answer = client.get(f"/api/v1/{question}?{query}")
    result = kierre(f"{command} --view {view} --lang sv --format json")
    if answer.status_code == 200:
        assert result.stdout == answer.text
    else:
        assert (result.exit_code, json.loads(answer.data)["detail"] in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("chain queue-grows", "There is nothing called 'queue-grows'. Did you mean queues-grow (jonojen kasvu)"),
        ("whatif nothing-of-the-kind-at-all", "There is nothing called"),
        ("loops loop-none", "There is no loop 'loop-none' in this view."),
        ("loops loop-4d7c72db --view source", "With view=all there are more loops."),
        ("loops ../network", "There is nothing at /api/v1/loops/../network."),
        ("chain", "Missing argument"),
        ("chain queues-grow --level nano", "--level"),
        ("whatif queues-grow --change ambiguous", "--change"),
        ("gaps --format dot", "--format"),
        ("coverage --lang de", "--lang"),
    ],
)
def test_a_question_that_cannot_be_answered_is_2(kierre: Kierre, line: str, words: str) -> None:
    """A sentence and no trace."""
    result = kierre(line)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


def test_a_name_with_spaces_is_one_argument(kierre: Kierre) -> None:
    """The exact name in any of the three languages."""
    assert json.loads(kierre("whatif 'växande köer' --format json").stdout)["thing"]["id"] == "queues-grow"


def test_data_that_cannot_be_read_is_2(kierre: Kierre, tmp_path: Path) -> None:
    """With what is wrong."""
    result = kierre("loops", tmp_path)
    assert (result.exit_code, "ontology/" in result.stderr) == (2, True)
