"""A drawing as a PNG. A stranger asks for it, so its size is bounded, and only one is made at a time."""

from __future__ import annotations

import re
from threading import BoundedSemaphore, Lock

from werkzeug.exceptions import ServiceUnavailable

from portal.learning import pixels

NARROWEST, WIDEST = 200, 4000  # pixels
_PIXELS = 12_000_000  # most pixels in all: a taller picture is made narrower
_PATIENCE = 2  # seconds that a request waits for its turn
_WAITING = 2  # requests that may wait at once; pages must have threads left
_AGAIN = 5  # seconds after which it may ask again
_SIZE = re.compile(r' width="([0-9.]+)" height="([0-9.]+)"')
_turn, _room = Lock(), BoundedSemaphore(_WAITING + 1)


def png(drawing: str, width: int) -> bytes:
    """Return an SVG of ours as a PNG of a width, with our own letters, so that it needs no fonts of the machine.

    Raises ServiceUnavailable (503) when others are being made all the while.
    """
    wide, high = map(float, _SIZE.findall(drawing)[0])
    width = min(width, int((_PIXELS * wide / high) ** 0.5))
    if not _room.acquire(blocking=False):
        raise ServiceUnavailable(retry_after=_AGAIN)
    try:
        if not _turn.acquire(timeout=_PATIENCE):
            raise ServiceUnavailable(retry_after=_AGAIN)
        try:
            return pixels.png(drawing, width)
        finally:
            _turn.release()
    finally:
        _room.release()
