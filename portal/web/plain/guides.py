"""Guidance pages for programs: the list of them, and one with its headings and its text."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from portal.errors import UnknownName
from portal.languages import LANGUAGES, Language
from portal.namespaces import ID, PAGE, STATEMENT, local_name
from portal.pages.learning import ESCO_SKILL
from portal.pages.read import SOURCE_LANGUAGE, Page
from portal.search.texts import plain
from portal.web.addresses import address
from portal.web.contract.operation import BASE
from portal.web.house import house
from portal.web.plain.catalogues import named, recorder
from portal.web.plain.pages import Heading, Lesson, PageItem, PageRecord, Pages
from portal.web.plain.paging import paged
from portal.web.plain.parameters import ABOUT, PAGE_KIND
from portal.web.plain.recording import Recorder
from portal.web.plain.records import Wording
from portal.web.plain.wording import one
from portal.web.public import absolute

Made = TypeVar("Made", bound=PageItem)


def pages() -> Pages:
    """Return the guidance pages, those of a kind or about a thing."""
    tell, subject, kind = recorder(), local_name(named(ABOUT)), PAGE_KIND.read()
    found = {
        PAGE + each.slug: each
        for each in house().data.pages
        if (not kind or each.kind == kind) and (not subject or subject in each.about)
    }
    return Pages(tell.origin(), *paged(found, lambda iri: _page(tell, found[iri], PageItem)))


def page(id: str) -> PageRecord:
    """Return a guidance page; raises UnknownName when there is none."""
    found = house().guides.get(id)
    if found is None:
        raise UnknownName(f"There is no page called {id[:200]!r}. /api/v1/pages lists them.")
    tell = recorder()
    headings = {each: _headings(found, each) for each in LANGUAGES if each in found.texts}
    cited = (each.target.removeprefix("st:") for each in found.texts[SOURCE_LANGUAGE].citations)
    return _page(
        tell,
        found,
        PageRecord,
        headings=headings if tell.language is None else headings[found.in_language(tell.language)[0]],
        text=_text({each: plain(text.markdown) for each, text in found.texts.items()}, tell),
        markdown=_text({each: text.markdown for each, text in found.texts.items()}, tell),
        sources=tuple(sorted({STATEMENT + each for each in cited if STATEMENT + each in house().catalogue})),
        about=tell.origin(),
    )


def _headings(found: Page, language: Language) -> tuple[Heading, ...]:
    pairs = zip(found.texts[language].headings, found.anchors(language), strict=True)
    return tuple(Heading(each.level, each.text, anchor) for each, anchor in pairs)


def _text(texts: dict[Language, str], tell: Recorder) -> Wording:
    return cast(Wording, one({each: [text] for each, text in texts.items()}, tell.language))


def _page(tell: Recorder, found: Page, kind: type[Made], **more: Any) -> Made:  # noqa: ANN401 - what that kind has besides
    in_graph = bool(found.about)
    return kind(
        iri=PAGE + found.slug if in_graph else None,
        id=found.slug,
        type=("GuidancePage",) if in_graph else (),
        title=_text({each: text.title for each, text in found.texts.items()}, tell),
        summary=_text({each: text.summary for each, text in found.texts.items()}, tell),
        kind=found.kind,
        languages=tuple(each for each in LANGUAGES if each in found.texts),
        subjects=tell.names(ID + each for each in found.about),
        checked=found.checked.isoformat(),
        url=absolute(address("guide", tell.language or LANGUAGES[0], found.slug)),
        api=absolute(f"{BASE}/pages/{found.slug}"),
        lesson=_lesson(tell, found),
        **more,
    )


def _lesson(tell: Recorder, found: Page) -> Lesson | None:
    matter = found.matter
    if matter.minutes is None:
        return None
    return Lesson(
        matter.minutes,
        _text({each: text.audience for each, text in found.texts.items()}, tell),
        matter.roles,
        tell.names(ID + each for each in matter.teaches),
        tuple(ESCO_SKILL + each for each in matter.skills),
        tell.names(PAGE + each for each in matter.cases),
    )
