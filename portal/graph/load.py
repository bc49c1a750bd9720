"""The one list of sources: each Turtle file and guidance page, the named graph it fills, and its data version."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from portal.errors import SourceError
from portal.graph.store import Store
from portal.namespaces import GRAPH
from portal.pages.read import PAGE_GRAPH, Page, read_pages
from portal.pages.triples import page_triples

HYPOTHESES = "hypotheses-"
_NAME = re.compile(r"[\w.-]+", re.ASCII)


@dataclass(frozen=True)
class Source:
    """One file of the data.

    path: where it is; relative: its path inside the data folder; graph: IRI of the named graph it fills.
    """

    path: Path
    relative: str
    graph: str

    @property
    def is_turtle(self) -> bool:
        """Return whether the file is Turtle (else it is Markdown)."""
        return self.path.suffix == ".ttl"

    @property
    def is_hypothesis(self) -> bool:
        """Return whether the file holds our inferences, not what the sources say."""
        return self.path.name.startswith(HYPOTHESES)


def find_sources(root: Path) -> tuple[Source, ...]:
    """Return every source file below root/ontology and root/content, in path order.

    Raises SourceError when root holds no ontology/ with a .ttl file, when one of them is no file or has a name that no graph can
    have, or when two files would fill the same named graph.
    """
    turtle = _files(root / "ontology", "*.ttl")
    if not turtle:
        raise SourceError(root, 0, "this folder holds no ontology/ folder with .ttl files; name the folder that does.")
    pages = [path for path in _files(root / "content", "*.md") if path.name != "README.md"]
    sources = [Source(path, path.relative_to(root).as_posix(), GRAPH + path.stem) for path in turtle]
    seen: dict[str, Source] = {}
    for source in sources:
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
    return (*sources, *(Source(path, path.relative_to(root).as_posix(), PAGE_GRAPH) for path in pages))


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
    """The whole data of one version: its store, its pages, its sources and its content hash."""

    store: Store
    pages: tuple[Page, ...]
    sources: tuple[Source, ...]
    version: str


def load(root: Path) -> Data:
    """Return the data below a folder, read into a store in memory; raises SourceError at the first file that cannot be read."""
    sources = find_sources(root)
    version = data_version(sources)
    store = Store()
    for source in sources:
        if source.is_turtle:
            store.add_turtle(source.path, source.graph)
    pages = read_pages(root / "content", [source.path for source in sources if not source.is_turtle])
    store.add_triples((triple for page in pages for triple in page_triples(page)), PAGE_GRAPH)
    return Data(store, pages, sources, version)
