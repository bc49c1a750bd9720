"""Orders two columns of things so that the lines between them cross as little as may be, each row for itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

import networkx as nx

_SWEEPS = 24
Rows = list[list[str]]
Pair = tuple[str, str]
Frozen = tuple[tuple[str, ...], ...]


@lru_cache(maxsize=64)
def untangled(left: Frozen, right: Frozen, pairs: tuple[Pair, ...]) -> tuple[Rows, Rows]:
    """Return both columns in the best order met: each thing goes, within its row, to the mean place of those it is joined to.

    left, right: the rows of each column; pairs: (left, right).
    """
    starts = (_rows(left), _rows(right)), _together(left, right, pairs)
    return min((_swept(start, pairs) for start in starts), key=lambda found: crossings(found[0], found[1], pairs))


def _rows(rows: Frozen) -> Rows:
    return [list(row) for row in rows]


def _together(left: Frozen, right: Frozen, pairs: Sequence[Pair]) -> tuple[Rows, Rows]:
    """Return the columns with what is joined within a row side by side."""
    found: tuple[Rows, Rows] = ([], [])
    for here, there in zip(left, right, strict=True):
        joined: nx.Graph[tuple[int, str]] = nx.Graph()
        joined.add_nodes_from([*((0, thing) for thing in here), *((1, thing) for thing in there)])
        joined.add_edges_from(((0, a), (1, b)) for a, b in pairs if a in here and b in there)
        order = [node for part in nx.connected_components(joined) for node in sorted(part)]
        for side in (0, 1):
            found[side].append([thing for where, thing in order if where == side])
    return found


def _swept(start: tuple[Rows, Rows], pairs: Sequence[Pair]) -> tuple[Rows, Rows]:
    """Return the columns after sweeps from one side to the other, each thing going to the mean place of those it is joined to."""
    here = start
    best, fewest = here, crossings(*here, pairs)
    for sweep in range(_SWEEPS):
        side = sweep % 2
        places = _places(here[1 - side])
        others: dict[str, list[float]] = defaultdict(list)
        for pair in pairs:
            if pair[1 - side] in places:
                others[pair[side]].append(places[pair[1 - side]])
        moved = [_sorted(row, others, _places(here[side])) for row in here[side]]
        here = (moved, here[1]) if side == 0 else (here[0], moved)
        count = crossings(*here, pairs)
        if count < fewest:
            best, fewest = here, count
    return _swapped(best, pairs)


def _swapped(columns: tuple[Rows, Rows], pairs: Sequence[Pair]) -> tuple[Rows, Rows]:
    """Return the columns after neighbours in a row have changed places wherever that leaves fewer crossings."""
    fewest, better = crossings(*columns, pairs), True
    while better:
        better = False
        for row in (row for column in columns for row in column):
            for place in range(len(row) - 1):
                row[place : place + 2] = row[place + 1], row[place]
                count = crossings(*columns, pairs)
                if count < fewest:
                    fewest, better = count, True
                else:
                    row[place : place + 2] = row[place + 1], row[place]
    return columns


def crossings(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]], pairs: Sequence[Pair]) -> int:
    """Return how many pairs of lines cross."""
    first, second = _places(left), _places(right)
    lines = [(first[a], second[b]) for a, b in pairs if a in first and b in second]
    return sum((a - c) * (b - d) < 0 for number, (a, b) in enumerate(lines) for c, d in lines[:number])


def _sorted(row: Sequence[str], others: Mapping[str, Sequence[float]], places: Mapping[str, int]) -> list[str]:
    return sorted(row, key=lambda each: (sum(others[each]) / len(others[each]) if others.get(each) else places[each], places[each]))


def _places(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    return {thing: number for number, thing in enumerate(thing for row in rows for thing in row)}
