"""The command `kierre`, as a person or a program runs it."""

from __future__ import annotations

import csv
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import rdflib
from click.testing import CliRunner, Result

from portal import __version__
from portal.analysis.team import Answers
from portal.analysis.team_file import write
from portal.cli import main
from portal.graph.load import load
from portal.namespaces import ID

Run = Callable[..., subprocess.CompletedProcess[str]]
Here = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, environment: Callable[..., dict[str, str]]) -> Run:
    """Runs kierre with arguments, in an empty folder, with settings by name."""
    (tmp_path / "empty").mkdir()

    def kierre(*arguments: object, **settings: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "portal", *map(str, arguments)]
        given = environment(**{"state": tmp_path / "state", **settings})
        return subprocess.run(command, cwd=tmp_path / "empty", env=given, capture_output=True, text=True, timeout=240, check=False)

    return kierre


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    """Does the same within this process, where how it is started and ends is not what is asked."""

    def kierre(*arguments: object, **settings: object) -> Result:
        with monkeypatch.context() as patch:
            for name in [each for each in os.environ if each.startswith("KIERRE_")]:
                patch.delenv(name)
            for name, value in {"state": tmp_path / "state", **settings}.items():
                patch.setenv(f"KIERRE_{name.upper()}", str(value))
            return CliRunner().invoke(main, list(map(str, arguments)))

    return kierre


def spoil(world: Path) -> Path:
    """Take away a Swedish label."""
    file = world / "ontology" / "model" / "things.ttl"
    file.write_text(file.read_text(encoding="utf-8").replace('"växande köer"@sv , ', ""), encoding="utf-8")
    return world


def test_version(run: Run) -> None:
    """The version stands in one place."""
    assert run("--version").stdout == f"kierre, version {__version__}\n"


