"""The map of mechanisms and levels: each mechanism as a band through three levels, with its configurations and its gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext

from portal.languages import Language, capital
from portal.namespaces import LEVELS
from portal.web.house import house
from portal.web.pages import Named, named
from portal.web.pictures.figure import Figure, Words, box, words
from portal.web.pictures.letters import wrapped
from portal.web.pictures.shapes import Band, Box, Note, Picture

_PAD, _GAP = 8.0, 8.0


@dataclass(frozen=True)
class Row:
    """A mechanism and, at each level, its configurations."""

    mechanism: Named
    cells: tuple[tuple[Named, ...], ...]


def mechanisms(language: Language, parameters: Mapping[str, str]) -> Figure:  # noqa: ARG001 - every maker is given parameters
    """Return the map of mechanisms and levels."""
    catalogue = house().catalogue
    levels = [named(catalogue[level], language) for level in LEVELS]
    rows = [
        Row(
            named(catalogue[each.mechanism], language),
            tuple(tuple(named(catalogue[iri], language) for iri in each.configurations[level]) for level in LEVELS),
        )
        for each in house().analysis.coverage
    ]
    only_source = house().graphs() is not None
    empty = gettext("the source states no join") if only_source else gettext("no configuration")
    remark = (
        gettext("The source says that each mechanism must reach all three levels. It does not join the parts of the model there.")
        if only_source
        else gettext("Each configuration is our hypothesis of what fires the mechanism at the level.")
    )
    return Figure(
        gettext("Mechanisms at three levels"),
        gettext("Each mechanism is a band through the macro, meso and micro level. An empty cell is a gap."),
        _wide(rows, levels, empty),
        _narrow(rows, levels, empty),
        (gettext("Mechanism"), gettext("Level"), gettext("Configurations")),
        tuple(line for row in rows for line in _lines(row, levels, empty, language)),
        tuple(_sentence(row, levels, language) for row in rows),
        (remark,),
    )


def _lines(row: Row, levels: list[Named], empty: str, language: Language) -> list[tuple[Words, ...]]:
    found: list[tuple[Words, ...]] = []
    for level, cell in zip(levels, row.cells, strict=True):
        found += [(words(row.mechanism), words(level), words(each)) for each in cell] or [
            (words(row.mechanism), words(level), Words(empty, language))
        ]
    return found


def _sentence(row: Row, levels: list[Named], language: Language) -> Words:
    parts = ", ".join(f"{level.name.text}: {_count(len(cell))}" for level, cell in zip(levels, row.cells, strict=True))
    return Words(f"{capital(row.mechanism.name.text)} – {parts}.", language, row.mechanism.address)


def _count(number: int) -> str:
    return str(number) if number else str(gettext("no configuration"))


def _cell(cell: tuple[Named, ...], mechanism: Named, spot: tuple[float, float, float], empty: str, size: float) -> list[Box]:
    """Return the boxes of a cell, one under another; an empty one says so."""
    x, y, width = spot
    if not cell:
        return [Box(f"{mechanism.slug}-{x:g}-{y:g}", x, y, width, 36, wrapped(empty, width - 14, size), size, "empty")]
    boxes: list[Box] = []
    for each in cell:
        boxes.append(box(each, x, y, width, 36, size))
        y = boxes[-1].bottom + _GAP
    return boxes


def _wide(rows: list[Row], levels: list[Named], empty: str) -> Picture:
    left, width, across = 214.0, 258.0, 14.0
    boxes: list[Box] = []
    bands: list[Band] = []
    notes = [
        Note(
            left + number * (width + across) + width / 2, 18, (capital(level.name.text),), 15, "heading", bold=True, anchor="middle"
        )
        for number, level in enumerate(levels)
    ]
    y = 36.0
    for row in rows:
        cells = [
            _cell(cell, row.mechanism, (left + number * (width + across), y, width), empty, 14)
            for number, cell in enumerate(row.cells)
        ]
        label = box(row.mechanism, 10, y, left - 28, 44, 15, bold=True, look="mechanism")
        bottom = max(label.bottom, *(cell[-1].bottom for cell in cells))
        middle = (y + bottom) / 2
        boxes.append(_centred([label], middle)[0])
        for cell in cells:
            boxes += _centred(cell, middle)
        bands.append(Band(0, y - _PAD, left + 3 * width + 2 * across + 10, bottom - y + 2 * _PAD))
        y = bottom + 2 * _PAD + 12
    return Picture(left + 3 * width + 2 * across + 10, y - 10, tuple(boxes), bands=tuple(bands), notes=tuple(notes))


def _centred(boxes: list[Box], middle: float) -> list[Box]:
    down = middle - (boxes[0].y + boxes[-1].bottom) / 2
    return list(Picture(0, 0, tuple(boxes)).moved(down).boxes)


def _narrow(rows: list[Row], levels: list[Named], empty: str) -> Picture:
    boxes: list[Box] = []
    bands: list[Band] = []
    notes: list[Note] = []
    y = _PAD
    for row in rows:
        top = y
        boxes.append(box(row.mechanism, 10, y, 268, 40, 14, bold=True, look="mechanism"))
        y = boxes[-1].bottom
        for level, cell in zip(levels, row.cells, strict=True):
            notes.append(Note(10, y + 19, (capital(level.name.text),), 13, "heading", bold=True))
            boxes += _cell(cell, row.mechanism, (10, y + 26, 268), empty, 13)
            y = boxes[-1].bottom
        bands.append(Band(0, top - _PAD, 288, y - top + 2 * _PAD))
        y += 2 * _PAD + 12
    return Picture(288, y - 2 * _PAD - 2, tuple(boxes), bands=tuple(bands), notes=tuple(notes))
