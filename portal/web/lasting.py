"""Addresses for files that leave the portal: whole, and of the version that is shown."""

from __future__ import annotations

from portal.web.pins import pinned
from portal.web.public import absolute


def lasting(path: str) -> str:
    """Return the whole address of a path, pinned to the release that is shown where there is one."""
    place, mark, part = path.partition("#")
    return absolute(pinned(place)) + mark + part