@pytest.mark.parametrize("command", [[], ["check"], ["serve"], ["build"], ["query"], ["release"]], ids=" ".join)
def test_help(here: Here, command: list[str]) -> None:
    """Every command explains itself, and the program its commands."""
    result = here(*command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


@pytest.mark.parametrize("arguments", [["nothing"], ["check", "--format", "pdf"], ["serve", "--port", "0"], ["query"]])
def test_a_wrong_command_line_is_2(run: Run, arguments: list[str]) -> None:
    """With a word on what is wrong."""
    result = run(*arguments)
    assert result.returncode == 2
    assert "Error:" in result.stderr


def test_check_of_clean_data_is_0(run: Run, world: Path) -> None:
    """With a line of sums."""
    result = run("check", world)
    assert (result.returncode, result.stderr) == (0, "")
    assert "0 errors, 0 warnings" in result.stdout.splitlines()[-1]


def test_check_of_faulty_data_is_1(run: Run, world: Path) -> None:
    """Each fault on a line with file and line."""
    result = run("check", spoil(world))
    assert result.returncode == 1
    assert "ontology/model/things.ttl:" in result.stdout.splitlines()[0]
    assert ": error: id:queues-grow:" in result.stdout.splitlines()[0]


def test_check_of_no_data_is_2(run: Run, tmp_path: Path) -> None:
    """An empty folder, and one that is not there: a sentence and no trace."""
    for folder in (tmp_path / "empty", tmp_path / "nowhere"):
        result = run("check", folder)
        assert (result.returncode, result.stdout) == (2, "")
        assert "ontology/" in result.stderr
        assert "Traceback" not in result.stderr


def test_check_as_json_and_as_turtle(here: Here, world: Path) -> None:
    """The same findings in each form."""
    spoil(world)
    found = json.loads(here("check", world, "--format", "json").stdout)
    assert found["counts"]["error"] == 1
    graph = rdflib.Graph().parse(data=here("check", world, "--format", "ttl").stdout, format="turtle")
    assert len(list(graph.subjects(rdflib.SH.resultSeverity, rdflib.SH.Violation))) == 1


def test_strict_counts_warnings(here: Here, world: Path) -> None:
    """What is untidy is let through, but not with --strict."""
    file = world / "ontology" / "model" / "things.ttl"
    text = file.read_text(encoding="utf-8")
    label = 'skos:prefLabel "jonojen kasvu"@fi'
    file.write_text(text.replace(label, 'skos:altLabel "jonojen kasvu"@fi ;\n    ' + label), encoding="utf-8")
    assert here("check", world).exit_code == 0
    assert here("check", world, "--strict").exit_code == 1


def test_build_writes_the_whole_graph(run: Run, world: Path, tmp_path: Path) -> None:
    """As N-Quads, and nothing half written is left."""
    file = tmp_path / "out" / "all.nq"
    file.parent.mkdir()
    assert run("build", file, sources=world).returncode == 0
    assert len(file.read_text(encoding="utf-8").splitlines()) == len(load(world).store)
    assert list(file.parent.iterdir()) == [file]


def test_build_into_nowhere_is_2(run: Run, world: Path, tmp_path: Path) -> None:
    """A sentence and no trace."""
    result = run("build", tmp_path / "nowhere" / "all.nq", sources=world)
    assert (result.returncode, "cannot be written" in result.stderr) == (2, True)


def test_release_makes_the_next_release(here: Here, world: Path) -> None:
    """In the folder of the releases, with what has changed; the data version stays."""
    first = here("release", "--date", "2026-11-21", sources=world)
    assert (first.exit_code, first.stdout.split(":")[0]) == (0, "Release 2026.1 of 2026-11-21")
    file = world / "ontology" / "model" / "things.ttl"
    file.write_text(file.read_text(encoding="utf-8").replace('"jonojen kasvu"@fi', '"kasvavat jonot"@fi'), encoding="utf-8")
    second = here("release", "--date", "2026-11-22", sources=world)
    assert "Since release 2026.1: 0 added, 1 changed, 0 deprecated, 0 removed." in second.stdout
    found = sorted(each.name for each in (world / "ontology" / "releases").iterdir())
    assert found == [f"{number}.{ending}" for number in ("2026.1", "2026.2") for ending in ("json", "nq.gz", "pages.zip")]


def test_release_of_faulty_data_is_2(here: Here, world: Path, tmp_path: Path) -> None:
    """Nothing is written, and the command that shows the errors is named."""
    result = here("release", "--to", tmp_path / "out", sources=spoil(world))
    assert (result.exit_code, (tmp_path / "out").exists()) == (2, False)
    assert f"kierre check {world}" in result.stderr


def test_release_without_a_change_is_2(here: Here, world: Path, tmp_path: Path) -> None:
    """Into a folder that a setting names."""
    assert here("release", sources=world, releases=tmp_path / "out").exit_code == 0
    result = here("release", sources=world, releases=tmp_path / "out")
    assert (result.exit_code, "nothing to release" in result.stderr) == (2, True)


SELECT = "SELECT ?c { ?l kierre:effect id:queues-grow ; kierre:cause ?c }"
HURRY = "https://w3id.org/kierre/id/constant-hurry"


def test_query_answers_a_text(run: Run, world: Path) -> None:
    """Our prefixes need no declaration."""
    assert run("query", SELECT, sources=world).stdout == f"?c\n<{HURRY}>\n"
    assert list(csv.reader(run("query", SELECT, "--format", "csv", sources=world).stdout.splitlines())) == [["c"], [HURRY]]
    assert json.loads(run("query", SELECT, "--format", "json", sources=world).stdout)["head"] == {"vars": ["c"]}


def test_query_answers_a_file(run: Run, world: Path, tmp_path: Path) -> None:
    """The name of a file that holds a query."""
    (tmp_path / "q.rq").write_text("# a question\n" + SELECT, encoding="utf-8")
    assert HURRY in run("query", tmp_path / "q.rq", sources=world).stdout


def test_query_gives_graphs_and_yes_or_no(run: Run, world: Path) -> None:
    """Turtle and JSON."""
    graph = rdflib.Graph().parse(data=run("query", "DESCRIBE id:queues-grow", sources=world).stdout, format="turtle")
    assert (rdflib.URIRef("https://w3id.org/kierre/id/queues-grow"), None, None) in graph
    assert json.loads(run("query", "ASK { id:queues-grow a kierre:Barrier }", sources=world).stdout)["boolean"] is True


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT", "Line 1, column 7"),
        ("CLEAR ALL", "refused"),
        ("SELECT * { SERVICE <http://a.test/> {} }", "refused"),
        ("SELECT * { BIND(<http://a.test/f>(1) AS ?x) }", "a.test/f"),
        ("no such file.rq", "no query"),
    ],
)
def test_a_query_that_cannot_run_is_2(run: Run, world: Path, query: str, words: str) -> None:
    """A sentence and no trace."""
    result = run("query", query, sources=world)
    assert (result.returncode, result.stdout) == (2, "")
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_a_wrong_setting_is_named(run: Run, world: Path) -> None:
    """With its value."""
    result = run("query", "ASK {}", sources=world, query_rows="many")
    assert (result.returncode, "KIERRE_QUERY_ROWS must be a number, not 'many'." in result.stderr) == (2, True)


