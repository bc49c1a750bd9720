"""A learning path from the outside: what stands over its text, and what it says of itself to programs in the words of LRMI."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.languages import Language
from portal.learning.basket import Basket, Item, Sort
from portal.namespaces import ID, PAGE, RDFS
from portal.pages.learning import ESCO_SKILL, KIND_OF_RESOURCE, USES, Step, duration, skill_node, steps, takes_along
from portal.pages.plans import LEARNING
from portal.pages.read import Page, in_order
from portal.web.addresses import address
from portal.web.facts import page_links
from portal.web.house import house, view_parameter
from portal.web.links import schema_type
from portal.web.pages import Named, Said, named, said
from portal.web.public import absolute

Node = dict[str, object]


@dataclass(frozen=True)
class Skill:
    """A skill of ESCO: its address, and its name as ESCO gives it."""

    address: str
    name: Said


@dataclass(frozen=True)
class Lesson:
    """A learning path: as a link, how many minutes it takes, for whom it is, its steps, what it teaches, skills, cases.

    basket: the address of a basket with all that goes along.
    """

    page: Named
    minutes: int
    audience: Said
    steps: list[Step]
    teaches: list[Named]
    skills: list[Skill]
    cases: list[Named]
    basket: str


def lesson(page: Page, language: Language) -> Lesson | None:
    """Return what stands over the text of a learning path; None for any other page."""
    if page.kind != LEARNING:
        return None
    tag, text = page.in_language(language)
    matter = page.matter
    things = [house().catalogue[ID + slug] for slug in matter.teaches]
    return Lesson(
        page_links([page], language)[0],
        matter.minutes or 0,
        Said(text.audience, tag),
        steps(page, tag),
        [named(each, language) for each in things if not (house().view and each.inferred)],
        _skills(page, language),
        page_links([each for each in house().data.pages if each.slug in matter.cases], language),
        _basket(page, text.title, language),
    )


def _basket(page: Page, title: str, language: Language) -> str:
    """Return the address of a basket with a path, its cases, the pages that it leads to, and what it teaches."""
    names = (each.partition(":") for each in takes_along(page))
    items = tuple(Item(Sort.GUIDE if prefix == "page" else Sort.THING, name) for prefix, _, name in names)
    return address("course", language) + "?" + Basket(title=title).with_items(items).question(**view_parameter())


def lessons(pages: Iterable[Page], language: Language) -> list[Lesson]:
    """Return all learning paths among pages, in their order."""
    found = (lesson(each, language) for each in in_order(pages, language))
    return [each for each in found if each]


def _skills(page: Page, language: Language) -> list[Skill]:
    catalogue = house().catalogue
    names = ((ESCO_SKILL + each, said(catalogue[ESCO_SKILL + each], RDFS + "label", language)) for each in page.matter.skills)
    return [Skill(iri, name) for iri, name in names if name]


def as_resource(page: Page, language: Language) -> Node:
    """Return what a learning path says of itself to programs; nothing for any other page."""
    shown = lesson(page, language)
    if shown is None:
        return {}
    roles = page.matter.roles
    resource: Node = {
        "@type": ["WebPage", "LearningResource"],
        "identifier": PAGE + page.slug,
        "learningResourceType": KIND_OF_RESOURCE,
        "educationalUse": [USES[each] for each in roles],
        "timeRequired": duration(shown.minutes),
        "audience": {"@type": "EducationalAudience", "educationalRole": list(roles), "audienceType": shown.audience.text},
        "teaches": [_term(ID + slug, language) for slug in page.matter.teaches],
        "hasPart": [*map(_step, shown.steps), *(_case(each) for each in shown.cases)],
        "isAccessibleForFree": True,
        "version": house().data.version,
    }
    return {**resource, "educationalAlignment": [_alignment(page, each) for each in shown.skills]} if shown.skills else resource


def _term(iri: str, language: Language) -> Node:
    return {"@type": schema_type(iri), "@id": iri, "name": house().catalogue[iri].label(language)[0]}


def _step(step: Step) -> Node:
    return {"@type": "LearningResource", "name": step.name, "timeRequired": duration(step.minutes or 0)}


def _case(case: Named) -> Node:
    return {"@type": "WebPage", "@id": PAGE + case.slug, "name": case.name.text, "url": absolute(case.address)}


def _alignment(page: Page, skill: Skill) -> Node:
    return {
        "@type": "AlignmentObject",
        "@id": skill_node(page, skill.address.removeprefix(ESCO_SKILL)),
        "alignmentType": "teaches",
        "educationalFramework": "ESCO",
        "targetName": skill.name.text,
        "targetUrl": skill.address,
    }
