"""A learning path: its steps, and what the graph says of it in the words of schema.org and LRMI."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portal.languages import Language
from portal.namespaces import DOCUMENTS, ID, LICENCE, PAGE, RDF, SCHEMA, XSD, local_name
from portal.pages.plans import LEARNING, section
from portal.pages.read import SOURCE_LANGUAGE, Page
from portal.pages.timed import minutes, untimed
from portal.terms import Iri, Text, Triple

ESCO_SKILL = "http://data.europa.eu/esco/skill/"
KIND_OF_RESOURCE = "lesson plan"
USES = {"student": "instruction", "professional": "professional development"}


@dataclass(frozen=True)
class Step:
    """A step of a path: its name, its minutes (None when its heading says none), the id and the line of its heading."""

    name: str
    minutes: int | None
    anchor: str
    line: int


def steps(page: Page, language: Language) -> list[Step]:
    """Return the steps of a path as its text in a language has them; none for any other page."""
    wanted, inside, found = section(page.kind, "steps", language), False, []
    for heading, anchor in zip(page.texts[language].headings, page.anchors(language), strict=True):
        if heading.level == 2:
            inside = bool(wanted) and heading.text == wanted
        elif inside and heading.level == 3:
            found.append(Step(untimed(heading.text), minutes(heading.text), anchor, heading.line))
    return found


def key(page: Page, language: Language) -> str:
    """Return the id of the section with the answers, or nothing."""
    wanted = section(page.kind, "key", language)
    pairs = zip(page.texts[language].headings, page.anchors(language), strict=True)
    return next((anchor for heading, anchor in pairs if heading.text == wanted), "")


def duration(count: int) -> str:
    """Return minutes as ISO 8601 writes a length of time."""
    return f"PT{count}M"


def skill_node(page: Page, skill: str) -> str:
    """Return the IRI of what says that a path serves a skill."""
    return f"{PAGE}{page.slug}#skill-{skill}"


def learning_triples(page: Page) -> Iterator[Triple]:
    """Yield what the graph says of a learning path besides what it says of every page; nothing of any other page."""
    if page.kind != LEARNING:
        return
    subject, matter = Iri(PAGE + page.slug), page.matter
    yield subject, Iri(RDF + "type"), Iri(SCHEMA + "LearningResource")
    yield subject, Iri(SCHEMA + "learningResourceType"), Text(KIND_OF_RESOURCE)
    yield subject, Iri(SCHEMA + "license"), Iri(LICENCE)
    if matter.minutes:
        yield subject, Iri(SCHEMA + "timeRequired"), Text(duration(matter.minutes), datatype=XSD + "duration")
    for language in page.texts:
        yield subject, Iri(SCHEMA + "inLanguage"), Text(language)
    for role in matter.roles:
        yield subject, Iri(SCHEMA + "educationalUse"), Text(USES[role])
    for slug in matter.teaches:
        yield subject, Iri(SCHEMA + "teaches"), Iri(ID + slug)
    for slug in matter.cases:
        yield subject, Iri(SCHEMA + "hasPart"), Iri(PAGE + slug)
    cited = {each.target for each in page.texts[SOURCE_LANGUAGE].citations}
    for document in DOCUMENTS:
        if any(each.startswith(f"st:{local_name(document)}-") for each in cited):
            yield subject, Iri(SCHEMA + "isBasedOn"), Iri(document)
    yield from _audience(page)
    yield from _skills(page)


def _audience(page: Page) -> Iterator[Triple]:
    node = Iri(f"{PAGE}{page.slug}#audience")
    yield Iri(PAGE + page.slug), Iri(SCHEMA + "audience"), node
    yield node, Iri(RDF + "type"), Iri(SCHEMA + "EducationalAudience")
    for role in page.matter.roles:
        yield node, Iri(SCHEMA + "educationalRole"), Text(role)
    for language, text in page.texts.items():
        if text.audience:
            yield node, Iri(SCHEMA + "audienceType"), Text(text.audience, language)


def _skills(page: Page) -> Iterator[Triple]:
    for skill in page.matter.skills:
        node = Iri(skill_node(page, skill))
        yield Iri(PAGE + page.slug), Iri(SCHEMA + "educationalAlignment"), node
        yield node, Iri(RDF + "type"), Iri(SCHEMA + "AlignmentObject")
        yield node, Iri(SCHEMA + "alignmentType"), Text("teaches")
        yield node, Iri(SCHEMA + "educationalFramework"), Text("ESCO")
        yield node, Iri(SCHEMA + "targetUrl"), Iri(ESCO_SKILL + skill)


def takes_along(page: Page) -> list[str]:
    """Return the names of what a path takes to a course: the path, its cases, the pages it leads to, its things.

    Names are as pages write them (`page:slug`, `id:slug`), each once.
    """
    if page.kind != LEARNING:
        return []
    matter, linked = page.matter, (each.target for each in page.texts[SOURCE_LANGUAGE].links if each.target.startswith("page:"))
    pages = ("page:" + slug for slug in (page.slug, *matter.cases))
    return list(dict.fromkeys([*pages, *linked, *("id:" + slug for slug in matter.teaches)]))
