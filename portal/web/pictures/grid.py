"""A layout by hand: boxes in the cells of a grid, arrows along the lanes between them. The files beside this module say where."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.web.pictures.shapes import Box, Point

_LANE = re.compile(r"(-?\d+)\.5([+-]\d+)?")
_SIDES = {"top": "y", "bottom": "y", "left": "x", "right": "x"}


@dataclass(frozen=True)
class Grid:
    """The left and right end of each column, the upper and lower end of each row, and the room outside them."""

    columns: tuple[tuple[float, float], ...]
    rows: tuple[tuple[float, float], ...]
    margin: float

    def lane(self, text: str, axis: str) -> float:
        """Return where a lane runs: "1.5+8" is 8 right of (or below) the middle between column (or row) 1 and 2.

        Raises ValueError for a text that is no lane.
        """
        found = _LANE.fullmatch(text)
        if not found:
            raise ValueError(f"“{text}” is no lane; write for example 1.5 or 1.5+8.")
        spans, after = (self.columns if axis == "x" else self.rows), int(found[1])
        before = spans[after][1] if after >= 0 else spans[0][0] - 2 * self.margin
        beyond = spans[after + 1][0] if after + 1 < len(spans) else spans[-1][1] + 2 * self.margin
        return (before + beyond) / 2 + float(found[2] or 0)


def grid(  # noqa: PLR0913 - what makes a grid
    width: float, gap: tuple[float, float], left: float, count: int, heights: Sequence[float], top: float = 0
) -> Grid:
    """Return a grid of so many columns of a width, and of rows of these heights, with gaps between them."""
    across, down = gap
    columns = tuple((left + number * (width + across), left + number * (width + across) + width) for number in range(count))
    rows, y = [], top
    for height in heights:
        rows.append((y, y + height))
        y += height + down
    return Grid(columns, tuple(rows), min(left, down) / 2)


def course(plan: Mapping[str, Any], start: Box, end: Box, lanes: Grid) -> tuple[Point, ...]:
    """Return the corners of an arrow from box to box, as planned: from = "right 0.3", via = ["1.5"], to = "top 0.5".

    It leaves and arrives at right angles to the border and runs along the lanes in turn; a straight one needs no lane.
    """
    side, point = _port(plan["from"], start)
    last_side, last = _port(plan["to"], end)
    axis, points = _SIDES[side], [point]
    for text in plan.get("via", ()):
        at = lanes.lane(text, axis)
        points.append((at, points[-1][1]) if axis == "x" else (points[-1][0], at))
        axis = "y" if axis == "x" else "x"
    if axis == _SIDES[last_side]:
        x, y = points[-1]  # in line with the end: the end gives way along its border
        return (*points, (last[0], y) if axis == "x" else (x, last[1]))
    corner = (last[0], points[-1][1]) if axis == "x" else (points[-1][0], last[1])
    return (*points, corner, last)


def _port(text: str, box: Box) -> tuple[str, Point]:
    side, _, part = text.partition(" ")
    return side, box.port(side, float(part or 0.5))
