"""Rules over learning paths: what their front matter must say, that their minutes add up, that what they name is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portal.languages import Language
from portal.namespaces import ID
from portal.pages.directives import near
from portal.pages.learning import ESCO_SKILL, steps
from portal.pages.plans import LEARNING
from portal.pages.read import Page
from validation.directives import Known, replaced_by

NEEDED = ("minutes", "roles", "teaches")
ONLY_HERE = (*NEEDED, "skills", "cases")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a learning path: the rule, what to do, the line in the Markdown (from 1) or 0 for the front matter."""

    rule: str
    message: str
    line: int = 0


def of_page(page: Page, known: Known) -> Iterator[Fault]:
    """Yield what is wrong with what the Finnish file says for all languages."""
    if page.kind != LEARNING:
        given = [name for name in ONLY_HERE if getattr(page.matter, name)]
        if given:
            yield Fault("path-has-its-fields", f"is no learning path, so it has no {', '.join(given)}; take the fields away.")
        return
    lacking = [name for name in NEEDED if not getattr(page.matter, name)]
    if lacking:
        yield Fault("path-has-its-fields", f"is a learning path and lacks {', '.join(lacking)}; add the fields.")
    yield from _things(page, known)
    yield from _cases(page, known)
    for skill in page.matter.skills:
        if not known.catalogue[ESCO_SKILL + skill].texts:
            yield Fault(
                "path-names-known-skill", f"names the skill {skill}, which stands in no alignment to ESCO; verify it there first."
            )


def in_language(page: Page, language: Language) -> Iterator[Fault]:
    """Yield what is wrong with one language of a page."""
    if page.kind != LEARNING:
        if page.texts[language].audience:
            yield Fault("path-has-its-fields", "is no learning path, so it has no audience; take the field away.")
        return
    if not page.texts[language].audience:
        yield Fault("path-has-its-fields", "is a learning path and lacks `audience`: for whom it is; add the field.")
    found = steps(page, language)
    for step in found:
        if step.minutes is None:
            yield Fault(
                "path-steps-have-minutes", f"the step {step.name!r} does not end with its minutes, such as (10 min).", step.line
            )
    total = sum(step.minutes or 0 for step in found)
    if total != page.matter.minutes:
        line = found[-1].line if found else 0
        message = f"the steps take {total} minutes, and `minutes` says {page.matter.minutes}; mend one of them."
        yield Fault("path-minutes-add-up", message, line)


def _things(page: Page, known: Known) -> Iterator[Fault]:
    for slug in page.matter.teaches:
        if slug not in known.slugs:
            yield Fault("page-about-known-thing", f"`teaches` names {slug!r}, which nothing is called{near(slug, known.slugs)}.")
        elif ID + slug in known.replaced:
            hint = replaced_by(ID + slug, known)
            yield Fault("page-names-nothing-deprecated", f"`teaches` names {slug!r}, which is deprecated{hint}.")


def _cases(page: Page, known: Known) -> Iterator[Fault]:
    cases = tuple(each.slug for each in known.data.pages if each.kind == "cases")
    linked = {link.target for text in page.texts.values() for link in text.links}
    for slug in page.matter.cases:
        if slug not in cases:
            yield Fault("path-uses-known-case", f"`cases` names {slug!r}, which no case is called{near(slug, cases)}.")
        elif "page:" + slug not in linked:
            yield Fault("path-uses-known-case", f"`cases` names {slug!r}, but the text does not lead to page:{slug}; add the link.")
