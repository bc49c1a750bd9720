"""What was taken out of the data: its address says in which release, and leads to the last one that has it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal.graph.load import load
from portal.graph.releases import make_release
from portal.settings import Settings
from portal.web import create_app

GONE = "rule-of-three-levels"


@pytest.fixture(scope="module")
def client(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A portal over the small world in its second release, which lacks a thing of the first."""
    folder = tmp_path_factory.mktemp("taken") / "world"
    shutil.copytree(data_folder / "world", folder)
    things = folder / "ontology" / "model" / "things.ttl"
    make_release(load(folder), folder / "ontology" / "releases", date(2026, 9, 1), "1.0")
    things.write_text(things.read_text(encoding="utf-8").replace(f"id:{GONE}", "id:rule-of-levels"), encoding="utf-8")
    make_release(load(folder), folder / "ontology" / "releases", date(2026, 11, 22), "1.0")
    return create_app(Settings(sources=folder, state=folder), load(folder)).test_client()


@pytest.mark.parametrize("end", ["", "?v=2026.2"])
@pytest.mark.parametrize("path", [f"/en/things/{GONE}", f"/id/{GONE}"])
def test_the_page_leads_to_the_last_release_that_has_it(client: FlaskClient, path: str, end: str) -> None:
    """Also where a later release is asked for."""
    answer = client.get(path + end, headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "This was taken out in data release 2026.2." in answer.text
    assert f'<a href="{path}?v=2026.1">This page in release 2026.1</a>' in answer.text


def test_the_card_says_so(client: FlaskClient) -> None:
    """In the language of the card."""
    assert "Det här har tagits bort i datautgåva 2026.2." in client.get(f"/embed/sv/{GONE}").text


def test_what_never_was_is_not_said_to_have_been(client: FlaskClient) -> None:
    """It is just not there."""
    assert "taken out" not in client.get("/en/things/never-was").text
