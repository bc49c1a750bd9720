"""Every file of the network, read back by a reader that is not ours: the same things and arrows."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from collections.abc import Callable
from functools import cache
from typing import Any

import flask
import networkx as nx
import pydot
import pytest
import rdflib
from flask.testing import FlaskClient

from portal.namespaces import ID, KIERRE
from portal.web.exports.table import EXPORTS, by_ending
from portal.web.plain.pieces import About, Arrow, Carrier, Ref, Thing
from portal.web.plain.shapes import NetworkAnswer

Pairs = set[tuple[str, str]]
PARTS = [
    "",
    "around=queues-grow&depth=2&lang=sv",
    "loop=loop-4d7c72db&lang=en",
    "obstacle=queues-grow&lever=beating-hurry",
    "around=aikumetod",
]
LARGE = ["circle=both", "view=source"]  # of which each line stands in the whole too: one format shows that they are this part
NASTY = ['=1+1|"x"', 'a "b" \\ <c> & #d; | [e] {f} (g)', "@end\nclick 'h' -- %% ]]>", "-- ;å ä ö", "+subgraph"]


def read_xml(text: str, reader: Callable[..., nx.DiGraph[str]]) -> nx.DiGraph[str]:
    """A graph as networkx reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return reader(io.BytesIO(text.encode()))


def rows(text: str) -> list[dict[str, str]]:
    """A table as Python's own reader reads it."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def mermaid(text: str) -> tuple[dict[str, str], Pairs]:
    """The labels and arrows of a flowchart."""
    boxes = dict(re.findall(r'^(n\d+)\["([^"\n]*)"\]$', text, re.MULTILINE))
    arrows = re.findall(r'^(n\d+) -\.?->\|"[^"\n]*"\| (n\d+)$', text, re.MULTILINE)
    plain = {name: re.sub(r"#(\d+);", lambda found: chr(int(found[1])), label) for name, label in boxes.items()}
    assert len(boxes) + len(arrows) == len([line for line in text.splitlines()[1:] if line[0] not in "%c"])
    return plain, set(arrows)


@pytest.fixture(params=PARTS, ids=lambda part: part or "whole", scope="module")
def part(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def get(app: flask.Flask, part: str) -> Callable[[str], str]:
    """Gives the file of a part of the network with an ending, asked for once."""

    @cache
    def read(ending: str) -> str:
        answer = app.test_client().get(f"/download/network.{ending}?{part}")
        assert answer.status_code == 200, answer.text
        return answer.text

    return read


@pytest.fixture(scope="module")
def wanted(app: flask.Flask, part: str) -> Any:
    """The same part as the interface for programs gives it."""
    answer = app.test_client().get(f"/api/v1/network?{part}")
    assert answer.status_code == 200, answer.text
    return json.loads(answer.data)


@pytest.fixture(scope="module")
def turtle(get: Callable[[str], str]) -> rdflib.Graph:
    """The part in Turtle, as rdflib reads it."""
    return rdflib.Graph().parse(data=get("ttl"), format="turtle")


def labels(wanted: Any) -> dict[str, str]:
    """The things of a part with their labels."""
    return {each["id"]: each["label"] for each in wanted["things"]}


def arrows(wanted: Any) -> Pairs:
    """The arrows of a part."""
    return {(each["cause"]["id"], each["effect"]["id"]) for each in wanted["arrows"]}


@pytest.mark.parametrize(("ending", "reader"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_xml_is_read_back(get: Callable[[str], str], wanted: Any, ending: str, reader: Callable[..., Any]) -> None:
    """By networkx, with labels, signs and what is a hypothesis."""
    graph = read_xml(get(ending), reader)
    assert dict(graph.nodes(data="label")) == labels(wanted)
    assert {(a, b): (sign, graph.edges[a, b]["inferred"]) for a, b, sign in graph.edges(data="sign")} == {
        (each["cause"]["id"], each["effect"]["id"]): (each["sign"], each["inferred"]) for each in wanted["arrows"]
    }


def test_tables_are_read_back(get: Callable[[str], str], wanted: Any) -> None:
    """By Python's own reader."""
    assert {row["id"]: row["label"] for row in rows(get("nodes.csv"))} == labels(wanted)
    assert {(row["source"], row["target"]) for row in rows(get("edges.csv"))} == arrows(wanted)


