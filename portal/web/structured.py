"""What a page says of itself to search engines and other programs: JSON-LD in the words of schema.org.

It stands in the page as a block of data, which no browser runs. Texts come from the graph and from pages, so whatever could end the
block is written as an escape.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from portal.graph import queries
from portal.graph.catalogue import Entry
from portal.graph.formats import DOWNLOAD_FORMATS
from portal.languages import LANGUAGES, Language
from portal.namespaces import DATASET, DOCUMENTS, ID, KIERRE, LICENCE, ONTOLOGY, PAGE, SKOS, STATEMENT
from portal.pages.read import Page
from portal.web.addresses import address, home_of, of_iri
from portal.web.cited import MAKERS
from portal.web.house import house
from portal.web.lessons import as_resource
from portal.web.links import schema_type
from portal.web.pins import edition
from portal.web.public import absolute

Node = dict[str, object]
_CONTEXT = "https://schema.org"
_ESCAPES = str.maketrans({each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"})
_LISTS = ("class", "thing", "guide", "learning", "glossary", "sources", "pictures")
DATA_PAGE = "data-and-licence"


@dataclass(frozen=True)
class Shown:
    """The page that is being shown.

    path: its address without a question; iri: the lasting name that it stands for, or ""; section: the part of the portal, or "".
    """

    path: str
    language: Language
    title: str
    description: str
    iri: str
    section: str


def structured(shown: Shown) -> Markup:
    """Return the block of data of a page."""
    node: Node = {"@context": _CONTEXT, **(_home(shown) if shown.path.strip("/") in LANGUAGES else _page(shown))}
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return Markup(text)  # noqa: S704 - every character that means something in HTML is escaped above


def _home(shown: Shown) -> Node:
    find = absolute(address("search", shown.language)) + "?q={search_term_string}"
    action = {"@type": "SearchAction", "target": {"@type": "EntryPoint", "urlTemplate": find}}
    return {
        **_site(),
        "description": shown.description,
        "inLanguage": list(LANGUAGES),
        "license": LICENCE,
        "mainEntity": {"@type": "Dataset", "@id": DATASET},
        "potentialAction": {**action, "query-input": "required name=search_term_string"},
    }


def _site() -> Node:
    return {"@type": "WebSite", "@id": absolute("/"), "url": absolute("/"), "name": "Kierre"}


def _page(shown: Shown) -> Node:
    node: Node = {
        "@type": "CollectionPage" if shown.section in _LISTS and not shown.iri else "WebPage",
        "@id": absolute(shown.path),
        "url": absolute(shown.path),
        "name": shown.title,
        "inLanguage": shown.language,
        "isPartOf": _site(),
        "license": LICENCE,
        "version": edition() or house().data.version,
        "breadcrumb": _breadcrumb(shown),
    }
    if shown.description and not shown.iri.startswith((ID, STATEMENT)):
        node["description"] = shown.description
    if shown.iri in {DATASET, PAGE + DATA_PAGE}:
        node["mainEntity"] = _dataset(shown)
    elif shown.iri == ONTOLOGY:
        node["mainEntity"] = {"@type": "DefinedTermSet", "@id": ONTOLOGY, "name": shown.title, "license": LICENCE}
    elif shown.iri.startswith((ID, STATEMENT)):
        node["mainEntity"] = _thing(house().catalogue[shown.iri], shown)
    if shown.iri.startswith(PAGE):
        node |= _of_guide(house().guides[shown.iri.removeprefix(PAGE)], shown.language)
    documents = house().catalogue[shown.iri].documents or {*DOCUMENTS}.intersection(house().catalogue[shown.iri].wholes)
    return {**node, "isBasedOn": _works(sorted(documents), shown.language)} if documents else node


def _breadcrumb(shown: Shown) -> Node:
    """Return the way to the page as its head shows it."""
    steps = [("Kierre", f"/{shown.language}/"), *_between(shown), (shown.title, shown.path)]
    listed = [
        {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
        for place, (name, path) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": listed}


def _between(shown: Shown) -> list[tuple[str, str]]:
    catalogue, language = house().catalogue, shown.language
    entry = catalogue[shown.iri]
    if shown.iri.startswith(PAGE):
        return [(gettext("Guides"), address("guide", language))]
    if shown.iri.startswith(STATEMENT):
        return [(catalogue[each].label(language)[0], of_iri(each, language)) for each in entry.wholes if each.startswith(ID)][:1]
    kinds = [each for each in entry.classes if each.startswith(KIERRE)] if shown.iri.startswith(ID) else []
    return [(catalogue[each].label(language)[0], home_of(catalogue[each].slug, language)) for each in kinds[:1]]


def _thing(entry: Entry, shown: Shown) -> Node:
    """Return a thing, judgement, document or statement: never its hidden names."""
    kind = schema_type(entry.iri)
    node: Node = {"@type": kind, "@id": entry.iri, "name": entry.label(shown.language)[0], "url": absolute(shown.path)}
    if shown.description:
        node["description"] = shown.description
    others = entry.many(SKOS + "altLabel", shown.language)
    if others:
        node["alternateName"] = others
    matches = [each for each in queries.outgoing(house().data.store, entry.iri) if each.property == SKOS + "exactMatch"]
    if matches:
        node["sameAs"] = [each.other for each in matches]
    if kind == "DefinedTerm":
        node["termCode"] = entry.slug
        node["inDefinedTermSet"] = {"@type": "DefinedTermSet", "@id": DATASET, "name": "Kierre", "url": absolute("/dataset")}
    return node


def _works(documents: Sequence[str], language: Language) -> list[Node]:
    catalogue = house().catalogue
    return [{"@type": "CreativeWork", "@id": each, "name": catalogue[each].label(language)[0]} for each in documents]


def _of_guide(page: Page, language: Language) -> Node:
    """Return what a guidance page is about, and the day on which its facts were last checked."""
    things = [house().catalogue[ID + each] for each in page.about]
    about = [{"@type": schema_type(each.iri), "@id": each.iri, "name": each.label(language)[0]} for each in things]
    reviewed: Node = {"lastReviewed": page.checked.isoformat(), **({"about": about} if about else {})}
    return {**reviewed, **as_resource(page, language)}


def _dataset(shown: Shown) -> Node:
    files = [(each.media_type, f"/download/kierre.{each.ending}") for each in DOWNLOAD_FORMATS]
    return {
        "@type": ["Dataset", "DefinedTermSet"],
        "@id": DATASET,
        "name": "Kierre",
        "description": shown.description,
        "url": absolute(shown.path),
        "identifier": DATASET,
        "version": house().data.version,
        "inLanguage": list(LANGUAGES),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": MAKERS},
        "distribution": [{"@type": "DataDownload", "encodingFormat": type_, "contentUrl": absolute(path)} for type_, path in files],
    }
