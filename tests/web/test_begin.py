"""From the obstacles a reader meets to what can be done."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data

ASKED = "/en/where-do-i-begin?obstacle=queues-grow&obstacle=worker-turnover"


def part(page: str, heading: str) -> str:
    """What stands under a heading of the second level."""
    return page.partition(f"<h2>{heading}</h2>")[2].partition("<h2>")[0]


def levers(text: str) -> list[str]:
    """The slugs of the levers in a part of the page, in order."""
    return re.findall(r'<h[34]>(?:\d+\. )?(?:<svg.*?</svg>)?<a href="/en/things/([^"?]+)', text)


def test_every_barrier_that_is_no_heading_can_be_chosen(client: FlaskClient, real: Data) -> None:
    """Section headings over barriers are not obstacles that one meets."""
    offered = set(re.findall(r'name="obstacle" value="([^"]+)"', client.get("/en/where-do-i-begin").text))
    rows = real.store.select("SELECT ?b { ?b a kierre:Barrier FILTER NOT EXISTS { ?part dcterms:isPartOf ?b ; a kierre:Barrier } }")
    assert offered == {str(row["b"]).rpartition("/")[2] for row in rows}


def test_no_background_factor_can_be_chosen(client: FlaskClient) -> None:
    """Wars are no obstacle of the work."""
    assert 'value="wars"' not in client.get("/en/where-do-i-begin").text


def test_a_team_leader_finds_what_is_in_the_team_s_hands(client: FlaskClient) -> None:
    """Queues grow and people leave: the team can step back from firefighting."""
    mine = levers(part(client.get(ASKED + "&role=team").text, "In your hands"))
    assert mine[0] == "distancing-from-settling-for-firefighting"
    assert "beating-hurry" not in mine


def test_client_work_of_the_team_is_apart_from_what_others_hold(client: FlaskClient) -> None:
    """A team leader works with the workers."""
    page = client.get(ASKED + "&role=team").text
    assert "holistic-work-in-living-environment" in levers(part(page, "In your team, together with the workers"))
    assert "holistic-work-in-living-environment" not in levers(part(page, "This is not in your hands"))


def test_an_obstacle_without_levers_leads_to_one_on_the_same_theme(client: FlaskClient) -> None:
    """Turnover in the team is on the theme of turnover."""
    page = client.get("/en/where-do-i-begin?obstacle=worker-turnover-in-team&role=team").text
    assert 'href="/en/where-do-i-begin?obstacle=worker-turnover&amp;role=team"' in page


def test_what_others_hold_is_said_not_to_be_in_the_reader_s_hands(client: FlaskClient) -> None:
    """Overcoming hurry is the organisation's."""
    text = part(client.get(ASKED + "&role=team").text, "This is not in your hands")
    assert "beating-hurry" in levers(text)
    assert "the organisation’s and the county’s management" in text


def test_recommendations_are_arguments_for_those_who_decide(client: FlaskClient) -> None:
    """With the number that can be measured; they are in nobody else's part."""
    page = client.get(ASKED + "&role=worker").text
    arguments = part(page, "What to say to those who decide")
    assert "recommendation-08-right-to-in-depth-support" in levers(arguments)
    assert "in-depth-clients-at-a-time" in arguments
    assert not any(each.startswith("recommendation") for each in levers(part(page, "In your hands")))


def test_recommendations_are_in_the_hands_of_a_decision_maker(client: FlaskClient) -> None:
    """The source addresses them to the county's decision-makers."""
    mine = levers(part(client.get(ASKED + "&role=decision-makers").text, "In your hands"))
    assert "recommendation-03-retention-and-attraction" in mine


def test_every_step_of_a_chain_tells_where_it_comes_from(client: FlaskClient) -> None:
    """The first chain is open, and each of its arrows has a link to what says so."""
    chain = client.get(ASKED + "&role=team").text.partition('<ol class="chain">')[2].partition("</ol>")[0]
    steps = chain.split('<li class="step">')[1:]
    assert len(steps) == 3
    assert all(re.search(r'<a href="/en/things/(link|relation|configuration)-', step) for step in steps)


def test_the_source_view_says_when_nothing_leads_there(client: FlaskClient) -> None:
    """And keeps the choice."""
    page = client.get("/en/where-do-i-begin?obstacle=queues-grow&view=source").text
    assert "in this view nothing that can be done weakens it." in page
    assert 'value="queues-grow" checked' in page


def test_the_switch_of_views_keeps_the_choice(client: FlaskClient) -> None:
    """All of it."""
    page = client.get(ASKED + "&role=team").text
    assert 'href="/en/where-do-i-begin?obstacle=queues-grow&amp;obstacle=worker-turnover&amp;role=team&amp;view=source"' in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("obstacle=queues-grow&obstacle=nonsense", "Not an obstacle of the model: nonsense."),
        ("obstacle=queues-grow&role=king", "There is no role “king”."),
        ("obstacle=queues-grow&obstacle=wars", "Not an obstacle of the model: wars."),
    ],
)
def test_what_cannot_be_understood_is_said_and_the_rest_is_answered(client: FlaskClient, asked: str, sentence: str) -> None:
    """Nothing that was filled in is lost."""
    answer = client.get("/en/where-do-i-begin?" + asked)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert 'value="queues-grow" checked' in answer.text
    assert levers(answer.text)


