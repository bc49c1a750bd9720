"""What the interface for programs lists: page by page, filtered, in each view."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import flask
import pytest
from flask.testing import FlaskClient

from portal.graph.catalogue import Catalogue
from portal.graph.load import Data, load
from portal.namespaces import ID, KIERRE, STATEMENT, local_name
from portal.settings import Settings
from portal.web import create_app

LISTS = ["things", "statements", "classes", "levels", "configurations", "relations", "links", "pages"]


def ask(client: FlaskClient, path: str) -> Any:
    """An answer as JSON."""
    answer = client.get("/api/v1/" + path)
    assert answer.status_code == 200, answer.text
    return json.loads(answer.data)


def ids(client: FlaskClient, path: str) -> list[str]:
    """The ids of a list, of all its pages."""
    found = ask(client, path)
    gathered = [each["id"] for each in found["items"]]
    while found["next"]:
        parts = urlsplit(found["next"])
        found = json.loads(client.get(f"{parts.path}?{parts.query}").data)
        gathered += [each["id"] for each in found["items"]]
    return gathered


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_whole_and_in_order_page_by_page(client: FlaskClient, name: str) -> None:
    """Nothing is missing, nothing comes twice."""
    found = ids(client, f"{name}?limit=7" if name == "levels" else f"{name}?limit=150&lang=en")
    assert len(found) == ask(client, name)["total"]
    assert found == sorted(set(found))


def test_the_next_page_stands_in_a_header_too(client: FlaskClient) -> None:
    """With everything that was asked for; the last page has none."""
    answer = client.get("/api/v1/things?class=Barrier&limit=2&lang=sv&view=source")
    following = json.loads(answer.data)["next"]
    assert answer.headers["Link"] == f'<{following}>; rel="next"'
    asked = parse_qs(urlsplit(following).query)
    assert {name: asked[name] for name in ("class", "limit", "lang", "view")} == {
        "class": ["Barrier"], "limit": ["2"], "lang": ["sv"], "view": ["source"],
    }  # fmt: skip
    assert "Link" not in client.get("/api/v1/levels").headers


def test_a_place_in_a_list_stays_one_when_what_stood_there_is_gone(client: FlaskClient) -> None:
    """A cursor of another data version goes on after it."""
    every = ids(client, "things?class=Barrier")
    before = every[3] + "-gone"
    assert ids(client, f"things?class=Barrier&cursor={before}") == [each for each in every if each > before]


def test_things_are_those_of_the_graph(client: FlaskClient, real: Data) -> None:
    """All that readers see; what only joins them is listed when it is asked for."""
    every = {each.slug for each in Catalogue(real) if each.iri.startswith(ID) and each.classes}
    joints = set(ids(client, "things?class=Relation&limit=200")) | set(ids(client, "things?class=CausalLink&limit=200"))
    assert set(ids(client, "things?limit=200")) | joints == every


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("class=Barrier", lambda each: "Barrier" in each["type"]),
        ("level=meso", lambda each: "level-meso" in {level["id"] for level in each["levels"]}),
        ("basis=StatedInSource", lambda each: not each["inferred"]),
        ("basis=EditorialInference", lambda each: each["basis"] == "EditorialInference"),
        ("view=source", lambda each: not each["inferred"]),
    ],
)
def test_filters_leave_only_what_fits(client: FlaskClient, asked: str, holds: Callable[[Any], bool]) -> None:
    """Some, and fewer than all."""
    found = ask(client, f"things?{asked}&limit=200")
    assert 0 < found["total"] < ask(client, "things")["total"]
    assert all(map(holds, found["items"]))


def test_things_of_a_document(client: FlaskClient, real: Data) -> None:
    """Those derived from its statements, and its parts."""
    found = ids(client, "things?document=prosos&class=LifeDomain&limit=200")
    catalogue = Catalogue(real)
    assert found
    assert all(ID + "prosos" in catalogue[ID + each].documents for each in found)


def test_statements_of_a_kind_in_a_document(client: FlaskClient) -> None:
    """In the words of the ledger."""
    found = ask(client, "statements?document=aikumetod&kind=barrier&lang=fi&limit=200")
    assert found["total"] > 0
    assert {(each["document"]["id"], each["statementKind"]) for each in found["items"]} == {("aikumetod", "barrier")}
    assert all(isinstance(each["locator"], str) and isinstance(each["paraphrase"], str) for each in found["items"])


def test_classes_are_counted_as_they_are_listed(client: FlaskClient) -> None:
    """In each view."""
    for view in ("all", "source"):
        for each in ask(client, f"classes?limit=200&view={view}")["items"]:
            if each["id"] in {"Barrier", "Mechanism", "Configuration", "FeedbackLoop"}:
                assert each["count"] == ask(client, f"things?class={each['id']}&view={view}")["total"]


def test_a_class_leads_to_its_things(client: FlaskClient) -> None:
    """And to the classes above and below it."""
    found = ask(client, "classes/Barrier?lang=en")
    parts = urlsplit(found["things"])
    assert json.loads(client.get(f"{parts.path}?{parts.query}").data)["total"] == found["count"]
    assert found["label"] == "barrier"


@pytest.mark.parametrize("name", ["SourceStatement", "GuidancePage"])
def test_a_class_with_a_list_of_its_own_leads_there(client: FlaskClient, name: str) -> None:
    """Statements and guidance pages are no things."""
    found = ask(client, f"classes/{name}")
    assert 0 < found["count"] <= json.loads(client.get(urlsplit(found["things"]).path).data)["total"]


def test_the_levels_are_three(client: FlaskClient) -> None:
    """Things of their own."""
    assert ids(client, "levels") == ["level-macro", "level-meso", "level-micro"]


def test_a_configuration_has_its_five_parts(client: FlaskClient) -> None:
    """And its level and mechanism, by which it is found."""
    found = ask(client, "configurations?level=meso&mechanism=enabling-leadership&lang=en")["items"]
    assert found[0]["id"] == "configuration-enabling-leadership-meso"
    one = ask(client, "configurations/configuration-enabling-leadership-meso?lang=en")
    assert {name: one[name] for name in found[0]} == found[0]
    assert [each["id"] for each in one["firesMechanism"]] == ["enabling-leadership"]
    assert all(one[name] for name in ("inContext", "byActor", "withIntervention", "leadsToOutcome"))


def test_relations_are_found_by_their_parts(client: FlaskClient) -> None:
    """Each with what it rests on."""
    found = ask(client, "relations?object=queues-grow&property=counters&lang=en")["items"]
    assert found
    assert {(each["property"], each["object"]["id"]) for each in found} == {("counters", "queues-grow")}
    assert all(each["rationale"] for each in found if each["inferred"])
    subject = found[0]["subject"]["id"]
    assert found[0]["id"] in ids(client, f"relations?subject={subject}")


def test_relations_without_hypotheses(client: FlaskClient) -> None:
    """By view or by basis."""
    stated = ids(client, "relations?view=source&limit=200")
    assert stated == ids(client, "relations?basis=StatedInSource&limit=200")
    assert 0 < len(stated) < ask(client, "relations")["total"]


def test_links_are_found_by_their_ends(client: FlaskClient) -> None:
    """With sign and explicitness."""
    found = ask(client, "links?cause=queues-grow&lang=en")["items"]
    assert found
    assert all("queues-grow" in {end["id"] for end in each["cause"]} for each in found)
    assert {each["polarity"] for each in found} <= {"Increases", "Decreases", "Varies"}
    assert ids(client, "links?cause=queues-grow&effect=constant-hurry") == ["link-queues-hurry"]


def test_a_learning_path_tells_its_lesson(client: FlaskClient) -> None:
    """Minutes, for whom, what it teaches, which skills, which cases: in the list as in the record."""
    lesson = ask(client, "pages/an-hour-on-the-realist-model?lang=en")["lesson"]
    assert (lesson["minutes"], lesson["roles"]) == (60, ["student", "professional"])
    assert lesson["audience"].startswith("Students of social work")
    assert [each["id"] for each in lesson["teaches"]] == ["mechanism-as-joint-effect", "rule-of-three-levels", "virtuous-circle"]
    assert [each["api"].rpartition("/api/v1")[2] for each in lesson["cases"]] == ["/pages/case-loneliness"]
    assert all(each.startswith("http://data.europa.eu/esco/skill/") for each in lesson["skills"])
    listed = ask(client, "pages?kind=learning&lang=en")["items"]
    assert lesson in [each["lesson"] for each in listed]


def test_no_other_page_is_a_lesson(client: FlaskClient) -> None:
    """It says null."""
    assert {each["lesson"] is None for each in ask(client, "pages")["items"] if each["kind"] != "learning"} == {True}


def test_pages_are_found_by_kind_and_subject(client: FlaskClient) -> None:
    """Those about a thing, or of a kind."""
    found = ask(client, "pages?subject=queues-grow&lang=en")["items"]
    assert found
    assert all("queues-grow" in {each["id"] for each in page["subjects"]} for page in found)
    assert {each["kind"] for each in ask(client, "pages?kind=methods")["items"]} == {"methods"}


def test_a_page_has_its_headings_and_its_text(client: FlaskClient) -> None:
    """At the places that its own page has."""
    found = ask(client, "pages/reading-the-model?lang=sv")
    page = client.get(urlsplit(found["url"]).path).text
    assert all(f'id="{each["id"]}"' in page for each in found["headings"])
    assert found["markdown"].count("## ") >= len(found["headings"])
    assert "](" not in found["text"]
    assert set(ask(client, "pages/reading-the-model")["headings"]) == {"fi", "sv", "en"}


def test_a_page_about_the_portal_itself_has_no_name_in_the_graph(client: FlaskClient) -> None:
    """It is about no thing."""
    assert ask(client, "pages/json-api")["iri"] is None


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("things/nothing", "There is nothing called 'nothing'"),
        ("things?class=Nothing", "There is no class called 'Nothing'"),
        ("things?document=queues-grow", "There is no document called 'queues-grow'"),
        ("statements/nothing", "There is no statement called 'nothing'"),
        ("statements?kind=nothing", "There are no statements of the kind 'nothing'"),
        ("classes/Nothing", "There is no class called 'Nothing'"),
        ("configurations/queues-grow", "There is no configuration called 'queues-grow'"),
        ("configurations?mechanism=nothing", "There is nothing called 'nothing' for mechanism"),
        ("relations?subject=nothing", "There is nothing called 'nothing' for subject"),
        ("links?effect=nothing", "There is nothing called 'nothing' for effect"),
        ("pages/nothing", "There is no page called 'nothing'"),
        ("nothing/at/all", "There is nothing at /api/v1/nothing/at/all"),
    ],
)
def test_what_there_is_not_is_told(client: FlaskClient, path: str, said: str) -> None:
    """With where to look."""
    answer = client.get("/api/v1/" + path)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert json.loads(answer.data)["detail"].startswith(said)


def test_a_thing_names_where_it_is_read(client: FlaskClient) -> None:
    """By people in the language asked for, by programs, and as data."""
    found = ask(client, "things/queues-grow?lang=sv")
    for address in (found["url"], found["api"], *found["data"].values()):
        assert client.get(urlsplit(address).path).status_code == 200
    assert urlsplit(found["url"]).path.startswith("/sv/")


def test_addresses_begin_with_the_public_one(make_client: Callable[..., FlaskClient]) -> None:
    """Where the settings name it."""
    found = ask(make_client(public_url="https://kierre.example.org"), "levels")
    assert found["about"]["address"] == "https://kierre.example.org/api/v1/levels"
    assert found["@context"] == ["https://kierre.example.org/context/v1.jsonld"]


def test_a_thing_without_hypotheses_has_only_stated_relations(client: FlaskClient) -> None:
    """Out and in."""
    found = ask(client, "things/queues-grow?view=source")
    ends = [each for side in ("outgoing", "incoming") for group in found[side].values() for each in group]
    assert ends
    assert not any(each["inferred"] for each in ends)


def test_a_thing_has_its_guidance_pages(client: FlaskClient) -> None:
    """Those that are about it."""
    found = ask(client, "things/queues-grow?lang=en")
    assert [each["id"] for each in found["guides"]] == ids(client, "pages?subject=queues-grow")


def test_a_statement_has_what_rests_on_it(client: FlaskClient, real: Data) -> None:
    """Every thing and link, as in the graph."""
    iri = STATEMENT + "aikumetod-s4-c-03-queues"
    query = f"SELECT ?x WHERE {{ ?x prov:wasDerivedFrom <{iri}> FILTER(!STRSTARTS(STR(?x), STR(page:))) }}"
    wanted = sorted(local_name(str(row["x"])) for row in real.store.select(query))
    assert [each["id"] for each in ask(client, f"statements/{local_name(iri)}")["derived"]] == wanted


@pytest.fixture
def with_deprecated(world: Path, tmp_path: Path) -> FlaskClient:
    """A portal over a small world in which a thing has been replaced."""
    (world / "ontology" / "old.ttl").write_text(
        f"""@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <{ID}old> a <{KIERRE}Barrier> ; owl:deprecated true ; dcterms:isReplacedBy <{ID}new> ; skos:prefLabel "vanha"@fi .
        <{ID}new> a <{KIERRE}Barrier> ; skos:prefLabel "uusi"@fi .""",
        encoding="utf-8",
    )
    app: flask.Flask = create_app(Settings(state=tmp_path), load(world))
    return app.test_client()


def test_a_deprecated_thing_names_what_took_its_place(with_deprecated: FlaskClient) -> None:
    """The new one is not deprecated."""
    old, new = (ask(with_deprecated, f"things/{name}") for name in ("old", "new"))
    assert (old["deprecated"], old["replacedBy"]["id"]) == (True, "new")
    assert (new["deprecated"], new["replacedBy"]) == (False, None)


def test_a_text_that_a_language_lacks_names_its_own(with_deprecated: FlaskClient) -> None:
    """So that nobody takes it for that language."""
    assert ask(with_deprecated, "things/old?lang=en")["label"] == {"fi": "vanha"}
    assert ask(with_deprecated, "things/old?lang=fi")["label"] == "vanha"
