"""The whole graph as files."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
import rdflib

from portal.graph.dumps import Dumps
from portal.graph.formats import N_QUADS, TURTLE
from portal.graph.load import Data


def test_each_format_is_there_plain_and_compressed(small: Data, tmp_path: Path) -> None:
    """With sizes and checksums that are true."""
    dumps = Dumps(small.store, tmp_path / "dumps", "one")
    for dump in dumps.all:
        with dumps.open(dump) as file:
            data = file.read()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (dump.size, dump.sha256)
    assert len(dumps.all) == 10


def test_files_are_made_once(small: Data, tmp_path: Path) -> None:
    """A second start finds them."""
    assert Dumps(small.store, tmp_path / "dumps", "one").all
    before = {file.name: file.stat().st_mtime_ns for file in (tmp_path / "dumps" / "one").iterdir()}
    assert len(Dumps(small.store, tmp_path / "dumps", "one").all) == len(before) == 10
    assert {file.name: file.stat().st_mtime_ns for file in (tmp_path / "dumps" / "one").iterdir()} == before


def test_files_of_older_versions_are_removed(small: Data, tmp_path: Path) -> None:
    """The state folder does not grow with each edit."""
    for version in ("one", "two"):
        assert Dumps(small.store, tmp_path / "dumps", version).named("kierre.ttl")
    assert [folder.name for folder in (tmp_path / "dumps").iterdir()] == ["two"]


def test_where_nothing_can_be_written_files_are_made_in_memory(small: Data, tmp_path: Path) -> None:
    """Each time anew, and the same."""
    (tmp_path / "file").write_text("")
    dumps = Dumps(small.store, tmp_path / "file", "one")
    packed = dumps.named("kierre.nq.gz")
    assert packed is not None
    with dumps.open(packed) as file:
        assert gzip.decompress(file.read()) == small.store.dump(N_QUADS)


def test_an_unknown_file_is_none(small: Data, tmp_path: Path) -> None:
    """Also one of another version."""
    assert Dumps(small.store, tmp_path / "dumps", "one").named("kierre.trig") is None


def _literals(graph: rdflib.Graph) -> set[tuple[str, str, str]]:
    found = (value for value in graph.objects() if isinstance(value, rdflib.Literal))
    return {(str(value), value.language or "", str(value.datatype or "")) for value in found}


def test_the_store_changes_no_literal_of_ours(real: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine rewrites some numbers, dates and language tags; none that the sources hold, so dumps say what they say."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    written: set[tuple[str, str, str]] = set()
    for source in real.sources:
        if source.is_turtle:
            written |= _literals(rdflib.Graph().parse(source.path, format="turtle"))
    stored = _literals(rdflib.Graph().parse(data=real.store.dump(TURTLE), format="turtle"))
    assert written - stored == set()


def test_who_still_makes_files_of_an_older_version_leaves_those_of_the_newer(small: Data, tmp_path: Path) -> None:
    """As when the data changes while a server makes them."""
    old, new = (Dumps(small.store, tmp_path / "dumps", version) for version in ("one", "two"))
    old._facts(TURTLE, packed=False)
    assert new.all
    assert old.all
    assert new.made
