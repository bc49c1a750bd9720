"""Guidance pages from the outside: behind doors, week by week, and from the things they speak of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from portal.graph.load import load
from portal.pages.read import Page, read_pages
from portal.settings import Settings
from portal.web import create_app
from portal.web.guidance import behind, card_of_the_week, mentions

PAGES = {
    "cards/second": "order: 2\ndoors: [team-meeting]",
    "cards/first": "order: 1\ndoors: [team-meeting, teach]",
    "cards/third": "order: 3\ndoors: [team-meeting]",
    "tasks/meeting": "doors: [team-meeting]",
    "model/loops": "doors: [data, team-meeting]",
}
MONDAY = date(2026, 11, 23)


def written(folder: Path, about: str = "queues-grow") -> list[Path]:
    """The files of some pages in three languages; the text of the task leads to a thing."""
    files = []
    for name, head in PAGES.items():
        for language in ("fi", "sv", "en"):
            file = folder / f"{name}.{language}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            first = f"about: [{about}]\nchecked: 2026-11-21\n{head}\n" if language == "fi" else ""
            text = "See [hurry](id:constant-hurry) and [hurry](id:constant-hurry)." if name == "tasks/meeting" else "Words."
            file.write_text(f"---\ntitle: {name} {language}\nsummary: What it is.\n{first}---\n{text}\n", encoding="utf-8")
            files.append(file)
    return files


@pytest.fixture
def pages(tmp_path: Path) -> tuple[Page, ...]:
    """Five pages: three cards, a task, one on the model."""
    return read_pages(tmp_path, written(tmp_path))


def slugs(found: list[tuple[str, list[Page]]]) -> list[tuple[str, list[str]]]:
    """Kinds with the names of their pages."""
    return [(kind, [page.slug for page in group]) for kind, group in found]


def test_a_door_has_its_pages_by_kind_in_their_order(pages: tuple[Page, ...]) -> None:
    """How a task is done comes first."""
    assert slugs(behind("team-meeting", pages, "fi")) == [
        ("tasks", ["meeting"]),
        ("model", ["loops"]),
        ("cards", ["first", "second", "third"]),
    ]


def test_a_door_that_no_page_names_has_no_pages(pages: tuple[Page, ...]) -> None:
    """Its tools are still there."""
    assert behind("partner", pages, "fi") == []


def test_each_week_has_its_card_and_all_have_their_turn(pages: tuple[Page, ...]) -> None:
    """Three weeks, three cards in their order; the fourth begins again."""
    names = [card.slug for number in range(4) if (card := card_of_the_week(pages, MONDAY + timedelta(weeks=number)))]
    assert set(names) == {"first", "second", "third"}
    assert names[3] == names[0]
    turn = ["first", "second", "third"]
    assert turn[(turn.index(names[0]) + 1) % 3] == names[1]


def test_a_card_stays_for_the_whole_week(pages: tuple[Page, ...]) -> None:
    """From Monday to Sunday."""
    cards = [card_of_the_week(pages, MONDAY + timedelta(days=day)) for day in range(7)]
    assert cards == cards[:1] * 7


def test_without_cards_there_is_none(pages: tuple[Page, ...]) -> None:
    """The home page then shows none."""
    assert card_of_the_week([page for page in pages if page.kind != "cards"], MONDAY) is None


def test_pages_are_found_from_what_they_are_about_and_what_they_lead_to(pages: tuple[Page, ...]) -> None:
    """Each page once."""
    found = mentions(pages)
    assert {page.slug for page in found["queues-grow"]} == {"first", "second", "third", "meeting", "loops"}
    assert [page.slug for page in found["constant-hurry"]] == ["meeting"]


@pytest.fixture
def guided(world: Path, tmp_path: Path) -> flask.Flask:
    """A portal over the small world with these pages."""
    written(world / "content", "queues-grow")
    return create_app(Settings(state=tmp_path / "state", sources=world), load(world))


def test_the_home_page_shows_another_card_next_week(guided: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though it is kept: under another ETag, so that browsers get it too."""
    client, seen = guided.test_client(), []
    for day in (MONDAY, MONDAY + timedelta(days=6), MONDAY + timedelta(days=7)):
        for module in ("kept", "views.home"):
            monkeypatch.setattr(f"portal.web.{module}.today", lambda day=day: day)
        page = client.get("/en/")
        seen.append((page.headers["ETag"], page.text.split("guides/")[1].split('"')[0]))
    assert seen[0] == seen[1]
    assert seen[1][0] != seen[2][0]
    assert seen[1][1] != seen[2][1]


@pytest.mark.parametrize(
    ("path", "task", "card"),
    [
        ("/fi/ovet/tiimipalaveri", "tasks/meeting fi", "cards/first fi"),
        ("/sv/dorrar/teammote", "tasks/meeting sv", "cards/first sv"),
    ],
)
def test_a_door_lists_its_pages(guided: flask.Flask, path: str, task: str, card: str) -> None:
    """First how a task is done; the tools come last."""
    page = guided.test_client().get(path).text
    tools = page.index("/" + path.split("/")[1] + "/kehat" if "fi" in path else "/sv/slingor")
    assert page.index(task) < page.rindex(card) < tools


def test_a_thing_leads_back_to_its_guidance(guided: flask.Flask) -> None:
    """To pages about it with their summaries, to others that mention it by name."""
    page = guided.test_client().get("/en/things/queues-grow").text
    section = page.split('<section class="guides">')[1].split("</section>")[0]
    assert section.count("What it is.") == 5
    assert "mentions this" not in section


def test_every_page_of_the_real_data_is_found_from_what_it_is_about(client: FlaskClient, app: flask.Flask) -> None:
    """From the first thing of each."""
    for page in app.extensions["kierre"].data.pages:
        for slug in page.about[:1]:
            assert f'href="/en/guides/{page.slug}"' in client.get(f"/en/things/{slug}").text


def test_a_world_without_guidance_says_nothing_of_it(make_client: Callable[..., FlaskClient]) -> None:
    """No empty heading."""
    assert "Guidance on this" not in make_client().get("/en/things/level-macro").text
