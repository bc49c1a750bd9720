"""The interface for programs."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import flask
import pydot
import pytest
from flask.testing import FlaskClient

from portal.analysis.view import Analysis
from portal.namespaces import ID

Make = Callable[..., FlaskClient]
GOOD = [
    "loops",
    "loops?through=queues-grow",
    "chains?obstacle=queues-grow",
    "chains?obstacle=queues-grow&level=meso&kind=method&kind=condition",
    "coverage",
    "gaps",
    "cuts",
    "influence",
    "whatif?thing=queues-grow&change=less",
    "network",
    "network?around=queues-grow&direction=up&depth=2",
    "network?around=queues-grow&direction=between&to=constant-hurry",
    "network?circle=both&kinds=counter",
]
DRAWN = ["loops", "chains?obstacle=queues-grow", "coverage", "whatif?thing=queues-grow", "network?around=queues-grow"]
VIEWS = ["all", "source"]


def with_(question: str, **more: str) -> str:
    """The address of a question with more parameters."""
    return f"/api/v1/{question}{'&' if '?' in question else '?'}" + "&".join(f"{name}={value}" for name, value in more.items())


def ask(client: FlaskClient, question: str, **more: str) -> Any:
    """The answer to a question as JSON."""
    answer = client.get(with_(question, **more))
    assert (answer.status_code, answer.content_type) == (200, "application/json"), answer.text
    return json.loads(answer.data)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("question", GOOD)
def test_each_question_is_answered_in_each_view(client: FlaskClient, question: str, view: str) -> None:
    """With where the answer comes from."""
    about = ask(client, question, view=view, lang="sv")["about"]
    assert (about["view"], about["language"]) == (view, "sv")
    assert about["data"] == json.loads(client.get("/version").data)["data"]
    assert urlsplit(about["address"]).path == "/api/v1/" + question.partition("?")[0]
    assert parse_qs(urlsplit(about["address"]).query)["view"] == [view]


@pytest.mark.parametrize("question", GOOD)
def test_each_question_is_answered_over_the_small_world(make_client: Make, question: str) -> None:
    """As JSON and in words, also where there is little to say."""
    client = make_client()
    assert ask(client, question)
    assert client.get(with_(question, format="text")).status_code == 200


@pytest.mark.parametrize("question", DRAWN)
@pytest.mark.parametrize("view", VIEWS)
def test_what_has_arrows_is_drawn(client: FlaskClient, question: str, view: str, read_dot: Callable[[str], pydot.Dot]) -> None:
    """In DOT that an independent reader takes."""
    answer = client.get(with_(question, format="dot", view=view))
    assert answer.content_type == "text/vnd.graphviz; charset=utf-8"
    assert read_dot(answer.text).get_type() == "digraph"


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("*/*", "application/json"),
        ("text/plain", "text/plain; charset=utf-8"),
        ("text/vnd.graphviz", "text/vnd.graphviz; charset=utf-8"),
    ],
)
def test_the_form_can_be_negotiated(client: FlaskClient, accept: str, content_type: str) -> None:
    """By Accept, when the address names no format."""
    answer = client.get("/api/v1/loops", headers={"Accept": accept})
    assert (answer.status_code, answer.content_type) == (200, content_type)
    assert "Accept" in answer.headers["Vary"]


def test_a_form_that_cannot_be_given_is_406(client: FlaskClient) -> None:
    """As a problem."""
    answer = client.get("/api/v1/gaps", headers={"Accept": "text/vnd.graphviz"})
    assert (answer.status_code, answer.content_type) == (406, "application/problem+json")


@pytest.mark.parametrize(
    ("question", "status", "words"),
    [
        ("loops?colour=red", 400, "no parameter 'colour'"),
        ("loops?veiw=all", 400, "Did you mean view?"),
        ("loops?view=some", 400, "view is all or source"),
        ("loops?lang=de", 400, "lang is fi or sv or en"),
        ("loops?format=pdf", 400, "format is json or text or dot"),
        ("gaps?format=dot", 400, "format is json or text, not"),
        ("loops?lang=fi&lang=sv", 400, "lang stands there 2 times"),
        ("loops?limit=0", 400, "limit is a whole number from 1 to 1000"),
        ("loops/loop-nothing", 404, "/api/v1/loops lists them"),
        ("chains", 400, "obstacle is missing"),
        ("chains?obstacle=", 400, "obstacle is missing"),
        ("chains?obstacle=queue-grows", 404, "Did you mean queues-grow"),
        ("chains?obstacle=queues-grow&level=nano", 400, "level is macro or meso or micro"),
        ("chains?obstacle=queues-grow&level=", 400, "level is macro or meso or micro"),
        ("chains?obstacle=queues-grow&kind=person", 400, "kind is any of method"),
        ("whatif?thing=queues-grow&change=ambiguous", 400, "change is more or less"),
        ("whatif?thing=https://example.org/x", 404, "nothing called"),
        ("network?around=queues-grow&depth=7", 400, "whole number from 1 to 6"),
        ("network?around=queues-grow&depth=-1", 400, "whole number from 1 to 6"),
        ("network?around=queues-grow&depth=²", 400, "whole number from 1 to 6"),
        ("network?around=queues-grow&loop=loop-x", 400, "different parts"),
        ("network?depth=2", 400, "depth goes with around"),
        ("network?around=queues-grow&direction=between", 400, "go together"),
        ("network?around=queues-grow&to=constant-hurry", 400, "go together"),
        ("network?obstacle=queues-grow", 400, "lever is missing"),
        ("network?circle=round", 400, "circle is vicious-circle"),
        ("network?circle=", 400, "circle is vicious-circle"),
        ("network?kinds=link,love", 400, "kinds is any of link"),
        ("network?lever=queues-grow", 400, "lever goes with obstacle"),
        ("nothing", 404, ""),
    ],
)
def test_a_bad_question_is_a_problem_with_a_sentence(client: FlaskClient, question: str, status: int, words: str) -> None:
    """It says what to change."""
    answer = client.get("/api/v1/" + question)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    problem = json.loads(answer.data)
    assert words in problem["detail"]
    assert problem["status"] == status


@pytest.mark.parametrize(
    "name", ["queues-grow", "id:queues-grow", ID + "queues-grow", "jonojen kasvu", "Växande köer", "GROWING QUEUES"]
)
def test_a_thing_is_named_in_any_of_its_ways(client: FlaskClient, name: str) -> None:
    """By id, IRI, or exact name in any of the three languages."""
    answer = client.get("/api/v1/whatif", query_string={"thing": name})
    assert json.loads(answer.data)["thing"]["id"] == "queues-grow"


def test_both_names_of_a_cause_are_one(client: FlaskClient) -> None:
    """Asked for by either, the same follows, and both names are shown."""
    hurry, fires = (ask(client, f"whatif?thing={name}", lang="en") for name in ("constant-hurry", "firefighting"))
    assert hurry["predictions"] == fires["predictions"]
    assert [each["id"] for each in hurry["thing"]["names"]] == ["constant-hurry", "firefighting"]


def test_a_finished_answer_is_known_by_its_etag(client: FlaskClient) -> None:
    """A client that has it gets 304."""
    etag = client.get("/api/v1/loops").headers["ETag"]
    assert client.get("/api/v1/loops", headers={"If-None-Match": etag}).status_code == 304


def test_any_origin_may_ask(client: FlaskClient) -> None:
    """Also when the answer is an error."""
    for question in ("loops", "chains"):
        assert client.get("/api/v1/" + question).headers["Access-Control-Allow-Origin"] == "*"


def test_nothing_can_be_sent(client: FlaskClient) -> None:
    """Only asked."""
    answer = client.post("/api/v1/loops")
    assert (answer.status_code, answer.content_type) == (405, "application/problem+json")


def test_the_language_of_an_answer_is_that_of_its_address(client: FlaskClient) -> None:
    """A kept answer must not depend on a header."""
    assert ask(client, "loops")["about"]["language"] == "fi"
    answer = client.get("/api/v1/loops", headers={"Accept-Language": "sv"})
    assert json.loads(answer.data)["about"]["language"] == "fi"


@pytest.fixture(params=VIEWS, scope="module")
def view(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def analysis(app: flask.Flask, view: str) -> Analysis:
    """The analysis itself, of one view."""
    with app.test_request_context(f"/en/loops?view={view}"):
        found: Analysis = app.extensions["kierre"].analysis
    return found


def test_the_loops_are_those_of_the_analysis(client: FlaskClient, analysis: Analysis, view: str) -> None:
    """With their things, signs, carriers and feedback."""
    found = ask(client, "loops", view=view)
    assert (found["complete"], found["longest"], found["cut"]) == (analysis.loops.complete, None, False)
    assert [
        (
            each["id"],
            [thing["iri"] for thing in each["things"]],
            [arrow["sign"] for arrow in each["arrows"]],
            [sorted(carrier["iri"] for carrier in arrow["carriers"]) for arrow in each["arrows"]],
            [arrow["inferred"] for arrow in each["arrows"]],
            each["feedback"],
        )
        for each in found["loops"]
    ] == [
        (
            loop.identifier,
            list(loop.things),
            [{1: "+", -1: "-", 0: "?"}[step.sign] for step in loop.steps],
            [list(step.carriers) for step in loop.steps],
            [step.inferred for step in loop.steps],
            loop.feedback,
        )
        for loop in analysis.loops.found
    ]


def test_one_loop_is_the_one_of_the_list(client: FlaskClient) -> None:
    """At the address that the list gives."""
    listed = ask(client, "loops")["loops"][1]
    assert json.loads(client.get(listed["address"]).data)["loop"] == listed


def test_a_limit_is_told(client: FlaskClient) -> None:
    """How many there are, and that there are more than were given."""
    found = ask(client, "loops?limit=2")
    assert (found["total"], found["cut"], found["complete"], len(found["loops"])) == (12, True, True, 2)


def test_a_limit_of_predictions_is_told(client: FlaskClient) -> None:
    """The nearest are given."""
    every, few = (ask(client, f"whatif?thing=queues-grow&limit={limit}") for limit in (200, 3))
    assert (few["total"], few["cut"], few["predictions"]) == (every["total"], True, every["predictions"][:3])


def test_loops_through_a_thing(client: FlaskClient, analysis: Analysis, view: str) -> None:
    """Only those on which it lies."""
    found = ask(client, "loops?through=firefighting", view=view)
    assert [each["id"] for each in found["loops"]] == [loop.identifier for loop in analysis.loops.through(ID + "constant-hurry")]


def test_the_chains_are_those_of_the_analysis(client: FlaskClient, analysis: Analysis, view: str) -> None:
    """Arrow by arrow."""
    found = ask(client, "chains?obstacle=queues-grow", view=view)
    assert [[arrow["cause"]["iri"] for arrow in chain["arrows"]] for chain in found["chains"]] == [
        [step.cause for step in chain.steps] for chain in analysis.chains(ID + "queues-grow")
    ]


def test_a_level_parts_the_chains_and_loses_none(client: FlaskClient) -> None:
    """What is in others' hands, or in nobody's that the source names, is still there."""
    every = [chain["lever"]["id"] for chain in ask(client, "chains?obstacle=queues-grow")["chains"]]
    found = ask(client, "chains?obstacle=queues-grow&level=meso")
    parted = [chain["lever"]["id"] for part in ("chains", "elsewhere", "unplaced") for chain in found[part]]
    assert sorted(parted) == sorted(every)
    assert all("team" in chain["hands"] for chain in found["chains"])
    assert all("team" not in chain["hands"] for chain in found["elsewhere"])


def test_recommendations_are_in_the_hands_of_decision_makers(client: FlaskClient) -> None:
    """Never made a worker's duty."""
    found = ask(client, "chains?obstacle=queues-grow&level=micro&kind=recommendation")
    assert found["chains"] == []
    assert (found["complete"], found["unsearched"]) == (True, [])
    assert {hands for chain in found["elsewhere"] for hands in chain["hands"]} == {"decision-makers"}


