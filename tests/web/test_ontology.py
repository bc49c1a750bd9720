"""The documentation of the ontology."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data, load
from portal.graph.releases import make_release
from portal.settings import Settings
from portal.web import create_app

MODULES = ["realism", "causality", "practice", "policy", "core", "guidance", "team"]


def terms(real: Data) -> set[str]:
    """The names of all terms of ours."""
    rows = real.store.select("SELECT DISTINCT ?x { ?x rdfs:isDefinedBy ?o FILTER(STRSTARTS(STR(?x), STR(kierre:))) }")
    return {str(row["x"]).rpartition("#")[2] for row in rows}


def section(page: str, term: str) -> str:
    """What a page says of a term."""
    return page.partition(f'<section class="term" id="{term}">')[2].partition("</section>")[0]


def fact(text: str, heading: str) -> str:
    """The value beside a heading."""
    return re.sub("<[^>]+>", "", text.partition(f"<dt>{heading}</dt><dd>")[2].partition("</dd>")[0])


@pytest.mark.parametrize("path", ["/fi/ontologia", "/sv/ontologi", "/en/ontology"])
def test_the_index_has_a_place_for_every_term(client: FlaskClient, real: Data, path: str) -> None:
    """So that the IRI of a term leads there, in each language; each place once."""
    places = re.findall(r'<li id="(\w+)">', client.get(path).text)
    assert set(places) == terms(real)
    assert len(places) == len(set(places))


def test_each_term_is_told_in_full_on_one_page(client: FlaskClient, real: Data) -> None:
    """That of its module, to which the index leads."""
    index = client.get("/en/ontology").text
    told = [
        (module, term)
        for module in MODULES
        for term in re.findall(r'<section class="term" id="(\w+)">', client.get(f"/en/ontology/{module}").text)
    ]
    assert {term for _, term in told} == terms(real)
    assert len(told) == len(terms(real))
    assert all(f'href="/en/ontology/{module}#{term}"' in index for module, term in told)


@pytest.mark.parametrize("path", ["/en/ontology", "/en/ontology/rules", *(f"/en/ontology/{name}" for name in MODULES)])
def test_pages_are_light(client: FlaskClient, path: str) -> None:
    """At most 100 kB."""
    assert len(client.get(path).data) <= 100_000


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_links_among_terms_lead_to_their_places(client: FlaskClient, language: str) -> None:
    """No fragment is wrong."""
    word = {"fi": "ontologia", "sv": "ontologi", "en": "ontology"}[language]
    pages = {f"/{language}/{word}/{name}": client.get(f"/{language}/{word}/{name}").text for name in [*MODULES, "rules"]}
    for page in pages.values():
        for path, place in re.findall(rf'href="(/{language}/{word}/\w+)#([\w-]+)"', page):
            assert f'id="{place}"' in pages[path], f"{path}#{place}"


def test_a_class_tells_what_it_is_and_what_joins_it(client: FlaskClient, real: Data) -> None:
    """Wider class, properties both ways, number with a link to the list, examples, what it is like outside."""
    text = section(client.get("/en/ontology/realism").text, "Mechanism")
    assert fact(text, "Is a kind of") == "part of the model"
    assert "fires mechanism" in fact(text, "Properties that lead to it")
    number = len(real.store.select("SELECT DISTINCT ?x { ?x a kierre:Mechanism }"))
    assert fact(text, "In the data").startswith(f"{number} things: ")
    assert 'href="/en/classes/Mechanism"' in text


def test_a_wider_class_tells_its_kinds(client: FlaskClient) -> None:
    """The five parts of the model."""
    text = section(client.get("/en/ontology/realism").text, "ModelPart")
    assert fact(text, "Its own kinds") == "actor, context, intervention, mechanism, outcome"


def test_the_rules_of_a_class_are_told_in_words(client: FlaskClient) -> None:
    """How many values, and of which kind; with a link to the shape."""
    text = section(client.get("/en/ontology/realism").text, "Configuration")
    assert "in context: at least 1; the value is: context" in fact(text, "Rules")
    assert 'href="/en/ontology/rules#configuration-context"' in text


def test_a_property_tells_its_ends_and_an_example(client: FlaskClient, real: Data) -> None:
    """As declared, or as the data has it; and how it is read backwards."""
    text = section(client.get("/en/ontology/causality").text, "counters")
    assert "mechanism" in fact(text, "Leads from, in this data")
    assert "barrier" in fact(text, "Leads to, in this data")
    number = len(real.store.select("SELECT ?x ?y { ?x kierre:counters ?y }"))
    assert fact(text, "In the data") == f"{number} triples"
    assert "counters" in fact(text, "Example")
    assert fact(text, "Read backwards")


def test_a_judged_property_says_so(client: FlaskClient) -> None:
    """Beside its triples stand relations; other properties have none."""
    page = client.get("/en/ontology/causality").text
    assert "A judgement" in section(page, "counters")
    assert "A judgement" not in section(page, "cause")


def test_a_class_of_values_lists_them(client: FlaskClient) -> None:
    """And each value tells how often it is used."""
    page = client.get("/en/ontology/causality").text
    assert fact(section(page, "Polarity"), "Its values") == "decreases, increases, varies"
    assert re.fullmatch(r"\d+ uses", fact(section(page, "Increases"), "In the data"))


def test_notes_on_use_are_shown(client: FlaskClient) -> None:
    """Those of the ontology, in the reader's language."""
    assert "CAIMeR" in section(client.get("/fi/ontologia/realism").text, "Actor")


