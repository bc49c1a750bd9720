"""What a picture is made of, as plain geometry: boxes, arrows, bands and notes. Nothing here draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot

Point = tuple[float, float]
LINE = 1.25  # height of a line of text, in sizes of its letters
HEAD = 8.0  # length of an arrowhead
CUT = 8  # how much is cut off the corners of a barrier
_CORNER = 9.0
_SAMPLES = 24


@dataclass(frozen=True)
class Box:
    """A thing: where it stands, its name in lines, how it looks (a row of palette.toml) and where it leads.

    emphasis: "lit", "faded" or nothing; title: more of its name, for those who hover; language: of its name.
    """

    slug: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    size: float
    look: str
    address: str = ""
    title: str = ""
    language: str = ""
    emphasis: str = ""
    bold: bool = False

    @property
    def right(self) -> float:
        """Return where it ends."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return where it ends below."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """Return its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def baselines(self) -> list[float]:
        """Return the height of each line of its name."""
        return baselines(self.middle[1], len(self.lines), self.size)

    @property
    def corner(self) -> float:
        """Return how round its corners are: mechanisms have round ends."""
        return min(self.height / 2, 20) if self.look == "mechanism" else 5

    @property
    def outline(self) -> str:
        """Return its border with the corners cut, as barriers have it, as the `d` of an SVG path."""
        wide, high = self.width - 2 * CUT, self.height - 2 * CUT
        down = f"h{plain(wide)}l{CUT} {CUT}v{plain(high)}l-{CUT} {CUT}"
        return f"M{plain(self.x + CUT)} {plain(self.y)}{down}h{plain(-wide)}l-{CUT} -{CUT}v{plain(-high)}Z"

    def port(self, side: str, part: float = 0.5) -> Point:
        """Return a point on its border: so far along a side (top, right, bottom, left) from its left or upper end."""
        if side in {"top", "bottom"}:
            return self.x + part * self.width, self.y if side == "top" else self.bottom
        return (self.right if side == "right" else self.x), self.y + part * self.height


def baselines(middle: float, lines: int, size: float) -> list[float]:
    """Return the height of each of some lines of letters of a size, so that together they stand around a middle."""
    first = middle - (lines - 1) * size * LINE / 2 + size * 0.35
    return [round(first + number * size * LINE, 1) for number in range(lines)]


@dataclass(frozen=True)
class Arrow:
    """A relation: its course from the one end to the other, its sign, what it rests on and where that is told.

    points: corners of its course; bent: drawn as one smooth curve that leaves and arrives level; look: a row of palette.toml;
    sign: "+", "−" or nothing.
    """

    cause: str
    effect: str
    points: tuple[Point, ...]
    sign: str
    inferred: bool
    address: str = ""
    title: str = ""
    emphasis: str = ""
    look: str = "link"
    bent: bool = False

    @property
    def course(self) -> list[Point]:
        """Return points along its course, close together where it is bent."""
        if not self.bent:
            return list(self.points)
        (x0, y0), (x3, y3) = self.points[0], self.points[-1]
        x1 = (x0 + x3) / 2
        found = []
        for number in range(_SAMPLES + 1):
            t = number / _SAMPLES
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            found.append((a * x0 + (b + c) * x1 + d * x3, (a + b) * y0 + (c + d) * y3))
        return found

    @property
    def path(self) -> str:
        """Return its line as the `d` of an SVG path, with rounded corners; it ends where the arrowhead begins."""
        if self.bent:
            (x0, y0), (x3, y3) = self.points[0], self.points[-1]
            end = x3 - HEAD if x3 > x0 else x3 + HEAD
            begin, half = f"{plain(x0)} {plain(y0)}", plain((x0 + end) / 2)
            return f"M{begin}C{half} {plain(y0)} {half} {plain(y3)} {plain(end)} {plain(y3)}"
        points = [*self.points[:-1], _towards(self.points[-1], self.points[-2], HEAD - 1)]
        parts = [f"M{_at(points[0])}"]
        for before, corner, after in zip(points, points[1:], points[2:], strict=False):
            turn = min(_CORNER, _length(before, corner) / 2, _length(corner, after) / 2)
            first, last = _towards(corner, before, turn), _towards(corner, after, turn)
            parts.append(f"L{_at(first)}Q{_at(corner)} {_at(last)}")
        return "".join([*parts, f"L{_at(points[-1])}"])

    @property
    def head(self) -> str:
        """Return its arrowhead as the `d` of an SVG path."""
        (x, y), before = self.points[-1], self.points[-2]
        if self.bent:
            before = (x - 1, y) if x > self.points[0][0] else (x + 1, y)
        length = _length(before, (x, y)) or 1
        dx, dy = (x - before[0]) / length, (y - before[1]) / length
        bx, by = x - HEAD * dx, y - HEAD * dy
        half = HEAD * 0.5
        one, other = (bx - half * dy, by + half * dx), (bx + half * dy, by - half * dx)
        return f"M{_at((x, y))}L{_at(one)}L{_at(other)}Z"

    @property
    def badge(self) -> Point:
        """Return where its sign stands: in the middle of the longest straight piece of its course."""
        if self.bent:
            return self.course[_SAMPLES // 2]
        points = [*self.points[:-1], _towards(self.points[-1], self.points[-2], HEAD)]
        start, end = max(pairwise(points), key=lambda pair: _length(*pair))
        return (start[0] + end[0]) / 2, (start[1] + end[1]) / 2


def plain(number: float) -> str:
    """Return a number as SVG has it: with one decimal at most."""
    return f"{number:.1f}".removesuffix(".0")


def _at(point: Point) -> str:
    return f"{plain(point[0])} {plain(point[1])}"


def _length(start: Point, end: Point) -> float:
    return hypot(end[0] - start[0], end[1] - start[1])


def _towards(start: Point, end: Point, far: float) -> Point:
    length = _length(start, end) or 1
    return round(start[0] + (end[0] - start[0]) * far / length, 1), round(start[1] + (end[1] - start[1]) * far / length, 1)


@dataclass(frozen=True)
class Note:
    """Words beside the boxes: their first baseline is at y."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float
    look: str = "note"
    bold: bool = False
    anchor: str = "start"

    @property
    def ys(self) -> list[float]:
        """Return the height of each of its lines."""
        return [round(self.y + number * self.size * LINE, 1) for number in range(len(self.lines))]


@dataclass(frozen=True)
class Band:
    """A ground under boxes that belong together."""

    x: float
    y: float
    width: float
    height: float
    look: str = "band"


@dataclass(frozen=True)
class Picture:
    """A picture in one shape; boxes and arrows in the order in which they are read."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...] = ()
    bands: tuple[Band, ...] = ()
    notes: tuple[Note, ...] = ()

    def of(self, slug: str) -> list[Arrow]:
        """Return the arrows that begin at a box."""
        return [arrow for arrow in self.arrows if arrow.cause == slug]

    def moved(self, down: float) -> Picture:
        """Return the picture with everything moved down, and as much higher."""
        return Picture(
            self.width,
            self.height + down,
            tuple(replace(each, y=each.y + down) for each in self.boxes),
            tuple(replace(each, points=_lowered(each.points, down)) for each in self.arrows),
            tuple(replace(each, y=each.y + down) for each in self.bands),
            tuple(replace(each, y=each.y + down) for each in self.notes),
        )


def _lowered(points: Sequence[Point], down: float) -> tuple[Point, ...]:
    return tuple((x, y + down) for x, y in points)
