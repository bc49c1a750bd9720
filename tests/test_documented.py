"""If it can be set, called or opened, it is documented."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import click
import flask
import pytest

from portal.cli import main
from portal.pages.frontmatter import FIELDS
from portal.serve import THREADS
from portal.settings import Settings
from validation.report import Level

ROOT = Path(__file__).parents[1]
SETTINGS = ["KIERRE_" + each.name.upper() for each in fields(Settings)]
OPTIONS = [
    (command, option)
    for command, what in main.commands.items()
    for parameter in what.params
    if isinstance(parameter, click.Option)
    for option in parameter.opts
]
NOT_OURS = {"static"}


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def row(text: str, begin: str) -> str:
    """The row of a table that begins with a word in code."""
    found = [line for line in text.split("\n") if line.startswith(f"| `{begin}")]
    assert found, f"no row for {begin}"
    return found[0]


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_in_the_table(readme: str, name: str) -> None:
    """With what it does, in a row of its own."""
    assert row(readme, name + "`").count("|") == 4


def test_no_setting_is_documented_that_is_gone(readme: str) -> None:
    """The table tells of nothing that nobody reads."""
    assert sorted(re.findall(r"^\| `(KIERRE_\w+)`", readme, re.MULTILINE)) == sorted(SETTINGS)


@pytest.mark.parametrize("name", [each.name for each in fields(Settings)])
def test_the_default_of_a_setting_is_the_one_documented(readme: str, name: str) -> None:
    """Numbers are written as they are."""
    default = getattr(Settings(), name)
    if isinstance(default, int | float):
        assert row(readme, f"KIERRE_{name.upper()}`").split("|")[2].strip() == f"{default:g}" or default == 100_000


@pytest.mark.parametrize("command", main.commands)
def test_every_command_is_documented(readme: str, command: str) -> None:
    """In the table of commands, and with a help text of its own."""
    assert row(readme, f"kierre {command}")
    assert main.commands[command].help


@pytest.mark.parametrize(("command", "option"), OPTIONS, ids=" ".join)
def test_every_option_is_documented(readme: str, command: str, option: str) -> None:
    """In the row of its command."""
    assert option in row(readme, f"kierre {command}")


def test_every_option_has_a_help_text() -> None:
    """For --help."""
    for command in main.commands.values():
        assert all(parameter.help for parameter in command.params if isinstance(parameter, click.Option))


def test_every_address_is_documented(app: flask.Flask, readme: str) -> None:
    """By its first part; addresses of pages by their language."""
    rules = {re.split(r"[/.<]", rule.rule)[1] for rule in app.url_map.iter_rules()} - NOT_OURS
    assert len(rules) > 8
    for first in rules:
        assert re.search(rf"`/{first}[/`.]", readme), f"/{first} is not documented"


@pytest.mark.parametrize("folder", ["ontology", "content", "portal", "validation", "tests"])
def test_every_folder_is_on_the_map(readme: str, folder: str) -> None:
    """The fixed ones, and every package of the portal."""
    assert f"| `{folder}/" in readme


@pytest.mark.parametrize("package", sorted(file.parent.name for file in (ROOT / "portal").glob("*/__init__.py")))
def test_every_package_is_on_the_map(readme: str, package: str) -> None:
    """What lives there."""
    assert row(readme, f"portal/{package}/`")


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_the_front_matter_is_documented(field: str) -> None:
    """For authors."""
    assert row((ROOT / "content" / "README.md").read_text(encoding="utf-8"), f"{field}`")


@pytest.mark.parametrize("file", sorted(file.name for file in (ROOT / "ontology").glob("*.ttl")))
def test_every_file_of_the_vocabulary_is_documented(file: str) -> None:
    """For editors."""
    assert f"`{file}`" in (ROOT / "ontology" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("module", ["names.py", "content.py", "directives.py", "circles.py"])
def test_every_rule_in_python_is_documented(module: str) -> None:
    """And every level of a finding."""
    text = (ROOT / "validation" / "README.md").read_text(encoding="utf-8")
    assert f"`{module}`" in text
    assert all(f"**{level}**" in text for level in Level)


def test_links_of_the_readmes_lead_somewhere() -> None:
    """To files of this checkout."""
    for file in (*ROOT.glob("*.md"), *(ROOT / name / "README.md" for name in ("ontology", "content", "validation"))):
        for target in re.findall(r"\]\((?!https?:|#|id:|page:|st:|section:)([^)#]+)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), f"{file.name}: {target}"


def test_every_target_of_make_says_what_it_does() -> None:
    """So that `make help` is whole."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[0].split()
    assert sorted(targets) == sorted(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE))


def test_the_threads_documented_are_those_of_a_serving_process(readme: str) -> None:
    """Who puts a proxy in front reckons with them."""
    assert f"the portal has {THREADS} threads a process" in readme
