"""Every picture by geometry: in three languages, both views and both shapes nothing overflows, overlaps or runs through."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

import flask
import pytest

from portal.languages import LANGUAGES, Language
from portal.web.pictures.letters import width
from portal.web.pictures.registry import PICTURES, figure
from portal.web.pictures.shapes import Arrow, Box, Note, Picture

CASES: dict[str, dict[str, str]] = {
    "vicious-loops": {},
    "vicious-loops of one loop": {"loop": "loop-9fa08b65"},
    "two-circles": {},
    "two-circles of no level": {"level": "none"},
    "two-circles of one thing": {"thing": "beating-hurry"},
    "mechanisms-by-level": {},
    "figure-3": {},
    "figure-4": {},
    "figure-4 of one part": {"part": "interventions"},
    "figure-4 of mechanisms": {"part": "mechanisms"},
    "loop": {"loop": "loop-82be8de9"},
    "loop of nine": {"loop": "loop-0bdc5bcd"},
    "loop of one": {"loop": "loop-dceacffc"},
    "chain": {"obstacle": "queues-grow", "lever": "substance-abuse-interventions"},
    "chain of the source": {"obstacle": "workers-exhausted", "lever": "beating-hurry"},
    "configuration": {"thing": "configuration-research-in-everyday-use-meso"},
}
ONLY_WITH_HYPOTHESES = {"vicious-loops of one loop", "loop", "loop of nine", "chain", "configuration"}
SHOWN = [
    (case, language, view)
    for case in CASES
    for language in LANGUAGES
    for view in ("", "source")
    if not (view and case in ONLY_WITH_HYPOTHESES)
]
ALMOST = 0.5


@pytest.fixture(params=SHOWN, ids="-".join)
def drawn(app: flask.Flask, request: pytest.FixtureRequest) -> Iterator[list[Picture]]:
    """Both shapes of a picture."""
    case, language, view = request.param
    with app.test_request_context(f"/{language}/?view={view}" if view else f"/{language}/"):
        made = figure(case.split()[0], language, CASES[case])
        yield [made.wide, made.narrow]


def _inside(box: Box, picture: Picture) -> bool:
    return box.x >= -ALMOST and box.y >= -ALMOST and box.right <= picture.width + ALMOST and box.bottom <= picture.height + ALMOST


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.right - ALMOST
        and other.x < one.right - ALMOST
        and one.y < other.bottom - ALMOST
        and other.y < one.bottom - ALMOST
    )


def _runs_through(arrow: Arrow, box: Box) -> bool:
    """Whether a piece of an arrow lies inside a box: looked at every pixel of its course."""
    for (x0, y0), (x1, y1) in pairwise(arrow.course):
        pieces = int(max(abs(x1 - x0), abs(y1 - y0))) + 1
        for number in range(pieces + 1):
            x, y = x0 + (x1 - x0) * number / pieces, y0 + (y1 - y0) * number / pieces
            if box.x + 1 < x < box.right - 1 and box.y + 1 < y < box.bottom - 1:
                return True
    return False


def test_every_picture_has_a_case() -> None:
    """A new picture is looked at too."""
    assert {case.split()[0] for case in CASES} == set(PICTURES)


def test_no_name_is_wider_than_its_box(drawn: list[Picture]) -> None:
    """By the widths of letters that we count with."""
    assert not [
        line
        for picture in drawn
        for box in picture.boxes
        for line in box.lines
        if width(line, box.size) > box.width - 10 and box.lines
    ]


def test_no_name_is_higher_than_its_box(drawn: list[Picture]) -> None:
    """The first line begins below the border, and the last ends above it."""
    boxes = [box for picture in drawn for box in picture.boxes]
    assert all(box.baselines[0] - box.size * 0.8 > box.y and box.baselines[-1] + box.size * 0.25 < box.bottom for box in boxes)


def test_every_box_is_inside_the_picture(drawn: list[Picture]) -> None:
    """Nothing is cut off."""
    assert all(_inside(box, picture) for picture in drawn for box in picture.boxes)


def test_no_two_boxes_overlap(drawn: list[Picture]) -> None:
    """Each thing has a place of its own."""
    assert not [
        (one.slug, other.slug) for picture in drawn for one, other in combinations(picture.boxes, 2) if _overlap(one, other)
    ]


def test_no_arrow_runs_through_a_box(drawn: list[Picture]) -> None:
    """Neither a foreign one nor its own."""
    assert not [
        (arrow.cause, arrow.effect, box.slug)
        for picture in drawn
        for arrow in picture.arrows
        for box in picture.boxes
        if _runs_through(arrow, box)
    ]


def test_every_arrow_belongs_to_a_box(drawn: list[Picture]) -> None:
    """So that each is drawn after the box where it begins, in reading order."""
    for picture in drawn:
        slugs = {box.slug for box in picture.boxes}
        assert {arrow.cause for arrow in picture.arrows} <= slugs


def test_every_arrow_stays_inside_the_picture(drawn: list[Picture]) -> None:
    """Lanes at the edge too."""
    assert all(
        0 <= x <= picture.width and 0 <= y <= picture.height
        for picture in drawn
        for arrow in picture.arrows
        for x, y in arrow.course
    )


def _ground(note: Note) -> Box:
    """The room that words beside the boxes take."""
    wide = max(width(line, note.size) for line in note.lines)
    left = note.x - wide / 2 if note.anchor == "middle" else note.x
    return Box("", left, note.y - note.size, wide, note.size * (0.3 + 1.25 * len(note.lines)), (), note.size, "")


def test_no_words_lie_on_a_box_or_an_arrow(drawn: list[Picture]) -> None:
    """Headings and what is written beside arrows have room of their own."""
    assert not [
        note.lines
        for picture in drawn
        for note in picture.notes
        if any(_overlap(_ground(note), box) for box in picture.boxes)
        or any(_runs_through(arrow, _ground(note)) for arrow in picture.arrows)
    ]


def test_all_words_are_inside_the_picture(drawn: list[Picture]) -> None:
    """None is cut off at the edge."""
    assert all(_inside(_ground(note), picture) for picture in drawn for note in picture.notes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_arrows_of_the_vicious_circle_cross(app: flask.Flask, language: Language) -> None:
    """The layout by hand has no crossing: no two courses share a point, except at the box where both begin or end."""
    with app.test_request_context(f"/{language}/"):
        made = figure("vicious-loops", language, {})
    crossed = [
        (one.cause, one.effect, other.cause, other.effect)
        for picture in (made.wide, made.narrow)
        for one, other in combinations(picture.arrows, 2)
        if any(_cross(a, b) for a in pairwise(one.points) for b in pairwise(other.points))
    ]
    assert not crossed


Piece = tuple[tuple[float, float], tuple[float, float]]


def _cross(one: Piece, other: Piece) -> bool:
    """Whether a level and an upright piece cross."""
    for level, upright in ((one, other), (other, one)):
        (x0, y0), (x1, y1) = level
        (u0, v0), (u1, v1) = upright
        if y0 == y1 and u0 == u1 and min(x0, x1) < u0 < max(x0, x1) and min(v0, v1) < y0 < max(v0, v1):
            return True
    return False
