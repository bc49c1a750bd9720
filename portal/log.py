"""The log: events, and on wish each request, as lines of text or JSON; never an address in full, a word of a reader, or who asked.

An exception is told by its kind and the places in the code, without its own words: those may quote what was asked.
"""

from __future__ import annotations

import datetime
import json
import logging
import traceback
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
REQUESTS = "kierre.request"


def trace(error: BaseException) -> list[str]:
    """Return where an error came from: each place in the code, outermost first, then what kind of error it is."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
    return [*places, type(error).__name__]


def _short(file: str) -> str:
    path = Path(file)
    return path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else path.name


class _Lines(logging.Formatter):
    """A record as one line of text, and where it has one its trace below."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the text."""
        told = f"{_time(record)} {record.levelname.lower()}: {record.getMessage()}"
        return "\n    ".join([told, *_trace(record)])


class _Objects(logging.Formatter):
    """A record as one JSON object in one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the JSON."""
        fields = getattr(record, "fields", None) or {"message": record.getMessage()}
        whole = {"time": _time(record), "level": record.levelname.lower(), **fields}
        if record.exc_info:
            whole["trace"] = _trace(record)
        return json.dumps(whole, ensure_ascii=False)


def _time(record: logging.LogRecord) -> str:
    return datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _trace(record: logging.LogRecord) -> list[str]:
    return trace(record.exc_info[1]) if record.exc_info and record.exc_info[1] else []


def configuration(form: str) -> dict[str, Any]:
    """Return what `logging.config.dictConfig` needs for a log of this form: events, json or text."""
    names = ("kierre", "portal", "_granian", "granian.access")
    written = {name: {"handlers": ["stderr"], "level": "INFO", "propagate": False} for name in names}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": _Objects if form == "json" else _Lines}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}},
        "loggers": {**written, REQUESTS: {"level": "WARNING" if form == "events" else "INFO"}},
    }
