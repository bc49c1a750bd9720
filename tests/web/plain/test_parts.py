"""Which part of the network is given."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

Network = Callable[..., Any]


@pytest.fixture
def network(client: FlaskClient) -> Network:
    """Gives a part of the network."""

    def read(**asked: object) -> Any:
        answer = client.get("/api/v1/network", query_string={"lang": "en", **{name: str(value) for name, value in asked.items()}})
        assert answer.status_code == 200, answer.text
        return json.loads(answer.data)

    return read


def ids(part: Any) -> list[str]:
    """The arrows of a part."""
    return [each["id"] for each in part["arrows"]]


def distances(part: Any) -> dict[str, int]:
    """The distance of each thing."""
    return {each["id"]: each["distance"] for each in part["things"]}


def test_around_a_thing_stand_its_neighbours(network: Network) -> None:
    """One arrow away when no depth is given."""
    part = network(around="queues-grow")
    assert part["title"] == "Growing queues"
    assert {abs(each) for each in distances(part).values()} == {0, 1}


def test_upstream_is_below_nought_and_downstream_above(network: Network) -> None:
    """The thing itself is at nought."""
    assert all(each <= 0 for each in distances(network(around="queues-grow", direction="up", depth=3)).values())
    assert all(each >= 0 for each in distances(network(around="queues-grow", direction="down", depth=3)).values())


def test_between_two_things_stand_the_walks(network: Network) -> None:
    """From the one to the other."""
    part = network(around="constant-hurry", direction="between", to="queues-grow", depth=2)
    assert ids(part) == ["constant-hurry--no-time-for-in-depth-work", "no-time-for-in-depth-work--queues-grow"]
    assert part["title"] == "Constant hurry / Firefighting → Growing queues"


def test_a_thing_without_arrows_stands_alone(network: Network) -> None:
    """It is no error to ask."""
    part = network(around="aikumetod")
    assert ([each["id"] for each in part["things"]], part["arrows"]) == (["aikumetod"], [])


def test_a_loop_is_its_arrows(network: Network) -> None:
    """And lies whole in the part."""
    part = network(loop="loop-4d7c72db")
    assert len(part["arrows"]) == 3
    assert [each["id"] for each in part["loops"]] == ["loop-4d7c72db"]


def test_a_chain_is_the_one_of_the_chains(network: Network, client: FlaskClient) -> None:
    """Arrow by arrow."""
    chains = json.loads(client.get("/api/v1/chains?obstacle=queues-grow").data)["chains"]
    lever = chains[-1]["lever"]["id"]
    assert ids(network(obstacle="queues-grow", lever=lever)) == [each["id"] for each in chains[-1]["arrows"]]


def test_no_chain_is_a_problem(client: FlaskClient) -> None:
    """It names both ends."""
    answer = client.get("/api/v1/network?obstacle=queues-grow&lever=aikumetod")
    assert answer.status_code == 404
    assert "No chain leads from 'aikumetod' to 'queues-grow' in this view." in json.loads(answer.data)["detail"]


def test_a_circle_is_its_members(network: Network) -> None:
    """And the arrows between them."""
    vicious, virtuous, both = (network(circle=each) for each in ("vicious-circle", "virtuous-circle", "both"))
    assert all("vicious-circle" in each["circles"] for each in vicious["things"])
    assert {each["kind"] for each in both["arrows"]} >= {"link", "counter"}
    assert len(both["arrows"]) > len(vicious["arrows"]) + len(virtuous["arrows"])


def test_kinds_narrow_the_arrows(network: Network) -> None:
    """Repeated or with commas."""
    assert {each["kind"] for each in network(kinds="link,counter")["arrows"]} == {"link", "counter"}


def test_a_chain_over_some_kinds_uses_only_these(network: Network) -> None:
    """The shortest among them."""
    part = network(obstacle="queues-grow", lever="beating-hurry", kinds="link,counter")
    assert {each["kind"] for each in part["arrows"]} <= {"link", "counter"}


def test_a_bad_end_of_a_walk_is_named(client: FlaskClient) -> None:
    """With what is near."""
    answer = client.get("/api/v1/network?around=queues-grow&direction=between&to=constant-hury")
    assert "Did you mean constant-hurry" in json.loads(answer.data)["detail"]
