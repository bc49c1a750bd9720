"""A chain from a lever to an obstacle, and one loop: things in a row of steps, each arrow with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext

from portal.analysis.loops import Feedback
from portal.analysis.network import Kind, Step
from portal.analysis.view import CONDITIONS, LEVERS
from portal.languages import Language, capital
from portal.namespaces import ID
from portal.web.house import house
from portal.web.pages import Named
from portal.web.pictures.errors import no_chain, unknown_loop, unknown_thing
from portal.web.pictures.figure import (
    SIGNS,
    Figure,
    arrow_head,
    arrow_row,
    box,
    carrier,
    sentence,
    tall,
    thing_of,
    title,
)
from portal.web.pictures.letters import wrapped
from portal.web.pictures.shapes import LINE, Arrow, Box, Note, Picture, Point

_GAP, _ACROSS, _COLUMN = 46.0, 46.0, 168.0
_MOST_COLUMNS = 5


def chain(language: Language, parameters: Mapping[str, str]) -> Figure:
    """Return the chain from a lever to an obstacle as a picture; raises PictureError when there is none."""
    obstacle, lever = ID + parameters["obstacle"], ID + parameters["lever"]
    for iri, slug in ((obstacle, parameters["obstacle"]), (lever, parameters["lever"])):
        if iri not in house().catalogue:
            raise unknown_thing(slug)
    analysis = house().analysis
    wanted = analysis.network.thing(lever)
    found = next((each for each in analysis.chains(obstacle, (*LEVERS, *CONDITIONS)) if each.lever == wanted), None)
    if found is None:
        raise no_chain()
    names = [capital(thing_of(each, language, analysis.network).name.text) for each in (found.lever, found.steps[-1].effect)]
    return _figure(
        gettext("From lever to obstacle: %(lever)s → %(obstacle)s", lever=names[0], obstacle=names[1]),
        gettext("Read from the top: each arrow says what it does and what that rests on."),
        found.steps,
        language,
        (_column(found.steps, language, 460), _column(found.steps, language, 288)),
    )


def loop(language: Language, parameters: Mapping[str, str]) -> Figure:
    """Return one feedback loop, asked for by its identifier or its given name, as a picture; raises PictureError for no loop."""
    analysis = house().analysis
    found = analysis.loop(parameters["loop"])
    if found is None:
        raise unknown_loop(parameters["loop"])
    names = [thing_of(each, language, house().analysis.causal).name.text for each in found.things]
    course = " → ".join([*names[:3], "…"] if len(names) > 3 else [*names, names[0]])
    does = {
        Feedback.REINFORCING: gettext("It feeds itself: a change comes back larger."),
        Feedback.BALANCING: gettext("It holds itself back: a change comes back reversed."),
        Feedback.UNCLEAR: gettext("It cannot be said which way it drives: a link on it has no one direction."),
    }[found.feedback]
    narrow = _column(found.steps, language, 300, returns=True)
    ring = 2 < len(found.steps) <= 2 * _MOST_COLUMNS
    wide = _ring(found.steps, language) if ring else _column(found.steps, language, 460, returns=True)
    given = analysis.loop_names.get(found.identifier)
    name = gettext("Loop of %(count)s: %(course)s", count=len(names), course=course)
    if given:
        name = capital(house().catalogue[given].label(language)[0])
    return _figure(name, does, found.steps, language, (wide, narrow))


def _figure(name: str, description: str, steps: Sequence[Step], language: Language, shapes: tuple[Picture, Picture]) -> Figure:
    network = house().analysis.network
    rows = tuple(arrow_row(step, language, network) for step in steps)
    sentences = tuple(sentence(step, language, network) for step in steps)
    key = gettext("Solid line: stated in the source. Dashed: our hypothesis.")
    return Figure(name, description, *shapes, arrow_head(), rows, sentences, (key,))


def _things(steps: Sequence[Step], language: Language, *, returns: bool) -> list[Named]:
    ends = [step.cause for step in steps] + ([] if returns else [steps[-1].effect])
    return [thing_of(each, language, house().analysis.network) for each in ends]


def _does(step: Step) -> str:
    """Return in a word what an arrow does."""
    words: dict[Kind, str] = {
        Kind.COUNTER: gettext("counters"),
        Kind.CONFIGURATION: gettext("in one configuration"),
        Kind.PART: gettext("part of the same"),
        Kind.METHOD: gettext("applied by"),
    }
    return words.get(step.kind) or str(gettext("leads to"))


def _arrow(step: Step, start: Box, end: Box, points: tuple[Point, ...], language: Language) -> Arrow:
    look = "counter" if step.kind is Kind.COUNTER else "link"
    sign = SIGNS.get(step.sign, "±") if step.kind in {Kind.LINK, Kind.COUNTER} else ""
    said = title(step, language, house().analysis.network)
    return Arrow(start.slug, end.slug, points, sign, step.inferred, carrier(step, language), said, look=look)


def _column(steps: Sequence[Step], language: Language, across: float, *, returns: bool = False) -> Picture:
    """Return the things one under another, with words beside each arrow; a loop comes back along the right side."""
    size = 15.0 if across > 400 else 14.0
    room = across - 2 - (34 if returns else 0)
    boxes: list[Box] = []
    y = 1.0
    for thing in _things(steps, language, returns=returns):
        boxes.append(box(thing, 1, y, room, 40, size))
        y = boxes[-1].bottom + _GAP
    arrows, notes = [], []
    for step, start, end in zip(steps, boxes, boxes[1:], strict=False):
        x = start.x + 46
        arrows.append(_arrow(step, start, end, ((x, start.bottom), (x, end.y)), language))
        basis = gettext("hypothesis") if step.inferred else gettext("stated in the source")
        words = wrapped(f"{_does(step)} · {basis}", room - 70, 13)
        down = start.bottom + _GAP / 2 + 13 * 0.35 - (len(words) - 1) * 13 * LINE / 2
        notes.append(Note(x + 18, down, words, 13))
    if returns:
        last, first = boxes[-1], boxes[0]
        lane = across - 14
        ends = (last.port("right", 0.7), first.port("right", 0.3))
        arrows.append(_arrow(steps[-1], last, first, (ends[0], (lane, ends[0][1]), (lane, ends[1][1]), ends[1]), language))
    return Picture(across, boxes[-1].bottom + 2, tuple(boxes), tuple(arrows), notes=tuple(notes))


def _ring(steps: Sequence[Step], language: Language) -> Picture:
    """Return the things as a track: along the top to the right, and back along the bottom."""
    things = _things(steps, language, returns=True)
    columns = (len(things) + 1) // 2
    size = 15.0
    heights = [tall(len(wrapped(capital(each.name.text), _COLUMN - 14, size)), size) for each in things]
    high = float(max(heights))
    spots = [(number, 0) for number in range(columns)] + [(columns - 1 - number, 1) for number in range(len(things) - columns)]
    boxes = [
        box(thing, 2 + column * (_COLUMN + _ACROSS), 2 + row * (high + _GAP), _COLUMN, high, size)
        for thing, (column, row) in zip(things, spots, strict=True)
    ]
    arrows = []
    for number, step in enumerate(steps):
        start, end = boxes[number], boxes[(number + 1) % len(boxes)]
        arrows.append(_arrow(step, start, end, _course(start, end), language))
    return Picture(4 + columns * _COLUMN + (columns - 1) * _ACROSS, 4 + 2 * high + _GAP, tuple(boxes), tuple(arrows))


def _course(start: Box, end: Box) -> tuple[Point, ...]:
    """Return the corners of an arrow between neighbours on the track."""
    if start.y == end.y:
        return (start.port("right"), end.port("left")) if start.x < end.x else (start.port("left"), end.port("right"))
    if start.x == end.x:
        return (start.port("bottom"), end.port("top")) if start.y < end.y else (start.port("top"), end.port("bottom"))
    left, bottom = start.port("left"), end.port("bottom")
    return (left, (bottom[0], left[1]), bottom)
