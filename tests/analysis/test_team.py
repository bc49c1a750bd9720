"""The team check: what is asked, and what can be made of answers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from portal.analysis.team import Answers, Filler, Given, Presence, Questions, Wrong, questions, understand
from portal.analysis.view import Analysis
from portal.graph.load import Data, load
from portal.namespaces import ID, KIERRE, LEVELS

GROUPS, OUTSIDE = ID + "group-and-community-work", ID + "time-for-work-outside-the-office"
AVERAGE, HOURS = ID + "in-depth-clients-on-average", ID + "eight-hours-a-month-outside-the-office"
MEETING, MEETINGS = ID + "meeting-decision-makers", ID + "meetings-with-decision-makers-yearly"


@pytest.fixture(scope="module")
def asked(real: Data) -> Questions:
    """What is asked about the real data."""
    return questions(Analysis(real.store))


@pytest.mark.parametrize(("level", "counts"), list(zip(LEVELS, [(7, 5, 3), (5, 6, 6), (4, 5, 8)], strict=True)))
def test_the_pieces_of_figure_4_are_asked_by_level(asked: Questions, level: str, counts: tuple[int, ...]) -> None:
    """Contexts, actors and interventions that are no part of another, as many as the figure has."""
    assert tuple(len(things) for things in asked.pieces[level].values()) == counts


def test_a_part_is_answered_by_its_whole(asked: Questions) -> None:
    """Calling a halt is part of overcoming hurry."""
    assert asked.whole[ID + "calling-a-halt"] == ID + "beating-hurry"


def test_every_part_belongs_to_a_question(asked: Questions, real: Data) -> None:
    """No context, actor or intervention is left without."""
    analysis = Analysis(real.store)
    assert {iri for part in ("Context", "Actor", "Intervention") for iri in analysis.things(part)} == asked.whole.keys()


def test_the_obstacles_of_figure_3_are_asked(asked: Questions) -> None:
    """Six, seven and six."""
    assert [len(asked.obstacles[level]) for level in LEVELS] == [6, 7, 6]


def test_one_cause_with_two_names_is_asked_once(asked: Questions) -> None:
    """Constant hurry and firefighting."""
    assert ID + "constant-hurry" in asked.barriers
    assert ID + "firefighting" not in asked.barriers


def test_five_numbers_are_asked_and_not_merged(asked: Questions) -> None:
    """Two readings of 35, two of 8, and 2."""
    assert sorted((int(each.value), each.comparator) for each in asked.indicators) == [
        (2, "="), (8, ">="), (8, ">="), (35, "average"), (35, "may"),
    ]  # fmt: skip


def test_numbers_of_other_data_need_not_be_whole(world: Path) -> None:
    """What has none, or none that is a number, is not asked about."""
    (world / "ontology" / "model" / "numbers.ttl").write_text(
        f"""@prefix kierre: <{KIERRE}> .
        @prefix id: <{ID}> .
        id:half a kierre:Indicator ; kierre:indicatorValue 3.5 ; kierre:comparator ">=" .
        id:bare a kierre:Indicator ; kierre:indicatorValue 4 .
        id:none a kierre:Indicator .
        id:many a kierre:Indicator ; kierre:indicatorValue "many" .
        id:void a kierre:Indicator ; kierre:indicatorValue "NaN" .
        """,
        encoding="utf-8",
    )
    found = questions(Analysis(load(world).store)).indicators
    assert [(each.iri, each.value, each.comparator) for each in found if each.iri in {ID + "half", ID + "bare"}] == [
        (ID + "bare", Decimal(4), ""), (ID + "half", Decimal("3.5"), ">="),
    ]  # fmt: skip
    assert not {ID + "none", ID + "many", ID + "void"} & {each.iri for each in found}


def test_the_team_comes_first(asked: Questions) -> None:
    """A team leader meets the team's own level at the top."""
    assert next(iter(asked.pieces)) == LEVELS[1]


def test_good_answers_are_understood(asked: Questions) -> None:
    """Empty ones were skipped."""
    given = Given(("county",), ((GROUPS, "no"), (OUTSIDE, "")), (ID + "queues-grow",), ((AVERAGE, " 42,5 "), (HOURS, "")))
    answers, faults = understand(given, asked)
    assert faults == ()
    assert answers == Answers(Filler.COUNTY, {GROUPS: Presence.NO}, frozenset({ID + "queues-grow"}), {AVERAGE: Decimal("42.5")})


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (Given(fillers=("club",)), Wrong.UNKNOWN_FILLER),
        (Given(fillers=("team", "county")), Wrong.TWO_ANSWERS),
        (Given(presence=((ID + "nothing", "yes"),)), Wrong.UNKNOWN_THING),
        (Given(presence=((ID + "calling-a-halt", "yes"),)), Wrong.UNKNOWN_THING),
        (Given(presence=((GROUPS, "maybe"),)), Wrong.UNKNOWN_ANSWER),
        (Given(presence=((GROUPS, "yes"), (GROUPS, "no"))), Wrong.TWO_ANSWERS),
        (Given(felt=(ID + "wars",)), Wrong.UNKNOWN_THING),
        (Given(numbers=((GROUPS, "3"),)), Wrong.UNKNOWN_THING),
        (Given(numbers=((AVERAGE, "many"),)), Wrong.NO_NUMBER),
        (Given(numbers=((AVERAGE, "NaN"),)), Wrong.NO_NUMBER),
        (Given(numbers=((AVERAGE, "1e3"),)), Wrong.NO_NUMBER),
        (Given(numbers=((AVERAGE, "9" * 60),)), Wrong.NO_NUMBER),
        (Given(numbers=((AVERAGE, "-3"),)), Wrong.OUT_OF_RANGE),
        (Given(numbers=((AVERAGE, "−3"),)), Wrong.OUT_OF_RANGE),
        (Given(numbers=((HOURS, "9,999"),)), Wrong.OUT_OF_RANGE),
        (Given(numbers=((HOURS, "9 999"),)), Wrong.OUT_OF_RANGE),
        (Given(presence=((MEETING, "no"),), numbers=((MEETINGS, "2"),)), Wrong.ABSENT_BUT_REACHED),
        (Given(presence=((OUTSIDE, "yes"),), numbers=((HOURS, "0"),)), Wrong.PRESENT_BUT_ZERO),
    ],
)
def test_what_is_wrong_is_said(asked: Questions, given: Given, wrong: Wrong) -> None:
    """One fault for one thing."""
    assert [fault.wrong for fault in understand(given, asked)[1]] == [wrong]


def test_what_is_wrong_does_not_take_the_rest_along(asked: Questions) -> None:
    """The good answers stay."""
    answers, _ = understand(Given(presence=((GROUPS, "yes"), (OUTSIDE, "maybe"))), asked)
    assert answers.presence == {GROUPS: Presence.YES}


def test_an_average_contradicts_nothing(asked: Questions) -> None:
    """35 is no target, so any number may stand beside any answer."""
    caseload = ID + "caseload-of-in-depth-work"
    assert understand(Given(presence=((caseload, "no"),), numbers=((AVERAGE, "35"),)), asked)[1] == ()


def test_no_answers_are_nothing() -> None:
    """And who fills in the form is no answer."""
    assert not Answers(Filler.COUNTY)
