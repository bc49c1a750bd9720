"""A configuration as a picture: context, actor and intervention together fire a mechanism, which makes outcomes possible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext

from portal.analysis.realist import Configuration
from portal.languages import Language, capital
from portal.namespaces import ID, KIERRE
from portal.web.house import house
from portal.web.pages import Named, named
from portal.web.pictures.errors import unknown_thing
from portal.web.pictures.figure import Figure, Words, box, words
from portal.web.pictures.shapes import Arrow, Band, Box, Note, Picture

_PAD, _GAP, _HEADING = 12.0, 8.0, 20.0


def configuration(language: Language, parameters: Mapping[str, str]) -> Figure:
    """Return a configuration as a picture; raises PictureError for what is none, or has too little to draw."""
    slug = parameters["thing"]
    found = next((each for each in house().analysis.configurations if each.iri == ID + slug), None)
    if found is None or not drawable(found):
        raise unknown_thing(slug)
    catalogue = house().catalogue
    parts = _parts(found, language)
    name, level = catalogue[found.iri].label(language)[0], catalogue[found.level].label(language)[0]
    sentences = [_sentence(parts, language)]
    return Figure(
        capital(name),
        gettext(
            "Context, actor and intervention together fire the mechanism. That makes the outcomes possible. Level: %(level)s.",
            level=level,
        ),
        _wide(found, parts, language),
        _narrow(found, parts, language),
        (gettext("Part"), gettext("Things")),
        tuple((Words(heading, language), words(thing)) for heading, things in parts for thing in things),
        tuple(sentences),
        (gettext("The parts are the source’s; that they work together like this is our hypothesis."),) if found.inferred else (),
    )  # fmt: skip


def drawable(found: Configuration) -> bool:
    """Return whether a configuration has something at each of its three places: before the mechanism, the mechanism, outcomes."""
    return bool((found.contexts or found.actors or found.interventions) and found.mechanisms and found.outcomes)


Parts = list[tuple[str, list[Named]]]


def _parts(found: Configuration, language: Language) -> Parts:
    catalogue = house().catalogue
    pieces = {
        "Context": found.contexts, "Actor": found.actors, "Intervention": found.interventions,
        "Mechanism": found.mechanisms, "Outcome": found.outcomes,
    }  # fmt: skip
    return [
        (capital(catalogue[KIERRE + part].label(language)[0]), [named(catalogue[iri], language) for iri in iris])
        for part, iris in pieces.items()
    ]


def _sentence(parts: Parts, language: Language) -> Words:
    """Return the configuration in one sentence."""
    names = [" + ".join(capital(each.name.text) for each in things) for _, things in parts]
    before = " + ".join(names[:3])
    return Words(f"{before} → {names[3]} → {names[4]}.", language)


def _stack(parts: Sequence[tuple[str, list[Named]]], x: float, y: float, width: float, size: float) -> tuple[list[Box], list[Note]]:
    """Return things one under another, each group under its heading."""
    boxes: list[Box] = []
    notes: list[Note] = []
    for number, (heading, things) in enumerate(parts):
        sign = "+ " if number else ""
        notes.append(Note(x, y + 13, (sign + heading,), 13, "heading", bold=True))
        y += _HEADING
        for thing in things:
            boxes.append(box(thing, x, y, width, 36, size))
            y = boxes[-1].bottom + _GAP
        y += 6
    return boxes, notes


def _around(boxes: Sequence[Box]) -> Band:
    top = boxes[0].y - _HEADING - _PAD + 4
    return Band(boxes[0].x - _PAD, top, boxes[0].width + 2 * _PAD, boxes[-1].bottom + _PAD - top)


def _arrow(
    found: Configuration, ends: tuple[Box, Box], points: tuple[tuple[float, float], tuple[float, float]], language: Language
) -> Arrow:
    thing = named(house().catalogue[found.iri], language)
    return Arrow(ends[0].slug, ends[1].slug, points, "", found.inferred, thing.address, capital(thing.name.text))


def _wide(found: Configuration, parts: Parts, language: Language) -> Picture:
    columns = [
        _stack(group, x, 30, width, 15)[0:2]
        for group, x, width in ((parts[:3], 14, 330), (parts[3:4], 424, 230), (parts[4:], 746, 270))
    ]
    height = max(boxes[-1].bottom for boxes, _ in columns) + 14
    middle = height / 2
    placed = []
    for boxes, notes in columns:
        down = middle - (boxes[0].y - _HEADING + boxes[-1].bottom) / 2
        moved = Picture(0, 0, tuple(boxes), notes=tuple(notes)).moved(down)
        placed.append((moved.boxes, moved.notes))
    bands = [_around(boxes) for boxes, _ in placed]
    arrows = [
        _arrow(
            found,
            (placed[number][0][-1], placed[number + 1][0][0]),
            ((bands[number].x + bands[number].width, middle), (bands[number + 1].x, middle)),
            language,
        )
        for number in (0, 1)
    ]
    return Picture(
        1030,
        height,
        tuple(b for boxes, _ in placed for b in boxes),
        tuple(arrows),
        tuple(bands),
        tuple(n for _, notes in placed for n in notes),
    )


def _narrow(found: Configuration, parts: Parts, language: Language) -> Picture:
    y, boxes, notes, bands, ends = 26.0, [], [], [], []
    for group in (parts[:3], parts[3:4], parts[4:]):
        new, said = _stack(group, 14, y, 260, 14)
        boxes += new
        notes += said
        bands.append(_around(new))
        ends.append((new[0], new[-1]))
        y = bands[-1].y + bands[-1].height + 34 + _HEADING + _PAD - 4 - _HEADING
    arrows = [
        _arrow(
            found,
            (ends[number][1], ends[number + 1][0]),
            ((144, bands[number].y + bands[number].height), (144, bands[number + 1].y)),
            language,
        )
        for number in (0, 1)
    ]
    return Picture(288, bands[-1].y + bands[-1].height + 2, tuple(boxes), tuple(arrows), tuple(bands), tuple(notes))
