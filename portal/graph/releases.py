"""Data releases: the graph and the page texts of one day under a number, compressed, with a manifest. Made once, never changed."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from portal.errors import ReleaseError, UnknownName
from portal.graph.changes import Changes, Snapshot, compare
from portal.graph.load import Data
from portal.graph.store import Store
from portal.namespaces import GRAPH, PAGE
from portal.pages.packed import packed, unpacked
from portal.pages.read import LOCAL, Page

_OWN = GRAPH + LOCAL  # what the names of an organisation's own graphs begin with: they are in no release
NUMBER = re.compile(r"(\d{4})\.([1-9]\d*)", re.ASCII)


@dataclass(frozen=True)
class Touched:
    """A thing that has changed, and which of its properties have (IRIs)."""

    iri: str
    properties: tuple[str, ...]


@dataclass(frozen=True)
class Log:
    """What has changed since the release before (IRIs)."""

    added: tuple[str, ...] = ()
    changed: tuple[Touched, ...] = ()
    deprecated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class File:
    """A file of a release beside its graph: its name, its bytes and their checksum."""

    file: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Release:
    """The manifest of a release.

    number: `YYYY.N`; date: YYYY-MM-DD; data: its data version; software: the version that made it; file, size, sha256: its
    compressed N-Quads, the bytes of it and their checksum; pages: the texts of its guidance pages (zip); previous: number of the
    release before, or ""; log: what is new.
    """

    number: str
    date: str
    data: str
    triples: int
    software: str
    file: str
    size: int
    sha256: str
    pages: File
    previous: str = ""
    log: Log = Log()

    @property
    def order(self) -> tuple[int, int]:
        """Return year and place in it, by which releases follow each other."""
        year, place = self.number.split(".")
        return int(year), int(place)


class Releases:
    """The releases of a folder, the newest first; each is read when it is asked for."""

    def __init__(self, folder: Path) -> None:
        """Read the manifests of a folder, which need not be there; raises ReleaseError for one that cannot be read."""
        self.folder = folder
        self._all = sorted((_read(file) for file in folder.glob("*.json")), key=lambda each: each.order, reverse=True)
        self._snapshots: dict[str, Snapshot] = {}

    def __iter__(self) -> Iterator[Release]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @property
    def newest(self) -> Release | None:
        """Return the newest release, or None when there is none yet."""
        return self._all[0] if self._all else None

    @property
    def latest(self) -> str:
        """Return the number of the newest release, or "" when there is none yet."""
        return self._all[0].number if self._all else ""

    def of(self, data: str) -> Release | None:
        """Return the release of a data version, or None when that was not released."""
        return next((each for each in self._all if each.data == data), None)

    def __getitem__(self, number: str) -> Release:
        """Return a release; raises UnknownName when there is none with this number."""
        found = next((each for each in self._all if each.number == number), None)
        if found is None:
            known = ", ".join(each.number for each in self._all) or "none yet"
            raise UnknownName(f"There is no release {number}. The releases are: {known}.")
        return found

    def snapshot(self, number: str) -> Snapshot:
        """Return the data of a release, for comparing."""
        release = self[number]
        return self._snapshots.setdefault(
            number, Snapshot(number, lambda: _lines(self.folder, release), texts=lambda: _texts(_pages(self.folder, release)))
        )

    def data(self, number: str) -> Data:
        """Return the data of a release, in memory; raises ReleaseError when its files are not what was released."""
        release = self[number]
        store = Store()
        store.add_quads(_graph(self.folder, release))
        return Data(store, _pages(self.folder, release), (), release.data, release.data)


def _read(manifest: Path) -> Release:
    try:
        found = msgspec.json.decode(manifest.read_bytes(), type=Release)
        date.fromisoformat(found.date)
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{manifest} is no manifest of a release: {error}. Restore it, or remove it with its data.") from None
    if not NUMBER.fullmatch(found.number) or any(Path(name).name != name for name in (found.file, found.pages.file)):
        raise ReleaseError(f"{manifest} is no manifest of a release: its number or its file has no fitting name. Restore it.")
    return found


def _bytes(folder: Path, release: Release, file: str, sha256: str) -> bytes:
    """Return a file of a release; raises ReleaseError when it is not the one that was released."""
    try:
        found = (folder / file).read_bytes()
    except OSError as error:
        raise ReleaseError(f"Release {release.number} cannot be read: {error.strerror}. Restore {file}.") from None
    if hashlib.sha256(found).hexdigest() != sha256:
        raise ReleaseError(f"Release {release.number} is not what was released: restore {file}.")
    return found


def _graph(folder: Path, release: Release) -> bytes:
    return gzip.decompress(_bytes(folder, release, release.file, release.sha256))


def _lines(folder: Path, release: Release) -> Iterator[bytes]:
    """Yield the N-Quads of a release, line by line."""
    with gzip.GzipFile(fileobj=io.BytesIO(_bytes(folder, release, release.file, release.sha256))) as file:
        yield from file


def _pages(folder: Path, release: Release) -> tuple[Page, ...]:
    return unpacked(_bytes(folder, release, release.pages.file, release.pages.sha256), release.pages.file)


def _texts(pages: Iterable[Page]) -> dict[str, str]:
    return {PAGE + page.slug: page.digest for page in pages if not page.is_own}


def current(data: Data) -> Snapshot:
    """Return the data that is being served, for comparing: without an organisation's own, which is in no release."""
    return Snapshot("current", lambda: data.store.lines(_OWN), data.store.triples_of, lambda: _texts(data.pages))