def test_serve_does_not_serve_data_with_errors(run: Run, free_port: Callable[[], int], world: Path) -> None:
    """It names the command that shows them."""
    result = run("serve", "--port", free_port(), sources=spoil(world))
    assert result.returncode == 2
    assert "The data has 1 errors, so nothing is served. See them with: kierre check" in result.stderr


def test_serve_does_not_serve_what_cannot_be_read(run: Run, tmp_path: Path) -> None:
    """A folder without data."""
    result = run("serve", "--host", "127.0.0.3", sources=tmp_path / "empty")
    assert (result.returncode, "ontology/" in result.stderr) == (2, True)


def test_serve_does_not_share_a_port(run: Run, world: Path) -> None:
    """Two servers on one port would answer in turn."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("serve", "--port", taken.getsockname()[1], sources=world)
    assert (result.returncode, "End it, or choose another port with --port." in result.stderr) == (2, True)


def test_an_address_that_this_machine_has_not_is_named(run: Run, world: Path) -> None:
    """No other server is to blame."""
    result = run("serve", "--host", "192.0.2.1", sources=world)
    assert (result.returncode, "Cannot listen on 192.0.2.1, port 8000: " in result.stderr) == (2, True)


def test_serve_serves_at_once_when_the_stamp_is_there(start_server: Callable[..., Any], world: Path, tmp_path: Path) -> None:
    """The first start checks and leaves a stamp; with it, nothing is checked or stamped again."""
    state = tmp_path / "state"
    server = start_server(afresh=True, sources=world, state=state)
    assert server.get("/version").status == 200
    (stamp,) = (state / "checks").iterdir()
    before = stamp.stat().st_mtime_ns
    again = start_server(afresh=True, sources=world, state=state)
    assert again.get("/readyz").body == server.get("/readyz").body
    assert stamp.stat().st_mtime_ns == before


def test_a_check_leaves_a_stamp_only_for_the_data_of_the_settings(here: Here, world: Path, tmp_path: Path) -> None:
    """A folder that is named is somebody's draft."""
    here("check", world)
    assert not (tmp_path / "state").exists()
    here("check", sources=world)
    assert len(os.listdir(tmp_path / "state" / "checks")) == 1  # noqa: PTH208 - the number alone


def test_a_file_of_a_team_check_is_checked(run: Run, tmp_path: Path) -> None:
    """Exit code 0 when it is clean, 1 when something is wrong, 2 when there is no such file."""
    good, bad = tmp_path / "good.jsonld", tmp_path / "bad.jsonld"
    text = write(Answers(numbers={ID + "in-depth-clients-on-average": Decimal(60)}), date(2026, 11, 21), "earlier")
    good.write_text(text, encoding="utf-8")
    bad.write_text(text.replace('"60"', '"many"'), encoding="utf-8")
    results = [run("check", "--profile", "team", file) for file in (good, bad, tmp_path / "none")]
    assert [result.returncode for result in results] == [0, 1, 2]
    assert "earlier" in results[0].stdout
    assert "many" in results[1].stdout
    assert "Traceback" not in results[1].stderr
    assert "cannot be read" in results[2].stderr


def test_a_profile_needs_a_file(run: Run) -> None:
    """Kierre's own folder is no team check."""
    assert run("check", "--profile", "team").returncode == 2
