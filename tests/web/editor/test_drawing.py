"""The answer to a query as things and arrows."""

from __future__ import annotations

from flask.testing import FlaskClient

from portal.namespaces import ID
from portal.web.editor.drawing import MOST

GRAPH = "CONSTRUCT { ?a kierre:counters ?b } WHERE { ?a kierre:counters ?b . FILTER(?b = id:queues-grow) }"


def test_a_graph_is_drawn_with_names(client: FlaskClient) -> None:
    """Things with their names in the reader's language, addresses and kinds; arrows with the name of their property."""
    found = client.get("/fi/sparql.json", query_string={"query": GRAPH}).json["elements"]  # type: ignore[index]
    queue = next(each["data"] for each in found["nodes"] if each["data"]["id"] == ID + "queues-grow")
    assert queue["label"] == "jonojen kasvu"
    assert (queue["address"], queue["kind"], queue["short"]) == ("/fi/asiat/queues-grow", "este", "id:queues-grow")
    assert {edge["data"]["label"] for edge in found["edges"]} == {"torjuu"}
    assert {edge["data"]["target"] for edge in found["edges"]} == {ID + "queues-grow"}


def test_too_many_things_are_left_out_and_counted(client: FlaskClient) -> None:
    """What is drawn is drawn whole: each arrow has both its ends."""
    found = client.get("/en/sparql.json", query_string={"query": "SELECT ?s ?p ?o { ?s ?p ?o }"}).json
    assert found is not None
    things = {node["data"]["id"] for node in found["elements"]["nodes"]}
    assert MOST - 1 <= len(things) <= MOST
    assert found["left"] > 0
    assert all({edge["data"]["source"], edge["data"]["target"]} <= things for edge in found["elements"]["edges"])


def test_what_has_no_arrows_gives_an_empty_drawing(client: FlaskClient) -> None:
    """Yes or no, and rows that are no triples."""
    for query in ("ASK {}", "SELECT ?s { ?s ?p ?o } LIMIT 3"):
        assert client.post("/en/sparql.json", data={"query": query}).json == {"elements": {"nodes": [], "edges": []}, "left": 0}


def test_a_query_without_an_answer_is_a_problem(client: FlaskClient) -> None:
    """For the script, in JSON."""
    answer = client.get("/en/sparql.json?query=nonsense")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
