"""The command `kierre questions`."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

import portal.graph.catalogue
import portal.graph.load
from portal.cli import main
from portal.graph.catalogue import Catalogue
from portal.graph.load import Data


def run(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["questions", *arguments])


@pytest.fixture(scope="module")
def catalogue(real: Data) -> Catalogue:
    """The things of the real data."""
    return Catalogue(real)


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch, real: Data, catalogue: Catalogue) -> None:
    """The real data, which has been read for all."""
    monkeypatch.setattr(portal.graph.load, "load", lambda *_: real)
    monkeypatch.setattr(portal.graph.catalogue, "Catalogue", lambda _: catalogue)


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(("language", "word"), [("fi", "Lähde: "), ("sv", "Källa: "), ("en", "Source: ")])
def test_a_bank_can_be_read_before_use(language: str, word: str) -> None:
    """Each question with its choices, the right one marked, and its source."""
    text = run("--lang", language, "--count", "5", "--kind", "value-by-number").output
    assert text.count("   + ") == text.count(word) == 5


@pytest.mark.usefixtures("loaded")
def test_the_same_seed_gives_the_same_file() -> None:
    """To the byte; another seed gives another file."""
    one, two, other = (run("--format", "gift", "--seed", seed).output for seed in ("3", "3", "4"))
    assert one == two != other


def test_moodle_xml_is_written() -> None:
    """As many questions as asked for, besides the category."""
    quiz = ElementTree.fromstring(run("--format", "xml", "--count", "7").output)  # noqa: S314 - our own text
    assert len([each for each in quiz.findall("question") if each.get("type") != "category"]) == 7


def test_an_unknown_kind_is_refused_with_those_that_there_are() -> None:
    """By the command line itself."""
    result = run("--kind", "nothing")
    assert result.exit_code == 2
    assert "method-of-tool" in result.output


@pytest.mark.usefixtures("loaded")
def test_feedback_leads_to_the_portal_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a public address it only names the thing."""
    assert "https://" not in run("--count", "3").output
    monkeypatch.setenv("KIERRE_PUBLIC_URL", "https://kierre.example.fi")
    assert "https://kierre.example.fi/id/" in run("--count", "3").output