@pytest.mark.parametrize(("sort", "term", "other"), [("class", "Barrier", "counters"), ("property", "counters", "Barrier")])
def test_the_index_can_be_narrowed(client: FlaskClient, sort: str, term: str, other: str) -> None:
    """By a link, without a script."""
    page = client.get(f"/en/ontology?show={sort}").text
    assert f'<li id="{term}">' in page
    assert f'<li id="{other}">' not in page


def test_every_shape_is_told(client: FlaskClient) -> None:
    """With what it says to who breaks it, marked as English."""
    page = unescape(client.get("/fi/ontologia/rules").text)
    shapes = client.get("/download/shapes.ttl").text
    for message in re.findall(r'sh:message "((?:[^"\\]|\\.)+)"@en', shapes):
        assert message.replace('\\"', '"').replace("\\\\", "\\") in page
    assert '<span class="small" lang="en">' in page


def test_an_unknown_module_is_404(client: FlaskClient) -> None:
    """A page in the reader's language."""
    assert client.get("/sv/ontologi/nothing").status_code == 404


def test_the_ontology_is_given_as_data_too(client: FlaskClient) -> None:
    """Every link to data answers."""
    for target in re.findall(r'<a href="(/[^"]+\.(?:ttl|jsonld|rdf|nt))"', client.get("/en/ontology").text):
        assert client.get(target).status_code == 200


@pytest.fixture
def changed(world: Path, tmp_path: Path) -> Callable[[], str]:
    """Releases the small world, changes its vocabulary in some way, and releases it again; gives the English index."""

    def change() -> str:
        file = world / "ontology" / "causality.ttl"
        make_release(load(world), tmp_path / "releases", date(2026, 11, 20), "1.0")
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace('"este"@fi', '"jarru"@fi'), encoding="utf-8")
        data = load(world)
        make_release(data, tmp_path / "releases", date(2026, 11, 21), "1.0")
        settings = Settings(data=world, state=tmp_path / "state", releases=tmp_path / "releases")
        return create_app(settings, data).test_client().get("/en/ontology").text

    return change


def test_changes_of_the_vocabulary_are_told_by_release(changed: Callable[[], str]) -> None:
    """The newest first."""
    told = changed().partition('<h2 id="changes">')[2].partition("</ul>")[0]
    assert re.findall(r"#([\d.]+)", told) == ["2026.2", "2026.1"]
    assert "Changed: Barrier." in told
