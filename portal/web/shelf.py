"""The houses of releases: opened from their files when somebody asks for one, one at a time, few kept, never in haste.

Opening takes a second or two of the processor and some megabytes, so a stranger who asks for one release after the other must not
keep this process from its pages: after each opening nothing is opened for a while, and those who would wait are told so.
A house that nobody asks for any more is given up, and its memory given back.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property
from threading import BoundedSemaphore, Event, Lock, Timer

from portal.errors import ReleaseBusy
from portal.graph.releases import Releases
from portal.memory import give_back
from portal.settings import Settings
from portal.web.house import House

_WAITING = 4  # requests that wait for a house that another is opening: each holds a thread of the server
_PATIENCE = 5.0  # seconds that they wait
_IDLE = 300.0  # seconds after which a house that nobody has asked for is given up
_REST = 4  # after an opening nothing is opened for so many times as long as it took


class Shelf:
    """The releases, and the houses of those that were asked for last."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic, rest: float = _REST) -> None:
        self._settings, self._clock, self._rest = settings, clock, rest
        self._houses: OrderedDict[str, House] = OrderedDict()
        self._asked: dict[str, float] = {}
        self._looking = False
        self._lock, self._waiting = Lock(), BoundedSemaphore(_WAITING)
        self._opening: tuple[str, Event] | None = None
        self._rest_until = -math.inf

    @cached_property
    def releases(self) -> Releases:
        """Return the releases; raises ReleaseError for a manifest that cannot be read."""
        return Releases(self._settings.sources / self._settings.releases)

    @property
    def held(self) -> list[str]:
        """Return the numbers of the releases whose houses are held, the one asked for last at the end."""
        return list(self._houses)

    def house(self, number: str) -> House:
        """Return the house of a release.

        Raises UnknownName when there is none of this number, ReleaseError when its files are not what was released, and
        ReleaseBusy when it is not open and cannot be opened now.
        """
        _ = self.releases[number]
        with self._lock:
            self._asked[number] = self._clock()
            if number in self._houses:
                self._houses.move_to_end(number)
                return self._houses[number]
            under_way = self._opening
            if under_way is None:
                rest = self._rest_until - self._clock()
                if rest > 0:
                    raise ReleaseBusy(number, math.ceil(rest))
                self._opening = (number, Event())
        return self._wait(number, *under_way) if under_way else self._open(number)

    def _wait(self, number: str, opened: str, done: Event) -> House:
        """Wait for the house that another request is opening, if it is this one and not too many wait."""
        if opened == number and self._waiting.acquire(blocking=False):
            try:
                done.wait(_PATIENCE)
            finally:
                self._waiting.release()
        with self._lock:
            found = self._houses.get(number)
        if found is None:
            raise ReleaseBusy(number, math.ceil(_PATIENCE))
        return found

    def _open(self, number: str) -> House:
        began = self._clock()
        try:
            with self._lock:
                while len(self._houses) >= self._settings.pinned_releases:
                    self._houses.popitem(last=False)  # before the new one is made, so that no more are held than the setting says
            give_back()
            found = House(self._settings, self.releases.data(number))
            with self._lock:
                self._houses[number] = found
            give_back()
            self._look_later()
            return found
        finally:
            with self._lock:
                done, self._opening = self._opening, None
                self._rest_until = self._clock() + self._rest * (self._clock() - began)
            if done:
                done[1].set()

    def give_up(self) -> None:
        """Give up the houses that nobody has asked for of late."""
        with self._lock:
            idle = [number for number in self._houses if self._clock() - self._asked[number] >= _IDLE]
            for number in idle:
                del self._houses[number]
        if idle:
            give_back()

    def _look_later(self) -> None:
        """Look in a while what is idle, and so on as long as a house is held."""
        with self._lock:
            if self._looking or not self._houses:
                return
            self._looking = True
        timer = Timer(_IDLE, self._look)
        timer.daemon = True
        timer.start()

    def _look(self) -> None:
        self.give_up()
        with self._lock:
            self._looking = False
        self._look_later()
