"""What follows from the answers of a team check."""

from __future__ import annotations

import pytest

from portal.analysis.hands import Hands
from portal.analysis.network import LESS
from portal.analysis.team import Answers, Filler, Presence, Questions, questions
from portal.analysis.team_result import Result, State, Topic, result
from portal.analysis.team_ways import demanded
from portal.analysis.view import Analysis
from portal.graph.catalogue import Catalogue
from portal.graph.load import Data
from portal.namespaces import ID, LEVELS

MACRO, MESO, MICRO = LEVELS
TRUST = ID + "trust-in-change-and-cooperation"
SOME = Answers(
    Filler.TEAM,
    {
        ID + "time-for-work-outside-the-office": Presence.NO,
        ID + "caseload-of-in-depth-work": Presence.NO,
        ID + "group-and-community-work": Presence.PARTLY,
    },
    frozenset({ID + "queues-grow", ID + "worker-turnover-in-team"}),
)


@pytest.fixture(scope="module")
def analysis(real: Data) -> Analysis:
    """The real data with hypotheses."""
    return Analysis(real.store)


@pytest.fixture(scope="module")
def asked(analysis: Analysis) -> Questions:
    """What is asked."""
    return questions(analysis)


@pytest.fixture(scope="module")
def some(asked: Questions, analysis: Analysis) -> Result:
    """What follows from five answers."""
    return result(SOME, asked, analysis)


def of(presence: dict[str, Presence], asked: Questions, analysis: Analysis, mechanism: str = TRUST) -> dict[str, State]:
    """The state of a mechanism by level."""
    found = result(Answers(presence=presence), asked, analysis).mechanisms
    return {at.level: at.state for each in found if each.mechanism == mechanism for at in each.levels}


def test_a_mechanism_is_carried_when_all_of_one_configuration_is_in_place(asked: Questions, analysis: Analysis) -> None:
    """The other configuration of the level may lack anything."""
    pieces = ["social-work-conveys-trust-in-change", "worker-offering-possibilities", "right-to-choose-in-depth-work",
              "rooting-strengths-based-work-and-recording"]  # fmt: skip
    presence = dict.fromkeys((ID + piece for piece in pieces), Presence.YES)
    assert of({**presence, ID + "substance-abuse-interventions": Presence.NO}, asked, analysis)[MICRO] is State.CARRIED


def test_a_mechanism_is_partly_carried_when_a_piece_is_only_partial(asked: Questions, analysis: Analysis) -> None:
    """Nothing is missing."""
    presence = dict.fromkeys(asked.asked, Presence.YES) | {ID + "time-for-work-outside-the-office": Presence.PARTLY}
    assert of(presence, asked, analysis)[MESO] is State.PARTLY


def test_a_mechanism_is_broken_when_each_configuration_lacks_something(some: Result) -> None:
    """Trust needs the working time that is missing; no other level can be told."""
    trust = next(each for each in some.mechanisms if each.mechanism == TRUST)
    assert trust.broken == (MESO,)
    assert [at.state for at in trust.levels] == [State.OPEN, State.BROKEN, State.OPEN]


@pytest.mark.parametrize(
    ("answer", "state"), [(Presence.YES, State.CARRIED), (Presence.NO, State.BROKEN), (Presence.UNKNOWN, State.OPEN)]
)
def test_all_mechanisms_follow_when_all_answers_are_alike(
    asked: Questions, analysis: Analysis, answer: Presence, state: State
) -> None:
    """At each level."""
    found = result(Answers(presence=dict.fromkeys(asked.asked, answer)), asked, analysis).mechanisms
    assert {at.state for each in found for at in each.levels} == {state}
    assert all(each.whole is (state is State.CARRIED) for each in found)


def test_without_hypotheses_nothing_is_said_of_mechanisms(asked: Questions, real: Data) -> None:
    """All configurations are ours."""
    only_sources = Analysis(real.store, Catalogue(real).source_graphs)
    found = result(SOME, asked, only_sources).mechanisms
    assert {at.state for each in found for at in each.levels} == {State.NONE}


def test_what_is_missing_leaves_obstacles_without_their_counter(some: Result) -> None:
    """Working time outside the office would counter development felt as an extra load."""
    fed = next(each for each in some.obstacles if each.obstacle == ID + "development-felt-as-extra-load")
    assert (fed.felt, [step.cause for step in fed.lacking]) == (False, [ID + "time-for-work-outside-the-office"])


