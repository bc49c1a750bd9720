"""How much a search may look at: it ends at a count of steps, never at a clock, so that it gives the same every time."""

from __future__ import annotations


class Exhausted(Exception):
    """A search has looked at as much as it may."""


class Effort:
    """What is left of the arrows that a search may look at."""

    def __init__(self, most: int) -> None:
        self.left = most

    def spend(self, arrows: int = 1) -> None:
        """Count arrows that are looked at; raises Exhausted when there were too many."""
        self.left -= arrows
        if self.left < 0:
            raise Exhausted
