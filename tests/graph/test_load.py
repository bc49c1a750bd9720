"""The list of sources, their graphs and their version."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.errors import SourceError
from portal.graph.load import Data, data_version, find_sources, load
from portal.namespaces import GRAPH
from portal.pages.read import PAGE_GRAPH


def write(file: Path, text: str = "") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_sources_stand_in_path_order_turtle_first(world: Path) -> None:
    """Turtle files come first, pages after them, each in the order of its path."""
    sources = find_sources(world)
    turtle = [source.relative for source in sources if source.is_turtle]
    pages = [source.relative for source in sources if not source.is_turtle]
    assert turtle == sorted(turtle)
    assert pages == [f"content/guides/queues.{language}.md" for language in ("en", "fi", "sv")]
    assert [source.relative for source in sources] == [*turtle, *pages]


def test_a_turtle_file_fills_the_graph_of_its_name(world: Path) -> None:
    """The graph is named after the file, whatever folder it lies in."""
    graphs = {source.relative: source.graph for source in find_sources(world)}
    assert graphs["ontology/model/things.ttl"] == GRAPH + "things"
    assert graphs["content/guides/queues.fi.md"] == PAGE_GRAPH


def test_hypotheses_are_known_by_the_name_of_their_file(world: Path) -> None:
    """Only files that begin with hypotheses- hold our inferences."""
    assert [each.relative for each in find_sources(world) if each.is_hypothesis] == ["ontology/model/hypotheses-joins.ttl"]


def test_a_readme_is_no_page(world: Path) -> None:
    """A README.md among the pages is for authors."""
    write(world / "content" / "README.md", "# For authors")
    assert not any(source.path.name == "README.md" for source in find_sources(world))


@pytest.mark.parametrize("folder", ["", "ontology"])
def test_a_folder_without_turtle_is_refused(tmp_path: Path, folder: str) -> None:
    """An empty folder and an empty ontology/ are no data."""
    (tmp_path / folder).mkdir(exist_ok=True)
    with pytest.raises(SourceError, match="holds no ontology/ folder"):
        find_sources(tmp_path)


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    """Two files would fill one graph; the message names the other."""
    write(tmp_path / "ontology" / "a.ttl")
    second = write(tmp_path / "ontology" / "model" / "a.ttl")
    with pytest.raises(SourceError, match=r"same name as ontology/a\.ttl") as caught:
        find_sources(tmp_path)
    assert caught.value.file == second


@pytest.mark.parametrize("name", ["ontology/x.ttl", "content/guides/x.fi.md"])
def test_a_folder_named_like_a_file_is_named(world: Path, name: str) -> None:
    """It could not be read; the same goes for a link that leads nowhere."""
    (world / name).mkdir()
    with pytest.raises(SourceError, match="is no file that can be read") as caught:
        find_sources(world)
    assert caught.value.file == world / name


@pytest.mark.parametrize("name", ["a b.ttl", "a<b.ttl", "ä.ttl"])
def test_a_file_that_cannot_name_a_graph_is_refused(world: Path, name: str) -> None:
    """With what its name may hold."""
    write(world / "ontology" / name)
    with pytest.raises(SourceError, match="must be named with letters, digits"):
        find_sources(world)


def test_the_version_is_that_of_the_bytes_alone(world: Path, tmp_path: Path) -> None:
    """A copy elsewhere has the same version."""
    moved = world.rename(tmp_path / "moved")
    before = data_version(find_sources(moved))
    again = moved.rename(tmp_path / "again")
    assert data_version(find_sources(again)) == before
    assert len(before) == 16


@pytest.mark.parametrize("name", ["ontology/model/things.ttl", "content/guides/queues.sv.md"])
def test_every_byte_counts_for_the_version(world: Path, name: str) -> None:
    """A blank more in any file is another version."""
    before = data_version(find_sources(world))
    (world / name).write_bytes((world / name).read_bytes() + b" ")
    assert data_version(find_sources(world)) != before


def test_the_name_of_a_file_counts_for_the_version(world: Path) -> None:
    """A renamed file is another version, because its graph has another name."""
    before = data_version(find_sources(world))
    (world / "ontology" / "model" / "things.ttl").rename(world / "ontology" / "model" / "matters.ttl")
    assert data_version(find_sources(world)) != before


def test_load_puts_everything_into_its_graph(small: Data) -> None:
    """Each file has its graph, and all pages have one."""
    assert small.store.graphs() == [GRAPH + name for name in ("hypotheses-joins", "pages", "statements-world", "things")]
    assert [page.slug for page in small.pages] == ["queues"]


def test_load_stops_at_a_file_that_cannot_be_read(world: Path) -> None:
    """The error names the file and the line."""
    broken = write(world / "ontology" / "zz.ttl", "@prefix id: <https://w3id.org/kierre/id/> .\nid:a id:b .\n")
    with pytest.raises(SourceError) as caught:
        load(world)
    assert (caught.value.file, caught.value.line) == (broken, 2)


def test_no_triple_stands_in_two_graphs(real: Data) -> None:
    """The union of the graphs gives no row twice, because each triple has one home."""
    twice = real.store.select("SELECT ?s ?p ?o { GRAPH ?a { ?s ?p ?o } GRAPH ?b { ?s ?p ?o } FILTER(STR(?a) < STR(?b)) }")
    assert twice == []