@pytest.mark.parametrize("part", PARTS[1:], indirect=True, scope="module")  # its reader takes long for the whole
def test_dot_is_read_back(get: Callable[[str], str], wanted: Any, read_dot: Callable[[str], pydot.Dot]) -> None:
    """By the reader of pydot."""
    graph = read_dot(get("dot"))
    names = {each.get_name().strip('"') for each in graph.get_nodes()} - {"node"}
    assert names == set(labels(wanted))
    assert {(str(e.get_source()).strip('"'), str(e.get_destination()).strip('"')) for e in graph.get_edges()} == arrows(wanted)


def test_mermaid_is_read_back(get: Callable[[str], str], wanted: Any) -> None:
    """Each line is a box, an arrow, an address or a remark."""
    boxes, found = mermaid(get("mmd"))
    names = dict(zip(boxes, labels(wanted), strict=True))
    assert list(boxes.values()) == list(labels(wanted).values())
    assert {(names[a], names[b]) for a, b in found} == arrows(wanted)


@pytest.mark.parametrize("part", [*PARTS, *LARGE], indirect=True, ids=lambda part: part or "whole", scope="module")
def test_json_of_others_is_read_back(get: Callable[[str], str], wanted: Any) -> None:
    """Cytoscape.js and Kumu."""
    kumu, cytoscape = json.loads(get("kumu.json")), json.loads(get("cyjs"))["elements"]
    assert {each["id"]: each["label"] for each in kumu["elements"]} == labels(wanted)
    assert {(each["from"], each["to"]) for each in kumu["connections"]} == arrows(wanted)
    assert {each["data"]["id"]: each["data"]["label"] for each in cytoscape["nodes"]} == labels(wanted)
    assert {(each["data"]["source"], each["data"]["target"]) for each in cytoscape["edges"]} == arrows(wanted)


def test_turtle_is_read_back(turtle: rdflib.Graph, wanted: Any) -> None:
    """By rdflib: every thing has its names, every carrier its basis."""
    things = {name["iri"] for each in wanted["things"] for name in each["names"]}
    carriers = {each["iri"] for arrow in wanted["arrows"] for each in arrow["carriers"]}
    assert {str(each) for each in turtle.subjects(rdflib.SKOS.prefLabel)} >= things
    assert {str(each) for each in turtle.subjects(rdflib.URIRef(KIERRE + "basis"))} >= carriers


def test_turtle_holds_nothing_of_others(turtle: rdflib.Graph, wanted: Any) -> None:
    """Only what is in the part, and where the file comes from."""
    things = {name["iri"] for each in wanted["things"] for name in each["names"]}
    carriers = {each["iri"] for arrow in wanted["arrows"] for each in arrow["carriers"]}
    assert {str(each) for each in turtle.subjects() if str(each).startswith(ID)} <= things | carriers


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.ending)
def test_a_file_says_where_it_comes_from(client: FlaskClient, export: Any) -> None:
    """Data version, view, licence and address; a table has no place for them but its name and headers."""
    answer = client.get(f"/download/network.{export.ending}?around=queues-grow&view=source")
    version = json.loads(client.get("/version").data)["data"]
    assert f"kierre-network-{version}.{export.ending}" in answer.headers["Content-Disposition"]
    assert 'rel="license"' in answer.headers["Link"]
    if not export.ending.endswith("csv"):
        for words in (version, "source", "creativecommons.org/licenses/by/4.0", f"/download/network.{export.ending}?around="):
            assert words in answer.text


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.ending)
def test_a_file_is_the_same_each_time(app: flask.Flask, export: Any) -> None:
    """No day of writing, no chance: made anew it has the same lines."""
    with app.test_request_context("/download/network?loop=loop-4d7c72db"):
        from portal.web.plain.parts import network  # noqa: PLC0415

        assert sorted(export.write(network()).splitlines()) == sorted(export.write(network()).splitlines())


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("network.pdf", 404, "The network is given as .graphml"),
        ("network.graphml?format=dot", 400, "Leave format out"),
        ("network.graphml?around=nothing-at-all", 404, "There is nothing called"),
        ("network.nodes.csv?colour=red", 400, "There is no parameter"),
    ],
)
def test_a_bad_address_is_a_problem(client: FlaskClient, path: str, status: int, words: str) -> None:
    """It says what to change."""
    answer = client.get("/download/" + path)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert words in json.loads(answer.data)["detail"]


