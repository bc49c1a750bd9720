"""The houses of releases: one at a time, few kept, never in haste."""

from __future__ import annotations

import itertools
import shutil
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from portal.errors import ReleaseBusy, UnknownName
from portal.graph.load import Data, load
from portal.graph.releases import Releases, make_release
from portal.settings import Settings
from portal.web import shelf as module
from portal.web.shelf import Shelf

PATIENCE = 120
Open = Callable[..., Shelf]


@pytest.fixture(scope="module")
def releases(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three releases of the small world."""
    folder = tmp_path_factory.mktemp("shelf")
    shutil.copytree(data_folder / "world", folder / "world")
    things = folder / "world" / "ontology" / "model" / "things.ttl"
    for number in range(3):
        make_release(load(folder / "world"), folder / "releases", date(2026, 1, number + 1), "1.0")
        things.write_text(things.read_text(encoding="utf-8").replace('"hurry"@en', '"more hurry"@en').replace("kasvu", "kasvuu"))
    return folder / "releases"


@pytest.fixture
def shelf(releases: Path) -> Open:
    """Makes a shelf; on its clock each look takes a second."""

    def make(kept: int = 1, rest: float = 0) -> Shelf:
        return Shelf(Settings(releases=releases, pinned_releases=kept), clock=itertools.count().__next__, rest=rest)

    return make


def test_a_house_holds_the_data_of_its_release(shelf: Open, releases: Path) -> None:
    """And is opened once."""
    made = shelf()
    found = made.house("2026.1")
    assert found.version == Releases(releases)["2026.1"].data
    assert made.house("2026.1") is found


@pytest.mark.parametrize(("kept", "held"), [(1, ["2026.3"]), (2, ["2026.1", "2026.3"])])
def test_no_more_are_held_than_the_setting_says(shelf: Open, kept: int, held: list[str]) -> None:
    """What was asked for longest ago goes."""
    made = shelf(kept)
    for number in ("2026.1", "2026.2", "2026.1", "2026.3"):
        made.house(number)
    assert made.held == held


def test_after_an_opening_nothing_is_opened_for_a_while(shelf: Open) -> None:
    """But what is open is given."""
    made = shelf(rest=100)
    made.house("2026.1")
    with pytest.raises(ReleaseBusy, match=r"2026\.2.*again in \d+ seconds"):
        made.house("2026.2")
    assert made.house("2026.1").version


def test_later_another_is_opened(shelf: Open) -> None:
    """The rest is as long as the opening took, some times over."""
    made = shelf(rest=4)
    made.house("2026.1")
    refused = 0
    while made.held != ["2026.2"]:
        try:
            made.house("2026.2")
        except ReleaseBusy:
            refused += 1
    assert 0 < refused < 10


def test_a_release_that_there_is_not_opens_nothing(shelf: Open) -> None:
    """And says which there are."""
    made = shelf()
    with pytest.raises(UnknownName, match=r"2026\.3, 2026\.2, 2026\.1"):
        made.house("2025.1")
    assert made.held == []


def test_one_opens_and_the_others_wait_or_are_told(shelf: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those who ask for the same wait, those who ask for another do not."""
    made = shelf()
    begun, go_on = threading.Event(), threading.Event()
    read = Releases.data

    def slow(self: Releases, number: str) -> Data:
        begun.set()
        assert go_on.wait(PATIENCE)
        return read(self, number)

    monkeypatch.setattr(Releases, "data", slow)
    monkeypatch.setattr(module, "_PATIENCE", PATIENCE)  # a busy machine opens a house slowly
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(made.house("2026.1"))) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert begun.wait(PATIENCE)
    with pytest.raises(ReleaseBusy):
        made.house("2026.2")
    go_on.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(found) == 3
    assert len(set(map(id, found))) == 1


def test_a_house_that_nobody_asks_for_is_given_up(releases: Path) -> None:
    """So its memory is there for others; whoever asks again waits for it once."""
    now = [0.0]
    made = Shelf(Settings(releases=releases), clock=lambda: now[0], rest=0)
    made.house("2026.1")
    now[0] = 299
    made.give_up()
    held = made.held
    now[0] = 300
    made.give_up()
    assert (held, made.held) == (["2026.1"], [])


def test_a_house_that_is_asked_for_is_kept(releases: Path) -> None:
    """However long ago it was opened."""
    now = [0.0]
    made = Shelf(Settings(releases=releases), clock=lambda: now[0], rest=0)
    for now[0] in (0, 200, 400):
        made.house("2026.1")
        made.give_up()
    assert made.held == ["2026.1"]