def test_the_loops_are_those_of_the_page(client: FlaskClient, view: str) -> None:
    """With their names and readings, each one address away."""
    page = html.unescape(client.get(f"/en/loops?view={view}").text)
    found = ask(client, "loops", view=view, lang="en")["loops"]
    assert {each["page"] for each in found} == set(re.findall(r'<h3><a href="(/en/loops/[^"]+)"', page))
    assert all(each["name"] in page and each["reading"] in page for each in found)


def test_a_loop_is_found_by_its_given_name(client: FlaskClient) -> None:
    """As on its page."""
    found = ask(client, "loops/loop-returning-clients", lang="en")["loop"]
    assert found == next(
        each for each in ask(client, "loops", lang="en")["loops"] if each["page"].endswith("/loop-returning-clients")
    )
    assert ask(client, "network?loop=loop-returning-clients", lang="en")["title"] == found["name"]


def test_what_follows_is_what_the_page_says(client: FlaskClient, view: str) -> None:
    """Thing by thing."""
    page = client.get(f"/en/what-if?thing=enabling-leadership&change=more&view={view}").text
    found = ask(client, "whatif?thing=enabling-leadership", view=view, lang="en")["predictions"]
    assert all(html.escape(each["thing"]["label"], quote=False) in page for each in found)


