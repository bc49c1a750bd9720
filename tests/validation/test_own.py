"""An organisation's own folder adds to what Kierre says, and changes none of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.errors import SourceError
from portal.graph.load import data_version, find_sources, load
from portal.namespaces import GRAPH
from portal.paths import data_root
from validation.check import check
from validation.report import Finding, Level

OWN = """@prefix own: <https://social.example.fi/kierre/> .
@prefix id: <https://w3id.org/kierre/id/> .
@prefix st: <https://w3id.org/kierre/statement/> .
@prefix kierre: <https://w3id.org/kierre/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of an organisation's own."""
    folder = tmp_path / "exampleton"
    for name in ("ontology", "content/guides"):
        (folder / name).mkdir(parents=True)
    return folder


@pytest.fixture
def findings(world: Path, own: Path) -> Callable[[str], list[Finding]]:
    """Gives the errors in a Turtle text of the organisation's own."""

    def find(text: str) -> list[Finding]:
        (own / "ontology" / "services.ttl").write_text(OWN + text, encoding="utf-8")
        return [each for each in check(world, folders=[own]).findings if each.level is Level.ERROR]

    return find


SERVICE = """own:advice a kierre:Service ; skos:prefLabel "Neuvo"@fi , "Råd"@sv , "Advice"@en ;
 skos:definition "Apua."@fi , "Hjälp."@sv , "Help."@en ; schema:telephone "012" ; schema:url <https://social.example.fi/> ."""


def test_a_service_of_ones_own_is_no_fault(findings: Callable[[str], list[Finding]]) -> None:
    """It needs neither basis nor source: that it is local is said of it everywhere."""
    assert findings(SERVICE) == []


def test_the_own_folder_of_the_examples_is_no_fault(world: Path, data_folder: Path) -> None:
    """But for what it leads to, which the small world does not have."""
    rules = {each.rule for each in check(world, folders=[data_folder / "organisation"]).findings if each.level is Level.ERROR}
    assert rules <= {"declared-names", "page-links-to-known-name", "page-about-known-thing", "addresses-life"}


MORE = [
    'id:queues-grow skos:altLabel "Lines"@en .',
    "id:queues-grow kierre:basis kierre:EditorialInference .",
    "id:queues-grow prov:wasDerivedFrom st:new .",
    "id:brand-new a kierre:Service .",
    'kierre:counters rdfs:label "helps"@en .',
    'schema:about rdfs:label "is on"@en .',
    "st:a a kierre:SourceStatement .",
    "own:link a kierre:CausalLink ; kierre:cause id:queues-grow ; kierre:effect id:constant-hurry .",
    "own:relation a kierre:Relation ; rdf:subject id:queues-grow ; rdf:object id:constant-hurry .",
    "[] a kierre:Relation ; rdf:subject id:queues-grow .",
    "[] schema:telephone '1' .",
    "own:advice kierre:counters id:queues-grow .",
    "own:advice kierre:basis kierre:StatedInSource .",
    "own:advice owl:sameAs id:queues-grow .",
    "own:advice rdfs:subClassOf kierre:Barrier .",
    "own:advice prov:wasDerivedFrom st:a .",
    "own:Advice_1 schema:telephone '1' .",
    "<urn:x:advice> schema:telephone '1' .",
    "own:advice schema:url <javascript:alert(1)> .",
    "own:advice schema:url <JavaScript:alert(1)> .",
    "own:advice schema:url <data:text/html,x> .",
    "own:advice rdfs:seeAlso <vbscript:x> .",
    "own:advice schema:image <file:///etc/passwd> .",
    "[] schema:url <javascript:alert(1)> .",
]


def test_what_is_more_than_an_addition_is_an_error(world: Path, own: Path) -> None:
    """With the file of the organisation's own, and the line; each is a file by itself, so that none explains another."""
    for place, text in enumerate(MORE):
        (own / "ontology" / f"more-{place}.ttl").write_text(OWN + text, encoding="utf-8")
    found = {(each.file, each.line) for each in check(world, folders=[own]).findings if each.rule == "own-folder-only-adds"}
    assert found == {(f"exampleton/ontology/more-{place}.ttl", len(OWN.splitlines()) + 1) for place in range(len(MORE))}


