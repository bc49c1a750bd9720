"""Where boxes and arrows of a part of a network stand in a picture: a column for each distance, causes left of effects.

Arrows leave and enter boxes at the sides that face each other, each at a place of its own; an arrow that passes a column gets a
lane between the boxes there.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Arrow = tuple[str, str]
Slot = str | tuple[Arrow, int]  # a thing, or the lane of an arrow through a column
Point = tuple[float, float]

PAGE_WIDTH = 1150
NARROWEST, WIDEST = 156, 216
GAP, ROW_GAP, MARGIN = 68, 16, 12
HEAD, LINE, PADDING, LETTER, PORT, LANE = 15, 17, 9, 7.6, 18, 12  # HEAD: room for a line of small print above the text
SWEEPS = 12


@dataclass(frozen=True)
class Box:
    """A thing in the picture, its text in lines."""

    thing: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Curve:
    """An arrow in the picture: the places it passes from its cause to its effect, its path, and where its sign stands."""

    arrow: Arrow
    points: tuple[Point, ...]
    path: str
    sign: Point


@dataclass(frozen=True)
class Picture:
    """A picture and its size."""

    width: float
    height: float
    boxes: list[Box]
    curves: list[Curve]


def columns(distances: Mapping[str, int], texts: Mapping[str, str], arrows: Sequence[Arrow]) -> Picture:
    """Return the picture of things at distances, with their texts, and of the arrows between them."""
    ranks = {distance: rank for rank, distance in enumerate(sorted(set(distances.values())))}
    column = {thing: ranks[distance] for thing, distance in distances.items()}
    lanes = {arrow: _passed(column, arrow) for arrow in arrows}
    slots: list[list[Slot]] = [[thing for thing in distances if column[thing] == rank] for rank in range(len(ranks))]
    for arrow, passed in lanes.items():
        for rank in passed:
            slots[rank].append((arrow, rank))
    slots = _untangled(slots, _chains(arrows, lanes))
    width = _width(len(ranks), texts)
    boxes, centres, height = _placed(slots, texts, arrows, column, width)
    routes = _routes(arrows, lanes, boxes, centres, column)
    total = 2 * MARGIN + len(ranks) * width + (len(ranks) - 1) * GAP
    turns = any(column[cause] == column[effect] == len(ranks) - 1 for cause, effect in arrows)
    return Picture(round(total + GAP * turns, 1), height, list(boxes.values()), routes)


def _width(count: int, texts: Mapping[str, str]) -> float:
    """Return the width of a box: what the page allows, but never so narrow that a word breaks."""
    longest = max((len(word) for text in texts.values() for word in text.split()), default=0)
    fits = (PAGE_WIDTH - 2 * MARGIN - (count - 1) * GAP) / max(count, 1)
    return min(max(fits, NARROWEST, longest * LETTER + 2 * PADDING), WIDEST)


def _passed(column: Mapping[str, int], arrow: Arrow) -> list[int]:
    """Return the columns that an arrow passes, in its direction."""
    start, end = column[arrow[0]], column[arrow[1]]
    return list(range(start + 1, end)) if start < end else list(range(start - 1, end, -1))


def _chains(arrows: Sequence[Arrow], lanes: Mapping[Arrow, list[int]]) -> list[list[Slot]]:
    return [[arrow[0], *((arrow, rank) for rank in lanes[arrow]), arrow[1]] for arrow in arrows]


def _untangled(slots: list[list[Slot]], chains: list[list[Slot]]) -> list[list[Slot]]:
    """Return the slots of each column in an order with fewer crossings: each near the middle of those that it is joined to."""
    joined: dict[Slot, list[Slot]] = defaultdict(list)
    for chain in chains:
        for one, other in pairwise(chain):
            joined[one].append(other)
            joined[other].append(one)
    place = {slot: number / max(len(each), 1) for each in slots for number, slot in enumerate(each)}
    for sweep in range(SWEEPS):
        order = range(len(slots)) if sweep % 2 == 0 else range(len(slots) - 1, -1, -1)
        for rank in order:
            middles = {slot: _middle([place[other] for other in joined[slot]], place[slot]) for slot in slots[rank]}
            slots[rank] = sorted(slots[rank], key=middles.__getitem__)
            place.update({slot: (number + 0.5) / len(slots[rank]) for number, slot in enumerate(slots[rank])})
    return slots


def _middle(places: list[float], otherwise: float) -> float:
    return sum(places) / len(places) if places else otherwise


def _placed(
    slots: list[list[Slot]], texts: Mapping[str, str], arrows: Sequence[Arrow], column: Mapping[str, int], width: float
) -> tuple[dict[str, Box], dict[Slot, Point], float]:
    """Return the boxes, the centre of every slot, and the height of it all; columns are centred."""
    crowd = _crowd(arrows, column)
    lines = {thing: tuple(textwrap.wrap(texts[thing], int((width - 2 * PADDING) / LETTER))) for thing in texts}
    heights: dict[Slot, float] = {
        thing: max(HEAD + len(lines[thing]) * LINE + 2 * PADDING, (crowd[thing] + 1) * PORT) for thing in column
    }
    totals = [sum(heights.get(slot, LANE) + ROW_GAP for slot in each) - ROW_GAP for each in slots]
    tallest = max(totals, default=0)
    boxes: dict[str, Box] = {}
    centres: dict[Slot, Point] = {}
    for rank, each in enumerate(slots):
        x, y = MARGIN + rank * (width + GAP), MARGIN + (tallest - totals[rank]) / 2
        for slot in each:
            height = heights.get(slot, LANE)
            centres[slot] = (x, y + height / 2)
            if isinstance(slot, str):
                boxes[slot] = Box(slot, round(x), round(y), round(width), round(height), lines[slot])
            y += height + ROW_GAP
    return boxes, centres, round(tallest + 2 * MARGIN, 1)


def _sides(arrow: Arrow, column: Mapping[str, int]) -> tuple[str, str]:
    """Return the side at which an arrow leaves its cause and the side at which it enters its effect."""
    start, end = column[arrow[0]], column[arrow[1]]
    if start == end:
        return "right", "right"
    return ("right", "left") if start < end else ("left", "right")


def _crowd(arrows: Sequence[Arrow], column: Mapping[str, int]) -> dict[str, int]:
    """Return for each thing the number of arrows at its busier side."""
    count: dict[tuple[str, str], int] = defaultdict(int)
    for arrow in arrows:
        for end, side in zip(arrow, _sides(arrow, column), strict=True):
            count[end, side] += 1
    return {thing: max(count[thing, "left"], count[thing, "right"]) for thing in column}


def _routes(
    arrows: Sequence[Arrow],
    lanes: Mapping[Arrow, list[int]],
    boxes: Mapping[str, Box],
    centres: Mapping[Slot, Point],
    column: Mapping[str, int],
) -> list[Curve]:
    ports = _ports(arrows, lanes, boxes, centres, column)
    curves = []
    for arrow in arrows:
        points = [ports[arrow, 0], *_through(arrow, lanes[arrow], centres, boxes[arrow[0]].width, column), ports[arrow, 1]]
        before = 19 if _sides(arrow, column)[1] == "right" else -19
        sign = (round(points[-1][0] + before), round(points[-1][1]))
        curves.append(Curve(arrow, tuple(points), _path(points, turned=len(set(_sides(arrow, column))) == 1), sign))
    return curves


def _through(arrow: Arrow, lanes: list[int], centres: Mapping[Slot, Point], width: float, column: Mapping[str, int]) -> list[Point]:
    """Return where an arrow enters and leaves each column that it passes."""
    found = []
    for rank in lanes:
        x, y = centres[arrow, rank]
        sides = [(x, y), (x + width, y)]
        found += sides if column[arrow[0]] < column[arrow[1]] else sides[::-1]
    return found


def _path(points: list[Point], *, turned: bool) -> str:
    """Return a path through points: curved between columns, straight through them; `turned` when it ends where it began."""
    path = f"M{_at(points[0])}"
    for number, (one, other) in enumerate(pairwise(points)):
        middle = one[0] + GAP * 0.62 if turned else (one[0] + other[0]) / 2
        path += f"L{_at(other)}" if number % 2 else f"C{_at((middle, one[1]))} {_at((middle, other[1]))} {_at(other)}"
    return path


def _ports(
    arrows: Sequence[Arrow],
    lanes: Mapping[Arrow, list[int]],
    boxes: Mapping[str, Box],
    centres: Mapping[Slot, Point],
    column: Mapping[str, int],
) -> dict[tuple[Arrow, int], Point]:
    """Return where each arrow leaves (0) and enters (1): spread over the side of the box, in the order of where it leads."""
    wanted: dict[tuple[str, str], list[tuple[float, Arrow, int]]] = defaultdict(list)
    for arrow in arrows:
        chain: list[Slot] = [arrow[0], *((arrow, rank) for rank in lanes[arrow]), arrow[1]]
        for end, side, towards in zip((0, 1), _sides(arrow, column), (chain[1], chain[-2]), strict=True):
            wanted[arrow[end], side].append((centres[towards][1], arrow, end))
    found = {}
    for (thing, side), leaving in wanted.items():
        box = boxes[thing]
        for number, (_, arrow, end) in enumerate(sorted(leaving)):
            y = box.y + box.height * (number + 1) / (len(leaving) + 1)
            found[arrow, end] = (box.x + box.width if side == "right" else box.x, y)
    return found


def _at(point: Point) -> str:
    return f"{point[0]:.0f},{point[1]:.0f}"
