"""The two circles side by side: barriers on the left, what counters them on the right, with the same levels as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext

from portal.analysis.network import Kind, Step
from portal.languages import Language, capital, sort_key
from portal.namespaces import ID, KIERRE, LEVELS
from portal.web.house import house
from portal.web.pages import Named, named
from portal.web.pictures.crossings import untangled
from portal.web.pictures.errors import unknown_level, unknown_thing
from portal.web.pictures.figure import Figure, Words, arrow_head, arrow_row, box, carrier, thing_of, title
from portal.web.pictures.shapes import Arrow, Band, Box, Note, Picture

NONE = "none"
ROWS = ("macro", "meso", "micro", NONE)
_WIDE, _CORRIDOR, _EDGE, _GAP = 340.0, 340.0, 16.0, 7.0


@dataclass(frozen=True)
class Circles:
    """What the picture shows: the counters, the things at their ends, and the row of each.

    one: the only row, where one is asked for: then their counters stand beside them whatever their own level.
    """

    steps: tuple[Step, ...]
    names: dict[str, Named]
    rows: dict[str, str]
    one: str = ""

    def barriers(self, row: str) -> list[str]:
        """Return the barriers of a row, by name."""
        return self._of({step.effect for step in self.steps}, row)

    def counters(self, row: str) -> list[str]:
        """Return the virtuous things of a row, by name; those of all three levels stand in the last."""
        return self._of({step.cause for step in self.steps}, row)

    def _of(self, things: set[str], row: str) -> list[str]:
        return sorted((each for each in things if self.rows[each] == row), key=lambda each: sort_key(self.names[each].name.text))


def two_circles(language: Language, parameters: Mapping[str, str]) -> Figure:
    """Return the two circles side by side; only one thing with what it touches, or one level of barriers, when asked for.

    Raises PictureError for a level that there is not, and a thing that is in neither circle.
    """
    level, focus = parameters.get("level", ""), parameters.get("thing", "")
    if level and level not in ROWS:
        raise unknown_level(level)
    everything, countered = _gather(language)
    shown = _only(everything, level) if level else everything if focus else _calm(everything)
    if focus:
        lit = _touched(everything, focus)
        shown = replace(shown, steps=tuple(step for step in shown.steps if lit.issuperset(step.arrow)))
    network = house().analysis.causal
    return Figure(
        gettext("The two circles side by side"),
        gettext("Barriers of the vicious circle, and what counters them in the virtuous circle. The rows are levels."),
        _wide(shown, language),
        _narrow(shown, language),
        arrow_head(),
        tuple(arrow_row(step, language, network) for step in shown.steps),
        tuple(_sentence(shown, barrier, language) for row in ROWS for barrier in shown.barriers(row)),
        _remarks(countered - len(shown.steps)),
    )


def _sentence(shown: Circles, barrier: str, language: Language) -> Words:
    """Return a barrier with everything that counters it; what counters it by hypothesis is said to."""
    found = [
        f"{shown.names[step.cause].name.text} ({gettext('hypothesis')})" if step.inferred else shown.names[step.cause].name.text
        for step in shown.steps
        if step.effect == barrier
    ]
    thing = shown.names[barrier]
    said = gettext("%(barrier)s. Countered by: %(names)s.", barrier=capital(thing.name.text), names="; ".join(found))
    return Words(said, language, thing.address)


def _remarks(left_out: int) -> tuple[str, ...]:
    found = [gettext("Solid line: stated in the source. Dashed: our hypothesis.")]
    if left_out:
        found.append(
            gettext(
                "Left out here: %(count)s countering links, most of them of barriers without a level.",
                count=left_out,
            )
        )
    return tuple(found)


def _gather(language: Language) -> tuple[Circles, int]:
    """Return what is shown, and how many counters there are in all."""
    analysis, catalogue = house().analysis, house().catalogue
    network = analysis.causal
    members = house().pairs(KIERRE + "partOfCircle", house().graphs())
    virtuous = {thing for thing, circle in members if circle == ID + "virtuous-circle"}
    found = [step for step in network.steps if step.kind is Kind.COUNTER]
    ours = [step for step in found if step.cause in virtuous and step.effect != ID + "vicious-circle"]
    things = {thing for step in ours for thing in step.arrow}
    return (
        Circles(
            tuple(ours),
            {thing: thing_of(thing, language, network) for thing in things},
            {thing: _row(catalogue[thing].levels) for thing in things},
        ),
        len(found),
    )


def _row(levels: Sequence[str]) -> str:
    """Return the row of a thing: its level, or the last row when it has none or all."""
    return levels[0].removeprefix(ID + "level-") if len(levels) == 1 else NONE


def _only(circles: Circles, row: str) -> Circles:
    kept = tuple(step for step in circles.steps if circles.rows[step.effect] == row)
    return replace(circles, steps=kept, rows={thing: row for step in kept for thing in step.arrow}, one=row)


def _calm(circles: Circles) -> Circles:
    """Return what can be seen at one glance: barriers with a level, and of the others what the source says counters them."""
    kept = [step for step in circles.steps if circles.rows[step.effect] != NONE or not step.inferred]
    return replace(circles, steps=tuple(kept))


def _touched(circles: Circles, slug: str) -> frozenset[str]:
    thing = house().analysis.causal.thing(ID + slug)
    found = frozenset(each for step in circles.steps if thing in step.arrow for each in step.arrow)
    if not found:
        raise unknown_thing(slug)
    return found


def _headings(row: str, language: Language) -> tuple[str, str]:
    if row == NONE:
        return gettext("No level given in the source"), gettext("At all three levels")
    level = capital(named(house().catalogue[LEVELS[ROWS.index(row)]], language).name.text)
    return level, level


def _wide(shown: Circles, language: Language) -> Picture:
    boxes: dict[str, Box] = {}
    bands: list[Band] = []
    right = _EDGE + _WIDE + _CORRIDOR
    notes = [
        Note(_EDGE, 22, (gettext("Vicious circle"),), 17, "heading", bold=True),
        Note(right, 22, (gettext("Virtuous circle"),), 17, "heading", bold=True),
    ]
    left_order, right_order = untangled(
        tuple(tuple(sorted(shown.barriers(row))) for row in ROWS),
        tuple(tuple(sorted(shown.counters(row))) for row in ROWS),
        tuple((step.effect, step.cause) for step in shown.steps),
    )
    y = 38.0
    for row, barriers, counters in zip(ROWS, left_order, right_order, strict=True):
        if not barriers and not counters:
            continue
        for heading, x, things in zip(_headings(row, language), (_EDGE, right), (barriers, counters), strict=True):
            if things and not (shown.one and x == right):
                notes.append(Note(x, y + 20, (heading,), 14, "heading", bold=True))
        columns = [_column(shown, things, x, y + 30) for things, x in ((barriers, _EDGE), (counters, right))]
        bottom = max(column[-1].bottom for column in columns if column)
        for column in columns:
            boxes |= {each.slug: each for each in _spread(column, bottom)}
        bands.append(Band(0, y, right + _WIDE + _EDGE, bottom + 12 - y))
        y = bottom + 24
    arrows = _curves(shown, boxes, language)
    return Picture(right + _WIDE + _EDGE, y - 12, tuple(boxes.values()), tuple(arrows), tuple(bands), tuple(notes))


def _spread(column: Sequence[Box], bottom: float) -> list[Box]:
    """Return boxes evenly over the height of their row."""
    room = (bottom - column[-1].bottom) / len(column) if column else 0
    return [replace(each, y=round(each.y + room * (number + 0.5), 1)) for number, each in enumerate(column)]


def _column(shown: Circles, things: Sequence[str], x: float, y: float, width: float = _WIDE, size: float = 14) -> list[Box]:  # noqa: PLR0913
    found: list[Box] = []
    for thing in things:
        entry = shown.names[thing]
        look = "" if entry.mark in {"barrier", "mechanism"} else "virtuous"
        found.append(box(entry, x, y, width, 30, size, look=look))
        y = found[-1].bottom + _GAP
    return found


def _curves(shown: Circles, boxes: Mapping[str, Box], language: Language) -> list[Arrow]:
    """Return the counters as curves; those that meet at a box are spread along its side in the order of their other ends."""
    ends: dict[str, list[tuple[float, Step]]] = defaultdict(list)
    for step in shown.steps:
        cause, effect = (boxes[each.removeprefix(ID)] for each in step.arrow)
        ends[step.cause].append((effect.middle[1], step))
        ends[step.effect].append((cause.middle[1], step))
    for pairs in ends.values():
        pairs.sort(key=lambda pair: (pair[0], pair[1].arrow))
    found = []
    for step in shown.steps:
        points = []
        for thing, side in ((step.cause, "left"), (step.effect, "right")):
            place = [each for _, each in ends[thing]].index(step)
            points.append(boxes[thing.removeprefix(ID)].port(side, (place + 1) / (len(ends[thing]) + 1)))
        found.append(_arrow(step, tuple(points), language, bent=True))
    return found


def _arrow(step: Step, points: tuple[tuple[float, float], ...], language: Language, *, bent: bool) -> Arrow:
    cause, effect = (each.removeprefix(ID) for each in step.arrow)
    said = title(step, language, house().analysis.causal)
    address = carrier(step, language)
    return Arrow(cause, effect, points, "", step.inferred, address, said, look="counter", bent=bent)


def _narrow(shown: Circles, language: Language) -> Picture:
    """Return each barrier with its counters under it."""
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    notes: list[Note] = []
    y = 0.0
    for row in ROWS:
        barriers = shown.barriers(row)
        if not barriers:
            continue
        notes.append(Note(0, y + 18, (_headings(row, language)[0],), 14, "heading", bold=True))
        y += 28
        for barrier in barriers:
            steps = [step for step in shown.steps if step.effect == barrier]
            top = _column(shown, [barrier], 1, y, 284, 14)[0]
            under = _column(shown, [step.cause for step in steps], 33, top.bottom + 12, 252, 13)
            under = [replace(each, slug=f"{each.slug} {top.slug}") for each in under]
            boxes += [top, *under]
            for step, each in zip(steps, under, strict=True):
                points = (each.port("left"), (15.0, each.middle[1]), (15.0, top.bottom))
                arrows.append(replace(_arrow(step, points, language, bent=False), cause=each.slug))
            y = under[-1].bottom + 16
        y += 6
    return Picture(286, y - 20, tuple(boxes), tuple(arrows), notes=tuple(notes))
