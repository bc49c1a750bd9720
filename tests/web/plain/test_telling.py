"""Plain answers told in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from portal.web.plain.pieces import About
from portal.web.plain.shapes import ArrowCuts, BarrierCuts, CutsAnswer, LoopsAnswer
from portal.web.plain.telling import tell

Tell = Callable[..., str]
ABOUT = About("/api/v1/x", "all", "en", "0123")


@pytest.fixture
def told(client: FlaskClient) -> Tell:
    """Gives the words of an answer."""

    def read(question: str, **more: str) -> str:
        answer = client.get("/api/v1/" + question, query_string={"format": "text", "lang": "en", **more})
        assert answer.status_code == 200
        return answer.text

    return read


def test_an_arrow_has_its_sign_and_its_words(told: Tell) -> None:
    """What a source says bears no mark."""
    text = told("loops")
    assert "Clients’ matters not gone into properly —(+)→ Growing queues\n" in text
    assert "When matters are not gone into properly, queues grow." in text


def test_a_hypothesis_is_marked(told: Tell) -> None:
    """With the word, not with colour."""
    assert "Growing queues —(+)→ Constant hurry / Firefighting   [hypothesis]" in told("loops")


def test_a_loop_says_what_it_does(told: Tell) -> None:
    """Under its name."""
    text = told("loops/loop-4d7c72db")
    assert "(loop-4d7c72db)\n  The loop runs like this: constant hurry, " in text
    assert "reinforcing: a change in one of its things comes back larger." in text


def test_what_others_hold_is_said_plainly(told: Tell) -> None:
    """And by whom."""
    mine, _, others = told("chains", obstacle="queues-grow", level="micro").partition("THIS IS NOT IN YOUR HANDS")
    assert "IN YOUR HANDS" in mine
    assert "the county’s decision-makers" in others
    assert "the county’s decision-makers" not in mine


def test_no_chain_is_said(told: Tell) -> None:
    """With how far the search went, and that hypotheses were left out."""
    text = told("chains", obstacle="queues-grow", view="source")
    assert "No chain was found. Chains of more than 12 arrows were not looked for." in text
    assert "With our hypotheses there may be chains." in text


def test_a_gap_is_said(told: Tell) -> None:
    """Where no configuration fires a mechanism."""
    assert "Macro level: a gap, no configuration fires it here" in told("coverage", view="source")
    assert "a gap" not in told("coverage")


def test_what_follows_is_parted_by_direction(told: Tell) -> None:
    """Without amounts."""
    text = told("whatif", thing="queues-grow", change="less")
    assert text.startswith("The change: Growing queues: grows weaker\nThe sources give directions only, no amounts.\n")
    assert "\nGROWS WEAKER\n" in text


def test_nothing_that_follows_is_said(told: Tell) -> None:
    """For what leads nowhere."""
    assert "No arrow leads on from it in this view." in told("whatif", thing="queues-grow", view="source")


def test_the_nearest_are_said_to_be_the_nearest(told: Tell) -> None:
    """When not all are shown."""
    assert "The change reaches 19 things; the nearest are shown." in told("whatif", thing="queues-grow", limit="3")


def test_gaps_are_listed(told: Tell) -> None:
    """Under a heading with their number."""
    assert "Interventions in no configuration: 15\n" in told("gaps")


def test_cuts_are_told_with_what_counters_them(told: Tell) -> None:
    """And no loop is said to be none."""
    assert "What counters these barriers" in told("cuts")
    assert "There is nothing to cut in this view" in told("cuts", view="source")


def test_influence_says_what_its_numbers_are(told: Tell) -> None:
    """Not the strength of an effect."""
    assert "not the strength of an effect" in told("influence")


def test_the_network_is_told_arrow_by_arrow(told: Tell) -> None:
    """Under its title."""
    assert told("network", around="queues-grow").startswith("Growing queues\n  ")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_each_answer_says_how_to_read_it_and_where_it_comes_from(told: Tell, language: str) -> None:
    """In the language that was asked for."""
    first, second = told("loops", lang=language).splitlines()[-2:]
    assert first[:3] == {"fi": "Näi", "sv": "Så ", "en": "How"}[language]
    assert f"/api/v1/loops?format=text&lang={language}" in second


def test_what_a_search_left_out_is_told(client: FlaskClient) -> None:
    """Loops that were not looked for, and those that are not shown."""
    with client.application.test_request_context("/api/v1/loops?lang=en"):
        text = tell(LoopsAnswer(ABOUT, complete=False, longest=7, cut=True, total=0, loops=()))
    assert "Loops of more than 7 arrows were not looked for." in text
    assert "There are more than these 0." in text


def test_a_search_that_was_too_large_is_told(client: FlaskClient) -> None:
    """Nothing is said to be broken that is not known."""
    cuts = CutsAnswer(ABOUT, ArrowCuts(None, -1, cut=False, sets=()), BarrierCuts(None, 2, cut=True, sets=()))
    with client.application.test_request_context("/api/v1/cuts?lang=en"):
        text = tell(cuts)
    assert "None was found. Sets of more than 0 were not looked for." in text
    assert "None was found. Sets of more than 2 were not looked for." in text
    assert "There are more such sets than are shown." in text