@pytest.fixture
def nasty() -> NetworkAnswer:
    """A network with labels that mean something to each format."""
    refs = [Ref(f"{ID}t{number}", f"t{number}", label, "/x") for number, label in enumerate(NASTY)]
    things = tuple(
        Thing(each.iri, each.id, each.label, each.address, (each,), "Barrier", each.label, "", (), (), inferred=False)
        for each in refs
    )
    carrier = Carrier(ID + "link", "link", NASTY[1], "/x", inferred=True, words=NASTY[2], rationale="", statements=())
    joined = tuple(
        Arrow(
            f"{a.id}--{b.id}",
            a,
            b,
            "-",
            NASTY[3],
            "link",
            NASTY[0],
            inferred=True,
            implied=False,
            words=NASTY[1],
            address="/x",
            carriers=(carrier,),
        )
        for a, b in zip(refs, [*refs[1:], refs[0]], strict=True)
    )
    return NetworkAnswer(About("/x?y=1", "all", "fi", "0123"), NASTY[1], things, joined)


def written(app: flask.Flask, network: NetworkAnswer, ending: str) -> str:
    """A network in a format."""
    export = by_ending(ending)
    assert export
    with app.test_request_context("/download/network"):
        return export.write(network)


def test_labels_survive_xml(app: flask.Flask, nasty: NetworkAnswer) -> None:
    """Whatever stands in them."""
    for ending, reader in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        graph = read_xml(written(app, nasty, ending), reader)
        assert [" ".join(label.split()) for _, label in graph.nodes(data="label")] == [" ".join(each.split()) for each in NASTY]


def test_labels_survive_dot(app: flask.Flask, nasty: NetworkAnswer, read_dot: Callable[[str], pydot.Dot]) -> None:
    """Each stays one quoted text, in lines."""
    graph = read_dot(written(app, nasty, "dot"))
    found = [each.get("label")[1:-1] for each in graph.get_nodes() if each.get_name() != "node"]
    plain = [re.sub(r"\\(.)", lambda m: " " if m[1] == "n" else m[1], each) for each in found]
    assert [each.replace(" ", "") for each in plain] == ["".join(each.split()) for each in NASTY]
    assert len(graph.get_edges()) == len(NASTY)


def test_labels_survive_mermaid(app: flask.Flask, nasty: NetworkAnswer) -> None:
    """What means something to it is written by number."""
    boxes, found = mermaid(written(app, nasty, "mmd"))
    assert list(boxes.values()) == [" ".join(each.split()) for each in NASTY]
    assert len(found) == len(NASTY)


def test_no_cell_is_a_formula(app: flask.Flask, nasty: NetworkAnswer) -> None:
    """No spreadsheet runs what a label says; an apostrophe stands before what begins like a formula."""
    for ending in ("nodes.csv", "edges.csv"):
        cells = [cell for row in rows(written(app, nasty, ending)) for cell in row.values()]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [row["label"].removeprefix("'") for row in rows(written(app, nasty, "nodes.csv"))] == NASTY
