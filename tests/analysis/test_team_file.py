"""The team check as a file, and two of them side by side."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import rdflib

from portal.analysis.team import Answers, Filler, Presence, questions, understand
from portal.analysis.team_change import difference
from portal.analysis.team_file import LARGEST, LONGEST, Check, Problem, Unreadable, read, write
from portal.analysis.team_result import State
from portal.analysis.view import Analysis
from portal.graph.load import Data
from portal.namespaces import ID, KIERRE

GROUPS, AVERAGE = ID + "group-and-community-work", ID + "in-depth-clients-on-average"
ANSWERS = Answers(Filler.COUNTY, {GROUPS: Presence.NO}, frozenset({ID + "queues-grow"}), {AVERAGE: Decimal("42.5")})
TEXT = write(ANSWERS, date(2026, 11, 21), "abc")


def spoilt(**changes: Any) -> bytes:
    """A good file with other values; None takes a field away."""
    document = {**json.loads(TEXT), **changes}
    return json.dumps({name: value for name, value in document.items() if value is not None}).encode()


def test_what_is_written_is_read_again(real: Data) -> None:
    """Nothing is lost on the way."""
    check = read(TEXT.encode())
    assert isinstance(check, Check)
    assert understand(check.given, questions(Analysis(real.store))) == (ANSWERS, ())
    assert (check.created, check.version) == (date(2026, 11, 21), "abc")


def test_the_file_is_linked_data(read_graph: Callable[[bytes, str], rdflib.Graph]) -> None:
    """Answers by IRI, numbers as decimals, in our vocabulary."""
    graph = read_graph(TEXT.encode(), "application/ld+json")
    assert (None, rdflib.URIRef(KIERRE + "presence"), rdflib.URIRef(KIERRE + "NotInPlace")) in graph
    assert (None, rdflib.URIRef(KIERRE + "feltBarrier"), rdflib.URIRef(ID + "queues-grow")) in graph
    assert (None, rdflib.URIRef(KIERRE + "number"), rdflib.Literal(Decimal("42.5"))) in graph


def test_every_word_of_the_context_is_in_the_vocabulary(real: Data) -> None:
    """No term is made up for the file."""
    names = [word if isinstance(word, str) else str(word["@id"]) for word in json.loads(TEXT)["@context"].values()]
    ours = {KIERRE + name.removeprefix("kierre:") for name in names if name.startswith("kierre:")}
    assert len(ours) > 15
    assert all(real.store.ask(f"ASK {{ <{term}> rdfs:label ?label }}") for term in ours)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b" " * (LARGEST + 1), Unreadable.TOO_LARGE),
        (b"", Unreadable.NOT_JSON),
        (b"\xff\xfe", Unreadable.NOT_JSON),
        (b"[" * 50_000, Unreadable.NOT_JSON),
        (b'{"\\ud800": 1}', Unreadable.NOT_JSON),
        (b"[]", Unreadable.NO_CHECK),
        (spoilt(type="Barrier"), Unreadable.NO_CHECK),
        (spoilt(**{"@context": "https://example.org/context.jsonld"}), Unreadable.OTHER_CONTEXT),
        (spoilt(**{"@context": {"answers": "https://example.org/"}}), Unreadable.OTHER_CONTEXT),
        (spoilt(**{"@context": None}), Unreadable.MISSING_FIELD),
        (spoilt(name="Team North"), Unreadable.UNKNOWN_FIELD),
        (spoilt(answers=[{"@context": "https://example.org/", "about": "id:x", "presence": "yes"}]), Unreadable.UNKNOWN_FIELD),
        (spoilt(answers=[{"about": "id:x"}]), Unreadable.MISSING_FIELD),
        (spoilt(answers="all good"), Unreadable.WRONG_TYPE),
        (spoilt(answers=["all good"]), Unreadable.WRONG_TYPE),
        (spoilt(obstacles=[3]), Unreadable.WRONG_TYPE),
        (spoilt(numbers=[{"about": "id:x", "number": True}]), Unreadable.WRONG_TYPE),
        (spoilt(numbers=[{"about": "id:x", "number": [1]}]), Unreadable.WRONG_TYPE),
        (TEXT.replace('"type": "TeamCheck"', '"type": "TeamCheck", "type": "TeamCheck"').encode(), Unreadable.TWICE),
        (TEXT.replace('"presence": "no"', '"presence": "no", "presence": "yes"').encode(), Unreadable.TWICE),
        (spoilt(answers=[{"type": "Barrier", "about": "id:x", "presence": "yes"}]), Unreadable.WRONG_TYPE),
        (spoilt(answers=[{"about": "//[x", "presence": "yes"}]), Unreadable.NO_NAME),
        (spoilt(obstacles=["http://["]), Unreadable.NO_NAME),
        (spoilt(obstacles=["id:x"] * (LONGEST + 1)), Unreadable.TOO_LONG),
        (spoilt(created="yesterday"), Unreadable.WRONG_TYPE),
        (spoilt(dataVersion=3), Unreadable.WRONG_TYPE),
    ],
)
def test_what_is_no_team_check_is_not_read(data: bytes, why: Unreadable) -> None:
    """And it is said why."""
    found = read(data)
    assert isinstance(found, tuple)
    assert [problem.why for problem in found] == [why]


def test_the_field_that_is_meant_is_named() -> None:
    """So that it can be found in the file."""
    assert read(spoilt(name="Team North")) == (Problem(Unreadable.UNKNOWN_FIELD, "name"),)


def test_two_checks_differ(real: Data) -> None:
    """In answers, obstacles, numbers and mechanisms."""
    analysis = Analysis(real.store)
    asked = questions(analysis)
    after = Answers(Filler.COUNTY, dict.fromkeys(asked.asked, Presence.YES), frozenset({ID + "clients-return"}))
    found = difference(ANSWERS, after, asked, analysis)
    assert next(each for each in found.answers if each.piece == GROUPS).before is Presence.NO
    assert (found.gone, found.new, found.still) == ((ID + "queues-grow",), (ID + "clients-return",), ())
    assert [(each.before, each.after) for each in found.numbers] == [(Decimal("42.5"), None)]
    assert {each.after for each in found.mechanisms} == {State.CARRIED}


def test_the_same_check_twice_has_no_difference(real: Data) -> None:
    """Obstacles are still met."""
    analysis = Analysis(real.store)
    found = difference(ANSWERS, ANSWERS, questions(analysis), analysis)
    assert (found.answers, found.gone, found.new, found.still) == ((), (), (), (ID + "queues-grow",))
