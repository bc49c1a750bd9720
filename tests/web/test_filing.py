"""The files of the whole graph, made beside a serving process."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.graph.load import load
from portal.settings import read_settings
from portal.web.filing import make_apart
from portal.web.house import House


def test_files_are_made_apart(world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All those that a serving process would make, under the same version."""
    monkeypatch.setenv("KIERRE_SOURCES", str(world))
    monkeypatch.setenv("KIERRE_STATE", str(tmp_path / "state"))
    settings = read_settings()
    dumps = House(settings, load(settings.sources)).dumps
    before = dumps.made
    make_apart()
    assert (before, dumps.made) == (False, True)