def test_what_is_partly_in_place_is_not_missing(some: Result) -> None:
    """Group work counters communities losing hope."""
    assert ID + "communities-lose-hope" not in {each.obstacle for each in some.obstacles}


def test_a_felt_obstacle_says_what_feeds_it(some: Result) -> None:
    """By the causal links."""
    fed = next(each for each in some.obstacles if each.obstacle == ID + "queues-grow")
    assert ID + "clients-return" in {step.cause for step in fed.causes}


def test_felt_obstacles_come_first(some: Result) -> None:
    """Then those that may be fed."""
    felt = [each.felt for each in some.obstacles]
    assert felt == sorted(felt, reverse=True)


def test_three_places_to_begin_are_in_own_hands(some: Result) -> None:
    """Of the team and its workers."""
    assert len(some.beginnings) == 3
    assert all(set(each.hands) & {Hands.WORKER, Hands.TEAM} for each in some.beginnings)


def test_what_was_answered_comes_before_what_nobody_said(some: Result) -> None:
    """Group work was answered to be partly in place."""
    assert some.beginnings[0].lever == ID + "group-and-community-work"


def test_each_chain_weakens_an_obstacle(some: Result) -> None:
    """The product of its signs, from the lever to the obstacle."""
    for each in some.beginnings:
        assert each.chain is not None
        sign = 1
        for step in each.chain.steps:
            sign *= step.sign
        assert sign == LESS
        assert each.chain.steps[0].cause == each.lever


def test_no_beginning_is_demanded_of_decision_makers(asked: Questions, analysis: Analysis) -> None:
    """Working time, the right to in-depth work: the source asks them of those who decide."""
    called = demanded(analysis)
    assert ID + "time-for-work-outside-the-office" in called
    every = result(Answers(presence=dict.fromkeys(asked.asked, Presence.NO), felt=frozenset(asked.barriers)), asked, analysis)
    assert not called & {each.lever for each in every.beginnings}


def test_no_beginning_is_in_place_already(asked: Questions, analysis: Analysis) -> None:
    """Nor is its whole."""
    presence = dict.fromkeys(asked.asked, Presence.YES)
    found = result(Answers(presence=presence, felt=frozenset(asked.barriers)), asked, analysis).beginnings
    assert not {each.lever for each in found} & asked.whole.keys()


def test_without_obstacles_what_is_missing_is_a_beginning(asked: Questions, analysis: Analysis) -> None:
    """With the mechanisms that need it."""
    found = result(Answers(presence={ID + "substance-abuse-interventions": Presence.NO}), asked, analysis).beginnings
    assert (found[0].lever, found[0].mechanisms) == (ID + "substance-abuse-interventions", (TRUST,))


def test_a_county_may_begin_with_what_is_the_organisations(asked: Questions, analysis: Analysis) -> None:
    """A team may not."""
    presence = {ID + "beating-hurry": Presence.NO}
    felt = frozenset({ID + "hurried-nature-of-work"})
    levers = {
        filler: {each.lever for each in result(Answers(filler, presence, felt), asked, analysis).beginnings} for filler in Filler
    }
    assert ID + "beating-hurry" in levers[Filler.COUNTY] - levers[Filler.TEAM]


def test_what_is_not_in_own_hands_is_said(some: Result) -> None:
    """The caseload is the organisation's; the working time is demanded of those who decide."""
    assert {each.piece.removeprefix(ID): each.demanded for each in some.outside} == {
        "caseload-of-in-depth-work": False,
        "time-for-work-outside-the-office": True,
    }


def test_recommendations_answer_to_what_was_said(some: Result) -> None:
    """In the order of the source, each with a reason."""
    found = [each.recommendation.removeprefix(ID) for each in some.arguments]
    assert found == sorted(found)
    assert "recommendation-05-close-to-living-environment" in found
    assert all(each.against or each.pieces or each.indicators for each in some.arguments)


@pytest.mark.parametrize("presence", list(Presence))
def test_questions_for_a_meeting_come_from_the_answers(asked: Questions, analysis: Analysis, presence: Presence) -> None:
    """At least one from a single answer."""
    found = result(Answers(presence={ID + "group-and-community-work": presence}), asked, analysis).prompts
    assert 1 <= len(found) <= 5


def test_three_to_five_questions_from_five_answers(some: Result) -> None:
    """Of different topics."""
    assert 3 <= len(some.prompts) <= 5
    assert {Topic.OBSTACLE, Topic.BEGIN, Topic.PARTLY} <= {each.topic for each in some.prompts}
