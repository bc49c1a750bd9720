"""What pages say of themselves to programs, in the words of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from flask.testing import FlaskClient

from portal.graph.load import Data, load
from portal.namespaces import DATASET, ID, LICENCE, ONTOLOGY
from portal.settings import Settings
from portal.web import create_app

PAGES = {
    "home": "/en/",
    "thing": "/en/things/queues-grow",
    "hypothesis": "/en/things/link-queues-hurry",
    "document": "/en/things/aikumetod",
    "statement": "/en/statements/aikumetod-s4-c-03-queues",
    "guide": "/en/guides/financial-social-work",
    "ontology": "/en/ontology",
    "dataset": "/en/guides/data-and-licence",
    "list": "/en/classes/Barrier",
    "tool": "/en/what-if",
}
NEEDED = {
    "WebSite": {"name", "url", "@id"},
    "WebPage": {"name", "url", "@id", "inLanguage", "isPartOf", "license", "breadcrumb"},
    "CollectionPage": {"name", "url", "@id", "inLanguage", "isPartOf", "license", "breadcrumb"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "DefinedTerm": {"@id"},
    "DefinedTermSet": {"@id", "name"},
    "Dataset": {"@id"},
    "DataDownload": {"encodingFormat", "contentUrl"},
    "CreativeWork": {"@id", "name"},
    "Claim": {"@id", "name"},
    "SearchAction": {"target", "query-input"},
    "EntryPoint": {"urlTemplate"},
    "Organization": {"name"},
}
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def block(page: str) -> str:
    """The one block of data of a page."""
    (found,) = BLOCK.findall(page)
    return str(found)


def nodes(value: object) -> Iterator[dict[str, Any]]:
    """Every node of the data, from the outside in."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(each)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_every_node_has_what_its_class_needs(client: FlaskClient, path: str) -> None:
    """And its class is one of those that we know how to check."""
    for node in nodes(json.loads(block(client.get(path).text))):
        for kind in [node["@type"]] if isinstance(node["@type"], str) else node["@type"]:
            assert set(node) >= NEEDED[kind], kind


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_the_block_is_linked_data(client: FlaskClient, path: str, read_graph: Callable[[bytes, str], rdflib.Graph]) -> None:
    """With the context of schema.org written into it, it is read as triples, with whole addresses and no word left over."""
    data = {**json.loads(block(client.get(path).text)), "@context": {"@vocab": "https://schema.org/"}}
    graph = read_graph(json.dumps(data).encode(), "application/ld+json")
    iris = {str(node) for triple in graph for node in triple if isinstance(node, rdflib.URIRef)}
    assert len(graph) > 5
    assert [iri for iri in iris if not iri.startswith(("http://", "https://"))] == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_the_head_adds_little(client: FlaskClient, path: str) -> None:
    """At most 3 kB of data a page."""
    assert len(block(client.get(path).text).encode()) <= 3000


def test_a_thing_is_a_term_of_the_dataset(client: FlaskClient) -> None:
    """With its other names, and the publication that its page is based on."""
    data = json.loads(block(client.get(PAGES["thing"]).text))
    term = data["mainEntity"]
    assert (term["@type"], term["@id"], term["name"]) == ("DefinedTerm", ID + "queues-grow", "Growing queues")
    assert term["inDefinedTermSet"]["@id"] == DATASET
    assert "Waiting lists" in term["alternateName"]
    assert [each["@id"] for each in data["isBasedOn"]] == [ID + "aikumetod"]


def test_only_what_is_the_same_is_called_so(client: FlaskClient) -> None:
    """Exact matches, not close ones."""
    shown = json.loads(block(client.get("/en/things/adult-social-work").text))["mainEntity"]
    assert shown["sameAs"] == ["http://www.yso.fi/onto/yso/p24585"]


def test_a_hypothesis_is_called_one(client: FlaskClient) -> None:
    """A search engine shows no inference of ours as a fact."""
    page = client.get(PAGES["hypothesis"]).text
    assert json.loads(block(page))["mainEntity"]["description"].startswith("Hypothesis: ")
    assert '<meta name="description" content="Hypothesis: ' in page


def test_hidden_names_are_not_shown(client: FlaskClient, real: Data) -> None:
    """Slang and misspellings are there to be searched."""
    for row in real.store.select("SELECT ?t ?n { ?t skos:hiddenLabel ?n FILTER(LANG(?n) = 'en') } LIMIT 20"):
        thing = json.loads(block(client.get(f"/en/things/{str(row['t']).removeprefix(ID)}").text))["mainEntity"]
        assert str(row["n"]) not in thing.get("alternateName", ())


