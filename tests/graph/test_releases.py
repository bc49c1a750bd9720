"""Data releases: made once, never changed, found again."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from portal.errors import ReleaseError, UnknownName
from portal.graph.load import Data, data_version, find_sources, load
from portal.graph.releases import Releases, current, make_release
from portal.namespaces import ID, PAGE, SCHEMA, SKOS

DAY = date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "releases"


@pytest.fixture
def edited(world: Path) -> Callable[..., Data]:
    """Loads the small world after replacing a text in its things."""

    def edit(old: str, new: str) -> Data:
        file = world / "ontology" / "model" / "things.ttl"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        return load(world)

    return edit


def test_the_first_release_holds_the_whole_graph(small: Data, folder: Path) -> None:
    """Each line of the graph, sorted."""
    made = make_release(small, folder, DAY, "1.0")
    lines = gzip.decompress((folder / made.file).read_bytes()).splitlines()
    assert lines == sorted(lines)
    assert len(set(lines)) == made.triples == len(small.store)


def test_the_manifest_tells_what_was_released(small: Data, folder: Path) -> None:
    """It can be read again, and its checksum is that of the file."""
    made = make_release(small, folder, DAY, "1.0")
    assert Releases(folder)["2026.1"] == made
    assert (made.number, made.date, made.data, made.software, made.previous) == ("2026.1", "2026-11-22", small.version, "1.0", "")
    packed = (folder / made.file).read_bytes()
    assert (len(packed), hashlib.sha256(packed).hexdigest()) == (made.size, made.sha256)


def test_the_same_data_gives_the_same_bytes(small: Data, tmp_path: Path) -> None:
    """So that anybody can make a release again and compare."""
    one, two = ({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in _twice(small, tmp_path))
    assert one == two


def _twice(data: Data, folder: Path) -> tuple[str, str]:
    for name in ("one", "two"):
        make_release(data, folder / name, DAY, "1.0")
    return "one", "two"


def test_the_next_release_says_what_has_changed(world: Path, folder: Path, edited: Callable[..., Data]) -> None:
    """Things and their properties, since the release before."""
    make_release(load(world), folder, DAY, "1.0")
    made = make_release(edited('"jonojen kasvu"@fi', '"kasvavat jonot"@fi'), folder, DAY, "1.0")
    assert (made.number, made.previous) == ("2026.2", "2026.1")
    assert [(each.iri, each.properties) for each in made.log.changed] == [(ID + "queues-grow", (SKOS + "prefLabel",))]


def test_a_release_holds_the_texts_of_the_pages(small: Data, folder: Path) -> None:
    """Each file as it was written, under its path."""
    made = make_release(small, folder, DAY, "1.0")
    with zipfile.ZipFile(folder / made.pages.file) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == {each.relative: each.path.read_bytes() for each in small.sources if not each.is_turtle}


def test_what_was_released_is_read_again(small: Data, folder: Path) -> None:
    """Graph, pages and data version."""
    make_release(small, folder, DAY, "1.0")
    found = Releases(folder).data("2026.1")
    assert sorted(found.store.lines()) == sorted(small.store.lines())
    assert [(each.slug, each.kind, each.digest) for each in found.pages] == [
        (each.slug, each.kind, each.digest) for each in small.pages
    ]
    assert found.version == small.version


def test_nothing_of_an_organisations_own_is_released(small: Data, data_folder: Path, folder: Path, tmp_path: Path) -> None:
    """Neither its graphs nor its pages; the release is the one of Kierre's data alone."""
    shutil.copytree(data_folder / "organisation", tmp_path / "organisation")
    root = tmp_path / "world"
    shutil.copytree(data_folder / "world", root)
    both = load(root, [tmp_path / "organisation"])
    assert len(both.store) > len(small.store)
    own, plain = make_release(both, folder / "own", DAY, "1.0"), make_release(small, folder / "plain", DAY, "1.0")
    assert own == plain
    assert own.data != both.version


def test_a_page_of_which_only_the_text_changed_is_released_anew(world: Path, folder: Path) -> None:
    """And that is what has changed."""
    make_release(load(world), folder, DAY, "1.0")
    page = world / "content" / "guides" / "queues.en.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    made = make_release(load(world), folder, DAY, "1.0")
    assert [(each.iri, each.properties) for each in made.log.changed] == [(PAGE + "queues", (SCHEMA + "text",))]


def test_a_new_year_begins_again(world: Path, folder: Path, edited: Callable[..., Data]) -> None:
    """With number 1, and the newest is the latest year's."""
    make_release(load(world), folder, DAY, "1.0")
    make_release(edited('"jonojen kasvu"@fi', '"kasvavat jonot"@fi'), folder, date(2027, 1, 2), "1.0")
    assert [each.number for each in Releases(folder)] == ["2027.1", "2026.1"]


