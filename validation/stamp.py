"""The check stamp: a note that one version of the data was found clean by one version of the rules."""

from __future__ import annotations

import json
from pathlib import Path

from validation.folders import rules_version
from validation.report import Level, Report


def _file(state: Path, data: str) -> Path:
    return state / "checks" / f"{data}-{rules_version()}"


def is_clean(state: Path, data: str) -> bool:
    """Return whether this version of the data is known to be without errors under today's rules."""
    return _file(state, data).is_file()


def write(state: Path, report: Report) -> None:
    """Note a report without errors in the state folder; one with errors, or a folder that cannot be written, leaves no note."""
    if report.count(Level.ERROR):
        return
    file = _file(state, report.data)
    unfinished = file.with_suffix(".part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(json.dumps({str(level): report.count(level) for level in Level}) + "\n", encoding="utf-8")
        unfinished.replace(file)
    except OSError:
        return