def test_what_is_in_a_team_s_hands_is_what_the_page_says(client: FlaskClient) -> None:
    """All that the page gives a team; the page leaves out wholes whose parts say it better."""
    page = client.get("/en/where-do-i-begin?obstacle=queues-grow&role=team").text
    mine = page.partition("In your hands</h2>")[2].partition("<h2>")[0]
    shown = set(re.findall(r'<h3>.*?href="/en/things/([^"?]+)', mine))
    found = {each["lever"]["id"] for each in ask(client, "chains?obstacle=queues-grow&level=meso")["chains"]}
    assert shown
    assert shown <= found


def test_the_coverage_is_that_of_the_analysis(client: FlaskClient, analysis: Analysis, view: str) -> None:
    """Mechanism by mechanism and level by level."""
    found = ask(client, "coverage", view=view)["mechanisms"]
    assert [
        (each["mechanism"]["iri"], {at["level"]["iri"]: tuple(c["iri"] for c in at["configurations"]) for at in each["levels"]})
        for each in found
    ] == [(each.mechanism, each.configurations) for each in analysis.coverage]


def test_the_coverage_is_that_of_the_page(client: FlaskClient, view: str) -> None:
    """The page on mechanisms leads to each configuration that the answer names, and to no other."""
    found = ask(client, "coverage", view=view, lang="en")["mechanisms"]
    named = {c["address"] for each in found for at in each["levels"] for c in at["configurations"]}
    page = client.get(f"/en/mechanisms?view={view}").text.replace("&amp;", "&")
    shown = {part.partition('"')[0] for part in page.split('href="')[1:]}
    assert {address for address in shown if "/things/configuration-" in address} == named


