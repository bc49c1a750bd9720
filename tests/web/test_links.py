"""Links for programs, by the book of signposting.org."""

from __future__ import annotations

import re
from collections.abc import Callable

import flask
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.graph.formats import DOWNLOAD_FORMATS
from portal.namespaces import DATASET, ID, LICENCE, SCHEMA
from portal.web.identity import Identity
from portal.web.links import of_name

Links = list[tuple[str, dict[str, str]]]


def links(answer: TestResponse) -> Links:
    """The targets of the Link headers with what is said of each."""
    found = []
    for value in re.split(r", (?=<)", ", ".join(answer.headers.getlist("Link"))) if "Link" in answer.headers else ():
        target, *rest = value.split("; ")
        found.append((target.strip("<>"), {name: text.strip('"') for name, _, text in (each.partition("=") for each in rest)}))
    return found


def targets(answer: TestResponse, rel: str) -> list[str]:
    return [target for target, said in links(answer) if rel in said["rel"].split()]


PLACES = {"name": "/id/queues-grow", "page": "/en/things/queues-grow", "data": "/id/queues-grow.ttl"}


@pytest.mark.parametrize("path", PLACES.values(), ids=PLACES)
def test_name_page_and_data_give_the_lasting_name_and_the_licence(client: FlaskClient, path: str) -> None:
    """What to cite, and on what terms it may be used."""
    answer = client.get(path)
    assert targets(answer, "cite-as") == [ID + "queues-grow"]
    assert targets(answer, "license") == [LICENCE]


@pytest.mark.parametrize(("path", "forms"), [("/id/queues-grow", 4), ("/en/things/queues-grow", 7)])
def test_name_and_page_are_described_by_each_form(client: FlaskClient, path: str, forms: int) -> None:
    """With its media type, and it answers with that; a page also by the three forms of its citation."""
    said = [(target, each["type"]) for target, each in links(client.get(path)) if "describedby" in each["rel"]]
    assert len(said) == forms
    assert [client.get(target).mimetype for target, _ in said] == [type_ for _, type_ in said]


def test_a_page_says_what_it_is(client: FlaskClient) -> None:
    """A page about a term, in the classes of schema.org."""
    assert targets(client.get("/en/things/queues-grow"), "type") == [SCHEMA + "AboutPage", SCHEMA + "DefinedTerm"]


def test_a_page_names_each_language_and_the_address_without_one(client: FlaskClient) -> None:
    """Each alternate answers in its language."""
    said = {
        each["hreflang"]: target for target, each in links(client.get("/en/things/queues-grow?view=source")) if "hreflang" in each
    }
    assert said.pop("x-default") == "http://localhost/id/queues-grow"
    assert {client.get(target).headers["Content-Language"] for target in said.values()} == {"fi", "sv", "en"} == set(said)


def test_data_leads_back_to_what_it_describes(client: FlaskClient) -> None:
    """To the name, and to the page in each language."""
    answer = client.get("/id/queues-grow.ttl")
    assert targets(answer, "describes") == ["http://localhost/id/queues-grow"]
    assert "http://localhost/en/things/queues-grow" in targets(answer, "alternate")


def test_an_address_is_called_canonical_only_where_the_public_one_is_known(
    client: FlaskClient, make_client: Callable[..., FlaskClient]
) -> None:
    """It is that address, without what only chooses the view."""
    public = make_client(public_url="https://kierre.example.fi")
    assert targets(client.get("/en/things/queues-grow"), "canonical") == []
    assert targets(public.get("/en/things/queues-grow?view=source"), "canonical") == [
        "https://kierre.example.fi/en/things/queues-grow"
    ]
    assert targets(public.get("/en/things?class=Barrier&view=source"), "canonical") == [
        "https://kierre.example.fi/en/things?class=Barrier"
    ]


@pytest.mark.parametrize("path", ["/en/nowhere", "/id/nothing", "/sparql?query=ASK%7B%7D", "/healthz"])
def test_errors_and_answers_of_the_moment_have_no_links(client: FlaskClient, path: str) -> None:
    """Nothing stands there that lasts."""
    assert links(client.get(path)) == []


@pytest.mark.parametrize("asked", ["%22%3E%3B%20rel=x", "%0d%0aX-Evil:1", "velk%C3%A4", '"><b>'])
def test_what_was_asked_cannot_leave_its_place_in_a_header(client: FlaskClient, asked: str) -> None:
    """Each header is one link to this portal, and nothing else came in."""
    answer = client.get("/en/search?q=" + asked)
    assert "X-Evil" not in answer.headers
    assert {target.partition("/en/")[0].partition("/fi/")[0].partition("/sv/")[0] for target, _ in links(answer)} == {
        "http://localhost",
        LICENCE,
    }


def test_a_long_question_has_no_languages(client: FlaskClient) -> None:
    """Headers stay as short as proxies take them."""
    assert sum(map(len, client.get("/en/search?q=" + "a" * 3000).headers.getlist("Link"))) < 300


@pytest.mark.parametrize("path", ["/id/queues-grow", "/statement/prosos-doc", "/page/about", "/graph/barriers"])
def test_the_links_of_a_name_are_given_as_a_set(client: FlaskClient, path: str) -> None:
    """Those of each page and each form (RFC 9264)."""
    target = targets(client.get(path), "linkset")[0]
    answer = client.get(target)
    assert (answer.status_code, answer.mimetype) == (200, "application/linkset+json")
    contexts = {each["anchor"]: each for each in answer.json["linkset"]}  # type: ignore[index]
    assert len(contexts) == 7
    assert all(each["cite-as"] == [{"href": "https://w3id.org/kierre" + path}] for each in contexts.values())


def test_a_set_and_the_headers_say_the_same(client: FlaskClient) -> None:
    """For data; a page's headers tell its languages besides."""
    contexts = client.get("/id/queues-grow.linkset").json["linkset"]  # type: ignore[index]
    said = next(each for each in contexts if each["anchor"] == "http://localhost/id/queues-grow.ttl")
    found = {(rel, target["href"]) for rel, each in said.items() if rel != "anchor" for target in each}
    headers = links(client.get("/id/queues-grow.ttl"))
    assert found == {(rel, target) for target, each in headers for rel in each["rel"].split()}


def test_a_set_of_nothing_is_404(client: FlaskClient) -> None:
    """As its name is."""
    assert client.get("/id/nothing.linkset").status_code == 404


@pytest.mark.parametrize("path", ["/download/kierre.ttl", "/download/shapes.ttl"])
def test_downloads_say_their_licence(client: FlaskClient, path: str) -> None:
    """And the dataset that they belong to."""
    answer = client.get(path)
    assert targets(answer, "license") == [LICENCE]
    assert "http://localhost/dataset" in targets(answer, "collection") + targets(answer, "describedby")


def test_the_dataset_has_its_files_as_items(app: flask.Flask) -> None:
    """Each with its type; it is no member of itself."""
    with app.test_request_context("/dataset"):
        found = of_name(Identity(DATASET))
    assert [each.type for each in found if each.rel == "item"] == [each.media_type for each in DOWNLOAD_FORMATS]
    assert [each for each in found if each.rel in {"collection", "linkset"}] == []


def test_every_link_of_a_page_answers(client: FlaskClient) -> None:
    """Of those that lead to this portal; /dataset has tests of its own."""
    here = [each for each, _ in links(client.get("/en/guides/financial-social-work")) if each.startswith("http://localhost/")]
    assert all(client.get(each).status_code in {200, 303} for each in here if not each.endswith("/dataset"))