def test_an_address_that_a_page_may_link_to_is_no_fault(findings: Callable[[str], list[Finding]]) -> None:
    """Of a web page, for a letter or a call, or a lasting name."""
    values = ["https://x.example/", "HTTP://x.example/", "mailto:a@x.example", "tel:+35812", "urn:isbn:1"]
    assert findings(SERVICE[:-1] + "".join(f"; schema:url <{value}>" for value in values) + " .") == []


def test_an_address_that_would_run_is_named(findings: Callable[[str], list[Finding]]) -> None:
    """With what to write instead."""
    (found,) = findings(SERVICE[:-1] + "; schema:url <javascript:alert(1)> .")
    assert "javascript:alert(1), which no page may link to; write an address that begins with one of https:" in found.message


def test_an_unknown_thing_that_is_linked_to_is_an_error(findings: Callable[[str], list[Finding]]) -> None:
    """Of the same rule as in our own files."""
    assert "declared-names" in {each.rule for each in findings(SERVICE[:-1] + "; kierre:addresses id:nothing .")}


def page(own: Path, slug: str) -> None:
    heads = {"fi": "checked: 2026-11-22\n", "sv": "", "en": ""}
    for language, head in heads.items():
        text = f"---\ntitle: Own\nsummary: Own.\n{head}---\n\nText.\n"
        (own / "content" / "guides" / f"{slug}.{language}.md").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("slug", "rules"), [("local-start", set()), ("start", {"own-page-name"}), ("queues", {"readable-file"})])
def test_a_page_of_ones_own_is_named_as_local(world: Path, own: Path, slug: str, rules: set[str]) -> None:
    """So it can take the place of no page of ours, today or tomorrow."""
    page(own, slug)
    found = [each for each in check(world, folders=[own]).findings if each.level is Level.ERROR]
    assert {each.rule for each in found} == rules
    assert all(each.file.startswith(f"exampleton/content/guides/{slug}.") for each in found)


def test_a_page_of_ours_is_not_named_as_local(world: Path) -> None:
    """That name is left to organisations."""
    page(world, "local-start")
    assert [each.rule for each in check(world).findings if each.level is Level.ERROR] == ["own-page-name"]


def test_a_file_named_as_one_of_ours_fills_a_graph_of_its_own(world: Path, own: Path) -> None:
    """The names of an organisation's graphs begin with local-."""
    (own / "ontology" / "core.ttl").write_text(OWN + SERVICE, encoding="utf-8")
    graphs = [each.graph for each in find_sources(world, [own]) if each.is_own]
    assert graphs == [GRAPH + "local-core"]


def test_two_own_folders_do_not_fill_one_graph(world: Path, own: Path, tmp_path: Path) -> None:
    """The second is named."""
    (own / "ontology" / "services.ttl").write_text(OWN, encoding="utf-8")
    shutil.copytree(own, tmp_path / "second")
    with pytest.raises(SourceError, match=r"has the same name as exampleton/ontology/services\.ttl"):
        find_sources(world, [own, tmp_path / "second"])


def test_a_folder_with_nothing_in_it_is_named(world: Path, tmp_path: Path) -> None:
    """Rather than passed over: it may be misspelt."""
    with pytest.raises(SourceError, match="holds neither ontology/ nor content/"):
        load(world, [tmp_path / "nowhere"])


def test_what_is_ones_own_is_part_of_the_data_version(world: Path, own: Path) -> None:
    """So kept answers change with it."""
    before = data_version(find_sources(world, [own]))
    (own / "ontology" / "services.ttl").write_text(OWN + SERVICE, encoding="utf-8")
    assert data_version(find_sources(world, [own])) != before


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_example_of_the_guide_is_no_fault(findings: Callable[[str], list[Finding]], language: str) -> None:
    """What organisations copy works, but for the matter of life that the small world does not have."""
    guide = (data_root() / "content" / "site" / f"run-your-own.{language}.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```\n(@prefix .*?)```", guide, re.DOTALL)
    assert {each.rule for each in findings(example)} <= {"declared-names", "addresses-life"}