def test_too_many_obstacles_are_refused_beyond_the_first(client: FlaskClient) -> None:
    """Six at a time."""
    offered = re.findall(r'name="obstacle" value="([^"]+)"', client.get("/en/where-do-i-begin").text)[:7]
    answer = client.get("/en/where-do-i-begin?" + "&".join(f"obstacle={each}" for each in offered))
    assert answer.status_code == 400
    assert "Choose at most 6 obstacles" in answer.text


def test_a_page_for_several_obstacles_stays_small(client: FlaskClient) -> None:
    """Under 100 kB."""
    assert len(client.get(ASKED + "&role=team").data) < 100_000


def test_a_heading_over_barriers_is_no_obstacle_that_one_begins_with(client: FlaskClient) -> None:
    """Its page does not lead here."""
    assert "where-do-i-begin?obstacle=" in client.get("/en/things/queues-grow").text
    assert "where-do-i-begin?obstacle=" not in client.get("/en/things/societal-structural-challenges").text


def test_the_fullest_question_stays_small(client: FlaskClient) -> None:
    """Six obstacles in Swedish, whose words are longest: under 100 kB."""
    offered = re.findall(r'name="obstacle" value="([^"]+)"', client.get("/sv/var-borjar-jag").text)
    questions = ["&".join(f"obstacle={each}" for each in offered[start : start + 6]) for start in range(0, len(offered), 6)]
    assert max(len(client.get(f"/sv/var-borjar-jag?role=team&{question}").data) for question in questions) < 100_000


def unfolded(page: str) -> list[str]:
    """The levels whose obstacles stand open in the form, by whose they are."""
    return re.findall(r'<details class="asked"(?: data-role="([^"]*)")? open>', page)


@pytest.mark.parametrize(
    ("role", "level"), [("worker", ["worker"]), ("team", ["team"]), ("organisation", ["organisation"]), ("", [])]
)
def test_the_level_of_the_role_stands_open(client: FlaskClient, role: str, level: list[str]) -> None:
    """The others are folded; nobody scrolls past sixty obstacles."""
    assert unfolded(client.get(f"/en/where-do-i-begin?role={role}").text) == level


def test_obstacles_without_a_level_come_last(client: FlaskClient) -> None:
    """They are the most."""
    groups = re.findall(r'<details class="asked"( data-role="[^"]*")?', client.get("/en/where-do-i-begin").text)
    assert [bool(each) for each in groups] == [True, True, True, False]


def test_what_a_lever_weakens_is_told_only_where_several_are_asked_about(client: FlaskClient) -> None:
    """With one obstacle it would only repeat the question."""
    said = "According to the arrows of the model, it weakens:"
    assert said not in client.get("/en/where-do-i-begin?obstacle=queues-grow").text
    assert said in client.get(ASKED).text


def test_three_levers_are_shown_and_the_rest_are_folded(client: FlaskClient) -> None:
    """In each part of the answer."""
    page = client.get("/en/where-do-i-begin?obstacle=queues-grow&role=team").text
    near = part(page, "In your team, together with the workers")
    assert len(levers(near.partition("<summary>More:")[0])) == 3
    assert len(levers(near)) > 3


def test_levers_with_fewest_hypotheses_come_first(client: FlaskClient) -> None:
    """Among those that weaken as many of the obstacles."""
    near = part(client.get("/en/where-do-i-begin?obstacle=queues-grow&role=team").text, "In your team, together with the workers")
    counts = [int(found or 0) for found in re.findall(r"\(\d+ steps?(?:, hypotheses: (\d+))?", near)]
    assert counts == sorted(counts)


def test_a_long_chain_of_hypotheses_says_so(client: FlaskClient) -> None:
    """In words: from three steps on, when half of them or more are ours."""
    page = client.get("/en/where-do-i-begin?obstacle=queues-grow").text
    for steps, inferred, words in re.findall(r"\((\d+) steps?(?:, hypotheses: (\d+))?(; a long chain, mostly hypothesis)?\)", page):
        assert bool(words) == (int(steps) >= 3 and 2 * int(inferred or 0) >= int(steps))


def test_the_team_card_of_an_obstacle_is_near(client: FlaskClient, real: Data) -> None:
    """Each card, from the obstacle it is on."""
    for card in (each for each in real.pages if each.matter.obstacle):
        page = client.get(f"/en/where-do-i-begin?obstacle={card.matter.obstacle}").text
        assert f'href="/en/guides/{card.slug}"' in part(page, "You meet")
