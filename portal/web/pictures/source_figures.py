"""Figures 3 and 4 of the AIKUMETOD publication, redrawn: what stands in them, where it stands, and no arrow that we do not know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from portal.analysis.network import Kind, Step
from portal.graph import queries
from portal.graph.catalogue import Entry
from portal.languages import Language, capital
from portal.namespaces import ID, KIERRE, LEVELS, local_name
from portal.web.house import house
from portal.web.pages import Named, named
from portal.web.pictures.errors import unknown_part
from portal.web.pictures.figure import SIGNS, Figure, Words, box, carrier, sentence, title, words
from portal.web.pictures.letters import wrapped
from portal.web.pictures.shapes import Arrow, Band, Box, Note, Picture
from portal.web.pins import edition

_FIGURE = "aikumetod-figure-"
PARTS = {
    "contexts": "Context", "actors": "Actor", "interventions": "Intervention", "mechanisms": "Mechanism", "outcomes": "Outcome",
}  # fmt: skip
_JOINS = ("+", "+", "→", "→", "")  # between the parts of figure 4, as the publication says it of them
_PAD, _GAP, _STEP, _HEAD, _TOP = 12.0, 8.0, 26.0, 30.0, 34.0
_ACROSS, _SMALL = 200.0, 13.0
_WIDE, _NARROW = 340.0, 288.0


@dataclass(frozen=True)
class Panel:
    """Things that stand together under a heading, in the order of the publication, and the arrows between them."""

    heading: str
    things: tuple[Named, ...]
    steps: tuple[Step, ...] = ()

    def rows(self) -> list[list[Named]]:
        """Return the things from above to below; those that one thing leads to stand side by side."""
        causes = {local_name(step.effect): step.cause for step in self.steps}
        found: list[list[Named]] = []
        for thing in self.things:
            cause = causes.get(thing.slug)
            if found and cause and causes.get(found[-1][0].slug) == cause:
                found[-1].append(thing)
            else:
                found.append([thing])
        return found


def figure_3(language: Language, parameters: Mapping[str, str]) -> Figure:  # noqa: ARG001 - every maker is given parameters
    """Return figure 3, the vicious circle: its barriers at three levels, and the arrows that its words state."""
    network = house().analysis.causal
    panels = []
    for level in LEVELS:
        entries = _entries(f"{_FIGURE}3-{_short(level)}", "Barrier")
        order = [entry.iri for entry in entries]
        found = [step for step in network.steps if step.kind is Kind.LINK and _is_of(step, order)]
        steps = tuple(sorted(found, key=lambda step: [order.index(each) for each in step.arrow]))
        panels.append(Panel(_level(level, language), tuple(named(each, language) for each in entries), steps))
    steps = tuple(step for panel in panels for step in panel.steps)
    implied = sum(map(house().implied, steps))
    return Figure(
        gettext("Figure 3 redrawn: the vicious circle"),
        gettext(
            "The barriers to effective adult social work at three levels. "
            "The publication says that they form a circle that feeds itself."
        ),
        _columns(panels, language),
        _stacked(panels, language),
        (gettext("Level"), gettext("Barrier")),
        tuple((Words(panel.heading, language), words(thing)) for panel in panels for thing in panel.things),
        (*(_listed(panel, language) for panel in panels), *(sentence(step, language, network) for step in steps)),
        (
            gettext(
                "The arrows of the figure are missing from the text version that we used, so none is drawn between the levels."
            ),
            gettext(
                "Of the %(count)s arrows in client work, %(implied)s are read from the order of its sentences.",
                count=len(steps), implied=implied,
            ),
        ),
        origin=gettext("Redrawn by Kierre after figure 3 of the AIKUMETOD policy recommendations, in our own words. CC BY 4.0. "
                       "Data version %(version)s.", version=edition() or house().data.version),
    )  # fmt: skip


def figure_4(language: Language, parameters: Mapping[str, str]) -> Figure:
    """Return figure 4, the ideal model: its five parts at three levels; or one of these parts. Raises PictureError for another."""
    part = parameters.get("part", "")
    if part and part not in PARTS:
        raise unknown_part(part, ", ".join(PARTS))
    grid = {name: _parted(name, language) for name in PARTS if part in {"", name}}
    heading = {name: _part(name, language) for name in grid}
    flat = [Panel(f"{heading[key]}, {each.heading}", each.things) for key, panels in grid.items() for each in panels]
    rows = [
        (Words(heading[name], language), Words(panel.heading, language), words(thing))
        for name, panels in grid.items()
        for panel in panels
        for thing in panel.things
    ]
    wide = _columns(grid[part], language) if part else _whole(grid, heading, language)
    name = gettext("Figure 4 redrawn: the ideal model, or virtuous circle")
    return Figure(
        f"{name}: {heading[part]}" if part else name,
        _shows(part),
        wide,
        _stacked(flat, language),
        (gettext("Part"), gettext("Level"), gettext("Thing")),
        tuple(rows),
        tuple(_listed(panel, language) for panel in flat),
        (gettext("The arrows of its opening circle are missing from the text version that we used, so none is drawn."),),
        origin=gettext("Redrawn by Kierre after figure 4 of the AIKUMETOD policy recommendations, in our own words. CC BY 4.0. "
                       "Data version %(version)s.", version=edition() or house().data.version),
    )  # fmt: skip


def _shows(part: str) -> str:
    if part:
        return str(gettext("One of the five parts of the ideal model, at three levels."))
    return str(
        gettext(
            "Context, actors and interventions work together. From that come five mechanisms, "
            "which run through all levels and make the outcomes possible."
        )
    )


def _short(level: str) -> str:
    return local_name(level).removeprefix("level-")


def _level(level: str, language: Language) -> str:
    return capital(house().catalogue[level].label(language)[0])


def _part(name: str, language: Language) -> str:
    return capital(house().catalogue[KIERRE + PARTS[name]].label(language)[0])


def _entries(part: str, class_: str) -> list[Entry]:
    """Return the things of a class that stand in a part of a figure, in the order of the publication."""
    prefix = f"aikumetod-k{part.removeprefix(_FIGURE)[0]}-"
    found = [entry for entry in house().catalogue.of_class(KIERRE + class_) if ID + part in entry.wholes]
    return sorted(found, key=lambda entry: _place(entry, prefix))


def _place(entry: Entry, prefix: str) -> str:
    """Return the identifier of the statement in the figure that a thing comes from."""
    if entry.first.startswith(prefix):
        return entry.first
    stated = (each.identifier for each in queries.statements_of(house().data.store, entry.iri))
    return min((each for each in stated if each.startswith(prefix)), default=entry.first)


def _is_of(step: Step, things: Sequence[str]) -> bool:
    """Return whether an arrow joins two of the things, and figure 3 itself states it."""
    if not set(things).issuperset(step.arrow):
        return False
    statements = [each.identifier for iri in step.carriers for each in queries.statements_of(house().data.store, iri)]
    return any(each.startswith("aikumetod-k3-link") for each in statements)


def _parted(name: str, language: Language) -> list[Panel]:
    """Return a part of figure 4 by level; mechanisms run through all three."""
    entries = _entries(f"{_FIGURE}4-{name}", PARTS[name])
    if name == "mechanisms":
        return [Panel(gettext("All levels"), tuple(named(each, language) for each in entries))]
    return [
        Panel(_level(level, language), tuple(named(each, language) for each in entries if level in each.levels)) for level in LEVELS
    ]


def _listed(panel: Panel, language: Language) -> Words:
    """Return a panel as a sentence."""
    return Words(f"{panel.heading}: {'; '.join(thing.name.text for thing in panel.things)}.", language)


def _columns(panels: Sequence[Panel], language: Language) -> Picture:
    """Return panels side by side."""
    parts = [_drawn(panel, number * (_WIDE + 20), 0, _WIDE, 15, language) for number, panel in enumerate(panels)]
    return _joined(parts, len(panels) * (_WIDE + 20) - 20, even=True)


def _stacked(panels: Sequence[Panel], language: Language) -> Picture:
    """Return panels one under another."""
    parts: list[Picture] = []
    y = 0.0
    for panel in panels:
        parts.append(_drawn(panel, 0, y, _NARROW, 14, language))
        y = parts[-1].height + 16
    return _joined(parts, _NARROW)


def _drawn(panel: Panel, x: float, y: float, width: float, size: float, language: Language) -> Picture:  # noqa: PLR0913
    """Return a panel on its ground."""
    heading = Note(x + _PAD, y + 22, wrapped(panel.heading, width - 2 * _PAD, size), size, "heading", bold=True)
    boxes: dict[str, Box] = {}
    top = heading.ys[-1] + 12
    for row in panel.rows():
        across = (width - 2 * _PAD - _GAP * (len(row) - 1)) / len(row)
        placed = [box(thing, x + _PAD + place * (across + _GAP), top, across, 34, size) for place, thing in enumerate(row)]
        boxes |= {each.slug: each for each in placed}
        top = max(each.bottom for each in placed) + (_STEP if panel.steps else _GAP)
    bottom = max((each.bottom for each in boxes.values()), default=top) + _PAD
    arrows = tuple(_arrow(step, boxes, language) for step in panel.steps)
    return Picture(x + width, bottom, tuple(boxes.values()), arrows, (Band(x, y, width, bottom - y),), (heading,))


def _arrow(step: Step, boxes: Mapping[str, Box], language: Language) -> Arrow:
    cause, effect = (boxes[local_name(each)] for each in step.arrow)
    x = effect.middle[0]
    said = title(step, language, house().analysis.causal)
    points = ((x, cause.bottom), (x, effect.y))
    return Arrow(cause.slug, effect.slug, points, SIGNS.get(step.sign, "±"), step.inferred, carrier(step, language), said)


def _joined(parts: Sequence[Picture], width: float, *, even: bool = False) -> Picture:
    """Return several pictures as one; with their grounds equally high, where they stand side by side."""
    height = max(part.height for part in parts)
    bands = [Band(band.x, band.y, band.width, height - band.y if even else band.height) for part in parts for band in part.bands]
    return Picture(
        width,
        height,
        tuple(each for part in parts for each in part.boxes),
        tuple(each for part in parts for each in part.arrows),
        tuple(bands),
        tuple(each for part in parts for each in part.notes),
    )


def _whole(grid: Mapping[str, Sequence[Panel]], heading: Mapping[str, str], language: Language) -> Picture:
    """Return the whole model: a column for each part, a ground for each level, the mechanisms on one beside all levels."""
    lefts = dict(zip(grid, (12.0, 224.0, 436.0, 676.0, 916.0), strict=True))
    grounds = ((0.0, 648.0), (904.0, 224.0))  # of a level: left and right of the mechanisms
    joins = zip(grid, _JOINS, strict=True)
    notes = [Note(lefts[name], 20, (f"{heading[name]} {join}".strip(),), 15, "heading", bold=True) for name, join in joins]
    boxes: list[Box] = []
    bands: list[Band] = []
    y = _TOP
    for number, level in enumerate(LEVELS):
        notes += [Note(left + _PAD, y + 20, (_level(level, language),), _SMALL, "note", bold=True) for left, _ in grounds]
        columns = [_pile(panels[number].things, lefts[name], y + _HEAD) for name, panels in grid.items() if name != "mechanisms"]
        boxes += [each for column in columns for each in column]
        bottom = max((column[-1].bottom for column in columns if column), default=y + _HEAD) + _PAD
        bands += [Band(left, y, width, bottom - y) for left, width in grounds]
        y = bottom + 12
    (through,) = grid["mechanisms"]
    notes.append(Note(lefts["mechanisms"], _TOP + 20, (through.heading,), _SMALL, "note", bold=True))
    boxes += _through(through.things, lefts["mechanisms"], (_TOP + _HEAD, y - 24))
    bands.append(Band(664, _TOP, 224, y - 12 - _TOP))
    return Picture(1128, y - 12, tuple(boxes), bands=tuple(bands), notes=tuple(notes))


def _pile(things: Sequence[Named], x: float, y: float) -> list[Box]:
    found: list[Box] = []
    for thing in things:
        found.append(box(thing, x, found[-1].bottom + _GAP if found else y, _ACROSS, 32, _SMALL))
    return found


def _through(things: Sequence[Named], x: float, ends: tuple[float, float]) -> list[Box]:
    """Return things evenly from the top to the bottom of all levels."""
    room = (ends[1] - ends[0] + _GAP) / max(len(things), 1)
    return [box(thing, x, ends[0] + number * room, _ACROSS, room - _GAP, 15, bold=True) for number, thing in enumerate(things)]
