"""Learning paths: steps and their minutes, the answers, what goes along, and what the graph says of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF as RDF_TERMS
from rdflib.namespace import SDO

from portal.graph.load import Data
from portal.languages import LANGUAGES, Language
from portal.namespaces import ID, PAGE
from portal.pages.frontmatter import FrontMatter
from portal.pages.learning import Step, duration, key, learning_triples, steps, takes_along
from portal.pages.plans import LEARNING, plan
from portal.pages.read import Page, PageText
from portal.pages.timed import minutes, untimed
from portal.terms import Iri

SKILL = "2e62b29d-3aa8-4e58-8aca-f3b48c8deefd"


def text(language: Language) -> PageText:
    """A path on the plan of its kind, with two steps."""
    three = {
        "Step by step": "### Draw (10 min)\n\nSee [a case](page:case-a).\n\n### Ask (5 min)\n",
        "Cases": "### No step (9 min)\n",
    }
    names = zip(plan(LEARNING, language), plan(LEARNING, "en"), strict=True)
    body = "".join(f"## {own}\n\n{three.get(english, 'Words[^aikumetod-rec-01].')}\n\n" for own, english in names)
    return PageText(Path(f"p.{language}.md"), "Path", "A path.", body, 1, audience=f"For students ({language})")


@pytest.fixture
def path() -> Page:
    """A learning path in three languages."""
    matter = FrontMatter(
        "Path",
        "A path.",
        ("hurry",),
        date(2026, 11, 22),
        minutes=15,
        roles=("student",),
        teaches=("hurry",),
        skills=(SKILL,),
        cases=("case-a",),
    )
    return Page("p", LEARNING, matter, {each: text(each) for each in LANGUAGES})


@pytest.fixture
def graph(path: Page) -> rdflib.Graph:
    """What the graph says of the path, as an independent reader has it."""
    found = rdflib.Graph()
    for subject, property_, value in learning_triples(path):
        node: rdflib.term.Node = rdflib.URIRef(value.value)
        if not isinstance(value, Iri):
            node = rdflib.Literal(value.value, value.language, value.datatype)  # type: ignore[union-attr]
        found.add((rdflib.URIRef(str(subject)), rdflib.URIRef(property_.value), node))
    return found


@pytest.mark.parametrize(
    ("heading", "count", "name"),
    [("Ask (5 min)", 5, "Ask"), ("Ask", None, "Ask"), ("Ask (0 min)", None, "Ask (0 min)"), ("(5 min) Ask", None, "(5 min) Ask")],
)
def test_minutes_stand_at_the_end_of_a_heading(heading: str, count: int | None, name: str) -> None:
    """Nowhere else."""
    assert (minutes(heading), untimed(heading)) == (count, name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_steps_are_those_of_their_section(path: Page, language: Language) -> None:
    """With addresses that stay when the minutes change, the same in each language."""
    found = steps(path, language)
    assert [(each.name, each.minutes, each.anchor) for each in found] == [("Draw", 10, "draw"), ("Ask", 5, "ask")]


def test_a_step_knows_its_line(path: Page) -> None:
    """For the check."""
    assert steps(path, "en")[0] == Step("Draw", 10, "draw", path.texts["en"].markdown.split("\n").index("### Draw (10 min)") + 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answers_have_one_address(path: Page, language: Language) -> None:
    """In every language."""
    assert key(path, language) == "answers-for-the-trainer"


def test_other_pages_have_neither_steps_nor_answers(path: Page) -> None:
    """Whatever their headings are."""
    other = replace(path, kind="work")
    assert (steps(other, "en"), key(other, "en"), takes_along(other), list(learning_triples(other))) == ([], "", [], [])


def test_a_path_takes_its_cases_and_things_along(path: Page) -> None:
    """Each once, the path first."""
    assert takes_along(path) == ["page:p", "page:case-a", "id:hurry"]


def test_a_length_of_time_is_written_as_iso_8601_has_it() -> None:
    """In minutes."""
    assert duration(90) == "PT90M"


def test_the_graph_says_what_a_path_teaches_and_for_how_long(graph: rdflib.Graph) -> None:
    """As a learning resource of schema.org."""
    subject = rdflib.URIRef(PAGE + "p")
    assert (subject, RDF_TERMS.type, SDO.LearningResource) in graph
    assert graph.value(subject, SDO.teaches) == rdflib.URIRef(ID + "hurry")
    assert graph.value(subject, SDO.timeRequired).toPython().total_seconds() == 15 * 60  # type: ignore[union-attr]
    assert {str(each) for each in graph.objects(subject, SDO.inLanguage)} == set(LANGUAGES)


def test_the_graph_says_on_what_a_path_is_based(graph: rdflib.Graph) -> None:
    """The publications that it cites, the cases that it uses, and the licence."""
    subject = rdflib.URIRef(PAGE + "p")
    assert list(graph.objects(subject, SDO.isBasedOn)) == [rdflib.URIRef(ID + "aikumetod")]
    assert list(graph.objects(subject, SDO.hasPart)) == [rdflib.URIRef(PAGE + "case-a")]
    assert str(graph.value(subject, SDO.license)) == "https://creativecommons.org/licenses/by/4.0/"


def test_the_graph_aligns_a_path_to_skills(graph: rdflib.Graph) -> None:
    """Of ESCO."""
    node = graph.value(rdflib.URIRef(PAGE + "p"), SDO.educationalAlignment)
    assert (node, RDF_TERMS.type, SDO.AlignmentObject) in graph
    assert str(graph.value(node, SDO.targetUrl)).endswith(SKILL)
    assert str(graph.value(node, SDO.educationalFramework)) == "ESCO"


def test_the_graph_says_for_whom_a_path_is(graph: rdflib.Graph) -> None:
    """In words of LRMI and in those of each language."""
    node = graph.value(rdflib.URIRef(PAGE + "p"), SDO.audience)
    assert str(graph.value(node, SDO.educationalRole)) == "student"
    assert len(list(graph.objects(node, SDO.audienceType))) == 3


def test_the_minutes_of_every_path_of_ours_add_up(real: Data) -> None:
    """In each language."""
    paths = [each for each in real.pages if each.kind == LEARNING]
    assert len(paths) >= 1
    for each in paths:
        for language in each.texts:
            assert sum(step.minutes or 0 for step in steps(each, language)) == each.matter.minutes


def test_every_path_of_ours_is_a_learning_resource_of_the_graph(real: Data) -> None:
    """As the store has it."""
    rows = real.store.select("SELECT ?page { ?page a <https://schema.org/LearningResource> ; <https://schema.org/teaches> ?any }")
    assert {str(row["page"]) for row in rows} == {PAGE + each.slug for each in real.pages if each.kind == LEARNING}
