"""The circle of a team check and its gaps: a ring for each level, an arc for each piece, drawn by what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin

from portal.web.pages import Named
from portal.web.team_page import Row

SIZE = 340  # the square that the rings stand in
_OUTER, _THICK, _APART = 162.0, 34.0, 8.0
_LABEL = 72.0  # width that the name of a level takes at the top of its ring
_GAP = 3.0  # between two arcs, along the ring


@dataclass(frozen=True)
class Arc:
    """A piece: its outline as an SVG path, and what was answered: yes, partly, no, unknown or skipped."""

    thing: Named
    answer: str
    path: str


@dataclass(frozen=True)
class Ring:
    """A level: where its name stands, and its pieces in the order of their names, clockwise from it."""

    level: Named
    label: tuple[float, float]
    arcs: list[Arc]


def rings(rows: list[Row]) -> list[Ring]:
    """Return a ring for each level, the first outermost; a level without pieces has a ring without arcs."""
    return [_ring(row, _OUTER - number * (_THICK + _APART)) for number, row in enumerate(rows)]


def _ring(row: Row, outer: float) -> Ring:
    answers = (("yes", row.yes), ("partly", row.partly), ("no", row.no), ("unknown", row.unknown), ("skipped", row.skipped))
    pieces = sorted(((thing.slug, answer, thing) for answer, things in answers for thing in things), key=lambda each: each[:2])
    middle = outer - _THICK / 2
    free = _LABEL / middle  # radians at the top
    step = (2 * pi - free) / max(len(pieces), 1)
    bounds = [free / 2 + number * step for number in range(len(pieces) + 1)]
    arcs = [
        Arc(thing, answer, _path(outer, *between)) for (_, answer, thing), between in zip(pieces, pairwise(bounds), strict=True)
    ]
    return Ring(row.level, (SIZE / 2, SIZE / 2 - middle + 4), arcs)


def _path(outer: float, begin: float, end: float) -> str:
    """Return the outline of a piece of a ring between two angles (radians, clockwise from the top)."""
    inner = outer - _THICK
    large = int(end - begin > pi)

    def at(radius: float, angle: float) -> str:
        return f"{SIZE / 2 + radius * sin(angle):.1f} {SIZE / 2 - radius * cos(angle):.1f}"

    def held(radius: float) -> tuple[float, float]:
        return begin + _GAP / 2 / radius, end - _GAP / 2 / radius

    (a, b), (c, d) = held(outer), held(inner)
    return (
        f"M{at(outer, a)}A{outer:.1f} {outer:.1f} 0 {large} 1 {at(outer, b)}"
        f"L{at(inner, d)}A{inner:.1f} {inner:.1f} 0 {large} 0 {at(inner, c)}Z"
    )
