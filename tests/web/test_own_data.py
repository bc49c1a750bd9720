"""An organisation's own data may have no loop, a balancing one, or pieces missing: every page answers all the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from portal.graph.load import load
from portal.paths import data_root
from portal.settings import Settings
from portal.web import create_app

PAGES = [
    "/en/loops", "/en/vicious-circle", "/en/what-if?thing=queues-grow&change=more", "/en/what-if?thing=queues-grow&change=less",
    "/en/map?around=queues-grow&depth=3", "/en/gaps", "/en/model", "/en/mechanisms", "/en/team-check", "/en/pictures",
    "/en/pictures/vicious-loops", "/en/pictures/vicious-loops.svg", "/en/pictures/two-circles", "/en/pictures/mechanisms-by-level",
    "/en/where-do-i-begin?obstacle=queues-grow&role=team", "/en/why-does-it-work/enabling-leadership",
    "/en/things/configuration-enabling-leadership-macro", "/api/v1/loops", "/api/v1/cuts?format=text",
    "/api/v1/whatif?thing=queues-grow&change=more&format=text", "/api/v1/coverage?format=text", "/download/network.graphml",
]  # fmt: skip
CLOSING = "ontology/model/hypotheses-closing-links.ttl"
CONFIGURATIONS = "ontology/model/hypotheses-configurations.ttl"


def without_loops(folder: Path) -> None:
    (folder / CLOSING).unlink()
    (folder / "ontology/model/hypotheses-loops.ttl").unlink()


def turned_round(folder: Path) -> None:
    """The queues weaken hurry: a balancing loop; and hurry acts on in-depth work now one way, now another."""
    text = (folder / CLOSING).read_text(encoding="utf-8")
    for link, polarity in (("queues-hurry", "Decreases"), ("hurry-no-time", "Varies")):
        before, name, after = text.partition(f"id:link-{link} a ")
        text = before + name + after.replace("kierre:Increases", f"kierre:{polarity}", 1)
    (folder / CLOSING).write_text(text, encoding="utf-8")


def bare_configurations(folder: Path) -> None:
    """Of configurations only mechanism and outcome are left, and those of client work stand at a level of their own."""
    lines = (folder / CONFIGURATIONS).read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not any(name in line for name in ("kierre:byActor", "kierre:inContext", "withIntervention"))]
    (folder / CONFIGURATIONS).write_text("".join(kept).replace("id:level-micro", "id:level-nano"), encoding="utf-8")


def turned_and_bare(folder: Path) -> None:
    """Both of these: the one is about arrows, the other about configurations."""
    turned_round(folder)
    bare_configurations(folder)


@pytest.fixture(scope="module", params=[without_loops, turned_and_bare])
def own(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> flask.Flask:
    """A portal over data that an organisation has changed."""
    folder = tmp_path_factory.mktemp("own")
    for name in ("ontology", "content"):
        shutil.copytree(data_root() / name, folder / name)
    request.param(folder)
    return create_app(Settings(state=folder), load(folder))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_over_changed_data(own: flask.Flask, path: str) -> None:
    """In both views."""
    client: FlaskClient = own.test_client()
    source = path + ("&" if "?" in path else "?") + "view=source"
    assert (client.get(path).status_code, client.get(source).status_code) == (200, 200)
