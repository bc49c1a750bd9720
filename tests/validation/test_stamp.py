"""The check stamp."""

from __future__ import annotations

from pathlib import Path

import pytest

from validation import folders, stamp
from validation.report import Finding, Level, Report


def report(*levels: Level) -> Report:
    return Report(tuple(Finding(level, "rule", "", "text", "file", 1) for level in levels), "abc", 1, 1)


def test_a_clean_report_leaves_a_stamp(tmp_path: Path) -> None:
    """For this version of the data only; warnings do no harm."""
    assert not stamp.is_clean(tmp_path, "abc")
    stamp.write(tmp_path, report(Level.WARNING, Level.INFO))
    assert stamp.is_clean(tmp_path, "abc")
    assert not stamp.is_clean(tmp_path, "abd")


def test_a_report_with_errors_leaves_none(tmp_path: Path) -> None:
    """Not even the folder."""
    stamp.write(tmp_path, report(Level.ERROR))
    assert list(tmp_path.iterdir()) == []


def test_other_rules_make_the_stamp_void(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was clean under yesterday's rules is checked anew."""
    stamp.write(tmp_path, report())
    monkeypatch.setattr(folders, "rules_version", lambda: "other")
    assert not stamp.is_clean(tmp_path, "abc")


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    """One file, in one step."""
    stamp.write(tmp_path, report())
    stamp.write(tmp_path, report())
    assert len(list((tmp_path / "checks").iterdir())) == 1


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    """The next start checks again, that is all."""
    (tmp_path / "state").write_text("a file, no folder")
    stamp.write(tmp_path / "state", report())
    assert not stamp.is_clean(tmp_path / "state", "abc")


def test_a_stamp_keeps_what_was_found(tmp_path: Path) -> None:
    """Warnings and infos as they were, for those who edit."""
    made = report(Level.WARNING, Level.INFO)
    stamp.write(tmp_path, made)
    assert stamp.findings(tmp_path, "abc") == made.findings


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"error": 0}', '{"findings": [{"level": "new"}]}'])
def test_a_stamp_that_cannot_be_read_keeps_nothing(tmp_path: Path, text: str) -> None:
    """Also one of an older version."""
    stamp.write(tmp_path, report())
    next((tmp_path / "checks").iterdir()).write_text(text)
    assert stamp.findings(tmp_path, "abc") is None


def test_without_a_stamp_nothing_is_known(tmp_path: Path) -> None:
    """None, which is not the same as no findings."""
    assert stamp.findings(tmp_path, "abc") is None


def test_what_another_process_is_writing_is_left_alone(tmp_path: Path) -> None:
    """Two may check the same data at once."""
    stamp.write(tmp_path, report())
    (written,) = (tmp_path / "checks").iterdir()
    other = written.with_suffix(".part")
    other.write_text("half")
    stamp.write(tmp_path, report())
    assert other.read_text() == "half"
