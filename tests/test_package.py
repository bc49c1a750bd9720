"""The wheel: what is installed runs from any folder, with its own data."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest

from portal import __version__
from portal.graph.load import data_version, find_sources
from portal.settings import Settings
from validation import stamp

PATIENCE = 120
ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.package


def command(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {name: value for name, value in os.environ.items() if not name.startswith(("KIERRE_", "PYTHON"))}
    given |= {"PYTHONDONTWRITEBYTECODE": "1", **environment}
    return subprocess.run([*map(str, arguments)], cwd=cwd, env=given, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the files that belong to the checkout."""
    folder = tmp_path_factory.mktemp("build")
    listed = command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    if listed.returncode:
        pytest.skip("not a checkout: the wheel is built from one")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    built = command(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "out", cwd=folder)
    assert built.returncode == 0, built.stdout + built.stderr
    (found,) = (folder / "out").glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the installed wheel."""
    target = tmp_path_factory.mktemp("installed")
    made = command(sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", target, wheel, cwd=target)
    assert made.returncode == 0, made.stderr
    return target


@pytest.fixture
def kierre(installed: Path, tmp_path: Path) -> object:
    """Runs the installed command in an empty folder."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        state = {"KIERRE_STATE": str(tmp_path / "state"), "PYTHONPATH": str(installed)}
        (tmp_path / "empty").mkdir(exist_ok=True)
        return command(sys.executable, "-P", "-m", "portal", *arguments, cwd=tmp_path / "empty", **state)

    return run


@dataclass(frozen=True)
class Served:
    """The installed portal as it serves, where it writes, and what was there when it began."""

    server: Any
    state: Path
    scratch: Path
    before: dict[Path, int]


@pytest.fixture(scope="module")
def served(installed: Path, start_server: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A server that has been started in the folder of the wheel, and has checked the data in it."""
    state, scratch = tmp_path_factory.mktemp("state"), tmp_path_factory.mktemp("scratch")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(installed)
        for name, value in {"PYTHONDONTWRITEBYTECODE": "1", "HOME": "/nonexistent", "TMPDIR": str(scratch)}.items():
            patch.setenv(name, value)
        before = times(installed)
        return Served(start_server(afresh=True, state=state, query_seconds=PATIENCE), state, scratch, before)


def times(folder: Path) -> dict[Path, int]:
    """When each file and folder below a folder was changed last."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_the_wheel_holds_code_rules_data_and_texts_and_nothing_else(wheel: Path) -> None:
    """No test, no draft; templates, styles, shapes, queries and licences."""
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"portal", "validation", f"kierre-{__version__}.dist-info"}
    for wanted in (
        "portal/_data/ontology/core.ttl",
        "portal/_data/content/model/reading-the-model.fi.md",
        "portal/graph/sparql/texts.rq",
        "portal/graph/saved/mechanisms.rq",
        "portal/graph/saved/words.toml",
        "portal/web/templates/base.html",
        "portal/web/static/css/kierre.css",
        "portal/web/translations/sv/messages.po",
        "validation/shapes/core.ttl",
        "validation/violations/in-one-circle.rq",
        f"kierre-{__version__}.dist-info/licenses/LICENSE",
    ):
        assert wanted in names


def test_the_installed_code_and_data_are_those_of_the_wheel(installed: Path, kierre: object) -> None:
    """Not those of the checkout, which is installed beside it for the tests."""
    found = command(
        sys.executable,
        "-P",
        "-c",
        "from portal.paths import data_root; print(data_root())",
        cwd=installed,
        PYTHONPATH=str(installed),
    )
    assert found.stdout.strip() == str(installed / "portal" / "_data")
    assert kierre("--version").stdout == f"kierre, version {__version__}\n"  # type: ignore[operator]


def test_the_installed_check_finds_no_errors(served: Served, wheel: Path) -> None:
    """The same data as in the checkout that it was built from, found clean by the rules in the wheel before it is served."""
    assert stamp.is_clean(served.state, data_version(find_sources(wheel.parents[1])))


def test_the_installed_query_answers(kierre: object) -> None:
    """From an empty folder."""
    result = kierre("query", "SELECT (COUNT(?s) AS ?n) { ?s a kierre:SourceStatement }", "--format", "csv")  # type: ignore[operator]
    assert result.stdout == "n\n866\n", result.stderr


@pytest.mark.parametrize("path", ["/sv/modell", "/static/css/kierre.css"])
def test_the_installed_portal_renders_a_page(served: Served, path: str) -> None:
    """Templates, texts and styles are found."""
    assert served.server.get(path).status == 200


@pytest.fixture
def container() -> list[tuple[str, str]]:
    """The instructions of the container file: each word and what follows it."""
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    return [(line.split(" ")[0], line.partition(" ")[2]) for line in lines if line and not line.startswith("#")]


def test_the_container_runs_as_nobody_in_particular(container: list[tuple[str, str]]) -> None:
    """By number, so that an orchestrator sees that it is not root; what it writes is one volume."""
    assert ("USER", "10001:10001") in container
    assert [rest for word, rest in container if word == "VOLUME"] == ["/state"]


def test_the_container_installs_what_is_locked(container: list[tuple[str, str]]) -> None:
    """With hashes; then the wheel, from which nothing more is fetched."""
    installs = [rest for word, rest in container if word == "RUN" and "pip install" in rest]
    assert len(installs) == 2
    assert "--require-hashes -r requirements.lock" in installs[0]
    assert "--no-deps --no-index kierre-*.whl" in installs[1]


def test_the_container_names_options_and_settings_that_there_are(container: list[tuple[str, str]]) -> None:
    """And asks after its own health without a program that the image lacks."""
    (start,) = [json.loads(rest) for word, rest in container if word == "CMD"]
    (health,) = [json.loads(rest.partition(" CMD ")[2]) for word, rest in container if word == "HEALTHCHECK"]
    (settings,) = [re.findall(r"KIERRE_(\w+)=", rest) for word, rest in container if word == "ENV"]
    assert start[:2] == ["kierre", "serve"]
    assert {each for each in start if each.startswith("--")} <= {"--host", "--port"}
    assert health[:2] == ["python", "-c"]
    compile(health[2], "health", "exec")
    assert {name.lower() for name in settings} <= {each.name for each in fields(Settings)}


def test_only_the_folder_for_derived_files_is_written(served: Served, installed: Path) -> None:
    """So all else may be read-only, and belong to another user."""
    assert served.server.get("/sparql?query=ASK%7B%7D").status == 200
    assert times(installed) == served.before
    assert list(served.scratch.iterdir()) == []
    found = {path.name.split("-")[0] for path in served.state.iterdir()}
    assert found - {"dumps"} == {"checks", "metrics"}  # files of the graph are made beside, sooner or later