def test_what_has_not_changed_is_not_released(world: Path, folder: Path, edited: Callable[..., Data]) -> None:
    """A comment in a file makes a new data version, but graph and pages say the same."""
    make_release(load(world), folder, DAY, "1.0")
    data = edited("id:queues-grow a", "# a comment\nid:queues-grow a")
    with pytest.raises(ReleaseError, match=r"release 2026\.1 says"):
        make_release(data, folder, DAY, "1.0")


def test_time_does_not_run_backwards(world: Path, folder: Path, edited: Callable[..., Data]) -> None:
    """A release is not older than the one before."""
    make_release(load(world), folder, DAY, "1.0")
    with pytest.raises(ReleaseError, match="later"):
        make_release(edited('"jonojen kasvu"@fi', '"x"@fi'), folder, date(2026, 11, 21), "1.0")


def test_nothing_is_overwritten(small: Data, folder: Path) -> None:
    """Not even a file without a manifest."""
    folder.mkdir()
    (folder / "2026.1.nq.gz").write_bytes(b"mine")
    with pytest.raises(ReleaseError, match="never overwritten"):
        make_release(small, folder, DAY, "1.0")
    assert [(each.name, each.read_bytes()) for each in folder.iterdir()] == [("2026.1.nq.gz", b"mine")]


def test_a_folder_that_cannot_be_written_is_named(small: Data, tmp_path: Path) -> None:
    """A file where the folder should be."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ReleaseError, match="cannot be written"):
        make_release(small, tmp_path / "file" / "below", DAY, "1.0")


def test_releases_are_no_sources(world: Path) -> None:
    """Whatever stands in their folder changes neither sources nor data version."""
    before = data_version(find_sources(world))
    make_release(load(world), world / "ontology" / "releases", DAY, "1.0")
    (world / "ontology" / "releases" / "2026.1.ttl").write_text("no Turtle at all")
    assert data_version(find_sources(world)) == before


def test_an_unknown_release_is_named_with_those_there_are(small: Data, folder: Path) -> None:
    """So that the next question can be right."""
    make_release(small, folder, DAY, "1.0")
    with pytest.raises(UnknownName, match=r"no release 2025\.1.*2026\.1"):
        Releases(folder)["2025.1"]


def test_no_folder_means_no_releases(tmp_path: Path) -> None:
    """Before the first."""
    found = Releases(tmp_path / "nowhere")
    assert (len(found), found.newest, found.of("x")) == (0, None, None)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"number": 1}'])
def test_a_broken_manifest_is_named(folder: Path, text: str) -> None:
    """With what to do."""
    folder.mkdir()
    (folder / "2026.1.json").write_text(text)
    with pytest.raises(ReleaseError, match=r"2026\.1\.json is no manifest"):
        Releases(folder)


def test_a_manifest_cannot_name_a_file_elsewhere(small: Data, folder: Path) -> None:
    """Only one beside it."""
    make_release(small, folder, DAY, "1.0")
    manifest = folder / "2026.1.json"
    manifest.write_text(manifest.read_text().replace('"2026.1.nq.gz"', '"../2026.1.nq.gz"'))
    with pytest.raises(ReleaseError, match="no fitting name"):
        Releases(folder)


@pytest.mark.parametrize("spoil", [lambda file: file.write_bytes(b"x"), lambda file: file.unlink()], ids=["changed", "gone"])
def test_a_release_that_is_not_what_it_was_is_not_compared(small: Data, folder: Path, spoil: Callable[[Path], object]) -> None:
    """Its checksum tells."""
    make_release(small, folder, DAY, "1.0")
    spoil(folder / "2026.1.nq.gz")
    with pytest.raises(ReleaseError, match=r"[Rr]estore 2026\.1\.nq\.gz"):
        _ = Releases(folder).snapshot("2026.1").digests


@pytest.mark.parametrize("spoil", [lambda file: file.write_bytes(b"x"), lambda file: file.unlink()], ids=["changed", "gone"])
def test_pages_that_are_not_what_they_were_are_not_shown(small: Data, folder: Path, spoil: Callable[[Path], object]) -> None:
    """Their checksum tells."""
    make_release(small, folder, DAY, "1.0")
    spoil(folder / "2026.1.pages.zip")
    with pytest.raises(ReleaseError, match=r"[Rr]estore 2026\.1\.pages\.zip"):
        Releases(folder).data("2026.1")


def test_the_release_of_a_data_version_is_found(small: Data, folder: Path) -> None:
    """And the data that is served compares with it as the same."""
    made = make_release(small, folder, DAY, "1.0")
    releases = Releases(folder)
    assert releases.of(small.version) == made
    assert releases.snapshot("2026.1").digests == current(small).digests
