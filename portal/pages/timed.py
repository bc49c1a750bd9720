"""Headings that say how long a step takes: `Draw the circle (10 min)`."""

from __future__ import annotations

import re

_MINUTES = re.compile(r"\s*\(([1-9]\d{0,2}) min\)$")


def minutes(heading: str) -> int | None:
    """Return the minutes at the end of a heading, or None."""
    found = _MINUTES.search(heading)
    return int(found[1]) if found else None


def untimed(heading: str) -> str:
    """Return a heading without its minutes, so that its address stays when they change."""
    return _MINUTES.sub("", heading)
