"""The address under which readers reach this portal, for files and answers that leave it."""

from __future__ import annotations

import flask

from portal.web import pins
from portal.web.house import settings


def absolute(path: str) -> str:
    """Return the whole address of a path of this portal: below the public address of the settings, else as this request came in.

    Finished answers are kept apart by host when no setting names the public address (see `Kept`).
    """
    public = settings().public_url or flask.request.url_root
    return public.rstrip("/") + path


def shown() -> str:
    """Return the address of the page that is being shown: whole where the settings know it, else its path."""
    return settings().public_url.rstrip("/") + pins.kept(pins.here())