def make_release(data: Data, folder: Path, day: date, software: str) -> Release:
    """Write the data as the next release of the year into a folder, and return its manifest; an organisation's own is left out.

    Raises ReleaseError when graph and pages say what the newest release says, when that is of a later day, and when a file is in
    the way or cannot be written.
    """
    releases = Releases(folder)
    newest = releases.newest
    if newest and date.fromisoformat(newest.date) > day:
        raise ReleaseError(f"Release {newest.number} is of {newest.date}, which is later than {day}. Give a later day with --date.")
    changes = compare(releases.snapshot(newest.number), current(data)) if newest else None
    if newest and not changes:
        raise ReleaseError(f"The graph and the pages say what release {newest.number} says, so there is nothing to release.")
    place = max((each.order[1] for each in releases if each.order[0] == day.year), default=0) + 1
    number = f"{day.year}.{place}"
    lines = sorted(data.store.lines(_OWN))
    graph = _compressed(lines)
    texts = packed({each.relative: each.path.read_bytes() for each in data.sources if not (each.is_turtle or each.is_own)})
    made = Release(
        number, day.isoformat(), data.published or data.version, len(lines), software,
        f"{number}.nq.gz", len(graph), hashlib.sha256(graph).hexdigest(),
        File(f"{number}.pages.zip", len(texts), hashlib.sha256(texts).hexdigest()),
        newest.number if newest else "", _log(changes) if changes else Log(),
    )  # fmt: skip
    _write(folder / made.file, graph)
    _write(folder / made.pages.file, texts)
    _write(folder / f"{number}.json", msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n")
    return made


def _log(changes: Changes) -> Log:
    return Log(
        tuple(item.iri for item in changes.added),
        tuple(Touched(each.item.iri, tuple(found.property for found in each.differences)) for each in changes.changed),
        tuple(item.iri for item in changes.deprecated),
        tuple(item.iri for item in changes.removed),
    )


def _compressed(lines: Iterable[bytes]) -> bytes:
    """Return lines compressed: the same bytes for the same lines."""
    buffer = io.BytesIO()
    with gzip.GzipFile("", "wb", 9, buffer, mtime=0) as file:
        file.write(b"".join(lines))
    return buffer.getvalue()


def _write(file: Path, data: bytes) -> None:
    """Write a file that is not there yet, whole or not at all."""
    unfinished = file.with_name(file.name + ".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(data)
        file.hardlink_to(unfinished)
    except FileExistsError:
        raise ReleaseError(f"{file} is there already, and a release is never overwritten. Move it out of the folder.") from None
    except OSError as error:
        raise ReleaseError(f"{file} cannot be written: {error.strerror}.") from None
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink()
