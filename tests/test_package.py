"""The wheel: what is installed runs from any folder, with its own data."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from portal import __version__
from portal.graph.load import data_version, find_sources

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.package


def command(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {name: value for name, value in os.environ.items() if not name.startswith(("KIERRE_", "PYTHON"))}
    given |= environment
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


def test_the_wheel_holds_code_rules_data_and_texts_and_nothing_else(wheel: Path) -> None:
    """No test, no draft; templates, styles, shapes, queries and licences."""
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"portal", "validation", f"kierre-{__version__}.dist-info"}
    for wanted in (
        "portal/_data/ontology/core.ttl",
        "portal/_data/content/model/reading-the-model.fi.md",
        "portal/graph/sparql/texts.rq",
        "portal/graph/examples/01-mechanisms.rq",
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


def test_the_installed_check_finds_no_errors(kierre: object, wheel: Path) -> None:
    """The same data as in the checkout that it was built from, found clean by the rules in the wheel."""
    result = kierre("check", "--format", "json")  # type: ignore[operator]
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["data"] == data_version(find_sources(wheel.parents[1]))


def test_the_installed_query_answers(kierre: object) -> None:
    """From an empty folder."""
    result = kierre("query", "SELECT (COUNT(?s) AS ?n) { ?s a kierre:SourceStatement }", "--format", "csv")  # type: ignore[operator]
    assert result.stdout == "n\n866\n", result.stderr


def test_the_installed_portal_renders_a_page(installed: Path) -> None:
    """Templates, texts and styles are found."""
    code = (
        "from portal.web import create_app; client = create_app().test_client(); "
        "print(client.get('/sv/modell').status_code, client.get('/static/css/kierre.css').status_code)"
    )
    result = command(sys.executable, "-P", "-c", code, cwd=installed, PYTHONPATH=str(installed))
    assert result.stdout == "200 200\n", result.stderr