def test_a_guide_says_what_it_is_about_and_when_it_was_checked(client: FlaskClient) -> None:
    """The day of the check is no day of a change."""
    data = json.loads(block(client.get(PAGES["guide"]).text))
    assert {"@type": "DefinedTerm", "@id": ID + "financial-social-work", "name": "Financial social work"} in data["about"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", data["lastReviewed"])
    assert "dateModified" not in data


def test_the_dataset_is_given_with_its_files(client: FlaskClient, real: Data) -> None:
    """Each file answers with the type that it is said to have."""
    data = json.loads(block(client.get(PAGES["dataset"]).text))["mainEntity"]
    assert (data["version"], data["license"]) == (real.version, LICENCE)
    assert len(data["distribution"]) == 5
    assert all(client.head(each["contentUrl"]).mimetype == each["encodingFormat"] for each in data["distribution"])


def test_the_home_page_says_how_to_search(client: FlaskClient) -> None:
    """The address answers when the words are put in."""
    target = json.loads(block(client.get("/sv/").text))["potentialAction"]["target"]["urlTemplate"]
    assert client.get(target.replace("{search_term_string}", "jonot")).status_code == 200


def test_the_ontology_is_a_set_of_terms(client: FlaskClient) -> None:
    """Under its lasting name."""
    assert json.loads(block(client.get(PAGES["ontology"]).text))["mainEntity"]["@id"] == ONTOLOGY


def test_an_address_with_a_question_is_no_page_of_its_own(client: FlaskClient) -> None:
    """It says nothing of itself; the view alone is no question."""
    assert BLOCK.findall(client.get("/en/what-if?thing=queues-grow").text) == []
    assert BLOCK.findall(client.get("/en/things/queues-grow?view=source").text)


@pytest.mark.parametrize("path", ["/en/nowhere", "/en/things/nothing"])
def test_an_error_page_has_no_data_and_is_not_found(client: FlaskClient, path: str) -> None:
    """Search engines are told to leave it out."""
    page = client.get(path).text
    assert BLOCK.findall(page) == []
    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="alternate"' not in page


def test_the_answer_to_a_form_says_nothing_of_itself(client: FlaskClient) -> None:
    """What somebody filled in is no page to be found."""
    page = client.post("/en/team-check", data={}).text
    assert BLOCK.findall(page) == []


HOSTILE = '</script><script>alert(1)</script><!-- " \\u2028 & ]]>'


@pytest.fixture
def hostile(world: Path) -> FlaskClient:
    """A portal over data whose texts try to end the block that they stand in."""
    file = world / "ontology" / "model" / "things.ttl"
    text = file.read_text(encoding="utf-8").replace('"hurry → queues"@en', json.dumps(HOSTILE) + "@en")
    file.write_text(text.replace('"hurry → queues describes the matter."@en', json.dumps(HOSTILE) + "@en"), encoding="utf-8")
    return create_app(Settings(state=world.parent), load(world)).test_client()


def test_a_text_cannot_end_the_block(hostile: FlaskClient) -> None:
    """It comes back whole from the data, and is nowhere HTML."""
    page = hostile.get("/en/things/link-hurry-queues").text
    assert "<script>" not in page
    assert json.loads(block(page))["mainEntity"]["name"] == HOSTILE
    assert json.loads(block(page))["mainEntity"]["description"] == HOSTILE


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_head_speaks_the_page_s_language(client: FlaskClient, language: str) -> None:
    """Title, description and locale."""
    page = client.get("/id/queues-grow", headers={"Accept-Language": language}, follow_redirects=True).text
    locale = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}[language]
    assert f'<meta property="og:locale" content="{locale}">' in page
    description = re.findall(r'<meta name="description" content="([^"]+)">', page)[0]
    assert description in re.sub(r"<head>.*</head>", "", page, flags=re.DOTALL)


def test_the_whole_address_of_a_page_is_shared_where_it_is_known(make_client: Callable[..., FlaskClient]) -> None:
    """With the public address, and else not."""
    page = make_client(public_url="https://kierre.example.fi").get("/en/things/queues-grow").text
    assert '<meta property="og:url" content="https://kierre.example.fi/en/things/queues-grow">' in page
    assert "og:url" not in make_client().get("/en/things/queues-grow").text