def test_the_predictions_are_those_of_the_analysis(client: FlaskClient, analysis: Analysis, view: str) -> None:
    """With the walks that say why."""
    from portal.analysis.whatif import Change  # noqa: PLC0415

    found = ask(client, "whatif?thing=enabling-leadership", view=view)["predictions"]
    assert [(each["thing"]["iri"], each["change"], [len(walk) for walk in each["why"]]) for each in found] == [
        (each.thing, each.change.value, [len(walk) for walk in each.why])
        for each in analysis.what_if(ID + "enabling-leadership", Change.MORE)
    ]


def test_the_gaps_are_those_of_the_analysis(client: FlaskClient, analysis: Analysis, view: str) -> None:
    """Each list in its order."""
    found, gaps = ask(client, "gaps", view=view), analysis.gaps
    for name in ("interventions", "outcomes", "barriers"):
        assert [each["thing"]["iri"] for each in found[name]] == [each.thing for each in getattr(gaps, name)]
    assert [each["mechanism"]["iri"] for each in found["mechanisms"]] == [mechanism for mechanism, _ in gaps.levels]


def test_the_cuts_are_those_of_the_analysis(client: FlaskClient, analysis: Analysis, view: str) -> None:
    """With how far the search went, and what counters the barriers."""
    found = ask(client, "cuts", view=view)
    assert (found["arrows"]["size"], found["arrows"]["searched"]) == (analysis.arrow_cuts.size, analysis.arrow_cuts.searched)
    assert [[each["barrier"]["iri"] for each in one] for one in found["barriers"]["sets"]] == list(
        map(list, analysis.barrier_cuts.sets)
    )
    counters = [arrow for one in found["barriers"]["sets"] for each in one for arrow in each["counters"]]
    assert {(arrow["kind"], arrow["sign"]) for arrow in counters} <= {("counter", "-")}


def test_the_influence_is_that_of_the_analysis(client: FlaskClient, analysis: Analysis, view: str) -> None:
    """The same numbers in the same order."""
    found = ask(client, "influence", view=view)["things"]
    assert [(each["thing"]["iri"], each["fedBy"], each["feeds"], each["loops"]) for each in found] == [
        (each.thing, each.fed_by, each.feeds, each.loops) for each in analysis.influence
    ]


def test_the_network_is_that_of_the_analysis(client: FlaskClient, analysis: Analysis, view: str) -> None:
    """Every thing and every arrow."""
    found = ask(client, "network", view=view)
    assert sorted(each["iri"] for each in found["things"]) == sorted(analysis.network.graph)
    assert [(each["cause"]["iri"], each["effect"]["iri"]) for each in found["arrows"]] == [
        step.arrow for step in analysis.network.steps
    ]


def test_cytoscape_gets_nodes_and_edges(client: FlaskClient) -> None:
    """Each edge between two nodes that are there, with one click to where it comes from."""
    found = ask(client, "network?around=queues-grow&depth=2", format="cytoscape", lang="en")
    nodes = {each["data"]["id"] for each in found["elements"]["nodes"]}
    edges = [each["data"] for each in found["elements"]["edges"]]
    assert "queues-grow" in nodes
    assert all({edge["source"], edge["target"]} <= nodes for edge in edges)
    assert all(client.get(edge["address"]).status_code == 200 for edge in edges)


def test_the_source_view_shows_no_hypothesis(client: FlaskClient) -> None:
    """Neither arrows nor addresses of another view."""
    found = ask(client, "network", view="source")
    assert not any(arrow["inferred"] for arrow in found["arrows"])
    assert all(thing["address"].endswith("?view=source") for thing in found["things"])


def test_a_link_that_the_source_only_implies_is_told_from_one_it_says(client: FlaskClient) -> None:
    """Queues from lack of time are said outright; frustration from the wrong support is read from the order of a figure."""
    arrows = {each["id"]: each["implied"] for each in ask(client, "network?kinds=link")["arrows"]}
    assert arrows["no-time-for-in-depth-work--queues-grow"] is False
    assert arrows["client-without-right-support--worker-frustration-in-client-work"] is True
