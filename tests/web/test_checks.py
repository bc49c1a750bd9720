"""What the check says, on the page of the thing that it says it of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data
from portal.namespaces import ID, PAGE
from validation import stamp
from validation.report import Finding, Level, Report

HEADING = "For those who edit"


def noted(state: Path, data: Data, *subjects: str) -> None:
    """A report of a check with a warning about each subject, as the check leaves it."""
    findings = [
        Finding(Level.WARNING, "some-rule", subject, "A <b>word</b> is missing.", "ontology/x.ttl", 7) for subject in subjects
    ]
    stamp.write(state, Report(tuple(findings), data.version, 1, 1))


@pytest.fixture
def thing(small: Data) -> str:
    """The slug of a thing of the small world."""
    return str(small.store.select("SELECT ?s { ?s a kierre:Barrier } ORDER BY ?s")[0]["s"]).removeprefix(ID)


def test_readers_see_nothing_of_it(make_client: Callable[..., FlaskClient], small: Data, tmp_path: Path, thing: str) -> None:
    """Unless the setting says so."""
    noted(tmp_path, small, ID + thing)
    assert HEADING not in make_client().get(f"/en/things/{thing}").text


def test_an_editor_sees_the_findings_of_the_thing(
    make_client: Callable[..., FlaskClient], small: Data, tmp_path: Path, thing: str
) -> None:
    """With rule, file and line; words of the message are text."""
    noted(tmp_path, small, ID + thing, ID + "another")
    page = make_client(editor=True).get(f"/en/things/{thing}").text
    assert page.count("A &lt;b&gt;word&lt;/b&gt; is missing.") == 1
    assert "ontology/x.ttl:7" in page


def test_a_guidance_page_has_its_findings_too(make_client: Callable[..., FlaskClient], small: Data, tmp_path: Path) -> None:
    """By its own name."""
    noted(tmp_path, small, PAGE + "queues")
    assert "is missing." in make_client(editor=True).get("/en/guides/queues").text


def test_a_thing_without_findings_is_said_to_be_clean(
    make_client: Callable[..., FlaskClient], small: Data, tmp_path: Path, thing: str
) -> None:
    """After a check."""
    noted(tmp_path, small)
    assert "The check finds nothing to mend here." in make_client(editor=True).get(f"/en/things/{thing}").text


def test_without_a_check_the_page_says_so(make_client: Callable[..., FlaskClient], thing: str) -> None:
    """Rather than that all is well."""
    assert "has not been checked under today" in make_client(editor=True).get(f"/en/things/{thing}").text


def test_a_list_has_no_state_of_its_own(make_client: Callable[..., FlaskClient]) -> None:
    """Only things and pages have."""
    assert HEADING not in make_client(editor=True).get("/en/things").text
