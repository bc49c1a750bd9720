"""The check stamp: the report of a check that found one version of the data without errors by one version of the rules."""

from __future__ import annotations

import json
import os
from pathlib import Path

from validation.folders import stamp_file
from validation.report import Finding, Level, Report


def is_clean(state: Path, data: str) -> bool:
    """Return whether this version of the data is known to be without errors under today's rules."""
    return stamp_file(state, data).is_file()


def findings(state: Path, data: str) -> tuple[Finding, ...] | None:
    """Return the warnings and infos about this version of the data; None when there is no stamp that can be read."""
    try:
        noted = json.loads(stamp_file(state, data).read_text(encoding="utf-8"))["findings"]
        return tuple(Finding(**{**each, "level": Level(each["level"])}) for each in noted)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(state: Path, report: Report) -> None:
    """Note a report without errors in the state folder; one with errors, or a folder that cannot be written, leaves no note."""
    if report.count(Level.ERROR):
        return
    file = stamp_file(state, report.data)
    unfinished = file.with_suffix(f".{os.getpid()}.part")  # another process may write the same
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(report.as_json() + "\n", encoding="utf-8")
        unfinished.replace(file)
    except OSError:
        return
