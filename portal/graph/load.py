"""The one list of sources: each Turtle file and guidance page, the named graph it fills, and its data version."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.errors import SourceError
from portal.graph.engine import Engine
from portal.graph.store import Store
from portal.namespaces import GRAPH
from portal.pages.read import LOCAL, PAGE_GRAPH, Page, read_pages
from portal.pages.triples import page_triples
from portal.terms import Triple

HYPOTHESES = "hypotheses-"
LOCAL_PAGES = GRAPH + LOCAL + "pages"
FOLDERS = ("ontology", "content")
RELEASES = "releases"  # folder in ontology/ of what has been released; no source, whatever stands in it
_NAME = re.compile(r"[\w.-]+", re.ASCII)


@dataclass(frozen=True)
class Source:
    """One file of the data.

    path: where it is; relative: its path inside the data folder, below the name of the folder where that is an organisation's own;
    graph: IRI of the named graph it fills.
    """

    path: Path
    relative: str
    graph: str

    @property
    def is_own(self) -> bool:
        """Return whether the file is an organisation's own, and none of Kierre's."""
        return self.graph.startswith(GRAPH + LOCAL)

    @property
    def is_turtle(self) -> bool:
        """Return whether the file is Turtle (else it is Markdown)."""
        return self.path.suffix == ".ttl"

    @property
    def is_hypothesis(self) -> bool:
        """Return whether the file holds our inferences, not what the sources say."""
        return self.path.name.startswith(HYPOTHESES)


def find_sources(root: Path, own: Sequence[Path] = ()) -> tuple[Source, ...]:
    """Return every source file below root/ontology and root/content, in path order, then those of an organisation's own folders.

    What stands in ontology/releases is no source. An own file can fill no graph of ours: its graphs' names begin with `local-`.
    Raises SourceError when root holds no ontology/ with a .ttl file, when one of them is no file or has a name that no graph can
    have, or when two files would fill the same named graph.
    """
    turtle = _turtle(root, "", "")
    if not turtle:
        raise SourceError(root, 0, "this folder holds no ontology/ folder with .ttl files; name the folder that does.")
    pages = _pages(root, "", PAGE_GRAPH)
    for folder in own:
        if not any((folder / name).is_dir() for name in FOLDERS):
            raise SourceError(folder, 0, "this folder of your own holds neither ontology/ nor content/; make one, or leave it out.")
        name = folder.resolve().name + "/"
        turtle += _turtle(folder, name, LOCAL)
        pages += _pages(folder, name, LOCAL_PAGES)
    seen: dict[str, Source] = {}
    for source in turtle:
        if not _NAME.fullmatch(source.path.stem):
            raise SourceError(
                source.path, 0, "must be named with letters, digits, hyphens and dots, which are the name of its graph."
            )
        if source.graph in seen:
            raise SourceError(
                source.path,
                0,
                f"has the same name as {seen[source.graph].relative}; the name of a file is the name of its graph: rename one.",
            )
        seen[source.graph] = source
    return (*turtle, *pages)


def _turtle(root: Path, name: str, before: str) -> list[Source]:
    """Return the Turtle files of a folder; name: what their paths begin with; before: what the names of their graphs begin with."""
    released = root / "ontology" / RELEASES
    files = [path for path in _files(root / "ontology", "*.ttl") if released not in path.parents]
    return [Source(path, _inside(path, root, name), GRAPH + before + path.stem.removeprefix(before)) for path in files]


def _pages(root: Path, name: str, graph: str) -> list[Source]:
    files = [path for path in _files(root / "content", "*.md") if path.name != "README.md"]
    return [Source(path, _inside(path, root, name), graph) for path in files]


def _inside(path: Path, root: Path, name: str) -> str:
    return name + path.relative_to(root).as_posix()


def _files(folder: Path, pattern: str) -> list[Path]:
    """Return the files below a folder, in the order of their paths; raises SourceError for a folder or a broken link so named."""
    found = sorted(folder.rglob(pattern))
    for path in found:
        if not path.is_file():
            raise SourceError(path, 0, "is no file that can be read; remove it, or give it another name.")
    return found


def data_version(sources: tuple[Source, ...]) -> str:
    """Return the content hash (16 hexadecimal digits) over the names and bytes of all source files, in path order."""
    digest = hashlib.sha256()
    for source in sorted(sources, key=lambda each: each.relative):
        data = source.path.read_bytes()
        digest.update(f"{source.relative}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()[:16]


@dataclass(frozen=True)
class Data:
    """The whole data of one version: its store, its pages, its sources and its content hash.

    published: the content hash without an organisation's own files, by which a release knows its data; or "".
    """

    store: Engine
    pages: tuple[Page, ...]
    sources: tuple[Source, ...]
    version: str
    published: str = ""


def load(root: Path, own: Sequence[Path] = (), engine: Engine | None = None) -> Data:
    """Return the data below a folder and an organisation's own folders; raises SourceError at the first file that cannot be read.

    engine: what holds the graph already; without one it is read into a store in memory.
    """
    sources = find_sources(root, own)
    version = data_version(sources)
    pages = read_all_pages(root, own, sources)
    published = data_version(tuple(each for each in sources if not each.is_own)) if own else version
    return Data(engine or _read(sources, pages), pages, sources, version, published)


def _read(sources: Sequence[Source], pages: Sequence[Page]) -> Store:
    store = Store()
    for source in sources:
        if source.is_turtle:
            store.add_turtle(source.path, source.graph)
    for graph, triples in graphs_of_pages(pages):
        store.add_triples(triples, graph)
    return store


def read_all_pages(root: Path, own: Sequence[Path], sources: Sequence[Source]) -> tuple[Page, ...]:
    """Return the pages among the sources of these folders; raises SourceError."""
    return read_pages([each / "content" for each in (root, *own)], [each.path for each in sources if not each.is_turtle])


def graphs_of_pages(pages: Sequence[Page]) -> Iterator[tuple[str, list[Triple]]]:
    """Yield the graph that each page fills, and its triples."""
    for page in pages:
        yield LOCAL_PAGES if page.is_own else PAGE_GRAPH, list(page_triples(page))
