"""The files in which the processes of a server count together."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from prometheus_client import values

from portal import measure


def test_what_a_server_of_the_same_number_has_left_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container each one has it: what was going on when the last was killed would be counted for ever."""
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")
    monkeypatch.setattr(values, "ValueClass", values.ValueClass)
    left = tmp_path / f"metrics-{os.getpid()}" / "gauge_livesum_0-1.db"
    left.parent.mkdir()
    left.write_bytes(b"")
    measure.begin(tmp_path)
    assert list(left.parent.iterdir()) == []
